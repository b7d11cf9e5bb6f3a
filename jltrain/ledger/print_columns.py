"""How wide the columns of a printed table are: numbers never broken, texts wrapped where the sheet ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jltrain.ledger.print_page import cleaned
from jltrain.ledger.report import Kind, ReportColumn, Row, Value
from jltrain.paper.print_fonts import Chain, width

PAD: Final = 3.5
"""Left and right of what stands in a cell, in points."""

_LONGEST_WORD: Final = 14.0
"""A word (a number, a code) up to so many ems is never parted for want of room while there is any."""


def shown(kind: Kind, value: Value) -> str:
    """A cell as it is printed; a number that is not there is a dash, so that nobody fills it in."""
    if value is None:
        return "" if kind is Kind.TEXT else "—"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return cleaned(value)
    if kind is Kind.PERCENT:
        return f"{value:.1%}"
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column needs, in ems: `least` without parting words, `wish` to be read with ease, `whole` on one line.

    For numbers the three are one. `block` is the widest number, by which they are set right.
    """

    least: float
    wish: float
    whole: float
    block: float


def measures(columns: Sequence[ReportColumn], rows: Sequence[Row]) -> list[Measure]:
    """The needs of each column of a table; `rows` with the total."""
    return [_measure(column, {shown(column.kind, row[n]) for row in rows}) for n, column in enumerate(columns)]


def _measure(column: ReportColumn, texts: set[str]) -> Measure:
    header = _header(cleaned(column.title))
    whole = max((_ems(line) for text in texts for line in text.split("\n")), default=0.0)
    if column.kind is not Kind.TEXT:
        both = max(whole, header)
        return Measure(both, both, both, whole)
    word = max((_ems(part) for text in texts for part in _words(text)), default=0.0)
    least = max(min(word, _LONGEST_WORD), min(whole, 4.0), header)
    wish = max(least, min(whole, column.width / 2))
    return Measure(least, wish, max(wish, whole), 0.0)


def _header(title: str) -> float:
    """What a heading needs in two lines or, with something in brackets, three: short words are not parted."""
    if title.isascii():
        return max((_ems(word) for word in title.split()), default=0.0)
    parts = [part for part in re.split("(?=（)", title) if part]
    return max((float(len(p) if len(p) <= 3 or p[0] == "（" else -(-len(p) // 2)) for p in parts), default=0.0)


def _words(text: str) -> list[str]:
    """What is not to be parted: runs of Latin letters, digits and what ties them."""
    return "".join(c if c.isascii() and not c.isspace() else " " for c in text).split()


def _ems(text: str) -> float:
    """How wide the text is, be it in a row or in the total."""
    return max(width(chain, text, 1.0) for chain in Chain)


def fits(needs: Sequence[Measure], size: float, room: float) -> bool:
    """Whether the table can be read with ease in `room` points: most texts then take no more than two or three lines."""
    return sum(max(need.least, min(0.75 * need.wish, 0.7 * need.whole)) * size + 2 * PAD for need in needs) <= room


def widths(needs: Sequence[Measure], size: float, room: float) -> list[float]:
    """The columns' widths in points; together they are `room`."""
    free = room - 2 * PAD * len(needs)
    least, wish, whole = ([getattr(need, name) * size for need in needs] for name in ("least", "wish", "whole"))
    if sum(least) > free:
        inner = [free * part / sum(least) for part in least]
    elif sum(wish) > free:
        inner = _between(least, wish, free)
    elif sum(whole) > free:
        inner = _between(wish, whole, free)
    else:
        spare = (free - sum(whole)) / (sum(whole) + len(whole) * size)
        inner = [part + spare * (part + size) for part in whole]
    return [part + 2 * PAD for part in inner]


def _between(low: Sequence[float], high: Sequence[float], free: float) -> list[float]:
    share = (free - sum(low)) / (sum(high) - sum(low))
    return [a + share * (b - a) for a, b in zip(low, high, strict=True)]
