"""A whole statute as HTML, with the number of the block at which each part and article begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from jltrain.gui.statutes.article_html import paragraphs
from jltrain.i18n import _
from jltrain.statutes.statute import Statute


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the contents list. `level`: 0 for a part or chapter, 1 within it…; `key` "" for what is no article.

    `block` is its block's number in the page.
    """

    text: str
    level: int
    key: str
    block: int


@dataclass(frozen=True, slots=True)
class LawText:
    """A statute made ready to be shown, off the GUI thread. `versions`: all that are here, the newest first."""

    law: str
    version: str
    effective: str
    full_name: str
    versions: tuple[str, ...]
    html: str
    places: tuple[Place, ...]


def law_text(one: Statute, versions: tuple[str, ...]) -> LawText:
    """The page of a statute."""
    places: list[Place] = []
    effective = one.effective.isoformat() if one.effective else ""
    said = [_("{version} 版").format(version=one.version.isoformat())]
    if effective:
        said.append(_("{day} 起施行").format(day=effective))
    said.append(_("共 {n} 条").format(n=len(one.articles)))
    html = [f"<h1>{escape(one.full_name)}</h1>", f"<p>{escape('　'.join(said))}</p>"]
    html += _body(one, places)
    return LawText(one.law, one.version.isoformat(), effective, one.full_name, versions, "".join(html), tuple(places))


def _body(one: Statute, places: list[Place]) -> Iterator[str]:
    block, before = 2, tuple[str, ...]()
    for article in one.articles:
        same = next(
            (n for n, pair in enumerate(zip(article.heading, before, strict=False)) if pair[0] != pair[1]), None
        )
        start = min(len(article.heading), len(before)) if same is None else same
        for level, heading in enumerate(article.heading[start:], start):
            places.append(Place(heading, level, "", block))
            yield f"<h{min(2 + level, 4)}>{escape(heading)}</h{min(2 + level, 4)}>"
            block += 1
        before = article.heading
        places.append(Place(article.label, len(article.heading), article.key, block))
        for paragraph in paragraphs(article.label, article.text):
            yield paragraph
            block += 1
