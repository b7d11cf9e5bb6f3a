"""What is to be looked at again because an article that it cites has changed, and who has done so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, insert, or_, select

from jltrain.store import upsert
from jltrain.store.banktables import review, review_act
from jltrain.store.database import Database
from jltrain.store.paging import Page, Row, few

QUESTION = "question"
CHAPTER = "chapter"
REOPENED = "reopened"
"""The one verdict after which a review is open."""


@dataclass(frozen=True, slots=True)
class StoredReview:
    """`subject`: a question's or a chapter's id. `article`: the key as cited. `change`: a value of `Change`.

    `verdict`: "" while open (again), then confirmed, edited, withdrawn, or superseded by a still newer version.
    """

    number: int
    subject_kind: str
    subject: str
    law: str
    article: str
    old_version: str
    new_version: str
    change: str
    opened: str
    verdict: str


@dataclass(frozen=True, slots=True)
class StoredAct:
    """Who settled a review, when and how."""

    at: str
    by: str
    verdict: str
    note: str
    review: StoredReview


_LAST = (
    select(review_act.c.verdict)
    .where(review_act.c.review == review.c.number)
    .order_by(review_act.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_VERDICT = case((_LAST == REOPENED, ""), else_=func.coalesce(_LAST, "")).label("verdict")
_OPEN: ColumnElement[bool] = or_(~exists().where(review_act.c.review == review.c.number), _LAST == REOPENED)


class Reviews:
    """The repository of reviews."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> int:
        """Open reviews within a `write()`; one that was opened before, settled or not, stays as it is. How many are new."""
        before = connection.execute(select(func.count()).select_from(review)).scalar_one()
        upsert.once(connection, review, rows)
        return int(connection.execute(select(func.count()).select_from(review)).scalar_one() - before)

    def page(
        self,
        kind: str = "",
        law: str = "",
        subject: str = "",
        *,
        open_only: bool = True,
        offset: int = 0,
        limit: int = 50,
    ) -> Page[StoredReview]:
        """Reviews in the order in which they were opened."""
        c = review.c
        conditions: list[ColumnElement[bool]] = [_OPEN] if open_only else []
        conditions += [c.subject_kind == kind] if kind else []
        conditions += [c.law == law] if law else []
        conditions += [c.subject == subject] if subject else []
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(review).where(*conditions)).scalar_one()
            query = _all().where(*conditions).order_by(c.number).offset(offset).limit(limit)
            return Page(_rows(connection, query), total, offset)

    def get(self, numbers: Collection[int]) -> tuple[StoredReview, ...]:
        """The reviews with these numbers, in order."""
        found: list[StoredReview] = []
        with self._database.read() as connection:
            for chunk in few(sorted(set(numbers))):
                found += _rows(connection, _all().where(review.c.number.in_(chunk)).order_by(review.c.number))
        return tuple(found)

    def opened(self, connection: Connection, law: str = "") -> tuple[StoredReview, ...]:
        """All open reviews, or those about one statute, within a transaction."""
        query = _all().where(_OPEN).order_by(review.c.number)
        return _rows(connection, query.where(review.c.law == law) if law else query)

    def open_questions(self, ids: Collection[str] | None = None) -> frozenset[str]:
        """Ids of the questions that have an open review, all or those of `ids`."""
        query = select(review.c.subject).where(review.c.subject_kind == QUESTION, _OPEN).distinct()
        with self._database.read() as connection:
            if ids is None:
                return frozenset(connection.execute(query).scalars())
            chunks = few(sorted(set(ids)))
            return frozenset(
                s for chunk in chunks for s in connection.execute(query.where(review.c.subject.in_(chunk))).scalars()
            )

    def open_numbers(self, questions: Collection[str]) -> tuple[int, ...]:
        """The numbers of the open reviews of these questions."""
        query = select(review.c.number).where(review.c.subject_kind == QUESTION, _OPEN)
        with self._database.read() as connection:
            chunks = few(sorted(set(questions)))
            return tuple(
                n for chunk in chunks for n in connection.execute(query.where(review.c.subject.in_(chunk))).scalars()
            )

    def close(
        self, numbers: Collection[int], at: str, by: str, verdict: str, note: str = ""
    ) -> tuple[StoredReview, ...]:
        """`settle` in a transaction of its own."""
        with self._database.write() as connection:
            return self.settle(connection, numbers, at, by, verdict, note)

    def settle(
        self, connection: Connection, numbers: Collection[int], at: str, by: str, verdict: str, note: str
    ) -> tuple[StoredReview, ...]:
        """Write the verdict under those of `numbers` that are still open, within a `write()`; these."""
        self._database.serialise(connection, "reviews")
        found: list[StoredReview] = []
        for chunk in few(sorted(set(numbers))):
            found += _rows(connection, _all().where(review.c.number.in_(chunk), _OPEN).order_by(review.c.number))
        acts = [{"review": r.number, "at": at, "by": by, "verdict": verdict, "note": note} for r in found]
        if acts:
            connection.execute(insert(review_act), acts)
        return tuple(found)

    def reopen(self, questions: Collection[str], ended: str, at: str, by: str) -> int:
        """Open the reviews of these questions again whose last verdict is `ended`. How many."""
        with self._database.write() as connection:
            self._database.serialise(connection, "reviews")
            query = select(review.c.number).where(review.c.subject_kind == QUESTION, _LAST.in_([ended]))
            chunks = few(sorted(set(questions)))
            numbers = [n for c in chunks for n in connection.execute(query.where(review.c.subject.in_(c))).scalars()]
            acts = [{"review": n, "at": at, "by": by, "verdict": REOPENED, "note": ""} for n in numbers]
            if acts:
                connection.execute(insert(review_act), acts)
            return len(acts)

    def acts(self, subject: str = "", law: str = "", limit: int = 1_000) -> tuple[StoredAct, ...]:
        """What was settled, the newest first."""
        c, a = review.c, review_act.c
        query = select(review, a.at, a.by, a.verdict, a.note).join(review_act, a.review == c.number)
        query = query.where(c.subject == subject) if subject else query
        query = query.where(c.law == law) if law else query
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(a.number.desc()).limit(limit)).all()
        return tuple(StoredAct(r.at, r.by, r.verdict, r.note, _review(r)) for r in rows)

    def count(self) -> int:
        """How many are open."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(review).where(_OPEN)).scalar_one()

    def resting_on(self, connection: Connection, law: str, version: str) -> int:
        """How many open reviews compare with this version, within a transaction."""
        c = review.c
        either = or_(c.old_version == version, c.new_version == version)
        query = select(func.count()).select_from(review).where(and_(c.law == law, either, _OPEN))
        return connection.execute(query).scalar_one()


_COLUMNS = ("number", "subject_kind", "subject", "law", "article", "old_version", "new_version", "change", "opened")


def _all() -> Select[tuple[object, ...]]:
    return select(*(review.c[name] for name in _COLUMNS), _VERDICT)


def _review(row: Row) -> StoredReview:
    return StoredReview(verdict=row.verdict, **{name: getattr(row, name) for name in _COLUMNS})


def _rows(connection: Connection, query: Select[tuple[object, ...]]) -> tuple[StoredReview, ...]:
    return tuple(_review(r) for r in connection.execute(query))
