"""Entering what a collection met: each batch is decided and written in one transaction, so that nothing is half in.

Whoever writes to the ledger takes its lock first and decides on what he reads then; so each sheet is entered once,
however many people collect the same folder at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, insert, select

from jltrain.clock import iso
from jltrain.ledger.bodies import SheetBody, payload_digest, sheet_body
from jltrain.ledger.entry import EntryKind, NewEntry
from jltrain.ledger.identity import tidy_certificate
from jltrain.ledger.member import Member
from jltrain.ledger.outcome import Arrival, Outcome, Placed, place
from jltrain.ledger.result import Result
from jltrain.sheet.payload import to_json
from jltrain.store import chain, people, results, rulings, standings
from jltrain.store.database import Database
from jltrain.store.lines import CollectedLine, line_of
from jltrain.store.paging import few
from jltrain.store.register import NOT_STORED, STORED
from jltrain.store.tables import collected, result


@dataclass(frozen=True, slots=True)
class Collecting:
    """Writes arrivals into the ledger."""

    database: Database

    def known(self, digests: Sequence[str]) -> set[str]:
        """Those of these files that are sheets of the ledger."""
        found: set[str] = set()
        with self.database.read() as connection:
            for chunk in few(digests):
                query = select(collected.c.file_digest).where(collected.c.file_digest.in_(chunk), STORED)
                found |= set(connection.execute(query).scalars())
        return found

    def take(
        self, arrivals: Sequence[Arrival], at: datetime, by: str, plans: standings.Plans
    ) -> tuple[CollectedLine, ...]:
        """Decide on each file in turn and write what there is to write; their lines, in order."""
        if not arrivals:
            return ()
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            return _taken(connection, arrivals, at, by, plans)


@dataclass(slots=True)
class _Written:
    """An arrival, what becomes of it, and the number of its entry (0: none)."""

    arrival: Arrival
    placed: Placed
    payload: bytes = b""
    number: int = 0

    @property
    def kind(self) -> EntryKind:
        return EntryKind.SHEET if self.placed.outcome.stored else EntryKind.REFUSED


def _taken(
    connection: Connection, arrivals: Sequence[Arrival], at: datetime, by: str, plans: standings.Plans
) -> tuple[CollectedLine, ...]:
    decided, moved = _decided(connection, arrivals)
    told = _refusals(connection, decided)
    news = []
    for one in decided:
        key = (one.arrival.digest, _codes(one.placed))
        if one.placed.outcome is Outcome.DUPLICATE or (not one.placed.outcome.stored and key in told):
            continue
        if not one.placed.outcome.stored:
            told.add(key)
        news.append(one)
    _write(connection, news, at, by)
    results.put_states(connection, [after for _before, after in moved])
    fresh = [one.placed.result for one in news if one.placed.result]
    touched = [*fresh, *(row for pair in moved for row in pair)]
    standings.renew(connection, results.owners(touched), plans, {row.day.year for row in touched})
    return tuple(
        line_of(o.arrival.file, o.arrival.digest, o.placed.outcome, o.placed.reasons, at, o.number, o.placed.result)
        for o in decided
    )


def _decided(connection: Connection, arrivals: Sequence[Arrival]) -> tuple[list[_Written], list[tuple[Result, Result]]]:
    """What becomes of each, one after the other; and (before, after) of the stored sheets that this changes."""
    sheets = [a.payload for a in arrivals if a.payload]
    stored = results.siblings(
        connection, [a.digest for a in arrivals], [p.number for p in sheets], [p.sitting_id for p in sheets]
    )
    held = rulings.held(connection, stored.keys())
    numbers = {tidy_certificate(p.officer.certificate) for p in sheets}
    numbers |= {row.certificate for row in stored.values()} | {one.certificate for one in held.values()}
    officers = people.by_number(connection, numbers)
    namesakes = _namesakes(connection, arrivals, officers)
    shelf = _Shelf(stored)
    decided: list[_Written] = []
    for arrival in arrivals:
        placed = place(arrival, officers.get, shelf.siblings(arrival), held, namesakes)
        shelf.put(placed)
        decided.append(_Written(arrival, placed))
    for one in decided:  # a later file of the batch may have changed how an earlier one stands
        if one.placed.result:
            now = shelf.rows[one.arrival.digest]
            one.placed = Placed(one.placed.outcome, one.placed.reasons, now, ())
            one.payload = to_json(one.arrival.payload) if one.arrival.payload else b""
    moved = [(row, shelf.rows[digest]) for digest, row in stored.items() if shelf.rows[digest] != row]
    return decided, moved


class _Shelf:
    """Stored sheets and those of this batch, found by digest, number and sitting."""

    def __init__(self, stored: dict[str, Result]) -> None:
        self.rows: dict[str, Result] = {}
        self._by: dict[str, set[str]] = {}
        for row in stored.values():
            self._add(row)

    def _add(self, row: Result) -> None:
        self.rows[row.file_digest] = row
        for key in (f"d{row.file_digest}", f"n{row.number}", f"s{row.sitting_id}"):
            self._by.setdefault(key, set()).add(row.file_digest)

    def siblings(self, arrival: Arrival) -> list[Result]:
        keys = [f"d{arrival.digest}"]
        if arrival.payload:
            keys += [f"n{arrival.payload.number}", f"s{arrival.payload.sitting_id}"]
        digests = set().union(*(self._by.get(key, ()) for key in keys))
        return [self.rows[digest] for digest in sorted(digests)]

    def put(self, placed: Placed) -> None:
        for row in (*placed.changed, *([placed.result] if placed.result else [])):
            self._add(row)


def _namesakes(
    connection: Connection, arrivals: Sequence[Arrival], officers: dict[str, Member]
) -> Callable[[str], Sequence[Member]]:
    """Asked once for all names of the batch that need it."""
    names = {
        a.payload.officer.name
        for a in arrivals
        if a.payload
        and ((who := officers.get(tidy_certificate(a.payload.officer.certificate))) is None
             or not who.bears(a.payload.officer.name))
    }  # fmt: skip
    found = people.namesakes(connection, names) if names else {}
    return lambda name: found.get(name, ())


def _codes(placed: Placed) -> tuple[str, ...]:
    return tuple(reason.code for reason in placed.reasons)


def _refusals(connection: Connection, decided: Sequence[_Written]) -> set[tuple[str, tuple[str, ...]]]:
    """(digest, codes) of refusals that are written down already."""
    digests = [one.arrival.digest for one in decided if one.placed.outcome is Outcome.REFUSED]
    found: set[tuple[str, tuple[str, ...]]] = set()
    for chunk in few(digests):
        query = select(collected.c.file_digest, collected.c.reasons).where(
            collected.c.file_digest.in_(chunk), NOT_STORED
        )
        for row in connection.execute(query):
            found.add((row.file_digest, tuple(code for code, _text in orjson.loads(row.reasons))))
    return found


def _write(connection: Connection, news: Sequence[_Written], at: datetime, by: str) -> None:
    """The rows of `collected`, the entries, and the results."""
    if not news:
        return
    moment = iso(at)
    entries, rows = [], []
    for one in news:
        sheet = one.placed.result
        number, signer = (sheet.number, one.arrival.signer) if sheet else ("", one.arrival.signer)
        body = SheetBody(
            one.arrival.file,
            one.arrival.digest,
            one.placed.outcome,
            one.placed.reasons,
            number,
            payload_digest(one.payload),
            signer,
        )
        entries.append(NewEntry(one.kind, moment, by, one.arrival.digest, sheet_body(body)))
        rows.append(
            {
                "file_digest": one.arrival.digest,
                "file": one.arrival.file,
                "outcome": one.placed.outcome.value,
                "stored": one.placed.outcome.stored,
                "reasons": orjson.dumps([[r.code, r.text] for r in one.placed.reasons]),
                "number": number,
                "payload": one.payload,
                "first_seen": moment,
                "signer": orjson.dumps(signer.as_record()),
            }
        )
    connection.execute(insert(collected), rows)
    numbers = chain.append(connection, entries)
    sheets = []
    for one, entry_number in zip(news, numbers, strict=True):
        one.number = entry_number
        if one.placed.result:
            sheets.append(one.placed.result.as_row() | {"entry": one.number})
    if sheets:
        connection.execute(insert(result), sheets)
