"""Which cells of a workbook (.xlsx) are shown as per cent: 1.5 that everybody reads as 150%."""

from __future__ import annotations

import re
from typing import Final

from jltrain.foreign.archive import Archive
from jltrain.foreign.xlsxparts import sheet_parts
from jltrain.foreign.xml import parsed

_STYLES: Final = "xl/styles.xml"
_BUILT_IN: Final = {9: 0, 10: 2}
"""Number formats that every workbook knows, with their decimals: 0% and 0.00%."""
_CELL: Final = re.compile(rb"<(?:\w{1,8}:)?c\s([^>]{0,200})>")
_PLACE: Final = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE: Final = re.compile(rb"\bs=\"(\d{1,6})\"")


def percents(archive: Archive) -> dict[str, dict[tuple[int, int], int]]:
    """By the sheets' names: row and column (from 0) of each such cell, with the decimals shown. Raises BadFile."""
    shown = _styles(archive)
    if not shown:
        return {}
    return {name: _cells(archive.read(part), shown) for name, part in sheet_parts(archive).items()}


def percent(value: float, decimals: int) -> str:
    """What the cell shows, no figure lost: 0.125 as 0% is 12.5%."""
    exact = repr(round(value * 100, 10))
    exact = exact.removesuffix(".0")
    rounded = f"{value * 100:.{decimals}f}"
    return f"{rounded if abs(float(rounded) - value * 100) < 1e-9 else exact}%"


def _styles(archive: Archive) -> dict[int, int]:
    """The styles that show per cent, with their decimals."""
    if _STYLES not in archive:
        return {}
    root = parsed(archive.read(_STYLES), archive.file, plain=True)
    formats = dict(_BUILT_IN)
    for made in root.iter("numFmt"):
        code = re.sub(r"\"[^\"]*\"", "", made.get("formatCode", "").split(";")[0])
        if "%" in code:
            decimals = re.search(r"\.([0#]{1,10})", code)
            formats[_int(made.get("numFmtId", ""))] = len(decimals[1]) if decimals else 0
    used = root.find("cellXfs")
    ids = [_int(style.get("numFmtId", "")) for style in used] if used is not None else []
    return {place: formats[number] for place, number in enumerate(ids) if number in formats}


def _cells(xml: bytes, shown: dict[int, int]) -> dict[tuple[int, int], int]:
    out: dict[tuple[int, int], int] = {}
    for match in _CELL.finditer(xml):
        style, place = _STYLE.search(match[1]), _PLACE.search(match[1])
        if style is None or place is None or int(style[1]) not in shown:
            continue
        column = 0
        for letter in place[1]:
            column = column * 26 + letter - 64
        out[int(place[2]) - 1, column - 1] = shown[int(style[1])]
    return out


def _int(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else -1
