"""The full-text search of the bank: one index over the current version of every question.

On SQLite it is FTS5 (`search_sqlite`), on PostgreSQL a GIN index (`search_postgresql`); both hold single characters,
so that any substring is found and nothing else (see `bank.highlight` for what that means). The index is
written in the transaction that changes the questions. Table `search_index` says by which rules it was made: by
others, or not at all (after a move to another database), and it is made anew before anything is asked or changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson
from sqlalchemy import Connection, func, select

from jltrain.progress import Report, Step, silent
from jltrain.store import search_postgresql, search_sqlite, searchtext
from jltrain.store.banktables import current, question, question_version

_CHUNK: Final = 2_000
_RULES: Final = "1"
"""To be raised when `searchtext`, `bank.highlight` or the index itself change."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`wanted` and `unwanted`: folded words; `field`: one of searchtext.FIELDS, "" for any.

    `facets`: of each group at least one must be there; `without`: facets of which none may be there.
    """

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    field: str = ""
    facets: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()


class Engine(Protocol):
    """One kind of index; `search_sqlite` and `search_postgresql` are such."""

    NAME: str

    def make(self, connection: Connection) -> None:
        """An empty index, whatever was there."""

    def add(self, connection: Connection, rows: Sequence[searchtext.Row]) -> None:
        """Questions that are not in it, in the order of their numbers."""

    def remove(self, connection: Connection, rows: Sequence[searchtext.Row]) -> None:
        """The same of questions that are: exactly as they were added."""

    def numbers(self, connection: Connection, asked: Asked, offset: int, limit: int) -> list[int]:
        """The hits in the order of their numbers."""

    def count(self, connection: Connection, asked: Asked) -> int:
        """How many hits there are."""

    def settle(self, connection: Connection) -> None:
        """After many changes."""

    def holds(self, connection: Connection) -> int:
        """How many questions are in it; -1 where the index itself is damaged."""


def engine(connection: Connection) -> Any:
    """The kind that this database has."""
    return search_sqlite if connection.dialect.name == "sqlite" else search_postgresql


def _made(connection: Connection) -> str:
    return f"{engine(connection).NAME} {_RULES}, Unicode {unicodedata.unidata_version}"


def revision(connection: Connection) -> int | None:
    """A number that every change of the bank raises; None where the index has to be made anew first."""
    found = connection.exec_driver_sql("SELECT made, revision FROM search_index WHERE name = 'question'").first()
    return int(found[1]) if found is not None and found[0] == _made(connection) else None


def ensure(connection: Connection, report: Report = silent) -> None:
    """Within a writing transaction that has the bank's lock: the index is there and current."""
    if revision(connection) is None:
        rebuild(connection, report)


def changed(connection: Connection) -> None:
    """Say that the bank is no longer what it was."""
    connection.exec_driver_sql("UPDATE search_index SET revision = revision + 1 WHERE name = 'question'")


def forget(connection: Connection) -> None:
    """The questions come from elsewhere: whatever the index holds is of no use."""
    connection.exec_driver_sql("DELETE FROM search_index")


def rebuild(connection: Connection, report: Report = silent) -> int:
    """Make the index anew from the questions; how many there are."""
    kind = engine(connection)
    kind.make(connection)
    total = connection.execute(select(func.count()).select_from(question)).scalar_one()
    done = 0
    for some in _all(connection):
        report(Step(done, total))
        kind.add(connection, some)
        done += len(some)
    kind.settle(connection)
    before = connection.exec_driver_sql("SELECT coalesce(max(revision), 0) + 1 FROM search_index").scalar_one()
    forget(connection)
    mark = "?, ?, ?" if connection.dialect.name == "sqlite" else "%s, %s, %s"
    connection.exec_driver_sql(
        f"INSERT INTO search_index (name, made, revision) VALUES ({mark})", ("question", _made(connection), before)
    )
    return done


def faults(connection: Connection) -> bool:
    """Whether the index lacks questions, or has some that are gone."""
    if revision(connection) is None:
        return True
    total = connection.execute(select(func.count()).select_from(question)).scalar_one()
    return bool(engine(connection).holds(connection) != total)


def _all(connection: Connection) -> Iterator[list[searchtext.Row]]:
    c, after = question.c, -1
    query = select(c.number, question_version.c.record, c.state, c.folder).select_from(current)
    query = query.order_by(c.number).limit(_CHUNK)
    while rows := connection.execute(query.where(c.number > after)).all():
        yield [_row(*row) for row in rows]
        after = rows[-1].number


def _row(number: int, record: bytes, state: str, folder: str) -> searchtext.Row:
    return searchtext.row(number, orjson.loads(record), state, folder)[0]
