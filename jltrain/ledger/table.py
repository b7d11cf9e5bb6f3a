"""Cells out of a file that somebody sent: a workbook or delimited text, bounded before it is parsed.

BadRoster                  the file as a whole cannot be used
├── RosterUnreadable       the disk or the folder says no
├── RosterTooLarge         more bytes, rows or cells than any province has officers
├── RosterLocked           protected by a password
├── RosterNotATable        neither a workbook nor text
├── RosterDamaged          it claims to be one and is not
├── (columns.py) RosterColumnsMissing, RosterColumnDoubled
└── (roster.py) RosterHidden
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

from jltrain.errors import BadInput, reason_of
from jltrain.i18n import N_, _

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_ROWS: Final = 200_000
SUFFIXES: Final = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv")

Cell = str | float | bool | date | time | timedelta
"""What a cell can hold; int and datetime are kinds of float and date to a type checker. Empty is ""."""


class BadRoster(BadInput):
    template = N_("名册“{file}”不能读取，请检查文件后重试。")


class RosterUnreadable(BadRoster):
    template = N_("名册“{file}”打不开（{reason}），请确认文件还在、没有被别的程序占用，然后重试。")


class RosterTooLarge(BadRoster):
    template = N_("名册“{file}”太大（{size}，上限 {limit}），请删去无关的表、图片和空行，或分成几个文件导入。")


class RosterLocked(BadRoster):
    template = N_("名册“{file}”设有打开密码，请在 Excel 或 WPS 中取消密码、另存后再导入。")


class RosterNotATable(BadRoster):
    template = N_("“{file}”不是能识别的名册格式，请用 Excel 或 WPS 另存为 .xlsx 或 .csv 后再导入。")


class RosterDamaged(BadRoster):
    template = N_("名册“{file}”已损坏或格式不规范（{reason}），请用 Excel 或 WPS 打开并另存一次后再导入。")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; indices from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows[i]` is row i+1 as the spreadsheet numbers it, `row[j]` column j. "" for text files."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


def read_tables(path: Path) -> tuple[Table, ...]:
    """The sheets of a workbook, or the one table of a text file; told apart by content, not by suffix.

    Raises BadRoster in one of its kinds; nothing else, whatever the bytes are.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise RosterNotATable(file=path.name)
    data = _bytes(path)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        # only here, so that a text roster does not load what reads workbooks
        from jltrain.ledger.spreadsheet import read_spreadsheet

        return read_spreadsheet(data, path.name)
    if path.suffix.lower() in (".xlsx", ".ods"):
        raise RosterDamaged(file=path.name, reason=_("不是压缩包"))
    return (Table("", _delimited(_decoded(data, path.name), path.name)),)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise RosterUnreadable(file=path.name, reason=_("没有这个文件"))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise RosterUnreadable(file=path.name, reason=reason_of(error)) from error
    if len(data) > MAX_BYTES:
        raise RosterTooLarge(file=path.name, size=_("超过 30 MB"), limit="30 MB")
    return data


def _decoded(data: bytes, file: str) -> str:
    """UTF-8 or UTF-16 as marked; unmarked: UTF-16 if every other byte says so, UTF-8 if valid, else GB 18030."""
    zeros = (data[:2000:2].count(0), data[1:2000:2].count(0))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    elif max(zeros) > 0:
        codecs = ["utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"]
    else:
        codecs = ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.lstrip()[:1] != "<":  # "<": a web page saved as .xls
            return text
    raise RosterNotATable(file=file)


_AS_TEXT: Final = re.compile(r"=\"([^\"]*)\"|'(?=\d)(.*)", re.DOTALL)


def _as_typed(cell: str) -> str:
    """Other programs write ="0220" or '0220 so that Excel leaves a number alone: 0220."""
    match = _AS_TEXT.fullmatch(cell) if cell[:1] in ("=", "'") else None
    return cell if match is None else match[1] or match[2] or ""


def _delimited(text: str, file: str) -> list[list[str]]:
    """Rows of the text, split by whichever of , ; tab divides most of the first lines."""
    named = re.match(r"sep=([,;\t])\r?\n", text)  # Excel's own way of naming the delimiter
    head = text[:65536].splitlines()[:15]
    # five columns are required, so each line of the table has four delimiters or more; a title has not
    delimiter = named[1] if named else max(",;\t", key=lambda mark: sum(line.count(mark) >= 4 for line in head))
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([_as_typed(cell) for cell in row])
            if len(rows) > MAX_ROWS + 15:
                raise RosterTooLarge(file=file, size=_("超过 20 万行"), limit=_("20 万行"))
    except csv.Error as error:
        # a quote never closed would swallow the rows after it
        place = _("第 {line} 行附近的引号或分隔符不成对").format(line=reader.line_num)
        raise RosterDamaged(file=file, reason=place) from error
    return rows
