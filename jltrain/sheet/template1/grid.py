"""Pages that fill from the top, and ruled rows on them that wrap, grow and go on over the page's end.

No text is ever clipped: a cell grows with its lines, a row that does not fit moves to the next page, and a row
higher than a page is cut between lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from jltrain.sheet.template1.ink import A4, Colour, Ink, Style, Types, wrap

LEFT: Final = 56.0
WIDTH: Final = A4[0] - 2 * LEFT
TOP: Final = A4[1] - 52.0
BOTTOM: Final = 56.0
PAD: Final = 5.0
"""Between a cell's rule and its text, sideways; above and below it is half of that."""

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row; `width` in points."""

    text: str
    width: float
    style: Style
    align: Align = "left"
    fill: Colour | None = None


class Pages:
    """The pages of one document; `y` is where the next thing's upper edge goes."""

    def __init__(self, types: Types, on_new_page: Callable[[Pages], None]) -> None:
        self.types = types
        self.pages: list[Ink] = [Ink(types)]
        self.y = TOP
        self._on_new_page = on_new_page

    @property
    def ink(self) -> Ink:
        """The page being filled."""
        return self.pages[-1]

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Ink(self.types))
        self.y = TOP
        self._on_new_page(self)

    def need(self, height: float) -> None:
        """Turn the page unless so many points are left."""
        if self.y - BOTTOM < height:
            self.turn()

    def row(self, cells: Sequence[Cell], header: Sequence[Cell] = (), least: float = 19.6) -> None:
        """A ruled row. `header` is repeated above it when it opens a new page; `least` is its lowest height."""
        lines = [wrap(c.text, c.style.size, c.width - 2 * PAD) for c in cells]
        height = max(least, *(self._height(c, len(each)) for c, each in zip(cells, lines, strict=True)))
        if height > self.y - BOTTOM and (height <= (TOP - BOTTOM) * 0.6 or self.y - BOTTOM < 60):
            self.turn()
            if header:
                self.row(header)
        while height > self.y - BOTTOM:
            counts = [max(1, int((self.y - BOTTOM - PAD) // c.style.leading)) for c in cells]
            self._draw(cells, [each[:n] for each, n in zip(lines, counts, strict=True)], self.y - BOTTOM)
            lines = [each[n:] for each, n in zip(lines, counts, strict=True)]
            self.turn()
            if header:
                self.row(header)
            height = max(least, *(self._height(c, len(each)) for c, each in zip(cells, lines, strict=True)))
        self._draw(cells, lines, height)

    @staticmethod
    def _height(cell: Cell, lines: int) -> float:
        return lines * cell.style.leading + PAD

    def _draw(self, cells: Sequence[Cell], lines: Sequence[Sequence[str]], height: float) -> None:
        x = LEFT
        for cell, each in zip(cells, lines, strict=True):
            self.ink.box(x, self.y - height, cell.width, height, 0.6, cell.fill)
            y = self.y - (height - len(each) * cell.style.leading) / 2
            for line in each:
                self._line(cell, x, y - cell.style.leading / 2 - cell.style.size * 0.37, line)
                y -= cell.style.leading
            x += cell.width
        self.y -= height

    def _line(self, cell: Cell, x: float, y: float, line: str) -> None:
        if cell.align == "centre":
            self.ink.centred(x + cell.width / 2, y, line, cell.style)
        elif cell.align == "right":
            self.ink.flush_right(x + cell.width - PAD, y, line, cell.style)
        else:
            self.ink.text(x + PAD, y, line, cell.style)

    def paragraph(self, x: float, width: float, text: str, style: Style) -> None:
        """Lines without rules, from `y` down."""
        for line in wrap(text, style.size, width):
            self.need(style.leading)
            self.ink.text(x, self.y - style.leading / 2 - style.size * 0.37, line, style)
            self.y -= style.leading
