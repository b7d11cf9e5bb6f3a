"""Officers' reports that a question is wrong, and what became of each; verdicts are only added to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Exists, Select, exists, func, insert, select

from jltrain.store import upsert
from jltrain.store.banktables import objection, objection_act
from jltrain.store.database import Database
from jltrain.store.paging import few


@dataclass(frozen=True, slots=True)
class Objection:
    """A report. `digest`: of the version of the question that was seen; `at` UTC ISO; `origin`: the file it came in,
    "" when it was made on this PC; `learner` and `unit` as far as they were told."""

    id: str
    question_id: str
    digest: str
    at: str
    learner: str
    unit: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What was decided of an objection. `verdict`: accepted, rejected; `version`: of the question that came of it."""

    objection: str
    at: str
    by: str
    verdict: str
    version: int
    note: str


class Objections:
    """The repository of reported errors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, made: Sequence[Objection]) -> int:
        """Keep objections, all or none; one whose id is known is left alone. How many are new."""
        with self._database.write() as connection:
            self._database.serialise(connection, "objections")
            before = _count(connection)
            upsert.once(connection, objection, [asdict(one) for one in made])
            return _count(connection) - before

    def get(self, ident: str) -> Objection | None:
        """The one whose id starts so; None when there is none, or several."""
        query = select(objection).where(objection.c.id.startswith(ident, autoescape=True)).limit(2)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return Objection(**rows[0]._mapping) if len(rows) == 1 and ident else None

    def list(self, *, open_only: bool = True, question_id: str = "", own_only: bool = False) -> tuple[Objection, ...]:
        """In the order in which they were made. `own_only`: those made on this PC."""
        query: Select[tuple[object, ...]] = select(objection).order_by(objection.c.at, objection.c.id)
        if open_only:
            query = query.where(~_settled())
        if question_id:
            query = query.where(objection.c.question_id == question_id)
        if own_only:
            query = query.where(objection.c.origin == "")
        with self._database.read() as connection:
            return tuple(Objection(**row._mapping) for row in connection.execute(query))

    def count(self) -> int:
        """How many wait for a verdict."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(objection).where(~_settled())).scalar_one()

    def settle(self, ident: str, at: str, by: str, verdict: str, version: int, note: str) -> None:
        """Write a verdict down; the newest counts."""
        said = f"{verdict}:{version}" if version else verdict
        with self._database.write() as connection:
            connection.execute(insert(objection_act).values(objection=ident, at=at, by=by, verdict=said, note=note))

    def acts(self, idents: Collection[str]) -> dict[str, tuple[Act, ...]]:
        """The verdicts on each of these, the oldest first."""
        found: dict[str, list[Act]] = {}
        c = objection_act.c
        with self._database.read() as connection:
            for some in few(list(idents)):
                query = select(objection_act).where(c.objection.in_(some)).order_by(c.number)
                for row in connection.execute(query):
                    verdict, _colon, version = row.verdict.partition(":")
                    act = Act(row.objection, row.at, row.by, verdict, int(version or 0), row.note)
                    found.setdefault(row.objection, []).append(act)
        return {ident: tuple(acts) for ident, acts in found.items()}


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(objection)).scalar_one()


def _settled() -> Exists:
    return exists(select(objection_act.c.number).where(objection_act.c.objection == objection.c.id))
