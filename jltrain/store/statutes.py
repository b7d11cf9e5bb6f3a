"""Statutes as imported: versions of each, their articles, and the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select

from jltrain.statutes.names import folded
from jltrain.statutes.statute import Article, Statute
from jltrain.store import bulk
from jltrain.store.banktables import statute, statute_article
from jltrain.store.database import Database
from jltrain.store.paging import Page, Row

_BETWEEN = " › "
"""Between the parts of a heading, as the database has them."""


@dataclass(frozen=True, slots=True)
class StoredStatute:
    """One version. Days are "YYYY-MM-DD", `effective` "" when the text does not say; `articles` counts them."""

    id: int
    law: str
    full_name: str
    version: str
    effective: str
    digest: str
    imported: str
    by: str
    source: str
    articles: int


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the version that it is in."""

    law: str
    version: str
    article: Article


class Statutes:
    """The repository of the statutes room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, law: str = "") -> tuple[StoredStatute, ...]:
        """Every version of every statute, or of one by its short name; by name, the newest first."""
        with self._database.read() as connection:
            return _rows(connection, law)

    def laws(self) -> dict[str, str]:
        """Folded name -> the short name that the database has it under."""
        with self._database.read() as connection:
            names = connection.execute(select(statute.c.law, statute.c.full_name).distinct()).all()
        known = {folded(r.full_name): r.law for r in names}
        return known | {folded(r.law): r.law for r in names}

    def put(self, connection: Connection, one: Statute, at: str, by: str, source: str) -> str:
        """Keep a version within a `write()`: "new", "same" when its very text is there, "replaced" when another was."""
        self._database.serialise(connection, "statutes")
        c = statute.c
        known = connection.execute(
            select(c.id, c.digest).where(c.law == one.law, c.version == one.version.isoformat())
        ).one_or_none()
        if known and known.digest == one.digest:
            return "same"
        row = {
            "law": one.law,
            "full_name": one.full_name,
            "version": one.version.isoformat(),
            "effective": one.effective.isoformat() if one.effective else "",
            "digest": one.digest,
            "imported": at,
            "by": by,
            "source": source,
        }
        if known:
            _delete(connection, known.id)
        number = connection.execute(insert(statute).values(row)).inserted_primary_key
        assert number
        bulk.add(connection, statute_article, [_article_row(number[0], n, a) for n, a in enumerate(one.articles)])
        return "replaced" if known else "new"

    def get(self, law: str, version: str, connection: Connection | None = None) -> Statute | None:
        """One version whole, by short name and day. Its history is not kept: ()."""
        if connection is None:
            with self._database.read() as own:
                return self.get(law, version, own)
        c = statute.c
        row = connection.execute(select(statute).where(c.law == law, c.version == version)).one_or_none()
        if row is None:
            return None
        found = connection.execute(
            select(statute_article).where(statute_article.c.statute_id == row.id).order_by(statute_article.c.position)
        )
        return Statute(
            full_name=row.full_name,
            law=row.law,
            version=date.fromisoformat(row.version),
            effective=date.fromisoformat(row.effective) if row.effective else None,
            history=(),
            articles=tuple(map(_article, found)),
        )

    def article(self, law: str, version: str, key: str) -> tuple[Article | None, str, str]:
        """An article of one version, and the keys of the one before it and the one behind it ("" at the ends)."""
        c, a = statute.c, statute_article.c
        query = (
            select(statute_article)
            .join(statute, c.id == a.statute_id)
            .where(c.law == law, c.version == version, a.key == key)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None, "", ""
            around = connection.execute(
                select(a.position, a.key).where(
                    a.statute_id == row.statute_id, a.position.in_([row.position - 1, row.position + 1])
                )
            )
            keys = {r.position: r.key for r in around}
        return _article(row), keys.get(row.position - 1, ""), keys.get(row.position + 1, "")

    def search(self, words: Sequence[str], law: str, offset: int, limit: int) -> Page[FoundArticle]:
        """Articles of the newest version of each statute (or of `law`) in which every word stands."""
        c, a = statute.c, statute_article.c
        newest = select(c.law, func.max(c.version).label("version")).group_by(c.law).subquery()
        conditions: list[ColumnElement[bool]] = [
            or_(a.text.icontains(word, autoescape=True), a.label == word, c.law == word, c.full_name == word)
            for word in words
        ]
        if law:
            conditions.append(c.law == law)
        of = newest.c

        def joined(query: Select[Any]) -> Select[Any]:
            return (
                query.select_from(statute_article)
                .join(statute, c.id == a.statute_id)
                .join(newest, (of.law == c.law) & (of.version == c.version))
                .where(*conditions)
            )

        with self._database.read() as connection:
            total = connection.execute(joined(select(func.count()))).scalar_one()
            rows = connection.execute(
                joined(select(c.law, c.version, statute_article))
                .order_by(c.law, a.position)
                .offset(offset)
                .limit(limit)
            )
            return Page(tuple(FoundArticle(r.law, r.version, _article(r)) for r in rows), total, offset)

    def remove(self, connection: Connection, law: str, version: str) -> bool:
        """Take a version out within a `write()`; whether it was there."""
        self._database.serialise(connection, "statutes")
        c = statute.c
        number = connection.execute(select(c.id).where(c.law == law, c.version == version)).scalar_one_or_none()
        if number is not None:
            _delete(connection, number)
        return number is not None

    def versions(self, connection: Connection, law: str) -> tuple[str, ...]:
        """The versions of a statute within a transaction, the newest first."""
        query = select(statute.c.version).where(statute.c.law == law).order_by(statute.c.version.desc())
        return tuple(connection.execute(query).scalars())


def _rows(connection: Connection, law: str) -> tuple[StoredStatute, ...]:
    count = select(func.count()).where(statute_article.c.statute_id == statute.c.id).scalar_subquery().label("articles")
    query = select(statute, count).order_by(statute.c.law, statute.c.version.desc())
    if law:
        query = query.where(statute.c.law == law)
    return tuple(StoredStatute(**r._mapping) for r in connection.execute(query))


def _delete(connection: Connection, number: int) -> None:
    connection.execute(delete(statute_article).where(statute_article.c.statute_id == number))
    connection.execute(delete(statute).where(statute.c.id == number))


def _article_row(number: int, position: int, article: Article) -> dict[str, object]:
    return {
        "statute_id": number,
        "position": position,
        "key": article.key,
        "label": article.label,
        "heading": _BETWEEN.join(article.heading),
        "text": article.text,
    }


def _article(row: Row) -> Article:
    return Article(row.key, row.label, tuple(row.heading.split(_BETWEEN)) if row.heading else (), row.text)
