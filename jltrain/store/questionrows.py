"""Rows of the bank's table with all that hangs on them: articles cited, and the index of the search."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Select, delete, func, select

from jltrain.bank import digest as digests
from jltrain.bank.areas import Area
from jltrain.bank.question import Question, as_record, from_record
from jltrain.i18n import _
from jltrain.progress import Report, Step, silent
from jltrain.store import bulk, search, searchtext
from jltrain.store.banktables import current, question, question_cites, question_version
from jltrain.store.paging import Row, few

_CHUNK: Final = 2_000
_COLUMNS: Final = tuple(c.name for c in question.columns)
FOLDERS: Final = ("shipped", "own", "desk")
"""Our YAML files, those beside the database, and what was made or edited in the program: in this order."""
DESK: Final = "desk"
AREAS: Final = {area.value: rank for rank, area in enumerate(sorted(Area, key=str))}
"""As the files come: folders by name."""


def first_place(folder: str, area: str) -> int:
    """The number before those of a folder's questions of one area: numbers are the bank's order."""
    return (FOLDERS.index(folder) + 1 << 44) + (AREAS[area] << 36)


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as it is kept; `said` is what `record` holds."""

    number: int
    question: Question
    folder: str
    state: str
    version: int
    digest: str
    record: bytes
    said: searchtext.Record = field(compare=False, repr=False)


def recorded(q: Question) -> tuple[str, bytes, searchtext.Record]:
    """Its digest (`Question.digest`, taken of the same bytes), its record, and what that holds."""
    said = as_record(q)
    record = digests.canonical(said)
    return hashlib.sha256(record).hexdigest(), record, said


def chosen() -> Select[Any]:
    """The questions as `stored` takes them, to be narrowed down."""
    c = question.c
    return select(c.number, c.folder, c.state, c.version, c.digest, question_version.c.record).select_from(current)


def stored(row: Row) -> Stored:
    """From a row of `chosen`."""
    record = bytes(row.record)
    said = orjson.loads(record)
    return Stored(row.number, from_record(said), row.folder, row.state, row.version, row.digest, record, said)


def load(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """Those of these ids that the bank has."""
    found: dict[str, Stored] = {}
    for some in few(list(ids)):
        for row in map(stored, connection.execute(chosen().where(question.c.id.in_(some)))):
            found[row.question.id] = row
    return found


def load_numbers(connection: Connection, numbers: Collection[int]) -> Iterator[Stored]:
    """The questions at these places, in their order."""
    for some in few(sorted(numbers)):
        query = chosen().where(question.c.number.in_(some)).order_by(question.c.number)
        yield from map(stored, connection.execute(query))


class Changes:
    """Rows taken out and put in, within one transaction.

    FTS5 writes what it has gathered whenever a number is lower than the one before: so the index hears at once of
    rows that come in the order of their numbers, and of all else at the end, in `close`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gone: list[searchtext.Row] = []
        self._come: list[searchtext.Row] = []
        self._last = -1

    def take_out(self, rows: Sequence[Stored]) -> None:
        """Remove questions that are there as given."""
        for some in few(rows):
            numbers = [row.number for row in some]
            self._connection.execute(delete(question_cites).where(question_cites.c.question.in_(numbers)))
            self._connection.execute(delete(question).where(question.c.number.in_(numbers)))
        self._gone += [_indexed(row)[0] for row in rows]

    def put_in(self, rows: Sequence[Stored]) -> None:
        """Add questions that are not there."""
        kept, cited, come = list[tuple[object, ...]](), list[tuple[object, ...]](), list[searchtext.Row]()
        for row in rows:
            said = row.said
            indexed, found = _indexed(row)
            kept.append((
                row.number, said["id"], row.folder, row.number & (1 << 36) - 1, said["discipline"], said["topic"],
                said["kind"], said["difficulty"], row.state, row.version, row.digest,
            ))  # fmt: skip
            cited += [(row.number, law, article) for law, article in found]
            come.append(indexed)
        bulk.tuples(self._connection, "question", _COLUMNS, kept)
        bulk.tuples(self._connection, "question_cites", ("question", "law", "article"), cited)
        come.sort()
        if self._gone or self._come or not come or come[0][0] <= self._last:
            self._come += come
        else:
            search.engine(self._connection).add(self._connection, come)
            self._last = come[-1][0]

    def close(self, report: Report = silent) -> None:
        """Tell the index."""
        self._gone.sort()
        self._come.sort()
        engine = search.engine(self._connection)
        for start in range(0, len(self._gone), _CHUNK):
            engine.remove(self._connection, self._gone[start : start + _CHUNK])
        for start in range(0, len(self._come), _CHUNK):
            report(Step(start, len(self._come), _("更新检索")))
            engine.add(self._connection, self._come[start : start + _CHUNK])


def _indexed(row: Stored) -> tuple[searchtext.Row, tuple[searchtext.Cite, ...]]:
    return searchtext.row(row.number, row.said, row.state, row.folder)


class Places:
    """Gives out the next places at the desk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}

    def next(self, area: str) -> int:
        """The place after the last one of this area."""
        if area not in self._last:
            first, c = first_place(DESK, area), question.c
            query = select(func.max(c.number)).where(c.number > first, c.number < first + (1 << 36))
            self._last[area] = self._connection.execute(query).scalar_one() or first
        self._last[area] += 1
        return self._last[area]
