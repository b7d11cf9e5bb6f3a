"""The compiled bank: questions by id, filters for lists and practice, heads for planning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
from sqlalchemy import delete, func, insert, select

from jltrain.bank import digest
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question, as_record, from_record
from jltrain.practice.scope import QuestionHead
from jltrain.progress import Report, Step, silent
from jltrain.store.database import Database
from jltrain.store.tables import bank_source, question

_CHUNK = 500


class Questions:
    """The repository of the bank room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def compiled(self) -> dict[str, str]:
        """The digest with which each folder was last compiled."""
        with self._database.read() as connection:
            return {r.folder: r.digest for r in connection.execute(select(bank_source.c.folder, bank_source.c.digest))}

    def compile(
        self, folder: str, digest: str, questions: Sequence[Question], at: str, report: Report = silent
    ) -> None:
        """Replace all questions of one folder in one transaction; `questions` () takes the folder out."""
        with self._database.write() as connection:
            self._database.serialise(connection, "bank")
            connection.execute(delete(question).where(question.c.folder == folder))
            connection.execute(delete(bank_source).where(bank_source.c.folder == folder))
            if not questions:
                return
            connection.execute(insert(bank_source).values(folder=folder, digest=digest, compiled=at))
            for start in range(0, len(questions), _CHUNK):
                report(Step(start, len(questions)))
                chunk = questions[start : start + _CHUNK]
                rows = [_row(q, folder, start + n) for n, q in enumerate(chunk)]
                connection.execute(insert(question), rows)

    def ids(self, folder: str) -> set[str]:
        """The ids of the questions of one folder."""
        with self._database.read() as connection:
            return set(connection.execute(select(question.c.id).where(question.c.folder == folder)).scalars())

    def digest(self) -> str:
        """The digest of the whole compiled bank: it follows from the questions' own digests."""
        with self._database.read() as connection:
            rows = connection.execute(select(question.c.id, question.c.digest).order_by(question.c.id))
            return digest.of({r.id: r.digest for r in rows})

    def all(self) -> tuple[Question, ...]:
        """Every question, in the order of the files."""
        with self._database.read() as connection:
            rows = connection.execute(select(question.c.record).order_by(question.c.folder, question.c.position))
            return tuple(from_record(orjson.loads(r.record)) for r in rows)

    def get(self, ids: Iterable[str]) -> dict[str, Question]:
        """The questions with these ids; ids that the bank no longer has are left out."""
        wanted, found = list(ids), {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                rows = connection.execute(select(question.c.record).where(question.c.id.in_(chunk)))
                found.update({q.id: q for q in (from_record(orjson.loads(r.record)) for r in rows)})
        return found

    def heads(self) -> tuple[QuestionHead, ...]:
        """The heads of all questions, in the order of the files."""
        c = question.c
        query = select(c.id, c.discipline, c.topic, c.kind, c.difficulty).order_by(c.folder, c.position)
        with self._database.read() as connection:
            return tuple(
                QuestionHead(r.id, Area(r.discipline), r.topic, Kind(r.kind), r.difficulty)
                for r in connection.execute(query)
            )

    def find(
        self,
        words: Sequence[str] = (),
        area: Area | None = None,
        kind: Kind | None = None,
        topic: str = "",
        limit: int = 500,
    ) -> tuple[tuple[Question, ...], int]:
        """At most `limit` questions that contain every word, and how many there are in all."""  # fmt: skip
        c = question.c
        conditions = [c.words.contains(word.casefold(), autoescape=True) for word in words]
        conditions += [c.discipline == area.value] if area else []
        conditions += [c.kind == kind.value] if kind else []
        conditions += [c.topic == topic] if topic else []
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(question).where(*conditions)).scalar_one()
            query = select(c.record).where(*conditions).order_by(c.folder, c.position).limit(limit)
            rows = connection.execute(query)
            return tuple(from_record(orjson.loads(r.record)) for r in rows), total


def _row(q: Question, folder: str, position: int) -> dict[str, object]:
    record = as_record(q)
    texts = [q.id, q.topic, q.stem, *q.basis, q.explanation]
    texts += [t for item in q.items for t in (item.stem, *item.options, *item.basis, item.explanation)]
    return {
        "id": q.id,
        "folder": folder,
        "position": position,
        "discipline": q.discipline.value,
        "topic": q.topic,
        "kind": q.kind.value,
        "difficulty": q.difficulty,
        "digest": q.digest,
        "words": "\n".join(texts).casefold(),
        "record": digest.canonical(record),
    }
