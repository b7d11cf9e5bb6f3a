"""From the lines of a file to the lines that a statute was written in: page furniture out, wrapped lines whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|$)")
_HTML: Final = re.compile(
    r"</?(?:p|br|div|span|b|strong|center|font|h[1-6]|u|i|em|a|hr|sup|sub)(?:\s[^<>]{0,300})?/?>", re.I
)
_SPACES: Final = " \t\xa0\u3000\u2002\u2003\u2009\u202f"
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。、；：？！“”‘’（）《》〈〉【】〇"
_GAP: Final = re.compile(rf"(?<=[{_HAN}])[{_SPACES}]+(?=[{_HAN}])")
_PAGE: Final = re.compile(
    r"[-—–─－\s·.]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—–─－\s·.]*"
)
_CLOSED: Final = re.compile(r"[。；：！？;:!?…][”’」』）)\]】]*$")
_SHORT: Final = 60
"""Page numbers and headings are shorter; on longer lines their patterns would take long."""
_RULE: Final = re.compile(r"[-=_*—─·.。\s]{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer spaces. `apart`: an empty line stood before it. `number` counts the file's lines
    from 1; `mark` is the depth of a Markdown heading, 0 without."""

    text: str
    number: int
    indented: bool = False
    apart: bool = False
    mark: int = 0

    @property
    def closed(self) -> bool:
        """Whether the line ends as a sentence or an item does, so that it may be the last of its paragraph."""
        return bool(_CLOSED.search(self.text))

    @property
    def columns(self) -> int:
        """How wide the line is printed: two columns for each Chinese character."""
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in self.text)


def clean(raw: Iterable[str]) -> list[Line]:
    """Lines without Markdown's and HTML's marks, page numbers and running headers; empty lines become `apart`."""
    lines: list[Line] = []
    apart = False
    for number, text in enumerate(raw, 1):
        text = _INVISIBLE.sub("", _HTML.sub("", _COMMENT.sub("", text))).replace("**", "").rstrip()
        body = text.strip(_SPACES + "\r\n")
        if not body or _RULE.fullmatch(body):
            apart = True
            continue
        if len(body) <= _SHORT and _PAGE.fullmatch(body):  # a sentence goes on behind a page's foot
            continue
        mark = len(body) - len(body.lstrip("#"))
        body = body[mark:].removeprefix("> ").strip(_SPACES) if mark <= 6 else body
        body = re.sub(r"^[-*+•]\s+", "", body)
        if body:
            indented = text[:1] == "\u3000" or text[:2] in ("  ", "\xa0\xa0") or text[:1] == "\t"
            lines.append(Line(body, number, indented, apart, mark))
            apart = False
    return _without_headers(lines)


def _without_headers(lines: list[Line]) -> list[Line]:
    """Leave out short lines that come again and again, as a running header does: the first one stays."""
    often = Counter(line.text for line in lines if len(line.text) <= 40 and not line.closed)
    seen: set[str] = set()
    kept = []
    for line in lines:
        if often[line.text] >= 3 and not re.match(r"第.{1,6}[编章节条]", line.text):
            if line.text in seen:
                continue
            seen.add(line.text)
        kept.append(line)
    return kept


def tight(text: str) -> str:
    """Without the spaces that stand between Chinese characters, one space for others: 总　则 -> 总则."""
    return " ".join(_GAP.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a file breaks its lines. `columns` is the width at which it does, 0 when each line is a whole paragraph."""

    columns: float
    indents: bool
    empty_lines: bool

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether `line`, which begins like no article, item or heading, belongs to the paragraph of `before`."""
        if not before.closed:
            return bool(self.columns) or not line.apart
        if not self.columns or before.columns < self.columns - 10 or line.apart:
            return False
        if before.text.endswith(("；", ";")):  # no paragraph ends so, only items, and this begins like none
            return True
        return (self.indents and not line.indented) or (self.empty_lines and not self.indents)


def wrapping(lines: Sequence[Line], begins: Sequence[bool]) -> Wrapping:
    """Look at a body's lines; `begins[n]`: line n begins like an article, an item or a heading."""
    pairs = list(zip(lines, lines[1:], begins[1:], strict=False))
    broken = [before.columns for before, line, start in pairs if not start and not before.closed]
    starts = [line for line, start in zip(lines, begins, strict=True) if start]
    wrapped = len(broken) > max(3, len(lines) // 20)
    indents = bool(starts) and sum(line.indented for line in starts) * 10 > len(starts) * 6
    empty = bool(starts) and sum(line.apart for line in starts) * 10 > len(starts) * 6
    return Wrapping(median(broken) if wrapped else 0, indents, empty)
