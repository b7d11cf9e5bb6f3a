"""The reports that are handed in: half-yearly, yearly and at the end of a cycle, from figures alone.

Source: 吉交法规〔2021〕161号 part 五(一) (每年6月20日前、12月20日前报送), part 四(三) (评估总结), item 5 (学历).
"""

from __future__ import annotations

from datetime import date

from jltrain.i18n import N_, _
from jltrain.ledger import reporttables as tables
from jltrain.ledger.cycle import due_in
from jltrain.ledger.figures import Figures
from jltrain.ledger.report import Plot, Report, ReportTable
from jltrain.ledger.rotation import RotationPlan


def half_yearly(figures: Figures, plan: RotationPlan) -> Report:
    """Progress for the next due date of the cycle: figures to date, change since the due date before (`figures.since`),
    targets, what is behind."""
    due = due_in(figures.cycle, figures.today)
    half = _("{year}年上半年") if due.month == 6 else _("{year}年下半年")
    period = _("报送截止 {due}；统计自 {since} 之后，至 {today}").format(
        due=due.isoformat(), since=figures.since.isoformat(), today=figures.today.isoformat()
    )
    return Report(
        key="half-yearly",
        title=_("执法队伍素质能力提升行动开展情况（{period}）").format(period=half.format(year=due.year)),
        subtitle=_("{cycle}　{period}").format(cycle=figures.cycle.label, period=period),
        notes=_notes(figures, plan),
        tables=(
            tables.summary(figures, _("其中本期新完成")),
            tables.behind(figures, plan),
            tables.by_year(figures.by_year),
            *_groups(figures, N_("本期新完成")),
            *_requirements(figures),
        ),
        plots=_plots(figures),
    )


def yearly(figures: Figures, plan: RotationPlan, year: int) -> Report:
    """One year of the cycle against its target. `figures.since` has to be 31 December of the year before, and who is
    newly done counted up to the year's end.

    Raises ValueError for a year outside the cycle or figures counted from another day.
    """
    if year not in figures.cycle.years or figures.since != date(year - 1, 12, 31):
        raise ValueError(f"no figures for {year}")
    said, end = _("{cycle}　统计至 {today}"), date(year, 12, 31)
    if figures.today > end:
        said = _("{cycle}　本年度完成数统计至 {end}，其他各数为 {today} 的情况")
    subtitle = said.format(cycle=figures.cycle.label, end=end.isoformat(), today=figures.today.isoformat())
    return Report(
        key="yearly",
        title=_("{year}年度执法人员轮训情况").format(year=year),
        subtitle=subtitle,
        notes=(*_notes(figures, plan), *_against_target(figures, year)),
        tables=(
            tables.summary(figures, _("其中本年度完成")),
            tables.by_year(figures.by_year),
            tables.behind(figures, plan),
            *_groups(figures, N_("本年度完成")),
            *_requirements(figures),
        ),
        plots=_plots(figures),
    )


def final(figures: Figures, plan: RotationPlan) -> Report:
    """The whole cycle: coverage, requirements, education, years against targets, what stayed open."""
    over = figures.today > figures.cycle.last_day
    state = _("周期已结束") if over else _("周期尚未结束，数字为截至 {today}").format(today=figures.today.isoformat())
    return Report(
        key="final",
        title=_("{cycle}执法人员轮训总结").format(cycle=figures.cycle.label),
        subtitle=state,
        notes=_notes(figures, plan),
        tables=(
            tables.summary(figures, _("其中上一报送日之后完成")),
            tables.by_year(figures.by_year),
            *_requirements(figures),
            *_groups(figures, N_("上一报送日之后完成")),
            tables.behind(figures, plan),
        ),
        plots=_plots(figures),
    )


def _notes(figures: Figures, plan: RotationPlan) -> tuple[str, ...]:
    notes = [_("依据：吉交法规〔2021〕161号第五部分（一）。应训人数为名册现有人数；完成指计入完成的各项要求全部做到。")]
    if not plan.for_cycle(figures.cycle).targets:
        notes.append(_("这一周期没有设定逐年目标。"))
    elif plan.example:
        notes.append(_("逐年目标取自示例计划，不是省厅下达的数字。"))
    return tuple(notes)


def _against_target(figures: Figures, year: int) -> tuple[str, ...]:
    tally = next(one for one in figures.by_year if one.year == year)
    if tally.target is None or tally.target_count is None:
        return ()
    facts = {"target": tables.percent(float(tally.target)), "n": abs(tally.done_by_end - tally.target_count)}
    if tally.done_by_end >= tally.target_count:
        return (_("到年底累计目标 {target}，已达到，超出 {n} 人。").format(**facts),)
    return (_("到年底累计目标 {target}，还差 {n} 人。").format(**facts),)


def _groups(figures: Figures, recent: str) -> tuple[ReportTable, ...]:
    given = (
        (N_("按单位"), N_("单位"), figures.by_unit),
        (N_("按市州"), N_("市州"), figures.by_city),
        (N_("按层级"), N_("层级"), figures.by_level),
        (N_("按门类"), N_("执法门类"), figures.by_discipline),
        (N_("按批次"), N_("批次"), figures.by_batch),
    )
    return tuple(tables.by_group(title, key, groups, figures.total, recent) for title, key, groups in given)


def _requirements(figures: Figures) -> tuple[ReportTable, ...]:
    begun = [q for q in figures.quarters if date(q.year, 3 * q.quarter - 2, 1) <= figures.today]
    quarters = (tables.by_quarter(begun),) if begun else ()
    return (tables.by_requirement(figures.requirements), *quarters, tables.by_education(figures.education))


def _plots(figures: Figures) -> tuple[Plot, ...]:
    return (
        tables.progress_plot(figures),
        tables.status_plot(N_("按市州"), figures.by_city),
        tables.status_plot(N_("按层级"), figures.by_level),
        tables.status_plot(N_("按门类"), figures.by_discipline),
        tables.requirement_plot(figures.requirements),
    )
