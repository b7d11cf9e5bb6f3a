"""The last step to the page: cleaned HTML in, the HTML that QTextBrowser shows out.

Every tag is written anew with only the attributes named here and every text is escaped, so what this
module adds (anchors, table borders, picture and statute links) is all that can be in the page besides text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final

from jltrain.i18n import _
from jltrain.reading.citations import citations
from jltrain.reading.pictures import is_picture_name

PictureUrl = Callable[[str], str | None]
"""Given a picture's name as written ("img/flow.svg"), what the page's <img src> says, or None to refuse it."""

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS: Final = frozenset(
    {*HEADINGS, "p", "br", "hr", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre"}
    | {"table", "thead", "tbody", "tr", "th", "td", "a", "img"}
)
ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align"}),
    "th": frozenset({"align"}),
}
"""What may pass from an author's text; `rewrite` decides on the values."""
_VOID: Final = ("br", "hr", "img")
_TABLE: Final = '<table border="1" cellspacing="0" cellpadding="6" width="100%">'


@dataclass(frozen=True, slots=True)
class Heading:
    """For the contents list: level 1-6, plain text, and the anchor to scroll to."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page. `characters` counts all that is not white space."""

    html: str
    headings: tuple[Heading, ...]
    characters: int


def rewrite(clean: str, picture_url: PictureUrl) -> Rendered:
    """The page for HTML that nh3 has cleaned to TAGS and ATTRIBUTES."""
    writer = _Writer(picture_url)
    writer.feed(clean)
    writer.close()
    return Rendered("".join(writer.out), tuple(writer.headings), writer.characters)


class _Writer(HTMLParser):
    def __init__(self, picture_url: PictureUrl) -> None:
        super().__init__(convert_charrefs=True)
        self._picture_url = picture_url
        self.out: list[str] = []
        self.headings: list[Heading] = []
        self.characters = 0
        self._anchors: dict[str, int] = {}  # each anchor taken, with the last number hung on it
        self._heading: tuple[int, list[str]] | None = None  # where in `out` the heading began, its texts
        self._literal = 0  # inside how many of a, code, pre: no citation is linked there
        self._links: list[bool] = []  # for each open <a>: was it written?

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("a", "code", "pre"):
            self._literal += 1
        if tag in HEADINGS:
            self._heading = (len(self.out), [])
        elif tag == "a":
            inner = values.get("href", "").startswith("#")
            self._links.append(inner)
            if inner:
                self.out.append(f'<a href="{escape(values["href"])}">')
        elif tag == "img":
            self._picture(values.get("src", ""), values.get("alt", ""))
        elif tag == "table":
            self.out.append(_TABLE)
        elif tag == "ol" and re.fullmatch(r"[0-9]{1,6}", values.get("start", "")):
            self.out.append(f'<ol start="{values["start"]}">')
        elif tag in ("td", "th") and values.get("align") in ("left", "right", "center"):
            self.out.append(f'<{tag} align="{values["align"]}">')
        elif tag in TAGS:
            self.out.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "code", "pre"):
            self._literal -= 1
        if tag in HEADINGS:
            self._close_heading(tag)
        elif tag == "a":
            if self._links.pop():
                self.out.append("</a>")
        elif tag in TAGS and tag not in _VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.characters += len("".join(data.split()))
        if self._heading:
            self._heading[1].append(data)
        at = 0
        for citation in citations(data) if not self._literal and not self._heading else ():
            shown = data[citation.start : citation.end]
            self.out += [escape(data[at : citation.start], quote=False)]
            self.out += [f'<a href="{escape(citation.href)}">', escape(shown, quote=False), "</a>"]
            at = citation.end
        self.out.append(escape(data[at:], quote=False))

    def _picture(self, name: str, alt: str) -> None:
        url = self._picture_url(name) if is_picture_name(name) else None
        if url is None:
            words = _("（图片：{text}）").format(text=alt or name[:80])
            self.characters += len("".join(words.split()))
            self.out.append(f"<em>{escape(words, quote=False)}</em>")
        else:
            self.out.append(f'<img src="{escape(url)}" alt="{escape(alt)}">')

    def _close_heading(self, tag: str) -> None:
        if self._heading is None:
            return
        start, texts = self._heading
        self._heading = None
        text = " ".join("".join(texts).split())
        anchor = self._anchor(text)
        inner = "".join(self.out[start:])
        self.out[start:] = [f'<{tag}><a name="{escape(anchor)}"></a>{inner}</{tag}>']
        self.headings.append(Heading(int(tag[1]), text, anchor))

    def _anchor(self, text: str) -> str:
        """As GitHub makes them: letters and digits, hyphens for white space, -1, -2 … when taken."""
        plain = re.sub(r"[^\w\- ]", "", text.lower())[:80].strip().replace(" ", "-") or "section"
        anchor = plain
        while anchor in self._anchors:
            self._anchors[plain] += 1
            anchor = f"{plain}-{self._anchors[plain]}"
        self._anchors[anchor] = 0
        return anchor
