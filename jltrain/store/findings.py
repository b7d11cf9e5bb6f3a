"""What an audit finds, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, func, select

from jltrain.progress import Report, Step
from jltrain.store.tables import entry, officer, result, standing

MOST = 100
"""Faults that are named; more are only counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`where`: the table; `subject` the entry's number, certificate number or digest; `code` says what is wrong:
    broken, missing, extra, differs, unreadable, garbled (the table as a whole)."""

    where: str
    subject: str
    code: str


@dataclass(slots=True)
class Audit:
    """What was found. `broken_at`: the first entry that does not follow from the one before it, 0 when all do.

    `link`: the chain value of the last entry, to be written down and compared; "" without entries or when broken.
    """

    entries: int = 0
    sheets: int = 0
    refused: int = 0
    officers: int = 0
    activities: int = 0
    plans: int = 0
    standings: int = 0
    broken_at: int = 0
    link: str = ""
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.fault_count == 0

    def fault(self, where: str, subject: object, code: str) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST:
            self.faults.append(Fault(where, str(subject), code))


GARBLED: Final = (ValueError, TypeError, KeyError, AttributeError)
"""What comes of values that this program never wrote: a file takes a text where a number belongs."""


class Walk:
    """Progress over all rows that are looked at, the log twice: once as a chain, once for what it says."""

    def __init__(self, connection: Connection, report: Report) -> None:
        self._report, self._done = report, 0
        tables = (entry, entry, result, officer, standing)
        self._total = sum(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables)

    def on(self, rows: int, text: str = "") -> None:
        self._done += rows
        self._report(Step(min(self._done, self._total), self._total, text))
