"""Plots as Excel's own charts: the values in real cells on a sheet of their own, so that they can be checked and redrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from jltrain.i18n import _
from jltrain.ledger.book import FONT, Book, breadth, page_foot, plain
from jltrain.ledger.plotlooks import Hatch, Look, looks, pieces
from jltrain.ledger.report import Kind, Plot, PlotKind

_WIDTH: Final = 1000
"""Of a chart, in pixels: what A4 across holds."""

_ROW: Final = 20
"""Height of a row of the sheet, in pixels."""

_PATTERNS: Final = {
    Hatch.RISING: "wide_upward_diagonal",
    Hatch.FALLING: "wide_downward_diagonal",
    Hatch.CROSSED: "small_grid",
}
_NUMBERS: Final = {Kind.PERCENT: "0.0%", Kind.MARKS: "0.0"}


def add_charts(book: Book, plots: Sequence[Plot], title: str) -> None:
    """A sheet of charts and the sheet of their values. Nothing when there are no plots."""
    drawn = [plot for plot in plots if plot.labels and plot.series]
    if not drawn:
        return
    page, data = book.add(_("图表")), book.add(_("图表数据"))
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.set_footer(page_foot())
    page.write_string(0, 0, plain(title), book.title_left)
    top, at = 2, 0
    data.set_column(0, 0, min(60, 2 + max(breadth(label) for plot in drawn for label in plot.labels)))
    data.set_column(1, max(len(plot.series) for plot in drawn), 14)
    for plot in drawn:
        first = _values(book, data, plot, at)
        at = first + len(plot.labels) + 1
        for piece in pieces(plot):
            chart, height = _chart(book, data, plot, piece, first)
            page.insert_chart(top, 0, chart)
            top += -(-height // _ROW) + 1


def _values(book: Book, data: Any, plot: Plot, top: int) -> int:
    """Write the plot's values from row `top` on; the first row of values."""
    data.write_string(top, 0, plain(plot.title), book.bold)
    data.write_string(top + 1, 0, "", book.head)
    for column, series in enumerate(plot.series, 1):
        data.write_string(top + 1, column, plain(series.name), book.head)
    for number, label in enumerate(plot.labels):
        book.cell(data, top + 2 + number, 0, Kind.TEXT.value, label)
        for column, series in enumerate(plot.series, 1):
            book.cell(data, top + 2 + number, column, plot.kind.value, series.values[number])
    return top + 2


def _chart(book: Book, data: Any, plot: Plot, piece: range, first: int) -> tuple[Any, int]:
    """The chart of these labels, whose values begin in row `first`, and its height in pixels."""
    lying = plot.draw is PlotKind.STACKED or (plot.draw is PlotKind.BARS and _long(plot))
    kind = "line" if plot.draw is PlotKind.LINE else "bar" if lying else "column"
    options = {"type": kind} | ({"subtype": "stacked"} if plot.draw is PlotKind.STACKED else {})
    chart = book.file.add_chart(options)
    rows = (first + piece.start, first + piece.stop - 1)
    for column, (series, look) in enumerate(zip(plot.series, looks(plot), strict=True), 1):
        chart.add_series(
            {
                "name": [data.name, first - 1, column],
                "categories": [data.name, rows[0], 0, rows[1], 0],
                "values": [data.name, rows[0], column, rows[1], column],
                # kept in the chart, too: previewers draw it from there, and the rows themselves are on the disk by now
                "name_data": [plain(series.name)],
                "categories_data": [plain(plot.labels[n]) for n in piece],
                "values_data": [series.values[n] for n in piece],
                **_drawn(plot, look),
            }
        )
    name = plot.title if len(piece) == len(plot.labels) else _("{title}（{first}—{last}）").format(
        title=plot.title, first=piece.start + 1, last=piece.stop
    )  # fmt: skip
    chart.set_title({"name": plain(name), "name_font": {"name": FONT, "size": 13, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.show_blanks_as("gap")
    height = _axes(chart, plot, piece, lying=lying)
    chart.set_size({"width": _WIDTH, "height": height})
    return chart, height


def _axes(chart: Any, plot: Plot, piece: range, *, lying: bool) -> int:
    """Axes with their names; the height that the chart needs."""
    small: dict[str, object] = {"name": FONT, "size": 9}
    name = {"name_font": {"name": FONT, "size": 10, "bold": False}, "num_font": small}
    what = {Kind.PERCENT: _("比例"), Kind.MARKS: _("分数")}.get(plot.kind, _("人数"))
    values: dict[str, object] = {
        "name": what, **name, "min": 0, "num_format": "0%" if plot.kind is Kind.PERCENT else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": "#C8CCD2", "width": 0.5}},
    }  # fmt: skip
    if plot.kind is Kind.PERCENT:
        values["max"] = 1
    if lying:
        # the first label on top; "high" is then the lower edge, where people look for the scale
        chart.set_y_axis(
            {"reverse": True, "num_font": small, "interval_unit": 1, "major_gridlines": {"visible": False}}
        )
        chart.set_x_axis({**values, "label_position": "high"})
        each = 20 if plot.draw is PlotKind.STACKED else 6 + 14 * len(plot.series)
        return 130 + each * len(piece)
    over_time = {"name": _("时间"), **name} if plot.draw is PlotKind.LINE else {"num_font": small}
    chart.set_x_axis({**over_time, "interval_unit": 1})
    chart.set_y_axis(values)
    return 380


def _long(plot: Plot) -> bool:
    """Whether the labels do not fit below columns."""
    return len(plot.labels) > 12 or sum(breadth(label) + 2 for label in plot.labels) > 130


def _drawn(plot: Plot, look: Look) -> dict[str, object]:
    labels = {"value": True, "num_format": _NUMBERS.get(plot.kind, "#,##0"), "font": {"name": FONT, "size": 9}}
    if plot.draw is PlotKind.LINE:
        line: dict[str, object] = {"color": look.ink, "width": 2}
        if look.dashed:
            line["dash_type"] = "dash"
        point = {"type": look.marker.value, "size": 7, "border": {"color": look.ink}, "fill": {"color": look.fill}}
        return {
            "line": line,
            "marker": point,
            "data_labels": {**labels, "position": "below" if look.dashed else "above"},
        }
    drawn: dict[str, object] = {**_area(look), "border": {"color": look.ink, "width": 0.75}}
    if plot.draw is PlotKind.STACKED:
        return {**drawn, "gap": 40}
    return {**drawn, "gap": 60, "data_labels": {**labels, "position": "outside_end"}}


def _area(look: Look) -> dict[str, object]:
    if look.hatch is Hatch.NONE:
        return {"fill": {"color": look.fill}}
    return {"pattern": {"pattern": _PATTERNS[look.hatch], "fg_color": look.ink, "bg_color": look.fill}}
