"""Training that is no exam, and HR's rulings and their undoing: each an entry, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from jltrain.ledger.activity import Activity, ActivityKind, activity_from_row
from jltrain.ledger.bodies import UndoBody, activity_body, read_activity, read_undo, ruling_body, undo_body
from jltrain.ledger.entry import Entry, EntryKind, NewEntry
from jltrain.ledger.ruling import Ruling
from jltrain.store import chain, people, results, standings
from jltrain.store.database import Database
from jltrain.store.paging import Page, few, holds_words
from jltrain.store.rulings import entry_of
from jltrain.store.tables import activity, entry, officer, result


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity with the officer's name and unit as the roster has them, "" when he is no longer in it."""

    activity: Activity
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities: of one officer (by any of `numbers`), of a kind, between two days; `undone` shows these, too."""

    numbers: tuple[str, ...] = ()
    kind: ActivityKind | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Activities:
    """Reads and writes activities."""

    database: Database

    def add(self, given: Sequence[Activity], at: str, by: str, plans: standings.Plans) -> int:
        """Write all of them or none; how many. One that is there already word for word is not written again."""
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            there = _there(connection, {a.certificate for a in given})
            news = [a for a in dict.fromkeys(given) if _key(a) not in there]
            for some in few(news, 5_000):
                numbers = chain.append(
                    connection,
                    [NewEntry(EntryKind.ACTIVITY, at, by, a.certificate, activity_body(a)) for a in some],
                )
                rows = [replace(a, entry=number).as_row() for a, number in zip(some, numbers, strict=True)]
                connection.execute(insert(activity), rows)
            owners = people.by_number(connection, {a.certificate for a in news})
            standings.renew(connection, {m.certificate for m in owners.values()}, plans, {a.day.year for a in news})
        return len(news)

    def there(self, given: Sequence[Activity]) -> set[int]:
        """Places in `given` of those that are in the ledger word for word."""
        with self.database.read() as connection:
            found = _there(connection, {a.certificate for a in given})
        return {place for place, a in enumerate(given) if _key(a) in found}

    def page(self, wanted: ActivityFilter, offset: int = 0, limit: int = 200) -> Page[ActivityLine]:
        """The newest days first."""
        c = activity.c
        joined = activity.outerjoin(officer, officer.c.certificate == c.certificate)
        where = _where(wanted)
        query = select(activity, officer.c.name.label("who"), officer.c.unit.label("of")).select_from(joined)
        query = query.where(where).order_by(c.day.desc(), c.entry.desc()).offset(offset).limit(limit)
        with self.database.read() as connection:
            counted = select(func.count()).select_from(joined if wanted.words else activity).where(where)
            total = connection.execute(counted).scalar_one()
            rows = connection.execute(query).all()
        return Page(
            tuple(ActivityLine(activity_from_row(r), r.who or "", r.of or "") for r in rows), int(total), offset
        )


@dataclass(frozen=True, slots=True)
class Rulings:
    """Writes HR's decisions on sheets, and takes decisions and activities back."""

    database: Database

    def rule(self, ruling: Ruling, plans: standings.Plans) -> int:
        """Write a ruling on a stored sheet and what follows from it; the number of its entry."""
        new = NewEntry(EntryKind.RULING, ruling.at, ruling.by, ruling.sheet, ruling_body(ruling))
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            number = chain.append(connection, [new])[0]
            _settle(connection, ruling.sheet, plans)
        return number

    def find(self, number: int) -> tuple[Entry, Entry | None] | None:
        """An entry, and the UNDO entry that took it back; None when there is no such entry."""
        with self.database.read() as connection:
            return _found(connection, number)

    def undo(self, numbers: Sequence[int], at: str, by: str, reason: str, plans: standings.Plans) -> int:
        """Take back RULING and ACTIVITY entries, all or none: 0, or the first that another window has taken back a
        moment before."""
        try:
            with self.database.write() as connection:
                self.database.serialise(connection, chain.LEDGER)
                for number in numbers:
                    _take_back(connection, number, at, by, reason, plans)
        except _Gone as gone:
            return gone.number
        return 0


class _Gone(Exception):
    """Leaves the transaction, so that nothing of it is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _take_back(connection: Connection, number: int, at: str, by: str, reason: str, plans: standings.Plans) -> None:
    found = _found(connection, number)
    if found is None or found[1] is not None:
        raise _Gone(number)
    target = found[0]
    body = undo_body(UndoBody(number, target.kind, reason))
    chain.append(connection, [NewEntry(EntryKind.UNDO, at, by, target.subject, body)])
    if target.kind is EntryKind.RULING:
        _settle(connection, target.subject, plans)
    else:
        done = read_activity(target)
        connection.execute(update(activity).where(activity.c.entry == number).values(undone=True))
        owners = people.by_number(connection, [done.certificate])
        standings.renew(connection, {m.certificate for m in owners.values()}, plans, {done.day.year})


def _settle(connection: Connection, digest: str, plans: standings.Plans) -> None:
    sittings = set(connection.execute(select(result.c.sitting_id).where(result.c.file_digest == digest)).scalars())
    moved = [row for pair in results.settle_again(connection, sittings) for row in pair]
    standings.renew(connection, results.owners(moved), plans, {row.day.year for row in moved})


def _found(connection: Connection, number: int) -> tuple[Entry, Entry | None] | None:
    row = connection.execute(select(entry).where(entry.c.number == number)).first()
    if row is None:
        return None
    undos = select(entry).where(entry.c.subject == row.subject, entry.c.kind == EntryKind.UNDO.value)
    back = (entry_of(r) for r in connection.execute(undos))
    return entry_of(row), next((one for one in back if read_undo(one).entry == number), None)


def _key(given: Activity) -> Activity:
    return replace(given, entry=0, undone=False)


def _there(connection: Connection, certificates: Collection[str]) -> set[Activity]:
    found: set[Activity] = set()
    for chunk in few(sorted(certificates)):
        query = select(activity).where(activity.c.certificate.in_(chunk), activity.c.undone.is_(False))
        found |= {_key(activity_from_row(row)) for row in connection.execute(query)}
    return found


def _where(wanted: ActivityFilter) -> ColumnElement[bool]:
    c = activity.c
    said: list[ColumnElement[bool]] = []
    if wanted.numbers:
        said.append(c.certificate.in_(wanted.numbers))
    if wanted.kind is not None:
        said.append(c.kind == wanted.kind.value)
    if wanted.since is not None:
        said.append(c.day >= wanted.since.isoformat())
    if wanted.until is not None:
        said.append(c.day <= wanted.until.isoformat())
    if not wanted.undone:
        said.append(c.undone.is_(False))
    words = holds_words(wanted.words, c.title, c.certificate, c.signed_by, c.place, officer.c.name, officer.c.unit)
    return and_(True, *said) if words is None else and_(True, *said, words)
