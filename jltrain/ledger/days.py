"""A day as people put it into a cell: a real date, a date that Excel shows as a number, or one of many ways to write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

from jltrain.foreign.table import Cell
from jltrain.ledger.cells import number_text

_FIRST_SERIAL: Final = 18264
_LAST_SERIAL: Final = 73051
"""1950-01-01 and 2100-01-01 as Excel counts days; what lies outside is no date of service or training."""
_EPOCH: Final = date(1899, 12, 30)
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH: Final = re.compile(r"(\d{4})(?:年(\d{1,2})月|[-/.](\d{2}))")
_TIME: Final = re.compile(r"(?<=\d)[ T]+0{1,2}:00(:00)?(\.0+)?$")


def day_of(cell: Cell, *, months: bool = False) -> date | None:
    """The day, or None when the cell does not say one for certain.

    "2024-03-01", "2024/3/1", "2024.3.1", "2024年3月1日", "20240301", 45352 (Excel's count), a date cell. With `months`,
    "2024年3月" and "2024.03" are its first day; the number 2024.1 is not: it may have been January or October.
    """
    if isinstance(cell, datetime):
        return _sane(cell.date())
    if isinstance(cell, date):
        return _sane(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = _TIME.sub("", unicodedata.normalize("NFKC", number_text(cell)).strip())
    text = re.sub(r"\s", "", text)
    if text.isdecimal():
        if len(text) == 8:
            return _made(text[:4], text[4:6], text[6:])
        serial = int(text) if len(text) == 5 else 0
        return _EPOCH + timedelta(serial) if _FIRST_SERIAL <= serial <= _LAST_SERIAL else None
    if match := _DAY.fullmatch(text):
        return _made(*match.groups())
    if months and (match := _MONTH.fullmatch(text)):
        return _made(match[1], match[2] or match[3], "1")
    return None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return _sane(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _sane(day: date) -> date | None:
    return day if 1950 <= day.year <= 2100 else None
