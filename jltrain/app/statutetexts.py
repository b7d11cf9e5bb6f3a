"""Law texts that were brought in: read an article, search, compare two versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jltrain.app.context import Context
from jltrain.errors import NotFound, Refused
from jltrain.i18n import N_
from jltrain.statutes import difference
from jltrain.statutes.citation import Citation, find, parse
from jltrain.statutes.difference import ArticleChange
from jltrain.statutes.names import folded, year_named
from jltrain.statutes.statute import Article, Statute, span
from jltrain.statutes.words import Spans
from jltrain.store import newer
from jltrain.store.paging import Page
from jltrain.store.statutes import StoredStatute


class NoSuchStatute(NotFound):
    template = N_("没有导入法规“{law}”{version}，请先导入它的文本。")


class NoSuchArticle(NotFound):
    template = N_("“{law}”里没有“{article}”这一条，或者还没有导入它的文本；请核对条号。")


class NoEarlierVersion(NotFound):
    template = N_("“{law}”只导入了一个版本，没有可以对照的；请再导入另一个版本。")


class StatuteNeeded(Refused):
    template = N_("“{law}”{version} 版还有 {count} 项复核要用它对照，请先处理完这些复核再删除。")


@dataclass(frozen=True, slots=True)
class LawRow:
    """A statute in the list: its newest version, and all that are here, the newest first. Days "YYYY-MM-DD" or ""."""

    law: str
    full_name: str
    version: str
    effective: str
    articles: int
    versions: tuple[str, ...]
    source: str
    imported: str
    by: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article to be read. `marked`: the characters of `text` that are the 款 or 项 asked for.

    `heading` runs from part to section; `previous_key` and `next_key` are "" at the ends.
    """

    law: str
    full_name: str
    version: str
    effective: str
    key: str
    label: str
    heading: tuple[str, ...]
    text: str
    marked: tuple[int, int] | None
    versions: tuple[str, ...]
    previous_key: str = ""
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class StatuteHit:
    """An article in which all words searched for stand. `spans` are where, in `text`."""

    law: str
    version: str
    key: str
    label: str
    heading: tuple[str, ...]
    text: str
    spans: Spans


def laws(context: Context) -> tuple[LawRow, ...]:
    """Every statute, by name."""
    grouped: dict[str, list[StoredStatute]] = {}
    for row in context.statutes.rows():
        grouped.setdefault(row.law, []).append(row)
    return tuple(
        LawRow(
            law=law,
            full_name=rows[0].full_name,
            version=rows[0].version,
            effective=rows[0].effective,
            articles=rows[0].articles,
            versions=tuple(r.version for r in rows),
            source=rows[0].source,
            imported=rows[0].imported,
            by=rows[0].by,
        )
        for law, rows in grouped.items()
    )


def citing_counts(context: Context) -> dict[str, int]:
    """How many questions in use cite each statute that is here, by its short name; those cited by nobody are left out."""
    known, counts = context.statutes.laws(), dict[str, int]()
    for cited, count in context.questions.cited_laws().items():
        if law := known.get(folded(cited)):
            counts[law] = counts.get(law, 0) + count
    return counts


def versions(context: Context, law: str) -> tuple[StoredStatute, ...]:
    """The versions of a statute by any of its names, the newest first; () when it was not imported."""
    known = context.statutes.laws().get(folded(law))
    return context.statutes.rows(known) if known else ()


def text(context: Context, law: str, version: str = "") -> Statute:
    """A version whole, the newest if not said. Raises NoSuchStatute."""
    row = _chosen(context, law, version)
    found = context.statutes.get(row.law, row.version) if row else None
    if found is None:
        raise NoSuchStatute(law=law, version=version)
    return found


def article(
    context: Context, law: str, key: str, version: str = "", paragraph: int = 0, point: int = 0
) -> ArticleView | None:
    """An article by any name of its statute (《中华人民共和国公路法》, 公路法, 《公路法（2017年修正）》).

    Without `version` it is that of the year in the name's brackets if it is here, else the newest. None when the
    statute or the article is not here.
    """
    row = _chosen(context, law, version)
    if row is None:
        return None
    found, before, after = context.statutes.article(row.law, row.version, key)
    if found is None:
        return None
    every = tuple(r.version for r in context.statutes.rows(row.law))
    return _view(row, found, span(found.text, paragraph, point), every, before, after)


def article_key_of(said: str) -> str:
    """The key that 51, 51-1, 第五十一条 or 第五十一条之一 says, "" for anything else."""
    if re.fullmatch(r"[1-9][0-9]{0,3}(?:-[1-9][0-9]{0,3})?", said):
        return said
    found = find(f"《X》{said}")
    return found[0].key if len(found) == 1 else ""


def cited(context: Context, citation: str, version: str = "") -> ArticleView | None:
    """The article that 《公路法》第五十条第二款 names, with the 款 or 项 marked. Raises BadCitation."""
    named = parse(citation)
    name = citation.partition("第")[0] if year_named(citation.partition("第")[0]) else named.law
    return article(context, name, named.key, version, named.paragraph, named.point)


def resolve(context: Context, citations: Iterable[Citation]) -> dict[Citation, ArticleView | None]:
    """Many citations at once, each in the newest version of its statute; None: not imported, or no such article."""
    known, loaded = (
        context.statutes.laws(),
        dict[str, tuple[StoredStatute, dict[str, Article], tuple[str, ...]] | None](),
    )
    found: dict[Citation, ArticleView | None] = {}
    for citation in citations:
        law = known.get(folded(citation.law), "")
        if law not in loaded:
            rows = context.statutes.rows(law) if law else ()
            whole = context.statutes.get(law, rows[0].version) if rows else None
            loaded[law] = (
                (rows[0], {a.key: a for a in whole.articles}, tuple(r.version for r in rows)) if whole else None
            )
        have = loaded[law]
        one = have[1].get(citation.key) if have else None
        found[citation] = (
            _view(have[0], one, span(one.text, citation.paragraph, citation.point), have[2]) if have and one else None
        )
    return found


def search(context: Context, words: str, law: str = "", offset: int = 0, limit: int = 50) -> Page[StatuteHit]:
    """Articles of the newest versions in which every word stands; a word may be a statute's name or 第五十一条."""
    wanted = tuple(dict.fromkeys(words.replace("\0", " ").split()))[:20]
    known = context.statutes.laws().get(folded(law), "") if law else ""
    if not wanted or (law and not known):
        return Page((), 0, offset)
    found = context.statutes.search(wanted, known, offset, limit)
    hits = tuple(
        StatuteHit(
            f.law, f.version, f.article.key, f.article.label, f.article.heading, f.article.text,
            _occurrences(f.article.text, wanted),
        )
        for f in found.rows
    )  # fmt: skip
    return Page(hits, found.total, found.offset)


def differences(context: Context, law: str, old: str = "", new: str = "") -> tuple[ArticleChange, ...]:
    """What became of each article between two versions: the newest and the one before it if not said.

    Raises NoSuchStatute, NoEarlierVersion.
    """
    rows = versions(context, law)
    if not rows:
        raise NoSuchStatute(law=law, version="")
    newer = new or next((r.version for r in rows if not old or r.version > old), rows[0].version)
    older = old or next((r.version for r in rows if r.version < newer), "")
    if not older:
        raise NoEarlierVersion(law=rows[0].law)
    return difference.differences(text(context, law, older).articles, text(context, law, newer).articles)


def remove(context: Context, law: str, version: str) -> None:
    """Take a version out. Raises NoSuchStatute, StatuteNeeded."""
    row = _chosen(context, law, version) if version else None
    if row is None:
        raise NoSuchStatute(law=law, version=version)
    count = newer.take_out(context.database, row.law, row.version)
    if count:
        raise StatuteNeeded(law=row.law, version=row.version, count=count)


def _chosen(context: Context, law: str, version: str) -> StoredStatute | None:
    rows = versions(context, law)
    if version:
        return next((r for r in rows if r.version == version), None)
    year = str(year_named(law))
    return next((r for r in rows if r.version.startswith(year)), rows[0] if rows else None)


def _view(
    row: StoredStatute,
    found: Article,
    marked: tuple[int, int] | None,
    every: tuple[str, ...],
    before: str = "",
    after: str = "",
) -> ArticleView:
    return ArticleView(
        law=row.law,
        full_name=row.full_name,
        version=row.version,
        effective=row.effective,
        key=found.key,
        label=found.label,
        heading=found.heading,
        text=found.text,
        marked=marked,
        versions=every,
        previous_key=before,
        next_key=after,
    )


def _occurrences(text: str, words: Sequence[str]) -> Spans:
    """Where the words stand in a text, capitals aside, overlapping places joined."""
    folded_text = text.lower() if len(text.lower()) == len(text) else text
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded_text.find(word.lower())
        while at >= 0:
            found.append((at, at + len(word)))
            at = folded_text.find(word.lower(), at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
