"""The table of contents beside a statute: parts, chapters, sections and articles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from jltrain.gui.statutes.law_html import Place
from jltrain.i18n import _

_ROW: int = Qt.ItemDataRole.UserRole.value


class LawContents(QTreeWidget):
    """Emits `chosen` with the number of a place, on a click or Enter."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName(_("本法目录"))
        self.setUniformRowHeights(True)
        self.setIndentation(self.fontMetrics().height())
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._items: list[QTreeWidgetItem] = []
        self.itemClicked.connect(lambda item, _column: self.chosen.emit(item.data(0, _ROW)))

    def fill(self, places: Sequence[Place]) -> None:
        """List the places; chapters are open."""
        self.clear()
        self._items, tops, trail = [], list[QTreeWidgetItem](), list[QTreeWidgetItem]()
        for number, place in enumerate(places):
            item = QTreeWidgetItem([place.text])
            item.setData(0, _ROW, number)
            item.setToolTip(0, place.text)
            del trail[place.level :]
            if trail:
                trail[-1].addChild(item)
            else:
                tops.append(item)
            if not place.key:
                trail.append(item)
            self._items.append(item)
        self.addTopLevelItems(tops)
        self.setRootIsDecorated(any(top.childCount() for top in tops))
        self.expandAll()

    def follow(self, number: int) -> None:
        """Show that the reader is at a place."""
        if 0 <= number < len(self._items) and self.currentItem() is not self._items[number]:
            self.setCurrentItem(self._items[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.chosen.emit(item.data(0, _ROW))
        else:
            super().keyPressEvent(event)
