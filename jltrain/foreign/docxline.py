"""The text of one paragraph put together from its runs: blanks known, what is set off marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from jltrain.foreign.docxstyles import PLAIN, Look
from jltrain.foreign.docxtext import Mark, MarkKind

BLANK: Final = "____"
"""As bank.question has it."""
_SPACE: Final = " \t\u3000\xa0\u2002-\u200a_＿"
_HOLLOW: Final = re.compile(f"[{_SPACE}]+")
_RULED: Final = re.compile("[_＿]{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look. `fixed`: a formula or a picture, whose characters mean themselves."""

    text: str
    look: Look
    fixed: bool = False


def assembled(pieces: Sequence[Piece]) -> tuple[str, tuple[Mark, ...]]:
    """The text and its marks."""
    whole = list(_blanked(pieces))
    text = "".join(piece.text for piece in whole)
    marks = [mark for kind, value_of in _VALUES for mark in _marks(text, whole, kind, value_of)]
    if "__" in text or "＿＿" in text:
        text, marks = _ruled(text, marks)
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))


def _blanked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """An underlined stretch in which nothing is written is a blank; with something written it stays as it is."""
    for underlined, group in groupby(pieces, key=lambda piece: piece.look.underline and not piece.fixed):
        run = list(group)
        if not underlined:
            yield from run
            continue
        text = "".join(piece.text for piece in run)
        if not text.strip(_STRIPPED):
            for number, line in enumerate(text.split("\n")):
                if number:
                    yield Piece("\n", PLAIN)
                yield Piece(BLANK if _is_blank(line) else line, PLAIN)
        else:
            yield from run


_STRIPPED: Final = " \t\n\u3000\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a_＿"


def _is_blank(line: str) -> bool:
    """A single thin space between two words may be underlined by chance; a tab or a wide space is meant."""
    return _HOLLOW.fullmatch(line) is not None and (len(line) > 1 or line in "\t\u3000_＿")


_VALUES: Final[tuple[tuple[MarkKind, Callable[[Look], str | None]], ...]] = (
    (MarkKind.BOLD, lambda look: "" if look.bold else None),
    (MarkKind.COLOUR, lambda look: look.colour or None),
    (MarkKind.HIGHLIGHT, lambda look: look.highlight or None),
    (MarkKind.UNDERLINE, lambda look: "" if look.underline else None),
    (MarkKind.STRIKE, lambda look: "" if look.strike else None),
    (MarkKind.EMPHASIS, lambda look: "" if look.emphasis else None),
)


def _marks(
    text: str, pieces: Sequence[Piece], kind: MarkKind, value_of: Callable[[Look], str | None]
) -> Iterator[Mark]:
    """Stretches of one value, without the spaces at their ends; those of spaces alone set nothing off."""
    at = 0
    for value, group in groupby(pieces, key=lambda piece: value_of(piece.look)):
        start, at = at, at + sum(len(piece.text) for piece in group)
        if value is None:
            continue
        inside = text[start:at]
        first = start + len(inside) - len(inside.lstrip())
        last = start + len(inside.rstrip())
        if first < last:
            yield Mark(first, last, kind, value)


def _ruled(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """Two or more underscores in a row are one blank, however long; the marks move with the text."""
    out: list[str] = []
    edges: list[tuple[int, int, int]] = []  # each run: where it began, where it ended, where its blank begins now
    at = length = 0
    for match in _RULED.finditer(text):
        out += (text[at : match.start()], BLANK)
        length += match.start() - at
        edges.append((match.start(), match.end(), length))
        length += len(BLANK)
        at = match.end()
    out.append(text[at:])
    starts = {mark.start for mark in marks} | {mark.end for mark in marks}
    moved: dict[int, int] = {}
    number = 0
    for place in sorted(starts):
        while number < len(edges) and edges[number][1] <= place:
            number += 1
        before = edges[number - 1] if number else (0, 0, -len(BLANK))
        if number < len(edges) and edges[number][0] < place:  # amid a run: to its end
            moved[place] = edges[number][2] + len(BLANK)
        else:
            moved[place] = before[2] + len(BLANK) + place - before[1]
    kept = [Mark(moved[m.start], moved[m.end], m.kind, m.value) for m in marks]
    return "".join(out), [mark for mark in kept if mark.start < mark.end]
