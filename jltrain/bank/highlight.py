"""What a search text asks for, and where its words stand in a text: the law that the index of the bank keeps to.

Text and query are folded alike: NFKC (full width, circled numbers …), capitals, white space to one space, invisible
characters away. A word is found wherever it stands in the folded text, punctuation as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WIDE: Final = tuple(zip("，：；？！（）％／～＋．", ",:;?!()%/~+.", strict=True))
_INVISIBLE: Final = re.compile(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ODD: Final = re.compile(r"  |[^\S ]|[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ASKED: Final = re.compile(r'(-?)(?:"([^"]*)"(?!\S)|“([^”]*)”(?!\S)|(\S+))')


def narrowed(text: str) -> str:
    """The common wide marks made narrow, as NFKC makes them: most texts need no more of it, which is slow."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


def fold(text: str) -> str:
    """The form in which texts and queries are compared."""
    text = unicodedata.normalize("NFKC", narrowed(text)).casefold()
    if _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return text


@dataclass(frozen=True, slots=True)
class Query:
    """What must stand in a question, and what must not, folded."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """Words apart by white space; "…" or “…” holds one with spaces; a leading - excludes."""
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for sign, plain, curly, word in _ASKED.findall(text.encode("utf-8", "replace").decode()):
        folded = fold(plain or curly or word).strip()
        if folded:
            (unwanted if sign else wanted)[folded] = None
    return Query(tuple(wanted), tuple(unwanted))


def words(text: str) -> tuple[str, ...]:
    """The words of a search text that must occur, folded: for `spans`."""
    return parse(text).wanted


def spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where folded words stand in a text as it is: (from, to) in order, those that touch made one."""
    folded, origin = _traced(text)
    marked = bytearray(len(text) + 1)
    for word in filter(None, words):
        at = folded.find(word)
        while at >= 0:
            first, last = origin[at][0], origin[at + len(word) - 1][1]
            marked[first:last] = b"\x01" * (last - first)
            at = folded.find(word, at + 1)
    return tuple((m.start(), m.end()) for m in re.finditer(rb"\x01+", marked))


def _traced(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its characters the stretch of `text` that it comes from."""
    out: list[str] = []
    origin: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        made = fold(text[start:end])
        if made == " " and out and out[-1] == " ":
            origin[-1] = (origin[-1][0], end)
            continue
        out.extend(made)
        origin.extend([(start, end)] * len(made))
    return "".join(out), origin


def _clusters(text: str) -> Iterable[tuple[int, int]]:
    """A character with the marks that NFKC may join to it (the parts of a Korean syllable included)."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (unicodedata.combining(text[at]) or "\u1160" <= text[at] <= "\u11ff"):
            continue
        if at > start:
            yield start, at
        start = at
