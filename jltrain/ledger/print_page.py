"""Pages of a report on their way to a PDF: a pen that moves down A4 sheets, with a foot on each of them.

The only module of this room that knows ReportLab. The total of pages is known only at the end, so they wait in the
canvas until then. Fonts, with the rare characters and what a reader copies of them, are those of printed papers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from jltrain.i18n import _
from jltrain.paper.print_fonts import Chain, font_of, inked, width
from jltrain.paper.print_text import Style, break_lines, draw_line

LEFT, RIGHT, TOP, BOTTOM = 56.0, 42.0, 45.0, 54.0
"""Margins in points; the left one has room for the file's fastener."""

_FOOT: Final = Style(8.5, 12)


class Pages:
    """A document being drawn. `y` is how far the pen is above the lower edge; everything is in points."""

    def __init__(self, title: str, foot: str, by: str, *, across: bool) -> None:
        self.wide, self.high = _sheet(across=across)
        self._out = BytesIO()
        self.title, self._foot_text = title, cleaned(foot)
        self.canvas = _Waiting(self._out, (self.wide, self.high), self._draw_foot)
        for tell, text in (
            (self.canvas.setTitle, title),
            (self.canvas.setAuthor, by or "jltrain"),
            (self.canvas.setCreator, "jltrain"),
        ):
            tell(cleaned(text))
        self.y = self.high - TOP
        self.number = 1

    @staticmethod
    def room_of(*, across: bool) -> float:
        """How wide a line may be on such sheets."""
        return _sheet(across=across)[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """How wide a line may be."""
        return self.wide - LEFT - RIGHT

    @property
    def body(self) -> float:
        """How high an empty page is."""
        return self.high - TOP - BOTTOM

    @property
    def free(self) -> float:
        """What is left of the page below the pen."""
        return self.y - BOTTOM

    def turn(self) -> None:
        """Go on at the top of a fresh page."""
        self.canvas.showPage()
        self.y = self.high - TOP
        self.number += 1

    def need(self, height: float) -> bool:
        """Turn the page unless so much is free on it; whether it was turned."""
        if self.free >= min(height, self.body):
            return False
        self.turn()
        return True

    def down(self, height: float) -> None:
        """Move the pen down."""
        self.y -= height

    def text(self, text: str, style: Style, *, indent: float = 0.0, keep: float = 0.0) -> None:
        """A paragraph, over as many pages as it needs; `keep` is what must fit below its last line."""
        lines = lines_of(cleaned(text), style, self.room - indent)
        for number, line in enumerate(lines):
            self.need(style.leading + (keep if number == len(lines) - 1 else 0.0))
            long = width(style.chain, line, style.size)
            x = LEFT + indent + ((self.room - indent - long) / 2 if style.align == "centre" else 0.0)
            self.line(x, self.y - base(style), line, style)
            self.down(style.leading)

    def line(self, x: float, y: float, text: str, style: Style) -> None:
        """One line of text, already `cleaned`, from x on base line y."""
        draw_line(self.canvas, x, y, text, style)

    def finish(self) -> tuple[bytes, int]:
        """The PDF and the number of its pages."""
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue(), self.number

    def _draw_foot(self, canvas: Any, page: int, pages: int) -> None:
        y = 30.0
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
        canvas.line(LEFT, y + 13, self.wide - RIGHT, y + 13)
        middle = _("第 {page} 页　共 {pages} 页").format(page=page, pages=pages)
        long = width(Chain.BODY, middle, _FOOT.size)
        start = LEFT + (self.room - long) / 2
        draw_line(canvas, start, y, middle, _FOOT)
        side = start - LEFT - 12
        draw_line(canvas, LEFT, y, cut(self._foot_text, _FOOT, side), _FOOT)
        title = cut(cleaned(self.title), _FOOT, side)
        draw_line(canvas, self.wide - RIGHT - width(Chain.BODY, title, _FOOT.size), y, title, _FOOT)


def _sheet(*, across: bool) -> tuple[float, float]:
    short, long = (float(side) for side in A4)
    return (long, short) if across else (short, long)


def base(style: Style) -> float:
    """How far below the upper edge of its line a text stands."""
    return (style.leading + style.size * 0.76) / 2


@lru_cache(50_000)
def cleaned(text: str) -> str:
    """The text without what leaves no ink."""
    return inked(text.replace("\t", " "))


@lru_cache(50_000)
def lines_of(text: str, style: Style, room: float) -> tuple[str, ...]:
    """The text, `cleaned`, in lines of at most `room` points; at least one. A character wider than that stands alone."""
    room += 0.01  # columns are made to measure, and fractions are rounded
    if "\n" not in text and width(style.chain, text, style.size) <= room:
        return (text,)
    return tuple(line.text.strip(" ") for line in break_lines(text, style, room))


def cut(text: str, style: Style, room: float) -> str:
    """As much of the text as fits, for places where it stands in full elsewhere."""
    if width(style.chain, text, style.size) <= room:
        return text
    while text and width(style.chain, text + "…", style.size) > room:
        text = text[:-1]
    return text + "…"


class _Waiting(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages get their foot when their number is known."""

    def __init__(self, out: BytesIO, size: tuple[float, float], foot: Callable[[Any, int, int], None]) -> None:
        first = font_of(Chain.BODY, "题")
        super().__init__(out, size, invariant=1, pageCompression=1, initialFontName=first, lang="zh-CN")
        self._foot, self._waiting = foot, list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._waiting
        for number, page in enumerate(list(pages), 1):
            self.__dict__.update(page)
            self._foot(self, number, len(pages))
            super().showPage()
        super().save()
