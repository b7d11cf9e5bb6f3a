"""HR's roster: imported in one transaction, with an entry for every officer who came, changed or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select

from jltrain.clock import beijing, parse_iso
from jltrain.ledger.bodies import RosterBody, officer_body, roster_body
from jltrain.ledger.entry import Entry, EntryKind, NewEntry
from jltrain.ledger.identity import tidy_certificate, tidy_name
from jltrain.ledger.member import Member, member_of
from jltrain.ledger.post import POST_WORDS, PostWords
from jltrain.ledger.rowreader import RosterRow
from jltrain.progress import Report, Step, silent
from jltrain.store import chain, people, results, rulings, standings
from jltrain.store.database import Database
from jltrain.store.paging import Page, few, holds_words
from jltrain.store.rulings import entry_of
from jltrain.store.tables import entry, officer, roster_import

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What an import did, in officers; `renumbered` are among those changed."""

    added: int
    changed: int
    unchanged: int
    removed: int
    renumbered: int = 0


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer, and how many others of the roster bear his name."""

    member: Member
    namesakes: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """One file to be imported: good rows, the file's name, who did it and when, and how posts are read."""

    rows: Sequence[RosterRow]
    source: str
    at: str
    by: str
    problems: int = 0
    replace: bool = False
    words: PostWords = field(default_factory=lambda: POST_WORDS)


@dataclass(slots=True)
class _Change:
    """One officer: None before = added, None after = removed; `old` had the former number, and is merged into him."""

    before: Member | None
    after: Member | None
    old: Member | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Reads and writes the roster."""

    database: Database

    def take(self, given: Import, plans: standings.Plans, report: Report = silent) -> RosterChange:
        """Import. All of it or, when it is stopped or fails, nothing."""
        with self.database.write() as connection:
            self.database.serialise(connection, chain.LEDGER)
            changes = list(_changes(connection, given, report))
            did = _counted(changes, given)
            _write(connection, changes, given, did, report)
            _follow(connection, changes, plans, report)
        return did

    def foresee(self, given: Import, report: Report = silent) -> RosterChange:
        """What `take` would do, without doing it; `removed` as if the file replaced the roster."""
        with self.database.read() as connection:
            changes = list(_changes(connection, replace(given, replace=False), report))
            total = connection.execute(select(func.count()).select_from(officer)).scalar_one()
        did = _counted(changes, given)
        met = did.unchanged + sum((change.before is not None) + (change.old is not None) for change in changes)
        return replace(did, removed=max(0, int(total) - met))

    def sizes(self) -> tuple[tuple[str, int], ...]:
        """(unit, how many officers it has), by unit."""
        query = select(officer.c.unit, func.count()).group_by(officer.c.unit).order_by(officer.c.unit)
        with self.database.read() as connection:
            return tuple((row[0], int(row[1])) for row in connection.execute(query))

    def page(self, words: str = "", unit: str | None = None, offset: int = 0, limit: int = 200) -> Page[OfficerRow]:
        """Officers by unit, name and number."""
        c = officer.c
        said: list[ColumnElement[bool]] = [] if unit is None else [c.unit == unit]
        if (found := holds_words(words, c.name, c.certificate, c.unit)) is not None:
            said.append(found)
        query = select(officer).where(and_(True, *said)).order_by(c.unit, c.name, c.certificate)
        with self.database.read() as connection:
            total = connection.execute(select(func.count()).select_from(officer).where(and_(True, *said))).scalar_one()
            rows = [people.member_from_row(r) for r in connection.execute(query.offset(offset).limit(limit))]
            named = _bearers(connection, {m.name for m in rows})
        return Page(tuple(OfficerRow(m, named[m.name] - 1) for m in rows), int(total), offset)

    def walk(self) -> Iterator[Member]:
        """Everybody by number, each chunk in a transaction of its own."""
        after = ""
        query = select(officer).order_by(officer.c.certificate).limit(5_000)
        while True:
            with self.database.read() as connection:
                rows = connection.execute(query.where(officer.c.certificate > after)).all()
            if not rows:
                return
            yield from map(people.member_from_row, rows)
            after = rows[-1].certificate

    def count(self) -> int:
        """How many officers there are."""
        with self.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(officer)).scalar_one())

    def find(self, number: str) -> Member | None:
        """By present or former certificate number, in any spelling."""
        with self.database.read() as connection:
            return people.by_number(connection, [tidy_certificate(number)]).get(tidy_certificate(number))

    def members(self, numbers: Sequence[str]) -> dict[str, Member]:
        """By present or former numbers, as stored."""
        with self.database.read() as connection:
            return people.by_number(connection, numbers)

    def named(self, name: str) -> tuple[Member, ...]:
        """Everybody of that name."""
        with self.database.read() as connection:
            return tuple(people.namesakes(connection, [name]).get(tidy_name(name), ()))

    def values(self, column: str) -> tuple[str, ...]:
        """The different texts of a column (unit, city, batch), sorted, "" left out."""
        query = select(officer.c[column]).where(officer.c[column] != "").distinct().order_by(officer.c[column])
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def history(self, numbers: Sequence[str]) -> tuple[Entry, ...]:
        """OFFICER entries of these numbers, in order."""
        with self.database.read() as connection:
            return history(connection, numbers)


def history(connection: Connection, numbers: Sequence[str]) -> tuple[Entry, ...]:
    """OFFICER entries of these numbers, in order."""
    mine = and_(entry.c.subject.in_(numbers), entry.c.kind == EntryKind.OFFICER.value)
    return tuple(entry_of(r) for r in connection.execute(select(entry).where(mine).order_by(entry.c.number)))


def _bearers(connection: Connection, names: set[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for chunk in few(sorted(names)):
        query = select(officer.c.name, func.count()).where(officer.c.name.in_(chunk)).group_by(officer.c.name)
        found.update({row.name: row[1] for row in connection.execute(query)})
    return found


def _changes(connection: Connection, given: Import, report: Report) -> Iterator[_Change]:
    """What the file changes, officer by officer; those it removes come last."""
    own = {row.certificate for row in given.rows}
    merged: set[str] = set()
    day = _day(given.at)
    for start, rows in enumerate(few(given.rows, _CHUNK)):
        report(Step(start * _CHUNK, len(given.rows), given.source))
        known = people.members(connection, {r.certificate for r in rows} | {r.former for r in rows if r.former})
        for row in rows:
            before = known.get(row.certificate)
            old = known.get(row.former) if row.former not in own and row.former not in merged else None
            after = member_of(row, before, old, added=day, words=given.words)
            if old is not None:
                merged.add(old.certificate)
            if after != before or old is not None:
                yield _Change(before, after, old)
    if given.replace:
        for chunk in people.everybody(connection):
            yield from (_Change(m, None) for m in chunk if m.certificate not in own and m.certificate not in merged)


def _day(at: str) -> str:
    """The Beijing day of a moment, "" for what is none."""
    try:
        return beijing(parse_iso(at), "%Y-%m-%d")
    except ValueError:
        return ""


def _counted(changes: Sequence[_Change], given: Import) -> RosterChange:
    removed = sum(change.after is None for change in changes)
    renumbered = sum(change.old is not None for change in changes)
    added = sum(change.before is None and change.old is None for change in changes)
    changed = len(changes) - removed - added
    return RosterChange(added, changed, len(given.rows) - added - changed, removed, renumbered)


def _write(
    connection: Connection, changes: Sequence[_Change], given: Import, did: RosterChange, report: Report
) -> None:
    """The record of the import, the entries, and the officers as they are now."""
    made = connection.execute(insert(roster_import).values(source=given.source, at=given.at, people=len(given.rows)))
    key = made.inserted_primary_key
    body = RosterBody(given.source, did.added, did.changed, did.unchanged, did.removed, given.problems, given.replace)
    chain.append(connection, [NewEntry(EntryKind.ROSTER, given.at, given.by, "", roster_body(body))])
    for start, some in enumerate(few(changes, 5_000)):
        report(Step(start * 5_000, len(changes), given.source))
        chain.append(connection, [new for change in some for new in _entries(change, given)])
        gone = [m.certificate for c in some for m in ((c.before if c.after is None else None), c.old) if m]
        people.remove(connection, gone)
        people.put(connection, [c.after for c in some if c.after], key[0] if key else 0)


def _entries(change: _Change, given: Import) -> Iterator[NewEntry]:
    if change.old and change.after:
        body = officer_body(change.old, None, renumbered=change.after.certificate)
        yield NewEntry(EntryKind.OFFICER, given.at, given.by, change.old.certificate, body)
    who = change.after or change.before
    if who:
        body = officer_body(change.before, change.after)
        yield NewEntry(EntryKind.OFFICER, given.at, given.by, who.certificate, body)


def _follow(connection: Connection, changes: Sequence[_Change], plans: standings.Plans, report: Report) -> None:
    """What follows for sheets and standings."""
    report(Step(0, 0))
    numbers = sorted({n for change in changes if _identity(change) for n in _numbers(change)})
    held = rulings.held(connection) if numbers else {}
    touched = {n for change in changes for n in _numbers(change)}
    sittings = results.touching(connection, numbers, held)
    for before, after in results.settle_again(connection, sittings):
        touched |= results.owners([before, after])
    standings.renew(connection, touched, plans)


def _identity(change: _Change) -> bool:
    """Whether it is another answer to "whose sheet is this?"."""
    before, after = change.before, change.after
    if before is None or after is None or change.old is not None:
        return True
    return (before.name, before.names, before.formers) != (after.name, after.names, after.formers)


def _numbers(change: _Change) -> Iterator[str]:
    for member in (change.before, change.after, change.old):
        if member:
            yield from member.numbers
