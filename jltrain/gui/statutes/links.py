"""Citations that are links: which article one leads to, and its first words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote, unquote

from jltrain.app import statutes
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.statutes.article_html import excerpt
from jltrain.i18n import _
from jltrain.reading.citations import SCHEME, citations, parse_href
from jltrain.statutes.citation import BadCitation, parse
from jltrain.statutes.statute import article_label


def citation_of(href: str, words: str = "") -> str:
    """《公路法》第五十条第二款: the citation that a chapter's link stands for, "" for another link.

    A link itself tells the article only; `words`, which it shows, tell the 款 and 项 as well.
    """
    named = parse_href(href)
    if named is None or not 0 < int(named[1].partition("-")[0]) < 10_000:
        return ""
    law, key = named
    said = words.strip() if words.strip().startswith("《") else f"《{law}》{words.strip()}"
    try:
        if parse(said).key == key:
            return said
    except BadCitation:  # the link's words say something else; its address holds
        pass
    return f"《{law}》{article_label(key)}"


def first_words(context: Context, href: str) -> str:
    """How the article begins to which a chapter's link leads; says what is missing when it is not here."""
    named = parse_href(href)
    if named is None:
        return ""
    try:
        view = statutes.article(context, *named)
    except JltrainError:  # a pointer that rests on a link is no place to tell that the database is locked
        return ""
    return excerpt(view.text) if view else _("条文还没有导入。")


def linked(texts: Iterable[str], between: str) -> str:
    """Texts as HTML, each citation in them a link; `cited` reads the link back."""
    return escape(between).join("".join(_linked(text)) for text in texts)


def cited(address: str) -> str:
    """The citation of a link that `linked` made, "" for another address."""
    return unquote(address.removeprefix(SCHEME)) if address.startswith(SCHEME) else ""


def _linked(text: str) -> Iterator[str]:
    at = 0
    for one in citations(text):
        said = text[one.start : one.end]
        whole = said if said.startswith("《") else f"《{one.statute}》{said}"
        yield escape(text[at : one.start])
        yield f'<a href="{SCHEME}{quote(whole, safe="")}">{escape(said)}</a>'
        at = one.end
    yield escape(text[at:])
