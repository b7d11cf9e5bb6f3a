"""The audit's look at collected files: what is kept against what the log says of each, and each sheet's result."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from sqlalchemy import Connection, func, select

from jltrain.ledger.bodies import SheetBody, payload_digest, read_sheet
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.result import NO_SIGNER, signer_from
from jltrain.sheet.payload import BadPayload
from jltrain.store import retelling
from jltrain.store.findings import GARBLED, Audit, Walk
from jltrain.store.paging import Row, few
from jltrain.store.register import NOT_STORED, STORED
from jltrain.store.tables import collected, result

_SETTLED = ("state", "counts_for")
"""How a result stands, which audittables.results_settled looks at."""


def sheets(connection: Connection, found: Audit, walk: Walk) -> None:
    """Each SHEET entry against the sheet that is kept, and against its result but for how that stands."""
    for some in retelling.sheets(connection):
        walk.on(len(some))
        rows: dict[str, dict[str, Any]] = {}
        for chunk in few([one.body.digest for one in some]):
            there = connection.execute(select(result).where(result.c.file_digest.in_(chunk)))
            rows |= {row.file_digest: dict(row._mapping) for row in there}
        for one in some:
            found.sheets += 1
            _sheet(found, one, rows.get(one.body.digest))
    stored = connection.execute(select(func.count()).select_from(collected).where(STORED)).scalar_one()
    if stored > found.sheets:
        found.fault("collected", stored - found.sheets, "extra")


def _sheet(found: Audit, one: retelling.Sheet, row: dict[str, Any] | None) -> None:
    digest = one.body.digest
    if one.row is None or one.payload is None:
        found.fault("collected", digest, "missing")
        return
    if _kept(one.row) != _told(one.entry, one.body) or payload_digest(one.payload) != one.body.payload:
        found.fault("collected", digest, "differs")
        return
    try:
        must = one.result().as_row()
    except BadPayload:
        found.fault("collected", digest, "unreadable")
        return
    if row is None:
        found.fault("result", digest, "missing")
    elif row | {name: must[name] for name in _SETTLED} != must:
        found.fault("result", digest, "differs")


def refused(connection: Connection, found: Audit, walk: Walk) -> None:
    """Each REFUSED entry against the row that tells of it."""
    for some in retelling.of_kind(connection, EntryKind.REFUSED):
        walk.on(len(some))
        found.refused += len(some)
        there: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
        for chunk in few(sorted({one.subject for one in some})):
            query = select(collected).where(collected.c.file_digest.in_(chunk), NOT_STORED)
            for row in connection.execute(query):
                there[row.file_digest].append(_kept(row))
        for one in some:
            if one.subject not in there:
                found.fault("collected", one.subject, "missing")
            elif _told(one, read_sheet(one)) not in there[one.subject]:
                found.fault("collected", one.subject, "differs")
    kept = connection.execute(select(func.count()).select_from(collected).where(NOT_STORED)).scalar_one()
    if kept > found.refused:
        found.fault("collected", kept - found.refused, "extra")


def _told(said: Entry, body: SheetBody) -> tuple[object, ...]:
    """What a row of `collected` has to hold."""
    reasons = [[reason.code, reason.text] for reason in body.reasons]
    return (body.file, body.outcome.value, body.number, said.at, reasons, body.signer)


def _kept(row: Row) -> tuple[object, ...]:
    """What it holds, () for nothing that can be read. Rows of before signers were kept have none."""
    try:
        signer = signer_from(orjson.loads(row.signer)) if row.signer else NO_SIGNER
        return (row.file, row.outcome, row.number, row.first_seen, orjson.loads(row.reasons), signer)
    except GARBLED:
        return ()
