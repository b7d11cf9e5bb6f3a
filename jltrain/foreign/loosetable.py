"""Delimited text in which quotation marks are text too: "依法"的含义,A. A program that writes CSV would have doubled them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 20
"""Lines that one quoted cell may have; a mark that is closed later than that opens no cell."""


@dataclass(frozen=True, slots=True)
class LooseRow:
    """`odd`: a quotation mark stands where CSV has none, so that the cells may have been cut wrongly."""

    cells: list[str]
    odd: bool


def loosely_delimited(text: str, delimiter: str, max_rows: int) -> list[LooseRow]:
    """The rows of `text`, at most `max_rows`. A quoted cell ends before a delimiter or a line's end, else its marks are text."""
    mark = re.escape(delimiter)
    quoted = re.compile(
        rf'"((?:[^"\n]|""){{0,20000}}(?:\n(?:[^"\n]|""){{0,20000}}){{0,{_LONGEST}}})"[ ]*(?={mark}|\n|\Z)'
    )
    plain = re.compile(rf"[^{mark}\n]*")
    rows: list[LooseRow] = []
    cells: list[str] = []
    at, odd = 0, False
    while len(rows) < max_rows:
        match = quoted.match(text, at) if text.startswith('"', at) else None
        if match is not None:
            cells.append(match[1].replace('""', '"'))
        else:
            match = plain.match(text, at)
            cells.append(match[0] if match else "")
            odd = odd or cells[-1].startswith('"')
        at = match.end() if match else at
        if at < len(text) and text[at] == delimiter:
            at += 1
            continue
        rows.append(LooseRow([] if cells == [""] else cells, odd))
        cells, odd = [], False
        if at >= len(text):
            break
        at += 1
    return rows
