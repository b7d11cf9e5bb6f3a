"""考试场次: the sessions there are, a new one, opening and closing, and the room of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from jltrain.app import papers, sessions
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.exam.session import Candidate, ExamSession, SessionState
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.table import Column, refit
from jltrain.gui.trainer.live import LiveTable
from jltrain.gui.trainer.new_session import NewSessionDialog
from jltrain.gui.trainer.room import RoomView
from jltrain.i18n import _
from jltrain.progress import Report


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session and where it stands."""

    session: ExamSession
    state: SessionState


class SessionsPage(Page):
    """The page "sessions". Arguments of `arrive`: `paper` (a digest) begins a new session with it."""

    name = "sessions"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.dialog: NewSessionDialog | None = None
        self.table, self.room = sessions_table(), RoomView(shell)
        self.new_button = QPushButton(_("新建场次(&K)…"))
        self.open_button = QPushButton(_("开考(&O)"))
        self.close_button = QPushButton(_("结束考试(&E)"))
        self.results_button = QPushButton(_("成绩与成绩单(&R)"))
        self.new_button.setProperty("role", "primary")
        self.open_button.setProperty("role", "primary")
        self.close_button.setProperty("role", "danger")
        self._name = QLabel()
        self._build()
        self.table.chosen.connect(lambda _line: self._chosen())
        self.new_button.clicked.connect(lambda: self.new_session())
        self.open_button.clicked.connect(self.open)
        self.close_button.clicked.connect(self.finish)
        self.results_button.clicked.connect(self._results)

    def arrive(self, **arguments: object) -> None:
        """List the sessions; hand in for who ran out of time while his program was off."""
        self.reload()
        if paper := str(arguments.get("paper", "")):
            self.new_session(paper)

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def reload(self, wanted: str = "") -> None:
        """Read the list again and keep, or make, a choice."""

        def work(_report: Report) -> list[SessionLine]:
            lines = [SessionLine(*pair) for pair in sessions.listed(self.context)]
            for line in lines:
                if line.state is SessionState.OPEN:
                    sessions.finish_overdue(self.context, line.session.id)
            return lines

        def done(lines: list[SessionLine]) -> None:
            self.table.renew(lines)
            if (not wanted or not self.table.pick(wanted)) and self.table.row() is None and lines:
                self.table.selectRow(0)
            self._chosen()

        self.shell.run(work, done, _("正在读取考试场次…"))

    def new_session(self, paper: str = "") -> None:
        """Ask for a new session; without a paper there is none to make."""
        listed = papers.listed(self.context)
        if not listed:
            self.shell.tell(_("还没有试卷，请先组卷。"))
            self.shell.go("papers")
            return
        dialog = NewSessionDialog(self.shell, listed, paper, self)
        self.dialog = dialog
        dialog.made.connect(self._made)
        dialog.finished.connect(self._dialog_gone)

        def work(_report: Report) -> tuple[Candidate, ...]:
            return sessions.hr_candidates(self.context)

        self.shell.run(work, dialog.offer_officers, _("正在读取花名册…"))
        dialog.open()

    def open(self) -> None:
        """Let officers sign in to the session chosen."""
        line = self.table.row()
        if line is not None:
            self._do(lambda: sessions.open_session(self.context, line.session.id), _("已开考，考生可以登录。"))

    def finish(self) -> None:
        """End the session chosen, after asking."""
        line = self.table.row()
        question = _("结束考试后，考生不能再登录。确定结束“{title}”吗？")
        if line is not None and self.shell.ask(question.format(title=line.session.title), _("结束考试")):
            self._do(lambda: sessions.close_session(self.context, line.session.id), _("考试已结束。"))

    def _do(self, act: Callable[[], None], told: str) -> None:
        try:
            act()
        except JltrainError as error:
            self.shell.fail(error)
        else:
            self.shell.tell(told)
        self.reload()

    def _made(self, session: ExamSession) -> None:
        count = len(session.roster)
        self.shell.tell(_("已建立场次“{title}”，考生 {count} 人。").format(title=session.title, count=count))
        self.reload(session.id)

    def _dialog_gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _results(self) -> None:
        line = self.table.row()
        self.shell.go("results", session=line.session.id if line else "")

    def _chosen(self) -> None:
        line = self.table.row()
        self.open_button.setVisible(line is not None and line.state is SessionState.PREPARED)
        self.close_button.setVisible(line is not None and line.state is SessionState.OPEN)
        self.results_button.setVisible(line is not None)
        self._name.setText(f"{line.state.label}　{line.session.title}" if line else "")
        self._name.setToolTip(line.session.title if line else "")
        self.room.setVisible(line is not None)
        self.room.enter(line.session.id if line else "", line.state if line else SessionState.PREPARED)

    def _build(self) -> None:
        title = QLabel(_("考试场次"))
        title.setProperty("role", "title")
        self._name.setProperty("role", "subtitle")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.new_button)
        acts = QHBoxLayout()
        acts.addWidget(self._name, 1)
        for button in (self.open_button, self.close_button, self.results_button):
            acts.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.addLayout(acts)
        column.addWidget(self.room, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([3000, 7000])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        outer = QVBoxLayout(self)
        outer.addLayout(head)
        outer.addWidget(split, 1)


def sessions_table() -> LiveTable[SessionLine]:
    """An empty list of sessions."""
    tones = {SessionState.OPEN: "good", SessionState.PREPARED: "warn"}
    return LiveTable(
        _("考试场次"),
        (
            Column(_("状态"), lambda s: s.state.label, tone=lambda s: tones.get(s.state, "")),
            Column(_("场次"), lambda s: s.session.title, widest=12),
            Column(_("考生"), lambda s: str(len(s.session.roster)), lambda s: len(s.session.roster), number=True),
            Column(_("建立时间"), lambda s: beijing(parse_iso(s.session.created)), lambda s: s.session.created),
        ),
        lambda s: s.session.id,
        empty=_("还没有考试场次。点右上角“新建场次”。"),
    )
