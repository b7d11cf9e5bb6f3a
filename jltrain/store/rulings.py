"""HR's rulings, which live in the log alone: which of them hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from jltrain.ledger.bodies import read_ruling, undone
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.ruling import Ruling, holding
from jltrain.store.paging import Row, few
from jltrain.store.tables import entry

_KINDS = (EntryKind.RULING.value, EntryKind.UNDO.value)


def entry_of(row: Row) -> Entry:
    """From a row of the entry table."""
    return Entry(row.number, EntryKind(row.kind), row.at, row.by, row.subject, row.body, row.chain)


def about(connection: Connection, subjects: Collection[str]) -> list[Entry]:
    """RULING and UNDO entries about these sheets (digests), in order."""
    found: list[Entry] = []
    for chunk in few(sorted(set(subjects))):
        query = select(entry).where(entry.c.subject.in_(chunk), entry.c.kind.in_(_KINDS)).order_by(entry.c.number)
        found += map(entry_of, connection.execute(query))
    return found


def everything(connection: Connection) -> list[Entry]:
    """All RULING and UNDO entries; HR rules on few sheets of many."""
    query = select(entry).where(entry.c.kind.in_(_KINDS)).order_by(entry.c.number)
    return [entry_of(row) for row in connection.execute(query)]


def held(connection: Connection, digests: Collection[str] | None = None) -> dict[str, Ruling]:
    """The ruling that holds for each of these sheets, or for every sheet ruled on."""
    return held_of(everything(connection) if digests is None else about(connection, digests))


def held_of(entries: Iterable[Entry]) -> dict[str, Ruling]:
    """The same from RULING and UNDO entries at hand."""
    given = list(entries)
    return holding([read_ruling(one) for one in given if one.kind is EntryKind.RULING], undone(given))
