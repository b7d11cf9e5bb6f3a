"""The whole picture of a cycle as one workbook: figures, who is missing, the register. Rows are streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jltrain.app import coverage, reports, rotation
from jltrain.app.context import Context
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.figures import Figures
from jltrain.ledger.missing import missing_labels
from jltrain.ledger.report import Kind, ReportColumn, ReportTable, Row
from jltrain.ledger.reports import half_yearly
from jltrain.ledger.result import Result
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.standing import Standing, Status
from jltrain.progress import Report, silent
from jltrain.store.coverage import StandingFilter

__all__ = ["export"]


def export(context: Context, file: Path, cycle: Cycle | None = None, report: Report = silent) -> Figures:
    """Write the workbook. Raises FileNotWritten (an older file of that name stays as it was), TooManyRows, BadPlan."""
    found = coverage.figures(context, cycle, report)
    plan = rotation.plan(context, found.cycle)
    made = half_yearly(found, plan)
    lists = (_missing(context, found, plan), _register(context, found.cycle))
    whole = replace(
        made, key="ledger", title=_("轮训覆盖情况"), subtitle=found.cycle.label, tables=(*made.tables, *lists)
    )
    reports.save_xlsx(context, whole, file, report)
    return found


def _missing(context: Context, found: Figures, plan: RotationPlan) -> ReportTable:
    """Everybody who is not done, by unit and name."""
    columns = (
        ReportColumn(_("单位"), Kind.TEXT, 32),
        ReportColumn(_("姓名"), Kind.TEXT, 12),
        ReportColumn(_("执法证号"), Kind.TEXT, 18),
        ReportColumn(_("层级"), Kind.TEXT, 8),
        ReportColumn(_("执法门类"), Kind.TEXT, 16),
        ReportColumn(_("市州"), Kind.TEXT, 10),
        ReportColumn(_("批次"), Kind.TEXT, 12),
        ReportColumn(_("原因"), Kind.TEXT, 16),
        ReportColumn(_("还缺什么"), Kind.TEXT, 40),
        ReportColumn(_("应完成日期"), Kind.DATE, 12),
        ReportColumn(_("考试次数"), Kind.COUNT, 10),
        ReportColumn(_("最好成绩"), Kind.MARKS, 10),
        ReportColumn(_("最近考试日期"), Kind.DATE, 14),
    )
    undone = StandingFilter(statuses=tuple(status for status in Status if status is not Status.DONE))

    def row(one: Standing) -> Row:
        what = _("、").join(missing_labels(one, plan, found.today))
        best = one.best_halves / 2 if one.best_halves >= 0 else None
        who = (one.unit, one.name, one.certificate, one.level.label, one.discipline.label, one.city, one.batch)
        return (*who, one.status.label, what, one.due, one.attempts, best, one.last_day)

    return ReportTable(_("未完成名单"), columns, map(row, coverage.walk(context, found.cycle, undone)))


def _register(context: Context, cycle: Cycle) -> ReportTable:
    """Every sheet of the cycle, in the order in which they came."""
    columns = (
        ReportColumn(_("成绩单编号"), Kind.TEXT, 24),
        ReportColumn(_("版本"), Kind.COUNT, 6),
        ReportColumn(_("是否计入"), Kind.TEXT, 14),
        ReportColumn(_("姓名"), Kind.TEXT, 12),
        ReportColumn(_("执法证号"), Kind.TEXT, 18),
        ReportColumn(_("单位"), Kind.TEXT, 32),
        ReportColumn(_("执法门类"), Kind.TEXT, 16),
        ReportColumn(_("考试场次"), Kind.TEXT, 32),
        ReportColumn(_("考试日期"), Kind.DATE, 12),
        ReportColumn(_("得分"), Kind.MARKS, 8),
        ReportColumn(_("满分"), Kind.MARKS, 8),
        ReportColumn(_("是否合格"), Kind.TEXT, 10),
        ReportColumn(_("签发单位"), Kind.TEXT, 32),
    )
    return ReportTable(_("成绩单登记"), columns, _rows(context, cycle))


def _rows(context: Context, cycle: Cycle) -> Iterator[Row]:
    for some in context.ledger.register.walk(cycle):
        yield from map(_sheet, some)


def _sheet(row: Result) -> Row:
    verdict = _("合格") if row.passed else _("不合格")
    who = (row.number, row.version, row.state.label, row.name, row.certificate, row.unit, row.discipline.label)
    return (*who, row.session_title, row.day, row.halves / 2, row.full_halves / 2, verdict, row.issuer)
