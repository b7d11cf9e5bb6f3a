"""One PC: a SQLite file in WAL mode with synchronous=FULL, so that when a `write()` block has ended its rows are on
the disk. A copy is made before each migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from jltrain.clock import Clock
from jltrain.errors import Trouble
from jltrain.i18n import _
from jltrain.store.backend import Complaints
from jltrain.store.trouble import DatabaseBusy, DatabaseDamaged, DatabaseReadOnly, DiskFull


class Sqlite:
    """A `Backend` on one file. `backups` takes the copy made before each migration."""

    name = "sqlite"
    reading: Mapping[str, object] = {}
    writing: Mapping[str, object] = {"writes": True}
    complaints: Complaints = (DatabaseError, sqlite3.DatabaseError)  # the backup is made without SQLAlchemy

    def __init__(self, file: Path, backups: Path) -> None:
        self._file, self._backups = file, backups
        self.engine = _engine(file)

    def version(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def before_migration(self, found: int, clock: Clock) -> None:
        if found:
            stamp = clock.now().strftime("%Y%m%d-%H%M%S")
            back_up(self._file, self._backups / f"jltrain-v{found}-{stamp}.db")

    def alone(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE has seen to it."""

    def mark(self, connection: Connection, number: int, _clock: Clock) -> None:
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")

    def check(self, connection: Connection) -> str:
        said = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        return "ok" if said == "ok" else _("检查发现问题：{said}，请从备份恢复。").format(said=said)

    def about(self, _connection: Connection) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def trouble(self, error: Exception) -> Trouble | None:
        said = str(error.orig if isinstance(error, DatabaseError) else error)
        if "disk is full" in said or "disk I/O error" in said:
            return DiskFull(folder=self._file.parent)
        if "readonly" in said or "unable to open" in said:
            return DatabaseReadOnly(file=self._file)
        if "locked" in said:
            return DatabaseBusy()
        if "not a database" in said or "malformed" in said:
            return DatabaseDamaged(file=self._file, backups=self._backups)
        return None


def back_up(file: Path, to: Path) -> None:
    """A consistent copy of a database that may be in use."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: see `begins`
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        # a deferred transaction that turns into a writer can fail at once, whatever the busy timeout
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
