"""Cells of a table as texts, and what a spreadsheet made of what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from jltrain.foreign.table import Cell

_ENDS: Final = re.compile(r"_x000[dD]_|\r\n?|[\v\f\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` are texts without blanks around them, `shown` the row as one line. `changed`: places of dates, times and
    shares, which may have been typed otherwise (3-5, 1/2, 50%). `odd`: its cells may have been cut wrongly.
    """

    cells: tuple[str, ...]
    shown: str
    changed: frozenset[int] = frozenset()
    odd: bool = False


_NOTHING: Final[frozenset[int]] = frozenset()
BLANK_ROW: Final = Row((), "")


def row_of(cells: Sequence[Cell]) -> Row:
    """The row as texts."""
    changed: list[int] = []
    texts: list[str] = []
    for index, cell in enumerate(cells):
        if type(cell) is str:
            texts.append(_text(cell))
            continue
        texts.append(_typed(cell))
        if not isinstance(cell, (bool, int, float, str)) or (type(cell) is float and 0 < abs(cell) < 1):
            changed.append(index)
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        return BLANK_ROW
    shown = " | ".join(texts)
    if "\n" in shown:
        shown = shown.replace("\n", " ⏎ ")
    return Row(tuple(texts), shown, frozenset(changed) if changed else _NOTHING)


def _text(cell: str) -> str:
    if "\r" in cell or "_x000" in cell or "\v" in cell or "\f" in cell or "\u2028" in cell:
        cell = _ENDS.sub("\n", cell)
    return cell.strip()


def _typed(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        return f"{cell.year}年{cell.month}月{cell.day}日 {cell.hour:02d}:{cell.minute:02d}"
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, time):
        return f"{cell.hour:02d}:{cell.minute:02d}" + (f":{cell.second:02d}" if cell.second else "")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell).strip()
