"""Insert rows that may be there already, in the words that both kinds of database understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import Insert

from jltrain.store import bulk

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Row = Mapping[str, object]


def once(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert; a row that breaks a rule of uniqueness is left out. All rows have the same keys."""
    _run(connection, table, rows, ())


def put(connection: Connection, table: Table, rows: Sequence[Row], key: Sequence[str]) -> None:
    """Insert, or replace all other columns given of the row with the same `key`. No two rows have one key."""
    _run(connection, table, rows, tuple(key))


def _run(connection: Connection, table: Table, rows: Sequence[Row], key: tuple[str, ...]) -> None:
    if not rows:
        return
    columns = tuple(rows[0])
    statement = _statement(connection.dialect.name, table, columns, key)
    if bulk.worth_it(connection, rows):
        bulk.staged(connection, table, rows, statement)
    else:
        connection.execute(statement, rows)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # a tenth of the start-up of a PC that has none

    return postgresql.insert(table)


@lru_cache(maxsize=256)  # SQLAlchemy's own cache asks for a key that costs more than the insert
def _statement(dialect: str, table: Table, columns: tuple[str, ...], key: tuple[str, ...]) -> Insert:
    query = _insert(dialect, table)
    rest = {name: query.excluded[name] for name in columns if name not in key}
    if key and rest:
        return query.on_conflict_do_update(index_elements=list(key), set_=rest)
    return query.on_conflict_do_nothing()
