"""The pieces of every Excel workbook that the ledger writes: sheets of typed columns, ready to be printed on A4.

Numbers, percentages and dates are real ones; certificate numbers and everything that people typed are text, marked as
such even where it begins like a formula. Rows go to the disk as they come, so that a province's list never sits in
memory, and the finished file is put in its place whole.
"""

from __future__ import annotations

import io
import re
import tempfile
import traceback
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from jltrain.clock import BEIJING
from jltrain.errors import Refused, reason_of
from jltrain.i18n import N_, _
from jltrain.ledger.report import Kind, ReportColumn, ReportTable, Row, Value
from jltrain.progress import Report, Step, silent
from jltrain.savefile import FileNotWritten, save

EXCEL_ROWS: Final = 1_048_576
FONT: Final = "宋体"

_SAMPLE: Final = 1000
"""Rows looked at before the widths are set."""

_PORTRAIT: Final = 92
"""Characters of all columns together up to which a sheet is printed upright."""

_UNFIT: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufffe\\uffff]")
_FORMULA: Final = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'+|'+$")

_NUMBERS: Final[dict[str, dict[str, object]]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0%"},
    "marks": {"num_format": "0.0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}
_LEAST: Final = {"text": 10, "count": 10, "percent": 10, "marks": 10, "date": 12, "moment": 18}
"""The narrowest a column of the kind may be, in characters, so that no number becomes ####."""


class TooManyRows(Refused):
    template = N_("表“{sheet}”有 {rows} 行，超过 Excel 一张表的上限，请按市州或单位分别导出。")


def plain(text: str) -> str:
    """The text as a cell can hold it: no control characters, no half of a character, 32,767 at most."""
    # by code points, not by isprintable: Python's tables do not know the latest rare characters
    return _UNFIT.sub(" ", text).encode("utf-8", "replace").decode("utf-8")[:32_767]


def page_foot() -> str:
    """The foot of every printed sheet, in Excel's signs."""
    return "&C" + _("第 {page} 页　共 {pages} 页").format(page="&P", pages="&N")


def breadth(text: str) -> int:
    """How wide the longest line of the text is, in characters of an ordinary font: a Chinese one takes two."""
    return max((sum(2 if ord(c) >= 0x1100 else 1 for c in line) for line in text.split("\n")), default=0)


def write_book(path: Path, title: str, by: str, made_at: datetime, fill: Callable[[Book], None]) -> None:
    """A workbook that `fill` puts its sheets in, at `path` whole or not at all. Raises FileNotWritten."""
    with tempfile.TemporaryDirectory(prefix="jltrain-", ignore_cleanup_errors=True) as folder:
        out = io.BytesIO()
        book = Book(out, Path(folder), title, by, made_at)
        try:
            fill(book)
            book.close()
        except (OSError, FileCreateError) as error:  # the drafts of the rows did not fit on the system's own disk
            cause = error.args[0] if isinstance(error, FileCreateError) else error
            traceback.clear_frames(cause.__traceback__)  # closes XlsxWriter's half archive while `out` is still open
            raise FileNotWritten(file=path, reason=reason_of(cause)) from error
        finally:
            book.let_go()
    save(path, out.getvalue())


class Book:
    """One workbook with its formats. Sheets are written from top to bottom, once."""

    def __init__(self, out: io.BytesIO, folder: Path, title: str, by: str, made_at: datetime) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(out, options)  # no `with`: leaving it would write the file even when cancelled
        made = made_at.astimezone(BEIJING).replace(tzinfo=None)
        self.file.set_properties({"title": plain(title), "author": plain(by), "created": made})
        self.title = self._format(bold=True, font_size=16, align="center", valign="vcenter", text_wrap=True)
        self.subtitle = self._format(align="center", valign="vcenter", text_wrap=True)
        self.title_left = self._format(bold=True, font_size=16)
        self.bold = self._format(bold=True)
        self.info = self._format(valign="vcenter", text_wrap=True)
        self.note = self._format(font_size=10, valign="top", text_wrap=True)
        self.head = self._format(
            bold=True, bg_color="#E8ECF1", border=1, align="center", valign="vcenter", text_wrap=True
        )
        cell = {"border": 1, "valign": "vcenter"}
        self._cells = {kind: self._format(**look, **cell) for kind, look in _NUMBERS.items()}
        self._totals = {kind: self._format(**look, **cell, bold=True, top=2) for kind, look in _NUMBERS.items()}
        # "quote prefix" is the apostrophe people type: the text stays text when the cell is edited, too
        self._quoted = self._format(**_NUMBERS["text"], **cell, quote_prefix=True)
        self._names: set[str] = set()

    def _format(self, **look: object) -> Any:
        return self.file.add_format({"font_name": FONT, "font_size": 11, **look})

    def close(self) -> None:
        """Write the file out."""
        self.file.close()

    def let_go(self) -> None:
        """Let the drafts on the disk be deleted, also after the writing was stopped."""
        for sheet in self.file.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()

    def add(self, name: str) -> Any:
        """An empty sheet; its name is made to fit Excel and to be the only one of its kind."""
        base = _SHEET_NAME.sub(" ", plain(name)).strip(" '") or "Sheet"
        made, number = _units(base, 31), 1
        while made.casefold() in self._names:
            number += 1
            made = _units(base, 30 - len(str(number))) + f" {number}"
        self._names.add(made.casefold())
        return self.file.add_worksheet(made)

    def sheet(
        self, name: str, table: ReportTable, above: Sequence[str], progress: Progress, notes: Sequence[str] = ()
    ) -> None:
        """One table: the first line of `above` as its title, the second as what it is, others plain; header, rows,
        total, notes. Raises TooManyRows."""
        _SheetWriter(self, self.add(name), table, progress).write(name, above, (*table.notes, *notes))

    def cell(self, sheet: Any, row: int, column: int, kind: str, value: Value, *, total: bool = False) -> None:
        """One value in its format."""
        formats = self._totals if total else self._cells
        if value is None or value == "":
            sheet.write_blank(row, column, None, formats[kind])
        elif isinstance(value, date):
            if value.year < 1900:  # before the first day that Excel knows
                sheet.write_string(row, column, value.isoformat(), formats["text"])
            else:
                sheet.write_datetime(row, column, value, formats["moment" if isinstance(value, datetime) else "date"])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, formats[kind if kind in ("count", "percent", "marks") else "count"])
        else:
            text = plain(value)
            quoted = _FORMULA.match(value) or _FORMULA.match(text)
            sheet.write_string(row, column, text, self._quoted if quoted and not total else formats["text"])


class Progress:
    """Counts the rows of several tables; the whole is not known when a table comes as a stream."""

    EVERY: Final = 500

    def __init__(self, tables: Sequence[ReportTable], report: Report = silent) -> None:
        sized = [len(table.rows) if isinstance(table.rows, Sequence) else None for table in tables]
        self.total = 0 if None in sized else sum(size or 0 for size in sized)
        self.done, self._report = 0, report

    def row(self, text: str) -> None:
        """One more row is written."""
        self.done += 1
        if self.done % self.EVERY == 0:
            self.tell(text)

    def tell(self, text: str) -> None:
        """Say how far it is, which is also when the work can be stopped."""
        self._report(Step(self.done, self.total, text))


class _SheetWriter:
    """One sheet on its way down."""

    def __init__(self, book: Book, sheet: Any, table: ReportTable, progress: Progress) -> None:
        self.book, self.sheet, self.table, self.progress = book, sheet, table, progress
        self.rows = iter(table.rows)
        sample = list(islice(self.rows, _SAMPLE))
        self.rows = chain(sample, self.rows)
        totals = [] if table.total is None else [table.total]
        self.widths = [_width(column, n, [*sample, *totals]) for n, column in enumerate(table.columns)]
        self.at = 0

    def write(self, name: str, above: Sequence[str], notes: Sequence[str]) -> None:
        book, columns = self.book, self.table.columns
        self.progress.tell(name)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        for line, text in enumerate(above):
            look, scale, least = ((book.title, 1.5, 24), (book.subtitle, 1.0, 16), (book.info, 1.0, 16))[min(line, 2)]
            self.line(text, look, scale, least)
        header = self.at
        self.sheet.set_row(
            header, 6 + 15 * max(self._lines(c.title, w) for c, w in zip(columns, self.widths, strict=True))
        )
        for column, field in enumerate(columns):
            self.sheet.write_string(header, column, plain(field.title), book.head)
        self.at += 1
        self._body(name, notes)
        self.sheet.autofilter(header, 0, max(self.at - 1, header), len(columns) - 1)
        if self.table.total is not None:
            self._row(self.table.total, total=True)
        for note in notes:
            self.line(note, book.note, 0.92, 14)
        self._printed(header)

    def _body(self, name: str, notes: Sequence[str]) -> None:
        first = self.at
        most = EXCEL_ROWS - len(notes) - (self.table.total is not None)
        for row in self.rows:
            if self.at >= most:
                raise TooManyRows(sheet=name, rows=self.at - first + 1 + sum(1 for _row in self.rows))
            self._row(row)
            self.progress.row(name)

    def _row(self, row: Row, *, total: bool = False) -> None:
        for column, (field, value) in enumerate(zip(self.table.columns, row, strict=True)):
            self.book.cell(self.sheet, self.at, column, field.kind.value, value, total=total)
        self.at += 1

    def line(self, text: str, look: Any, scale: float, least: int) -> None:
        """A text over the whole width, as high as it needs."""
        text, last = plain(text), len(self.widths) - 1
        self.sheet.set_row(self.at, max(least, (least - 1) * self._lines(text, sum(self.widths) / scale) + 3))
        if last:
            self.sheet.merge_range(self.at, 0, self.at, last, "", look)
        self.sheet.write_string(self.at, 0, text, look)
        self.at += 1

    def _lines(self, text: str, width: float) -> int:
        return sum(max(1, -(-breadth(line) // max(int(width - 1), 1))) for line in text.split("\n"))

    def _printed(self, header: int) -> None:
        sheet = self.sheet
        sheet.freeze_panes(header + 1, 1)
        if sum(self.widths) > _PORTRAIT:
            sheet.set_landscape()
        else:
            sheet.set_portrait()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)  # inches
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.set_footer(page_foot())


def _width(column: ReportColumn, number: int, rows: Sequence[Row]) -> int:
    """As wide as what stands in it; a text no wider than half as much again as was asked for, then it wraps."""
    content = max((breadth(_shown(column.kind, row[number])) for row in rows), default=0) + 2
    moments = column.kind is Kind.DATE and any(isinstance(row[number], datetime) for row in rows)
    least = _LEAST["moment" if moments else column.kind.value]
    if column.kind is not Kind.TEXT:
        return max(least, content)
    return max(least, min(content, max(column.width, least) * 3 // 2))


def _shown(kind: Kind, value: Value) -> str:
    if isinstance(value, str):
        return plain(value)
    if value is None or isinstance(value, date):
        return ""
    return {Kind.PERCENT: "100.0%", Kind.MARKS: f"{value:.1f}"}.get(kind, f"{value:,}")


def _units(text: str, most: int) -> str:
    """As much of the text as `most` UTF-16 units hold: Excel counts a rare character as two."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text
