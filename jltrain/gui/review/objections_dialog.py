"""A verdict on officers' reports, with the reason that a rejection needs."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from jltrain.app.objections import TEXT_LONGEST
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import label
from jltrain.gui.hr.reason_dialog import OperatorField
from jltrain.gui.page import Shell
from jltrain.i18n import _


class VerdictDialog(QDialog):
    """After `accept`: `note` and `by`. `needed`: without a note the button stays grey."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, meaning: str, example: str, *, needed: bool) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setWindowTitle(title)
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(label(meaning))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(example)
        self.text.setFixedHeight(round(gap * 3.6))
        self.text.textChanged.connect(self._ready)
        self.field = OperatorField(shell.context, _("写进处理记录，以后可以查到由谁处理"))
        self.field.textChanged.connect(lambda _text: self._ready())
        form.addRow(_("理由(&R)") if needed else _("说明(&R)"), self.text)
        form.addRow(_("经办人(&B)"), self.field)
        column.addLayout(form)
        self.go = QPushButton(title)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        cancel = QPushButton(_("取消"))
        cancel.setAutoDefault(False)
        box = QDialogButtonBox()
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        size_in_lines(self, 32)
        self.text.setFocus()
        self._ready()

    @property
    def note(self) -> str:
        """What was written."""
        return self.text.toPlainText().strip()

    @property
    def by(self) -> str:
        """Who answers for it."""
        return self.field.name()

    def _ready(self) -> None:
        right = len(self.note) <= TEXT_LONGEST and bool(self.field.text().strip())
        self.go.setEnabled(right and bool(self.note or not self._needed))
        self.go.setToolTip("" if self.go.isEnabled() else _("写明理由后可用，学员能看到"))
