"""How list, source lines and question share the room: side by side where there is enough, else the lines below the list;
in a low window list and lines take turns, and the question stands beside them in any case."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_WIDE: Final = 90
"""Characters of Chinese that there must be room for to have three side by side."""
_LOW: Final = 19
"""Lines of text below which there is no room for the list above the lines."""
_FOUND, _LINES = range(2)


class Panes(QWidget):
    """`turns` chooses between list and lines where they do not both fit; `divided` tells that the arrangement is another."""

    divided = Signal()

    def __init__(self, found: QWidget, lines: QWidget, question: QWidget) -> None:
        super().__init__()
        self._found, self._lines = found, lines
        self._divided: tuple[bool, bool] | None = None
        self._left, self._whole = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Horizontal)
        self.turns = QTabBar()
        self.turns.setDrawBase(False)
        self.turns.setExpanding(False)
        self.turns.setAccessibleName(_("列表或原文"))
        self.turns.addTab(_("列表(&E)"))
        self.turns.addTab(_("原文(&W)"))
        self.turns.setTabToolTip(_FOUND, _("找到的试题（Alt+E）"))
        self.turns.setTabToolTip(_LINES, _("本题在文件里的原文，合并和拆开也在这里（Alt+W）"))
        self.turns.currentChanged.connect(lambda _at: self._turn())
        self.turns.hide()
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.turns)
        inside.addWidget(self._left, 1)
        self._left.addWidget(found)
        self._left.addWidget(lines)
        self._whole.addWidget(left)
        self._whole.addWidget(question)
        for splitter in (self._left, self._whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._share_out)

    @property
    def wide(self) -> bool:
        """Whether all three stand side by side."""
        return self._divided is not None and self._divided[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def divide_anew(self) -> None:
        """After the size of type changed."""
        self._divided = None
        self._divide()

    def show_found(self) -> None:
        """Bring the list to the front, if it takes turns."""
        self.turns.setCurrentIndex(_FOUND)

    def show_lines(self) -> None:
        """Bring the lines to the front, if they take turns."""
        self.turns.setCurrentIndex(_LINES)

    def _divide(self) -> None:
        wide = self.width() > self.fontMetrics().horizontalAdvance("国") * _WIDE
        low = not wide and self.height() < self.fontMetrics().height() * _LOW
        if (wide, low) == self._divided:
            return
        self._divided = wide, low
        self._left.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.turns.setVisible(low)
        self._turn()
        self._later.start()
        self.divided.emit()

    def _turn(self) -> None:
        low = self._divided is not None and self._divided[1]
        at = self.turns.currentIndex()
        self._found.setVisible(not low or at == _FOUND)
        self._lines.setVisible(not low or at == _LINES)

    def _share_out(self) -> None:
        """Once the splitters have their size."""
        if self._divided is None:
            return
        wide, _low = self._divided
        for splitter, shares in (
            (self._whole, (62, 38) if wide else (52, 48)),
            (self._left, (56, 44) if wide else (50, 50)),
        ):
            splitter.setSizes([share * 100 for share in shares])
