"""The parts of a case: tabs for the story and each part, and what can be done to the parts."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from jltrain.gui.bank.editor_keys import keyed
from jltrain.gui.bank.editor_work import MOST_PARTS
from jltrain.gui.hr.parts import button
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class CaseTabs(QWidget):
    """`turned` with the tab gone to (0: the story); the other signals ask for a change of the parts."""

    turned = Signal(int)
    added = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("案情和小题"))
        self.tabs.setToolTip(_("Ctrl+PageUp 和 Ctrl+PageDown 换到前后小题"))
        self.tabs.currentChanged.connect(self._turned)
        self.add = button(_("添加小题(&N)"), self.added.emit, _("在最后加一个小题（Alt+N）"))
        self.before = keyed(None, "←", lambda: self.moved.emit(-1), _("这个小题前移"), "Alt+Left")
        self.after = keyed(None, "→", lambda: self.moved.emit(1), _("这个小题后移"), "Alt+Right")
        self.remove = button(_("去掉这个小题"), self.removed.emit, _("去掉正在写的小题"), role="danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.tabs)
        column.addWidget(Flow(px(6), self.add, self.before, self.after, self.remove))

    def put(self, parts: int, tab: int) -> None:
        """A case of so many parts, with this tab in front. Nothing is told of it."""
        with QSignalBlocker(self.tabs):
            while self.tabs.count() > parts + 1:
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < parts + 1:
                self.tabs.addTab(_name(self.tabs.count()))
            self.tabs.setCurrentIndex(tab)
        self._enable()

    def mark(self, faulty: Collection[int]) -> None:
        """Say which tabs lack something."""
        for tab in range(self.tabs.count()):
            text = _("{tab} ！").format(tab=_name(tab)) if tab in faulty else _name(tab)
            if self.tabs.tabText(tab) != text:
                self.tabs.setTabText(tab, text)

    def turn(self, step: int) -> None:
        """To a neighbour."""
        self.tabs.setCurrentIndex(max(0, min(self.tabs.count() - 1, self.tabs.currentIndex() + step)))

    def _turned(self, tab: int) -> None:
        self._enable()
        self.turned.emit(tab)

    def _enable(self) -> None:
        tab, count = self.tabs.currentIndex(), self.tabs.count()
        self.add.setEnabled(count <= MOST_PARTS)
        self.before.setEnabled(tab > 1)
        self.after.setEnabled(0 < tab < count - 1)
        self.remove.setEnabled(tab > 0 and count > 2)


def _name(tab: int) -> str:
    return _("第 {n} 问").format(n=tab) if tab else _("案情")
