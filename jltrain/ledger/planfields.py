"""Reading fields of a plan file, each fault told by file and field."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypeVar

from jltrain.errors import BadInput
from jltrain.i18n import N_, _

MAX_ENTRIES: Final = 500

_Word = TypeVar("_Word")


class BadPlan(BadInput):
    template = N_("轮训计划“{file}”的“{field}”不对：{reason}。请改正后重试。")


class FieldReader:
    """Turns what YAML gave into values, naming the field on each fault."""

    def __init__(self, file: str) -> None:
        self.file = file

    def bad(self, field: str, reason: str) -> BadPlan:
        return BadPlan(file=self.file, field=field, reason=reason)

    def record(
        self, field: str, raw: object, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> dict[str, object]:
        if not isinstance(raw, dict):
            raise self.bad(field or _("整个文件"), _("应为“字段: 值”的形式"))
        for key in raw:
            if key not in required + optional:
                raise self.bad(f"{field}.{key}".lstrip("."), _("没有这个字段"))
        for key in required:
            if key not in raw:
                raise self.bad(f"{field}.{key}".lstrip("."), _("缺少这个字段"))
        return raw

    def entries(self, field: str, raw: object) -> list[object]:
        if not isinstance(raw, list) or not 0 < len(raw) <= MAX_ENTRIES:
            raise self.bad(field, _("应为列表，1 至 {most} 项").format(most=MAX_ENTRIES))
        return raw

    def text(self, field: str, raw: object) -> str:
        if not isinstance(raw, str) or not 0 < len(raw.strip()) <= 200:
            raise self.bad(field, _("应为 1 至 200 字的文字"))
        return raw.strip()

    def truth(self, field: str, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise self.bad(field, _("应为 true 或 false"))
        return raw

    def whole(self, field: str, raw: object, most: int) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= most:
            raise self.bad(field, _("应为 1 至 {most} 的整数").format(most=most))
        return raw

    def share(self, field: str, raw: object) -> Fraction:
        text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
        percent = text.endswith("%")
        try:
            if len(text) > 20 or not text.isascii():
                raise ValueError(text)
            share = Fraction(text.removesuffix("%")) / (100 if percent else 1)
        except (ValueError, ZeroDivisionError) as error:
            raise self.bad(field, _("应写成 1/3、35% 或 1")) from error
        if not 0 <= share <= 1:
            raise self.bad(field, _("应在 0 与 1 之间"))
        return share

    def word(self, field: str, raw: object, meaning: Callable[[str], _Word | None], choices: str) -> _Word:
        """What a word means; `choices` are told when it means nothing."""
        word = meaning(raw) if isinstance(raw, str) else None
        if word is None:
            raise self.bad(field, _("应为下列之一：{choices}").format(choices=choices))
        return word

    def words(self, field: str, raw: object, meaning: Callable[[str], _Word | None], choices: str) -> tuple[_Word, ...]:
        """What a list of words means, no two the same thing."""
        found: list[_Word] = []
        for number, entry in enumerate(self.entries(field, raw), 1):
            word = meaning(entry) if isinstance(entry, str) else None
            if word is None or word in found:
                raise self.bad(f"{field}[{number}]", _("应为下列之一且不重复：{choices}").format(choices=choices))
            found.append(word)
        return tuple(found)
