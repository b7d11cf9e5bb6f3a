"""The index on PostgreSQL, without any extension: the characters of a question and its facets in a GIN index.

A word of two or more characters is looked for in the folded texts of those questions that have its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from jltrain.store import bulk
from jltrain.store.searchtext import EDGE, FIELDS, Row, query

if TYPE_CHECKING:
    from jltrain.store.search import Asked

NAME: Final = "gin"


def make(connection: Connection) -> None:
    for statement in (
        "DROP TABLE IF EXISTS search_text",
        'CREATE TABLE search_text (number BIGINT PRIMARY KEY NOT NULL, words TEXT COLLATE "C" NOT NULL, '
        'facets TEXT[] COLLATE "C" NOT NULL, grams TEXT[] COLLATE "C" NOT NULL)',
        "CREATE INDEX search_text_facets ON search_text USING gin (facets)",
        "CREATE INDEX search_text_grams ON search_text USING gin (grams)",
    ):
        connection.exec_driver_sql(statement)


def add(connection: Connection, rows: Sequence[Row]) -> None:
    values: list[tuple[object, ...]] = []
    for number, words, facets in rows:
        values.append((number, words, facets.split(" "), list(set(words))))
    bulk.tuples(connection, "search_text", ("number", "words", "facets", "grams"), values)


def remove(connection: Connection, rows: Sequence[Row]) -> None:
    numbers = [row[0] for row in rows]
    if numbers:
        connection.exec_driver_sql("DELETE FROM search_text WHERE number = ANY(%s)", (numbers,))


def settle(connection: Connection) -> None:
    connection.exec_driver_sql("ANALYZE search_text")


_COMMON: Final = """
SELECT said FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS seen(said, share)
WHERE schemaname = current_schema() AND tablename = 'search_text' AND attname = 'grams' AND share > 0.2 AND said = ANY(%s)
"""
"""Of these characters, those that a fifth of all questions has: to look at every text costs less than their index."""


def numbers(connection: Connection, asked: Asked, offset: int, limit: int) -> list[int]:
    where, values = _condition(connection, asked)
    found = connection.exec_driver_sql(
        f"SELECT number FROM search_text WHERE {where} ORDER BY number LIMIT %s OFFSET %s", (*values, limit, offset)
    )
    return [row[0] for row in found]


def count(connection: Connection, asked: Asked) -> int:
    where, values = _condition(connection, asked)
    return int(
        connection.exec_driver_sql(f"SELECT count(*) FROM search_text WHERE {where}", tuple(values)).scalar_one()
    )


def holds(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM search_text").scalar_one())


def _condition(connection: Connection, asked: Asked) -> tuple[str, list[object]]:
    """SQL that is true of the hits, and its values."""
    wanted, unwanted = ([query(word) for word in some] for some in (asked.wanted, asked.unwanted))
    needed = {char for word in wanted for char in word}
    if needed:
        needed.difference_update(connection.exec_driver_sql(_COMMON, (list(needed),)).scalars())
    single = [some[0] for some in asked.facets if len(some) == 1]
    where, values = ["TRUE"], list[object]()
    for condition, some in (
        ("facets @> %s::text[]", single),
        *(("facets && %s::text[]", list(group)) for group in asked.facets if len(group) > 1),
        ("NOT facets && %s::text[]", list(asked.without)),
        ("grams @> %s::text[]", sorted(needed)),
    ):
        if some:
            where.append(condition)
            values.append(some)
    place = f"split_part(words, '{EDGE}', {FIELDS.index(asked.field) + 1})" if asked.field else "words"
    for words, sign in ((wanted, ">"), (unwanted, "=")):
        for word in words:
            where.append(f"strpos({place}, %s) {sign} 0")
            values.append(word)
    return " AND ".join(where), values
