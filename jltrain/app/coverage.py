"""Who is trained and who still has to be, counted and listed, for a county's officers or a whole province's.

Standings are kept beside what they follow from. They are made anew only for a cycle nobody asked for before, or under
another plan; that takes seconds to minutes for a province, tells how far it is, and goes on where it was stopped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle, cycle_of, previous_due
from jltrain.ledger.figures import (
    Figures,
    Grouping,
    Waiting,
    education_tally,
    label_of,
    ordered,
    quarter_tallies,
    requirement_tallies,
    tally_from,
    year_tallies,
)
from jltrain.ledger.plan import RotationPlan
from jltrain.ledger.result import State
from jltrain.ledger.standing import Group, Standing, Status
from jltrain.progress import Report, silent
from jltrain.store.coverage import EVERYBODY, SORTS, Count, StandingFilter
from jltrain.store.paging import Page

__all__ = [
    "EVERYBODY",
    "SORTS",
    "Page",
    "Standing",
    "StandingFilter",
    "Status",
    "ensure",
    "figures",
    "standings",
    "walk",
]


def ensure(context: Context, cycle: Cycle | None = None, report: Report = silent) -> tuple[Cycle, RotationPlan]:
    """Bring the standings of a cycle (default: today's) up to date; the cycle and its plan. Raises BadPlan."""
    cycle = cycle or cycle_of(rotation.today(context))
    plan = rotation.plan(context, cycle)
    context.ledger.upkeep.bring_up(cycle, plan, context.now(), report)
    return cycle, plan


def figures(
    context: Context,
    cycle: Cycle | None = None,
    report: Report = silent,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Figures:
    """The whole picture of a cycle as of today. `since`: from when on somebody is newly done (default: the due date
    before today), `until`: up to which day (default: today)."""
    cycle, plan = ensure(context, cycle, report)
    today = rotation.today(context)
    since = since or previous_due(today)
    found = context.ledger.coverage.counts(cycle, today, since, min(until or today, today))
    groups = {by: _groups(by, found.groups[by.value]) for by in Grouping}
    level = found.groups[Grouping.LEVEL.value]
    total = _group("", _("合计"), level)
    done: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for status, done_year, failed_year, count in found.years:
        if status is Status.DONE:
            done[done_year] += count
        elif status is Status.FAILED:
            failed[failed_year] += count
    return Figures(
        cycle=cycle,
        today=today,
        since=since,
        total=total,
        by_unit=groups[Grouping.UNIT],
        by_city=groups[Grouping.CITY],
        by_level=groups[Grouping.LEVEL],
        by_discipline=groups[Grouping.DISCIPLINE],
        by_batch=groups[Grouping.BATCH],
        by_year=year_tallies(total.tally.required, done, failed, plan),
        requirements=requirement_tallies(found.requirements, plan, cycle, today),
        education=education_tally(found.education, plan.education_target),
        quarters=quarter_tallies(_quarters(found.requirements).items(), cycle),
        waiting=Waiting(found.waiting[State.NAME_DIFFERS], found.waiting[State.UNKNOWN_OFFICER]),
    )


def standings(
    context: Context,
    cycle: Cycle | None = None,
    wanted: StandingFilter = EVERYBODY,
    sort: str = "unit",
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
    report: Report = silent,
) -> Page[Standing]:
    """Some lines of the list of officers. `sort`: one of SORTS."""
    cycle, _plan = ensure(context, cycle, report)
    today = rotation.today(context)
    return context.ledger.coverage.page(cycle, wanted, today, sort, descending=descending, offset=offset, limit=limit)


def walk(
    context: Context,
    cycle: Cycle,
    wanted: StandingFilter = EVERYBODY,
) -> Iterator[Standing]:
    """All lines by unit, name and number, read as they are asked for. Call `ensure` first."""
    return context.ledger.coverage.walk(cycle, wanted, rotation.today(context))


def _groups(by: Grouping, counts: tuple[Count, ...]) -> tuple[Group, ...]:
    found: defaultdict[str, list[Count]] = defaultdict(list)
    for count in counts:
        found[count.key].append(count)
    return ordered(by, (_group(key, label_of(by, key), tuple(some)) for key, some in found.items()))


def _group(key: str, label: str, counts: tuple[Count, ...]) -> Group:
    tally: Counter[Status] = Counter()
    for count in counts:
        tally[count.status] += count.count
    return Group(key, label, tally_from(tally), sum(c.overdue for c in counts), sum(c.recent for c in counts))


def _quarters(counted: tuple[tuple[str, str, str, int], ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for _kind, _missing, quarters, count in counted:
        found[quarters] += count
    return found
