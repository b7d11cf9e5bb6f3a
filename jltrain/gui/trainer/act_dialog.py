"""What an invigilator must say before acting on a sitting: his name, the reason, the minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jltrain.exam.invigilation import Invigilation
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.shell.frame import inset
from jltrain.i18n import N_, _


class Act(Enum):
    """The acts: label of the button, what it does in a sentence."""

    PAUSE = (N_("暂停(&P)…"), N_("停止所选考生的计时并遮住试卷，直到恢复。"))
    GO_ON = (N_("恢复(&G)…"), N_("让所选考生继续作答，计时恢复。"))
    EXTEND = (N_("延时(&D)…"), N_("给所选考生增加考试时间，原开始时间不变。"))
    NOTE = (N_("备注(&N)…"), N_("在所选考生的考试记录里写一条备注，会列在成绩单上。"))
    END = (N_("收卷(&H)…"), N_("为所选考生交卷。收卷后不能恢复作答。"))

    @property
    def plain(self) -> str:
        """The label without its key and dots, for titles and messages."""
        return re.sub(r"\(&.\)|&|…", "", self.label)

    @property
    def label(self) -> str:
        return _(self.value[0])

    @property
    def meaning(self) -> str:
        return _(self.value[1])


@dataclass(frozen=True, slots=True)
class Order:
    """An act with who orders it and why."""

    act: Act
    by: str
    reason: str
    minutes: int = 0

    def carry_out(self, on: Invigilation) -> None:
        """Raises what Invigilation raises."""
        match self.act:
            case Act.PAUSE:
                on.pause(self.by, self.reason)
            case Act.GO_ON:
                on.go_on(self.by)
            case Act.EXTEND:
                on.extend(self.by, self.reason, self.minutes)
            case Act.NOTE:
                on.note(self.by, self.reason)
            case Act.END:
                on.end(self.by, self.reason)


class ActDialog(QDialog):
    """Asks for an Order on `names`; the button works when everything is filled in."""

    def __init__(self, act: Act, names: str, by: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._act = act
        label = act.plain
        self.setWindowTitle(label)
        self.by, self.reason, self.minutes = QLineEdit(by), QLineEdit(), QSpinBox()
        self.minutes.setRange(1, 240)
        self.minutes.setValue(10)
        inset(self.minutes)
        for edit in (self.by, self.reason):
            edit.setMaxLength(200)
            edit.textChanged.connect(self._ready)
        meaning, whom = QLabel(act.meaning), QLabel(_("考生：{names}").format(names=names))
        for text in (meaning, whom):
            text.setWordWrap(True)
        meaning.setProperty("role", "muted")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("监考员姓名(&I)"), self.by)
        if act is Act.EXTEND:
            form.addRow(_("延长（分钟）(&M)"), self.minutes)
        if act is not Act.GO_ON:
            form.addRow(_("备注内容(&R)") if act is Act.NOTE else _("原因(&R)"), self.reason)
        self.confirm = QPushButton(label)
        self.confirm.setProperty("role", "danger" if act is Act.END else "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(whom)
        column.addWidget(meaning)
        column.addLayout(form)
        column.addWidget(buttons)
        size_in_lines(self, 24)
        (self.reason if by and act is not Act.GO_ON else self.by).setFocus()
        self._ready()

    def order(self) -> Order:
        """What was filled in."""
        minutes = self.minutes.value() if self._act is Act.EXTEND else 0
        return Order(self._act, self.by.text().strip(), self.reason.text().strip(), minutes)

    def _ready(self) -> None:
        filled = bool(self.by.text().strip()) and (self._act is Act.GO_ON or bool(self.reason.text().strip()))
        self.confirm.setEnabled(filled)
