"""A question with more than two answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class Choice(QDialog):
    """`answers`: what a button says and what it does; the first is the one meant most often. Esc: none of them."""

    def __init__(self, parent: QWidget, text: str, answers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("请确认"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = label(text)
        self.text.setMinimumWidth(px(460))
        self.buttons: list[QPushButton] = []
        for words, act in answers:
            made = QPushButton(words)
            made.clicked.connect(lambda _on=False, act=act: self._take(act))
            self.buttons.append(made)
        self.buttons[0].setProperty("role", "primary")
        self.buttons[0].setDefault(True)
        self.no = QPushButton(_("取消"))
        self.no.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(18))
        column.addWidget(self.text)
        column.addWidget(Flow(px(8), *self.buttons, self.no))
        self.buttons[0].setFocus()

    def _take(self, act: Callable[[], object]) -> None:
        self.accept()
        act()
