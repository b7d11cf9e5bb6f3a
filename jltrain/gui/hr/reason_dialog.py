"""What is written down for good asks for a reason and for who answers for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.errors import JltrainError
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.choose_officer import OfficerSearch
from jltrain.gui.hr.parts import label
from jltrain.gui.page import Shell
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.ledger.ruling import MAX_REASON
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.context import Context

Write = Callable[[str, str, Member | None], object]
"""(reason, who answers for it, the officer chosen): writes it into the ledger, beside the GUI."""


class OperatorField(QLineEdit):
    """经办人, filled in; a name that is typed is proposed the next time."""

    def __init__(self, context: Context, hint: str = "") -> None:
        from jltrain.app import rotation

        super().__init__(rotation.operator(context))
        self._context = context
        self._before = self.text()
        self.setMaxLength(100)
        self.setToolTip(hint or _("写进台账，以后可以查到由谁登记"))

    def name(self) -> str:
        """Who it is; remembered when he is another."""
        said = self.text().strip()
        if said and said != self._before:
            try:
                self._context.settings.put("operator", said)
            except JltrainError:
                return said  # the ledger has it all the same
        return said


class ReasonDialog(QDialog):
    """Asks, writes, and closes when it is written; what fails leaves everything as typed. `written` when it is done.

    `example` stands grey where the reason goes. `choose`: a search for an officer, begun with these words; None when
    nobody is to be chosen. `doing` says what is under way while it is written, `hint` what becomes of the name; without
    them it is the ledger that is written.
    """

    written = Signal()

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        title: str,
        meaning: str,
        write: Write,
        *,
        example: str = "",
        choose: str | None = None,
        doing: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._shell, self._write = shell, write
        self._doing = doing or _("写入台账")
        self.setWindowTitle(title)
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(label(meaning))
        self.officers: OfficerSearch | None = None
        self.chosen = label("", "muted")
        if choose is not None:
            self.officers = OfficerSearch(shell)
            self.officers.list.chosen.connect(lambda _row: self._ready())
            self.officers.list.loaded.connect(lambda _page: self._ready())
            column.addWidget(self.officers, 1)
            column.addWidget(self.chosen)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText(example)
        self.reason.setFixedHeight(round(gap * 3.2))
        self.reason.textChanged.connect(self._ready)
        self.by = OperatorField(shell.context, hint)
        self.by.textChanged.connect(lambda _text: self._ready())
        form.addRow(_("理由(&R)"), self.reason)
        form.addRow(_("经办人(&B)"), self.by)
        column.addLayout(form)
        self.go = QPushButton(title)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        cancel = QPushButton(_("取消"))
        cancel.setAutoDefault(False)
        box = QDialogButtonBox()
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self._start)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        size_in_lines(self, 38, 30 if choose is not None else 0)
        (self.officers or self.reason).setFocus()
        self._ready()
        if self.officers is not None:
            self.officers.look_for(choose or "")

    def _ready(self) -> None:
        person = self.officers.person() if self.officers else None
        if self.officers:
            self.chosen.setText(
                _("记到：{name}　{certificate}　{unit}").format(
                    name=person.name, certificate=person.certificate, unit=person.unit
                )
                if person
                else _("请在上面查到并选中一人。")
            )
        reason = self.reason.toPlainText().strip()
        missing = self.officers is not None and person is None
        self.go.setEnabled(bool(reason and self.by.text().strip()) and len(reason) <= MAX_REASON and not missing)
        self.go.setToolTip(_("写明理由（{n} 字以内）后可用").format(n=MAX_REASON) if not self.go.isEnabled() else "")

    def _start(self) -> None:
        if not self.go.isEnabled():
            return
        reason, by = self.reason.toPlainText(), self.by.name()
        person, write = self.officers.person() if self.officers else None, self._write
        self.go.setEnabled(False)

        def work(_report: Report) -> object:
            return write(reason, by, person)

        self._shell.run(work, self._done, self._doing, self._failed)

    def _done(self, _result: object) -> None:
        self.accept()
        self.written.emit()

    def _failed(self, error: Exception) -> None:
        self._ready()
        self._shell.fail(error)
