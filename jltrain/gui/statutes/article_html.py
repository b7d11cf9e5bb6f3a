"""An article's text as HTML for QTextBrowser: each 款 and 项 a paragraph, some characters set apart.

What is set apart is so by a line or bold type as well as by colour: not everybody sees colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from jltrain.gui.shell.tokens import Tokens
from jltrain.statutes.words import Spans

INDENT: Final = "　　"
"""What a paragraph of a statute begins with."""
_PARAGRAPH: Final = '<p style="white-space: pre-wrap">'
"""Else Qt would take the indent away."""


def cited_style(colours: Tokens) -> str:
    """How the 款 or 项 is set that somebody cites."""
    return f"background-color: {colours.accent_soft}; font-weight: bold"


def gone_style(colours: Tokens) -> str:
    """How words are set that are no more."""
    return f"background-color: {colours.bad_soft}; color: {colours.bad}; text-decoration: line-through"


def come_style(colours: Tokens) -> str:
    """How words are set that are new."""
    return f"background-color: {colours.good_soft}; color: {colours.good}; text-decoration: underline"


def lines(text: str, spans: Spans = (), style: str = "") -> Iterator[str]:
    """Each line of `text`, escaped, the characters of `spans` in `style`."""
    at = 0
    for line in text.split("\n"):
        yield "".join(_pieces(line, [(a - at, b - at) for a, b in spans], style))
        at += len(line) + 1


def _pieces(line: str, spans: Iterable[tuple[int, int]], style: str) -> Iterator[str]:
    at = 0
    for start, end in spans:
        start, end = max(start, at), min(end, len(line))
        if start < end:
            yield escape(line[at:start])
            yield f'<span style="{style}">{escape(line[start:end])}</span>'
            at = end
    yield escape(line[at:])


def article_html(label: str, text: str, spans: Spans = (), style: str = "") -> str:
    """An article with its label in bold before the first line (empty: without)."""
    return "".join(paragraphs(label, text, spans, style))


def paragraphs(label: str, text: str, spans: Spans = (), style: str = "") -> Iterator[str]:
    """The same, paragraph by paragraph: each is one block of the document."""
    head = f"<b>{escape(label)}</b>　" if label else ""
    for number, line in enumerate(lines(text, spans, style)):
        yield f"{_PARAGRAPH}{INDENT}{'' if number else head}{line}</p>"


def excerpt(text: str, most: int = 60) -> str:
    """The first words of an article on one line."""
    flat = text.replace("\n", " ")
    return flat if len(flat) <= most else flat[:most] + "……"
