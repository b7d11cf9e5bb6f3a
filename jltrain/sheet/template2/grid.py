"""Pages that fill from the top, and ruled rows on them that wrap, grow and go on over the page's end.

No text is ever clipped: a cell grows with its lines, a row that does not fit moves to the next page, and a row
higher than a page is cut between lines. Rows and blocks of them keep what they drew, by place and number of lines:
sheets of one form draw the same at the same places, and only their own texts differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from jltrain.sheet.template2 import ink
from jltrain.sheet.template2.ink import A4, Colour, Style, wrap
from jltrain.sheet.template2.letters import Letters, constant, width

LEFT: Final = 56.0
WIDTH: Final = A4[0] - 2 * LEFT
TOP: Final = A4[1] - 46.0
BOTTOM: Final = 52.0
PAD: Final = 5.0
"""Between a cell's rule and its text, sideways; above and below it is half of that."""

Align = Literal["left", "centre", "right"]
_KEPT: Final = 128
"""Lines that a place remembers."""
_PLACES: Final = 16
"""Places that a row or a block remembers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row; `width` in points. A `text` of None is one officer's own, given when the row is drawn."""

    text: str | None
    width: float
    style: Style
    align: Align = "left"
    fill: Colour | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an own cell's first line goes: left edge of the cell, base line, and the operators up to there if known."""

    cell: Cell
    x: float
    y: float
    begin: bytes = b""
    kept: dict[str, bytes] = field(default_factory=dict)
    """Short lines in font S that were drawn here."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A row at a place: its alike bytes, and where the texts of its own cells go."""

    alike: bytes
    anchors: tuple[Anchor, ...]


_Place = tuple[tuple[int, ...], tuple[int, ...], float, float]
Lines = Sequence[tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Row:
    """A ruled row; `least` is its lowest height."""

    cells: tuple[Cell, ...]
    least: float = 19.6
    fixed: list[tuple[str, ...]] = field(init=False)
    own: tuple[int, ...] = field(init=False)
    start: tuple[int, ...] = field(init=False)
    drawn: dict[_Place, _Drawn] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.fixed = [wrap(c.text or "", c.style.size, c.width - 2 * PAD) for c in self.cells]
        self.own = tuple(n for n, c in enumerate(self.cells) if c.text is None)
        self.start = (0,) * len(self.cells)

    def height(self, counts: Sequence[int]) -> float:
        """How high it is with so many lines in each cell."""
        return max(self.least, *[n * c.style.leading + PAD for c, n in zip(self.cells, counts, strict=True)])

    def at(self, starts: tuple[int, ...], counts: tuple[int, ...], y: float, height: float, letters: Letters) -> _Drawn:
        """The row with its upper edge at y, showing `counts` lines of each cell from line `starts`."""
        place = (starts, counts, y, height)
        if (found := self.drawn.get(place)) is None:
            if len(self.drawn) >= _PLACES:
                self.drawn.clear()
            found = self.drawn[place] = self._draw(place, letters)
        return found

    def _draw(self, place: _Place, letters: Letters) -> _Drawn:
        starts, counts, top, height = place
        x, ops, anchors = LEFT, [], []
        for cell, lines, start, count in zip(self.cells, self.fixed, starts, counts, strict=True):
            ops.append(ink.box(x, top - height, cell.width, height, cell.fill))
            y = top - (height - count * cell.style.leading) / 2 - cell.style.drop
            if cell.text is None:
                known = ink.begin(x + PAD, y, cell.style) if cell.align == "left" else b""
                anchors.append(Anchor(cell, x, y, known))
            else:
                for n, line in enumerate(lines[start : start + count]):
                    left = across(cell, x, line)
                    ops.append(ink.text(left, y - n * cell.style.leading, line, cell.style, letters))
            x += cell.width
        return _Drawn(b"\n".join(ops), tuple(anchors))


def across(cell: Cell, x: float, line: str) -> float:
    """Where a line of the cell begins."""
    if cell.align == "left":
        return x + PAD
    if cell.align == "centre":
        return x + cell.width / 2 - width(line, cell.style.size) / 2
    return x + cell.width - PAD - width(line, cell.style.size)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a block, or without one a heading; then so much space. `header`: see Pages.row; `keep`: points that
    must fit below a heading on the same page."""

    row: Row | None = None
    heading: str = ""
    header: Row | None = None
    keep: float = 60
    gap: float = 0


@dataclass(slots=True, eq=False)
class Block:
    """Rows that follow one another on every sheet of a form."""

    items: tuple[Item, ...]
    style: Style
    """Of the headings."""
    rooms: tuple[tuple[float, float], ...] = field(init=False)
    """Size of text and room for it in the own cells of all rows."""
    drawn: dict[tuple[float, tuple[int, ...]], tuple[_Drawn, float]] = field(init=False, default_factory=dict)
    """By upper edge and lines of the own cells: what was drawn and where it ended, if it fitted on the page."""

    def __post_init__(self) -> None:
        cells = [i.row.cells[n] for i in self.items if i.row for n in i.row.own]
        self.rooms = tuple((c.style.size, c.width - 2 * PAD) for c in cells)


class Page:
    """The two layers of one page, in the order of drawing."""

    __slots__ = ("alike", "own")

    def __init__(self) -> None:
        self.alike: list[bytes] = []
        self.own: list[bytes] = []


class Pages:
    """The pages of one document; `y` is where the next thing's upper edge goes."""

    def __init__(self, letters: Letters, alike: Letters, on_new_page: Callable[[Pages], None]) -> None:
        self.letters, self._alike = letters, alike
        self.pages = [Page()]
        self.page = self.pages[0]
        self.y = TOP
        self._on_new_page = on_new_page
        self._anchors: list[Anchor] = []

    def turn(self) -> None:
        """Begin a new page."""
        self.page = Page()
        self.pages.append(self.page)
        self.y = TOP
        self._on_new_page(self)

    def need(self, height: float) -> None:
        """Turn the page unless so many points are left."""
        if self.y - BOTTOM < height:
            self.turn()

    def block(self, block: Block, values: Sequence[str]) -> None:
        """All rows of the block, with the own texts `values`."""
        lines = [wrap(v, size, room) for v, (size, room) in zip(values, block.rooms, strict=True)]
        place = (self.y, tuple([len(each) for each in lines]))
        if found := block.drawn.get(place):
            drawn, self.y = found
            self.page.alike.append(drawn.alike)
            for anchor, each in zip(drawn.anchors, lines, strict=True):
                self._show(anchor, each)
            return
        page, mark, self._anchors = self.page, len(self.page.alike), []
        self._items(block, lines)
        if self.page is page:
            if len(block.drawn) >= _PLACES:
                block.drawn.clear()
            block.drawn[place] = (_Drawn(b"\n".join(page.alike[mark:]), tuple(self._anchors)), self.y)

    def _items(self, block: Block, lines: Lines) -> None:
        first = 0
        for item in block.items:
            if item.row is None:
                self.need(18 + item.keep)
                self.page.alike.append(ink.text(LEFT, self.y - 13, item.heading, block.style, self._alike))
                self.y -= 18
            else:
                after = first + len(item.row.own)
                self._row(item.row, lines[first:after], item.header)
                first = after
            self.y -= item.gap

    def row(self, row: Row, values: Sequence[str] = (), header: Row | None = None) -> None:
        """A ruled row with the own texts `values`. `header` is repeated above it when it opens a new page."""
        cells = row.cells
        own = [
            wrap(value, cells[n].style.size, cells[n].width - 2 * PAD) for n, value in zip(row.own, values, strict=True)
        ]
        self._row(row, own, header)

    def _row(self, row: Row, own: Lines, header: Row | None) -> None:
        lines = row.fixed
        if own:
            lines = lines.copy()
            for n, each in zip(row.own, own, strict=True):
                lines[n] = each
        starts, counts = row.start, tuple([len(each) for each in lines])
        height = row.height(counts)
        if height > self.y - BOTTOM:
            if height <= (TOP - BOTTOM) * 0.6 or self.y - BOTTOM < 60:
                self._go_on(header)
            while height > self.y - BOTTOM:
                some = tuple(
                    [
                        min(n, max(1, int((self.y - BOTTOM - PAD) // c.style.leading)))
                        for c, n in zip(row.cells, counts, strict=True)
                    ]
                )
                self._draw(row, lines, starts, some, self.y - BOTTOM)
                starts = tuple([a + b for a, b in zip(starts, some, strict=True)])
                counts = tuple([a - b for a, b in zip(counts, some, strict=True)])
                self._go_on(header)
                height = row.height(counts)
        self._draw(row, lines, starts, counts, height)

    def _go_on(self, header: Row | None) -> None:
        self.turn()
        if header:
            self._row(header, (), None)

    def _draw(self, row: Row, lines: Lines, starts: tuple[int, ...], counts: tuple[int, ...], height: float) -> None:
        drawn = row.at(starts, counts, self.y, height, self._alike)
        self.page.alike.append(drawn.alike)
        self._anchors += drawn.anchors
        for n, anchor in zip(row.own, drawn.anchors, strict=True):
            self._show(anchor, lines[n][starts[n] : starts[n] + counts[n]])
        self.y -= height

    def _show(self, anchor: Anchor, lines: Sequence[str]) -> None:
        if len(lines) == 1:
            self.page.own.append(anchor.kept.get(lines[0]) or self._line(anchor, lines[0]))
            return
        cell, y = anchor.cell, anchor.y
        for line in lines:
            self.own(across(cell, anchor.x, line), y, line, cell.style)
            y -= cell.style.leading

    def _line(self, anchor: Anchor, line: str) -> bytes:
        cell = anchor.cell
        begin = anchor.begin or ink.begin(across(cell, anchor.x, line), anchor.y, cell.style)
        shown = constant(line, cell.style)
        if shown is None:
            return begin + self.letters.show(line, cell.style)
        if len(line) <= ink.SHORT and len(anchor.kept) < _KEPT:
            anchor.kept[line] = begin + shown
        return begin + shown

    def own(self, x: float, y: float, line: str, style: Style) -> None:
        """One line of the officer's own."""
        self.page.own.append(ink.begin(x, y, style) + self.letters.show(line, style))

    def own_paragraph(self, x: float, room: float, words: str, style: Style) -> None:
        """Lines without rules, from `y` down."""
        for line in wrap(words, style.size, room):
            self.need(style.leading)
            self.own(x, self.y - style.drop, line, style)
            self.y -= style.leading
