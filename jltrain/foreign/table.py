"""Cells out of a file that somebody sent: a workbook or delimited text, bounded before it is parsed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

from jltrain.foreign.faults import FileDamaged, FileNotKnown, FileNotText, FileTooLarge, bytes_of
from jltrain.foreign.text import decoded
from jltrain.i18n import _

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_ROWS: Final = 200_000
SLACK: Final = 15
"""Rows over the limit that are borne with: titles, header and notes."""
SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt", ".tsv")

Cell = str | float | bool | date | time | timedelta
"""What a cell can hold; int and datetime are kinds of float and date to a type checker. Empty is ""."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; indices from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class CellPicture:
    """A picture whose upper left corner lies on a cell, indices from 0. `data` b"": there was one, but it cannot be had."""

    row: int
    column: int
    data: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows[i]` is row i+1 as the spreadsheet numbers it, `row[j]` column j. "" for text files."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    pictures: tuple[CellPicture, ...] = ()


def read_tables(
    path: Path, *, max_rows: int = MAX_ROWS, max_bytes: int = MAX_BYTES, least_delimiters: int = 1
) -> tuple[Table, ...]:
    """The sheets of a workbook, or the one table of a text file; told apart by content, not by suffix.

    `max_rows` in each sheet that are not blank; `least_delimiters` see `delimited`.
    Raises BadFile in one of its kinds; nothing else, whatever the bytes are.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FileNotKnown(file=path.name)
    data = bytes_of(path, max_bytes)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        # only here, so that a text table does not load what reads workbooks
        from jltrain.foreign.spreadsheet import read_spreadsheet

        return read_spreadsheet(data, path.name, max_rows)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        raise FileDamaged(file=path.name, reason=_("不是压缩包"))
    try:
        text = decoded(data, path.name).text
    except FileNotText as error:
        raise FileNotKnown(file=path.name) from error
    if text.lstrip()[:1] == "<":  # a web page saved as .xls
        raise FileNotKnown(file=path.name)
    return (Table("", delimited(text, path.name, max_rows=max_rows, least_delimiters=least_delimiters)),)


_AS_TEXT: Final = re.compile(r"=\"([^\"]*)\"|'(?=\d)(.*)", re.DOTALL)


def _as_typed(cell: str) -> str:
    """Other programs write ="0220" or '0220 so that Excel leaves a number alone: 0220."""
    match = _AS_TEXT.fullmatch(cell) if cell[:1] in ("=", "'") else None
    return cell if match is None else match[1] or match[2] or ""


def delimited(text: str, file: str, *, max_rows: int = MAX_ROWS, least_delimiters: int = 1) -> list[list[str]]:
    """Rows of the text, split by whichever of tab , ; | divides most of the first lines alike.

    A line counts for a delimiter when it has `least_delimiters` of them or more, so that a title above the table,
    or a comma within its cells, decides nothing. Raises FileTooLarge, FileDamaged (a quote never closed would
    swallow the rows after it).
    """
    delimiter = delimiter_of(text, least_delimiters)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([_as_typed(cell) for cell in row])
            if len(rows) > max_rows + SLACK:
                raise rows_exceeded(file, max_rows)
    except csv.Error as error:
        place = _("第 {line} 行附近的引号或分隔符不成对").format(line=reader.line_num)
        raise FileDamaged(file=file, reason=place) from error
    return rows


def delimiter_of(text: str, least: int = 1) -> str:
    """Tab , ; or | between the cells of `text`."""
    named = re.match(r"sep=([,;\t|])\n", text)  # Excel's own way of naming the delimiter
    return named[1] if named else _delimiter(text, least)


def rows_exceeded(file: str, max_rows: int) -> FileTooLarge:
    """The error of a table with more than `max_rows` rows."""
    rows = _("{count} 行").format(count=max_rows)
    return FileTooLarge(file=file, size=_("超过 {limit}").format(limit=rows), limit=rows)


def _delimiter(text: str, least: int) -> str:
    """The mark that cuts most of the first lines into one same number of cells, and into `least` + 1 or more."""
    head = text[:65536]
    if len(text) > len(head):
        head = head[: head.rfind("\n") + 1] or head

    def score(mark: str) -> tuple[int, int]:
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=mark):
                rows.append(row)
                if len(rows) == 30:
                    break
        except csv.Error:
            pass
        enough = [len(row) for row in rows if len(row) > least]
        common = Counter(enough).most_common(1)
        return (common[0][1], len(enough)) if common else (0, 0)

    return max(",\t;|", key=score)
