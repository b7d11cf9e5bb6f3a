"""本题有误，报错: an officer says what is wrong with a question; it reaches the trainer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.bank.question import Question
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.page import Shell
from jltrain.gui.study.layout import Button, label
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.objections import Listed

_WRONG: Final = (
    N_("答案有误"),
    N_("题干有误或说不清楚"),
    N_("选项有误"),
    N_("依据有误或已修改"),
    N_("解析有误"),
    N_("图片有误或看不清"),
    N_("错别字"),
    N_("其他"),
)
_LONGEST: Final = 1_800


class ReportButton(Button):
    """Opens the dialog for the question it was last shown; says when this officer has reported this version."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("本题有误，报错(&R)…"))
        self.setAutoDefault(False)
        self._shell = shell
        self._question: Question | None = None
        self.dialog: ReportDialog | None = None
        self.clicked.connect(self.open_dialog)

    def show_question(self, question: Question | None) -> None:
        """From now on this question; None hides the button."""
        self._question = question
        self.setVisible(question is not None)
        if question is not None:
            done = bool(own_reports(self._shell, question))
            self.setText(_("已报错 ✓(&R)…") if done else _("本题有误，报错(&R)…"))
            self.setToolTip(_("看报错的处理，或再补充（Alt+R）") if done else _("告诉教官这道题哪里有错（Alt+R）"))

    def open_dialog(self) -> None:
        """Ask what is wrong."""
        question = self._question
        if question is None:
            return
        self.dialog = ReportDialog(self, self._shell, question, own_reports(self._shell, question))
        self.dialog.accepted.connect(lambda: self.show_question(self._question))
        self.dialog.open()


def own_reports(shell: Shell, question: Question) -> tuple[Listed, ...]:
    """What this officer has reported, on this PC, of this very version."""
    from jltrain.app import objections  # not needed before the first verdict

    learner = shell.context.settings.text("learner")
    return tuple(
        row
        for row in objections.listed(shell.context, False, question.id)
        if not row.objection.origin and row.objection.digest == question.digest and row.objection.learner == learner
    )


def standing(row: Listed) -> str:
    """What became of a report, in a few words."""
    from jltrain.app.objections import Verdict

    if row.open:
        return _("待处理")
    act = row.acts[-1]
    text = Verdict(act.verdict).label
    return _("{verdict}：{note}").format(verdict=text, note=act.note) if act.note else text


class ReportDialog(QDialog):
    """What is wrong as choices, and in words; both are needed."""

    def __init__(self, parent: QWidget, shell: Shell, question: Question, before: Sequence[Listed]) -> None:
        super().__init__(parent)
        self._shell, self._question = shell, question
        self.setWindowTitle(_("试题报错"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        stem = " ".join(question.stem.split())
        column.addWidget(label(stem if len(stem) <= 60 else stem[:59] + "…", "subtitle"))
        for row in before:
            at = beijing(parse_iso(row.objection.at))
            said = _("您在 {at} 报过这道题，{standing}。").format(at=at, standing=standing(row))
            column.addWidget(label(said, "badge-info"))
        column.addWidget(label(_("哪里有错？（可以多选）")))
        self.choices = [QCheckBox(_(text)) for text in _WRONG]
        grid = QGridLayout()
        grid.setSpacing(0)
        for at_, box in enumerate(self.choices):
            grid.addWidget(box, at_ // 3, at_ % 3)
            box.toggled.connect(lambda _on: self._ready())
        column.addLayout(grid)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("写明错在哪里"))
        self.text.setPlaceholderText(_("写明错在哪里、应当是什么，例如：依据的条文是第五十二条，B 项才对。"))
        self.text.setMinimumHeight(gap * 3)
        self.text.textChanged.connect(self._ready)
        column.addWidget(self.text, 1)
        learner = shell.context.settings.text("learner")
        who = _("报告人：执法证号 {number}").format(number=learner) if learner else _("没有填写执法证号，报错不署名。")
        column.addWidget(label(who, "muted"))
        self.hint = label("", "muted")
        self.go = QPushButton(_("提交报错"))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        cancel = QPushButton(_("取消"))
        cancel.setAutoDefault(False)
        box_ = QDialogButtonBox()
        box_.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box_.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box_.accepted.connect(self._send)
        box_.rejected.connect(self.reject)
        feet = QHBoxLayout()
        feet.addWidget(self.hint, 1)
        feet.addWidget(box_)
        column.addLayout(feet)
        size_in_lines(self, 30, 0)
        self._ready()
        self.choices[0].setFocus()

    def _ready(self) -> None:
        said, chosen = self.text.toPlainText().strip(), any(box.isChecked() for box in self.choices)
        self.go.setEnabled(bool(said and chosen) and len(said) <= _LONGEST)
        if not chosen:
            self.hint.setText(_("请先选择是哪一种错误。"))
        elif not said:
            self.hint.setText(_("请写明错在哪里。"))
        elif len(said) > _LONGEST:
            self.hint.setText(_("文字过长，最多 {n} 字。").format(n=_LONGEST))
        else:
            self.hint.setText(_("教官会看到您写的话和这道题现在的样子。"))

    def _send(self) -> None:
        if not self.go.isEnabled():
            return
        from jltrain.app import objections

        kinds = "、".join(box.text() for box in self.choices if box.isChecked())
        text = _("{kinds}：{text}").format(kinds=kinds, text=self.text.toPlainText().strip())
        context = self._shell.context
        try:
            objections.object(context, self._question, text, context.settings.text("learner"))
        except JltrainError as error:
            self.hint.setText(error.sentence())
            return
        self.accept()
        self._shell.tell(
            _("谢谢，已记下，教官会看到。教官用另一台电脑时，它随成绩单带去，也可在“我的进度”里导出到 U 盘。")
        )
