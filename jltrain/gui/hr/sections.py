"""A report on the screen: an outline on the left, on the right the table or the plots chosen, as they will be written.

Long lists come a piece at a time: what a report holds as an iterator is never walked further than somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import button, label
from jltrain.gui.hr.plots import PlotView
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.ledger.report import Kind, Plot, ReportTable, Row, Value

PIECE: Final = 500
"""Rows of a long list that are shown first, and then each time somebody asks for more."""

_FEW: Final = 9
"""Columns up to which long texts are shown whole."""

_LOW: Final = 16
"""Lines of text that a table is high at least with its notes always above it."""

Tones = Mapping[str, str]
"""What a text cell says -> its tone."""


@dataclass(slots=True)
class Part:
    """A table with the rows read so far; `rest` walks the others, None when there are no more."""

    table: ReportTable
    rows: list[Row]
    rest: Iterator[Row] | None


def read(table: ReportTable, most: int = PIECE) -> Part:
    """The first rows. To be called off the GUI thread: an iterator asks the database."""
    if isinstance(table.rows, Sequence):
        return Part(table, list(table.rows), None)
    part = Part(table, [], iter(table.rows))
    read_on(part, most)
    return part


def read_on(part: Part, most: int = PIECE) -> Part:
    """The next rows, with one more looked for so that nobody asks in vain."""
    if part.rest is not None:
        wanted = len(part.rows) // PIECE * PIECE + most
        part.rows += islice(part.rest, wanted + 1 - len(part.rows))
        if len(part.rows) <= wanted:
            part.rest = None
    return part


def cell_text(kind: Kind, value: Value) -> str:
    """A cell as people read it."""
    if value is None:
        return "" if kind is Kind.TEXT else "—"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if kind is Kind.PERCENT:
        return f"{value:.1%}"
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"


def columns_of(table: ReportTable, tones: Tones) -> tuple[Column[Row], ...]:
    """Columns that show a report's table as it is; the total in bold."""
    texts = [n for n, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    growing = max(texts, key=lambda n: table.columns[n].width, default=-1)

    def made(n: int) -> Column[Row]:
        column = table.columns[n]

        def text(row: Row) -> str:
            return cell_text(column.kind, row[n])

        def tone(row: Row) -> str:
            return "text" if row is table.total else tones.get(text(row), "") if column.kind is Kind.TEXT else ""

        wide = max(4, column.width // 2 + 2) if column.kind is Kind.TEXT else 14  # numbers are never cut
        return Column(
            column.title,
            text,
            number=column.kind in (Kind.COUNT, Kind.PERCENT, Kind.MARKS),
            tone=tone,
            widest=wide,
            grows=n == growing,
            least=min(wide, 14) if n == growing else 0,
        )

    return tuple(made(n) for n in range(len(table.columns)))


class TablePart(QWidget):
    """A table of a report with its notes. `more` asks for the next rows."""

    more = Signal()

    def __init__(self, part: Part, tones: Tones, preface: Sequence[str] = ()) -> None:
        super().__init__()
        self.part = part
        self._fitted = False
        few = len(part.table.columns) <= _FEW  # more: cut long texts, the rows would be too high
        columns = columns_of(part.table, tones)
        self.table: Table[Row] = Table(part.table.title, columns, wrap=few, empty=_("没有记录。"))
        self.table.setSortingEnabled(False)  # shown as it is handed in
        self.table.horizontalHeader().setSectionsClickable(False)
        self.count = label("", "muted", wrap=False)
        self.next = button(_("再列出 {n} 行(&M)").format(n=PIECE), self.more.emit, _("接着列出后面的人员（Alt+M）"))
        head = QHBoxLayout()
        head.addWidget(label(part.table.title, "subtitle"), 1)
        self.notes = QWidget()
        notes = QVBoxLayout(self.notes)
        notes.setContentsMargins(0, 0, 0, 0)
        self._noted = bool(preface or part.table.notes)
        for note in (*preface, *part.table.notes):
            notes.addWidget(label(note, "muted"))
        self.more_notes = button(_("说明(&N)"), self._make_room, _("显示或收起表的说明（Alt+N）"))
        self.more_notes.setCheckable(True)
        head.addWidget(self.more_notes)
        head.addWidget(self.count)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:  # columns are measured in the type they are shown in
            self._fitted = True
            self.table.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the window is low, the notes are shown when asked for."""
        low = self._noted and self.height() < self.fontMetrics().height() * _LOW
        self.more_notes.setVisible(low)
        self.notes.setVisible(not low or self.more_notes.isChecked())

    def show_rows(self) -> None:
        """Show what has been read."""
        part = self.part
        whole = part.rest is None
        rows = part.rows if whole else part.rows[: len(part.rows) // PIECE * PIECE]
        total = [part.table.total] if part.table.total is not None else []
        self.table.show_rows([*rows, *total])
        self.next.setVisible(not whole)
        told = _("共 {n} 行") if whole else _("已列出前 {n} 行，导出的文件含全部")
        self.count.setText(told.format(n=f"{len(rows):,}"))


class Sections(QWidget):
    """The outline and what is chosen in it. `more` with the TablePart whose next rows are wanted."""

    more = Signal(object)

    def __init__(self, name: str, tones: Callable[[], Tones] = dict) -> None:
        super().__init__()
        self._tones = tones
        self.outline = QListWidget()
        self.outline.setAccessibleName(name)
        self.outline.setWordWrap(True)
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.outline)
        row.addWidget(self.stack, 1)
        self.outline.currentRowChanged.connect(self.stack.setCurrentIndex)

    def put(
        self,
        parts: Sequence[Part],
        plots: Sequence[Plot] = (),
        preface: Sequence[str] = (),
        last: tuple[str, QWidget] | None = None,
    ) -> None:
        """Show another report; the same section stays in view if it has one of that name.

        `preface`: sentences above the first table; `last`: one more section.
        """
        current = self.outline.currentItem()
        kept = current.text() if current else ""
        self.outline.clear()
        while (widget := self.stack.widget(0)) is not None:
            self.stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for at, part in enumerate(parts):
            made = TablePart(part, self._tones(), () if at else preface)
            made.more.connect(lambda made=made: self.more.emit(made))
            self._add(part.table.title, made)
            if at == 0 and any(plot.labels for plot in plots):
                self._add(_("图表"), plot_page(plots))
        if last is not None:
            self._add(*last)
        self.outline.setFixedWidth(self._width())
        self.outline.setVisible(self.outline.count() > 1)
        names = [self.outline.item(n).text() for n in range(self.outline.count())]
        self.outline.setCurrentRow(names.index(kept) if kept in names else 0)

    def _add(self, title: str, widget: QWidget) -> None:
        self.outline.addItem(title)
        self.outline.item(self.outline.count() - 1).setToolTip(title)
        self.stack.addWidget(widget)

    def _width(self) -> int:
        """As wide as the titles ask, up to twelve characters; longer ones wrap."""
        em = self.fontMetrics().horizontalAdvance("国")
        return min(self.outline.sizeHintForColumn(0) + px(28), 12 * em)

    def tables(self) -> list[TablePart]:
        """The tables in the order of the outline."""
        widgets = (self.stack.widget(n) for n in range(self.stack.count()))
        return [widget for widget in widgets if isinstance(widget, TablePart)]


def plot_page(plots: Sequence[Plot], notes: Mapping[str, str] | None = None) -> QScrollArea:
    """Plots one below the other; `notes` by title."""
    inside, page = QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    column.setContentsMargins(px(4), px(4), px(10), px(4))
    column.setSpacing(px(12))
    for plot in plots:
        if plot.labels:
            column.addWidget(PlotView(plot, (notes or {}).get(plot.title, "")))
    column.addStretch(1)
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setWidget(inside)
    return page
