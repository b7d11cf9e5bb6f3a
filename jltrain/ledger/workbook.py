"""Coverage and collected sheets as an Excel workbook that can be handed in as it is, in the language in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jltrain.bank.areas import Level
from jltrain.clock import BEIJING, parse_iso
from jltrain.i18n import N_, _
from jltrain.ledger.book import Book, Progress, TooManyRows, plain, write_book
from jltrain.ledger.collect import CollectedSheet
from jltrain.ledger.coverage import Coverage, Group, OfficerLine
from jltrain.ledger.cycle import next_due
from jltrain.ledger.report import Kind, ReportColumn, ReportTable, Row, Value
from jltrain.progress import Report, silent

__all__ = ["TooManyRows", "plain", "write_workbook"]


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: its title (Chinese, translated when written), what kind of cell, and the value of a row."""

    title: str
    kind: Kind
    value: Callable[[Any], Value]
    width: int = 12


def write_workbook(
    path: Path,
    coverage: Coverage,
    collected: Iterable[CollectedSheet],
    made_at: datetime,
    report: Report = silent,
) -> None:
    """Four summaries, the missing, the done, and the register of collected sheets.

    `made_at` is aware. The file appears whole or not at all. Raises FileNotWritten, TooManyRows.
    """
    tables = _tables(coverage, list(collected))
    made, due = made_at.astimezone(BEIJING), next_due(coverage.today)
    note = _("制表时间 {made}　统计截至 {today}　下次报送截止 {due}").format(
        made=f"{made:%Y-%m-%d %H:%M}", today=coverage.today.isoformat(), due=due.isoformat()
    )

    def fill(book: Book) -> None:
        progress = Progress(tables, report)
        for table in tables:
            heading = _("{cycle}执法人员业务轮训　{table}").format(cycle=coverage.cycle.label, table=table.title)
            book.sheet(table.title, table, (heading, note), progress)

    write_book(path, coverage.cycle.label, "", made_at, fill)


def _tables(coverage: Coverage, sheets: Sequence[CollectedSheet]) -> list[ReportTable]:
    total = Group("", _("合计"), coverage.total)
    return [
        _table(_("汇总(按单位)"), _group_fields(N_("单位")), coverage.by_unit, total),
        _table(_("按层级"), _group_fields(N_("层级")), coverage.by_level, total),
        _table(_("按门类"), _group_fields(N_("执法门类")), coverage.by_discipline, total),
        _table(_("按年度"), _YEAR_FIELDS, coverage.by_year),
        _table(_("未完成名单"), _MISSING_FIELDS, coverage.missing),
        _table(_("已完成名单"), _DONE_FIELDS, coverage.done),
        _table(_("成绩单登记"), _SHEET_FIELDS, sheets),
    ]


def _table(title: str, fields: Sequence[_Field], rows: Sequence[object], total: object | None = None) -> ReportTable:
    columns = tuple(ReportColumn(_(field.title), field.kind, field.width) for field in fields)
    cells = tuple(_row(fields, row) for row in rows)
    return ReportTable(title, columns, cells, None if total is None else _row(fields, total))


def _row(fields: Sequence[_Field], row: object) -> Row:
    return tuple(field.value(row) for field in fields)


def _group_fields(key: str) -> tuple[_Field, ...]:
    return (
        _Field(key, Kind.TEXT, lambda group: group.label, 40),
        _Field(N_("应训人数"), Kind.COUNT, lambda group: group.tally.required),
        _Field(N_("已完成"), Kind.COUNT, lambda group: group.tally.done),
        _Field(N_("不合格"), Kind.COUNT, lambda group: group.tally.failed),
        _Field(N_("成绩待核实"), Kind.COUNT, lambda group: group.tally.doubtful),
        _Field(N_("门类不符"), Kind.COUNT, lambda group: group.tally.other_discipline),
        _Field(N_("未参加"), Kind.COUNT, lambda group: group.tally.absent),
        _Field(N_("覆盖率"), Kind.PERCENT, lambda group: group.tally.rate),
    )


_YEAR_FIELDS: Final = (
    _Field(N_("年度"), Kind.TEXT, lambda year: str(year.year), 10),
    _Field(N_("应训人数"), Kind.COUNT, lambda year: year.required),
    _Field(N_("本年完成"), Kind.COUNT, lambda year: year.done),
    _Field(N_("本年不合格"), Kind.COUNT, lambda year: year.failed),
    _Field(N_("累计完成"), Kind.COUNT, lambda year: year.done_by_end),
    _Field(N_("累计覆盖率"), Kind.PERCENT, lambda year: year.rate),
    _Field(N_("目标人数"), Kind.COUNT, lambda year: year.target_count),
    _Field(N_("目标比例"), Kind.PERCENT, lambda year: None if year.target is None else float(year.target)),
)


def _marks(halves: int | None) -> float | None:
    return None if halves is None else halves / 2


_WHO: Final = (
    _Field(N_("单位"), Kind.TEXT, lambda line: line.officer.unit, 40),
    _Field(N_("姓名"), Kind.TEXT, lambda line: line.officer.name, 12),
    _Field(N_("执法证号"), Kind.TEXT, lambda line: line.officer.certificate, 20),
    _Field(N_("层级"), Kind.TEXT, lambda line: line.officer.level.label, 8),
    _Field(N_("执法门类"), Kind.TEXT, lambda line: line.officer.discipline.label, 20),
    _Field(N_("市州"), Kind.TEXT, lambda line: line.officer.city),
    _Field(N_("批次"), Kind.TEXT, lambda line: line.officer.batch, 20),
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
    _Field(N_("原因"), Kind.TEXT, lambda line: line.status.label, 18),
    _Field(N_("考试次数"), Kind.COUNT, lambda line: line.attempts, 10),
    _Field(N_("最好成绩"), Kind.MARKS, lambda line: _marks(line.best_halves), 10),
    _Field(N_("满分"), Kind.MARKS, lambda line: _marks(line.best_full_halves), 8),
    _Field(N_("最近考试日期"), Kind.DATE, lambda line: line.last_attempt, 14),
    _Field(N_("备注"), Kind.TEXT, _notes, 40),
)
_DONE_FIELDS: Final = (
    *_WHO,
    _Field(N_("完成日期"), Kind.DATE, lambda line: line.passed_on, 12),
    _Field(N_("最好成绩"), Kind.MARKS, lambda line: _marks(line.best_halves), 10),
    _Field(N_("满分"), Kind.MARKS, lambda line: _marks(line.best_full_halves), 8),
    _Field(N_("考试次数"), Kind.COUNT, lambda line: line.attempts, 10),
    _Field(N_("成绩单编号"), Kind.TEXT, lambda line: line.sheet_number, 28),
    _Field(N_("备注"), Kind.TEXT, _notes, 40),
)


def _of(value: Callable[[Any], Value]) -> Callable[[CollectedSheet], Value]:
    """A field of the payload, blank for refused files."""
    return lambda sheet: None if sheet.payload is None else value(sheet.payload)


def _submitted(text: str) -> Value:
    try:
        return parse_iso(text).astimezone(BEIJING).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return text


def _level(key: str) -> str:
    return next((level.label for level in Level if level.value == key), key)


_SHEET_FIELDS: Final = (
    _Field(N_("文件"), Kind.TEXT, lambda sheet: sheet.file_name, 36),
    _Field(N_("结果"), Kind.TEXT, lambda sheet: sheet.outcome.label, 22),
    _Field(N_("成绩单编号"), Kind.TEXT, _of(lambda payload: payload.number), 28),
    _Field(N_("姓名"), Kind.TEXT, _of(lambda payload: payload.officer.name), 12),
    _Field(N_("执法证号"), Kind.TEXT, _of(lambda payload: payload.officer.certificate), 20),
    _Field(N_("单位"), Kind.TEXT, _of(lambda payload: payload.officer.unit), 40),
    _Field(N_("层级"), Kind.TEXT, _of(lambda payload: _level(payload.officer.level)), 8),
    _Field(N_("考试场次"), Kind.TEXT, _of(lambda payload: payload.session_title), 36),
    _Field(N_("交卷时间"), Kind.DATE, _of(lambda payload: _submitted(payload.submitted)), 18),
    _Field(N_("得分"), Kind.MARKS, _of(lambda payload: payload.halves / 2), 8),
    _Field(N_("满分"), Kind.MARKS, _of(lambda payload: payload.full_halves / 2), 8),
    _Field(N_("是否合格"), Kind.TEXT, _of(lambda payload: _("合格") if payload.passed else _("不合格")), 10),
    _Field(N_("说明"), Kind.TEXT, lambda sheet: "；".join(reason.text for reason in sheet.reasons), 60),
    _Field(N_("首次见到"), Kind.DATE, lambda sheet: sheet.first_seen.astimezone(BEIJING).replace(tzinfo=None), 18),
    _Field(N_("文件摘要"), Kind.TEXT, lambda sheet: sheet.file_digest, 68),
)
