"""What a log of events amounts to: answers, flags, time, incidents. A pure fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from jltrain.bank.question import Response
from jltrain.exam.events import GENESIS, Event, EventKind


class Status(StrEnum):
    """Where a sitting stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class SittingState:
    """The sitting after its last event. Times in milliseconds; `answers` holds no empty responses."""

    status: Status = Status.NOT_STARTED
    number: int = 0
    chain: str = GENESIS
    allowed: int = 0
    elapsed: int = 0
    last_at: str = ""
    started: str = ""
    submitted: str = ""
    submitted_by: str = ""
    answers: Mapping[str, Response] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    incidents: tuple[Event, ...] = ()


INCIDENTS: Final = frozenset(
    {
        EventKind.RESUMED,
        EventKind.PAUSED,
        EventKind.CONTINUED,
        EventKind.EXTENDED,
        EventKind.FOCUS_LOST,
        EventKind.CLOCK_JUMPED,
        EventKind.NOTED,
    }
)
"""Events that the sheet tells HR about."""


def fold(events: Iterable[Event], state: SittingState | None = None) -> SittingState:
    """The state after `events`, starting from `state`."""
    state = state or SittingState()
    answers = dict(state.answers)
    for event in events:
        state = _after(state, event, answers)
    return replace(state, answers=answers)


def _after(state: SittingState, event: Event, answers: dict[str, Response]) -> SittingState:
    state = replace(
        state,
        number=event.number,
        chain=event.chain,
        elapsed=max(state.elapsed, event.elapsed),
        last_at=event.at,
        incidents=(*state.incidents, event) if event.kind in INCIDENTS else state.incidents,
    )
    match event.kind:
        case EventKind.STARTED:
            return replace(state, status=Status.RUNNING, started=event.at, allowed=event.data["minutes"] * 60_000)
        case EventKind.ANSWERED:
            response = tuple(event.data["response"])
            if response:
                answers[event.data["key"]] = response
            else:
                answers.pop(event.data["key"], None)
        case EventKind.FLAGGED:
            return replace(state, flagged=state.flagged | {event.data["key"]})
        case EventKind.UNFLAGGED:
            return replace(state, flagged=state.flagged - {event.data["key"]})
        case EventKind.PAUSED:
            return replace(state, status=Status.PAUSED)
        case EventKind.CONTINUED:
            return replace(state, status=Status.RUNNING)
        case EventKind.EXTENDED:
            return replace(state, allowed=state.allowed + event.data["seconds"] * 1000)
        case EventKind.SUBMITTED:
            return replace(state, status=Status.SUBMITTED, submitted=event.at, submitted_by=event.data["by"])
    return state
