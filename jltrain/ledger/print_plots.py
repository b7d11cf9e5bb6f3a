"""The plots of a report drawn as lines and areas, legible in black and white: greys, hatching, marks, and the numbers.

Bars lie, because the names of units are long; a plot of many labels goes on over the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from jltrain.i18n import _
from jltrain.ledger.plotlooks import Hatch, Look, Scale, looks, scale_for
from jltrain.ledger.print_columns import shown
from jltrain.ledger.print_ink import area, fill, mark, stroke
from jltrain.ledger.print_page import LEFT, Pages, base, cleaned, lines_of
from jltrain.ledger.report import Plot, PlotKind, Series
from jltrain.paper.print_fonts import Chain, width
from jltrain.paper.print_text import Style

_LABEL: Final = Style(8.5, 10.5)
_SMALL: Final = Style(7.5, 9)
_TITLE: Final = Style(9.5, 16, Chain.HEAD, "centre")
_AXIS, _BELOW = 16.0, 10.0
_BAR, _SLIM, _GAP = 11.0, 8.5, 4.0
_LINE_HIGH, _LINE_WIDE = 150.0, 520.0


def draw_plot(pages: Pages, plot: Plot, number: int) -> None:
    """The plot at the pen, or on the next page; its title below it."""
    if not plot.labels or not plot.series:
        return
    if plot.draw is PlotKind.LINE:
        _draw_line(pages, plot, number)
    else:
        _Bars(pages, plot, number).draw()


def plot_height(pages: Pages, plot: Plot) -> float:
    """How high the plot would be on one page."""
    if plot.draw is PlotKind.LINE:
        return _legend_height(pages, plot) + 6 + _LINE_HIGH + 2 * _AXIS + _TITLE.leading + _BELOW
    return _Bars(pages, plot, 0).height


def _title(plot: Plot, number: int, more: str = "") -> str:
    return _("图{number}　{title}").format(number=number, title=plot.title) + more


def _values(plot: Plot) -> Iterator[float]:
    for label in range(len(plot.labels)):
        row = [series.values[label] or 0.0 for series in plot.series]
        yield sum(row) if plot.draw is PlotKind.STACKED else max(row)


def _scale(plot: Plot) -> Scale:
    if plot.kind.value == "percent":
        return Scale(1.0, 5)
    return scale_for(max(_values(plot), default=0.0))


def _legend_lines(pages: Pages, plot: Plot) -> list[list[tuple[str, Look, float]]]:
    """(name, look, length) of each series, as many in a line as fit."""
    lines: list[list[tuple[str, Look, float]]] = [[]]
    for series, look in zip(plot.series, looks(plot), strict=True):
        name = cleaned(series.name)
        long = 40 + width(_LABEL.chain, name, _LABEL.size)
        if lines[-1] and sum(step for _name, _look, step in lines[-1]) + long > pages.room:
            lines.append([])
        lines[-1].append((name, look, long))
    return lines


def _legend_height(pages: Pages, plot: Plot) -> float:
    return 4 + 14.0 * len(_legend_lines(pages, plot))


def _legend(pages: Pages, plot: Plot) -> None:
    """What each look means, above the plot, from the pen downwards."""
    for entries in _legend_lines(pages, plot):
        x, y = LEFT + (pages.room - sum(step for _name, _look, step in entries) + 14) / 2, pages.y - 11
        for name, look, step in entries:
            if plot.draw is PlotKind.LINE:
                stroke(pages.canvas, look.ink, 1.4, dashed=look.dashed)
                pages.canvas.line(x, y + 3, x + 22, y + 3)
                mark(pages.canvas, look, x + 11, y + 3)
            else:
                area(pages.canvas, look, x + 4, y - 1, 18, 8)
            fill(pages.canvas, "#000000")
            pages.line(x + 26, y, name, _LABEL)
            x += step
        pages.down(14)
    pages.down(4)


class _Bars:
    """Lying bars, one label below the other."""

    def __init__(self, pages: Pages, plot: Plot, number: int) -> None:
        self.pages, self.plot, self.number = pages, plot, number
        self.scale, self.looks = _scale(plot), looks(plot)
        labels = [cleaned(label) for label in plot.labels]
        widest = max(width(_LABEL.chain, label, _LABEL.size) for label in labels)
        self.names = min(widest, pages.room * 0.36)
        self.labels = [lines_of(label, _LABEL, self.names) for label in labels]
        bars = _BAR if plot.draw is PlotKind.STACKED else _SLIM * len(plot.series)
        self.heights = [max(bars, len(lines) * _LABEL.leading) + _GAP for lines in self.labels]
        self.bars = bars
        self.x = LEFT + self.names + 6
        ends = max(len(self._number(value)) for value in [*_values(plot), self.scale.top])
        self.long = pages.room - self.names - 6 - 5.5 * ends - 6

    @property
    def around(self) -> float:
        return _legend_height(self.pages, self.plot) + _AXIS + _TITLE.leading + _BELOW

    @property
    def height(self) -> float:
        return self.around + sum(self.heights)

    def _number(self, value: float | None) -> str:
        whole = value is not None and self.plot.kind.value == "count"
        return shown(self.plot.kind, round(value) if whole and value is not None else value)

    def draw(self) -> None:
        pages, at = self.pages, 0
        if pages.free < self.height and (self.height <= pages.body or pages.free < pages.body / 3):
            pages.turn()
        while at < len(self.labels):
            room, end = pages.free - self.around, at
            while end < len(self.labels) and (room >= self.heights[end] or end == at):
                room -= self.heights[end]
                end += 1
            self._part(range(at, end))
            at = end
            if at < len(self.labels):
                pages.turn()

    def _part(self, part: range) -> None:
        pages = self.pages
        _legend(pages, self.plot)
        top = pages.y
        self._grid(top, top - sum(self.heights[n] for n in part))
        for n in part:
            self._names(n)
            self._row(n)
            pages.down(self.heights[n])
        stroke(pages.canvas, "#000000", 0.8)
        pages.canvas.line(self.x, top, self.x, pages.y)
        pages.down(_AXIS)
        more = (
            ""
            if len(part) == len(self.labels)
            else _("（{first}—{last}）").format(first=part.start + 1, last=part.stop)
        )
        pages.text(_title(self.plot, self.number, more), _TITLE)
        pages.down(_BELOW)

    def _grid(self, top: float, bottom: float) -> None:
        canvas = self.pages.canvas
        for tick in self.scale.ticks:
            x = self.x + self.long * tick / self.scale.top
            stroke(canvas, "#C8CCD2", 0.4)
            canvas.line(x, top, x, bottom)
            text = _tick(self.plot, tick)
            fill(canvas, "#000000")
            self.pages.line(x - width(_SMALL.chain, text, _SMALL.size) / 2, bottom - 9, text, _SMALL)

    def _names(self, n: int) -> None:
        lines = self.labels[n]
        y = self.pages.y - (self.heights[n] - len(lines) * _LABEL.leading) / 2 - base(_LABEL)
        for line in lines:
            long = width(_LABEL.chain, line, _LABEL.size)
            self.pages.line(LEFT + self.names - long, y, line, _LABEL)
            y -= _LABEL.leading

    def _row(self, n: int) -> None:
        y = self.pages.y - (self.heights[n] + self.bars) / 2
        if self.plot.draw is PlotKind.STACKED:
            x, total = self.x, 0.0
            for series, look in zip(self.plot.series, self.looks, strict=True):
                value = series.values[n] or 0.0
                self._bar(look, x, y, value, _BAR, inside=True)
                x += self.long * value / self.scale.top
                total += value
            self._text(x + 3, y + _BAR / 2, self._number(total))
            return
        for place, (series, look) in enumerate(zip(self.plot.series, self.looks, strict=True)):
            low = y + self.bars - (place + 1) * _SLIM
            share = series.values[n]
            self._bar(look, self.x, low, share or 0.0, _SLIM - 1, inside=False)
            if share is not None:
                self._text(self.x + self.long * share / self.scale.top + 3, low + _SLIM / 2 - 0.5, self._number(share))

    def _bar(self, look: Look, x: float, y: float, value: float, high: float, *, inside: bool) -> None:
        long = self.long * value / self.scale.top
        if long <= 0:
            return
        area(self.pages.canvas, look, x, y, long, high)
        text = self._number(value)
        room = width(_SMALL.chain, text, _SMALL.size)
        if inside and long >= room + 6:
            if look.hatch is not Hatch.NONE:
                fill(self.pages.canvas, "#FFFFFF")
                self.pages.canvas.rect(x + (long - room) / 2 - 1.5, y + 1.5, room + 3, high - 3, stroke=0, fill=1)
            self._text(x + (long - room) / 2, y + high / 2, text, "#FFFFFF" if look.dark else "#000000")

    def _text(self, x: float, middle: float, text: str, colour: str = "#000000") -> None:
        fill(self.pages.canvas, colour)
        self.pages.line(x, middle - _SMALL.size * 0.36, text, _SMALL)
        fill(self.pages.canvas, "#000000")


def _tick(plot: Plot, tick: float) -> str:
    if plot.kind.value == "percent":
        return f"{tick:.0%}"
    return f"{tick:,.1f}".removesuffix(".0")


def _draw_line(pages: Pages, plot: Plot, number: int) -> None:
    pages.need(plot_height(pages, plot))
    canvas, scale = pages.canvas, _scale(plot)
    _legend(pages, plot)
    pages.down(6)
    long = min(pages.room - 60, _LINE_WIDE)
    left, bottom = LEFT + (pages.room - long) / 2 + 15, pages.y - _LINE_HIGH
    for tick in scale.ticks:
        y = bottom + _LINE_HIGH * tick / scale.top
        stroke(canvas, "#C8CCD2", 0.4)
        canvas.line(left, y, left + long, y)
        text = _tick(plot, tick)
        fill(canvas, "#000000")
        pages.line(left - 5 - width(_SMALL.chain, text, _SMALL.size), y - 2.7, text, _SMALL)
    stroke(canvas, "#000000", 0.8)
    canvas.line(left, bottom, left, bottom + _LINE_HIGH)
    canvas.line(left, bottom, left + long, bottom)
    step = long / len(plot.labels)
    places = [left + step * (n + 0.5) for n in range(len(plot.labels))]
    deepest = _names_below(pages, plot, places, bottom, step)
    for series, look in zip(plot.series, looks(plot), strict=True):
        _one_line(canvas, series, look, places, bottom, scale)
    for n, x in enumerate(places):
        _numbers(pages, plot, n, x, bottom, scale)
    pages.down(_LINE_HIGH + deepest + 6)
    pages.text(_title(plot, number), _TITLE)
    pages.down(_BELOW)


def _names_below(pages: Pages, plot: Plot, places: Sequence[float], bottom: float, step: float) -> float:
    """The labels below their places; how deep they reach."""
    deepest = 0.0
    for label, x in zip(plot.labels, places, strict=True):
        lines = lines_of(cleaned(label), _SMALL, step - 4)
        for row, line in enumerate(lines):
            long = width(_SMALL.chain, line, _SMALL.size)
            pages.line(x - long / 2, bottom - 11 - row * _SMALL.leading, line, _SMALL)
        deepest = max(deepest, 4 + len(lines) * _SMALL.leading)
    return deepest


def _one_line(canvas: Any, series: Series, look: Look, places: Sequence[float], bottom: float, scale: Scale) -> None:
    points = [
        None if value is None else (x, bottom + _LINE_HIGH * value / scale.top)
        for x, value in zip(places, series.values, strict=True)
    ]
    stroke(canvas, look.ink, 1.4, dashed=look.dashed)
    for one, two in pairwise(points):
        if one and two:
            canvas.line(*one, *two)
    for point in points:
        if point:
            mark(canvas, look, *point)


def _numbers(pages: Pages, plot: Plot, n: int, x: float, bottom: float, scale: Scale) -> None:
    """The values at one place, each beside its point: the highest above it, the others pushed down so that none meet."""
    here = [(series.values[n], series) for series in plot.series]
    values = sorted((value for value, _series in here if value is not None), reverse=True)
    last = bottom + _LINE_HIGH + 30
    for place, value in enumerate(values):
        y = bottom + _LINE_HIGH * value / scale.top
        y = min(y + 6 if place == 0 else y - 12, last - _SMALL.leading)
        text = shown(plot.kind, round(value) if plot.kind.value == "count" else value)
        long = width(_SMALL.chain, text, _SMALL.size)
        pages.line(x - long / 2, y, text, _SMALL)
        last = y
