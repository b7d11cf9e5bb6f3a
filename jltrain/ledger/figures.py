"""Figures: officers counted by how they stand. The store fills them by SQL; `figures_of` is the same in memory.

They never hold a line for each officer, so that a province's report is as quick to draw as a county's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jltrain.bank.areas import Area, Level
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle, Phase, previous_due
from jltrain.ledger.education import Education
from jltrain.ledger.post import PostKind
from jltrain.ledger.requirement import Per, Requirement, parts_of
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.standing import Group, Standing, Status, Tally, YearTally


@dataclass(frozen=True, slots=True)
class RequirementTally:
    """One requirement. Once in a cycle: `required` officers hold a post it is for, `met` have met it. Per year or quarter:
    each officer counts once for each span that is over, so that both are 0 before the first is.

    `overdue`: officers with something missing whose span (for one per cycle: the training phase) is over.
    """

    requirement: Requirement
    required: int
    met: int
    overdue: int

    @property
    def rate(self) -> float:
        return self.met / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class EducationTally:
    """Officers by level of education against the target; `unknown` are those whose level the roster does not say."""

    target: Education
    by_level: tuple[tuple[Education, int], ...]
    unknown: int

    @property
    def reached(self) -> int:
        return sum(count for level, count in self.by_level if level.rank >= self.target.rank)

    @property
    def below(self) -> int:
        return sum(count for level, count in self.by_level if level.rank < self.target.rank)

    @property
    def rate(self) -> float:
        """Reached of those whose level is known."""
        known = self.reached + self.below
        return self.reached / known if known else 0.0


@dataclass(frozen=True, slots=True)
class QuarterTally:
    """Quarterly law study: leaders for whom the quarter was needed, and those who did it."""

    year: int
    quarter: int
    required: int
    done: int

    @property
    def rate(self) -> float:
        return self.done / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Sheets of the cycle that wait for HR: names that differ, nobody in the roster."""

    name_differs: int = 0
    unknown_officer: int = 0


NOTHING_WAITS: Final = Waiting()


@dataclass(frozen=True, slots=True)
class Figures:
    """The picture of a cycle on `today`. Group.recent counts those done after `since` (the due date before), up to
    `today` or, in the report of a year that is over, its end; Group.overdue those missing whose `due` lies before `today`.
    """

    cycle: Cycle
    today: date
    since: date
    total: Group
    by_unit: tuple[Group, ...]
    by_city: tuple[Group, ...]
    by_level: tuple[Group, ...]
    by_discipline: tuple[Group, ...]
    by_batch: tuple[Group, ...]
    by_year: tuple[YearTally, ...]
    requirements: tuple[RequirementTally, ...]
    education: EducationTally
    quarters: tuple[QuarterTally, ...]
    waiting: Waiting = NOTHING_WAITS


def figures_of(
    standings: Sequence[Standing],
    plan: RotationPlan,
    cycle: Cycle,
    today: date,
    *,
    since: date | None = None,
    until: date | None = None,
    waiting: Waiting = NOTHING_WAITS,
) -> Figures:
    """Figures counted in memory: the oracle for what the store counts by SQL. `since`: the due date before, if not given;
    `until`: today, if not given."""
    since, until = since or previous_due(today), min(until or today, today)

    def group(key: str, label: str, members: Sequence[Standing]) -> Group:
        overdue = sum(one.overdue(today) for one in members)
        recent = sum(one.done_on is not None and since < one.done_on <= until for one in members)
        return Group(key, label, tally_of(one.status for one in members), overdue, recent)

    def groups(by: Grouping) -> tuple[Group, ...]:
        members: defaultdict[str, list[Standing]] = defaultdict(list)
        for one in standings:
            members[str(getattr(one, by))].append(one)
        return ordered(by, (group(key, label_of(by, key), members[key]) for key in members))

    plan = plan.for_cycle(cycle)
    done = Counter(one.done_year for one in standings if one.done)
    failed = Counter(one.failed_year for one in standings if one.status is Status.FAILED)
    counted = Counter((s.post_kind.value, ",".join(s.missing), s.quarters) for s in standings)
    return Figures(
        cycle=cycle,
        today=today,
        since=since,
        total=group("", _("合计"), standings),
        by_unit=groups(Grouping.UNIT),
        by_city=groups(Grouping.CITY),
        by_level=groups(Grouping.LEVEL),
        by_discipline=groups(Grouping.DISCIPLINE),
        by_batch=groups(Grouping.BATCH),
        by_year=year_tallies(len(standings), done, failed, plan),
        requirements=requirement_tallies(((*key, n) for key, n in counted.items()), plan, cycle, today),
        education=education_tally(
            Counter(one.education.value if one.education else "" for one in standings).items(), plan.education_target
        ),
        quarters=quarter_tallies(Counter(one.quarters for one in standings).items(), cycle),
        waiting=waiting,
    )


class Grouping(StrEnum):
    """The columns of the standing table by which officers are counted."""

    UNIT = "unit"
    CITY = "city"
    LEVEL = "level"
    DISCIPLINE = "discipline"
    BATCH = "batch"


def label_of(by: Grouping, key: str) -> str:
    """What a group is called; a blank key is 未填."""
    if by is Grouping.LEVEL:
        return Level(key).label
    return Area(key).label if by is Grouping.DISCIPLINE else key or _("（未填）")


def ordered(by: Grouping, groups: Iterable[Group]) -> tuple[Group, ...]:
    """Levels and disciplines in the order of the policy, others by name with the blank one last."""
    place = {key: n for n, key in enumerate((*Level, *Area))} if by in (Grouping.LEVEL, Grouping.DISCIPLINE) else {}
    return tuple(sorted(groups, key=lambda group: (place.get(group.key, 0), not group.key, group.key)))


def tally_of(statuses: Iterable[Status]) -> Tally:
    """Officers counted by status."""
    return tally_from(Counter(statuses))


def tally_from(counts: Mapping[Status, int]) -> Tally:
    """From SQL's `SELECT status, count(*) … GROUP BY status`."""
    return Tally(
        required=sum(counts.values()),
        done=counts.get(Status.DONE, 0),
        failed=counts.get(Status.FAILED, 0),
        doubtful=counts.get(Status.DOUBTFUL, 0),
        other_discipline=counts.get(Status.OTHER_DISCIPLINE, 0),
        absent=counts.get(Status.ABSENT, 0),
        partly=counts.get(Status.PARTLY, 0),
    )


def year_tallies(
    required: int, done: Mapping[int, int], failed: Mapping[int, int], plan: RotationPlan
) -> tuple[YearTally, ...]:
    """Each year of the plan's cycle. `done`: done_year -> officers; `failed`: failed_year -> those whose status is FAILED."""
    by_end = 0
    tallies: list[YearTally] = []
    for year in plan.cycle.years:
        by_end += done.get(year, 0)
        target = plan.targets.get(year)
        tallies.append(YearTally(year, required, done.get(year, 0), failed.get(year, 0), by_end, target))
    return tuple(tallies)


def requirement_tallies(
    counted: Iterable[tuple[str, str, str, int]], plan: RotationPlan, cycle: Cycle, today: date
) -> tuple[RequirementTally, ...]:
    """From SQL's `SELECT post_kind, missing, quarters, count(*) … GROUP BY 1, 2, 3`.

    `overdue` of a requirement that is due once in the cycle is counted from the end of the training phase on: each
    officer's own day (his batch's) is in his standing.
    """
    plan = plan.for_cycle(cycle)
    groups = [(PostKind(kind), frozenset(missing.split(",")), quarters, n) for kind, missing, quarters, n in counted]
    quarterly = next((one.id for one in plan.requirements if one.per is Per.QUARTER), "")
    return tuple(_tallied(one, groups, cycle, today, told=one.id == quarterly) for one in plan.requirements)


def _tallied(
    requirement: Requirement,
    groups: Sequence[tuple[PostKind, frozenset[str], str, int]],
    cycle: Cycle,
    today: date,
    *,
    told: bool,
) -> RequirementTally:
    """`told`: its quarters are in Standing.quarters."""
    parts = parts_of(requirement, cycle)
    last = next(span.last_day for span in cycle.phases if span.phase is Phase.TRAINING)
    once = requirement.per is Per.CYCLE
    past = [n for n, part in enumerate(parts) if once or part.span(cycle)[1] < today]
    required = met = overdue = 0
    for kind, missing, quarters, count in groups:
        if kind not in requirement.posts:
            continue
        if told:
            marks = [quarters[n] for n in past if n < len(quarters)]
            required += count * sum(mark != "-" for mark in marks)
            met += count * marks.count("1")
            overdue += count * ("0" in marks)
        else:
            open_parts = sum(parts[n].id in missing for n in past)
            required += count * len(past)
            met += count * (len(past) - open_parts)
            overdue += count * (open_parts > 0 and (not once or last < today))
    return RequirementTally(requirement, required, met, overdue)


def quarter_tallies(counted: Iterable[tuple[str, int]], cycle: Cycle) -> tuple[QuarterTally, ...]:
    """From SQL's `SELECT quarters, count(*) … WHERE quarters <> '' GROUP BY quarters`: twelve, or none without leaders."""
    marks = [(quarters, count) for quarters, count in counted if quarters]
    if not marks:
        return ()
    return tuple(
        QuarterTally(
            year,
            quarter,
            sum(count for quarters, count in marks if quarters[4 * n + quarter - 1] != "-"),
            sum(count for quarters, count in marks if quarters[4 * n + quarter - 1] == "1"),
        )
        for n, year in enumerate(cycle.years)
        for quarter in range(1, 5)
    )


def education_tally(counted: Iterable[tuple[str, int]], target: Education) -> EducationTally:
    """From SQL's `SELECT education, count(*) … GROUP BY education` (keys of Education, "" unknown)."""
    counts = dict(counted)
    by_level = tuple((level, counts.get(level.value, 0)) for level in Education)
    return EducationTally(target, by_level, counts.get("", 0))
