"""A report as a PDF to be printed, signed and sealed: A4, plain tables as offices draw them, plots, readable in black."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from jltrain.clock import BEIJING
from jltrain.errors import Refused
from jltrain.i18n import N_, _
from jltrain.ledger.book import Progress
from jltrain.ledger.print_columns import fits
from jltrain.ledger.print_page import LEFT, Pages, base, cleaned, cut
from jltrain.ledger.print_plots import draw_plot
from jltrain.ledger.print_table import Measured, draw_table, first_height, measured
from jltrain.ledger.report import Report, ReportTable, Row
from jltrain.paper.print_fonts import Chain, width
from jltrain.paper.print_text import Style
from jltrain.progress import Report as Tell
from jltrain.progress import silent
from jltrain.savefile import save

MAX_PRINTED: Final = 20_000
"""Rows of one table: some 700 sheets of paper."""

SEALED: Final = ("half-yearly", "yearly", "final", "commendation")
"""Keys of the reports that are handed in, signed and sealed."""

LOOKS: Final = ((False, 10.0), (False, 9.0), (True, 10.0), (True, 9.0), (True, 8.0), (True, 7.0))
"""(across, size of the tables' text) in the order in which they are tried."""

TITLE: Final = Style(18, 27, Chain.HEAD, "centre")
HEADING: Final = Style(11, 18, Chain.HEAD)
_SUBTITLE: Final = Style(11.5, 18, align="centre")
_INFO: Final = Style(10.5, 18)
NOTE: Final = Style(9, 14)
SIGNED: Final = 92.0
"""How high the lines for signature and seal are."""
_BLANK: Final = "＿" * 8


class TooLongToPrint(Refused):
    template = N_("表“{table}”超过 {most} 行，不适合打印成 PDF，请导出 Excel 文件。")


def write_report_pdf(
    path: Path, report: Report, made_at: datetime, by: str = "", progress: Tell = silent, *, unit: str = ""
) -> int:
    """The report at `path`, whole or not at all; the number of its pages. `made_at` aware.

    `by` who made it and `unit` who hands it in: when empty, there is a line for the pen. Rows of tables are walked once.
    Raises FileNotWritten, TooLongToPrint, and what `progress` raises to stop the work.
    """
    counted = Progress(report.tables, progress)
    tables = [measured(table, _rows(table, counted)) for table in report.tables]
    across, size = look_for(tables)
    pages = Pages(report.title, made_line(made_at), by, across=across)
    head(pages, report.title, report.subtitle, made_at, unit)
    for note in report.notes:
        pages.text(note, NOTE)
    for number, made in enumerate(tables, 1):
        below = SIGNED if report.key in SEALED and number == len(tables) else 0.0
        section(pages, made, size, number if len(tables) > 1 else 0, counted, below=below)
        if number == 1:
            for place, plot in enumerate(report.plots, 1):
                pages.down(8)
                draw_plot(pages, plot, place)
    if report.key in SEALED:
        signatures(pages, by)
    counted.tell(report.title)
    data, count = pages.finish()
    save(path, data)
    return count


def _rows(table: ReportTable, counted: Progress) -> Sequence[Row]:
    counted.tell(table.title)
    rows = list(islice(table.rows, MAX_PRINTED + 1))
    if len(rows) > MAX_PRINTED:
        raise TooLongToPrint(table=table.title, most=MAX_PRINTED)
    return rows


def look_for(tables: Sequence[Measured], looks: Sequence[tuple[bool, float]] = LOOKS) -> tuple[bool, float]:
    """Whether the sheets lie across, and the size of the tables' text: the first look in which every table fits."""
    for across, size in looks:
        room = Pages.room_of(across=across)
        if all(fits(made.needs, size, room) for made in tables):
            return across, size
    return looks[-1]


def made_line(made_at: datetime) -> str:
    """What stands in the foot of each page."""
    return _("制表时间 {made}").format(made=f"{made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}")


def head(pages: Pages, title: str, subtitle: str, made_at: datetime, unit: str) -> None:
    """Title, what it is about, and the line of unit and date."""
    pages.text(title, TITLE)
    if subtitle:
        pages.text(subtitle, _SUBTITLE)
    pages.down(4)
    day = made_at.astimezone(BEIJING)
    date = _("填报日期：{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
    long = width(_INFO.chain, date, _INFO.size)
    y = pages.y - base(_INFO)
    whose = _("填报单位：{unit}").format(unit=cleaned(unit) or _BLANK)
    pages.line(LEFT, y, cut(whose, _INFO, pages.room - long - 20), _INFO)
    pages.line(LEFT + pages.room - long, y, date, _INFO)
    pages.down(_INFO.leading + 2)


def section(pages: Pages, made: Measured, size: float, number: int, counted: Progress, *, below: float = 0.0) -> None:
    """One table with its heading and its notes. Its last rows are not left behind by the `below` points that follow."""
    table = made.table
    heading = _("表{number}　{title}").format(number=number, title=table.title) if number else table.title
    pages.down(6)
    first = first_height(pages, made, size)
    if table.title == pages.title:  # a report of one list: its title is there already
        pages.need(first)
    else:
        pages.text(heading, HEADING, keep=first)
    pages.down(2)
    after = (below + len(table.notes) * NOTE.leading + 3) if below else 0.0
    draw_table(pages, made, size, lambda: counted.row(table.title), name=heading, below=after)
    pages.down(3)
    for note in table.notes:
        pages.text(note, NOTE)


def signatures(pages: Pages, by: str) -> None:
    """Where to sign and to seal; kept on one page."""
    pages.need(SIGNED)
    pages.down(26)
    half = LEFT + pages.room / 2 + 20
    maker = _("填表人：{name}").format(name=cleaned(by) or _BLANK)
    rows = (
        (maker, _("单位（盖章）：")),
        (_("审核人：{name}").format(name=_BLANK), _("日期：　　　　年　　月　　日")),
    )
    for left, right in rows:
        y = pages.y - base(_INFO)
        pages.line(LEFT, y, left, _INFO)
        pages.line(half, y, right, _INFO)
        pages.down(32)
