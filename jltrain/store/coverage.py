"""Standings counted by SQL and listed page by page; nothing here loads a line for each officer of a province."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from jltrain.bank.areas import Area, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.result import State
from jltrain.ledger.standing import Standing, Status, standing_from_row
from jltrain.store.database import Database
from jltrain.store.paging import Page, holds_words
from jltrain.store.tables import result, standing

_CHUNK: Final = 2_000
_BEST: Final = case((standing.c.best_full > 0, standing.c.best_halves * 1.0 / standing.c.best_full), else_=-1.0)
SORTS: Final[dict[str, tuple[Any, ...]]] = {
    "unit": (standing.c.unit, standing.c.name),
    "name": (standing.c.name,),
    "certificate": (),
    "city": (standing.c.city, standing.c.unit, standing.c.name),
    "level": (standing.c.level, standing.c.unit, standing.c.name),
    "discipline": (standing.c.discipline, standing.c.unit, standing.c.name),
    "batch": (standing.c.batch, standing.c.unit, standing.c.name),
    "status": (standing.c.status, standing.c.unit, standing.c.name),
    "due": (standing.c.due, standing.c.unit, standing.c.name),
    "done_on": (standing.c.done_on, standing.c.unit, standing.c.name),
    "best": (_BEST, standing.c.unit, standing.c.name),
}
"""What a list may be sorted by; the number comes last in each, so that pages never overlap."""


@dataclass(frozen=True, slots=True)
class StandingFilter:
    """Which standings: `unit`, `city` and `batch` exactly (None all, "" those without), `year` in which it was done
    (0 any), `missing` the id of a requirement of which something is missing."""

    words: str = ""
    unit: str | None = None
    city: str | None = None
    level: Level | None = None
    discipline: Area | None = None
    batch: str | None = None
    year: int = 0
    statuses: tuple[Status, ...] = ()
    missing: str = ""
    overdue: bool = False


EVERYBODY: Final = StandingFilter()


@dataclass(frozen=True, slots=True)
class Count:
    """Officers of one status under one key."""

    key: str
    status: Status
    count: int
    overdue: int
    recent: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What figures are made of. `groups` by the name of the column; `years` (status, done_year, failed_year, count)."""

    groups: dict[str, tuple[Count, ...]]
    years: tuple[tuple[Status, int, int, int], ...]
    requirements: tuple[tuple[str, str, str, int], ...]
    education: tuple[tuple[str, int], ...]
    waiting: dict[State, int]


_SMALL: Final = ("city", "level", "discipline", "batch")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Reads standings. They have to be fresh (standings.Upkeep)."""

    database: Database

    def counts(self, cycle: Cycle, today: date, since: date, until: date) -> Counts:
        """Everything that figures need, in one state of the database. Recent: done after `since`, up to `until`."""
        c, mine = standing.c, standing.c.cycle == cycle.first_year
        with self.database.read() as connection:
            groups = _groups(connection, mine, today, (since, until))
            keys = (c.status, c.done_year, c.failed_year, c.post_kind, c.missing, c.quarters, c.education)
            rows = connection.execute(select(*keys, func.count()).where(mine).group_by(*keys)).all()
            waiting = _waiting(connection, cycle)
        years: Counter[tuple[Status, int, int]] = Counter()
        missing: Counter[tuple[str, str, str]] = Counter()
        education: Counter[str] = Counter()
        for status, done, failed, kind, ids, quarters, level, count in rows:
            years[Status(status), done, failed] += count
            missing[kind, ids, quarters] += count
            education[level] += count
        return Counts(
            groups,
            tuple((*key, count) for key, count in years.items()),
            tuple((*key, count) for key, count in missing.items()),
            tuple(education.items()),
            waiting,
        )

    def page(
        self,
        cycle: Cycle,
        wanted: StandingFilter,
        today: date,
        sort: str = "unit",
        *,
        descending: bool = False,
        offset: int = 0,
        limit: int = 200,
    ) -> Page[Standing]:
        """Some lines of the list."""
        where = _where(cycle, wanted, today)
        keys = [key.desc() if descending else key for key in (*SORTS[sort], standing.c.certificate)]
        query = select(standing).where(where).order_by(*keys).offset(offset).limit(limit)
        with self.database.read() as connection:
            total = connection.execute(select(func.count()).select_from(standing).where(where)).scalar_one()
            rows = connection.execute(query).all()
        return Page(tuple(map(standing_from_row, rows)), int(total), offset)

    def walk(self, cycle: Cycle, wanted: StandingFilter, today: date) -> Iterator[Standing]:
        """All of them by unit, name and number, each chunk in a transaction of its own."""
        c, last = standing.c, ("", "", "")
        query = select(standing).where(_where(cycle, wanted, today)).order_by(c.unit, c.name, c.certificate)
        while True:
            unit, name, number = last
            beyond = or_(
                c.unit > unit,
                and_(c.unit == unit, c.name > name),
                and_(c.unit == unit, c.name == name, c.certificate > number),
            )
            with self.database.read() as connection:  # c.unit >= unit: so that the index is used
                rows = connection.execute(query.where(c.unit >= unit, beyond).limit(_CHUNK)).all()
            yield from map(standing_from_row, rows)
            if len(rows) < _CHUNK:
                return
            last = (rows[-1].unit, rows[-1].name, rows[-1].certificate)


def stream(connection: Connection, cycle: Cycle) -> Iterator[list[Standing]]:
    """All standings of a cycle by number, some at a time."""
    after = ""
    query = select(standing).where(standing.c.cycle == cycle.first_year).order_by(standing.c.certificate).limit(_CHUNK)
    while rows := connection.execute(query.where(standing.c.certificate > after)).all():
        yield [standing_from_row(row) for row in rows]
        after = rows[-1].certificate


def _groups(
    connection: Connection, mine: ColumnElement[bool], today: date, span: tuple[date, date]
) -> dict[str, tuple[Count, ...]]:
    """Two walks over the table: by unit, of which there are thousands, and by all else together."""
    c = standing.c
    overdue = func.count().filter(_overdue(today))
    recent = func.count().filter(c.done_on > span[0].isoformat(), c.done_on <= span[1].isoformat())
    counted = (func.count(), overdue, recent)
    by_unit = connection.execute(select(c.unit, c.status, *counted).where(mine).group_by(c.unit, c.status))
    found = {"unit": tuple(Count(unit, Status(status), *numbers) for unit, status, *numbers in by_unit)}
    keys = [c[name] for name in _SMALL]
    sums: dict[str, dict[tuple[str, str], list[int]]] = {name: {} for name in _SMALL}
    for row in connection.execute(select(*keys, c.status, *counted).where(mine).group_by(*keys, c.status)):
        status, numbers = row[len(_SMALL)], row[len(_SMALL) + 1 :]
        for name, key in zip(_SMALL, row, strict=False):
            into = sums[name].setdefault((key, status), [0, 0, 0])
            for n, number in enumerate(numbers):
                into[n] += number
    for name, counts in sums.items():
        found[name] = tuple(Count(key, Status(status), *n) for (key, status), n in counts.items())
    return found


def _overdue(today: date) -> ColumnElement[bool]:
    c = standing.c
    return and_(c.status != Status.DONE.value, c.due != "", c.due < today.isoformat())


def _where(cycle: Cycle, wanted: StandingFilter, today: date) -> ColumnElement[bool]:
    c = standing.c
    said = [c.cycle == cycle.first_year]
    for column, value in ((c.unit, wanted.unit), (c.city, wanted.city), (c.batch, wanted.batch)):
        if value is not None:
            said.append(column == value)
    if wanted.level is not None:
        said.append(c.level == wanted.level.value)
    if wanted.discipline is not None:
        said.append(c.discipline == wanted.discipline.value)
    if wanted.year:
        said.append(c.done_year == wanted.year)
    if wanted.statuses:
        said.append(c.status.in_([status.value for status in wanted.statuses]))
    if wanted.overdue:
        said.append(_overdue(today))
    if wanted.missing:
        ids = "," + c.missing + ","
        said.append(
            or_(
                ids.contains(f",{wanted.missing},", autoescape=True),
                ids.contains(f",{wanted.missing}:", autoescape=True),
            )
        )
    words = holds_words(wanted.words, c.name, c.certificate, c.unit)
    return and_(*said) if words is None else and_(*said, words)


def _waiting(connection: Connection, cycle: Cycle) -> dict[State, int]:
    states = (State.NAME_DIFFERS, State.UNKNOWN_OFFICER)
    c = result.c
    query = select(c.state, func.count()).where(
        c.state.in_([state.value for state in states]),
        c.day >= cycle.first_day.isoformat(),
        c.day <= cycle.last_day.isoformat(),
    )
    found = {State(state): count for state, count in connection.execute(query.group_by(c.state))}
    return {state: found.get(state, 0) for state in states}
