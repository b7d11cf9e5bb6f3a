"""A province in small, for the tests and the eye: figures, lists and a transcript as they are handed in."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.education import Education
from jltrain.ledger.figures import Figures, Waiting, figures_of
from jltrain.ledger.member import Member
from jltrain.ledger.post import PostKind
from jltrain.ledger.result import AreaMarks, Result, State
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.ledger.stand import assess
from jltrain.ledger.standing import Standing, Status
from jltrain.ledger.transcript import Change, CycleLine, SheetLine, Transcript

MADE = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CYCLE = Cycle(2024, 2026)
PLAN = RotationPlan("轮训计划", CYCLE, {2024: Fraction(1, 3), 2025: Fraction(2, 3), 2026: Fraction(1)}, ())
RARE = "䶮㛃𬭎𫍣"
CITIES = ("长春市", "吉林市", "四平市", "辽源市", "通化市", "白山市", "松原市", "白城市", "延边朝鲜族自治州")
_GIVEN = "建国志强丽华秀英伟芳娜敏静磊军洋勇艳杰娟涛明超霞平刚桂" + RARE
_STATUSES = (Status.DONE,) * 12 + (Status.PARTLY,) * 3 + tuple(Status)


def units(count: int) -> list[tuple[str, str, Level]]:
    """(name, city, level) of so many units; one of them has a long name."""
    made = [("吉林省交通运输综合行政执法局", "", Level.PROVINCE)]
    made += [(f"{city}交通运输综合行政执法支队", city, Level.CITY) for city in CITIES]
    long = "延边朝鲜族自治州和龙市交通运输综合行政执法大队（含道路运输、公路路政、地方海事三个中队及机动中队）"
    made.append((long, CITIES[8], Level.COUNTY))
    number = 0
    while len(made) < count:
        number += 1
        city = CITIES[number % 9]
        made.append((f"{city}第{number}交通运输综合行政执法大队", city, Level.COUNTY))
    return made[:count]


def standings(count: int, places: int = 60, seed: int = 7) -> list[Standing]:
    """So many officers over so many units."""
    dice, known = random.Random(seed), units(places)
    return [_standing(number, *known[dice.randrange(places)], dice) for number in range(1, count + 1)]


def _standing(number: int, unit: str, city: str, level: Level, dice: random.Random) -> Standing:
    status = dice.choice(_STATUSES)
    day = date(2024, 1, 5) + timedelta(days=dice.randrange(1000))
    done = status is Status.DONE
    tried = status in (Status.DONE, Status.PARTLY, Status.FAILED)
    return Standing(
        cycle=CYCLE.first_year,
        certificate=f"22{number:06d}",
        name="王李张刘陈杨赵黄周吴"[dice.randrange(10)] + "".join(dice.sample(_GIVEN, 2)),
        unit=unit,
        city=city,
        level=level,
        discipline=dice.choice(DISCIPLINES),
        batch=dice.choice(("2025年第一批", "2026年第二批", "")),
        post_kind=dice.choice((PostKind.OFFICER,) * 8 + (PostKind.STATION_HEAD, PostKind.LEADER)),
        education=dice.choice((*Education, None)),
        status=status,
        done_on=day if done else None,
        failed_year=day.year if status is Status.FAILED else 0,
        missing=() if done else ("common",) if status is Status.PARTLY else ("own", "thought", "drill:2025"),
        due=date(2026, 9, 30),
        attempts=int(tried),
        best_halves=dice.randrange(120, 200) if tried else -1,
        best_full=200 if tried else -1,
        last_day=day if tried else None,
        sheet_number=f"JL-2200-{day:%Y%m%d}-{number:05d}" if tried else "",
    )


def figures(count: int = 3000, places: int = 60) -> Figures:
    """The figures of a province."""
    return figures_of(standings(count, places), PLAN, CYCLE, TODAY, waiting=Waiting(3, 12))


def officer() -> Member:
    return Member(
        "22010002", "王䶮𬭎", "延边朝鲜族自治州交通运输综合行政执法支队", Level.CITY, Area.TRANSPORT, "延边朝鲜族自治州", "2025年第一批",
        "站长", "本科", PostKind.STATION_HEAD, "2024-05-01", ("王龙",), "2024-01-08", ("22000077",),
    )  # fmt: skip


def sheet(number: int, day: date, *, passed: bool, state: State = State.COUNTS, version: int = 1) -> Result:
    areas = (AreaMarks(Area.TRANSPORT, 60, 100), AreaMarks(Area.LAW, 70, 100))
    return Result(
        f"{number:064x}", f"JL-2200-{day:%Y%m%d}-{number:04d}", "22010002", "王䶮𬭎" if state is State.COUNTS else "王龙云",
        "延边州支队", Level.CITY, Area.TRANSPORT, day, passed, 171 if passed else 101, 200, areas, f"t{number}",
        "2025年第一批轮训考试", version, "JL-2200-0001" if version > 1 else "", "延边朝鲜族自治州交通运输局", "222400", state,
        "22010002" if state is State.COUNTS else "", "ab" * 32, "3f9a01", "2026-05-01T00:00:00.000Z", number,
    )  # fmt: skip


def record() -> Transcript:
    """An officer with everything that can be in a transcript."""
    results = (
        sheet(1, date(2024, 6, 3), passed=False),
        sheet(2, date(2024, 9, 10), passed=True),
        sheet(3, date(2025, 3, 1), passed=True, state=State.NAME_DIFFERS),
    )
    activities = (
        Activity("22010002", ActivityKind.DRILL, date(2024, 10, 8), 8.0, ActivityResult.PASSED, "超限超载联合执法演练",
                 "李主任", "珲春治超站", entry=9),
        Activity("22010002", ActivityKind.FIRST_POST, date(2024, 7, 8), 24.0, ActivityResult.TOOK_PART, "基层站所长初任培训班",
                 "省厅法规处", "长春", entry=8),
        Activity("22010002", ActivityKind.FITNESS, date(2025, 4, 2), 2.5, ActivityResult.FAILED, "=3000米跑", "教官", entry=10,
                 undone=True),
    )  # fmt: skip
    found = assess(officer(), results, activities, PLAN, CYCLE)
    at = datetime(2025, 2, 3, 4, 5, tzinfo=UTC)
    facts = "签名证书已于 2026-05-01 过期，本成绩单收取在前，仍然有效。"
    return Transcript(
        person=officer(),
        made_at=MADE,
        today=TODAY,
        changes=(
            Change(at, "人事处", "姓名", "王龙", "王䶮𬭎"),
            Change(at, "人事处", "单位", "和龙大队", "延边朝鲜族自治州交通运输综合行政执法支队"),
        ),
        sheets=tuple(SheetLine(r, n if r.state is State.COUNTS else 0, at, (facts,)) for n, r in enumerate(results, 1)),
        activities=activities,
        rulings=(
            (
                Ruling(RulingKind.EXCLUDE, f"{3:064x}", "姓名不符，已退回原单位", "人事处", "2025-03-09T01:00:00.000Z"),
                False,
            ),
        ),
        cycles=(CycleLine(CYCLE, found.standing, found.parts),),
        namesakes=(Member("22990001", "王䶮𬭎", "通化支队", Level.CITY, Area.PORT),),
    )
