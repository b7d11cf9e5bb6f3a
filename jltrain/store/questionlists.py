"""What the bank says of its questions: by id, by state, by what they cite; all versions of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import orjson
from sqlalchemy import func, select

from jltrain.bank import digest
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question, from_record
from jltrain.bank.state import FORMAL, IN_USE, PRACTISED, State
from jltrain.practice.scope import QuestionHead
from jltrain.store import pictures, questionrows, versions
from jltrain.store.banktables import current, question, question_cites, question_version
from jltrain.store.database import Database
from jltrain.store.questionrows import Stored
from jltrain.store.versions import Version


@dataclass(frozen=True, slots=True)
class Hit:
    """A question of the bank with what is known of it there. `folder`: shipped, own or desk."""

    question: Question
    state: State
    version: int
    folder: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A question that cites an article; `article`: "51", "51-1"."""

    id: str
    law: str
    article: str
    state: State


class QuestionLists:
    """The part of the bank's repository that reads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, ids: Iterable[str]) -> dict[str, Question]:
        """The questions with these ids, in whatever state; ids that the bank no longer has are left out."""
        with self._database.read() as connection:
            return {ident: row.question for ident, row in questionrows.load(connection, ids).items()}

    def hits(self, ids: Iterable[str]) -> dict[str, Hit]:
        """The same with state, version and folder."""
        with self._database.read() as connection:
            return {ident: hit(row) for ident, row in questionrows.load(connection, ids).items()}

    def version(self, ident: str, number: int) -> Version | None:
        """A version of a question."""
        with self._database.read() as connection:
            return versions.one(connection, ident, number)

    def history(self, ident: str) -> tuple[Version, ...]:
        """All versions of a question, the newest first."""
        with self._database.read() as connection:
            return versions.history(connection, ident)

    def file_version(self, ident: str) -> Version | None:
        """The newest version that came from a file."""
        with self._database.read() as connection:
            return versions.newest_filed(connection, ident)

    def whole(self, states: Collection[State]) -> tuple[Question, ...]:
        """Every question in one of these states, in the bank's order."""
        query = select(question_version.c.record).select_from(current).order_by(question.c.number)
        query = query.where(question.c.state.in_([state.value for state in states]))
        with self._database.read() as connection:
            return tuple(from_record(orjson.loads(r.record)) for r in connection.execute(query))

    def all(self) -> tuple[Question, ...]:
        """Every question but those withdrawn, in the bank's order."""
        return self.whole(IN_USE)

    def formal(self) -> tuple[Question, ...]:
        """Those that may be drawn for papers."""
        return self.whole(FORMAL)

    def digest(self) -> str:
        """The digest of what papers are drawn from: it follows from the questions' own digests."""
        return digest.of(self._digests(FORMAL))

    def digests(self) -> dict[str, str]:
        """id -> digest of every question but those withdrawn."""
        return self._digests(IN_USE)

    def _digests(self, states: Collection[State]) -> dict[str, str]:
        query = select(question.c.id, question.c.digest).where(question.c.state.in_([state.value for state in states]))
        with self._database.read() as connection:
            return {r.id: r.digest for r in connection.execute(query)}

    def heads(self) -> tuple[QuestionHead, ...]:
        """The heads of all questions to practise, in the bank's order."""
        c = question.c
        query = select(c.id, c.discipline, c.topic, c.kind, c.difficulty)
        query = query.where(c.state.in_([state.value for state in PRACTISED])).order_by(c.number)
        with self._database.read() as connection:
            return tuple(
                QuestionHead(r.id, Area(r.discipline), r.topic, Kind(r.kind), r.difficulty)
                for r in connection.execute(query)
            )

    def tally(self) -> dict[tuple[Area, Kind, State], int]:
        """How many questions there are of each area, kind and state."""
        c = question.c
        query = select(c.discipline, c.kind, c.state, func.count()).group_by(c.discipline, c.kind, c.state)
        with self._database.read() as connection:
            return {(Area(a), Kind(k), State(s)): n for a, k, s, n in connection.execute(query)}

    def citing(self, laws: Collection[str], articles: Collection[str] = ()) -> tuple[Cited, ...]:
        """Questions in use that cite one of these articles ("51", "51-1"; () any) of a law, under one of its names."""
        c, q = question_cites.c, question.c
        query = select(q.id, c.law, c.article, q.state).join(question, q.number == c.question)
        query = query.where(q.state != State.WITHDRAWN.value, c.law.in_(list(laws)))
        if articles:
            query = query.where(c.article.in_(list(articles)))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(q.number, c.law, c.article))
            return tuple(Cited(r.id, r.law, r.article, State(r.state)) for r in rows)

    def cited_laws(self) -> dict[str, int]:
        """Each law as cited, and how many questions in use do so."""
        c, q = question_cites.c, question.c
        query = select(c.law, func.count(c.question.distinct())).join(question, q.number == c.question)
        with self._database.read() as connection:
            rows = connection.execute(query.where(q.state != State.WITHDRAWN.value).group_by(c.law).order_by(c.law))
            return {r[0]: r[1] for r in rows}

    def pictures(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of these pictures that are kept."""
        with self._database.read() as connection:
            return pictures.bodies(connection, names)


def hit(row: Stored) -> Hit:
    """A question as lists have it."""
    return Hit(row.question, State(row.state), row.version, row.folder)
