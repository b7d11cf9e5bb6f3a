"""A statute from a file as it was published: Markdown, text, Word."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jltrain.errors import BadInput
from jltrain.foreign.docx import read_docx
from jltrain.foreign.docxtext import Paragraph, paragraphs
from jltrain.foreign.faults import bytes_of
from jltrain.foreign.text import decoded
from jltrain.i18n import N_
from jltrain.statutes.dates import iso_day
from jltrain.statutes.parse import parse
from jltrain.statutes.statute import Statute

SUFFIXES: Final = (".md", ".markdown", ".txt", ".docx")
LIST_NAME: Final = "INDEX.tsv"
BYTES: Final = 20 * 1024 * 1024
_LIST_LINES: Final = 5_000


class NotAStatuteFile(BadInput):
    template = N_("“{file}”不是能读的法规文件，可用的格式有 Markdown、文本（.txt）和 Word（.docx）。")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list beside the files says of one: its full name, its version, how many articles it has (0: not said)."""

    full_name: str
    version: date | None
    articles: int


def read_file(path: Path, version: date | None = None, *, anyway: bool = False) -> Statute:
    """The statute in a file. Raises NotAStatuteFile, BadFile, and what `parse` raises."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise NotAStatuteFile(file=path.name)
    if suffix == ".docx":
        lines = list(_docx_lines(path))
    else:
        text = decoded(bytes_of(path, BYTES), path.name).text
        lines = (html.unescape(text) if "&" in text else text).split("\n")
    return parse(lines, path.stem, version, anyway=anyway)


def _docx_lines(path: Path) -> Iterator[str]:
    """Each paragraph as a line of its own with an empty one behind it, and a Markdown mark before the title's style."""
    for paragraph in paragraphs(read_docx(path).blocks):
        mark = "# " if paragraph.style.casefold() in ("title", "标题") else ""
        for line in _shown(paragraph).split("\n"):
            yield mark + line
        yield ""


def _shown(paragraph: Paragraph) -> str:
    """Number and text: Word may count the articles by itself."""
    return f"{paragraph.number}　{paragraph.text}" if paragraph.number else paragraph.text


def read_list(path: Path) -> dict[str, Listed]:
    """A list of statutes, tab-separated with a first line of names: short_name, full_name, version_date, articles.

    By file name without suffix, which is the short name. A list in another form is no list: {}.
    """
    rows = [line.split("\t") for line in decoded(bytes_of(path, BYTES), path.name).text.split("\n")[:_LIST_LINES]]
    head = [cell.strip() for cell in rows[0]]
    if not {"short_name", "version_date"} <= set(head):
        return {}
    found = {}
    for cells in rows[1:]:
        row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        if row.get("short_name"):
            count = row.get("articles", "")
            found[row["short_name"]] = Listed(
                row.get("full_name", ""),
                iso_day(row.get("version_date", "")),
                int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0,
            )
    return found
