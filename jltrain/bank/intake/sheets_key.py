"""Answers that stand in a table of their own: 题号 1 2 3, 答案 A B C."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jltrain.bank.intake.assemble import Draft, assemble
from jltrain.bank.intake.columns import Column, named
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.found import FoundQuestion
from jltrain.bank.intake.kinds import kind_of
from jltrain.bank.intake.table_answer import is_answer, read_choice, read_judge
from jltrain.bank.intake.table_cells import Row
from jltrain.bank.question import BLANK, LETTERS, Kind
from jltrain.i18n import _

_NUMBER: Final = re.compile(r"第?\s*[(（]?(\d{1,5})[)）]?\s*[题.、．]?")


@dataclass(frozen=True, slots=True)
class Key:
    """One answer of a key: to question `number` of `kind` (None: of any), standing on source line `line`."""

    kind: Kind | None
    number: str
    answer: str
    line: int


def number_of(text: str) -> str:
    """The number that a cell is, "" when it is none."""
    match = _NUMBER.fullmatch(text.strip())
    return str(int(match[1])) if match else ""


def is_key(rows: Sequence[Row]) -> bool:
    """Whether the rows are a key and nothing but."""
    return _lying(rows) or _paired(rows) or _headed(rows) is not None


def _first(rows: Sequence[Row]) -> int:
    return next((n for n, row in enumerate(rows) if len(row.cells) > 1), len(rows))


def _lying(rows: Sequence[Row]) -> bool:
    """Numbers beside each other, the answers under them."""
    filled = [row.cells for row in rows if len(row.cells) > 1]
    return bool(filled) and len(filled) % 2 == 0 and all(
        _says(upper[0], Column.NUMBER) and _says(lower[0], Column.ANSWER) and all(map(number_of, filter(None, upper[1:])))
        for upper, lower in zip(filled[::2], filled[1::2], strict=True)
    )  # fmt: skip


def _says(text: str, column: Column) -> bool:
    name = named(text)
    return name is not None and name.column is column


def _paired(rows: Sequence[Row]) -> bool:
    """1 A 2 B …, number and answer in turn, without a header."""
    filled = [row.cells for row in rows if row.cells]
    if not filled or any(len(cells) < 2 for cells in filled):
        return False
    pairs = [pair for cells in filled for pair in zip(cells[::2], cells[1::2], strict=False) if any(pair)]
    return len(pairs) > 1 and all(number_of(n) and is_answer(a) for n, a in pairs) and max(map(len, filled)) > 2


def _headed(rows: Sequence[Row]) -> list[tuple[int, int, int]] | None:
    """Places of kind (-1: none), number and answer, once or several times beside each other."""
    first = _first(rows)
    if first == len(rows):
        return None
    names = [named(text) for text in rows[first].cells]
    if any(name is None or name.column not in (Column.NUMBER, Column.ID, Column.ANSWER, Column.KIND) for name in names):
        return None
    out: list[tuple[int, int, int]] = []
    kind = number = -1
    for place, name in enumerate(names):
        if name is None:
            continue
        if name.column is Column.KIND:
            kind = place
        elif name.column is Column.ANSWER and number >= 0:
            out.append((kind, number, place))
        elif name.column is not Column.ANSWER:
            number = place
    return out or None


def read(rows: Sequence[Row], first: int, kind: Kind | None) -> list[Key]:
    """The answers in the rows, of which the first is source line `first`."""
    if _lying(rows):
        return list(_read_lying(rows, first, kind))
    groups = _headed(rows)
    if groups is None:
        groups = [(-1, n, n + 1) for n in range(0, max(len(row.cells) for row in rows) - 1, 2)]
    out = []
    for group in groups:  # one column of numbers after the other, as they count on
        said = kind
        for index, row in enumerate(rows):
            cells = row.cells
            if group[0] >= 0 and group[0] < len(cells) and cells[group[0]]:
                said = kind_of(cells[group[0]]) or said
            number = number_of(cells[group[1]]) if group[1] < len(cells) else ""
            answer = cells[group[2]] if group[2] < len(cells) else ""
            if number and answer:
                out.append(Key(said, number, answer, first + index))
    return out


def _read_lying(rows: Sequence[Row], first: int, kind: Kind | None) -> Iterable[Key]:
    held: tuple[str, ...] = ()
    for index, row in enumerate(rows):
        if len(row.cells) < 2:
            continue
        if _says(row.cells[0], Column.NUMBER):
            held = row.cells
            continue
        for number, answer in zip(held[1:], row.cells[1:], strict=False):
            if number and answer:
                yield Key(kind, number_of(number), answer, first + index)


def applied(questions: Sequence[FoundQuestion], keys: Sequence[Key]) -> tuple[Sequence[FoundQuestion], list[Key]]:
    """The questions with the answers of the key, and those of the key that fit nowhere, or two places (then doubts tell)."""
    if not keys:
        return questions, []
    out = list(questions)
    runs = _runs([number_of(q.number) for q in out])
    by_number: dict[str, list[int]] = defaultdict(list)
    for index, question in enumerate(out):
        by_number[number_of(question.number)].append(index)
    key_runs = _runs([key.number for key in keys])
    aligned = len(set(runs)) == len(set(key_runs))
    unused: list[Key] = []
    for key, run in zip(keys, key_runs, strict=True):
        places = by_number.get(key.number, [])
        if key.kind is not None and len(places) > 1:
            places = [n for n in places if out[n].kind is key.kind] or places
        if len(places) > 1 and aligned:
            places = [n for n in places if runs[n] == run] or places
        if len(places) == 1:
            out[places[0]] = _answered(out[places[0]], key)
            continue
        unused.append(key)
        for n in places:
            if not out[n].answer:
                out[n] = _doubted(out[n], Doubt(DoubtCode.KEY_DIFFERS, f"{key.number} {key.answer}"))
    if unused and not by_number.keys() - {""} and len(keys) == len(out):  # no numbers, but as many answers as questions
        out = [
            _doubted(_answered(question, key), Doubt(DoubtCode.KEY_DIFFERS, _("题目没有题号，按顺序对应")))
            for question, key in zip(questions, keys, strict=True)
        ]
        unused = []
    return out, unused


def _runs(numbers: Sequence[str]) -> list[int]:
    """Which run of numbers that grow each belongs to: counting begins anew in each part."""
    out, run, last = [], 0, 0
    for number in numbers:
        value = int(number or last + 1)
        if value <= last:
            run += 1
        last = value
        out.append(run)
    return out


def _answered(question: FoundQuestion, key: Key) -> FoundQuestion:
    answer = key.answer
    if len(question.options) > 1:
        answer = read_choice(answer, question.options).answer or answer
    guessed = any(doubt.code is DoubtCode.KIND_GUESSED for doubt in question.doubts)
    guessed = guessed or (question.kind is Kind.BLANK and not question.answer and read_judge(answer) is not None)
    kind = "" if guessed else question.kind.label
    stem = question.stem
    if question.kind is Kind.BLANK and read_judge(answer):  # its bracket was taken for a blank
        stem = stem.replace(BLANK, "（ ）")
    draft = Draft(
        stem=stem, options=question.options, letters=LETTERS[: len(question.options)],
        answers=[answer], explanation=question.explanation, basis="", kind=kind,
        heading_kind=key.kind if guessed else None,
    )  # fmt: skip
    read = assemble(draft, question.lines)
    if question.answer:
        if read.answer == question.answer:
            return question
        return _doubted(question, Doubt(DoubtCode.ANSWERS_DIFFER, f"{''.join(question.answer)} / {key.answer}"))
    old = tuple(d for d in question.doubts if d.code not in (DoubtCode.NO_ANSWER, DoubtCode.KIND_GUESSED))
    doubts = tuple(dict.fromkeys((*old, *read.doubts)))
    return replace(
        question, kind=read.kind, stem=read.stem, options=read.options, answer=read.answer, accept=read.accept,
        doubts=doubts, confidence=confidence(doubts),
    )  # fmt: skip


def _doubted(question: FoundQuestion, doubt: Doubt) -> FoundQuestion:
    doubts = tuple(dict.fromkeys((*question.doubts, doubt)))
    return replace(question, doubts=doubts, confidence=confidence(doubts))
