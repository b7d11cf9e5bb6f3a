"""Coverage and collected sheets as an Excel workbook that can be handed in as it is.

Numbers, percentages and dates are real ones; certificate numbers and everything that people typed are
text, marked as such even where it begins like a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from jltrain.bank.areas import Level
from jltrain.clock import BEIJING, parse_iso
from jltrain.errors import Refused
from jltrain.i18n import N_, _
from jltrain.ledger.collect import CollectedSheet
from jltrain.ledger.coverage import Coverage, Group, OfficerLine
from jltrain.ledger.cycle import next_due
from jltrain.progress import Report, Step, silent
from jltrain.savefile import save

MAX_ROWS: Final = 1_000_000
"""Excel's sheet ends at 1,048,576."""


_UNFIT: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufffe\\uffff]")


class TooManyRows(Refused):
    template = N_("表“{sheet}”有 {rows} 行，超过 Excel 一张表的上限，请按市州或单位分别导出。")


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: its title (Chinese, translated when written), what kind of cell, and the value of a row."""

    title: str
    kind: str
    value: Callable[[Any], object]
    width: int = 12


_FORMATS: Final = {
    "text": {"num_format": "@"},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0%"},
    "marks": {"num_format": "0.0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}


def write_workbook(
    path: Path,
    coverage: Coverage,
    collected: Iterable[CollectedSheet],
    made_at: datetime,
    report: Report = silent,
) -> None:
    """Four summaries, the missing, the done, and the register of collected sheets, in the language in use.

    `made_at` is aware. The file appears whole or not at all. Raises FileNotWritten, TooManyRows.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)  # no `with`: leaving it would write the file even when cancelled
    book.set_properties({"created": made_at.astimezone(BEIJING).replace(tzinfo=None), "title": coverage.cycle.label})
    sheets = list(collected)
    writer = _Writer(book, coverage, made_at, report, len(coverage.lines) + len(sheets))
    for name, key, groups in (
        (_("汇总(按单位)"), N_("单位"), coverage.by_unit),
        (_("按层级"), N_("层级"), coverage.by_level),
        (_("按门类"), N_("执法门类"), coverage.by_discipline),
    ):
        total = Group("", _("合计"), coverage.total)
        writer.sheet(name, _group_fields(key), groups, total)
    writer.sheet(_("按年度"), _YEAR_FIELDS, coverage.by_year)
    writer.sheet(_("未完成名单"), _MISSING_FIELDS, coverage.missing)
    writer.sheet(_("已完成名单"), _DONE_FIELDS, coverage.done)
    writer.sheet(_("成绩单登记"), _SHEET_FIELDS, sheets)
    book.close()
    save(path, buffer.getvalue())


class _Writer:
    """One workbook with its formats; every sheet has two title rows, a header, rows and perhaps a total."""

    HEADER: Final = 2

    def __init__(self, book: Any, coverage: Coverage, made_at: datetime, report: Report, total: int) -> None:
        self.book = book
        self.report = report
        self.done, self.all = 0, total
        self.coverage = coverage
        made, due = made_at.astimezone(BEIJING), next_due(coverage.today)
        self.note = _("制表时间 {made}　统计截至 {today}　下次报送截止 {due}").format(
            made=f"{made:%Y-%m-%d %H:%M}", today=coverage.today.isoformat(), due=due.isoformat()
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.small = book.add_format({"font_color": "#595959"})
        self.head = book.add_format(
            {
                "bold": True,
                "bg_color": "#DCE6F1",
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
        self.totals = {kind: book.add_format(look | {"bold": True, "top": 1}) for kind, look in _FORMATS.items()}
        # "quote prefix" is the apostrophe people type: the text stays text when the cell is edited, too
        self.quoted = book.add_format(_FORMATS["text"] | {"quote_prefix": True})

    def sheet(self, name: str, fields: Sequence[_Field], rows: Sequence[object], total: object | None = None) -> None:
        if len(rows) > MAX_ROWS:
            raise TooManyRows(sheet=name, rows=len(rows))
        sheet = self.book.add_worksheet(name[:31])
        heading = _("{cycle}执法人员业务轮训　{table}").format(cycle=self.coverage.cycle.label, table=name)
        sheet.write_string(0, 0, heading, self.title)
        sheet.write_string(1, 0, self.note, self.small)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width)
            sheet.write_string(self.HEADER, column, _(field.title), self.head)
        for number, row in enumerate(rows, self.HEADER + 1):
            if number % 500 == 0:
                self.report(Step(min(self.done + number, self.all), self.all, name))
            for column, field in enumerate(fields):
                self._cell(sheet, number, column, field.kind, field.value(row), self.formats)
        self.done += len(rows)
        last = self.HEADER + len(rows)
        sheet.autofilter(self.HEADER, 0, max(last, self.HEADER), len(fields) - 1)
        if total is not None:
            for column, field in enumerate(fields):
                self._cell(sheet, last + 1, column, field.kind, field.value(total), self.totals)
        sheet.freeze_panes(self.HEADER + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.HEADER)
        sheet.set_footer("&C&P / &N")

    def _cell(self, sheet: Any, row: int, column: int, kind: str, value: object, formats: dict[str, Any]) -> None:
        if value is None:
            return
        if isinstance(value, datetime | date):
            sheet.write_datetime(row, column, value, formats[kind])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, formats[kind])
        else:
            text = plain(str(value))
            looks_like_formula = text.lstrip()[:1] in ("=", "+", "-", "@")
            sheet.write_string(row, column, text, self.quoted if looks_like_formula else formats[kind])


def plain(text: str) -> str:
    """The text as a cell can hold it: no control characters, no half of a character, 32,767 at most."""
    # by code points, not by isprintable: Python's tables do not know the latest rare characters
    return _UNFIT.sub(" ", text).encode("utf-8", "replace").decode("utf-8")[:32_767]


def _group_fields(key: str) -> tuple[_Field, ...]:
    return (
        _Field(key, "text", lambda group: group.label, 40),
        _Field(N_("应训人数"), "count", lambda group: group.tally.required),
        _Field(N_("已完成"), "count", lambda group: group.tally.done),
        _Field(N_("不合格"), "count", lambda group: group.tally.failed),
        _Field(N_("成绩待核实"), "count", lambda group: group.tally.doubtful),
        _Field(N_("门类不符"), "count", lambda group: group.tally.other_discipline),
        _Field(N_("未参加"), "count", lambda group: group.tally.absent),
        _Field(N_("覆盖率"), "percent", lambda group: group.tally.rate),
    )


_YEAR_FIELDS: Final = (
    _Field(N_("年度"), "text", lambda year: str(year.year), 10),
    _Field(N_("应训人数"), "count", lambda year: year.required),
    _Field(N_("本年完成"), "count", lambda year: year.done),
    _Field(N_("本年不合格"), "count", lambda year: year.failed),
    _Field(N_("累计完成"), "count", lambda year: year.done_by_end),
    _Field(N_("累计覆盖率"), "percent", lambda year: year.rate),
    _Field(N_("目标人数"), "count", lambda year: year.target_count),
    _Field(N_("目标比例"), "percent", lambda year: None if year.target is None else float(year.target)),
)


def _marks(halves: int | None) -> float | None:
    return None if halves is None else halves / 2


_WHO: Final = (
    _Field(N_("单位"), "text", lambda line: line.officer.unit, 40),
    _Field(N_("姓名"), "text", lambda line: line.officer.name, 12),
    _Field(N_("执法证号"), "text", lambda line: line.officer.certificate, 20),
    _Field(N_("层级"), "text", lambda line: line.officer.level.label, 8),
    _Field(N_("执法门类"), "text", lambda line: line.officer.discipline.label, 20),
    _Field(N_("市州"), "text", lambda line: line.officer.city),
    _Field(N_("批次"), "text", lambda line: line.officer.batch, 20),
)


def _notes(line: OfficerLine) -> str:
    return "；".join(
        _("{kind}：成绩单 {number}，姓名“{name}”").format(
            kind=doubt.kind.label, number=doubt.result.sheet_number, name=doubt.result.name
        )
        for doubt in line.doubts
    )


_MISSING_FIELDS: Final = (
    *_WHO,
    _Field(N_("原因"), "text", lambda line: line.status.label, 18),
    _Field(N_("考试次数"), "count", lambda line: line.attempts, 10),
    _Field(N_("最好成绩"), "marks", lambda line: _marks(line.best_halves), 10),
    _Field(N_("满分"), "marks", lambda line: _marks(line.best_full_halves), 8),
    _Field(N_("最近考试日期"), "date", lambda line: line.last_attempt, 14),
    _Field(N_("备注"), "text", _notes, 40),
)
_DONE_FIELDS: Final = (
    *_WHO,
    _Field(N_("完成日期"), "date", lambda line: line.passed_on, 12),
    _Field(N_("最好成绩"), "marks", lambda line: _marks(line.best_halves), 10),
    _Field(N_("满分"), "marks", lambda line: _marks(line.best_full_halves), 8),
    _Field(N_("考试次数"), "count", lambda line: line.attempts, 10),
    _Field(N_("成绩单编号"), "text", lambda line: line.sheet_number, 28),
    _Field(N_("备注"), "text", _notes, 40),
)


def _of(value: Callable[[Any], object]) -> Callable[[CollectedSheet], object]:
    """A field of the payload, blank for refused files."""
    return lambda sheet: None if sheet.payload is None else value(sheet.payload)


def _submitted(text: str) -> object:
    try:
        return parse_iso(text).astimezone(BEIJING).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return text


def _level(key: str) -> str:
    return next((level.label for level in Level if level.value == key), key)


_SHEET_FIELDS: Final = (
    _Field(N_("文件"), "text", lambda sheet: sheet.file_name, 36),
    _Field(N_("结果"), "text", lambda sheet: sheet.outcome.label, 22),
    _Field(N_("成绩单编号"), "text", _of(lambda payload: payload.number), 28),
    _Field(N_("姓名"), "text", _of(lambda payload: payload.officer.name), 12),
    _Field(N_("执法证号"), "text", _of(lambda payload: payload.officer.certificate), 20),
    _Field(N_("单位"), "text", _of(lambda payload: payload.officer.unit), 40),
    _Field(N_("层级"), "text", _of(lambda payload: _level(payload.officer.level)), 8),
    _Field(N_("考试场次"), "text", _of(lambda payload: payload.session_title), 36),
    _Field(N_("交卷时间"), "moment", _of(lambda payload: _submitted(payload.submitted)), 18),
    _Field(N_("得分"), "marks", _of(lambda payload: payload.halves / 2), 8),
    _Field(N_("满分"), "marks", _of(lambda payload: payload.full_halves / 2), 8),
    _Field(N_("是否合格"), "text", _of(lambda payload: _("合格") if payload.passed else _("不合格")), 10),
    _Field(N_("说明"), "text", lambda sheet: "；".join(reason.text for reason in sheet.reasons), 60),
    _Field(N_("首次见到"), "moment", lambda sheet: sheet.first_seen.astimezone(BEIJING).replace(tzinfo=None), 18),
    _Field(N_("文件摘要"), "text", lambda sheet: sheet.file_digest, 68),
)
