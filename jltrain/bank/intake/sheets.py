"""Tables and lines of one file, read in order: what each row is, and the questions in them.

A file comes as parts (`Grid`: a table whose rows are source lines, `Lines`: running text). Each row that is not
blank ends in a question or is ignored with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jltrain.bank.intake import columns, columns_guess, sheets_form, sheets_key
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.intake.lines import SourceLine
from jltrain.bank.intake.recognise import recognise
from jltrain.bank.intake.sheets_grid import GridReading, heading_kind
from jltrain.bank.intake.sheets_parts import Aside, Gathered, Grid, Header, Lines, Part
from jltrain.bank.intake.table_cells import Row
from jltrain.i18n import _
from jltrain.progress import Report, silent

__all__ = [
    "Aside", "Grid", "Lines", "Part", "findings", "heading_kind", "headers", "is_key", "is_table", "with_remark",
]  # fmt: skip

_HEADERISH: Final = re.compile(
    r"(?:^|\| )[\s*★]*[^|]{0,6}?(?:题\s*[干目号文面]|[试问考标]\s*题|序\s*号|答\s*案|内\s*容|[Aa]nswer|[Qq]uestion)[^|]{0,40}(?: \||$)"
)
_PICTURE: Final = re.compile(r"〔图(\d{1,6})〕")
_TOP: Final = 40
"""Rows that are looked at for a header cell by cell; further down only where some usual word is."""


def findings(source: Sequence[str], parts: Sequence[Part], form: str, report: Report = silent) -> Findings:
    """All that the parts of a file hold. Keys found apart from the questions are put to them at the end."""
    out = Gathered(report, len(source))
    for part in parts:
        if isinstance(part, Grid) and not part.hidden:
            out.headers[part.first] = headers(part.rows)
    tables = any(layout.has_questions for found in out.headers.values() for _at, layout, _height in found)
    for part in parts:
        if isinstance(part, Lines):
            read_lines(part, out)
        elif isinstance(part, Aside):
            out.ignore(part.line, part.line, part.reason)
        else:
            read_grid(part, out, others=tables)
    questions, unused = sheets_key.applied(out.questions, out.keys)
    for line in out.key_lines:
        left = "、".join(key.number for key in unused if key.line == line)
        told = _("答案表；没有对应题目的题号：{numbers}").format(numbers=left) if left else _("答案表，已对到各题")
        out.ignore(line, line, told)
    made = Findings(tuple(source), tuple(questions), tuple(sorted(out.ignored, key=lambda i: i.lines.first)), form)
    missing = made.unaccounted()
    if missing:
        ruled = re.compile(r"[\s|:=+-]+")
        extra = [Ignored(Span(n, n), _("表格线") if ruled.fullmatch(source[n - 1]) else _("没有看懂")) for n in missing]
        made = replace(made, ignored=tuple(sorted((*made.ignored, *extra), key=lambda i: i.lines.first)))
    return made


def with_remark(found: Findings, remark: str) -> Findings:
    """The findings with a last line that says what of the file is in none of its lines."""
    line = len(found.source) + 1
    return replace(found, source=(*found.source, remark), ignored=(*found.ignored, Ignored(Span(line, line), remark)))


def is_key(rows: Sequence[Row]) -> bool:
    """Whether the rows are answers alone."""
    return sheets_key.is_key(rows) or any(found.is_key for _at, found, _height in headers(rows))


def is_table(rows: Sequence[Row]) -> bool:
    """Whether the rows are better read as a table, of questions or of answers, than as lines of text."""
    return (
        bool(headers(rows))
        or sheets_key.is_key(rows)
        or bool(sheets_form.forms(rows))
        or columns_guess.guess(rows) is not None
    )


def headers(rows: Sequence[Row]) -> list[Header]:
    """Each header among the rows."""
    out: list[Header] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        index += 1
        if len(row.cells) < 2 or len(row.shown) > 600 or (index > _TOP and not _HEADERISH.search(row.shown)):
            continue
        below = rows[index].cells if index < len(rows) else ()
        both = columns.uses_below(row.cells, below)
        double = columns.layout(both) if both else None
        found = double or columns.layout(row.cells)
        if found is None or not (found.has_questions or found.is_key):
            continue
        out.append((index - 1, found, 2 if double else 1))
        index += bool(double)
    return out


def read_grid(grid: Grid, out: Gathered, *, others: bool = True) -> None:
    """The questions of a table; where it is none, of its cells as text. `others`: the file has tables of questions."""
    start = grid.first - grid.titled
    if not any(row.cells for row in grid.rows):
        if grid.titled:
            out.ignore(start, start, _("空的工作表"))
        return
    if grid.hidden:
        out.ignore(
            start,
            grid.first + len(grid.rows) - 1,
            _("隐藏的工作表“{name}”没有读取，需要时请先取消隐藏").format(name=grid.name),
        )
        return
    reading = GridReading(grid, out)
    found = out.headers.get(grid.first) or headers(grid.rows)
    if sheets_key.is_key(grid.rows) and not any(layout.has_questions for _at, layout, _height in found):
        _name_line(grid, out)
        out.keys += sheets_key.read(grid.rows, grid.first, heading_kind(grid.name) or heading_kind(grid.above))
        out.key_lines += _filled(grid, 0, len(grid.rows))
        return
    forms = sheets_form.forms(grid.rows)
    if forms and not found:
        _name_line(grid, out)
        reading.forms(forms)
        return
    if not found:
        guessed = columns_guess.guess(grid.rows)
        if guessed is None:
            _as_text(grid, out, others=others)
            return
        _name_line(grid, out)
        reading.table(0, len(grid.rows), guessed)
        return
    _name_line(grid, out)
    reading.preface(found[0][0])
    for (index, layout, height), after in zip(found, [*(f[0] for f in found[1:]), len(grid.rows)], strict=True):
        reading.header(index, layout, height)
        if layout.is_key:
            out.keys += sheets_key.read(grid.rows[index:after], grid.first + index, reading.kind)
            out.key_lines += _filled(grid, index + height, after)
        else:
            reading.table(index + height, after, layout)


def _name_line(grid: Grid, out: Gathered) -> None:
    if grid.titled:
        out.ignore(grid.first - 1, grid.first - 1, _("工作表的名称"))


def _filled(grid: Grid, first: int, last: int) -> list[int]:
    """The source lines of rows that are not blank."""
    return [grid.first + index for index in range(first, last) if grid.rows[index].cells]


def _as_text(grid: Grid, out: Gathered, *, others: bool) -> None:
    """A sheet that is no table: its cells are lines of text."""
    lines: list[SourceLine] = []
    at: list[int] = []
    for index, row in enumerate(grid.rows):
        filled = [text for text in row.cells if text]
        if len(filled) == 1:
            pieces = filled[0].split("\n")
            lines += [_source_line(piece, grid.pictures) for piece in pieces]
            at += [grid.first + index] * len(pieces)
        elif filled:
            text = "\t".join(text.replace("\n", " ") for text in row.cells)
            lines.append(_source_line(text, grid.pictures, () if "〔图" in text and grid.pictures else row.cells))
            at.append(grid.first + index)
        else:
            lines.append(SourceLine(""))
            at.append(grid.first + index)
    inner = Gathered(out.report, out.total)
    read_lines(Lines(lines, at), inner)
    sound = [q for q in inner.questions if q.answer or len(q.options) > 1 or q.parts]
    if not sound or (others and not any(q.answer for q in sound)):
        reason = _("工作表“{name}”里没有试题").format(name=grid.name) if grid.name else _("表格里没有试题")
        out.ignore(grid.first - grid.titled, grid.first + len(grid.rows) - 1, reason)
        return
    _name_line(grid, out)
    out.questions += inner.questions
    for ignored in inner.ignored:
        out.ignore(ignored.lines.first, ignored.lines.last, ignored.reason)


def _source_line(text: str, pictures: Sequence[FoundPicture], cells: tuple[str, ...] = ()) -> SourceLine:
    """A line with its own pictures, counted from 1."""
    own: list[FoundPicture] = []

    def renumbered(match: re.Match[str]) -> str:
        place = int(match[1])
        if not 0 < place <= len(pictures):
            return match[0]
        own.append(pictures[place - 1])
        return f"〔图{len(own)}〕"

    if not pictures or "〔图" not in text:
        return SourceLine(text, cells=cells)
    text = _PICTURE.sub(renumbered, text)
    return SourceLine(text, pictures=tuple(own), cells=cells)


def read_lines(part: Lines, out: Gathered) -> None:
    """Running text: what the recogniser finds, at the lines of the source."""
    if not any(line.text.strip() for line in part.lines):
        return
    found = recognise(part.lines, out.report)
    at = part.at
    claimed: set[int] = set()
    for question in found.questions:
        moved = _moved(question, at)
        claimed.update(range(moved.lines.first, moved.lines.last + 1))
        out.questions.append(moved)
    for ignored in found.ignored:
        lines = sorted({at[n - 1] for n in range(ignored.lines.first, ignored.lines.last + 1)} - claimed)
        for line in lines:
            out.ignore(line, line, ignored.reason)


def _moved(question: FoundQuestion, at: Sequence[int]) -> FoundQuestion:
    span = Span(at[question.lines.first - 1], at[question.lines.last - 1])
    parts = tuple(_moved(part, at) if part.lines.first else part for part in question.parts)
    return replace(question, lines=span, parts=parts)
