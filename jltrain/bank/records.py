"""Questions from JSON that somebody brought: the JSONL form of the export, believed in nothing.

What `from_record` takes on trust is checked here: every type, size and letter. A draft is let through, since a bank of
others may hold some: `check` tells what it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jltrain.bank.areas import Area
from jltrain.bank.ids import fits
from jltrain.bank.question import LETTERS, Kind, Question, as_record, from_record
from jltrain.i18n import _

LONGEST_TEXT: Final = 20_000
_MOST_TEXTS: Final = 200
_MOST_PARTS: Final = 20
_MOST_PICTURES: Final = 50
_CASE: Final = frozenset({"id", "kind", "discipline", "topic", "difficulty", "stem", "basis", "explanation", "picture",
                          "pictures", "parts"})  # fmt: skip
_ANSWER: Final = frozenset({"options", "answer", "accept", "derived"})
_PART: Final = frozenset({"kind", "stem", "basis", "explanation"}) | _ANSWER


class BadRecord(ValueError):
    """`field` and what is wrong with it, in the language in use."""

    def __init__(self, field: str, told: str) -> None:
        super().__init__(f"{field}: {told}")
        self.field, self.told = field, told


def strict(record: object) -> Question:
    """The question that a record is. Raises BadRecord with its first fault."""
    if not isinstance(record, dict):
        raise BadRecord("", _("每道题应是一组“字段: 值”"))
    entry: dict[str, object] = record
    kind = _kind(entry, "kind")
    _only(entry, _CASE if kind is Kind.CASE else (_CASE - {"parts"}) | _ANSWER, "")
    if not fits(_text(entry, "id", "")):
        raise BadRecord("id", _("编号只能用文字、数字和 - . _，不能有空格和 #"))
    if _text(entry, "discipline", "") not in set(Area):
        raise BadRecord("discipline", _("没有这个门类"))
    difficulty = entry.get("difficulty")
    if type(difficulty) is not int or not 1 <= difficulty <= 5:
        raise BadRecord("difficulty", _("难度应是 1 到 5 的整数"))
    if any(not char.isprintable() for char in _text(entry, "topic", "")):
        raise BadRecord("topic", _("有不允许的字符"))
    _said(entry, "")
    _picture_names(entry)
    if kind is not Kind.CASE:
        _answered(entry, kind, "")
        return from_record(entry)
    parts = entry.get("parts")
    if not isinstance(parts, list) or len(parts) > _MOST_PARTS:
        raise BadRecord("parts", _("案例分析题应有 2 到 20 个小题"))
    for number, part in enumerate(parts, 1):
        where = f"parts[{number}]."
        if not isinstance(part, dict):
            raise BadRecord(where[:-1], _("每个小题应是一组“字段: 值”"))
        own = _kind(part, where + "kind")
        if own is Kind.CASE:
            raise BadRecord(where + "kind", _("小题不能又是案例分析题"))
        _only(part, _PART, where)
        _said(part, where)
        _answered(part, own, where)
    return from_record(entry)


def _only(entry: Mapping[str, object], allowed: frozenset[str], where: str) -> None:
    for name in entry:
        if name not in allowed:
            raise BadRecord(where + name[:40], _("没有这个字段"))


def _kind(entry: Mapping[str, object], place: str) -> Kind:
    value = entry.get("kind")
    if not isinstance(value, str) or value not in set(Kind):
        raise BadRecord(place, _("题型应是 {kinds} 之一").format(kinds="、".join(Kind)))
    return Kind(value)


def _text(entry: Mapping[str, object], field: str, where: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str):
        raise BadRecord(where + field, _("应是文字（数字请加引号）"))
    _fit(value, where + field)
    return value


def _fit(text: str, place: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise BadRecord(place, _("文字过长，最多 {n} 字").format(n=LONGEST_TEXT))
    if "\0" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)):
        raise BadRecord(place, _("有不允许的字符"))


def _texts(value: object, place: str, most: int = _MOST_TEXTS) -> list[str]:
    if not isinstance(value, list) or len(value) > most or not all(isinstance(text, str) for text in value):
        raise BadRecord(place, _("应是文字的列表（数字请加引号）"))
    for text in value:
        _fit(text, place)
    return value


def _said(entry: Mapping[str, object], where: str) -> None:
    """What every question and every part has."""
    _text(entry, "stem", where)
    _text(entry, "explanation", where)
    _texts(entry.get("basis"), where + "basis")


def _picture_names(entry: Mapping[str, object]) -> None:
    names = _texts(entry["pictures"], "pictures", _MOST_PICTURES) if "pictures" in entry else []
    if "picture" in entry:
        names = [*names, _text(entry, "picture", "")]
    for name in names:
        if not name or len(name) > 200 or any(c in name for c in "/\\:\0") or name.startswith("."):
            raise BadRecord("pictures", _("图片应与题目文件放在同一文件夹，只写文件名"))


def _answered(entry: Mapping[str, object], kind: Kind, where: str) -> None:
    options = _texts(entry.get("options", []), where + "options", len(LETTERS))
    _texts(entry.get("derived", []), where + "derived")
    answer, place = entry.get("answer"), where + "answer"
    if kind is Kind.JUDGE and isinstance(answer, bool):
        return
    given = _texts(answer, place)
    if kind is Kind.JUDGE and given:
        raise BadRecord(place, _("判断题的答案应是 true 或 false"))
    if kind in (Kind.SINGLE, Kind.MULTIPLE) and (
        any(letter not in LETTERS[: len(options)] or len(letter) != 1 for letter in given)
        or given != sorted(set(given))
    ):
        raise BadRecord(place, _("答案应是选项字母，按顺序、不重复，例如 B 或 ACD"))
    accept = entry.get("accept", [])
    if not isinstance(accept, list) or (accept and (kind is not Kind.BLANK or len(accept) != len(given))):
        raise BadRecord(where + "accept", _("填空题的答案应是列表，每空一个文本或一组可接受的文本"))
    for texts, standard in zip(accept, given, strict=False):
        if _texts(texts, where + "accept")[:1] != [standard]:
            raise BadRecord(where + "accept", _("填空题的答案应是列表，每空一个文本或一组可接受的文本"))


def from_entry(entry: object, area: Area | None, ident: str, before: Question | None = None) -> Question:
    """The question that a person wrote as one entry of our YAML, or as a record of the JSONL, with what he left out:
    as it was `before`, or empty, so that it comes out a draft. Raises BadRecord.
    """
    if isinstance(entry, list) and len(entry) == 1:
        entry = entry[0]
    if not isinstance(entry, dict):
        raise BadRecord("", _("应是一道题：一组“字段: 值”"))
    given = {str(name): value for name, value in entry.items()}
    record: dict[str, object] = {"topic": "", "difficulty": 3, "stem": "", "basis": [], "explanation": ""}
    if before is not None:
        record = as_record(before)
        if "answer" in given or "kind" in given:
            record.pop("accept", None)
        if "picture" in given or "pictures" in given:
            record.pop("picture", None)
            record.pop("pictures", None)
    record |= given | {"id": ident}
    if area is not None or "discipline" not in record:
        record["discipline"] = area.value if area else None
    if record.get("kind") != Kind.CASE:
        record |= _written_answer(record)
    elif isinstance(parts := record.get("parts"), list):
        inherited = {"basis": record["basis"], "explanation": record["explanation"], "stem": ""}
        record["parts"] = [_part(inherited | part) if isinstance(part, dict) else part for part in parts]
    return strict(record)


def _part(part: dict[str, object]) -> dict[str, object]:
    return part | _written_answer(part)


def _written_answer(entry: Mapping[str, object]) -> dict[str, object]:
    """The answer as records have it: BD -> ["B", "D"]; of a blank with several accepted texts the first counts."""
    answer = entry.get("answer", [])
    if isinstance(answer, str) and entry.get("kind") in (Kind.SINGLE, Kind.MULTIPLE):
        return {"answer": list(answer)}
    if isinstance(answer, list) and entry.get("kind") == Kind.BLANK and any(isinstance(a, list) for a in answer):
        accept = [a if isinstance(a, list) else [a] for a in answer]
        return {"answer": [texts[0] if texts else "" for texts in accept], "accept": accept}
    return {"answer": answer}
