"""Word documents: paragraphs as lines, tables of questions as tables, all in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from jltrain.bank.intake import sheets
from jltrain.bank.intake.found import Findings, FoundPicture
from jltrain.bank.intake.lines import Mark, SourceLine
from jltrain.bank.intake.table_cells import Row, row_of
from jltrain.bank.question import Kind
from jltrain.foreign import docx
from jltrain.foreign.docx import DocTable, MarkKind, Paragraph
from jltrain.i18n import _
from jltrain.progress import Report, silent

_PICTURE: Final = re.compile(r"〔图(\d{1,5})〕")
_MARKS: Final = {
    MarkKind.BOLD: "bold", MarkKind.HIGHLIGHT: "highlight", MarkKind.UNDERLINE: "underline", MarkKind.STRIKE: "strike",
}  # fmt: skip


def read(data: bytes, name: str, report: Report = silent) -> Findings:
    """All of a document. Raises BadFile."""
    return _Reading(docx.read_docx(data, name)).findings(report)


class _Reading:
    """One document on its way to lines and tables."""

    def __init__(self, document: docx.DocxText) -> None:
        self.document = document
        self.pictures = tuple(FoundPicture(p.data, p.suffix) for p in document.pictures)
        self.source: list[str] = []
        self.parts: list[sheets.Part] = []
        self._lines: list[SourceLine] = []
        self._at: list[int] = []
        self._kind: Kind | None = None
        self._section = ""

    def findings(self, report: Report) -> Findings:
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block)
            else:
                self.table(block)
        self.flush()
        found = sheets.findings(self.source, self.parts, "docx", report)
        if not self.document.left_out:
            return found
        told = _("文件里没有读取的内容：{parts}").format(parts="、".join(self.document.left_out))
        return sheets.with_remark(found, told)

    def paragraph(self, paragraph: Paragraph) -> None:
        """One source line for each line of a paragraph."""
        said = sheets.heading_kind(paragraph.text) if len(paragraph.text) < 80 else None
        if paragraph.text.strip():  # only a heading right above a table speaks for it
            self._kind, self._section = said, paragraph.shown if said is not None else ""
        start = 0
        for n, piece in enumerate(paragraph.text.split("\n")):
            self.line(self._line(paragraph, piece, start, first=n == 0), piece)
            start += len(piece) + 1

    def _line(self, paragraph: Paragraph, piece: str, start: int, *, first: bool) -> SourceLine:
        marks = tuple(_marks(paragraph, start, start + len(piece)))
        heading = paragraph.heading if first else 0
        if "答案" in piece:
            piece, marks = _without_struck(piece, marks)
        text, pictures, moved = self._pictures(piece, marks)
        return SourceLine(text, paragraph.number if first else "", pictures, heading, moved)

    def _pictures(
        self, text: str, marks: tuple[Mark, ...] = ()
    ) -> tuple[str, tuple[FoundPicture, ...], tuple[Mark, ...]]:
        """A line with its own pictures counted from 1. Marks go where a number of another length moves them."""
        numbers = [int(n) for n in _PICTURE.findall(text)]
        known = [n for n in dict.fromkeys(numbers) if 0 < n <= len(self.pictures)]
        if not known:
            return text, (), marks
        place = {n: i for i, n in enumerate(known, 1)}
        out, end, shifts = "", 0, [(0, 0)]
        for match in _PICTURE.finditer(text):
            n = int(match[1])
            out += text[end : match.start()] + (f"〔图{place[n]}〕" if n in place else match[0])
            end = match.end()
            shifts.append((end, len(out) - end))
        out += text[end:]

        def moved(at: int) -> int:
            return at + next(shift for edge, shift in reversed(shifts) if edge <= at)

        return out, tuple(self.pictures[n - 1] for n in known), tuple(
            Mark(moved(m.start), moved(m.end), m.kinds) for m in marks
        )  # fmt: skip

    def line(self, line: SourceLine, text: str) -> None:
        self.source.append(f"{line.number} {text}".strip() if line.number else text)
        self._lines.append(line)
        self._at.append(len(self.source))

    def table(self, table: DocTable) -> None:
        """A table of questions is read as one; any other is lines, a row each, or its paragraphs where it only frames."""
        grid = table.grid()
        rows = [row_of([cell.text for cell in cells]) for cells in grid]
        if sheets.is_table(rows):
            above = self._title(rows)
            self.flush()
            if above:
                self.parts.append(sheets.Aside(len(self.source) - above[1], _("答案表的标题")))
            self.parts.append(sheets.Grid(
                len(self.source) + 1, rows, pictures=self.pictures, kind=self._kind, section=self._section,
                above=above[0] if above else "",
            ))  # fmt: skip
            self.source += [row.shown for row in rows]
            return
        for cells, row in zip(grid, rows, strict=True):
            filled = [cell for cell in cells if cell.text.strip()]
            if len(filled) == 1:
                for block in filled[0].blocks:
                    if isinstance(block, Paragraph):
                        self.paragraph(block)
                    else:
                        self.table(block)
            else:
                self._row(row)

    def _title(self, rows: Sequence[Row]) -> tuple[str, int] | None:
        """The line above a key that says so, taken out of the text, and how many blank ones follow it."""
        if not sheets.is_key(rows):
            return None
        blank = 0
        while blank < len(self._lines) and not self._lines[-1 - blank].text.strip():
            blank += 1
        if blank == len(self._lines):
            return None
        text = self._lines[-1 - blank].text
        if "答案" not in text or len(text) > 40:
            return None
        keep = len(self._lines) - 1 - blank
        self._lines, self._at = self._lines[:keep], self._at[:keep]
        return text, blank

    def _row(self, row: Row) -> None:
        text, pictures, _marks = self._pictures("\t".join(cell.replace("\n", " ") for cell in row.cells))
        self.source.append(row.shown)
        self._lines.append(SourceLine(text, pictures=pictures, cells=row.cells))
        self._at.append(len(self.source))

    def flush(self) -> None:
        if self._lines:
            self.parts.append(sheets.Lines(tuple(self._lines), tuple(self._at)))
        self._lines, self._at = [], []


def _marks(paragraph: Paragraph, start: int, end: int) -> Iterator[Mark]:
    """What is set off between two places, counted from the first."""
    for mark in paragraph.marks:
        kind = _MARKS.get(mark.kind) or ("red" if mark.kind is MarkKind.COLOUR and _strong(mark.value) else "")
        if kind and mark.start < end and mark.end > start:
            yield Mark(max(mark.start, start) - start, min(mark.end, end) - start, frozenset((kind,)))


def _without_struck(text: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """An answer without what was crossed out in it."""
    struck = sorted((m.start, m.end) for m in marks if "strike" in m.kinds)
    if not struck:
        return text, marks

    def moved(at: int) -> int:
        return at - sum(min(end, at) - start for start, end in struck if start < at)

    kept = [Mark(moved(m.start), moved(m.end), m.kinds) for m in marks if "strike" not in m.kinds]
    for start, end in reversed(struck):
        text = text[:start] + text[end:]
    return text, tuple(m for m in kept if m.start < m.end)


def _strong(colour: str) -> bool:
    """Whether a colour (RRGGBB) sets a text off: no grey."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    parts: Sequence[int] = [int(colour[n : n + 2], 16) for n in (0, 2, 4)]
    return max(parts) - min(parts) > 60
