"""Figures worked out by hand from the policy and the shipped plan, officer by officer, against what the ledger says.

It is 22 November 2026: the training phase ended on 30 September, three quarters of the year are over, and what was done
after 20 June is new. The columns of CASES: what each has on file, and how he stands by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from jltrain.app import activities, coverage, register, reports, rotation
from jltrain.app.activities import Activity, ActivityKind, ActivityResult
from jltrain.app.context import Context
from jltrain.app.register import RulingKind
from jltrain.bank.areas import Area, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.figures import Figures
from jltrain.ledger.rowreader import RosterRow
from jltrain.ledger.standing import Standing, Status
from jltrain.sheet.payload import AreaScore, Payload
from tests.app.ledger_world import assert_whole, attested, enrol, person, take
from tests.conftest import FakeClock

PROVINCE, CITY, COUNTY = Level
ROAD, BUS, PORT, SEA, SITE = (
    Area.HIGHWAY, Area.TRANSPORT, Area.PORT, Area.MARITIME, Area.QUALITY,
)  # fmt: skip
DONE, PARTLY, FAILED, DOUBT, OTHER, ABSENT = (
    Status.DONE, Status.PARTLY, Status.FAILED, Status.DOUBTFUL, Status.OTHER_DISCIPLINE, Status.ABSENT,
)  # fmt: skip
COUNTED = ("own", "common", "thought", "first-post")

# number, level, discipline, (more of the roster), [(submitted, passed?, what is unlike)], status, due, done on, missing
CASES: tuple[tuple[Any, ...], ...] = (
    (1, PROVINCE, ROAD, {"education": "本科"}, [("2024-06-01", 1)], DONE, "2024-06-14", "2024-06-01", ""),
    (2, PROVINCE, ROAD, {"education": "大专"}, [("2024-06-20", 1)], DONE, "2024-06-14", "2024-06-20", ""),
    (3, CITY, ROAD, {"education": "高中"}, [("2024-10-01", 0)], FAILED, "2024-12-13", "", "own common thought"),
    (4, CITY, ROAD, {"education": "初中"}, [("2024-10-01", 0), ("2026-06-21", 1)], DONE, "2024-12-13", "2026-06-21", ""),
    (5, CITY, BUS, {"education": "研究生"}, [("2026-06-20", 1)], DONE, "2024-12-13", "2026-06-20", ""),
    (6, CITY, PORT, {}, [("2025-05-01", 1, {"bare": True})], PARTLY, "2025-06-13", "", "common thought"),
    (7, CITY, PORT, {}, [("2025-05-01", 1, {"bare": True}), ("2026-10-01", 1, {"of": ROAD})], DONE, "2025-06-13", "2026-10-01", ""),
    (8, COUNTY, ROAD, {}, [], ABSENT, "2025-12-12", "", "own common thought"),
    (9, COUNTY, BUS, {"batch": "2026年第二批（补训补考）"}, [], ABSENT, "2026-09-30", "", "own common thought"),
    (10, COUNTY, SEA, {}, [], ABSENT, "2026-06-12", "", "own common thought"),
    (11, CITY, ROAD, {}, [("2024-10-01", 1, {"of": PORT})], OTHER, "2024-12-13", "", "own"),
    (12, CITY, ROAD, {}, [("2024-10-01", 1, {"name": "别人"})], DOUBT, "2024-12-13", "", "own common thought"),
    # a head appointed after his batch was over has until the end of the training phase
    (13, CITY, ROAD, {"post": "中队长", "appointed": "2025-03-01"}, [("2024-09-15", 1)], PARTLY, "2026-09-30", "", "first-post"),
    (14, CITY, BUS, {"post": "所长", "appointed": "2023-12-01"}, [("2024-09-20", 1)], DONE, "2024-12-13", "2024-09-20", ""),
    (15, CITY, ROAD, {"post": "副支队长", "appointed": "2024-05-15"}, [("2024-09-20", 1)], DONE, "2024-12-13", "2024-09-20", ""),
    (16, COUNTY, ROAD, {"post": "大队长"}, [("2025-12-12", 1)], DONE, "2025-12-12", "2025-12-12", ""),
    # midnight in Beijing is 16:00 UTC
    (17, COUNTY, SITE, {}, [("2026-06-20T16:30", 1)], DONE, "2026-06-12", "2026-06-21", ""),
    (18, COUNTY, SITE, {}, [("2026-06-20T15:59", 1)], DONE, "2026-06-12", "2026-06-20", ""),
    (19, CITY, ROAD, {}, [("2023-12-31T15:59", 1)], ABSENT, "2024-12-13", "", "own common thought"),
    (20, CITY, ROAD, {}, [("2023-12-31T16:00", 1)], DONE, "2024-12-13", "2024-01-01", ""),
    (21, CITY, ROAD, {}, [("2024-10-01", 1, {"excluded": True})], ABSENT, "2024-12-13", "", "own common thought"),
    (22, CITY, ROAD, {}, [("2024-12-13", 0), ("2024-12-13", 1, {"corrects": True})], DONE, "2024-12-13", "2024-12-13", ""),
)  # fmt: skip


def officer(case: tuple[Any, ...]) -> RosterRow:
    return replace(person(case[0]), level=case[1], discipline=case[2], **case[3])


def sheets(case: tuple[Any, ...]) -> Iterator[tuple[Payload, bool]]:
    """His sheets, and whether HR excludes each."""
    who = officer(case)
    for n, (day, passed, *more) in enumerate(case[4], 1):
        unlike = more[0] if more else {}
        of = unlike.get("of", who.discipline)
        moment = f"{day if 'T' in day else day + 'T02:00'}:00.000Z"
        sitting = f"{who.certificate}-{1 if unlike.get('corrects') else n}"
        made = attested(
            replace(who, discipline=of, name=unlike.get("name", who.name)),
            sitting,
            passed=bool(passed),
            started=moment,
            submitted=moment,
            issued=moment,
        )
        if unlike.get("bare"):
            made = replace(made, areas=(AreaScore(of.value, 180, 200),))
        if unlike.get("corrects"):
            made = replace(made, number=made.number + "-2", version=2, replaces=made.number, correction="误判")
        yield made, bool(unlike.get("excluded"))


def add(context: Context, kind: ActivityKind, day: str, *numbers: int) -> int:
    draft = Activity("", kind, date.fromisoformat(day), 4.0, ActivityResult.TOOK_PART, f"{kind.label}{day}", "签认")
    return activities.add(context, draft, [person(n).certificate for n in numbers])


@pytest.fixture
def ledger(context: Context) -> Context:
    enrol(context, *map(officer, CASES))
    for payload, excluded in (one for case in CASES for one in sheets(case)):
        (line,) = take(context, payload)
        if excluded:
            register.rule(context, line.digest, RulingKind.EXCLUDE, "替考")
    add(context, ActivityKind.FIRST_POST, "2023-12-20", 14)
    studied = "2024-06-30 2024-07-01 2024-12-31 2025-01-01 2025-06-30 2025-10-01 2026-03-31"
    for day in studied.split():  # every quarter from his appointment on but 2025 Q3 and the last three
        add(context, ActivityKind.LAW_STUDY, day, 15)
    add(context, ActivityKind.DRILL, "2024-12-31", 1)
    add(context, ActivityKind.DRILL, "2025-01-01", 2)
    add(context, ActivityKind.DRILL, "2025-05-01", 3)
    (listed,) = activities.activities(context, person(3).certificate).rows
    register.undo(context, listed.activity.entry, "没有参加")
    return context


def test_each_officer(ledger: Context) -> None:
    found = {one.certificate: one for one in coverage.standings(ledger).rows}
    today = rotation.today(ledger)
    for number, level, discipline, _more, _sheets, status, due, done_on, missing in CASES:
        one: Standing = found[person(number).certificate]
        counted = " ".join(part for part in one.missing if part in COUNTED)
        told = (one.status, str(one.due), str(one.done_on or ""), counted)
        assert (one.level, one.discipline) == (level, discipline)
        assert told == (status, due, done_on, missing), number
        assert one.overdue(today) is (status is not DONE), number
    assert found[person(15).certificate].quarters == "-11111011000"
    assert found[person(16).certificate].quarters == "0" * 12
    assert_whole(ledger)


def counts(found: Figures, group: str, key: str) -> tuple[int, ...]:
    (one,) = [g for g in getattr(found, f"by_{group}") if g.key == key]
    return (one.tally.required, one.tally.done, one.overdue, one.recent)


def test_all_together(ledger: Context) -> None:
    found = coverage.figures(ledger)
    t = found.total.tally
    assert (t.required, t.done, t.partly, t.failed, t.doubtful, t.other_discipline, t.absent) == (22, 12, 2, 1, 1, 1, 5)
    assert (found.since, found.total.overdue, found.total.recent) == (date(2026, 6, 20), 10, 3)
    assert counts(found, "level", "province") == (2, 2, 0, 0)
    assert counts(found, "level", "city") == (14, 7, 7, 2)
    assert counts(found, "level", "county") == (6, 3, 3, 1)
    assert counts(found, "discipline", "port") == (2, 1, 1, 1)
    assert counts(found, "discipline", "quality") == (2, 2, 0, 1)
    years = [(y.year, y.done, y.failed, y.done_by_end, y.target_count) for y in found.by_year]
    assert years == [(2024, 6, 1, 6, 8), (2025, 1, 0, 7, 15), (2026, 5, 0, 12, 22)]
    asked = {r.requirement.id: (r.required, r.met, r.overdue) for r in found.requirements}
    assert (asked["own"], asked["common"], asked["thought"]) == ((22, 14, 8), (22, 14, 8), (22, 14, 8))
    assert asked["first-post"] == (2, 1, 1)
    assert asked["law-study"] == (10 + 11, 7, 2), "eleven quarters are over; the one was appointed in the second"
    assert asked["drill"] == (44, 2, 22), "two years are over"
    assert (found.education.reached, found.education.below, found.education.unknown) == (3, 2, 17)
    assert (found.waiting.name_differs, found.waiting.unknown_officer) == (1, 0)
    before = coverage.figures(ledger, Cycle(2021, 2023)).total
    assert (before.tally.done, before.tally.absent) == (1, 21), "the one who handed in a minute before midnight"


def recent(made: reports.Made) -> object:
    return next(row[1] for row in made.tables[0].rows if "其中" in str(row[0]))


def test_the_reports(ledger: Context) -> None:
    assert recent(reports.half_yearly(ledger)) == 3
    assert [recent(reports.yearly(ledger, year)) for year in (2024, 2025, 2026)] == [6, 1, 5]
    over = reports.yearly(ledger, 2024)
    assert "2024-12-31" in over.subtitle and "2026-11-22" in over.subtitle and "还差 2 人" in over.notes[-1]
    (commended,) = reports.commendation(ledger).tables
    assert sorted(str(row[2]) for row in commended.rows) == [person(n).certificate for n in (1, 14, 15, 16, 20, 22)]
    (followed,) = reports.follow_up(ledger).tables
    numbers = (3, 6, 8, 9, 10, 11, 12, 13, 19, 21)
    assert sorted(str(row[2]) for row in followed.rows) == [person(n).certificate for n in numbers]
    studied = next(table for table in reports.half_yearly(ledger).tables if "季度学法" in table.title)
    assert [row[1:3] for row in studied.rows] == [(1, 0)] + [(2, 1)] * 5 + [(2, 0), (2, 1), (2, 1)] + [(2, 0)] * 3


@pytest.mark.parametrize(
    ("now", "title", "until", "since"),
    [
        ("2026-06-19T16:00", "2026年上半年", "2026-06-20", "2025-12-20"),  # 20 June in Beijing
        ("2026-06-20T15:59", "2026年上半年", "2026-06-20", "2025-12-20"),
        ("2026-06-20T16:00", "2026年下半年", "2026-12-20", "2026-06-20"),
        ("2026-12-20T15:59", "2026年下半年", "2026-12-20", "2026-06-20"),
        ("2026-12-20T16:00", "2026年下半年", "2026-12-20", "2026-06-20"),  # late, and the cycle's last
        ("2026-12-31T15:59", "2026年下半年", "2026-12-20", "2026-06-20"),
        ("2026-12-31T16:00", "2027年上半年", "2027-06-20", "2026-12-20"),  # a new cycle
    ],
)
@pytest.mark.sqlite_only
def test_which_half_year(context: Context, clock: FakeClock, now: str, title: str, until: str, since: str) -> None:
    clock.wall = datetime.fromisoformat(now).replace(tzinfo=UTC)
    made = reports.half_yearly(context)
    assert title in made.title and f"截止 {until}" in made.subtitle and f"自 {since}" in made.subtitle


@pytest.mark.sqlite_only
def test_a_cycle_that_is_over_is_reported_as_its_last_half_year(context: Context) -> None:
    made = reports.half_yearly(context, Cycle(2021, 2023))
    assert "2023年下半年" in made.title and "自 2023-06-20" in made.subtitle
