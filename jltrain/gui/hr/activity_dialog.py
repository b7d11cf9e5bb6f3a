"""登记培训: one training entered for one officer or for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import label, narrow
from jltrain.gui.hr.people_picker import PeoplePicker
from jltrain.gui.hr.reason_dialog import OperatorField
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import inset
from jltrain.i18n import _
from jltrain.ledger.activity import MAX_HOURS, MAX_TEXT, Activity, ActivityKind, ActivityResult, BadActivity
from jltrain.ledger.member import Member
from jltrain.progress import Report


class ActivityDialog(QDialog):
    """Stays open with all that was typed until the ledger has it. `written` gets how many were entered."""

    written = Signal(int)

    def __init__(self, parent: QWidget, shell: Shell, people: Iterable[Member] = ()) -> None:
        super().__init__(parent)
        self._shell, self._context = shell, shell.context
        self.setWindowTitle(_("登记培训"))
        self.kind, self.outcome, self.day = QComboBox(), QComboBox(), QDateEdit()
        narrow(self.kind)
        for kind in ActivityKind:
            self.kind.addItem(kind.label, kind)
        for result in ActivityResult:
            self.outcome.addItem(result.label, result)
        self._set_day()
        self.hours = QDoubleSpinBox()
        self.hours.setRange(0, MAX_HOURS)
        self.hours.setDecimals(1)
        self.hours.setValue(4)
        inset(self.hours)
        self.title, self.vouched, self.where, self.note = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for edit in (self.title, self.vouched, self.where, self.note):
            edit.setMaxLength(MAX_TEXT)
        self.title.setPlaceholderText(_("例如：高速公路现场查处演练"))
        self.vouched.setPlaceholderText(_("证明此事的人，例如教官或单位负责人"))
        self.by = OperatorField(shell.context)
        self.picker = PeoplePicker(shell, people)
        self.fault = label("", "badge-bad")
        self.fault.hide()
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self._lay_out()
        for edit in (self.title, self.vouched):
            edit.textChanged.connect(lambda _text: self._ready())
        self.picker.changed.connect(self._ready)
        self.kind.setFocus()
        self._ready()

    def _set_day(self) -> None:
        from jltrain.app import rotation

        today = rotation.today(self._context)
        latest = QDate(today.year, today.month, today.day)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setDateRange(QDate(2000, 1, 1), latest)
        self.day.setDate(latest)

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height()
        form = QGridLayout()
        fields: Sequence[tuple[str, QWidget]] = (
            (_("种类(&K)"), self.kind),
            (_("日期(&D)"), self.day),
            (_("学时(&H)"), self.hours),
            (_("内容(&T)"), self.title),
            (_("结果(&R)"), self.outcome),
            (_("地点(&P)"), self.where),
            (_("签认人(&S)"), self.vouched),
            (_("备注(&N)"), self.note),
            (_("经办人(&B)"), self.by),
        )
        for at, (text, field) in enumerate(fields):
            caption = QLabel(text)
            caption.setBuddy(field)
            form.addWidget(caption, at // 3, at % 3 * 2)
            form.addWidget(field, at // 3, at % 3 * 2 + 1)
        for at, share in ((1, 3), (3, 2), (5, 2)):
            form.setColumnStretch(at, share)
        cancel = QPushButton(_("取消"))
        cancel.setAutoDefault(False)
        box = QDialogButtonBox()
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self._start)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addLayout(form)
        column.addWidget(self.picker, 1)
        column.addWidget(self.fault)
        column.addWidget(box, 0, Qt.AlignmentFlag.AlignRight)
        size_in_lines(self, 52, 40)

    def draft(self) -> Activity:
        """What was filled in, for nobody in particular."""
        picked = self.day.date()
        return Activity(
            certificate="",
            kind=ActivityKind(self.kind.currentData()),
            day=date(picked.year(), picked.month(), picked.day()),
            hours=self.hours.value(),
            result=ActivityResult(self.outcome.currentData()),
            title=self.title.text(),
            signed_by=self.vouched.text(),
            place=self.where.text(),
            note=self.note.text(),
        )

    def _ready(self) -> None:
        n = len(self.picker.people)
        filled = bool(self.title.text().strip() and self.vouched.text().strip())
        self.go.setText(_("登记 {n} 人").format(n=f"{n:,}"))
        self.go.setEnabled(bool(n) and filled)
        self.go.setToolTip("" if self.go.isEnabled() else _("填写内容和签认人、选好人员后可用"))
        self.fault.hide()

    def _start(self) -> None:
        if not self.go.isEnabled():
            return
        draft, numbers, by, context = self.draft(), list(self.picker.people), self.by.name(), self._context
        self.go.setEnabled(False)

        def work(_report: Report) -> int:
            from jltrain.app import activities

            return activities.add(context, draft, numbers, by=by)

        self._shell.run(work, self._done, _("登记培训"), self._failed)

    def _done(self, added: int) -> None:
        same = len(self.picker.people) - added
        text = _("已登记 {n} 人。").format(n=added)
        self._shell.tell(text + (_("另有 {n} 人此前登记过同样的记录，没有重复登记。").format(n=same) if same else ""))
        self.accept()
        self.written.emit(added)

    def _failed(self, error: Exception) -> None:
        self._ready()
        if isinstance(error, BadActivity):
            self.fault.setText(error.sentence())
            self.fault.show()
            field = {"day": self.day, "hours": self.hours, "title": self.title, "signed_by": self.vouched}
            found = field.get(str(error.facts.get("field")))
            if found is not None:
                found.setFocus()
        else:
            self._shell.fail(error)
