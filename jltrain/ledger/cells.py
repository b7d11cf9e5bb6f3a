"""What a cell's value says as text, and when Excel has eaten digits of it.

A number has 15 significant digits in Excel; a certificate number typed as a number beyond that has lost
its last digits for good, and one shown as 1.23457E+17 in a text file has lost more.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from jltrain.foreign.table import Cell

EXACT_BELOW: Final = 10**15

_FLOAT: Final = re.compile(r"(\d+)\.0+")
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?[eE]\+?\d{2,}|\d[.,]\d+[eE]\+?\d+")


def text_of(cell: Cell) -> str:
    """The cell as somebody reads it: 22010001.0 is "22010001", a day is "2026-11-22"."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return f"{cell:.0f}" if cell == cell // 1 and abs(cell) < 10**21 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def number_text(cell: Cell) -> str:
    """`text_of` for a number used as a name: "22010001.0" in a text file loses its ".0" too."""
    text = text_of(cell).strip()
    match = _FLOAT.fullmatch(text)
    return match[1] if match else text


def digits_lost(cell: Cell) -> bool:
    """Whether the cell is a number that no longer holds all the digits somebody typed."""
    if isinstance(cell, str):
        return _SCIENTIFIC.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and not abs(cell) < EXACT_BELOW


def is_moment(cell: Cell) -> bool:
    """Whether a spreadsheet took what was typed for a day, a time or a duration."""
    return isinstance(cell, date | time | timedelta)
