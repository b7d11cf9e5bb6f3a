"""What learners leave behind: answers and how far they have read."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from sqlalchemy import select

from jltrain.practice.attempt import Attempt, Source
from jltrain.reading.progress import ReadingProgress
from jltrain.store import upsert
from jltrain.store.database import Database
from jltrain.store.tables import attempt as attempts_table
from jltrain.store.tables import reading


class StudyStore:
    """The repository of practice and reading. `learner` is a certificate number, "" for who gave none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, learner: str, attempts: Iterable[Attempt], origin: str | None = None) -> None:
        """Append attempts. Those of one `origin` (a sitting) are taken once, however often they are given."""
        rows = [
            {
                "learner": learner,
                "key": a.key,
                "question_id": a.question_id,
                "response": orjson.dumps(list(a.response)),
                "right": a.right,
                "at": a.at,
                "source": a.source.value,
                "origin": origin,
            }
            for a in attempts
        ]
        if rows:
            with self._database.write() as connection:
                upsert.once(connection, attempts_table, rows)

    def attempts(self, learner: str) -> tuple[Attempt, ...]:
        """All attempts of a learner in the order in which they were made."""
        c = attempts_table.c
        query = select(attempts_table).where(c.learner == learner).order_by(c.id)
        with self._database.read() as connection:
            return tuple(
                Attempt(r.key, r.question_id, tuple(orjson.loads(r.response)), r.right, r.at, Source(r.source))
                for r in connection.execute(query)
            )

    def reading(self, learner: str) -> dict[str, ReadingProgress]:
        """Chapter id -> progress."""
        query = select(reading).where(reading.c.learner == learner)
        with self._database.read() as connection:
            return {
                r.chapter_id: ReadingProgress(r.chapter_id, r.furthest, r.seconds, r.finished_at)
                for r in connection.execute(query)
            }

    def save_reading(self, learner: str, progress: ReadingProgress) -> None:
        """Replace the progress of one chapter."""
        row = {
            "learner": learner,
            "chapter_id": progress.chapter_id,
            "furthest": progress.furthest,
            "seconds": progress.seconds,
            "finished_at": progress.finished_at,
        }
        with self._database.write() as connection:
            upsert.put(connection, reading, [row], ("learner", "chapter_id"))
