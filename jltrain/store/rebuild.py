"""Officers, results and activities made anew from the log, for tables that somebody else has written in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, insert, select

from jltrain.progress import Report, silent
from jltrain.store import chain, people, results, retelling
from jltrain.store.database import Database
from jltrain.store.findings import Walk
from jltrain.store.tables import (
    activity,
    entry,
    former_number,
    officer,
    result,
    roster_import,
    standing,
    standing_of,
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Rows that were written anew. Standings are made when somebody asks."""

    officers: int
    results: int
    activities: int


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """Writes the plain tables anew."""

    database: Database

    def rebuild(self, report: Report = silent) -> Rebuilt:
        """Make officers, results and activities anew from the log; all or nothing. Entries and sheets are not touched."""
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            walk = Walk(connection, report)
            for table in (standing, standing_of, result, activity, former_number, officer):
                connection.execute(delete(table))
            return Rebuilt(
                _rebuild_officers(connection, walk),
                _rebuild_results(connection, walk),
                _rebuild_activities(connection, walk),
            )


def _rebuild_officers(connection: Connection, walk: Walk) -> int:
    key = connection.execute(select(func.max(roster_import.c.id))).scalar()
    count = 0
    for some in retelling.officers(connection):
        if some and key is None:  # never so with a ledger that this program wrote
            at = connection.execute(select(func.max(entry.c.at))).scalar_one()
            made = connection.execute(insert(roster_import).values(source="", at=at, people=0)).inserted_primary_key
            key = made[0] if made else 0
        people.put(connection, some, int(key or 0))
        count += len(some)
        walk.on(len(some))
    return count


def _rebuild_results(connection: Connection, walk: Walk) -> int:
    count = 0
    for some in retelling.sheets(connection):
        rows = [one.result().as_row() for one in some]
        connection.execute(insert(result), rows)
        count += len(rows)
        walk.on(len(rows))
    for before, after in retelling.settled(connection):
        results.put_states(connection, [must for row, must in zip(before, after, strict=True) if row != must])
        walk.on(len(before))
    return count


def _rebuild_activities(connection: Connection, walk: Walk) -> int:
    count = 0
    for some in retelling.activities(connection):
        connection.execute(insert(activity), [replace(made, undone=gone).as_row() for made, gone in some])
        count += len(some)
        walk.on(len(some))
    return count
