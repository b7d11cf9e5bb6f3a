"""Every version of a question that was ever current, or came with a file while the desk's own stayed; only added to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import Connection, func, select

from jltrain.bank.question import Question, from_record
from jltrain.bank.state import FILED, STATE_ONLY, Origin
from jltrain.store import bulk
from jltrain.store.banktables import bank_file, question, question_version
from jltrain.store.paging import Row, few

COLUMNS: Final = tuple(c.name for c in question_version.columns)
New = tuple[str, int, str, str, str, str, str, bytes]
"""In the order of COLUMNS: id, version, digest, at, by, origin, note, record."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question; `at` as the clock wrote it."""

    id: str
    version: int
    digest: str
    at: str
    by: str
    origin: Origin
    note: str
    question: Question


def add(connection: Connection, rows: Sequence[New]) -> None:
    """Write versions down."""
    bulk.tuples(connection, "question_version", COLUMNS, rows)


def last(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The highest version number of each id that ever had one."""
    c, found = question_version.c, dict[str, int]()
    for some in few(list(ids)):
        query = select(c.id, func.max(c.version)).where(c.id.in_(some)).group_by(c.id)
        found.update({row[0]: row[1] for row in connection.execute(query)})
    return found


def filed_digests(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The digest of the newest version of each id that came from a file."""
    c, found = question_version.c, dict[str, str]()
    for some in few(list(ids)):
        query = (
            select(c.id, c.digest)
            .where(c.id.in_(some), c.origin.in_([origin.value for origin in FILED]))
            .order_by(c.version)
        )
        found.update({row.id: row.digest for row in connection.execute(query)})
    return found


def withdrawn(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these ids of which the last thing said in the program is that they are out of use."""
    c, origins = question_version.c, dict[str, str]()
    for some in few(list(ids)):
        query = select(c.id, c.origin).where(c.id.in_(some), c.origin.not_in([origin.value for origin in FILED]))
        origins.update({row.id: row.origin for row in connection.execute(query.order_by(c.version))})
    return {ident for ident, origin in origins.items() if origin == Origin.WITHDRAWN.value}


def one(connection: Connection, ident: str, number: int) -> Version | None:
    """A certain version."""
    c = question_version.c
    row = connection.execute(select(question_version).where(c.id == ident, c.version == number)).first()
    return _version(row) if row else None


def history(connection: Connection, ident: str) -> tuple[Version, ...]:
    """All versions of a question, the newest first."""
    c = question_version.c
    rows = connection.execute(select(question_version).where(c.id == ident).order_by(c.version.desc()))
    return tuple(map(_version, rows))


def newest_filed(connection: Connection, ident: str) -> Version | None:
    """The newest version that came from a file."""
    return next((v for v in history(connection, ident) if v.origin in FILED), None)


def outdated(connection: Connection) -> tuple[str, ...]:
    """Questions of the desk whose file has brought another text since the desk's was last decided on."""
    c = question_version.c
    both = select(question.c.id, question.c.digest).join(bank_file, bank_file.c.id == question.c.id)
    ours = {row.id: row.digest for row in connection.execute(both.where(question.c.folder == "desk"))}
    filed, decided = dict[str, tuple[int, str]](), dict[str, int]()
    for some in few(list(ours)):
        query = select(c.id, c.version, c.origin, c.digest).where(c.id.in_(some)).order_by(c.id, c.version)
        for row in connection.execute(query):
            if row.origin in FILED:
                filed[row.id] = (row.version, row.digest)
            elif row.origin not in STATE_ONLY:
                decided[row.id] = row.version
    return tuple(sorted(i for i, (number, digest) in filed.items() if number > decided.get(i, 0) and digest != ours[i]))


def _version(row: Row) -> Version:
    read = from_record(orjson.loads(row.record))
    return Version(row.id, row.version, row.digest, row.at, row.by, Origin(row.origin), row.note, read)
