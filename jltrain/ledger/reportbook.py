"""A report as an Excel workbook: a sheet for each table, the plots as charts with their values in cells."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jltrain.clock import BEIJING
from jltrain.i18n import _
from jltrain.ledger.book import Book, Progress, write_book
from jltrain.ledger.bookcharts import add_charts
from jltrain.ledger.report import Report
from jltrain.progress import Report as Tell
from jltrain.progress import silent


def write_report_xlsx(
    path: Path, report: Report, made_at: datetime, by: str = "", progress: Tell = silent, *, unit: str = ""
) -> None:
    """The report at `path`, whole or not at all. `made_at` aware; `by` who made it, `unit` who hands it in.

    Rows of tables are walked once. Raises FileNotWritten, TooManyRows, and what `progress` raises to stop the work.
    """

    def fill(book: Book) -> None:
        counted = Progress(report.tables, progress)
        for number, table in enumerate(report.tables):
            below = " · ".join(filter(None, (report.subtitle, table.title)))
            notes = report.notes if number == 0 else ()
            book.sheet(table.title, table, (report.title, below, made_by(made_at, by, unit)), counted, notes)
        add_charts(book, report.plots, report.title)
        counted.tell(report.title)

    write_book(path, report.title, by, made_at, fill)


def made_by(made_at: datetime, by: str, unit: str) -> str:
    """The line above a table: who hands it in, when it was made, who made it."""
    made = f"{made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    parts = [_("填报单位：{unit}").format(unit=unit or "　" * 10), _("制表时间：{made}").format(made=made)]
    if by:
        parts.append(_("填表人：{by}").format(by=by))
    return "　　".join(parts)
