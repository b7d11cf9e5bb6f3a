"""A question as a mapping, as JSONL and YAML of ours have it, or as somebody else filled it in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from jltrain.bank.areas import area_from
from jltrain.bank.formats import build
from jltrain.bank.formats.carried import is_id
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import FoundQuestion, Span
from jltrain.bank.question import LETTERS, Kind, Response
from jltrain.i18n import _

_LONGEST: Final = 100_000


def from_mapping(record: object, lines: Span) -> FoundQuestion | str:
    """The question, without its pictures; or why it is none, in the language in use."""
    if not isinstance(record, Mapping):
        return _("不是一道题的记录")
    kind = _kind(record.get("kind"))
    if kind is None:
        return _("没有写明题型（kind）")
    if kind is Kind.CASE:
        parts = record.get("parts")
        read = [_one(part, lines) for part in parts] if isinstance(parts, list) else []
        inherited = _texts(record.get("basis")), _text(record.get("explanation"))
        kept = (
            [_inherit(part, parts[n], *inherited) for n, part in enumerate(read) if part]
            if isinstance(parts, list)
            else []
        )
        if not kept:
            return _("案例没有小题")
        story = build.found(Kind.CASE, _text(record.get("stem")), lines, basis=inherited[0], explanation=inherited[1])
        question = build.case(story, kept)
        if len(kept) < len(read):
            question = build.doubtful(question, Doubt(DoubtCode.LEFTOVER, _("有小题读不出来")))
    else:
        one = _one(record, lines)
        if one is None:
            return _("不是一道题的记录")
        question = one
    ident, area = _text(record.get("id")), area_from(_text(record.get("discipline")))
    difficulty = record.get("difficulty")
    return replace(
        question,
        id=ident if is_id(ident) else "",
        discipline=area.value if area else "",
        topic=_text(record.get("topic")),
        difficulty=difficulty if type(difficulty) is int and 1 <= difficulty <= 5 else 0,
    )


def pictures_of(record: object) -> list[str]:
    """The names of its pictures."""
    if not isinstance(record, Mapping):
        return []
    return _texts(record.get("pictures")) or ([one] if (one := _text(record.get("picture"))) else [])


def _inherit(part: FoundQuestion, record: object, basis: list[str], explanation: str) -> FoundQuestion:
    """What a part does not say, the case says."""
    said = record if isinstance(record, Mapping) else {}
    return replace(
        part,
        basis=part.basis if "basis" in said else tuple(basis),
        explanation=part.explanation if "explanation" in said else explanation,
    )


def _kind(value: object) -> Kind | None:
    return next((kind for kind in Kind if value in (kind.value, kind.label)), None)


def _one(record: object, lines: Span) -> FoundQuestion | None:
    if not isinstance(record, Mapping):
        return None
    kind = _kind(record.get("kind"))
    if kind is None or kind is Kind.CASE:
        return None
    answer, accept, doubts = _answer(record, kind)
    return build.found(
        kind,
        _text(record.get("stem")),
        lines,
        options=_texts(record.get("options")),
        answer=answer,
        accept=accept,
        explanation=_text(record.get("explanation")),
        basis=_texts(record.get("basis")),
        derived=_texts(record.get("derived")),
        doubts=doubts,
    )


def _answer(record: Mapping[object, object], kind: Kind) -> tuple[Response, list[list[str]], list[Doubt]]:
    raw = record.get("answer")
    if kind is Kind.JUDGE:
        if isinstance(raw, bool):
            return (("Y",) if raw else ("N",)), [], []
        return (), [], _unread(raw)
    if kind is Kind.BLANK:
        more = record.get("accept")
        accept = [
            _texts(texts)
            for texts in (more if isinstance(more, list) and more else raw if isinstance(raw, list) else [raw])
        ]
        return ((), accept, []) if accept and all(accept) else ((), [], _unread(raw))
    letters = list(raw) if isinstance(raw, str) else _texts(raw)
    if not all(letter in LETTERS and len(letter) == 1 for letter in letters):
        return (), [], _unread(raw)
    return tuple(sorted(set(letters))), [], []


def _unread(raw: object) -> list[Doubt]:
    return [Doubt(DoubtCode.ANSWER_NOT_READ, str(raw)[:40])] if raw not in (None, [], "") else []


def _text(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    return [text.strip() for text in value if isinstance(text, str) and text.strip()] if isinstance(value, list) else []
