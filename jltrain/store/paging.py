"""One page of a long list, and the words that people look for in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

from jltrain.ledger.identity import tidy_certificate

T = TypeVar("T")
V = TypeVar("V")

FEW: Final = 500
"""Values for one IN (…): neither kind of database is slow at it, and no limit on parameters is near."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list from `offset` on; `total` is how many the whole list has."""

    rows: tuple[T, ...]
    total: int
    offset: int = 0


def holds_words(words: str, *columns: ColumnElement[str]) -> ColumnElement[bool] | None:
    """Every word of `words` stands in one of the columns, capitals aside; None when there are no words."""
    said = [word for word in words.replace("\0", " ").split() if word]
    if not said:
        return None
    return and_(*(or_(*(_holds(c, way) for way in _ways(word) for c in columns)) for word in said))


def _ways(word: str) -> tuple[str, ...]:
    """A word as typed, and as certificate numbers are stored: full-width digits are a habit of Chinese keyboards."""
    number = tidy_certificate(word)
    return (word,) if not number or number.casefold() == word.casefold() else (word, number)


def _holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    if word.lower() == word.upper():  # without capitals PostgreSQL is several times as fast
        return column.contains(word, autoescape=True)
    return column.icontains(word, autoescape=True)


def few(values: Sequence[V], size: int = FEW) -> Iterator[Sequence[V]]:
    """`values` in pieces."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


Row = Any
"""A row of SQLAlchemy's: attributes by column name."""
