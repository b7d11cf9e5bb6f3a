"""One officer's transcript as an Excel workbook: who he is on the first sheet, then a sheet for each of its tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jltrain.i18n import _
from jltrain.ledger.book import Book, Progress, write_book
from jltrain.ledger.report import ReportColumn, ReportTable
from jltrain.ledger.reportbook import made_by
from jltrain.ledger.transcript import Transcript
from jltrain.ledger.transcripttables import identity, title_of, transcript_tables, warnings


def write_transcript_xlsx(
    path: Path, transcript: Transcript, made_at: datetime, by: str = "", *, unit: str = ""
) -> None:
    """The transcript at `path`, whole or not at all. `made_at` aware. Raises FileNotWritten."""
    title, made = title_of(transcript), made_by(made_at, by, unit)
    columns = (ReportColumn(_("项目"), width=16), ReportColumn(_("内容"), width=60))
    tables = (ReportTable(_("基本情况"), columns, identity(transcript)), *transcript_tables(transcript))

    def fill(book: Book) -> None:
        progress = Progress(tables)
        for number, table in enumerate(tables):
            notes = () if number else warnings(transcript)
            book.sheet(table.title, table, (title, table.title, made), progress, notes)

    write_book(path, title, by, made_at, fill)
