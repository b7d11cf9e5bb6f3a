"""Rotation plans, which live in the log alone: every PC on the database has the same one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from jltrain.ledger.bodies import PlanBody, plan_body, read_plan_body
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.entry import Entry, EntryKind, NewEntry
from jltrain.store import chain
from jltrain.store.database import Database
from jltrain.store.rulings import entry_of
from jltrain.store.tables import entry


@dataclass(frozen=True, slots=True)
class PlanBook:
    """Reads and writes PLAN entries. Somebody sets one a few times in a cycle, so that all of them are read at once."""

    database: Database

    def history(self) -> tuple[Entry, ...]:
        """Every PLAN entry, in order."""
        with self.database.read() as connection:
            return _all(connection)

    def put(self, cycle: Cycle, body: PlanBody, at: str, by: str) -> bool:
        """Let this plan (or none) hold for the cycle from now on; False when it does already."""
        subject, written = str(cycle.first_year), plan_body(body)
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            before = [one for one in _all(connection) if one.subject == subject]
            if before and before[-1].body == written:
                return False
            chain.append(connection, [NewEntry(EntryKind.PLAN, at, by, subject, written)])
        return True

    def drop(self, fallback: Cycle, at: str, by: str) -> int:
        """Let no plan hold for any cycle: an entry for each that has one; where none has and `fallback` has no entry,
        one for that. How many were written."""
        nothing = plan_body(PlanBody("", ""))
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            newest = {one.subject: one for one in _all(connection)}
            held = [subject for subject, one in sorted(newest.items()) if read_plan_body(one).text]
            if not held and str(fallback.first_year) not in newest:
                held = [str(fallback.first_year)]
            chain.append(connection, [NewEntry(EntryKind.PLAN, at, by, subject, nothing) for subject in held])
        return len(held)


def _all(connection: Connection) -> tuple[Entry, ...]:
    query = select(entry).where(entry.c.kind == EntryKind.PLAN.value).order_by(entry.c.number)
    return tuple(map(entry_of, connection.execute(query)))
