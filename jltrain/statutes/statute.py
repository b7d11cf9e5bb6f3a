"""A statute as values: articles (条), their paragraphs (款), items (项) and subitems (目).

An article's text is kept as lines: one for each paragraph, item and subitem, without the article's own
number. That is what the database holds, what is compared, and what spans of characters refer to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from jltrain.statutes.numerals import NUMERAL, to_chinese, to_number

ITEM: Final = re.compile(rf"[（(]\s*([{NUMERAL}]{{1,4}})\s*[）)]")
"""How an item (项) begins: （一）."""
SUBITEM: Final = re.compile(r"(?:([0-9]{1,2})\s*[.．、](?![0-9])|[（(]\s*([0-9]{1,2})\s*[）)])")
"""How a subitem (目) begins: 1． or （1）."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item (项) or a subitem (目) of a paragraph. `number` as written, "（一）"; `text` what follows it."""

    number: str
    text: str
    subitems: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款): its words, and the items that they introduce."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article. `key` is "51", or "51-1" for 第五十一条之一; `heading` the parts that it stands in, outermost first."""

    key: str
    label: str
    heading: tuple[str, ...]
    text: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text taken apart."""
        return paragraphs_of(self.text)


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of a statute.

    `version` is the day on which it was adopted or last revised, `effective` the day from which it applies
    (None: not said). `history` are the lines that tell its adoption and revisions. `remarks` say, for people,
    what the reader is not certain of.
    """

    full_name: str
    law: str
    version: date
    effective: date | None
    history: tuple[str, ...]
    articles: tuple[Article, ...]
    remarks: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over name, dates and every article: the same text from another file has the same."""
        parts = [self.full_name, self.version.isoformat(), self.effective.isoformat() if self.effective else ""]
        parts += [f"{a.key}\t{' › '.join(a.heading)}\n{a.text}" for a in self.articles]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def article_key(number: int, sub: int = 0) -> str:
    """ "51", or "51-1" for 之一."""
    return f"{number}-{sub}" if sub else str(number)


def article_label(key: str) -> str:
    """第五十一条 of "51", 第五十一条之一 of "51-1"."""
    number, _, sub = key.partition("-")
    return f"第{to_chinese(int(number))}条" + (f"之{to_chinese(int(sub))}" if sub else "")


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """An article's lines as paragraphs with their items. An item at the very start makes an empty paragraph."""
    paragraphs: list[tuple[str, list[Item]]] = []
    for line in text.split("\n"):
        level, number, rest = _line(line)
        if level == 0 or not paragraphs:
            paragraphs.append((line if level == 0 else "", []))
        if level == 0:
            continue
        items = paragraphs[-1][1]
        if level == 2 and items and ITEM.match(items[-1].number):
            last = items[-1]
            items[-1] = Item(last.number, last.text, (*last.subitems, Item(number, rest)))
        else:
            items.append(Item(number, rest))
    return tuple(Paragraph(words, tuple(items)) for words, items in paragraphs)


def _line(line: str) -> tuple[int, str, str]:
    """0 for a paragraph's own words, 1 for an item, 2 for a subitem; then the number and what follows it."""
    for level, form in ((1, ITEM), (2, SUBITEM)):
        if found := form.match(line):
            return level, found[0], line[found.end() :].strip()
    return 0, "", line


def span(text: str, paragraph: int = 0, point: int = 0) -> tuple[int, int] | None:
    """Where 款 `paragraph` and 项 `point` (from 1; 0: not named) stand in an article's text, None if they do not.

    A 项 cited without its 款 is looked for in the whole article, and found when just one bears its number.
    """
    if not paragraph and not point:
        return None
    blocks = list(_blocks(text))
    if paragraph:
        blocks = blocks[paragraph - 1 : paragraph]
    if not point:
        return (blocks[0][0], blocks[0][1]) if blocks else None
    found = [where for _, _, items in blocks for number, where in items if number == point]
    return found[0] if len(found) == 1 else None


def paragraph_texts(text: str) -> tuple[str, ...]:
    """The lines of each paragraph with its items, joined."""
    return tuple(text[start:end] for start, end, _ in _blocks(text))


Block = tuple[int, int, list[tuple[int, tuple[int, int]]]]
"""Where a paragraph begins and ends, with the number and the place of each of its items."""


def _blocks(text: str) -> Iterator[Block]:
    at, start, items = 0, 0, list[tuple[int, tuple[int, int]]]()
    first = True
    for line in text.split("\n"):
        level, number, _ = _line(line)
        if level == 0 and not first:
            yield start, at - 1, items
            start, items = at, []
        if level == 1 and (found := ITEM.fullmatch(number)):
            items.append((to_number(found[1]), (at, at + len(line))))
        elif level == 2 and items:  # belongs to the item above
            items[-1] = (items[-1][0], (items[-1][1][0], at + len(line)))
        at += len(line) + 1
        first = False
    yield start, max(start, at - 1), items
