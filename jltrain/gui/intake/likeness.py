"""Found beside known: the questions of the bank that are the same or nearly so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTabBar, QVBoxLayout, QWidget

from jltrain.bank.question import Question
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import label
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.i18n import _

Pictures = Callable[[Question], Sequence[Path]]


class LikeDialog(QDialog):
    """Stays open beside the window until closed. `pictures` gives those of a question."""

    def __init__(self, shell: Shell, parent: QWidget, questions: Sequence[Question], pictures: Pictures) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("题库中的试题"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._questions, self._of = questions, pictures
        self.tabs, self.preview = QTabBar(), QuestionPreview()
        self.tabs.setAccessibleName(_("题库中的试题"))
        self.tabs.setDrawBase(False)
        for question in questions:
            self.tabs.addTab(question.id)
        box = QDialogButtonBox()
        box.addButton(QPushButton(_("关闭")), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addWidget(label(_("相近的排在前面，与要导入的题对照后决定导入还是跳过。"), "muted"))
        column.addWidget(self.tabs)
        column.addWidget(self.preview, 1)
        column.addWidget(box)
        self.preview.cited.connect(lambda citation: show_article(shell, self, citation))
        self.tabs.currentChanged.connect(self._show)
        self.resize(min(px(640), parent.window().width()), min(px(460), parent.window().height()))
        self._show(0)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._questions):
            self.preview.show_question(self._questions[at], self._of(self._questions[at]))
