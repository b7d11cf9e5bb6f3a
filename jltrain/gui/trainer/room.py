"""The room of a session: every officer's state, kept fresh, and what an invigilator can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QSplitter, QVBoxLayout, QWidget

from jltrain.app import sessions
from jltrain.app.sessions import SittingRow
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.exam.session import SessionState
from jltrain.exam.state import Status
from jltrain.gui.exam.words import clock_text, span_text
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.jobs import Jobs
from jltrain.gui.shell.table import Column
from jltrain.gui.trainer.act_dialog import Act, ActDialog, Order
from jltrain.gui.trainer.live import LiveTable
from jltrain.i18n import _
from jltrain.progress import Report

EVERY: Final = 2000
"""Milliseconds between two looks at the room."""
_SILENT: Final = 10
"""Seconds without a sign of life after which an officer's program counts as cut off."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of the room; `silent` seconds since the running program was last heard of."""

    row: SittingRow
    silent: int

    @property
    def status(self) -> str:
        """In words."""
        label = sessions.status_label(self.row.state.status)
        return (
            _("{status}（{span}无响应）").format(status=label, span=span_text(self.silent)) if self.cut_off else label
        )

    @property
    def cut_off(self) -> bool:
        return self.silent > _SILENT


class RoomView(QWidget):
    """Shows one session's room while it is on the screen. `changed`: somebody handed in, or was made to."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._ident, self._state = "", SessionState.PREPARED
        self.looking = False
        self.by = ""
        self._jobs = Jobs()  # its own, for the window shows that of others: nobody waits for a look at the room
        self.table, self.incidents, self.summary = _table(), QListWidget(), QLabel()
        self.buttons: dict[Act, QPushButton] = {}
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._selected())
        self._build()

    def enter(self, ident: str, state: SessionState) -> None:
        """Show another session's room ("" for none)."""
        if ident != self._ident:
            self.table.show_rows([])
            self.incidents.clear()
        self._ident, self._state = ident, state
        if ident and state is SessionState.OPEN:
            self._timer.start()
        else:
            self._timer.stop()
        self.look()

    def look(self) -> None:
        """Read the room as the log has it now, unless the last look is still under way."""
        ident = self._ident
        if not ident or self.looking or not self.isVisible():
            self._selected()
            return
        self.looking = True
        context = self._shell.context

        def work(_report: Report) -> tuple[Seat, ...]:
            return tuple(_seat(row, context.clock.now()) for row in sessions.room(context, ident))

        def done(seats: tuple[Seat, ...]) -> None:
            self.looking = False
            if ident == self._ident:
                self._show(seats)

        self._jobs.start(work, done, self._failed, "")

    def act(self, act: Act) -> None:
        """Ask for name and reason, then do it to everybody chosen."""
        seats = self.table.picked()
        if not seats:
            return
        names = _("、").join(seat.row.candidate.name for seat in seats)
        dialog = ActDialog(act, names, self.by, self)
        dialog.accepted.connect(lambda: self.carry_out(dialog.order(), seats))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def carry_out(self, order: Order, seats: list[Seat]) -> None:
        """Do it to each; those to whom it cannot be done are named."""
        self.by = order.by
        done, refused = 0, list[str]()
        for seat in seats:
            try:
                order.carry_out(sessions.invigilate(self._shell.context, seat.row.sitting))
                done += 1
            except JltrainError as error:
                refused.append(_("{name}：{reason}").format(name=seat.row.candidate.name, reason=error.sentence()))
        label = order.act.plain
        text = _("{act}：{count} 人。").format(act=label, count=done) if done else ""
        self._shell.tell(" ".join([text, *refused]).strip())
        self.look()
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._ident and self._state is SessionState.OPEN:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._jobs.stop()
        self.looking = False
        super().hideEvent(event)

    def _failed(self, error: Exception) -> None:
        self.looking = False
        self._timer.stop()
        self._shell.fail(error)

    def _show(self, seats: tuple[Seat, ...]) -> None:
        self.table.renew(seats)
        counts = [sum(seat.row.state.status is status for seat in seats) for status in Status]
        words = [f"{sessions.status_label(s)} {n}" for s, n in zip(Status, counts, strict=True)]
        self.summary.setText(_("考生 {count} 人：").format(count=len(seats)) + _("，").join(words))
        self._selected()

    def _selected(self) -> None:
        seats = self.table.picked()
        states = {seat.row.state.status for seat in seats}
        sitting = bool(states & {Status.RUNNING, Status.PAUSED}) and self._state is SessionState.OPEN
        allowed = {
            Act.PAUSE: Status.RUNNING in states and sitting,
            Act.GO_ON: Status.PAUSED in states and sitting,
            Act.EXTEND: sitting,
            Act.NOTE: sitting,
            Act.END: sitting,
        }
        for act, button in self.buttons.items():
            button.setEnabled(allowed[act])
        self._list_incidents(seats)

    def _list_incidents(self, seats: list[Seat]) -> None:
        if not seats:
            lines = [_("在上表选择一名考生，这里列出他的异常情况。")] if self.table.rows.rows else []
        else:
            found = sessions.incidents(seats[0].row.state)
            lines = [f"{beijing(parse_iso(at), '%H:%M:%S')}  {text}" for at, text in found]
            name = seats[0].row.candidate.name
            lines = lines or [_("{name}：没有异常情况。").format(name=name)]
        if lines != [self.incidents.item(n).text() for n in range(self.incidents.count())]:
            self.incidents.clear()
            self.incidents.addItems(lines)

    def _build(self) -> None:
        self.summary.setProperty("role", "muted")
        self.incidents.setWordWrap(True)
        self.incidents.setMinimumHeight(self.fontMetrics().height() * 2)
        self.incidents.setAccessibleName(_("异常情况"))
        self.summary.setWordWrap(True)
        for act in Act:
            button = QPushButton(act.label)
            button.setToolTip(act.meaning)
            if act is Act.END:
                button.setProperty("role", "danger")
            button.clicked.connect(lambda _on=False, act=act: self.act(act))
            self.buttons[act] = button
        row = Flow(self.fontMetrics().height() // 3, *self.buttons.values())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.incidents)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([4000, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(split, 1)
        column.addWidget(row)


def _seat(row: SittingRow, now: datetime) -> Seat:
    silent = 0
    if row.state.status is Status.RUNNING and row.last_seen:
        silent = max(0, int((now - parse_iso(row.last_seen)).total_seconds()))
    return Seat(row, silent)


def _left(seat: Seat) -> str:
    sitting = seat.row.state.status in (Status.RUNNING, Status.PAUSED)
    return clock_text(seat.row.remaining * 1000) if sitting else "—"


def _tone(seat: Seat) -> str:
    if seat.cut_off:
        return "bad"
    return {Status.PAUSED: "warn", Status.SUBMITTED: "good"}.get(seat.row.state.status, "")


def _table() -> LiveTable[Seat]:
    return LiveTable(
        _("考场"),
        (
            Column(_("姓名"), lambda s: s.row.candidate.name),
            Column(_("执法证号"), lambda s: s.row.candidate.certificate),
            Column(_("状态"), lambda s: s.status, tone=_tone),
            Column(
                _("已答"),
                lambda s: f"{len(s.row.state.answers)}/{s.row.items}",
                lambda s: len(s.row.state.answers),
                number=True,
            ),
            Column(_("剩余时间"), _left, lambda s: s.row.remaining, number=True),
            Column(_("标记"), lambda s: str(len(s.row.state.flagged)), lambda s: len(s.row.state.flagged), number=True),
            Column(
                _("异常"),
                lambda s: str(len(s.row.state.incidents)),
                lambda s: len(s.row.state.incidents),
                number=True,
                tone=lambda s: "warn" if s.row.state.incidents else "",
            ),
            Column(_("单位"), lambda s: s.row.candidate.unit),
        ),
        lambda s: s.row.sitting.id,
        empty=_("选择左边的场次，这里显示考场情况。"),
    )
