"""The fonts of a printed paper: which of the shipped fonts shows a character, and how wide it is.

Each file is opened when its first character is met (serif 0.1 s, rare 0.15 s) and then kept for the process.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from jltrain import bundled
from jltrain.bank.question import BLANK

MARK: Final = "\ufffe"
"""Stands for one blank inside a text made ready by `printable`: Unicode says that it is never a character."""

BLANK_EMS: Final = 6.0
"""How long the line of a blank is: room for a number or a few handwritten words."""

_BLANKS: Final = re.compile("_{3,}|" + BLANK)
_INKLESS: Final = ("Cc", "Cf", "Cs", "Mn")
_POINT: Final = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")


class Chain(Enum):
    """Font files asked in turn for a character."""

    BODY = ("jltrain-serif.ttf", "jltrain-rare.ttf")
    HEAD = ("jltrain-sans-bold.ttf", "jltrain-serif.ttf", "jltrain-rare.ttf")


class _Font(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's font with a ToUnicode map as ISO 32000-1, 9.10.3 wants it.

    ReportLab writes 𬭎 as a number of five digits; a reader then copies something else. It must be a surrogate pair.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  (ReportLab's name)
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in doc.idToObject.keys() - before:
            if name.startswith("toUnicodeCMap:"):
                stream = doc.idToObject[name]
                stream.content = _POINT.sub(_utf16, stream.content)


def _utf16(found: re.Match[str]) -> str:
    return f"<{found[1]}> <{chr(int(found[2], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def _font(file: str) -> Any:
    font = _Font(file, str(bundled.resource("fonts", file)), shapable=False)
    pdfmetrics.registerFont(font)
    return font


@lru_cache(100_000)
def font_of(chain: Chain, character: str) -> str:
    """The name of the font for the character: the first that has it, else the chain's first (its empty box)."""
    files: tuple[str, ...] = chain.value
    return next((file for file in files if ord(character) in _font(file).face.charToGlyph), files[0])


@lru_cache(100_000)
def advance(chain: Chain, character: str) -> float:
    """How wide the character is, in ems."""
    if character == MARK:
        return BLANK_EMS
    return float(_font(font_of(chain, character)).face.getCharWidth(ord(character))) / 1000


def width(chain: Chain, text: str, size: float) -> float:
    """How long the text is, in points."""
    return sum(advance(chain, c) for c in text) * size


def runs(chain: Chain, text: str) -> list[tuple[str, str]]:
    """(font name, text) of each stretch in one font; ("", marks) for blanks."""
    return [(name, "".join(run)) for name, run in groupby(text, lambda c: "" if c == MARK else font_of(chain, c))]


def printable(text: str) -> str:
    """The text with each blank as one MARK, tabs as spaces, and without what leaves no ink (controls, selectors)."""
    return MARK.join(inked(part) for part in _BLANKS.split(text.replace("\t", " ")))


def inked(text: str) -> str:
    """The text without what leaves no ink: controls, selectors, MARK. Line ends stay."""
    return "".join(c for c in text if c == "\n" or (c != MARK and unicodedata.category(c) not in _INKLESS))
