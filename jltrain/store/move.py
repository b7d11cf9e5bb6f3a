"""Carry everything from one database into another: from the file of one PC to the province's server, or back.

All of it or nothing: one transaction on the target, which must be empty and is checked before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DataError

from jltrain.errors import Refused, Trouble
from jltrain.i18n import N_, _
from jltrain.ledger.entry import check_chain
from jltrain.progress import Report, Step, silent
from jltrain.store import bulk, chain, search
from jltrain.store.banktables import metadata
from jltrain.store.database import Database

_CHUNK: Final = 2_000


class TargetNotEmpty(Refused):
    template = N_("目标数据库里已经有数据（表 {table}），只能转入空的数据库；请让管理员另建一个空库再转。")


class MoveDoesNotAgree(Trouble):
    template = N_(
        "转入后核对不一致（表 {table}：原有 {found} 行，转入 {moved} 行），已全部撤回，原数据库没有改动；请重试。"
    )


class NotMovable(Trouble):
    template = N_(
        "表 {table} 里有服务器不能保存的内容（例如不可见的 NUL 字符），已全部撤回，原数据库没有改动；请联系维护人员。"
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried: rows of all tables together, entries of the ledger, whose chain was checked at the target."""

    rows: int
    entries: int


def move(source: Database, target: Database, report: Report = silent) -> Moved:
    """Copy all rows. While it runs nobody writes to either. Raises TargetNotEmpty, MoveDoesNotAgree, NotMovable,
    ChainBroken, and Cancelled from `report`: then the target is empty as before, and the source never changed.
    """
    tables = metadata.sorted_tables
    with _still(source) as old, target.write() as new:
        _hold(new)
        for table in tables:
            if new.execute(select(table).limit(1)).first() is not None:
                raise TargetNotEmpty(table=table.name)
        counts = {table: _count(old, table) for table in tables}
        total, done = sum(counts.values()), 0
        for table in tables:
            moved = _carry(old, new, table, report, done, total)
            kept = _count(new, table)
            if not counts[table] == moved == kept:
                raise MoveDoesNotAgree(table=table.name, found=counts[table], moved=kept)
            done += kept
        _go_on_counting(new)
        search.forget(new)
        report(Step(total, total, _("核对台账")))
        link, number = check_chain(chain.entries(new))
        if (number, link) != chain.last(old):
            raise MoveDoesNotAgree(table="entry", found=chain.last(old)[0], moved=number)
    return Moved(total, number)


@contextmanager
def _still(source: Database) -> Iterator[Connection]:
    """The source as it stands, with the door shut where that is to be had: a file takes no other writer meanwhile."""
    with source.write() if source.kind == "sqlite" else source.read() as connection:
        yield connection


def _hold(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        quoted = connection.dialect.identifier_preparer
        names = ", ".join(quoted.format_table(table) for table in metadata.sorted_tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _carry(old: Connection, new: Connection, table: Table, report: Report, done: int, total: int) -> int:
    """Stream one table; how many rows."""
    columns = [column.name for column in table.columns]
    rows = old.execute(select(table).order_by(*table.primary_key), execution_options={"yield_per": _CHUNK})
    count = 0

    def told() -> Iterator[Any]:
        nonlocal count
        for row in rows:
            if count % _CHUNK == 0:
                report(Step(done + count, total, table.name))
            count += 1
            yield tuple(row)

    try:
        if new.dialect.name == "postgresql":
            bulk.copy(new, table, columns, told())
        else:
            _insert(new, table, columns, told())
    except (DataError, psycopg.DataError) as error:
        raise NotMovable(table=table.name) from error
    finally:
        rows.close()
    return count


def _insert(connection: Connection, table: Table, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(dict(zip(columns, row, strict=True)))
        if len(chunk) == _CHUNK:
            connection.execute(insert(table), chunk)
            chunk = []
    if chunk:
        connection.execute(insert(table), chunk)


def _go_on_counting(connection: Connection) -> None:
    """The numbers that PostgreSQL gives by itself go on after those that came with the rows."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key:
            if column is table.autoincrement_column:
                asked = (
                    "SELECT setval(pg_get_serial_sequence(%s, %s), max({0}), true) FROM {1} HAVING max({0}) IS NOT NULL"
                )
                connection.exec_driver_sql(asked.format(column.name, table.name), (table.name, column.name))
