"""What a cycle asks of an officer, by kind of post: exams and activities, and which of them make him 已完成.

Source: 吉交法规〔2021〕161号: item 6 (轮训并考试; 六个业务门类), items 3, 4 and 11 (共同部分: 职业道德, 风纪, 执法
程序), item 7 (习近平法治思想为轮训必修课; 领导班子成员每季度学法), items 8 to 10 (训练, 演练, 以案释法), item 17 (初任培训).
How often the activities are due in a year the policy leaves open: once is our reading, and a plan may say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from jltrain.bank.areas import Area
from jltrain.i18n import N_, _
from jltrain.ledger.activity import ActivityKind
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.post import PostKind


class Per(StrEnum):
    """The span in which a requirement is to be met anew."""

    CYCLE = "cycle"
    YEAR = "year"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class ExamNeed:
    """A passed sheet: in the post's own discipline (`areas` empty), or one with marks in all of `areas`, of which
    at least `share` (0 to 1) together was gained.
    """

    areas: tuple[Area, ...] = ()
    share: Fraction = Fraction(0)

    @property
    def own(self) -> bool:
        """Whether it asks for the officer's own discipline."""
        return not self.areas


@dataclass(frozen=True, slots=True)
class ActivityNeed:
    """`times` activities of the kind and at least `hours` together in each span; with `passed`, only those judged 合格.

    `within`: days after the appointment to the post by which it is due (0: none; for `per` CYCLE alone). 初任培训 is
    given once for a post: from a year before the appointment on it counts, even if that was in another cycle.
    """

    kind: ActivityKind
    times: int = 1
    hours: float = 0.0
    passed: bool = False
    per: Per = Per.CYCLE
    within: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """`id` is plain ASCII and unique in its plan; `counts` whether 已完成 waits for it; `title` is shown as it stands."""

    id: str
    title: str
    posts: tuple[PostKind, ...]
    need: ExamNeed | ActivityNeed
    counts: bool = True

    @property
    def per(self) -> Per:
        return self.need.per if isinstance(self.need, ActivityNeed) else Per.CYCLE


EVERYBODY: Final = tuple(PostKind)
OWN: Final = Requirement("own", N_("本门类业务考试"), EVERYBODY, ExamNeed())
"""The one requirement of the first program, and of coverage.py."""

DEFAULT_REQUIREMENTS: Final = (
    OWN,
    Requirement(
        "common", N_("共同部分（综合法律知识、执法程序、职业道德）"), EVERYBODY,
        ExamNeed((Area.LAW, Area.PROCEDURE, Area.CONDUCT)),
    ),
    Requirement("thought", N_("习近平法治思想必修"), EVERYBODY, ExamNeed((Area.THOUGHT,))),
    Requirement(
        "first-post", N_("基层站所领导初任培训"), (PostKind.STATION_HEAD,), ActivityNeed(ActivityKind.FIRST_POST)
    ),
    Requirement(
        "law-study", N_("领导干部季度学法"), (PostKind.LEADER,),
        ActivityNeed(ActivityKind.LAW_STUDY, per=Per.QUARTER), counts=False,
    ),
    *(
        Requirement(kind.value, title, EVERYBODY, ActivityNeed(kind, per=Per.YEAR), counts=False)
        for kind, title in (
            (ActivityKind.DRILL, N_("模拟执法演练（每年）")),
            (ActivityKind.FITNESS, N_("体能训练（每年）")),
            (ActivityKind.SIGNALS, N_("交通指挥手势训练（每年）")),
            (ActivityKind.LECTURE, N_("法治讲座（每年）")),
            (ActivityKind.COURT, N_("法庭旁听（每年）")),
        )
    ),
)  # fmt: skip
"""What the policy says, for a plan without requirements of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be done: a requirement, in one span of it. `year` and `quarter` (1-4) are 0 where it has none.

    `id` is what Standing.missing holds: "own", "drill:2025", "law-study:2025Q3".
    """

    requirement: Requirement
    year: int = 0
    quarter: int = 0

    @property
    def id(self) -> str:
        span = f"{self.year}Q{self.quarter}" if self.quarter else f"{self.year}" if self.year else ""
        return f"{self.requirement.id}:{span}" if span else self.requirement.id

    @property
    def label(self) -> str:
        """What the screen says: "模拟执法演练（每年） 2025年"."""
        title = _(self.requirement.title)
        if self.quarter:
            return _("{title} {year}年第{quarter}季度").format(title=title, year=self.year, quarter=self.quarter)
        return _("{title} {year}年").format(title=title, year=self.year) if self.year else title

    def span(self, cycle: Cycle) -> tuple[date, date]:
        """Its first and last day; those of the cycle when it has no span of its own."""
        if not self.year:
            return cycle.first_day, cycle.last_day
        if not self.quarter:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        last = 3 * self.quarter
        return date(self.year, last - 2, 1), date(self.year, last, 30 if last in (6, 9) else 31)


@lru_cache(maxsize=256)  # the same for every officer
def parts_of(requirement: Requirement, cycle: Cycle) -> tuple[Part, ...]:
    """What it asks for in the cycle, in order of time: one part, three or twelve."""
    match requirement.per:
        case Per.CYCLE:
            return (Part(requirement),)
        case Per.YEAR:
            return tuple(Part(requirement, year) for year in cycle.years)
        case Per.QUARTER:
            return tuple(Part(requirement, year, quarter) for year in cycle.years for quarter in range(1, 5))


def part_of(part_id: str, requirements: Iterable[Requirement]) -> Part | None:
    """The part that an id of Standing.missing names; None when the plan has it no more."""
    name, _colon, span = part_id.partition(":")
    requirement = next((one for one in requirements if one.id == name), None)
    if requirement is None:
        return None
    if not span:
        return Part(requirement)
    year, _q, quarter = span.partition("Q")
    if not year.isdecimal() or not (quarter or "0").isdecimal():
        return None
    return Part(requirement, int(year), int(quarter or 0))
