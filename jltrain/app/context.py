"""Everything wired in one place: folder, clock, settings, database and its repositories.

The database is opened when first asked for, so that a window can be painted before SQLAlchemy is
imported. One Context serves all threads of a process.
"""

from __future__ import annotations

import os
import threading
from functools import cached_property
from typing import TYPE_CHECKING

from jltrain import i18n
from jltrain.clock import Clock, SystemClock, iso
from jltrain.places import Places, user_places
from jltrain.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from jltrain.exam.state import SittingState
    from jltrain.reading.library import Library
    from jltrain.store.database import Database
    from jltrain.store.desk import Desk
    from jltrain.store.ledger import LedgerStore
    from jltrain.store.objections import Objections
    from jltrain.store.papers import Papers
    from jltrain.store.questions import Questions
    from jltrain.store.reviews import Reviews
    from jltrain.store.sessions import Sessions, StoredLog
    from jltrain.store.statutes import Statutes
    from jltrain.store.study import StudyStore


class Context:
    """What every function of `app` is handed first."""

    def __init__(self, places: Places | None = None, clock: Clock | None = None) -> None:
        self.places = places or user_places()
        self.clock: Clock = clock or SystemClock()
        self.settings = Settings(self.places.settings)
        self.folded: dict[str, SittingState] = {}
        """States of sittings as last read from their logs, by sitting id."""
        self.chapters: dict[Path, tuple[tuple[int, int], Library]] = {}
        """Courseware folders as last read, with the newest change and the size of their files."""
        self._opening = threading.Lock()
        self._database: Database | None = None
        i18n.use(self.settings.text("language"))

    def now(self) -> str:
        """The moment as the database writes it."""
        return iso(self.clock.now())

    @property
    def database_url(self) -> str:
        """The PostgreSQL database to use, "" for the SQLite file in the data folder."""
        return os.environ.get("JLTRAIN_DATABASE_URL") or self.settings.text("database.url")

    @property
    def database(self) -> Database:
        """The open database; raises the Trouble that keeps it from opening."""
        with self._opening:
            if self._database is None:
                from jltrain.store.database import Database

                self.places.prepare()
                self._database = Database(self.database_url or self.places.database, self.places.backups, self.clock)
            return self._database

    @cached_property
    def questions(self) -> Questions:
        from jltrain.store.questions import Questions

        return Questions(self.database)

    @cached_property
    def statutes(self) -> Statutes:
        from jltrain.store.statutes import Statutes

        return Statutes(self.database)

    @cached_property
    def reviews(self) -> Reviews:
        from jltrain.store.reviews import Reviews

        return Reviews(self.database)

    @cached_property
    def objections(self) -> Objections:
        from jltrain.store.objections import Objections

        return Objections(self.database)

    @cached_property
    def desk(self) -> Desk:
        from jltrain.store.desk import Desk

        return Desk(self.database)

    @cached_property
    def papers(self) -> Papers:
        from jltrain.store.papers import Papers

        return Papers(self.database)

    @cached_property
    def sessions(self) -> Sessions:
        from jltrain.store.sessions import Sessions

        return Sessions(self.database)

    @cached_property
    def log(self) -> StoredLog:
        from jltrain.store.sessions import StoredLog

        return StoredLog(self.database)

    @cached_property
    def study(self) -> StudyStore:
        from jltrain.store.study import StudyStore

        return StudyStore(self.database)

    @cached_property
    def ledger(self) -> LedgerStore:
        from jltrain.store.ledger import LedgerStore

        return LedgerStore(self.database)

    def close(self) -> None:
        """Close the database, if it was ever opened."""
        with self._opening:
            if self._database is not None:
                self._database.close()
                self._database = None
