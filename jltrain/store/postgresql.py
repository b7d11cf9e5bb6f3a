"""A province: a PostgreSQL server, version 15 or later, that several HR people use at once (driver: psycopg 3).

Isolation: `read()` is one REPEATABLE READ snapshot; `write()` is READ COMMITTED, so that what follows
`serialise` (a transaction's advisory lock) sees what the lock's last holder wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from jltrain.clock import Clock, iso
from jltrain.errors import Trouble
from jltrain.i18n import _
from jltrain.store.backend import Complaints
from jltrain.store.locks import serialise
from jltrain.store.trouble import (
    BadDatabaseUrl,
    ConnectionLost,
    DatabaseBusy,
    DatabaseMissing,
    LoginRefused,
    NoPermission,
    NotUtf8,
    ServerCrowded,
    ServerDamaged,
    ServerFull,
    ServerReadOnly,
    ServerTooOld,
    ServerUnreachable,
)

OLDEST: Final = 15

_SESSION: Final = (
    "SET synchronous_commit = on",  # "saved" means on the disk, whatever the server's own setting is
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '5min'",  # a PC that froze shall not stop all others
    "SET tcp_keepalives_idle = 30",  # nor one that was cut off
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
)
_CONNECT: Final[dict[str, object]] = {
    "connect_timeout": 5,
    "client_encoding": "utf8",
    "application_name": "jltrain",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class Postgresql:
    """A `Backend` on a server. `url`: postgresql+psycopg://user:password@host:port/database. Raises BadDatabaseUrl."""

    name = "postgresql"
    reading: Mapping[str, object] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    writing: Mapping[str, object] = {"isolation_level": "READ COMMITTED"}
    complaints: Complaints = (DBAPIError, psycopg.Error)  # COPY goes past SQLAlchemy

    def __init__(self, url: str) -> None:
        parsed = _parsed(url)
        host = parsed.host or str(parsed.query.get("host", "")) or "localhost"
        self._facts = {
            "server": f"{host}:{parsed.port}" if parsed.port else host,
            "user": parsed.username or "",
            "database": parsed.database,
        }
        self.engine = _engine(parsed)

    def version(self, connection: Connection) -> int:
        server, encoding, made = connection.exec_driver_sql(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), "
            "to_regclass('schema_version') IS NOT NULL"
        ).one()
        if server // 10_000 < OLDEST:
            raise ServerTooOld(found=server // 10_000, known=OLDEST, **self._facts)
        if encoding != "UTF8":
            raise NotUtf8(found=encoding, **self._facts)
        if not made:
            return 0
        return int(connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM schema_version").scalar_one())

    def before_migration(self, found: int, clock: Clock) -> None:
        """A server's backups are its administrator's; a step that fails leaves everything as it was."""

    def alone(self, connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30min'")  # a step on a province's rows takes its time
        serialise(connection, "migration")
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY NOT NULL, done TEXT NOT NULL)"
        )

    def mark(self, connection: Connection, number: int, clock: Clock) -> None:
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (%s, %s)", (number, iso(clock.now())))

    def check(self, connection: Connection) -> str:
        asked = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"
        if connection.exec_driver_sql(asked).scalar_one():
            return ServerReadOnly(**self._facts).sentence()
        asked = "SELECT has_table_privilege('entry', 'SELECT, INSERT')"
        if not connection.exec_driver_sql(asked).scalar_one():
            return NoPermission(**self._facts).sentence()
        return "ok"

    def about(self, connection: Connection) -> str:
        version = str(connection.exec_driver_sql("SHOW server_version").scalar_one()).partition(" ")[0]
        facts = {"version": version, **self._facts}
        return _("PostgreSQL {version}（服务器 {server}，数据库 {database}）").format(**facts)

    def trouble(self, error: Exception) -> Trouble | None:
        origin = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(origin, psycopg.Error):
            return None
        state = origin.sqlstate or ""
        kind = _OF_STATE.get(state) or _OF_STATE.get(state[:2])
        if kind is None and not state and isinstance(origin, psycopg.OperationalError):
            kind = at_the_door(str(origin))
        return kind(**self._facts) if kind else None


_OF_STATE: Final[dict[str, type[Trouble]]] = {
    "08": ConnectionLost,
    "57P01": ConnectionLost,
    "57P02": ConnectionLost,
    "57P05": ConnectionLost,
    "25P03": ConnectionLost,
    "57P03": ServerCrowded,
    "53300": ServerCrowded,
    "53": ServerFull,
    "28": LoginRefused,
    "3D000": DatabaseMissing,
    "42501": NoPermission,
    "25006": ServerReadOnly,
    "55P03": DatabaseBusy,
    "57014": DatabaseBusy,
    "40": DatabaseBusy,
    "58": ServerDamaged,
    "XX001": ServerDamaged,
    "XX002": ServerDamaged,
}
"""SQLSTATE, or its class: https://www.postgresql.org/docs/15/errcodes-appendix.html"""

_AT_THE_DOOR: Final[tuple[tuple[type[Trouble], tuple[str, ...]], ...]] = (
    (ServerCrowded, ("too many", "connection slots", "starting up", "shutting down", "in recovery mode")),
    (ServerCrowded, ("太多", "连接位置", "启动中", "停止中", "恢复模式")),
    (LoginRefused, ("authentication failed", "pg_hba.conf", "no password supplied", "not permitted to log in")),
    (LoginRefused, ("认证", "不允许角色", 'role "', "角色")),
    (DatabaseMissing, ("does not exist", "不存在")),
    (NoPermission, ("permission denied for database", "权限不够")),
)
"""What the server says before it lets anybody in, in English and as its Chinese catalogue (zh_CN.po) has it."""
_NO_WAY: Final = ("connection failed", "connection is bad", "timeout", "resolve")
"""What psycopg says of a connection that never came about."""


def at_the_door(said: str) -> type[Trouble]:
    """The trouble of an error without a code: the way to the server, or a server that let nobody in."""
    for kind, words in _AT_THE_DOOR:
        if any(word in said for word in words):
            return kind
    return ServerUnreachable if any(word in said for word in _NO_WAY) else ConnectionLost


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):  # neither may be shown: they repeat the password
        raise BadDatabaseUrl from None
    if parsed.drivername not in ("postgresql+psycopg", "postgresql", "postgres") or not parsed.database:
        raise BadDatabaseUrl
    return parsed.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    # a window and a few threads: two connections kept, some more at a rush, none older than a firewall remembers
    engine = create_engine(
        url,
        pool_size=2,
        max_overflow=6,
        pool_timeout=10,
        pool_recycle=1800,
        pool_pre_ping=True,
        connect_args={k: v for k, v in _CONNECT.items() if k not in url.query},
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("; ".join(_SESSION))
        connection.commit()

    return engine
