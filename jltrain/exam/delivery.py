"""Deliver a paper to one officer: a timed state machine over the append-only log.

The engine runs without a window. Each of its acts is one event, on the disk before the call returns;
whatever a screen shows as saved has gone through `answer`. Another process (the invigilator's window, a
command) may append to the same log; `tick` takes such events in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from jltrain.bank.question import BLANK, Item, Kind, Response
from jltrain.clock import Clock
from jltrain.errors import Refused
from jltrain.exam.events import AppendedElsewhere, EventKind, EventLog, Pulse, chained, check_chain
from jltrain.exam.order import Placed, arrange
from jltrain.exam.state import SittingState, Status, fold
from jltrain.exam.timing import PULSE_EVERY, Stopwatch, gap_since, later, warnings_between
from jltrain.i18n import N_
from jltrain.paper.paper import Paper


class AlreadySubmitted(Refused):
    template = N_("这份试卷已经交卷，不能再作答；如有疑问请联系监考员。")


class SittingPaused(Refused):
    template = N_("考试已由监考员暂停，请等待监考员恢复后再作答。")


class TakenOver(Refused):
    template = N_("您已在另一个窗口登录继续作答，本窗口不再保存答案；请回到新的窗口作答，或在本窗口退出后重新登录。")


class TimeIsUp(Refused):
    template = N_("考试时间已到，试卷已自动交卷。")


class BadResponse(Refused):
    template = N_("题目 {key} 的答案格式不对，没有保存，请重新作答。")


@dataclass(frozen=True, slots=True)
class Tick:
    """What a second brought: `remaining` milliseconds, warnings to show (remaining at which each is due),
    and the status after it."""

    remaining: int
    warnings: tuple[int, ...]
    status: Status


class Delivery:
    """One officer at one paper. `start` begins a sitting or takes it up again where its log ends."""

    def __init__(self, sitting_id: str, paper: Paper, log: EventLog, clock: Clock) -> None:
        self.sitting_id, self.paper = sitting_id, paper
        self._log, self._clock = log, clock
        events = log.events(sitting_id)
        check_chain(sitting_id, events)
        self.state: SittingState = fold(events)
        self.items: tuple[Placed, ...] = arrange(paper, sitting_id)
        self._by_key = {p.key: p for p in self.items}
        self._watch = Stopwatch(clock, self.state.elapsed, paused=True)
        self._last_remaining = 0
        self._jumped = 0
        self._taken_over = False
        self._last_pulse = -PULSE_EVERY

    def start(self) -> None:
        """Start, or resume after a break of any kind. A sitting whose time ran out meanwhile is submitted."""
        self._take_in()  # another window may have begun since this one was made
        while not self._begun():
            pass  # somebody else was faster with an event: look again where the sitting stands
        self._taken_over = False
        self._last_remaining = self.state.allowed
        self.tick()

    def _begun(self) -> bool:
        if self.state.status is Status.NOT_STARTED:
            self._watch = Stopwatch(self._clock, 0)
            return self._append(EventKind.STARTED, {"paper": self.paper.digest, "minutes": self.paper.minutes})
        return self.state.status is Status.SUBMITTED or self._resumed()

    def _resumed(self) -> bool:
        own = Pulse(self.state.last_at, self.state.elapsed)
        last = later(own, self._log.last_pulse(self.sitting_id)) or own
        paused = self.state.status is Status.PAUSED
        gap = gap_since(last, self._clock, paused=paused)
        self._watch = Stopwatch(self._clock, last.elapsed + gap.counted, paused=paused)
        if gap.jump and not self._append(EventKind.CLOCK_JUMPED, {"seconds": round(gap.jump / 1000)}):
            return False
        return self._append(EventKind.RESUMED, {"gap_ms": gap.counted})

    def remaining(self) -> int:
        """Milliseconds left, never below 0."""
        if self.state.status is Status.SUBMITTED:
            return 0
        return max(0, self.state.allowed - self._watch.elapsed())

    def answer(self, key: str, response: Response) -> None:
        """Save a response (() takes it back). When this returns it is on the disk.

        Raises TimeIsUp, AlreadySubmitted, SittingPaused, TakenOver or BadResponse; then nothing was saved.
        """
        self._must_run()
        response = _checked(self._by_key[key].item, key, response)
        while self.state.answers.get(key, ()) != response:
            if self._append(EventKind.ANSWERED, {"key": key, "response": list(response)}):
                return
            self._must_run()

    def flag(self, key: str, on: bool) -> None:
        """Mark an item to come back to, or take the mark off."""
        self._must_run()
        while (key in self.state.flagged) != on and key in self._by_key:
            if self._append(EventKind.FLAGGED if on else EventKind.UNFLAGGED, {"key": key}):
                return
            self._must_run()

    def focus_lost(self, seconds: int) -> None:
        """Note that the exam window was not in front for so long."""
        while self._may_write() and not self._append(EventKind.FOCUS_LOST, {"seconds": seconds}):
            pass

    def submit(self) -> None:
        """Hand in before time."""
        self._must_run()
        while not self._append(EventKind.SUBMITTED, {"by": "officer", "reason": ""}):
            self._must_run()

    def tick(self) -> Tick:
        """Call about once a second: takes in what others appended, warns, notices a set clock, ends in time.

        Raises TakenOver once the officer goes on in another window.
        """
        self._take_in()
        if self.state.status in (Status.NOT_STARTED, Status.SUBMITTED):
            return Tick(0, (), self.state.status)
        if self._taken_over:
            raise TakenOver
        self._jumped += self._watch.jump()
        if self._jumped and self._append(EventKind.CLOCK_JUMPED, {"seconds": round(self._jumped / 1000)}):
            self._jumped = 0
        remaining = self.remaining()
        if remaining == 0 and self.state.status is Status.RUNNING:
            if not self._append(EventKind.SUBMITTED, {"by": "time", "reason": ""}):
                return self.tick()  # what came first may have been more time
        elif self._watch.elapsed() - self._last_pulse >= PULSE_EVERY or self._watch.paused:
            self._pulse()
        due = warnings_between(self._last_remaining, remaining)
        self._last_remaining = remaining
        return Tick(remaining, due, self.state.status)

    def unanswered(self) -> tuple[Placed, ...]:
        """The items without an answer, in the order shown."""
        return tuple(p for p in self.items if p.key not in self.state.answers)

    def _must_run(self) -> None:
        self.tick()
        if self.state.status is Status.SUBMITTED:
            raise TimeIsUp if self.state.submitted_by == "time" else AlreadySubmitted
        if self.state.status is Status.PAUSED:
            raise SittingPaused

    def _may_write(self) -> bool:
        return self.state.status is Status.RUNNING and not self._taken_over

    def _append(self, kind: EventKind, data: Mapping[str, Any]) -> bool:
        """Append the event; False, and what came first taken in, when another process was faster."""
        state, sign = self.state, self._watch.pulse()
        elapsed = min(sign.elapsed, state.allowed) if state.allowed else 0
        event = chained(state.chain, state.number + 1, kind, sign.at, elapsed, data)
        try:
            self._log.append(self.sitting_id, event, sign)
        except AppendedElsewhere:
            self._take_in()
            return False
        self.state, self._last_pulse = fold((event,), state), sign.elapsed
        return True

    def _take_in(self) -> None:
        events = self._log.events(self.sitting_id, self.state.number)
        if not events:
            return
        check_chain(self.sitting_id, events, self.state.chain, self.state.number + 1)
        self.state = fold(events, self.state)
        self._taken_over |= any(e.kind in (EventKind.STARTED, EventKind.RESUMED) for e in events)
        if self.state.status is Status.PAUSED:
            self._watch.pause()
        elif self.state.status is Status.RUNNING:
            self._watch.go_on()

    def _pulse(self) -> None:
        pulse = self._watch.pulse()
        self._last_pulse = pulse.elapsed
        self._log.pulse(self.sitting_id, pulse)


_SURROGATE: Final = frozenset(map(chr, range(0xD800, 0xE000)))
"""Halves of characters, as a broken input method or terminal may leave them: no file can hold them."""


def _checked(item: Item, key: str, response: Response) -> Response:
    """The response in its one form. Raises BadResponse."""
    match item.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            fitting = len(response) == len(set(response)) and all(len(x) == 1 and "A" <= x <= "H" for x in response)
            fitting = fitting and all(ord(x) - ord("A") < len(item.options) for x in response)
            if item.kind is Kind.SINGLE:
                fitting = fitting and len(response) <= 1
            response = tuple(sorted(response))
        case Kind.JUDGE:
            fitting = response in ((), ("Y",), ("N",))
        case _:
            fitting = len(response) in (0, item.stem.count(BLANK)) and all(
                len(x) <= 500 and _SURROGATE.isdisjoint(x) for x in response
            )
            response = response if any(x.strip() for x in response) else ()
    if not fitting:
        raise BadResponse(key=key)
    return response
