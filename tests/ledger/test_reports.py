"""Figures, the reports made of them, and the two lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jltrain.bank.areas import Area, Level
from jltrain.ledger.activity import ActivityKind
from jltrain.ledger.cycle import Cycle, next_due, previous_due
from jltrain.ledger.education import Education
from jltrain.ledger.figures import (
    EducationTally,
    Figures,
    QuarterTally,
    Waiting,
    education_tally,
    figures_of,
    quarter_tallies,
)
from jltrain.ledger.member import Member, member_of
from jltrain.ledger.plan import Batch, default_plan
from jltrain.ledger.report import Kind, Report
from jltrain.ledger.reportlists import commendable, commendation, follow_up, to_follow_up
from jltrain.ledger.reports import final, half_yearly, yearly
from jltrain.ledger.stand import stand
from jltrain.ledger.standing import Standing, Status
from tests.ledger.ledgers import CYCLE, activity, row
from tests.ledger.people import officer
from tests.ledger.test_stand import ALL

TODAY = date(2025, 6, 1)
BATCH = Batch("一", tuple(Level), (Area.HIGHWAY,), date(2024, 3, 1), date(2024, 12, 31))
PLAN = replace(
    default_plan(CYCLE),
    batches=(BATCH,),
    targets={2024: Fraction(1, 2), 2025: Fraction(2, 3), 2026: Fraction(1)},
    example=True,
)


def member(number: int, **changes: object) -> Member:
    return replace(member_of(officer(number)), **changes)  # type: ignore[arg-type]  # one field or another


def standings() -> list[Standing]:
    early, late, failed, absent, leader = (
        member(1), member(2, unit="乙队", education="本科"), member(3, education="高中"), member(4, unit="乙队"),
        member_of(replace(officer(5), post="大队长", education="硕士")),
    )  # fmt: skip
    study = [activity(leader, ActivityKind.LAW_STUDY, date(2024, 2, 1))]
    drill = [activity(early, ActivityKind.DRILL, date(2024, 2, 1))]
    return [
        stand(early, [row(early, areas=ALL)], drill, PLAN, CYCLE),
        stand(late, [row(late, date(2025, 3, 1), areas=ALL)], [], PLAN, CYCLE),
        stand(failed, [row(failed, passed=False)], [], PLAN, CYCLE),
        stand(absent, [], [], PLAN, CYCLE),
        stand(leader, [row(leader)], study, PLAN, CYCLE),
    ]


@pytest.fixture
def figures() -> Figures:
    return figures_of(standings(), PLAN, CYCLE, TODAY, waiting=Waiting(2, 3))


def sound(report: Report) -> None:
    """Every row is as wide as its table, and every cell of its column's kind."""
    kinds = {Kind.TEXT: str, Kind.COUNT: int, Kind.PERCENT: int | float, Kind.DATE: date, Kind.MARKS: int | float}
    assert report.title and report.tables
    for table in report.tables:
        lines = [*table.rows, *([table.total] if table.total else [])]
        for line in lines:
            assert len(line) == len(table.columns), table.title
            for cell, column in zip(line, table.columns, strict=True):
                assert cell is None or isinstance(cell, kinds[column.kind]), (table.title, column.title, cell)
                if column.kind is Kind.PERCENT and cell is not None:
                    assert 0 <= float(str(cell)) <= 1
    for plot in report.plots:
        assert all(len(series.values) == len(plot.labels) for series in plot.series)


def test_figures(figures: Figures) -> None:
    total = figures.total
    assert (total.tally.required, total.tally.done, total.tally.failed, total.tally.partly) == (5, 2, 1, 1)
    assert (total.overdue, total.recent, figures.since) == (3, 1, date(2024, 12, 20))
    assert [(g.key, g.tally.done, g.overdue, g.recent) for g in figures.by_unit] == [
        ("乙队", 1, 1, 1),
        ("甲队", 1, 2, 0),
    ]
    tallies = {tally.requirement.id: tally for tally in figures.requirements}
    assert [(tallies[i].required, tallies[i].met, tallies[i].overdue) for i in ("own", "common", "first-post")] == [
        (5, 3, 0), (5, 2, 0), (0, 0, 0),
    ]  # fmt: skip
    assert (tallies["drill"].required, tallies["drill"].met, tallies["drill"].overdue) == (5, 1, 4)
    study = tallies["law-study"]
    assert (study.required, study.met, study.overdue) == (5, 1, 1)  # five quarters are over
    after = figures_of(standings(), PLAN, CYCLE, date(2027, 1, 1))
    assert {t.requirement.id: t.overdue for t in after.requirements}["common"] == 3
    assert figures.education == EducationTally(
        Education.COLLEGE,
        ((Education.JUNIOR, 0), (Education.SENIOR, 1), (Education.COLLEGE, 0), (Education.BACHELOR, 1), (Education.POSTGRADUATE, 1)),
        2,
    )  # fmt: skip
    assert figures.education.rate == pytest.approx(2 / 3) and education_tally([], Education.COLLEGE).rate == 0.0
    assert figures.quarters[0] == QuarterTally(2024, 1, 1, 1) and len(figures.quarters) == 12
    assert quarter_tallies([("", 5)], CYCLE) == ()
    assert quarter_tallies([("-1" + "0" * 10, 2)], CYCLE)[:2] == (
        QuarterTally(2024, 1, 0, 0),
        QuarterTally(2024, 2, 2, 2),
    )


def test_half_yearly(figures: Figures) -> None:
    report = half_yearly(figures, PLAN)
    sound(report)
    assert "2025年上半年" in report.title and "2025-06-20" in report.subtitle and "2024-12-20" in report.subtitle
    assert "示例" in report.notes[-1]
    behind = next(table for table in report.tables if table.title == "进度落后的单位")
    assert [line[0] for line in behind.rows] == ["乙队", "甲队"]
    (line,) = [line for line in behind.rows if line[0] == "甲队"]
    assert line[4] == 2 and line[5] == 1 and "逾期" in str(line[6]) and "50.0%" in str(line[6])
    units = next(table for table in report.tables if table.title == "按单位")
    assert units.total is not None
    for column, kind in enumerate(units.columns):
        if kind.kind is Kind.COUNT:
            assert sum(int(str(line[column])) for line in units.rows) == units.total[column]


def test_yearly_and_final(figures: Figures) -> None:
    with pytest.raises(ValueError, match="2025"):
        yearly(figures, PLAN, 2025)
    year = figures_of(standings(), PLAN, CYCLE, TODAY, since=date(2023, 12, 31))
    report = yearly(year, PLAN, 2024)
    sound(report)
    assert "还差 2 人" in report.notes[-1] and "2024-12-31" in report.subtitle
    with pytest.raises(ValueError, match="2030"):
        yearly(year, PLAN, 2030)
    report = final(figures, PLAN)
    sound(report)
    assert "尚未结束" in report.subtitle
    over = figures_of(standings(), default_plan(CYCLE), CYCLE, date(2027, 1, 1))
    report = final(over, default_plan(CYCLE))
    sound(report)
    assert report.subtitle == "周期已结束" and "没有设定" in report.notes[-1]


def test_nobody_at_all() -> None:
    nothing = figures_of([], PLAN, CYCLE, TODAY, since=date(2024, 12, 31))
    for report in (half_yearly(nothing, PLAN), yearly(nothing, PLAN, 2025), final(nothing, PLAN)):
        sound(report)
        assert any("没有进度落后" in note for table in report.tables for note in table.notes)


def test_a_plot_holds_no_more_than_can_be_read() -> None:
    people = [stand(member(n, city=f"市{n:02d}"), [], [], PLAN, CYCLE) for n in range(40)]
    report = half_yearly(figures_of(people, PLAN, CYCLE, TODAY), PLAN)
    assert max(len(plot.labels) for plot in report.plots) == 24


def test_commendation() -> None:
    early, late, failed, absent, leader = standings()
    assert commendable(early, PLAN) and not any(commendable(one, PLAN) for one in (late, failed, absent, leader))
    assert not commendable(replace(early, failed_year=2024), PLAN)
    assert not commendable(replace(early, best_halves=179), PLAN) and commendable(replace(early, best_halves=180), PLAN)
    assert commendable(replace(early, best_halves=160), replace(PLAN, commend_share=Fraction(4, 5)))
    assert not commendable(replace(early, best_full=0, best_halves=0), PLAN)
    report = commendation(standings(), replace(PLAN, commend_share=Fraction(7, 8)))
    assert "87.5%" in report.notes[0]
    (line,) = report.tables[0].rows
    assert line[1:3] == ("人1", "22010001") and line[-2] == pytest.approx(0.9)
    sound(commendation(standings(), PLAN))


def test_follow_up() -> None:
    assert [to_follow_up(one, TODAY) for one in standings()] == [False, False, True, True, True]
    before = date(2024, 12, 31)
    assert [to_follow_up(one, before) for one in standings()] == [False, False, True, False, False]
    assert to_follow_up(replace(standings()[3], status=Status.DOUBTFUL), before)
    sound(follow_up(standings(), PLAN, TODAY))
    lines = list(follow_up(standings(), PLAN, TODAY).tables[0].rows)
    assert [line[1] for line in lines] == ["人3", "人4", "人5"]
    assert lines[1][9:11] == (date(2024, 12, 31), 152)
    assert "本门类业务考试" in str(lines[0][8]) and "缺 4 个季度" in str(lines[2][8])
    changed = replace(PLAN, requirements=PLAN.requirements[:1])
    assert "common" in str(next(iter(follow_up(standings(), changed, TODAY).tables[0].rows))[8])


def test_due_days() -> None:
    for cycle in (CYCLE, Cycle(2027, 2029)):
        days = cycle.due_dates
        assert [previous_due(day) for day in days[1:]] == list(days[:-1])
        assert all(previous_due(day) < day <= next_due(day) for day in days)
    assert previous_due(date(2025, 12, 21)) == date(2025, 12, 20)
