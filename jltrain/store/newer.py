"""A newer version of a statute opens reviews of what cites the articles that it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from jltrain.statutes import difference
from jltrain.statutes.difference import ArticleChange
from jltrain.statutes.statute import Article, Statute
from jltrain.statutes.verdict import Verdict
from jltrain.store.database import Database
from jltrain.store.reviews import Reviews
from jltrain.store.statutes import Statutes


@dataclass(frozen=True, slots=True)
class Citing:
    """A question or chapter that cites an article. `declared`: the version that a chapter says it goes by, or ""."""

    kind: str
    subject: str
    article: str
    declared: str = ""


def keep(database: Database, one: Statute, cites: Sequence[Citing], at: str, by: str, source: str) -> tuple[str, int]:
    """Keep a version and open what it sends to be reviewed, both or neither: what `Statutes.put` says, and how many."""
    statutes, reviews = Statutes(database), Reviews(database)
    with database.write() as connection:
        was = statutes.put(connection, one, at, by, source)
        return was, open_newer(connection, statutes, reviews, one, cites, at, by) if was == "new" else 0


def take_out(database: Database, law: str, version: str) -> int:
    """Remove a version, unless open reviews rest on it: how many do."""
    with database.write() as connection:
        database.serialise(connection, "statutes")
        count = Reviews(database).resting_on(connection, law, version)
        if not count:
            Statutes(database).remove(connection, law, version)
        return count


def open_newer(
    connection: Connection,
    statutes: Statutes,
    reviews: Reviews,
    one: Statute,
    cites: Sequence[Citing],
    at: str,
    by: str,
) -> int:
    """After `one` was put within this `write()`: open a review for each citation of an article that it changes.

    Nothing when it is not the newest version, or the only one. What still has an open review is compared with the
    version that it was right by, and that review gives way to the new one. How many were opened.
    """
    newest = one.version.isoformat()
    known = statutes.versions(connection, one.law)
    if known[0] != newest or len(known) < 2:
        return 0
    waiting = reviews.opened(connection, one.law)
    bases: dict[tuple[str, str], str] = {}
    for row in waiting:
        bases[row.subject_kind, row.subject] = min(row.old_version, bases.get((row.subject_kind, row.subject), "9"))
    reviews.settle(connection, [r.number for r in waiting], at, by, Verdict.SUPERSEDED.value, newest)
    changes: dict[str, dict[str, ArticleChange]] = {}
    rows = []
    for cite in cites:
        if cite.declared >= newest:  # written by this version already
            continue
        declared = cite.declared if cite.declared in known else known[1]
        base = bases.get((cite.kind, cite.subject), declared)
        if base not in changes:
            older = statutes.get(one.law, base, connection)
            changes[base] = difference.touched(compared(older.articles, one.articles)) if older else {}
        change = changes[base].get(cite.article)
        if change:
            rows.append({
                "subject_kind": cite.kind, "subject": cite.subject, "law": one.law, "article": cite.article,
                "old_version": base, "new_version": newest, "change": change.change.value, "opened": at,
            })  # fmt: skip
    return reviews.open(connection, rows)


@lru_cache(maxsize=8)
def compared(old: tuple[Article, ...], new: tuple[Article, ...]) -> tuple[ArticleChange, ...]:
    """`differences`, kept for the next row of a list that asks for the same."""
    return difference.differences(old, new)
