"""The one door to the database: open it, bring it forward, and hand out transactions.

SQLite in WAL mode with synchronous=FULL: when a `write()` block has ended, its rows are on the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from jltrain.clock import Clock
from jltrain.errors import Trouble
from jltrain.i18n import N_
from jltrain.store.migrations import MIGRATIONS


class DatabaseTooNew(Trouble):
    template = N_("数据库由更新版本的程序写成（第 {found} 版，本程序只到第 {known} 版），请先升级程序再打开。")


class DatabaseDamaged(Trouble):
    template = N_("数据库文件“{file}”已损坏，原文件没有改动；请从备份文件夹“{backups}”恢复最近的备份。")


class DiskFull(Trouble):
    template = N_("磁盘空间不足，刚才的内容没有保存；请清理“{folder}”所在磁盘后重试。")


class DatabaseReadOnly(Trouble):
    template = N_("数据库“{file}”不能写入，请检查文件和文件夹的写权限（例如 U 盘写保护）后重试。")


class DatabaseBusy(Trouble):
    template = N_("数据库正被另一个程序占用，刚才的操作没有完成；请稍候再试。")


class Database:
    """An open database. `backups` takes the copy made before each migration."""

    def __init__(self, file: Path, backups: Path, clock: Clock) -> None:
        self.file, self._backups = file, backups
        self._engine = _engine(file)
        with self._told():
            self._migrate(clock)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it, on the disk, or none of it."""
        with self._told(), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def check(self) -> str:
        """ "ok", or what SQLite's quick check complains of."""
        with self.read() as connection:
            return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the machine's trouble into words; a broken rule of our own tables stays what it is: a bug."""
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:  # the backup is made without SQLAlchemy
            trouble = self._trouble(str(error.orig if isinstance(error, DatabaseError) else error))
            if trouble is None:
                raise
            raise trouble from error

    def _trouble(self, said: str) -> Trouble | None:
        if "disk is full" in said or "disk I/O error" in said:
            return DiskFull(folder=self.file.parent)
        if "readonly" in said or "unable to open" in said:
            return DatabaseReadOnly(file=self.file)
        if "locked" in said:
            return DatabaseBusy()
        if "not a database" in said or "malformed" in said:
            return DatabaseDamaged(file=self.file, backups=self._backups)
        return None

    def _migrate(self, clock: Clock) -> None:
        with self._engine.connect() as connection:
            found = _version(connection)
        known = len(MIGRATIONS)
        if found > known:
            self._engine.dispose()
            raise DatabaseTooNew(found=found, known=known)
        if found == known:
            return
        if found:
            stamp = clock.now().strftime("%Y%m%d-%H%M%S")
            back_up(self.file, self._backups / f"jltrain-v{found}-{stamp}.db")
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            for number in range(_version(connection) + 1, known + 1):  # another process may have been faster
                for statement in MIGRATIONS[number - 1]:
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def back_up(file: Path, to: Path) -> None:
    """A consistent copy of a database that may be in use."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


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
