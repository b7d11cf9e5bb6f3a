"""A chapter's Markdown to HTML that is safe to show and that QTextBrowser can lay out.

Three walls, each enough alone against script and remote content: Markdown is read with raw HTML switched
off (it shows as text), nh3 keeps only an allow-list, and `rewrite` writes each remaining tag anew.
"""

from __future__ import annotations

from typing import Final

import nh3
from markdown import Markdown

from jltrain.i18n import _
from jltrain.reading.limits import BodyRefused, check_body
from jltrain.reading.rewrite import ATTRIBUTES, TAGS, Heading, PictureUrl, Rendered, rewrite

__all__ = ["Heading", "PictureUrl", "Rendered", "render"]

_ATTRIBUTES: Final = {tag: set(names) for tag, names in ATTRIBUTES.items()}


def render(body: str, picture_url: PictureUrl) -> Rendered:
    """The page for a chapter's body. Raises BodyRefused when it passes a limit.

    Pictures that are not relative or that `picture_url` refuses show as their description; links that do
    not lead to a heading of the page show as their text; a citation of a statute becomes a link
    `statute:<name>/<article>` (see `citations.parse_href`).
    """
    check_body(body)
    try:
        html = _markdown().convert(body)
    except RecursionError as error:
        raise BodyRefused(line=1, reason=_("起的正文嵌套太深")) from error
    clean = nh3.clean(html, tags=set(TAGS), attributes=_ATTRIBUTES, url_schemes=set(), link_rel=None)
    return rewrite(clean, picture_url)


def _markdown() -> Markdown:
    """A fresh converter (it keeps state between texts): tables, and lists as written; no raw HTML, no autolinks."""
    markdown = Markdown(
        extensions=["tables", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", "autolink", "automail"):
        markdown.inlinePatterns.deregister(pattern)
    return markdown
