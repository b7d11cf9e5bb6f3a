"""What an invigilator may do to a sitting: pause, go on, give time, note, end it. Each is an event with a
name and, where it changes the officer's lot, a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jltrain.clock import Clock, iso
from jltrain.errors import Refused
from jltrain.exam.events import AppendedElsewhere, EventKind, EventLog, Pulse, chained, check_chain
from jltrain.exam.state import SittingState, Status, fold
from jltrain.exam.timing import gap_since, later
from jltrain.i18n import N_


class ReasonNeeded(Refused):
    template = N_("请填写监考员姓名和原因后再操作，它们会记入考试记录。")


class NotPossible(Refused):
    template = N_("这名考生当前的状态不能进行该操作，请刷新考场列表后再试。")


class BadExtension(Refused):
    template = N_("延长时间应在 1 到 240 分钟之间，请重新填写。")


class Invigilation:
    """Acts on one sitting from outside its delivery. Raises NotPossible where the state forbids the act."""

    def __init__(self, sitting_id: str, log: EventLog, clock: Clock) -> None:
        self._sitting_id, self._log, self._clock = sitting_id, log, clock

    def pause(self, by: str, reason: str) -> None:
        """Stop the officer's clock."""
        self._act(EventKind.PAUSED, {"by": by, "reason": reason}, {Status.RUNNING})

    def go_on(self, by: str) -> None:
        """Let the officer's clock run again."""
        self._act(EventKind.CONTINUED, {"by": by, "reason": "—"}, {Status.PAUSED})

    def extend(self, by: str, reason: str, minutes: int) -> None:
        """Give `minutes` more. The start is not touched."""
        if not 1 <= minutes <= 240:
            raise BadExtension
        data = {"by": by, "reason": reason, "seconds": minutes * 60}
        self._act(EventKind.EXTENDED, data, {Status.RUNNING, Status.PAUSED})

    def note(self, by: str, text: str) -> None:
        """Put a remark into the record."""
        self._act(EventKind.NOTED, {"by": by, "reason": text}, {Status.RUNNING, Status.PAUSED})

    def end(self, by: str, reason: str) -> None:
        """Hand in for the officer: he left, or was sent out."""
        data = {"by": "invigilator", "name": by, "reason": reason}
        self._act(EventKind.SUBMITTED, data, {Status.RUNNING, Status.PAUSED})

    def _act(self, kind: EventKind, data: Mapping[str, Any], allowed: set[Status]) -> None:
        if not data["by"].strip() or not data["reason"].strip():
            raise ReasonNeeded
        while True:
            events = self._log.events(self._sitting_id)
            check_chain(self._sitting_id, events)
            state: SittingState = fold(events)
            if state.status not in allowed:
                raise NotPossible
            sign = self._sign(state)
            event = chained(state.chain, state.number + 1, kind, sign.at, sign.elapsed, data)
            try:
                self._log.append(self._sitting_id, event, sign)
            except AppendedElsewhere:
                continue
            return

    def _sign(self, state: SittingState) -> Pulse:
        """A sign of life for an officer whose program may be off: his time has run until now all the same."""
        own = Pulse(state.last_at, state.elapsed)
        last = later(own, self._log.last_pulse(self._sitting_id)) or own
        gap = gap_since(last, self._clock, paused=state.status is Status.PAUSED)
        elapsed = max(state.elapsed, min(last.elapsed + gap.counted, state.allowed))
        return Pulse(iso(self._clock.now()), elapsed, self._clock.boot(), self._clock.ticks())
