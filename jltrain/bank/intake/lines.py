"""Lines of somebody's file as every reader of text hands them on, and the tidying of their characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake.found import FoundPicture


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (not included) of a line are set off: "red", "bold", "underline", "highlight" …"""

    start: int
    end: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line (a paragraph of Word, a row of a table, a line of text).

    `number`: Word's automatic number as it is shown ("1.", "A.", "（一）"), which is not in the text.
    `pictures`: in the order of 〔图1〕, 〔图2〕 in this line's text, counted from 1 on each line.
    `heading`: Word's outline level, 0 for running text. `page`: it is a page's header or footer.
    `cells`: the cells when it is a row of a table that is not a table of questions; `text` has them joined by tabs.
    """

    text: str
    number: str = ""
    pictures: tuple[FoundPicture, ...] = ()
    heading: int = 0
    marks: tuple[Mark, ...] = ()
    page: bool = False
    cells: tuple[str, ...] = ()


_HALF: Final = {
    full: chr(full - 0xFEE0) for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SPACES: Final = dict.fromkeys(
    (0x09, 0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "
)
_SAME: Final = str.maketrans("＿﹍﹎＼｜＊＃〖〗﹙﹚［］／＝﹒｡", "___\\|*#【】（）[]/=．。")
_RADICALS: Final = {
    radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)
} | str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟"
)  # text copied out of a PDF has radicals where the characters should be
_TIDY: Final[dict[int, str | int]] = {**_RADICALS, **_HALF, **_SPACES, **_SAME}
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_GAPS: Final = re.compile(" {2,}")


def tidy(text: str) -> str:
    """`text` with one form for letters, digits, spaces and underlines; what cannot be seen is gone. Idempotent.

    Chinese punctuation stays. Line breaks inside become spaces.
    """
    text = text.replace("\r", " ").replace("\n", " ").replace("\u2028", " ").replace("\u2029", " ")
    return _UNSEEN.sub("", text.translate(_TIDY))


def clean(text: str) -> str:
    """What a person would type: runs of spaces are one, none at the ends."""
    return _GAPS.sub(" ", text).strip()


def plain(text: str) -> tuple[SourceLine, ...]:
    """The lines of a text as it was read or pasted."""
    return tuple(SourceLine(line) for line in text.splitlines())
