"""The contents list beside a chapter: it shows where the reader is, and takes him elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from jltrain.i18n import _
from jltrain.reading.rewrite import Heading


class Contents(QListWidget):
    """Emits `chosen` with the number of a heading."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("本章目录"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_Wrapping(self))
        self.itemClicked.connect(lambda _item: self.chosen.emit(self.currentRow()))

    def fill(self, headings: Sequence[Heading]) -> None:
        """List the headings, indented by level."""
        self.clear()
        top = min((heading.level for heading in headings), default=1)
        for heading in headings:
            item = QListWidgetItem("　" * (heading.level - top) + heading.text)
            item.setToolTip(heading.text)
            self.addItem(item)

    def follow(self, number: int) -> None:
        """Show that the reader is at a heading."""
        if number != self.currentRow():
            self.setCurrentRow(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class _Wrapping(QStyledItemDelegate):
    """Room for every line of a heading: Qt's own reckoning forgets the padding of the style sheet."""

    def __init__(self, view: Contents) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics, width = self._view.fontMetrics(), self._view.viewport().width()
        em = metrics.height()
        inside = QRect(0, 0, max(em, width - em), 100 * em)
        drawn = metrics.boundingRect(inside, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(width, drawn.height() + em * 2 // 3)
