"""The one door to the database: open it, bring it forward, and hand out transactions.

One PC has a SQLite file (`store/sqlite`), a province a PostgreSQL server (`store/postgresql`). Everybody above sees
the same: `read()` shows one state throughout, and when a `write()` block has ended, its rows are on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import TimeoutError as PoolEmpty

from jltrain.clock import Clock
from jltrain.store import locks
from jltrain.store.backend import Backend
from jltrain.store.migrations import MIGRATIONS
from jltrain.store.sqlite import Sqlite
from jltrain.store.trouble import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DiskFull,
)

__all__ = ["Database", "DatabaseBusy", "DatabaseDamaged", "DatabaseReadOnly", "DatabaseTooNew", "DiskFull"]


class Database:
    """An open database. `where`: the path of a SQLite file, or the URL of a PostgreSQL database.

    `backups` takes the copy of a file made before each migration; a server's administrator makes his own.
    Raises the Trouble that keeps it from opening.
    """

    def __init__(self, where: Path | str, backups: Path, clock: Clock) -> None:
        self._backend = _backend(where, backups)
        self.kind = self._backend.name
        self._reading = self._backend.engine.execution_options(**self._backend.reading)
        self._writing = self._backend.engine.execution_options(**self._backend.writing)
        try:
            with self._told():
                self._migrate(clock)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with self._told(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it, on the disk, or none of it.

        On PostgreSQL several write at once: what is read in order to decide what to write needs `serialise` first.
        """
        with self._told(), self._writing.connect() as connection, connection.begin():
            yield connection

    def serialise(self, connection: Connection, name: str) -> None:
        """Until this `write()` ends no other one that asks for `name` goes on; what the last one wrote is seen."""
        locks.serialise(connection, name)

    def close(self) -> None:
        """Close all connections."""
        self._backend.engine.dispose()

    def check(self) -> str:
        """ "ok", or what the database complains of, in words."""
        with self.read() as connection:
            return self._backend.check(connection)

    def about(self) -> str:
        """Which program keeps it, and where if on a server: "PostgreSQL 15.14（db.local:5432/jltrain）"."""
        with self.read() as connection:
            return self._backend.about(connection)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the machine's trouble into words; a broken rule of our own tables stays what it is: a bug."""
        try:
            yield
        except PoolEmpty as error:
            raise DatabaseBusy from error
        except self._backend.complaints as error:
            trouble = self._backend.trouble(error)
            if trouble is None:
                raise
            raise trouble from error

    def _migrate(self, clock: Clock) -> None:
        """Do the steps that are missing, all in one transaction, whichever of two processes comes first."""
        with self._reading.connect() as connection:
            found = self._backend.version(connection)
        known = len(MIGRATIONS)
        if found > known:
            raise DatabaseTooNew(found=found, known=known)
        if found == known:
            return
        self._backend.before_migration(found, clock)
        with self._writing.connect() as connection, connection.begin():
            self._backend.alone(connection)
            for number in range(self._backend.version(connection) + 1, known + 1):  # another may have been faster
                MIGRATIONS[number - 1].do(connection)
                self._backend.mark(connection, number, clock)


def _backend(where: Path | str, backups: Path) -> Backend:
    if isinstance(where, Path):
        return Sqlite(where, backups)
    from jltrain.store.postgresql import Postgresql  # the driver is loaded only where there is a server

    return Postgresql(where)
