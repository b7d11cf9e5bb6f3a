"""How large a rectangle the cells of a sheet span, counted from its XML before anybody allots it.

Read as UTF-8 whatever the file declares, as calamine does, so that both see the same cells.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from jltrain.i18n import _

MAX_AREA: Final = 20_000_000
"""Cells of the rectangle; a roster of 200,000 rows and 100 columns. calamine takes 32 bytes for each."""

_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class TooWide(Exception):
    """The rectangle is beyond the limit; the text is a Chinese phrase of its size."""


def bounded(rows: int, columns: int) -> None:
    """Raise TooWide when a rectangle of this size is beyond what a roster can need."""
    if rows * columns > MAX_AREA:
        raise TooWide(_("{rows} 行 × {columns} 列").format(rows=rows, columns=columns))


class XlsxExtent:
    """The rectangle of one xl/worksheets/*.xml: cells take their place from `r`, or follow the one before."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0
        self.widths: dict[str, int] = {}

    def measure(self, xml: bytes) -> None:
        """Raises TooWide or expat.ExpatError."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)
        bounded(max(self.rows, self.row), self.columns)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c" or name.endswith(":c"):
            self.column += 1
            reference = attributes.get("r")
            if reference is None:
                self.columns = max(self.columns, self.column)
                self.rows = max(self.rows, self.row)
                return
            letters = reference.rstrip("0123456789")
            width = self.widths.get(letters)
            if width is None:
                width = self.widths[letters] = self._width(reference)
                self.columns = max(self.columns, width)
            self.column = width
            self.rows = max(self.rows, int(reference[len(letters) :] or 0))
        elif name == "row" or name.endswith(":row"):
            self.column = 0
            stated = attributes.get("r", "")
            self.row = int(stated) if stated.isdecimal() and len(stated) < 10 else self.row + 1

    @staticmethod
    def _width(reference: str) -> int:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise TooWide(reference[:20])
        width = 0
        for letter in match[1].upper():
            width = width * 26 + ord(letter) - 64
        return width


class OdsExtent:
    """The rectangles of an ODS content.xml, where rows and cells are written once and repeated."""

    def __init__(self) -> None:
        self.rows = self.columns = self.width = self.pending = self.depth = 0
        self.row_repeat = self.row_width = 0

    def measure(self, xml: bytes) -> None:
        """Raises TooWide or expat.ExpatError."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            if self.depth == 0:  # a table within a table does not begin anew
                self.rows = self.columns = self.pending = 0
            self.depth += 1
        elif name == "table:table-row":
            self.row_repeat = _count(attributes.get("table:number-rows-repeated"))
            self.width = self.row_width = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.width += _count(attributes.get("table:number-columns-repeated"))
            if any(key.startswith("office:") or key == "table:formula" for key in attributes):
                self.row_width = self.width
        elif name == "text:p":
            self.row_width = self.width

    def _end(self, name: str) -> None:
        self.depth -= name == "table:table"
        if name != "table:table-row":
            return
        self.pending += self.row_repeat
        if self.row_width:
            self.columns = max(self.columns, self.row_width)
            self.rows, self.pending = self.rows + self.pending, 0
            bounded(self.rows, self.columns)


def _count(repeated: str | None) -> int:
    if repeated is None:
        return 1
    if not repeated.isdecimal() or len(repeated) > 9:
        raise TooWide(repeated[:20])
    return int(repeated)
