"""A table of values: columns say how a row reads, sorts and is coloured; one model and one view for all.

Rows are filtered by the page before they are shown: a roster of 20,000 is searched in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from jltrain.gui.hr.bar import SHARE, BarDelegate
from jltrain.gui.shell import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

WRAPPED_ROWS: Final = 300
"""Up to so many rows are measured one by one, so that long sentences show whole; beyond, they are cut."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """`order` gives what to sort by (default: the text, Chinese by sound); `tone` a colour of theme.tokens or "".

    `share` (0 to 1) draws a bar beside the text. `widest` is in characters of Chinese. The column that `grows`
    takes the room that is left. Where there is too little, it gives way first, then the others that have a `least`
    width (in characters), from the left.
    """

    title: str
    text: Callable[[T], str]
    order: Callable[[T], Any] | None = None
    number: bool = False
    tone: Callable[[T], str] | None = None
    share: Callable[[T], float] | None = None
    widest: int = 18
    grows: bool = False
    least: int = 0


def by_sound(text: str) -> tuple[bytes, str]:
    """A key that puts common characters in the order of pinyin: that is how GB 2312 numbers them."""
    return text.encode("gb18030", "replace"), text


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind under columns."""

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._given: list[T] = []
        self.rows: list[T] = []
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, rows: Sequence[T]) -> None:
        """Replace the rows, sorted as the user last asked."""
        self.beginResetModel()
        self._given = list(rows)
        self._arrange()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role == SHARE:
            return column.share(row) if column.share else None
        tone = column.tone(row) if column.tone else ""
        if role == Qt.ItemDataRole.ForegroundRole and tone:
            return QColor(getattr(theme.tokens(), tone))
        if role == Qt.ItemDataRole.FontRole and tone:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].number
                across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return across | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self.rows[index.row()] for index in before]
        self._arrange()
        place = {id(row): number for number, row in enumerate(self.rows)}
        after = [self.index(place[id(row)], old.column()) for row, old in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        at, order = self._sorted
        self.rows = list(self._given)
        if at >= 0:
            column = self.columns[at]
            key = column.order or (lambda row: by_sound(column.text(row)))
            self.rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)


class Table(QTableView, Generic[T]):
    """Shows rows; Enter or a double click `opened` one; Ctrl+C copies the chosen rows for a spreadsheet.

    `wrap` shows long texts whole; `empty` is what an empty table says.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[T]], *, wrap: bool = False, empty: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.empty = empty
        self._wrap = wrap
        self.rows: RowsModel[T] = RowsModel(columns)
        self.setModel(self.rows)
        self.setItemDelegate(BarDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(wrap)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setCornerWidget(QWidget())
        self._widths: list[int] = []
        self._spreading = self._by_hand = False
        header = self.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(80)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[T], *, fit: bool = True) -> None:
        """Replace the rows; `fit` the columns to them, or (while somebody types a search) leave them alone."""
        self._set_heights()  # while there are no rows yet: on 20,000 it takes 0.2 s
        self.rows.show(rows)
        if fit:
            self.fit()
        self._measure()

    def fit(self) -> None:
        """Columns as wide as their texts ask, up to their bound; rows for the size of type in use."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        self._set_heights()
        em = metrics.horizontalAdvance("国")
        self._widths = []
        for at, column in enumerate(self.rows.columns):
            asked = 0 if header.isSectionHidden(at) else max(self.sizeHintForColumn(at), header.sectionSizeHint(at))
            wanted = min(asked, (column.widest + 2) * em)
            self._widths.append(wanted if column.share is None else wanted + 8 * em)
        self._by_hand = False
        self._spread()
        self._measure()

    def _set_heights(self) -> None:
        rows, height = self.verticalHeader(), self.fontMetrics().height()
        for set_, now, wanted in (
            (rows.setMinimumSectionSize, rows.minimumSectionSize(), round(height * 1.7)),
            (rows.setDefaultSectionSize, rows.defaultSectionSize(), round(height * 1.9)),
        ):
            if now != wanted:
                set_(wanted)

    def _measure(self) -> None:
        """Heights by what rows hold, when they are few enough to be measured."""
        each = self._wrap and self.rows.rowCount() <= WRAPPED_ROWS
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents if each else QHeaderView.ResizeMode.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give the growing column what is left of the width, unless the user has set widths by hand."""
        if self._by_hand or len(self._widths) != len(self.rows.columns):
            return
        em = self.fontMetrics().horizontalAdvance("国")
        shown = [at for at in range(len(self._widths)) if not self.isColumnHidden(at)]
        left = self.viewport().width() - sum(self._widths[at] for at in shown)
        self._spreading = True
        columns = self.rows.columns
        for at in sorted(shown, key=lambda at: not columns[at].grows):
            column, width = columns[at], self._widths[at]
            least = min(width, (column.least + 2) * em) if column.least else width
            new = width + left if left > 0 and column.grows else max(least, width + min(0, left))
            left -= new - width
            self.horizontalHeader().resizeSection(at, new)
        self._spreading = False

    def _resized(self, _at: int, _before: int, _after: int) -> None:
        self._by_hand = self._by_hand or not self._spreading

    def selectRow(self, row: int) -> None:
        """Choose one row and no other. Qt's own heeds the keys held: Shift adds to what is chosen, Ctrl may take away."""
        mode = self.selectionMode()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().selectRow(row)
        self.setSelectionMode(mode)

    def row(self) -> T | None:
        """The row at hand."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The chosen rows, tabs between cells, onto the clipboard."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        lines = ["\t".join(column.text(self.rows.rows[at]) for column in self.rows.columns) for at in chosen]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty and not self.rows.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.tokens().muted))
            room = self.viewport().rect().adjusted(16, 16, -16, -16)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)
            painter.end()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.rows[index.row()])

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.rows[index.row()])


def refit(parent: QWidget) -> None:
    """Fit all tables on a page again after its theme or size of type changed."""
    for table in parent.findChildren(Table):
        table.fit()
