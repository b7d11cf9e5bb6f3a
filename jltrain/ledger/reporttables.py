"""The tables and plots that the reports share, each from figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.figures import EducationTally, Figures, QuarterTally, RequirementTally
from jltrain.ledger.report import Kind, Plot, PlotKind, ReportColumn, ReportTable, Row, Series, Tone
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.standing import Group, Status, Tally, YearTally

MAX_BARS: Final = 24
"""Groups that a plot shows; more of them are a table's business."""

_STATUSES: Final = (
    (Status.DONE, "done", Tone.GOOD),
    (Status.PARTLY, "partly", Tone.PLAIN),
    (Status.DOUBTFUL, "doubtful", Tone.WARN),
    (Status.OTHER_DISCIPLINE, "other_discipline", Tone.WARN),
    (Status.FAILED, "failed", Tone.BAD),
    (Status.ABSENT, "absent", Tone.MUTED),
)


def counted(title: str) -> ReportColumn:
    """A column of counts; `title` in Chinese, marked for translation where it stands."""
    return ReportColumn(_(title), Kind.COUNT, 10)


def shares(title: str) -> ReportColumn:
    """A column of shares."""
    return ReportColumn(_(title), Kind.PERCENT, 10)


def words(title: str, width: int = 12) -> ReportColumn:
    """A column of text."""
    return ReportColumn(_(title), Kind.TEXT, width)


def summary(figures: Figures, recent: str) -> ReportTable:
    """The whole in a few lines. `recent` (translated): what those done since figures.since are called."""
    total = figures.total
    tally, education = total.tally, figures.education
    rows: list[Row] = [(_("应训人数"), tally.required, None, "")]
    rows += [(status.label, n := getattr(tally, name), _share(n, tally), "") for status, name, _tone in _STATUSES]
    rows.insert(2, (recent, total.recent, _share(total.recent, tally), ""))
    rows.append((_("逾期未完成"), total.overdue, _share(total.overdue, tally), ""))
    known = _("学历不详 {n} 人，不计入比例").format(n=education.unknown) if education.unknown else ""
    label = _("学历达到{level}以上").format(level=education.target.label)
    rows.append((label, education.reached, education.rate, known))
    waiting = figures.waiting
    rows.append((_("待核实的成绩单（份）"), waiting.name_differs, None, _("姓名与名册不一致")))
    rows.append((_("查无此人的成绩单（份）"), waiting.unknown_officer, None, _("名册中没有该执法证号")))
    columns = (words(N_("项目"), 28), counted(N_("数量")), shares(N_("占应训人数")), words(N_("说明"), 36))
    return ReportTable(_("总体情况"), columns, tuple(rows))


def _share(count: int, tally: Tally) -> float | None:
    return count / tally.required if tally.required else None


def by_group(title: str, key: str, groups: Sequence[Group], total: Group, recent: str) -> ReportTable:
    """One row for each group. `title`, `key` and `recent` are Chinese, marked where they stand."""
    columns = (
        words(key, 36),
        counted(N_("应训人数")),
        *(ReportColumn(status.label, Kind.COUNT, 10) for status, _name, _tone in _STATUSES),
        shares(N_("完成率")),
        counted(recent),
        counted(N_("逾期")),
    )
    return ReportTable(_(title), columns, tuple(_group_row(group) for group in groups), _group_row(total))


def _group_row(group: Group) -> Row:
    tally = group.tally
    counts = (getattr(tally, name) for _status, name, _tone in _STATUSES)
    return (group.label, tally.required, *counts, tally.rate, group.recent, group.overdue)


def by_year(years: Sequence[YearTally]) -> ReportTable:
    """The years of the cycle against their targets."""
    columns = (
        words(N_("年度"), 10), counted(N_("应训人数")), counted(N_("本年完成")), counted(N_("本年不合格")), counted(N_("累计完成")),
        shares(N_("累计完成率")), counted(N_("目标人数")), shares(N_("目标比例")),
    )  # fmt: skip
    return ReportTable(_("分年度进度与目标"), columns, tuple(_year_row(year) for year in years))


def _year_row(year: YearTally) -> Row:
    target = None if year.target is None else float(year.target)
    return (
        str(year.year), year.required, year.done, year.failed, year.done_by_end, year.rate, year.target_count, target,
    )  # fmt: skip


def by_requirement(tallies: Sequence[RequirementTally]) -> ReportTable:
    """What is asked, how many have done it, and whether it counts."""
    columns = (
        words(N_("要求"), 40), words(N_("计入完成")), counted(N_("应完成（人次）")), counted(N_("已完成（人次）")), shares(N_("完成率")),
        counted(N_("逾期人数")),
    )  # fmt: skip
    rows = (
        (
            _(t.requirement.title),
            _("是") if t.requirement.counts else _("否，单列"),
            t.required,
            t.met,
            t.rate,
            t.overdue,
        )
        for t in tallies
    )
    notes = (_("每年、每季度的要求，只计已经结束的年度和季度，一人一期计一次。"),)
    return ReportTable(_("各项要求完成情况"), columns, tuple(rows), None, notes)


def by_education(tally: EducationTally) -> ReportTable:
    """Officers by level of education."""
    total = sum(count for _level, count in tally.by_level) + tally.unknown
    rows: list[Row] = [(level.label, count, count / total if total else None) for level, count in tally.by_level]
    rows.append((_("不详"), tally.unknown, tally.unknown / total if total else None))
    columns = (words(N_("学历"), 20), counted(N_("人数")), shares(N_("比例")))
    note = _("目标：{level}以上；已知学历的人中达到 {rate}。").format(
        level=tally.target.label, rate=percent(tally.rate)
    )
    return ReportTable(_("学历"), columns, tuple(rows), (_("合计"), total, 1.0 if total else None), (note,))


def by_quarter(quarters: Sequence[QuarterTally]) -> ReportTable:
    """Quarterly law study of the leaders."""
    columns = (words(N_("季度"), 16), counted(N_("应学人数")), counted(N_("已学人数")), shares(N_("完成率")))
    rows = ((quarter_label(q), q.required, q.done, q.rate) for q in quarters)
    return ReportTable(_("领导班子成员每季度学法"), columns, tuple(rows))


def quarter_label(quarter: QuarterTally) -> str:
    """2025年第3季度."""
    return _("{year}年第{quarter}季度").format(year=quarter.year, quarter=quarter.quarter)


def percent(share: float) -> str:
    """For sentences: 33.3%."""
    return f"{share:.1%}"


def status_plot(title: str, groups: Sequence[Group]) -> Plot:
    """Bars of officers by standing, the largest groups when there are too many. `title` is Chinese, marked."""
    shown = list(groups)
    if len(shown) > MAX_BARS:
        largest = sorted(shown, key=lambda group: (-group.tally.required, group.key))[:MAX_BARS]
        shown = [group for group in shown if group in largest]
    labels = tuple(group.label for group in shown)
    series = (
        Series(status.label, tuple(float(getattr(group.tally, name)) for group in shown), tone)
        for status, name, tone in _STATUSES
    )
    return Plot(_(title), PlotKind.STACKED, labels, tuple(series))


def progress_plot(figures: Figures) -> Plot:
    """Done by the end of each year beside the target; years still to come are left blank."""
    years = figures.by_year
    done = tuple(year.rate if year.year <= figures.today.year else None for year in years)
    target = tuple(None if year.target is None else float(year.target) for year in years)
    series = [Series(_("累计完成率"), done, Tone.GOOD)]
    if any(share is not None for share in target):
        series.append(Series(_("目标比例"), target, Tone.TARGET))
    return Plot(
        _("分年度进度与目标"), PlotKind.LINE, tuple(str(year.year) for year in years), tuple(series), Kind.PERCENT
    )


def requirement_plot(tallies: Sequence[RequirementTally]) -> Plot:
    """How far each requirement is met; those not due yet are left out."""
    shown = [tally for tally in tallies if tally.required]
    labels = tuple(_(tally.requirement.title) for tally in shown)
    series = (Series(_("完成率"), tuple(tally.rate for tally in shown), Tone.PLAIN),)
    return Plot(_("各项要求完成率"), PlotKind.BARS, labels, series, Kind.PERCENT)


def behind(figures: Figures, plan: RotationPlan) -> ReportTable:
    """Units with overdue officers, or with less done than the target of the last year that is over."""
    target = plan.for_cycle(figures.cycle).target_by(figures.today)
    rows: list[Row] = []
    for group in figures.by_unit:
        reasons: list[str] = []
        if group.overdue:
            reasons.append(_("{n} 人逾期").format(n=group.overdue))
        short = max(0, ceil(target * group.tally.required) - group.tally.done)
        if short:
            reasons.append(_("低于目标 {target}").format(target=percent(float(target))))
        if reasons:
            rows.append((group.label, group.tally.required, group.tally.done, group.tally.rate, group.overdue, short,
                         _("；").join(reasons)))  # fmt: skip
    columns = (
        words(N_("单位"), 36), counted(N_("应训人数")), counted(N_("已完成")), shares(N_("完成率")), counted(N_("逾期")),
        counted(N_("距目标还差")), words(N_("原因"), 28),
    )  # fmt: skip
    notes = () if rows else (_("没有进度落后的单位。"),)
    return ReportTable(_("进度落后的单位"), columns, tuple(rows), None, notes)
