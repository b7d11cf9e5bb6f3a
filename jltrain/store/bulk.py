"""Many rows at once: COPY on PostgreSQL, prepared inserts on SQLite, where nothing is faster."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from sqlalchemy import Column, Connection, MetaData, Table, insert
from sqlalchemy.sql.dml import Insert

Row = Mapping[str, object]
MANY: Final = 1_000
"""From so many rows on COPY earns its set-up."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Python does not look for cycles meanwhile: among so many values, none of which is in one, that is a third of the
    time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def worth_it(connection: Connection, rows: Sequence[Row]) -> bool:
    """Whether COPY is to be had and pays."""
    return connection.dialect.name == "postgresql" and len(rows) > MANY


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows with the same keys. Raises IntegrityError like any insert."""
    if worth_it(connection, rows):
        columns = tuple(rows[0])
        copy(connection, table, columns, (tuple(row[name] for name in columns) for row in rows))
    elif rows:
        connection.execute(insert(table), rows)


def tuples(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Insert plain tuples, in the order of `columns`, past what SQLAlchemy does for each value."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        names = ", ".join(f'"{name}"' for name in columns)
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})', [*rows])
        return
    copy(connection, _plain(table, *columns), columns, rows)


@lru_cache(maxsize=32)
def _plain(name: str, *columns: str) -> Table:
    return Table(name, MetaData(), *(Column(column) for column in columns))


def copy(
    connection: Connection, table: Table, columns: Sequence[str], values: Iterable[Sequence[object]], into: str = ""
) -> int:
    """Stream tuples of `columns` into `table`, or into `into`, a table like it, by COPY. How many there were."""
    quoted = connection.dialect.identifier_preparer
    names = ", ".join(quoted.quote(name) for name in columns)
    count = 0  # as text: of a number too large for its column the binary form would keep the lower bits, and be silent
    driver = connection.connection.driver_connection
    assert driver is not None
    connection.exec_driver_sql("SELECT 1")  # the transaction begins, with the isolation that SQLAlchemy has set
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {into or quoted.format_table(table)} ({names}) FROM STDIN") as stream,
    ):
        for row in values:
            stream.write_row(row)
            count += 1
    return count


def staged(connection: Connection, table: Table, rows: Sequence[Row], statement: Insert) -> None:
    """An insert with a rule for conflicts: COPY knows none, so the rows go through a table of this transaction."""
    columns, prepared = tuple(rows[0]), connection.dialect.identifier_preparer
    names = ", ".join(prepared.quote(name) for name in columns)
    stage = prepared.quote(f"stage_{table.name}")
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {stage} ON COMMIT DROP AS SELECT {names} FROM {prepared.format_table(table)} LIMIT 0"
    )
    copy(connection, table, columns, (tuple(row[name] for name in columns) for row in rows), into=stage)
    rule = str(statement.compile(dialect=connection.dialect)).partition(" ON CONFLICT ")[2]
    connection.exec_driver_sql(
        f"INSERT INTO {prepared.format_table(table)} ({names}) SELECT {names} FROM {stage} ON CONFLICT {rule}"
    )
    connection.exec_driver_sql(f"DROP TABLE {stage}")
