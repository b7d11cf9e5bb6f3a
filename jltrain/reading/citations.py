"""Citations of statutes in running text: 《公路法》第五十条 and what follows it (、第五十一条第二款)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

SCHEME: Final = "statute:"

_NUMERAL: Final = r"(?:[〇零一二三四五六七八九十百千两]{1,9}|[0-9]{1,4})"
_ARTICLE: Final = rf"第({_NUMERAL})条(?:之({_NUMERAL}))?"
_DETAIL: Final = rf"(?:第{_NUMERAL}款)?(?:第[（(]?{_NUMERAL}[）)]?项)?"
_FIRST: Final = re.compile(rf"《([^《》\n]{{2,60}})》(?:（[^（）\n]{{1,30}}）)?\s?{_ARTICLE}{_DETAIL}")
_NEXT: Final = re.compile(rf"(?:、|，|和|及|或|与|至){_ARTICLE}{_DETAIL}")
_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: text[start:end] names article `article` ("51", or "51-1" for 之一) of `statute`,
    which is written without 中华人民共和国."""

    start: int
    end: int
    statute: str
    article: str

    @property
    def href(self) -> str:
        """`statute:<name, percent-encoded>/<article>`; `parse_href` reads it back."""
        return f"{SCHEME}{quote(self.statute, safe='')}/{self.article}"


def citations(text: str) -> Iterator[Citation]:
    """Every citation in `text`, in order, none overlapping. An article after 、 belongs to the same statute."""
    at = 0
    while found := _FIRST.search(text, at):
        statute, first, extra = found[1].strip().removeprefix("中华人民共和国"), found[2], found[3]
        at = found.end()
        article = _article(first, extra)
        if article and statute:
            yield Citation(found.start(), at, statute, article)
        while more := _NEXT.match(text, at):
            at = more.end()
            if statute and (article := _article(more[1], more[2])):
                yield Citation(more.start() + 1, at, statute, article)


def parse_href(href: str) -> tuple[str, str] | None:
    """Statute name and article of an href that `Citation.href` wrote, else None."""
    found = re.fullmatch(r"statute:([^/\s]{1,600})/([0-9]{1,5}(?:-[0-9]{1,5})?)", href)
    return (unquote(found[1]), found[2]) if found else None


def numeral(text: str) -> int | None:
    """五十一 or 51 as a number, up to 9999; None when it is no such numeral or 0."""
    if text.isascii() and text.isdigit():
        return int(text) or None
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit or digit == 0 or (digit is None and (unit != 10 or total)):
                return None
            total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
        elif digit in (None, 0) and character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0) or None


def _article(first: str, extra: str | None) -> str:
    number, part = numeral(first), numeral(extra) if extra else None
    if number is None or (extra and part is None):
        return ""
    return f"{number}-{part}" if part else str(number)
