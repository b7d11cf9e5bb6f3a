"""Lines of the register as values: one for each file that was looked at, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jltrain.ledger.entry import Entry
from jltrain.ledger.outcome import CollectReason, Outcome
from jltrain.ledger.result import Result, Signer, State
from jltrain.sheet.payload import Payload


@dataclass(frozen=True, slots=True)
class CollectedLine:
    """A file and what became of it, small: a province's stick holds tens of thousands.

    `outcome` and `reasons` are those of the first day; `state` and `counts_for` (certificate number) say how the sheet
    stands now, None and "" when it is not stored. Texts are "", numbers 0 when it was refused. `entry`: its number in
    the log, 0 when nothing was written (a duplicate).
    """

    file: str
    digest: str
    outcome: Outcome
    reasons: tuple[CollectReason, ...]
    first_seen: datetime
    entry: int = 0
    state: State | None = None
    counts_for: str = ""
    number: str = ""
    version: int = 0
    name: str = ""
    certificate: str = ""
    unit: str = ""
    session_title: str = ""
    day: date | None = None
    halves: int = 0
    full_halves: int = 0
    passed: bool = False

    @property
    def waiting(self) -> bool:
        """Whether the sheet waits for HR or for the roster."""
        return self.state in (State.NAME_DIFFERS, State.UNKNOWN_OFFICER)


def line_of(
    file: str,
    digest: str,
    outcome: Outcome,
    reasons: Sequence[CollectReason],
    first_seen: datetime,
    number: int = 0,
    row: Result | None = None,
) -> CollectedLine:
    """A line from its parts; `row` when the sheet is stored."""
    if row is None:
        return CollectedLine(file, digest, outcome, tuple(reasons), first_seen, number)
    return CollectedLine(
        file,
        digest,
        outcome,
        tuple(reasons),
        first_seen,
        number or row.entry,
        row.state,
        row.counts_for,
        row.number,
        row.version,
        row.name,
        row.certificate,
        row.unit,
        row.session_title,
        row.day,
        row.halves,
        row.full_halves,
        row.passed,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: all when nothing is said; else stored sheets in these states and, with `refused`, refused files.

    `certificate`: sheets that bear this number or count for it.
    """

    words: str = ""
    states: tuple[State, ...] = ()
    refused: bool = False
    certificate: str = ""


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """How many sheets are in each state, and how many refused files were written down."""

    states: dict[State, int]
    refused: int

    @property
    def total(self) -> int:
        return sum(self.states.values()) + self.refused


@dataclass(frozen=True, slots=True)
class Held:
    """All that the database has of one file. `about`: RULING and UNDO entries on it."""

    line: CollectedLine
    entry: Entry
    payload: Payload | None
    result: Result | None
    signer: Signer
    versions: tuple[CollectedLine, ...]
    about: tuple[Entry, ...]
