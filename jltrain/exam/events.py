"""What happened in a sitting, one event after the other, each bound to the one before by its digest.

The log is the exam: state, remaining time and result are computed from it and nothing in it is ever
rewritten. `elapsed` is exam time used, in milliseconds, by the officer's own running clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol

import orjson

from jltrain.errors import BadInput
from jltrain.i18n import N_

GENESIS: Final = "0" * 64


class EventKind(StrEnum):
    """Every kind of event and the fields of its `data`."""

    STARTED = "started"  # paper, minutes
    RESUMED = "resumed"  # gap_ms: wall time since the last sign of life
    ANSWERED = "answered"  # key, response ([] takes an answer back)
    FLAGGED = "flagged"  # key
    UNFLAGGED = "unflagged"  # key
    PAUSED = "paused"  # by, reason
    CONTINUED = "continued"  # by
    EXTENDED = "extended"  # by, reason, seconds
    FOCUS_LOST = "focus_lost"  # seconds
    CLOCK_JUMPED = "clock_jumped"  # seconds: how far the wall clock is off what the ticks say
    NOTED = "noted"  # by, text
    SUBMITTED = "submitted"  # by: officer | time | invigilator; reason


@dataclass(frozen=True, slots=True)
class Event:
    """`number` counts from 1, `at` is wall time (UTC ISO), `chain` = SHA-256(previous chain + this event)."""

    number: int
    kind: EventKind
    at: str
    elapsed: int
    data: Mapping[str, Any]
    chain: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last sign of life of a sitting, no part of the record: wall time and time used.

    `ticks` is the clock's, and means something only to a clock of the same `boot`.
    """

    at: str
    elapsed: int
    boot: str = ""
    ticks: float = 0.0


class LogBroken(BadInput):
    template = N_("考试记录 {sitting} 第 {number} 条与前后不符，可能被改动过；请保留现场并联系管理员，不要继续使用。")


class AppendedElsewhere(Exception):
    """Another process has appended to the same log first."""


class EventLog(Protocol):
    """Where events live. When `append` returns, the event is on the disk."""

    def append(self, sitting_id: str, event: Event, sign: Pulse) -> None:
        """Add the event and, with it or not at all, the sign of life. Raises AppendedElsewhere when its number is
        taken."""

    def events(self, sitting_id: str, after: int = 0) -> Sequence[Event]:
        """All events with a number above `after`, in order."""

    def pulse(self, sitting_id: str, sign: Pulse) -> None:
        """Replace the last sign of life."""

    def last_pulse(self, sitting_id: str) -> Pulse | None:
        """The last sign of life."""


def chained(previous: str, number: int, kind: EventKind, at: str, elapsed: int, data: Mapping[str, Any]) -> Event:
    """The event with its chain digest."""
    return Event(number, kind, at, elapsed, data, _link(previous, number, kind, at, elapsed, data))


def _link(previous: str, number: int, kind: EventKind, at: str, elapsed: int, data: Mapping[str, Any]) -> str:
    body = orjson.dumps([previous, number, kind.value, at, elapsed, dict(data)], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(body).hexdigest()


def check_chain(sitting_id: str, events: Sequence[Event], previous: str = GENESIS, start: int = 1) -> str:
    """The last chain digest of an unbroken log. Raises LogBroken at the first event that does not fit."""
    for number, event in enumerate(events, start):
        link = _link(previous, event.number, event.kind, event.at, event.elapsed, event.data)
        if event.number != number or event.chain != link:
            raise LogBroken(sitting=sitting_id, number=number)
        previous = event.chain
    return previous
