"""The exam itself on the screen: asks the engine once a second what there is, and shows it.

Whatever the officer does goes to `exam.delivery` at once; "saved" is shown when its call has returned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.app.sessions import SignedIn
from jltrain.bank.question import Response
from jltrain.errors import JltrainError
from jltrain.exam.delivery import Delivery, Tick
from jltrain.exam.events import EventKind
from jltrain.exam.state import Status
from jltrain.exam.timing import WARNINGS
from jltrain.gui.exam.attention import Attention
from jltrain.gui.exam.keys import ExamKeys
from jltrain.gui.exam.paper_view import PaperView
from jltrain.gui.exam.saver import Saver
from jltrain.gui.exam.submit import SubmitDialog
from jltrain.i18n import _

SAVE_AFTER: Final = 800
"""Milliseconds without a key after which a blank is saved."""
_LAST: Final = 2000
"""Milliseconds before the end when typing is saved with each key."""
_RETRY_EVERY: Final = 5
"""Seconds between two attempts to save what could not be saved."""


class SittingView(QWidget):
    """One officer's paper, from `begin` to `finished`, which is emitted once, whoever handed in."""

    finished = Signal()

    def __init__(self, context: Context, signed: SignedIn, delivery: Delivery) -> None:
        """`delivery` is not started yet; `begin` starts it."""
        super().__init__()
        self._context, self.signed, self.delivery = context, signed, delivery
        self.saver = Saver(delivery)
        self.current = 0
        self._seen: frozenset[str] = frozenset()
        self._pictures: dict[str, tuple[Path, ...]] = {}
        self._allowed = self._seconds = 0
        self._ended = False
        self.dialog: SubmitDialog | None = None
        self.paper = PaperView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.paper)
        self.attention = Attention(context.clock, self)
        self._second = QTimer(self, interval=1000)
        self._typing = QTimer(self, interval=SAVE_AFTER, singleShot=True)
        self._keys = ExamKeys(
            self, self._letter, self.next, self.previous, self.clear, self.paper.question.setFocus, self.ask_submit
        )
        self._connect()

    def _connect(self) -> None:
        paper = self.paper
        self._second.timeout.connect(self.tick)
        self._typing.timeout.connect(self.save_typed)
        self.attention.came_back.connect(self._came_back)
        paper.question.chosen.connect(self._chosen)
        paper.question.typed.connect(self._typed)
        paper.question.left.connect(self.save_typed)
        paper.panel.asked.connect(self.go_to)
        paper.banner.retry.clicked.connect(self.retry)
        paper.previous.clicked.connect(self.previous)
        paper.next.clicked.connect(self.next)
        paper.flag.clicked.connect(self.flag)
        paper.clear.clicked.connect(self.clear)
        paper.hand_in.clicked.connect(self.ask_submit)

    def begin(self) -> None:
        """Start the paper, or take it up where its log ends. Raises what Delivery.start raises."""
        delivery, officer = self.delivery, self.signed.candidate
        delivery.start()
        self._allowed = delivery.state.allowed
        self.paper.top.introduce(self.signed.session.title, f"{officer.name}  {officer.certificate}  {officer.unit}")
        self.paper.top.show_taken_up(len(delivery.state.answers))
        self.paper.panel.build(delivery.items)
        waiting = delivery.unanswered()
        self.go_to(waiting[0].number - 1 if waiting else 0)
        self.attention.watch(True)
        self._second.start()
        remaining = delivery.remaining()
        self._show(Tick(remaining, (remaining,) if remaining <= WARNINGS[0] else (), delivery.state.status))

    @property
    def running(self) -> bool:
        """Whether the paper is out."""
        return not self._ended

    def tick(self) -> None:
        """What a second brings."""
        if self._ended:
            return
        self._seconds += 1
        if self.saver.waiting and self.delivery.remaining() <= _LAST:
            self.save_typed()
        try:
            tick = self.delivery.tick()
        except JltrainError as error:  # time goes on all the same, and so does the paper on this screen
            self.paper.banner.tell(error.sentence(), bad=True, retry=True)
            self._show_time(self.delivery.remaining())
            return
        self._show(tick)

    def _show(self, tick: Tick) -> None:
        if tick.status is Status.SUBMITTED:
            self._end()
            return
        self._show_time(tick.remaining)
        allowed = self.delivery.state.allowed
        if allowed > self._allowed:
            minutes, self._allowed = (allowed - self._allowed) // 60_000, allowed
            self.paper.banner.tell(_("监考员已为您延长考试时间 {minutes} 分钟。").format(minutes=minutes))
        elif tick.warnings:
            self._warn(tick.remaining)
        self._cover(tick.status is Status.PAUSED)
        if self.saver.trouble and tick.status is Status.RUNNING and self._seconds % _RETRY_EVERY == 0:
            self.retry()

    def _show_time(self, remaining: int) -> None:
        level = "urgent" if remaining <= WARNINGS[2] else "warn" if remaining <= WARNINGS[0] else ""
        self.paper.top.show_time(remaining, level)

    def _warn(self, remaining: int) -> None:
        minutes = -(-remaining // 60_000)
        if minutes <= 1:
            text = _("距考试结束不到 1 分钟，到时自动交卷，请抓紧检查。")
        else:
            text = _("距考试结束还有 {minutes} 分钟。").format(minutes=minutes)
        self.paper.banner.tell(text, bad=minutes <= 1)

    def _cover(self, on: bool) -> None:
        if on == self.paper.covered:
            return
        paused = [e for e in self.delivery.state.incidents if e.kind is EventKind.PAUSED]
        self.paper.cover(on, str(paused[-1].data.get("reason", "")) if on and paused else "")
        self._keys.enable(not on)
        if on and self.dialog is not None:
            self.dialog.reject()
        if not on:
            self.paper.question.setFocus()
            self.retry()

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._second.stop()
        self._typing.stop()
        self.attention.watch(False)
        if self.dialog is not None:
            self.dialog.reject()
        self.finished.emit()

    def _came_back(self, seconds: int) -> None:
        try:
            self.delivery.focus_lost(seconds)
        except JltrainError as error:
            self.paper.banner.tell(error.sentence(), bad=True)
            return
        if self.delivery.state.status is Status.RUNNING:
            self.paper.banner.tell(_("您离开考试窗口 {seconds} 秒，已记入考试记录。").format(seconds=seconds))

    def _chosen(self, response: Response) -> None:
        self._told(self.saver.save(self._key, response))

    def _typed(self, response: Response) -> None:
        self.saver.hold(self._key, response)
        self.paper.top.show_typing()
        if self.delivery.remaining() <= _LAST:
            self.save_typed()
        else:
            self._typing.start()

    def save_typed(self) -> None:
        """Save what was typed and any response that still waits."""
        self._typing.stop()
        if self.saver.waiting and not self._ended:
            self._told(self.saver.save_waiting())

    def retry(self) -> None:
        """Try again what the machine refused: saving, or just writing to the log."""
        if self.saver.waiting:
            self.save_typed()
        elif self.paper.banner.is_trouble:
            self.paper.banner.hide()
            self.tick()

    def _told(self, saved: bool) -> None:
        """Show how saving went, and what the engine learned while it was asked."""
        if saved:
            self.paper.top.show_saved(self._context.clock.now())
            if self.paper.banner.is_trouble:
                self.paper.banner.hide()
        else:
            self.paper.top.show_unsaved(len(self.saver.waiting))
            if self.saver.trouble is not None:
                self.paper.banner.tell(self.saver.trouble.sentence(), bad=True, retry=True)
        self._mark()
        if self.delivery.state.status is Status.SUBMITTED:
            self._end()
        else:
            self._cover(self.delivery.state.status is Status.PAUSED)

    def clear(self) -> None:
        """Take the answer to the item shown back."""
        self.paper.question.put(())
        self._chosen(())

    def flag(self) -> None:
        """Mark the item shown, or take the mark off."""
        try:
            self.delivery.flag(self._key, self._key not in self.delivery.state.flagged)
        except JltrainError as error:
            self.paper.banner.tell(error.sentence(), bad=True)
        self._mark()
        self.paper.show_flag(self._key in self.delivery.state.flagged)

    def _letter(self, name: str) -> None:
        """F is the sixth option where there is one, else the flag (Alt+F is it always)."""
        if name == "F" and len(self.delivery.items[self.current].letters) < 6:
            self.flag()
        else:
            self.paper.question.press(name)

    def go_to(self, index: int) -> None:
        """Show the item with this index, counted from 0."""
        if not 0 <= index < len(self.delivery.items):
            return
        if self._typing.isActive():
            self.save_typed()
        if self._ended:
            return
        placed = self.delivery.items[index]
        self.current = index
        self._seen |= {placed.key}
        shown = self.saver.shown(placed.key)
        self.paper.present(placed, shown, len(self.delivery.items), self._pictures_of(index))
        self.paper.show_flag(placed.key in self.delivery.state.flagged)
        self._mark()

    def next(self) -> None:
        """The item after this one."""
        self.go_to(self.current + 1)

    def previous(self) -> None:
        """The item before this one."""
        self.go_to(self.current - 1)

    def ask_submit(self) -> None:
        """Ask whether to hand in now. What is not saved would not be handed in, so that comes first."""
        self.save_typed()
        if self._ended or self.saver.waiting or self.dialog is not None:
            return
        flagged, total = len(self.delivery.state.flagged), len(self.delivery.items)
        self.dialog = SubmitDialog(self.delivery.unanswered(), flagged, total, self)
        self.dialog.confirmed.connect(self._submit)
        self.dialog.jump.connect(self.go_to)
        self.dialog.finished.connect(self._dialog_gone)
        self.dialog.open()
        self.dialog.activateWindow()

    def _dialog_gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _submit(self) -> None:
        try:
            self.delivery.submit()
        except JltrainError as error:
            self.paper.banner.tell(error.sentence(), bad=True)
        if self.delivery.state.status is Status.SUBMITTED:
            self._end()

    @property
    def _key(self) -> str:
        return self.delivery.items[self.current].key

    def _mark(self) -> None:
        self.paper.panel.mark(self.delivery.state, self._seen, self.current, self.saver.waiting)

    def _pictures_of(self, index: int) -> tuple[Path, ...]:
        question = self.delivery.items[index].entry.question
        if question.pictures and question.id not in self._pictures:
            self._pictures[question.id] = bank.pictures(self._context, question)
        return self._pictures.get(question.id, ())
