"""正式考试: the officer signs in, confirms, sits and sees the result, one after the other on this page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import sessions
from jltrain.app.context import Context
from jltrain.app.sessions import SignedIn
from jltrain.clock import parse_iso
from jltrain.errors import JltrainError
from jltrain.exam.delivery import Delivery
from jltrain.exam.grading import grade_paper
from jltrain.exam.session import ExamSession, SessionState
from jltrain.exam.state import SittingState, Status
from jltrain.gui.exam.confirm import ConfirmView
from jltrain.gui.exam.result import ResultView
from jltrain.gui.exam.sitting import SittingView
from jltrain.gui.page import Page, Shell
from jltrain.i18n import _
from jltrain.progress import Report


@dataclass(frozen=True, slots=True)
class Arrived:
    """An officer who signed in; `remaining` seconds as of now if he began before."""

    signed: SignedIn
    remaining: int


class SignInPage(Page):
    """The page "exam". Leaving it is not allowed while a paper is out."""

    name = "exam"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._pages = QStackedWidget()
        self.form = SignInForm()
        self.form.entered.clicked.connect(self.sign_in)
        self._pages.addWidget(self.form)
        column = QVBoxLayout(self)
        column.addWidget(self._pages)
        self.sitting: SittingView | None = None

    def arrive(self, **arguments: object) -> None:
        """Look for open sessions; `session` (an id) chooses one of them."""
        if self.sitting is None and self._pages.currentWidget() is self.form:
            self.form.offer(_open_sessions(self.context), str(arguments.get("session", "")))

    @property
    def shown(self) -> QWidget | None:
        """What of form, confirmation, paper and result is shown."""
        return self._pages.currentWidget()

    def may_leave(self) -> bool:
        return self.sitting is None or not self.sitting.running

    def sign_in(self) -> None:
        """Check the officer in and show what he is about to sit."""
        ident = str(self.form.session.currentData() or "")
        certificate, name = self.form.certificate.text().strip(), self.form.officer.text().strip()
        if not ident:
            return
        if not certificate or not name:
            self.form.trouble(_("请输入执法证号和姓名。"))
            return
        self.form.trouble("")

        def work(_report: Report) -> Arrived:
            return _arrive(self.context, ident, certificate, name)

        self.shell.run(work, self._arrived, _("正在核对考试名单…"), self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, JltrainError):
            self.form.trouble(error.sentence())
        else:
            self.shell.fail(error)

    def _arrived(self, arrived: Arrived) -> None:
        if arrived.signed.state.status is Status.SUBMITTED:
            self._show_result(arrived.signed, arrived.signed.state)
            return
        confirm = ConfirmView(arrived.signed, arrived.remaining)
        confirm.agreed.connect(lambda: self._begin(arrived.signed))
        confirm.declined.connect(self.back)
        self._turn_to(confirm)
        self.take_focus(confirm.start)

    def _begin(self, signed: SignedIn) -> None:
        begun = False
        try:
            delivery = sessions.deliver(self.context, signed)
            sitting = SittingView(self.context, signed, delivery)
            self.sitting = sitting
            sitting.finished.connect(lambda: self._finished(signed, delivery))
            self.shell.enter_exam(True)
            self._turn_to(sitting)
            sitting.begin()
            begun = True
        except JltrainError as error:
            self.shell.fail(error)
        finally:
            if not begun:  # our own fault as well must not lock anybody into an empty full screen
                self._leave_exam()

    def _finished(self, signed: SignedIn, delivery: Delivery) -> None:
        self.shell.enter_exam(False)
        self.sitting = None
        self._show_result(signed, delivery.state)

        def learn(_report: Report) -> None:
            sessions.learn_from(self.context, signed, delivery.state)

        self.shell.run(learn, lambda _none: None, _("正在把错题记入错题本…"))

    def _leave_exam(self) -> None:
        self.shell.enter_exam(False)
        self.sitting = None
        self.back()

    def _show_result(self, signed: SignedIn, state: SittingState) -> None:
        result = ResultView(signed, state, grade_paper(signed.paper, state.answers))
        result.closed.connect(self.back)
        self._turn_to(result)
        self.take_focus(result.done)

    def back(self) -> None:
        """The form again, empty for the next officer."""
        self._turn_to(self.form)
        self.form.clear()
        self.form.offer(_open_sessions(self.context), str(self.form.session.currentData() or ""))

    def _turn_to(self, widget: QWidget) -> None:
        """Show a widget in place of the one before, which goes unless it is the form."""
        old = self._pages.currentWidget()
        if widget is not self.form:
            self._pages.addWidget(widget)
        self._pages.setCurrentWidget(widget)
        if old is not None and old not in (self.form, widget):
            self._pages.removeWidget(old)
            old.deleteLater()


class SignInForm(QWidget):
    """Session, certificate number, name. Enter goes from field to field and then in."""

    def __init__(self) -> None:
        super().__init__()
        self.session, self.certificate, self.officer = QComboBox(), QLineEdit(), QLineEdit()
        self.certificate.setMaxLength(64)
        self.officer.setMaxLength(64)
        self.certificate.setPlaceholderText(_("行政执法证上的编号"))
        self.officer.setPlaceholderText(_("与名单一致的姓名"))
        self.entered = QPushButton(_("登录考试(&L)"))
        self.entered.setProperty("role", "primary")
        self.entered.setToolTip(_("在姓名栏按回车键也可登录"))
        self._only, self._trouble = QLabel(), QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "badge-bad")
        self._trouble.hide()
        self._none = QLabel(_("目前没有开考中的场次。请等待教官在“考试场次”页点“开考”，然后再进入本页。"))
        self._none.setWordWrap(True)
        self._none.setProperty("role", "muted")
        self.certificate.returnPressed.connect(self.officer.setFocus)
        self.officer.returnPressed.connect(self.entered.click)
        self._lay_out()

    def offer(self, found: list[ExamSession], wanted: str) -> None:
        """The sessions that can be sat now."""
        self.session.clear()
        for session in found:
            self.session.addItem(session.title, session.id)
        self.session.setCurrentIndex(max(0, self.session.findData(wanted)) if found else -1)
        self._none.setVisible(not found)
        self.session.setVisible(len(found) > 1)
        self._only.setVisible(len(found) == 1)
        self._only.setText(found[0].title if found else "")
        self._session_caption.setVisible(bool(found))
        for widget in (self.certificate, self.officer, self.entered):
            widget.setEnabled(bool(found))
        self.certificate.setFocus()

    def clear(self) -> None:
        """Forget the last officer."""
        self.certificate.clear()
        self.officer.clear()
        self.trouble("")

    def trouble(self, text: str) -> None:
        """Say why signing in failed, beside the fields."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        em = self.fontMetrics().height()
        card.setMaximumWidth(em * 32)
        title = QLabel(_("正式考试"))
        title.setProperty("role", "title")
        self._only.setWordWrap(True)
        self._only.setTextFormat(Qt.TextFormat.PlainText)
        self._session_caption = QLabel(_("考试场次(&E)"))
        self._session_caption.setBuddy(self.session)
        choice = QVBoxLayout()
        choice.addWidget(self.session)
        choice.addWidget(self._only)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(em * 2 // 3)
        form.addRow(self._session_caption, choice)
        form.addRow(_("执法证号(&C)"), self.certificate)
        form.addRow(_("姓名(&N)"), self.officer)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(em * 2, em * 2, em * 2, em * 2)
        inner.setSpacing(em)
        inner.addWidget(title)
        inner.addWidget(self._none)
        inner.addLayout(form)
        inner.addWidget(self._trouble)
        inner.addWidget(self.entered)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)


def _open_sessions(context: Context) -> list[ExamSession]:
    return [session for session, state in sessions.listed(context) if state is SessionState.OPEN]


def _arrive(context: Context, ident: str, certificate: str, name: str) -> Arrived:
    signed = sessions.sign_in(context, ident, certificate, name)
    remaining = 0
    if signed.state.status in (Status.RUNNING, Status.PAUSED):
        row = next(r for r in sessions.room(context, ident) if r.sitting == signed.sitting)
        gone = 0
        if signed.state.status is Status.RUNNING:  # the time since the last sign of life counts
            gone = max(0, int((context.clock.now() - parse_iso(row.last_seen)).total_seconds()))
        remaining = max(0, row.remaining - gone)
    return Arrived(signed, remaining)
