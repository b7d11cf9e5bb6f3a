"""Standings: how each officer stands in a cycle, kept beside what they follow from and brought up to date with it.

`standing_of` says under which plan the rows of a cycle were made and whether they are all there. Whoever changes what
a standing depends on renews it in the same transaction when his plan is that plan, and takes the row away when it is
not; rows that are missing are made when somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update

from jltrain.ledger.activity import Activity, activity_from_row
from jltrain.ledger.cycle import LENGTH, Cycle
from jltrain.ledger.member import Member
from jltrain.ledger.plan import RotationPlan
from jltrain.ledger.result import Result, State, result_from_row
from jltrain.ledger.stand import Judge
from jltrain.ledger.standing import Standing
from jltrain.progress import Report, Step
from jltrain.store import people, upsert
from jltrain.store.chain import LEDGER
from jltrain.store.database import Database
from jltrain.store.paging import few
from jltrain.store.tables import activity, officer, result, standing, standing_of

Plans = Callable[[Cycle], RotationPlan]
"""The plan that holds for a cycle on this PC."""

_AT_ONCE = 2_000
"""Beyond so many officers touched at once their standings are made when somebody asks."""
_CHUNK = 1_000


def renew(
    connection: Connection, certificates: Collection[str], plans: Plans, years: Collection[int] | None = None
) -> None:
    """Standings of these officers after something they depend on has changed; those no longer in the roster lose theirs.

    `years`: those of the days that changed; None for all (the officer himself changed).
    """
    touched = sorted(certificates)
    for row in connection.execute(select(standing_of)).all() if touched else ():
        cycle = Cycle(row.cycle, row.cycle + LENGTH - 1)
        if years is not None and not any(cycle.first_year - 1 <= year <= cycle.last_year for year in years):
            continue
        plan = plans(cycle)
        if plan.digest() != row.plan or len(touched) > _AT_ONCE:
            _take_away(connection, cycle, touched)
            connection.execute(update(standing_of).where(standing_of.c.cycle == row.cycle).values(complete=False))
            continue
        judge = Judge(plan, cycle)
        for chunk in few(touched):
            found = people.members(connection, chunk)
            _take_away(connection, cycle, [number for number in chunk if number not in found])
            put(connection, made(connection, list(found.values()), judge))


def put(connection: Connection, rows: Iterable[Standing]) -> None:
    """Add or replace standings."""
    upsert.put(connection, standing, [row.as_row() for row in rows], ("cycle", "certificate"))


def _take_away(connection: Connection, cycle: Cycle, certificates: Sequence[str]) -> None:
    for chunk in few(certificates):
        where = standing.c.certificate.in_(chunk)
        connection.execute(delete(standing).where(standing.c.cycle == cycle.first_year, where))


def made(connection: Connection, members: Sequence[Member], judge: Judge) -> list[Standing]:
    """How these officers stand, from what is in the tables now."""
    sheets, acts = records(connection, members, judge.cycle)
    return [judge.stand(m, sheets[m.certificate], acts[m.certificate]) for m in members]


def records(
    connection: Connection, members: Sequence[Member], cycle: Cycle
) -> tuple[defaultdict[str, list[Result]], defaultdict[str, list[Activity]]]:
    """By present number: results of the cycle that count for him or wait under one of his numbers, and his activities."""
    owner = people.numbers_of({m.certificate: m for m in members})
    sheets: defaultdict[str, list[Result]] = defaultdict(list)
    acts: defaultdict[str, list[Activity]] = defaultdict(list)
    waits = result.c.state == State.NAME_DIFFERS.value
    within = (result.c.day >= cycle.first_day.isoformat()) & (result.c.day <= cycle.last_day.isoformat())
    for numbers in few(list(owner)):
        where = or_(result.c.counts_for.in_(numbers), result.c.certificate.in_(numbers) & waits)
        for row in connection.execute(select(result).where(where, within)):
            whose = row.counts_for or row.certificate
            if whose in owner:  # a sheet under an old number may count for somebody else by HR's word
                sheets[owner[whose]].append(result_from_row(row))
        for row in connection.execute(select(activity).where(activity.c.certificate.in_(numbers))):
            acts[owner[row.certificate]].append(activity_from_row(row))
    return sheets, acts


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Brings the standings of a cycle up to date; stopped, it goes on where it was."""

    database: Database

    def fresh(self, cycle: Cycle, plan: RotationPlan) -> bool:
        """Whether all rows of the cycle are there, under this plan."""
        with self.database.read() as connection:
            row = connection.execute(select(standing_of).where(standing_of.c.cycle == cycle.first_year)).first()
        return row is not None and bool(row.complete) and row.plan == plan.digest()

    def bring_up(self, cycle: Cycle, plan: RotationPlan, at: str, report: Report) -> None:
        """Make what is missing, a thousand officers to a transaction."""
        if self.fresh(cycle, plan):
            return
        self._begin(cycle, plan, at)
        total = self._missing(cycle)
        done, after, judge = 0, "", Judge(plan, cycle)
        while True:
            report(Step(min(done, total), total, cycle.label))
            count, after = self._some(cycle, plan, judge, after)
            done += count
            if count == 0:
                break
        if done > _AT_ONCE:
            self._learn()
        report(Step(total, total, cycle.label))

    def _learn(self) -> None:
        """Tell PostgreSQL's planner of the many new rows; its own time for that may come in an hour."""
        with self.database.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("ANALYZE standing")

    def _begin(self, cycle: Cycle, plan: RotationPlan, at: str) -> None:
        """Rows of another plan go."""
        first, digest = cycle.first_year, plan.digest()
        with self.database.write() as connection:
            self.database.serialise(connection, LEDGER)
            row = connection.execute(select(standing_of).where(standing_of.c.cycle == first)).first()
            if row is None or row.plan != digest:
                connection.execute(delete(standing).where(standing.c.cycle == first))
                connection.execute(delete(standing_of).where(standing_of.c.cycle == first))
                values = {"cycle": first, "plan": digest, "complete": False, "at": at}
                connection.execute(insert(standing_of).values(**values))

    def _missing(self, cycle: Cycle) -> int:
        query = lacking(cycle).with_only_columns(func.count(), maintain_column_froms=True)
        with self.database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _some(self, cycle: Cycle, plan: RotationPlan, judge: Judge, after: str) -> tuple[int, str]:
        """Make the rows of some officers beyond `after`: how many, and the last number; none left: the cycle is complete."""
        of = standing_of.c.cycle == cycle.first_year
        query = lacking(cycle).order_by(officer.c.certificate).limit(_CHUNK)
        with self.database.write() as connection:
            self.database.serialise(connection, LEDGER)
            row = connection.execute(select(standing_of).where(of)).first()
            if row is None or row.plan != plan.digest():
                return 0, ""  # somebody with another plan has begun meanwhile
            found = connection.execute(query.where(officer.c.certificate > after)).all()
            if not found and after:  # an import may have taken rows away behind us
                found = connection.execute(query).all()
            if not found:
                connection.execute(update(standing_of).where(of).values(complete=True))
                return 0, ""
            put(connection, made(connection, [people.member_from_row(r) for r in found], judge))
        return len(found), found[-1].certificate


def lacking(cycle: Cycle) -> Select[Any]:
    """Officers without a row in the cycle."""
    there = (standing.c.cycle == cycle.first_year) & (standing.c.certificate == officer.c.certificate)
    return select(officer).select_from(officer.outerjoin(standing, there)).where(standing.c.certificate.is_(None))
