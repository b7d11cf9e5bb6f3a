"""How list, source lines and question share the room: side by side where there is enough, else the lines below the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from jltrain.gui.shell.frame import px

_WIDE: Final = 90
"""Characters of Chinese that there must be room for to have three side by side."""
_LOW: Final = 16
"""Lines of text below which room is saved: what is in `spared` is hidden."""


class Panes(QWidget):
    """The question stands beside its lines in any case. `spared`: heads of lists and the like."""

    def __init__(self, found: QWidget, lines: QWidget, question: QWidget, spared: Sequence[QWidget]) -> None:
        super().__init__()
        self._spared = tuple(spared)
        self._divided: tuple[bool, bool] | None = None
        self._left, self._whole = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Horizontal)
        self._left.addWidget(found)
        self._left.addWidget(lines)
        self._whole.addWidget(self._left)
        self._whole.addWidget(question)
        for splitter in (self._left, self._whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._share_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def divide_anew(self) -> None:
        """After the size of type changed."""
        self._divided = None
        self._divide()

    def _divide(self) -> None:
        wide = self.width() > self.fontMetrics().horizontalAdvance("国") * _WIDE
        low = not wide and self.height() < self.fontMetrics().height() * _LOW
        if (wide, low) == self._divided:
            return
        self._divided = wide, low
        self._left.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        for widget in self._spared:
            widget.setVisible(not low)
        self._later.start()

    def _share_out(self) -> None:
        """Once the splitters have their size."""
        if self._divided is None:
            return
        wide, low = self._divided
        for splitter, shares in (
            (self._whole, (62, 38) if wide else (52, 48)),
            (self._left, (56, 44) if wide else (40, 60) if low else (50, 50)),
        ):
            splitter.setSizes([share * 100 for share in shares])
