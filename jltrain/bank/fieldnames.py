"""What the fields of a question are called, for the places that `check` gives."""

from __future__ import annotations

from jltrain.i18n import _


def place_name(place: str) -> str:
    """A field of a question in words: parts[2].answer -> 第 2 问 答案."""
    names = {
        "stem": _("题干"),
        "options": _("选项"),
        "answer": _("答案"),
        "basis": _("依据"),
        "explanation": _("解析"),
        "topic": _("知识点"),
        "difficulty": _("难度"),
        "pictures": _("图片"),
        "kind": _("题型"),
        "parts": _("小题"),
        "id": _("编号"),
    }
    head, _dot, rest = place.partition("].") if place.startswith("parts[") else ("", "", place)
    field = rest.split("[")[0] if rest else place
    name = names.get(field, "—")
    number = head.removeprefix("parts[")
    return _("第 {number} 问：{part}").format(number=number, part=name) if number.isdigit() else name
