"""Ink on a page: text, lines, boxes, a QR code, as PDF operators. Points from the page's lower left corner.

A page has two layers. What depends on the form alone (words, rules, tints, the texts of the session) is `alike`: its
bytes repeat from sheet to sheet and are packed once for all of them. What is one officer's is `own`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final

from jltrain.sheet.pdf import number
from jltrain.sheet.template2.letters import ADVANCES, Letters, width

A4: Final = (595.28, 841.89)
BLACK: Final = (0.0, 0.0, 0.0)
GREY: Final = (0.36, 0.36, 0.36)
TINT: Final = (0.94, 0.94, 0.94)

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a text looks; `bold` strokes the outlines with this part of the size. Made once each, compared by identity."""

    size: float = 10.0
    bold: float = 0.0
    colour: Colour = BLACK
    leading: float = field(init=False)
    """From one base line to the next."""
    drop: float = field(init=False)
    """From the middle of a line down to its base line."""
    begin: bytes = field(init=False)
    end: bytes = field(init=False)
    fonts: dict[str, bytes] = field(init=False)
    """The operators that choose font S, T, Q, U or R in this size and open a string."""

    def __post_init__(self) -> None:
        setup = b"" if self.colour == BLACK else _colour(self.colour, b"rg ")
        if self.bold:
            edge = b"" if self.colour == BLACK else _colour(self.colour, b"RG ")
            setup += edge + number(self.size * self.bold) + b" w 1 j 2 Tr "
        for name, value in (
            ("leading", self.size * 1.45),
            ("drop", self.size * 1.45 / 2 + self.size * 0.37),
            ("begin", b"q " + setup + b"BT %s %s Td" if setup else b"BT %s %s Td"),
            ("end", b")Tj ET Q" if setup else b")Tj ET"),
            ("fonts", {name: f" /{name} ".encode() + number(self.size) + b" Tf(" for name in "STQUR"}),
        ):
            object.__setattr__(self, name, value)


@lru_cache(64)
def _colour(colour: Colour, operator: bytes) -> bytes:
    return b" ".join((*map(number, colour), operator))


def begin(x: float, y: float, style: Style) -> bytes:
    """The operators up to the text itself, which begins at x on base line y."""
    return style.begin % (number(x), number(y))


def text(x: float, y: float, line: str, style: Style, letters: Letters) -> bytes:
    """One line from x to the right on base line y."""
    return begin(x, y, style) + letters.show(line, style)


def rule(x: float, y: float, x2: float, y2: float, thickness: float, colour: Colour = BLACK) -> bytes:
    """A straight line."""
    points = b" ".join((number(x), number(y), b"m", number(x2), number(y2), b"l S"))
    return b"q " + number(thickness) + b" w " + _colour(colour, b"RG") + b" " + points + b" Q"


def box(x: float, y: float, breadth: float, height: float, fill: Colour | None) -> bytes:
    """A rectangle with an edge of 0.6, from its lower left corner."""
    area = b" ".join(map(number, (x, y, breadth, height))) + b" re"
    edge = b"q 0.6 w " + area + b" S Q"
    return edge if fill is None else b"q " + _colour(fill, b"rg") + b" " + area + b" f Q\n" + edge


def modules(x: float, y: float, size: float, side: int, rows: bytes) -> bytes:
    """A QR code as a mask through which black is painted: `side` rows from the top, each padded to whole bytes."""
    return b"q 0 g %s 0 0 %s %s %s cm\nBI /W %d /H %d /BPC 1 /IM true /D [1 0] /F /AHx ID\n%s>\nEI Q" % (
        number(size), number(size), number(x), number(y), side, side, rows.hex().upper().encode("ascii"),
    )  # fmt: skip


_NEVER_FIRST: Final = frozenset("，。；：！？、）》〕】〉」』”’%％…—,.;:!?)]}")
_NEVER_LAST: Final = frozenset("（《〔【〈「『“‘([{")


def wrap(words: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` points; at least one line, which may be empty. See `_wrap`."""
    return _wrapped(words, size, room) if len(words) <= SHORT else _wrap(words, size, room)


SHORT: Final = 12
"""Characters of a text that may well come again: marks, names, "本人交卷"."""


def _wrap(words: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` points; at least one line, which may be empty.

    Breaks between any two characters, as Chinese does, but keeps closing marks off the start of a line and opening
    ones off its end, and keeps a run of Latin letters or digits whole where it fits.
    """
    if words.isprintable() and width(words, size) <= room:
        return (words,)  # what the loop below gives too, for most texts at a tenth of its cost
    lines: list[str] = []
    for paragraph in words.replace("\t", " ").splitlines() or [""]:
        lines += _broken(paragraph, room * 1000 / size)
    return tuple(lines)


def _broken(paragraph: str, limit: float) -> list[str]:
    """The lines of text without line ends; `limit` in thousandths of the size."""
    ends = list(accumulate(map(ADVANCES.__getitem__, paragraph)))
    lines, start, before = [], 0, 0
    while (over := max(bisect_right(ends, before + limit, start), start + 1)) < len(ends):
        line = paragraph[start:over]
        cut = _break(line, paragraph[over])
        lines.append(line[:cut].rstrip(" "))
        start += cut
        while start < over and paragraph[start] == " ":
            start += 1
        before = ends[start - 1]
    return [*lines, paragraph[start:]]


_wrapped = lru_cache(8192)(_wrap)


def _break(line: str, following: str) -> int:
    """Where to cut a full line so that `following` may go on after the rest; never 0."""
    cut = len(line)
    for _try in range(24):
        first = line[cut] if cut < len(line) else following
        last = line[cut - 1]
        word = first.isascii() and last.isascii() and " " not in (first, last)
        if not (word or first in _NEVER_FIRST or last in _NEVER_LAST):
            return cut
        cut -= 1
        if cut <= 0:
            break
    return len(line)
