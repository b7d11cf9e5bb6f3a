"""A table drawn over as many pages as it needs: its header on each of them, every text whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.i18n import _
from jltrain.ledger.print_columns import PAD, Measure, measures, shown, widths
from jltrain.ledger.print_page import LEFT, Pages, base, cleaned, lines_of
from jltrain.ledger.report import Kind, ReportColumn, ReportTable, Row
from jltrain.paper.print_fonts import Chain, width
from jltrain.paper.print_text import Style

GAP: Final = 2.5
"""Above and below what stands in a cell, in points."""

_THICK, _THIN = 1.0, 0.4
_SHORT: Final = 15
"""Tables of so few rows are not broken if a page holds them."""
_TOGETHER: Final = 3
"""The last rows of a table that stay on one page with the total and what has to follow it."""
_MORE: Final = Style(9, 14)


@dataclass(frozen=True, slots=True)
class Measured:
    """A table whose rows are all here, with what its columns need."""

    table: ReportTable
    rows: Sequence[Row]
    needs: Sequence[Measure]


def measured(table: ReportTable, rows: Sequence[Row]) -> Measured:
    """The table with its needs; `rows` are its rows."""
    total = [] if table.total is None else [table.total]
    return Measured(table, rows, measures(table.columns, [*rows, *total]))


def draw_table(
    pages: Pages,
    made: Measured,
    size: float,
    told: Callable[[], None] = lambda: None,
    *,
    name: str = "",
    below: float = 0.0,
) -> None:
    """Header, rows and total from the pen downwards. `told` is called after each row and may stop the work.

    `name` stands over the parts on further pages. So much room as `below` is left on the page of the last rows.
    """
    _Table(pages, made, size, name, below).draw(told)


def first_height(pages: Pages, made: Measured, size: float) -> float:
    """How high the part is that has to stand below the heading: a short table whole, else the header and three rows."""
    table = _Table(pages, made, size, "", 0.0)
    if len(made.rows) <= _SHORT and (whole := table.height) <= 0.8 * pages.body:
        return whole
    return table.head.height + 3 * (size * 1.35 + 2 * GAP)


def _head_style(size: float) -> Style:
    return Style(size, size * 1.3, Chain.HEAD)


def _headings(made: Measured, size: float, columns: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """The lines of each heading."""
    style = _head_style(size)
    pairs = zip(made.table.columns, columns, strict=True)
    return tuple(_heading(cleaned(column.title), style, part - 2 * PAD) for column, part in pairs)


def _heading(title: str, style: Style, room: float) -> tuple[str, ...]:
    """Lines about as long as one another; what stands in brackets begins a line, if there has to be more than one."""
    lines = lines_of(title, style, room)
    if len(lines) == 1:
        return lines
    if "（" in title[1:]:
        return lines_of(title.replace("（", "\n（"), style, room)
    even = -(-len(title) // len(lines)) * style.size
    balanced = lines_of(title, style, min(even, room))
    return balanced if len(balanced) == len(lines) else lines


@dataclass(frozen=True, slots=True)
class _Line:
    """One row ready to be drawn: the lines of each cell."""

    cells: tuple[tuple[str, ...], ...]
    style: Style

    @property
    def lines(self) -> int:
        return max(len(cell) for cell in self.cells)

    @property
    def height(self) -> float:
        return self.lines * self.style.leading + 2 * GAP


class _Table:
    def __init__(self, pages: Pages, made: Measured, size: float, name: str, below: float) -> None:
        self.pages, self.made, self.name, self.below = pages, made, cleaned(name), below
        self.columns: tuple[ReportColumn, ...] = made.table.columns
        self.widths = widths(made.needs, size, pages.room)
        self.blocks = [need.block * size for need in made.needs]
        self.body = Style(size, size * 1.35)
        self.bold = Style(size, size * 1.35, Chain.HEAD)
        self.head = _Line(_headings(made, size, self.widths), _head_style(size))
        self.top = 0.0
        self.rules: list[float] = []

    def draw(self, told: Callable[[], None]) -> None:
        rows, total = self.made.rows, self.made.table.total
        self._open()
        if not rows and total is None:
            self._row(self._line([_("（无）"), *("" for _column in self.columns[1:])], self.body))
        last = None if total is None else self._line(self._texts(total), self.bold)
        end = len(rows) - _TOGETHER
        for number, row in enumerate(rows):
            line = self._line(self._texts(row), self.body)
            self._row(line, self._after(number + 1, last) if number >= end else 0.0)
            told()
        if last is not None:
            self._row(last, self.below, thick=True)
        self._close()

    @property
    def height(self) -> float:
        """The whole table on one page."""
        last = None if self.made.table.total is None else self._line(self._texts(self.made.table.total), self.bold)
        return self.head.height + self._after(0, last)

    def _after(self, number: int, last: _Line | None) -> float:
        """How high all is that has to stand on the page of the last rows, from row `number` on."""
        rest = [self._line(self._texts(row), self.body) for row in self.made.rows[number:]]
        return sum(line.height for line in [*rest, *([last] if last else [])]) + self.below

    def _texts(self, row: Row) -> list[str]:
        return [shown(column.kind, value) for column, value in zip(self.columns, row, strict=True)]

    def _line(self, texts: Sequence[str], style: Style) -> _Line:
        rooms = (w - 2 * PAD for w in self.widths)
        return _Line(tuple(lines_of(text, style, room) for text, room in zip(texts, rooms, strict=True)), style)

    def _open(self) -> None:
        """The header, at the pen."""
        pages = self.pages
        self.top, self.rules = pages.y, []
        canvas = pages.canvas
        canvas.setFillGray(0.9)
        canvas.rect(LEFT, pages.y - self.head.height, pages.room, self.head.height, stroke=0, fill=1)
        canvas.setFillGray(0)
        self._draw(self.head, heading=True)

    def _close(self) -> None:
        """The lines of the part on this page."""
        canvas, bottom = self.pages.canvas, self.pages.y
        right = LEFT + self.pages.room
        canvas.setStrokeGray(0)
        canvas.setLineWidth(_THIN)
        for y in self.rules:
            canvas.line(LEFT, y, right, y)
        x = LEFT
        for part in self.widths[:-1]:
            x += part
            canvas.line(x, self.top, x, bottom)
        canvas.setLineWidth(_THICK)
        canvas.rect(LEFT, bottom, self.pages.room, self.top - bottom, stroke=1, fill=0)

    def _row(self, row: _Line, below: float = 0.0, *, thick: bool = False) -> None:
        """One row, on the next page unless it and `below` fit; in pieces when it is higher than a page."""
        pages = self.pages
        if pages.free < row.height + below:
            if row.height > pages.body - self.head.height - _MORE.leading:
                self._pieces(row)
                return
            self._continue()
        self._rule(thick=thick)
        self._draw(row)

    def _pieces(self, row: _Line) -> None:
        done = 0
        while done < row.lines:
            fit = int((self.pages.free - 2 * GAP) // row.style.leading)
            if fit < min(3, row.lines - done):
                self._continue()
                fit = max(1, int((self.pages.free - 2 * GAP) // row.style.leading))
            part = tuple(cell[done : done + fit] or ("",) for cell in row.cells)
            self._rule()
            self._draw(_Line(part, row.style))
            done += fit

    def _continue(self) -> None:
        self._close()
        self.pages.turn()
        if self.name:
            self.pages.text(_("（续）{title}").format(title=self.name), _MORE)
        self._open()

    def _rule(self, *, thick: bool = False) -> None:
        y = self.pages.y
        self.rules.append(y)
        if thick:
            self.rules.append(y - 1.5)

    def _draw(self, row: _Line, *, heading: bool = False) -> None:
        pages, style = self.pages, row.style
        left = LEFT
        for cell, column, part, block in zip(row.cells, self.columns, self.widths, self.blocks, strict=True):
            y = pages.y - (row.height - len(cell) * style.leading) / 2 - base(style)
            centred = heading or column.kind is Kind.DATE
            for line in cell:
                if line:
                    x = left + _start(line, style, part, block, column.kind, centred=centred)
                    pages.line(x, y, line, style)
                y -= style.leading
            left += part
        pages.down(row.height)


def _start(line: str, style: Style, room: float, block: float, kind: Kind, *, centred: bool) -> float:
    """Where a line begins in its cell: texts at the left, numbers one below the other in the middle."""
    if kind is Kind.TEXT and not centred:
        return PAD
    long = width(style.chain, line, style.size)
    if centred or long > block or line == "—":
        return (room - long) / 2
    return (room + block) / 2 - long
