"""The two lists of item 14 of the policy: whom to commend, whom to follow up. The rule stands on each list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.missing import missing_labels
from jltrain.ledger.report import Kind, Report, ReportColumn, ReportTable, Row
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.standing import Standing, Status

_WHO: Final = (
    (N_("单位"), 36),
    (N_("姓名"), 12),
    (N_("执法证号"), 20),
    (N_("层级"), 8),
    (N_("执法门类"), 20),
    (N_("市州"), 12),
    (N_("批次"), 20),
)


def commendable(standing: Standing, plan: RotationPlan) -> bool:
    """All that counts done in time, best marks at least plan.commend_share, no failed attempt in the cycle."""
    if not standing.done or not standing.in_time or standing.failed_year or standing.best_full <= 0:
        return False
    return standing.best_halves >= plan.commend_share * standing.best_full


def commendation(standings: Iterable[Standing], plan: RotationPlan) -> Report:
    """Those of `standings` (in their order) who are `commendable`. One table whose rows can be walked once."""
    share = f"{float(plan.commend_share) * 100:g}%"
    rule = _("条件：计入完成的各项要求全部按时完成，本门类最好成绩不低于满分的 {share}，本周期没有不合格的考试。")
    columns = (
        *_who(),
        ReportColumn(_("完成日期"), Kind.DATE, 12),
        ReportColumn(_("应完成日期"), Kind.DATE, 12),
        *_marks(),
        ReportColumn(_("得分率"), Kind.PERCENT, 10),
        ReportColumn(_("成绩单编号"), Kind.TEXT, 28),
    )
    rows = (
        (*_person(one), one.done_on, one.due, *_best(one), one.best_halves / one.best_full, one.sheet_number)
        for one in standings
        if commendable(one, plan)
    )
    table = ReportTable(_("建议表扬名单"), columns, rows)
    notes = (rule.format(share=share), _("名单由数据得出，供研究；是否表扬由单位决定。"))
    return Report("commendation", _("建议表扬名单"), plan.cycle.label, notes, (table,))


def to_follow_up(standing: Standing, today: date) -> bool:
    """Failed, doubtful, or something that counts is missing although its day has passed."""
    return standing.status in (Status.FAILED, Status.DOUBTFUL) or standing.overdue(today)


def follow_up(standings: Iterable[Standing], plan: RotationPlan, today: date) -> Report:
    """Those of `standings` who have to be followed up, with why, what is missing and by when. Rows walk once."""
    columns = (
        *_who(),
        ReportColumn(_("原因"), Kind.TEXT, 18),
        ReportColumn(_("还缺什么"), Kind.TEXT, 48),
        ReportColumn(_("应完成日期"), Kind.DATE, 12),
        ReportColumn(_("逾期天数"), Kind.COUNT, 10),
        ReportColumn(_("考试次数"), Kind.COUNT, 10),
        *_marks(),
        ReportColumn(_("最近考试日期"), Kind.DATE, 14),
    )
    rows = (_follow(one, plan, today) for one in standings if to_follow_up(one, today))
    table = ReportTable(_("跟进名单"), columns, rows)
    notes = (
        _("列入：考试不合格、成绩待核实、应完成日期已过而没有完成的。统计至 {today}。").format(today=today.isoformat()),
    )
    return Report("follow-up", _("跟进名单"), plan.cycle.label, notes, (table,))


def _follow(one: Standing, plan: RotationPlan, today: date) -> Row:
    late = (today - one.due).days if one.due and one.overdue(today) else None
    missing = _("、").join(missing_labels(one, plan, today))
    return (*_person(one), one.status.label, missing, one.due, late, one.attempts, *_best(one), one.last_day)


def _who() -> tuple[ReportColumn, ...]:
    return tuple(ReportColumn(_(title), Kind.TEXT, width) for title, width in _WHO)


def _person(one: Standing) -> Row:
    return (one.unit, one.name, one.certificate, one.level.label, one.discipline.label, one.city, one.batch)


def _marks() -> tuple[ReportColumn, ...]:
    return ReportColumn(_("最好成绩"), Kind.MARKS, 10), ReportColumn(_("满分"), Kind.MARKS, 8)


def _best(one: Standing) -> Row:
    return (one.best_halves / 2, one.best_full / 2) if one.best_halves >= 0 else (None, None)
