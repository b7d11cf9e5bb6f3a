"""The register: every file that was ever looked at, as written down on the first day and as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, func, select, text, union_all

from jltrain.clock import parse_iso
from jltrain.ledger.bodies import SheetBody, read_sheet
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.result import Result, State, result_from_row, signer_from
from jltrain.sheet.payload import Payload, from_json
from jltrain.store.database import Database
from jltrain.store.lines import EVERYTHING, CollectedLine, Held, RegisterCounts, Wanted, line_of
from jltrain.store.paging import Page, few, holds_words
from jltrain.store.rulings import about, entry_of
from jltrain.store.tables import collected, entry, result

STORED = text("collected.stored")
NOT_STORED = text("NOT collected.stored")
"""As the partial indexes say it, so that SQLite uses them."""
_FILES = (EntryKind.SHEET.value, EntryKind.REFUSED.value)


@dataclass(frozen=True, slots=True)
class Register:
    """Reads the register."""

    database: Database

    def counts(self) -> RegisterCounts:
        """For badges."""
        with self.database.read() as connection:
            return _counts(connection)

    def page(self, wanted: Wanted, offset: int = 0, limit: int = 200) -> Page[CollectedLine]:
        """Lines under a filter, newest first."""
        with self.database.read() as connection:
            if wanted == EVERYTHING:
                total = _counts(connection).total
                numbers: Select[Any] = select(entry.c.number).where(entry.c.kind.in_(_FILES))
            else:
                numbers = _numbers(wanted)
                total = connection.execute(select(func.count()).select_from(numbers.subquery())).scalar_one()
            listed = numbers.order_by(text("number DESC")).offset(offset).limit(limit)
            return Page(_lines(connection, list(connection.execute(listed).scalars())), int(total), offset)

    def waiting(self, cycle: Cycle, state: State, offset: int = 0, limit: int = 200) -> Page[CollectedLine]:
        """Sheets of the cycle in one state, newest first."""
        c = result.c
        first, last = cycle.first_day.isoformat(), cycle.last_day.isoformat()
        query = select(c.entry).where(c.state == state.value, c.day >= first, c.day <= last)
        with self.database.read() as connection:
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
            listed = query.order_by(c.entry.desc()).offset(offset).limit(limit)
            return Page(_lines(connection, list(connection.execute(listed).scalars())), int(total), offset)

    def held(self, which: int | str) -> Held | None:
        """By the number of its entry, or by its digest (then as a sheet, else its newest refusal)."""
        with self.database.read() as connection:
            return held(connection, which)

    def digest_of(self, number: str) -> str:
        """The digest of the sheet with this number, "" if there is none; of several, the newest that HR has not excluded."""
        c = result.c
        query = (
            select(c.file_digest).where(c.number == number).order_by(c.state == State.EXCLUDED.value, c.entry.desc())
        )
        with self.database.read() as connection:
            return connection.execute(query).scalar() or ""

    def results(self, sitting_id: str) -> tuple[Result, ...]:
        """All sheets of a sitting as they stand."""
        query = select(result).where(result.c.sitting_id == sitting_id).order_by(result.c.version, result.c.entry)
        with self.database.read() as connection:
            return tuple(map(result_from_row, connection.execute(query)))

    def walk(self, cycle: Cycle | None = None) -> Iterator[list[Result]]:
        """All sheets (of a cycle) as they stand, some at a time, each in a transaction of its own."""
        after = 0
        query = select(result).order_by(result.c.entry).limit(2_000)
        if cycle is not None:
            first, last = cycle.first_day.isoformat(), cycle.last_day.isoformat()
            query = query.where(result.c.day >= first, result.c.day <= last)
        while True:
            with self.database.read() as connection:
                rows = connection.execute(query.where(result.c.entry > after)).all()
            if not rows:
                return
            yield [result_from_row(row) for row in rows]
            after = rows[-1].entry

    def first_day(self) -> date | None:
        """The day of the oldest sheet that counts."""
        query = select(func.min(result.c.day)).where(result.c.state == State.COUNTS.value)
        with self.database.read() as connection:
            day = connection.execute(query).scalar()
        return date.fromisoformat(day) if day else None

    def payload(self, digest: str) -> Payload | None:
        """What a stored sheet attests."""
        with self.database.read() as connection:
            return payload(connection, digest)


def payload(connection: Connection, digest: str) -> Payload | None:
    """What a stored sheet attests; None when it is not stored."""
    query = select(collected.c.payload).where(collected.c.file_digest == digest, STORED)
    data = connection.execute(query).scalar()
    return from_json(data) if data else None


def held(connection: Connection, which: int | str) -> Held | None:
    """See Register.held."""
    query = select(entry).where(entry.c.kind.in_(_FILES))
    if isinstance(which, int):
        query = query.where(entry.c.number == which)
    else:  # "sheet" comes after "refused": a stored sheet first
        query = query.where(entry.c.subject == which).order_by(entry.c.kind.desc(), entry.c.number.desc())
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return None
    found = entry_of(row)
    body = read_sheet(found)
    if found.kind is EntryKind.REFUSED:
        return Held(_line(found, body, None), found, None, None, body.signer, (), ())
    mine = connection.execute(select(result).where(result.c.file_digest == body.digest)).first()
    kept = connection.execute(
        select(collected.c.payload, collected.c.signer).where(collected.c.file_digest == body.digest, STORED)
    ).first()
    row_now = result_from_row(mine) if mine else None
    others: tuple[CollectedLine, ...] = ()
    if row_now and row_now.sitting_id:
        same = select(result.c.entry).where(
            result.c.sitting_id == row_now.sitting_id, result.c.file_digest != body.digest
        )
        others = _lines(connection, list(connection.execute(same.order_by(result.c.version)).scalars()))
    return Held(
        _line(found, body, row_now),
        found,
        from_json(kept.payload) if kept and kept.payload else None,
        row_now,
        signer_from(orjson.loads(kept.signer)) if kept and kept.signer else body.signer,
        others,
        tuple(about(connection, [body.digest])),
    )


def _line(found: Entry, body: SheetBody, row: Result | None) -> CollectedLine:
    return line_of(body.file, body.digest, body.outcome, body.reasons, parse_iso(found.at), found.number, row)


def _lines(connection: Connection, numbers: Sequence[int]) -> tuple[CollectedLine, ...]:
    """Entries with these numbers, in this order, with how their sheets stand now."""
    entries: dict[int, Entry] = {}
    rows: dict[int, Result] = {}
    for chunk in few(numbers):
        for row in connection.execute(select(entry).where(entry.c.number.in_(chunk))):
            entries[row.number] = entry_of(row)
        digests = [entries[n].subject for n in chunk if n in entries and entries[n].kind is EntryKind.SHEET]
        for row in connection.execute(select(result).where(result.c.file_digest.in_(digests))):
            rows[row.entry] = result_from_row(row)
    return tuple(_line(entries[n], read_sheet(entries[n]), rows.get(n)) for n in numbers if n in entries)


def _counts(connection: Connection) -> RegisterCounts:
    by_state = select(result.c.state, func.count()).group_by(result.c.state)
    refused = select(func.count()).select_from(entry).where(entry.c.kind == EntryKind.REFUSED.value)
    states = {State(state): count for state, count in connection.execute(by_state)}
    return RegisterCounts({s: states.get(s, 0) for s in State}, int(connection.execute(refused).scalar_one()))


def _numbers(wanted: Wanted) -> Select[Any]:
    """Numbers of the entries wanted."""
    parts: list[Select[Any]] = []
    everything = not wanted.states and not wanted.refused
    if wanted.states or everything:
        parts.append(_sheets(wanted))
    if (wanted.refused or everything) and not wanted.certificate:
        parts.append(_refused(wanted))
    if not parts:
        return select(entry.c.number).where(text("1 = 0"))
    if len(parts) == 1:
        return parts[0]
    both = union_all(*parts).subquery()
    return select(both.c.number)


def _sheets(wanted: Wanted) -> Select[Any]:
    c = result.c
    query = select(c.entry.label("number"))
    if wanted.states:
        query = query.where(c.state.in_([state.value for state in wanted.states]))
    if wanted.certificate:
        query = query.where((c.certificate == wanted.certificate) | (c.counts_for == wanted.certificate))
    words: ColumnElement[bool] | None = holds_words(
        wanted.words, c.name, c.certificate, c.unit, c.number, c.session_title
    )
    return query if words is None else query.where(words)


def _refused(wanted: Wanted) -> Select[Any]:
    query = select(entry.c.number).where(entry.c.kind == EntryKind.REFUSED.value)
    words = holds_words(wanted.words, collected.c.file)
    if words is None:
        return query
    return query.where(entry.c.subject.in_(select(collected.c.file_digest).where(NOT_STORED, words)))
