"""Append to the ledger's chain: one process after the other, gapless numbers from 1, each entry linked to the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, select

from jltrain.ledger.entry import GENESIS, Entry, EntryKind, NewEntry, linked
from jltrain.store import bulk
from jltrain.store.locks import serialise
from jltrain.store.tables import entry

LEDGER: Final = "ledger"
"""The lock of whoever writes to the ledger: take it before reading what decides what is written."""
_CHUNK: Final = 5_000


def append(connection: Connection, entries: Sequence[NewEntry]) -> list[int]:
    """Add entries to the end, within the `write()` at hand; their numbers, in order."""
    if not entries:
        return []
    serialise(connection, LEDGER)
    before, chain = last(connection)
    rows: list[dict[str, object]] = []
    for number, new in enumerate(entries, before + 1):
        made = linked(chain, number, new)
        chain = made.chain
        rows.append(
            {
                "number": number,
                "kind": new.kind.value,
                "at": new.at,
                "by": new.by,
                "subject": new.subject,
                "body": new.body,
                "chain": chain,
            }
        )
    bulk.add(connection, entry, rows)
    return list(range(before + 1, before + len(rows) + 1))


def last(connection: Connection) -> tuple[int, str]:
    """The number and the link of the last entry; (0, GENESIS) where there is none."""
    query = select(entry.c.number, entry.c.chain).order_by(entry.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.number, row.chain) if row else (0, GENESIS)


def entries(connection: Connection, after: int = 0) -> Iterator[Entry]:
    """All entries with a number above `after`, in order, a few thousand in memory at a time."""
    query = select(entry).order_by(entry.c.number).limit(_CHUNK)
    while rows := connection.execute(query.where(entry.c.number > after)).all():
        for r in rows:
            yield Entry(r.number, EntryKind(r.kind), r.at, r.by, r.subject, r.body, r.chain)
        after = rows[-1].number
