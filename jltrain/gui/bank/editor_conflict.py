"""Two changed the same question: both versions side by side, and which of them goes on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from jltrain.app.editing import Version
from jltrain.bank.question import Question
from jltrain.clock import beijing, parse_iso
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class Choice(Enum):
    """What the trainer wants."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


class ConflictDialog(QDialog):
    """`choice` after it was closed; Esc goes on editing."""

    def __init__(
        self, parent: QWidget, mine: Question, files: Sequence[Path], theirs: Version, their_files: Sequence[Path]
    ) -> None:
        super().__init__(parent)
        self.choice = Choice.LATER
        self.setWindowTitle(_("这道题已被改过"))
        told = _("编辑期间，{who}保存了第 {version} 版（{at}）。请对照两边，选定哪一个作为新版本。")
        if not theirs.by:
            told = _("编辑期间，这道题有了第 {version} 版（{at}）。请对照两边，选定哪一个作为新版本。")
        self.told = label(told.format(who=theirs.by, version=theirs.version, at=beijing(parse_iso(theirs.at))))
        self.mine, self.theirs = QuestionPreview(), QuestionPreview()
        self.mine.show_question(mine, files)
        self.theirs.show_question(theirs.question, their_files)
        sides = QHBoxLayout()
        for name, preview in (
            (_("我的修改"), self.mine),
            (_("第 {version} 版").format(version=theirs.version), self.theirs),
        ):
            side = QVBoxLayout()
            side.addWidget(label(name, "subtitle"))
            side.addWidget(preview, 1)
            sides.addLayout(side, 1)
        self.use_mine = button(
            _("保存我的(&M)"), lambda: self._close(Choice.MINE), _("我的修改作为更新的一版"), role="primary"
        )
        self.use_theirs = button(
            _("改用那一版(&T)"), lambda: self._close(Choice.THEIRS), _("放弃我的修改，从那一版继续；按 Ctrl+Z 可以找回")
        )
        self.later = button(_("继续编辑(&E)"), self.reject, _("先不保存，回去接着改（Esc）"))
        self.later.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(10))
        column.addWidget(self.told)
        column.addLayout(sides, 1)
        column.addWidget(Flow(px(8), self.use_mine, self.use_theirs, self.later))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        size_in_lines(self, 46, 28)

    def _close(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()
