"""Text: delimited tables, tables drawn with | or tabs among the lines, and the lines themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from jltrain.bank.intake import columns_guess, sheets
from jltrain.bank.intake.columns import Column
from jltrain.bank.intake.found import Findings
from jltrain.bank.intake.lines import SourceLine
from jltrain.bank.intake.table_cells import Row, row_of
from jltrain.bank.question import Kind
from jltrain.foreign.faults import FileDamaged
from jltrain.foreign.loosetable import loosely_delimited
from jltrain.foreign.table import MAX_ROWS, delimited, delimiter_of, rows_exceeded
from jltrain.progress import Report, silent

_RULE: Final = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_PIPES: Final = re.compile(r"\s*\|.*\|\s*")
_BARS: Final = re.compile(r"[|｜]+")
_MARKDOWN: Final = re.compile(r"(?<!\\)\|")


def read(text: str, name: str, report: Report = silent) -> Findings:
    """All of a text. `text` has \\n alone between its lines."""
    table = _delimited(text, name)
    if table is not None:
        rows = [replace(row_of(cells), odd=odd) if odd else row_of(cells) for cells, odd in table]
        return sheets.findings([row.shown for row in rows], [sheets.Grid(1, rows)], "table", report)
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    parts = _parts(lines)
    return sheets.findings(lines, parts, "text", report)


def _delimited(text: str, name: str) -> list[tuple[list[str], bool]] | None:
    """The rows when the whole text is a table of questions; always when the name says that it is one. With each:
    whether its cells may have been cut wrongly.
    """
    told = PurePath(name).suffix.lower() in (".csv", ".tsv")
    head = text[:20_000]
    if not told and not any(head.count(mark) > 1 for mark in "\t,;|"):
        return None
    if not told and re.search(r"^\s*\|.*\|\s*$", head, re.MULTILINE):
        return None
    barred = _barred(text)
    rows = _rows(barred or text, name)
    if told:
        return rows if any(len(row) > 1 for row, _odd in rows) else None
    sample = [row_of(cells) for cells, _odd in rows[:200]]
    if max((len(row.cells) for row in sample), default=0) < 2:
        return None
    found = [at for at, layout, _height in sheets.headers(sample) if layout.has_questions]
    if found and found[0] < 15 and _even(sample[found[0] :]):
        return rows
    guessed = None if found else columns_guess.guess(sample)  # without a header a column must say the kinds,
    certain = guessed is not None and (Column.KIND in guessed.at or bool(barred))  # or each line be cut alike by bars
    return rows if certain and _even(sample) else None


def _rows(text: str, name: str) -> list[tuple[list[str], bool]]:
    try:
        return [(row, False) for row in delimited(text, name)]
    except FileDamaged:  # marks that are text
        loose = loosely_delimited(text, delimiter_of(text), MAX_ROWS + 1)
        if len(loose) > MAX_ROWS:
            raise rows_exceeded(name, MAX_ROWS) from None
        return [(row.cells, row.odd) for row in loose]


def _barred(text: str) -> str:
    """The text with one bar between cells, when nearly each line has as many: 1|判断|…|对, 1||…||对. "" otherwise."""
    lines = [line for line in text[:20_000].split("\n")[:200] if line.strip()]
    runs = [_BARS.findall(line) for line in lines]
    count, alike = Counter(map(len, runs)).most_common(1)[0] if runs else (0, 0)
    if count < 2 or alike * 20 < len(lines) * 19 or len(lines) < 2:
        return ""
    lengths = {len(bars) for found in runs for bars in found}
    width = min(lengths)
    return text.replace("|" * width, "|") if lengths == {width} else text if 1 in lengths else ""


def _even(rows: Sequence[Row]) -> bool:
    """Whether most rows below the header have several cells: text with a few commas has not."""
    filled = [row for row in rows if row.cells]
    return sum(len(row.cells) > 1 for row in filled) * 10 >= len(filled) * 7


def _parts(lines: Sequence[str]) -> list[sheets.Part]:
    """Lines and the tables among them."""
    parts: list[sheets.Part] = []
    held: list[int] = []
    kind: Kind | None = None
    section = ""
    index = 0

    def flush() -> None:
        if held:
            parts.append(sheets.Lines([SourceLine(lines[n]) for n in held], [n + 1 for n in held]))
            held.clear()

    while index < len(lines):
        rows = _table_at(lines, index)
        if rows:
            flush()
            parts.append(sheets.Grid(index + 1, rows, kind=kind, section=section))
            index += len(rows)
            continue
        said = sheets.heading_kind(lines[index].lstrip("#* ")) if len(lines[index]) < 80 else None
        if lines[index].strip():  # only a heading right above a table speaks for it
            kind, section = said, lines[index].strip("#* \t") if said is not None else ""
        held.append(index)
        index += 1
    flush()
    return parts


def _table_at(lines: Sequence[str], index: int) -> list[Row]:
    """The rows of a table that begins at a line; [] when none does, or it is none of questions."""
    line = lines[index]
    if (
        _PIPES.fullmatch(line)
        and index + 1 < len(lines)
        and "-" in lines[index + 1]
        and _RULE.fullmatch(lines[index + 1])
    ):
        end = index
        while end < len(lines) and "|" in lines[end] and lines[end].strip():
            end += 1
        rows = [_piped(text) for text in lines[index:end]]
    elif "\t" in line.strip():
        end = index
        while end < len(lines) and "\t" in lines[end].strip():
            end += 1
        if end - index < 2:
            return []
        rows = [Row(r.cells, text) for text in lines[index:end] for r in [row_of(text.split("\t"))]]
        if not sheets.headers(rows[:1]):
            return []
    else:
        return []
    return rows if sheets.is_table(rows) else []


def _piped(text: str) -> Row:
    if _RULE.fullmatch(text):
        return Row((), text)
    cells = [
        cell.replace("\\|", "|").replace("<br>", "\n").replace("<br/>", "\n") for cell in _MARKDOWN.split(text.strip())
    ]
    return Row(row_of(cells[1:-1] if text.strip().endswith("|") else cells[1:]).cells, text)
