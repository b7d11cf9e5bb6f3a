"""What the plain tables have to hold, told anew from the log and the collected sheets, piece by piece.

The audit compares it with what they hold; a rebuild writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from jltrain.ledger.activity import Activity
from jltrain.ledger.bodies import SheetBody, read_activity, read_officer, read_sheet, read_undo
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.member import Member
from jltrain.ledger.outcome import settle
from jltrain.ledger.result import Result, result_row
from jltrain.sheet.payload import from_json
from jltrain.store import people, results, rulings
from jltrain.store.paging import Row
from jltrain.store.register import STORED
from jltrain.store.rulings import entry_of
from jltrain.store.tables import collected, entry, result

CHUNK = 1_000


def of_kind(connection: Connection, kind: EntryKind) -> Iterator[list[Entry]]:
    """All entries of a kind, in order, some at a time."""
    after = 0
    query = select(entry).where(entry.c.kind == kind.value).order_by(entry.c.number).limit(CHUNK)
    while rows := connection.execute(query.where(entry.c.number > after)).all():
        yield [entry_of(row) for row in rows]
        after = rows[-1].number


def officers(connection: Connection) -> Iterator[list[Member]]:
    """Everybody whom the newest entry about his number left in the roster, by number."""
    after = ""
    newest = select(entry.c.subject, func.max(entry.c.number).label("number")).where(
        entry.c.kind == EntryKind.OFFICER.value
    )
    while True:
        last = newest.where(entry.c.subject > after).group_by(entry.c.subject).order_by(entry.c.subject).limit(CHUNK)
        found = last.subquery()
        query = select(entry).join(found, entry.c.number == found.c.number).order_by(entry.c.subject)
        rows = connection.execute(query).all()
        if not rows:
            return
        said = [read_officer(entry_of(row)).after for row in rows]
        yield [member for member in said if member is not None]
        after = rows[-1].subject


@dataclass(frozen=True, slots=True)
class Sheet:
    """A SHEET entry with what is kept of its sheet: None when there is nothing, `payload` its bytes."""

    entry: Entry
    body: SheetBody
    payload: bytes | None
    row: Row | None

    def result(self) -> Result:
        """Its row, not yet settled. Raises BadPayload."""
        return result_row(from_json(self.payload or b""), self.body.digest, self.body.signer, self.entry.number)


def sheets(connection: Connection) -> Iterator[list[Sheet]]:
    """All accepted sheets in the order of their entries."""
    for entries in of_kind(connection, EntryKind.SHEET):
        kept: dict[str, Row] = {}
        for chunk in _few(entries):
            query = select(collected).where(collected.c.file_digest.in_([e.subject for e in chunk]), STORED)
            kept |= {row.file_digest: row for row in connection.execute(query)}
        yield [_sheet(one, kept.get(one.subject)) for one in entries]


def _sheet(one: Entry, row: Row | None) -> Sheet:
    return Sheet(one, read_sheet(one), row.payload if row else None, row)


def _few(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    for start in range(0, len(entries), 500):
        yield entries[start : start + 500]


def settled(connection: Connection) -> Iterator[tuple[list[Result], tuple[Result, ...]]]:
    """(As they are, as they have to be): the results of some sittings at a time, by the officers and rulings of now."""
    after = ""
    held = rulings.held(connection)
    query = select(result.c.sitting_id).distinct().order_by(result.c.sitting_id).limit(CHUNK)
    while sittings := list(connection.execute(query.where(result.c.sitting_id > after)).scalars()):
        before = results.of_sittings(connection, sittings)
        mine = {r.file_digest: held[r.file_digest] for r in before if r.file_digest in held}
        numbers = {r.certificate for r in before} | {one.certificate for one in mine.values()}
        owners = people.by_number(connection, numbers)
        yield before, settle(before, owners.get, mine)
        after = sittings[-1]


def activities(connection: Connection) -> Iterator[list[tuple[Activity, bool]]]:
    """All activities in the order of their entries, with whether they were undone."""
    gone = {read_undo(one).entry for some in of_kind(connection, EntryKind.UNDO) for one in some}
    for entries in of_kind(connection, EntryKind.ACTIVITY):
        yield [(read_activity(one), one.number in gone) for one in entries]
