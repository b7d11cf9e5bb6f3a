"""The audit's look at the plain tables: each row against what follows from the log, value by value.

Rows are compared as they are, not as what this program makes of them, since SQL counts the columns themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, func, select

from jltrain.ledger.cycle import LENGTH, Cycle
from jltrain.ledger.member import Member
from jltrain.ledger.stand import Judge
from jltrain.store import people, retelling, standings
from jltrain.store.findings import Audit, Walk
from jltrain.store.tables import activity, former_number, officer, result, standing, standing_of

_CHUNK = 2_000


def officers(connection: Connection, found: Audit, walk: Walk) -> None:
    """Two walks by number side by side: what the log says, and what is there."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    must = (member for some in retelling.officers(connection) for member in some)
    there = (row for some in _rows(connection, officer) for row in some)
    one, other = next(must, None), next(there, None)
    while one or other:
        if other is None or (one is not None and one.certificate < other["certificate"]):
            assert one is not None
            found.fault("officer", one.certificate, "missing")
            one = next(must, None)
        elif one is None or other["certificate"] < one.certificate:
            found.fault("officer", other["certificate"], "extra")
            other = next(there, None)
        else:
            if other != people.member_row(one) | {"import_id": other["import_id"]}:
                found.fault("officer", one.certificate, "differs")
            _claim(claims, one)
            one, other = next(must, None), next(there, None)
            found.officers += 1
            if found.officers % 1_000 == 0:
                walk.on(1_000)
    _formers(connection, found, claims)


def _claim(claims: defaultdict[str, list[str]], one: Member) -> None:
    for former in one.formers:
        claims[former].append(one.certificate)


def _formers(connection: Connection, found: Audit, claims: dict[str, list[str]]) -> None:
    """By these a sheet under an old number finds its officer. `claims`: a former number -> those who had it."""
    there = {row.former: row.certificate for row in connection.execute(select(former_number))}
    for former, certificate in there.items():
        if certificate not in claims.get(former, ()):
            found.fault("officer", former, "extra")
    for former, owners in claims.items():
        if former not in there and len(owners) == 1:
            found.fault("officer", former, "missing")


def results_settled(connection: Connection, found: Audit, walk: Walk) -> None:
    """For whom each sheet counts, by the officers and rulings of now."""
    count = 0
    for before, after in retelling.settled(connection):
        walk.on(len(before))
        count += len(before)
        for row, must in zip(before, after, strict=True):
            if row != must:
                found.fault("result", row.file_digest, "differs")
    kept = connection.execute(select(func.count()).select_from(result)).scalar_one()
    if kept > found.sheets:
        found.fault("result", kept - found.sheets, "extra")


def activities(connection: Connection, found: Audit, walk: Walk) -> None:
    """Each activity, and whether it was undone."""
    for some in retelling.activities(connection):
        walk.on(len(some))
        numbers = [made.entry for made, _gone in some]
        query = select(activity).where(activity.c.entry.in_(numbers))
        there = {row.entry: dict(row._mapping) for row in connection.execute(query)}
        for made, gone in some:
            found.activities += 1
            row = there.get(made.entry)
            if row is None:
                found.fault("activity", made.entry, "missing")
            elif row != replace(made, undone=gone).as_row():
                found.fault("activity", made.entry, "differs")
    count = connection.execute(select(func.count()).select_from(activity)).scalar_one()
    if count > found.activities:
        found.fault("activity", count - found.activities, "extra")


def standings_hold(connection: Connection, found: Audit, walk: Walk, plans: standings.Plans) -> None:
    """Of cycles whose rows were made under the plan that holds; others are made anew when somebody asks."""
    for row in connection.execute(select(standing_of)).all():
        cycle = Cycle(row.cycle, row.cycle + LENGTH - 1)
        plan = plans(cycle)
        if plan.digest() != row.plan:
            continue
        judge = Judge(plan, cycle)
        if row.complete:
            for gone in connection.execute(standings.lacking(cycle)):
                found.fault("standing", gone.certificate, "missing")
        for some in _rows(connection, standing, cycle):
            walk.on(len(some))
            found.standings += len(some)
            known = people.members(connection, [one["certificate"] for one in some])
            must = {s.certificate: s.as_row() for s in standings.made(connection, list(known.values()), judge)}
            for one in some:
                if one["certificate"] not in must:
                    found.fault("standing", one["certificate"], "extra")
                elif must[one["certificate"]] != one:
                    found.fault("standing", one["certificate"], "differs")


def _rows(connection: Connection, table: Table, cycle: Cycle | None = None) -> Iterator[list[dict[str, Any]]]:
    """All rows by certificate number, some at a time."""
    number, after = table.c.certificate, ""
    query = select(table).order_by(number).limit(_CHUNK)
    if cycle:
        query = query.where(table.c.cycle == cycle.first_year)
    while rows := connection.execute(query.where(number > after)).all():
        yield [dict(row._mapping) for row in rows]
        after = rows[-1].certificate
