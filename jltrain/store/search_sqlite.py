"""The index on SQLite: FTS5 without content, every character a token of its own, asked for in phrases.

The `ascii` tokenizer takes all beyond ASCII as part of a token and is told to do so with ASCII's punctuation, so a
token is what stands between two spaces: nothing is lost, and there is no need to look at a hit again. The row's
id is the question's place in the bank: hits come in that order by themselves. Taking a row out means saying what
it held (contentless_delete came with SQLite 3.43).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from jltrain.store.searchtext import ALL, EDGE, FIELDS, SPACE, Row, query

if TYPE_CHECKING:
    from jltrain.store.search import Asked

NAME: Final = "fts5"
_MARKS: Final = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~" + "''" + '""'
_COLUMNS: Final = ", ".join((*FIELDS, "facets"))
_PLACES: Final = ", ".join("?" * (len(FIELDS) + 2))
_HASH: Final = 32 << 20
"""Bytes of new index that a transaction gathers before they are sorted and written: fewer segments to merge."""


def make(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE search_text USING fts5({_COLUMNS}, content='', columnsize=0, "
        f"tokenize=\"ascii tokenchars '{_MARKS}'\")"
    )
    connection.exec_driver_sql("INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ?)", (_HASH,))


def add(connection: Connection, rows: Sequence[Row]) -> None:
    values = [_values(*row) for row in rows]
    if values:
        connection.exec_driver_sql(f"INSERT INTO search_text (rowid, {_COLUMNS}) VALUES ({_PLACES})", values)


def remove(connection: Connection, rows: Sequence[Row]) -> None:
    values = [_values(*row) for row in rows]
    if values:
        connection.exec_driver_sql(
            f"INSERT INTO search_text (search_text, rowid, {_COLUMNS}) VALUES ('delete', {_PLACES})", values
        )


def settle(_connection: Connection) -> None:
    """FTS5 merges by itself."""


def numbers(connection: Connection, asked: Asked, offset: int, limit: int) -> list[int]:
    found = connection.exec_driver_sql(
        "SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid LIMIT ? OFFSET ?",
        (_expression(asked), limit, offset),
    )
    return [row[0] for row in found]


def count(connection: Connection, asked: Asked) -> int:
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM search_text WHERE search_text MATCH ?", (_expression(asked),)
    )
    return int(found.scalar_one())


def holds(connection: Connection) -> int:
    return int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM search_text WHERE search_text MATCH ?", (_said(ALL),)
        ).scalar_one()
    )


def _values(number: int, folded: str, facets: str) -> tuple[object, ...]:
    return (number, *_spaced(folded).split(f" {EDGE} "), facets)


def _spaced(text: str) -> str:
    """A space after every character but the last; the text's own spaces become tokens. Faster than str.join."""
    text = text.replace(" ", SPACE)
    plain = text.encode("utf-16-le", "surrogatepass")
    if len(plain) == 2 * len(text):
        out = bytearray(b" \0" * (2 * len(text)))
        out[::4], out[1::4] = plain[::2], plain[1::2]
        return out.decode("utf-16-le", "surrogatepass")[:-1]
    plain = text.encode("utf-32-le", "surrogatepass")  # a rare character needs more
    out = bytearray(b" \0\0\0" * (len(plain) // 2))
    out[::8], out[1::8], out[2::8] = plain[::4], plain[1::4], plain[2::4]
    return out.decode("utf-32-le", "surrogatepass")[:-1]


def _expression(asked: Asked) -> str:
    column = f"{asked.field} : " if asked.field else ""
    parts = [column + _phrase(word) for word in asked.wanted]
    parts += ["(" + " OR ".join(map(_said, group)) + ")" for group in asked.facets]
    parts = parts or [_said(ALL)]
    away = [column + _phrase(word) for word in asked.unwanted] + [_said(facet) for facet in asked.without]
    whole = "(" + " AND ".join(parts) + ")"
    return f"{whole} NOT ({' OR '.join(away)})" if away else whole


def _phrase(word: str) -> str:
    return _said(_spaced(query(word)))


def _said(tokens: str) -> str:
    return '"' + tokens.replace('"', '""') + '"'
