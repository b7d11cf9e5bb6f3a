"""Which column says what in a table without a header, told by what stands in the columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from jltrain.bank.intake.columns import Column, Layout
from jltrain.bank.intake.kinds import kind_of
from jltrain.bank.intake.table_answer import is_answer, read_choice
from jltrain.bank.intake.table_cells import Row
from jltrain.bank.intake.table_options import divided
from jltrain.bank.question import LETTERS

_SAMPLE: Final = 300
_ASKS: Final = re.compile(r"[(（]\s*[)）]|_{2,}|[?？]$|[。：:]$|下列|以下")
_LAW: Final = re.compile(r"《[^》]+》.{0,6}第.{1,8}条")


@dataclass(frozen=True, slots=True)
class _Stats:
    """Shares from 0 to 1 of the cells in a column; `filled` of all rows, the others of those filled."""

    filled: float
    length: float
    answers: float
    kinds: float
    numbers: float
    asks: float
    distinct: float


def guess(rows: Sequence[Row]) -> Layout | None:
    """The layout of rows without a header, None when they are no table of questions."""
    sample = [row.cells for row in rows if sum(map(bool, row.cells)) > 1][:_SAMPLE]
    if len(sample) < 2 or len(sample) * 3 < min(_SAMPLE, sum(bool(row.cells) for row in rows)) * 2:
        return None
    width = max(map(len, sample))
    stats = [_stats([cells[n] if n < len(cells) else "" for cells in sample]) for n in range(width)]
    at: dict[Column, int] = {}
    answer = _best(stats, lambda s: s.answers >= 0.8 and s.filled >= 0.8 and s.length < 12)
    if answer is None:
        return None
    number = _best(stats[:2], lambda s: s.numbers >= 0.9 and s.filled >= 0.8)
    kind = _best(stats, lambda s: s.kinds >= 0.8 and s.filled >= 0.5)
    used = {n for n in (answer, number, kind) if n is not None}
    stem = _stem(stats, used)
    if stem is None:
        return None
    at[Column.STEM] = stem
    at |= {Column.NUMBER: number} if number is not None else {}
    at |= {Column.KIND: kind} if kind is not None else {}
    used.add(stem)
    options, joined = _options(sample, stats, stem, answer, used)
    used |= {*options, *joined}
    rest = [n for n in range(width) if n not in used and stats[n].filled > 0]
    basis = tuple(n for n in rest if n > stem and _share(sample, n, _LAW) > 0.8 and stats[n].length < 30)[:1]
    longer = [n for n in rest if n > answer and n not in basis and stats[n].length >= 4]
    if longer:
        at[Column.EXPLANATION] = longer[0]
    left = tuple(_name(n) for n in rest if n not in basis and n not in at.values())
    found = Layout(at, options, (answer,), basis, joined, {}, left, {}, guessed=True)
    return found if _holds(sample, found) else None


def _name(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _stats(cells: Sequence[str]) -> _Stats:
    filled = [cell for cell in cells if cell]
    count = len(filled) or 1
    whole = [int(cell) for cell in filled if cell.isascii() and cell.isdigit() and len(cell) < 7]
    steps = sum(b == a + 1 or b == 1 for a, b in pairwise(whole))
    return _Stats(
        len(filled) / max(1, len(cells)),
        sum(map(len, filled)) / count,
        sum(map(is_answer, filled)) / count,
        sum(kind_of(cell) is not None for cell in filled) / count,
        len(whole) / count if steps >= (len(whole) - 1) * 0.8 and len(set(whole)) * 2 > len(whole) else 0.0,
        sum(bool(_ASKS.search(cell)) for cell in filled) / count,
        len(set(filled)) / count,
    )


def _best(stats: Sequence[_Stats], good: Callable[[_Stats], bool]) -> int | None:
    return next((n for n, s in enumerate(stats) if good(s)), None)


def _stem(stats: Sequence[_Stats], used: set[int]) -> int | None:
    free = [n for n, s in enumerate(stats) if n not in used and s.filled >= 0.9 and s.length >= 6 and s.distinct > 0.6]
    asking = [n for n in free if stats[n].asks >= 0.5]
    return next(iter(asking or free), None)


def _options(
    sample: Sequence[Sequence[str]], stats: Sequence[_Stats], stem: int, answer: int, used: set[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns of options, and the one of joined options; either is ()."""
    for n, column in enumerate(stats):
        if n in used or column.filled < 0.3:
            continue
        cells = [cells[n] for cells in sample if n < len(cells) and cells[n]]
        if sum(len(divided(cell).texts) > 2 and not divided(cell).doubts for cell in cells) >= len(cells) * 0.8:
            return (), (n,)
    first = stem + 1
    while first in used and first < len(stats):
        first += 1
    out: list[int] = []
    for n in range(first, len(stats)):
        if (
            n in used
            or stats[n].filled == 0
            or (out and answer < n and stats[n].length > 3 * stats[out[0]].length + 12)
        ):
            break
        out.append(n)
    return (tuple(out), ()) if len(out) >= 2 else ((), ())


def _share(sample: Sequence[Sequence[str]], place: int, pattern: re.Pattern[str]) -> float:
    cells = [cells[place] for cells in sample if place < len(cells) and cells[place]]
    return sum(bool(pattern.search(cell)) for cell in cells) / max(1, len(cells))


def _holds(sample: Sequence[Sequence[str]], layout: Layout) -> bool:
    """Whether letters that are answers stand for options in nearly every row."""
    if layout.joined:
        return True
    asked = held = 0
    for cells in sample:
        answer = cells[layout.answers[0]] if layout.answers[0] < len(cells) else ""
        options = [cells[n] if n < len(cells) else "" for n in layout.options]
        reading = read_choice(answer, [o for o in options if o])
        if reading.answer and re.fullmatch(r"[A-Z]+", reading.answer):
            asked += 1
            held += all(LETTERS.index(c) < len(options) and options[LETTERS.index(c)] for c in reading.answer)
    return held >= asked * 0.9
