"""How one officer stands in a cycle: what he has to do, what of it is done, what is missing and by when.

Pure: nothing here knows what day it is. What depends on today (overdue, quarters due so far) is read from the
`due` days and `quarters` kept in the standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from jltrain.ledger.cycle import Cycle, Phase
from jltrain.ledger.identity import tidy_name
from jltrain.ledger.member import Member
from jltrain.ledger.post import PostKind, post_kind
from jltrain.ledger.requirement import ActivityNeed, ExamNeed, Part, parts_of
from jltrain.ledger.result import Result, State
from jltrain.ledger.rotation import Batch, RotationPlan
from jltrain.ledger.standing import Standing, Status


@dataclass(frozen=True, slots=True)
class PartStanding:
    """One thing to be done. `met_on` None while it is not; `by` the numbers of the sheets or titles of the activities
    that met it; `due` the day by which it is due; `needed` False when it fell due before he had the post.
    """

    part: Part
    due: date
    met_on: date | None = None
    by: tuple[str, ...] = ()
    needed: bool = True

    @property
    def missing(self) -> bool:
        return self.needed and self.met_on is None

    def overdue(self, today: date) -> bool:
        """Missing although its day has passed."""
        return self.missing and self.due < today


@dataclass(frozen=True, slots=True)
class Assessment:
    """The standing and the parts it is made of, in the order of the plan."""

    standing: Standing
    parts: tuple[PartStanding, ...]


def stand(
    person: Member, results: Iterable[Result], activities: Iterable[Activity], plan: RotationPlan, cycle: Cycle
) -> Standing:
    """His row of the standing table, see `Judge.assess`. For many officers make one Judge."""
    return Judge(plan, cycle).assess(person, results, activities).standing


def assess(
    person: Member, results: Iterable[Result], activities: Iterable[Activity], plan: RotationPlan, cycle: Cycle
) -> Assessment:
    """His standing part by part, see `Judge.assess`."""
    return Judge(plan, cycle).assess(person, results, activities)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part with what need not be worked out anew for each officer; `end` is that of the training phase."""

    part: Part
    need: ExamNeed | ActivityNeed
    first: date
    last: date
    end: date
    everybody: bool


class Judge:
    """Says how officers stand in `cycle` under `plan` (or its `for_cycle`), one after the other."""

    def __init__(self, plan: RotationPlan, cycle: Cycle) -> None:
        self.plan = plan.for_cycle(cycle)
        self.cycle = cycle
        self._end = next(span.last_day for span in cycle.phases if span.phase is Phase.TRAINING)
        self._asked = {
            kind: tuple(
                _Asked(part, requirement.need, *part.span(cycle), self._end, set(requirement.posts) == set(PostKind))
                for requirement in self.plan.requirements_for(kind)
                for part in parts_of(requirement, cycle)
            )
            for kind in PostKind
        }
        # the roster's kind is that of the plan when it was imported; this plan may know posts by other words
        self._kind = cache(lambda post: post_kind(post, self.plan.post_words))

    def assess(self, person: Member, results: Iterable[Result], activities: Iterable[Activity]) -> Assessment:
        """Give the results that count for him and those that name one of his numbers and wait for HR (name-differs),
        of any day; and his activities, of any day. Those of other officers, undone ones and those outside the cycle do
        no harm. Order is of no matter.
        """
        numbers = person.numbers
        mine = sorted((r for r in results if self.cycle.contains(r.day)), key=_by_time)
        sound = [r for r in mine if r.state is State.COUNTS and r.counts_for == person.certificate]
        doubts = [r for r in mine if r.state is State.NAME_DIFFERS and r.certificate in numbers]
        done: defaultdict[ActivityKind, list[Activity]] = defaultdict(list)
        for activity in sorted((a for a in activities if a.holds and a.certificate in numbers), key=_by_day):
            done[activity.kind].append(activity)
        batch = batch_of(person, self.plan)
        due = batch.last_day if batch else self._end
        kind = self._kind(person.post)
        parts = tuple(_part(asked, person, sound, done, due) for asked in self._asked[kind])
        return Assessment(_standing(person, kind, sound, doubts, parts, self.cycle), parts)

    def stand(self, person: Member, results: Iterable[Result], activities: Iterable[Activity]) -> Standing:
        """His row of the standing table."""
        return self.assess(person, results, activities).standing


def _by_time(result: Result) -> tuple[object, ...]:
    return (result.day, result.certificate, result.number, result.file_digest)


def _by_day(activity: Activity) -> tuple[object, ...]:
    return (activity.day, activity.title, activity.hours, activity.result, activity.entry)


def _part(
    asked: _Asked, person: Member, sound: Sequence[Result], done: Mapping[ActivityKind, Sequence[Activity]], due: date
) -> PartStanding:
    """One thing to be done; `due` is the day of those that have no span of their own."""
    part, need, first, last = asked.part, asked.need, asked.first, asked.last
    if isinstance(need, ExamNeed):
        passed = next((r for r in sound if r.passed and _meets(r, need, person)), None)
        return PartStanding(part, due, passed.day, (passed.number,)) if passed else PartStanding(part, due)
    appointed = date.fromisoformat(person.appointed) if person.appointed else None
    if part.year:
        due = last
    elif need.within and appointed:
        due = appointed + timedelta(need.within)
    elif appointed and appointed > due and not asked.everybody:
        due = asked.end if appointed <= asked.end else last  # he came to the post after his batch was over
    if need.kind is ActivityKind.FIRST_POST and appointed and not part.year:
        first = min(first, appointed - timedelta(365))
    # a span that ended before he had the post is asked of others; what every post has to do, he had to do before
    needed = appointed is None or not part.year or last >= appointed or asked.everybody
    activities = done.get(need.kind)
    if not activities:
        return PartStanding(part, due, needed=needed)
    met_on, by = _gathered(need, [a for a in activities if first <= a.day <= last])
    return PartStanding(part, due, met_on, by, needed)


def _meets(result: Result, need: ExamNeed, person: Member) -> bool:
    """Whether a passed sheet is what was asked for."""
    if need.own:
        return result.discipline == person.discipline
    marks = [m for m in result.areas if m.full > 0 and m.area in need.areas]
    if len({m.area for m in marks}) < len(need.areas):
        return False
    return not need.share or sum(m.halves for m in marks) >= need.share * sum(m.full for m in marks)


def _gathered(need: ActivityNeed, done: Iterable[Activity]) -> tuple[date | None, tuple[str, ...]]:
    """The day on which times and hours were reached, and the titles of what reached them. `done`: of the kind, by day."""
    titles: list[str] = []
    hours = 0.0
    for activity in done:
        if not need.passed or activity.result is ActivityResult.PASSED:
            titles.append(activity.title)
            hours = round(hours + activity.hours, 2)
            if len(titles) >= need.times and hours >= need.hours:
                return activity.day, tuple(titles)
    return None, ()


def _standing(
    person: Member,
    kind: PostKind,
    sound: Sequence[Result],
    doubts: Sequence[Result],
    parts: Sequence[PartStanding],
    cycle: Cycle,
) -> Standing:
    own = [r for r in sound if r.discipline == person.discipline]
    passed = next((r for r in own if r.passed), None)
    best = max(own, key=lambda r: (r.halves / (r.full_halves or 1), r.full_halves), default=None)
    counted = [part for part in parts if part.part.requirement.counts and part.needed]
    status = _status(person, sound, doubts, own, counted)
    done_on = None
    if status is Status.DONE:
        done_on = max([part.met_on for part in counted if part.met_on] + [cycle.first_day])
    missing, quarters = _missing(parts)
    return Standing(
        cycle=cycle.first_year,
        certificate=person.certificate,
        name=person.name,
        unit=person.unit,
        city=person.city,
        level=person.level,
        discipline=person.discipline,
        batch=person.batch,
        post_kind=kind,
        education=person.education_level,
        status=status,
        done_on=done_on,
        failed_year=max((r.day.year for r in own if not r.passed), default=0),
        missing=missing,
        due=_due(counted),
        quarters=quarters,
        attempts=len(own),
        best_halves=best.halves if best else -1,
        best_full=best.full_halves if best else -1,
        last_day=own[-1].day if own else None,
        sheet_number=passed.number if passed else "",
    )


def _status(
    person: Member,
    sound: Sequence[Result],
    doubts: Sequence[Result],
    own: Sequence[Result],
    counted: Sequence[PartStanding],
) -> Status:
    """The reason that is nearest to being mended comes first: a doubtful pass needs only HR's word."""
    needs_own = any(isinstance(n := part.part.requirement.need, ExamNeed) and n.own for part in counted)
    if not any(part.missing for part in counted):
        return Status.DONE
    if any(r.passed for r in own) if needs_own else any(not part.missing for part in counted):
        return Status.PARTLY
    if any(r.passed and r.discipline == person.discipline for r in doubts):
        return Status.DOUBTFUL
    if own:
        return Status.FAILED
    if doubts:
        return Status.DOUBTFUL
    return Status.OTHER_DISCIPLINE if sound else Status.ABSENT


def _due(counted: Sequence[PartStanding]) -> date | None:
    """The first day among what is missing; else the first that was overrun; else the last."""
    missing = [part.due for part in counted if part.missing]
    late = [part.due for part in counted if part.met_on and part.met_on > part.due]
    return min(missing or late, default=max((part.due for part in counted), default=None))


def _missing(parts: Sequence[PartStanding]) -> tuple[tuple[str, ...], str]:
    """Standing.missing and Standing.quarters: the first quarterly requirement is told by its quarters."""
    quarterly = next((part.part.requirement.id for part in parts if part.part.quarter), "")
    ids: dict[str, None] = {}
    marks = ""
    for part in parts:
        told = part.part.requirement.id if part.part.requirement.id == quarterly else part.part.id
        if part.missing:
            ids[told] = None
        if told == quarterly:
            marks += "1" if part.met_on else "0" if part.needed else "-"
    return tuple(ids), marks


def batch_of(person: Member, plan: RotationPlan) -> Batch | None:
    """The batch the roster names for him, if the plan has it; else the first to end of those for his level and
    discipline; else None."""
    name = tidy_name(person.batch)
    named = next((batch for batch in plan.batches if name and tidy_name(batch.name) == name), None)
    fitting = (b for b in plan.batches if person.level in b.levels and person.discipline in b.disciplines)
    return named or min(fitting, key=lambda batch: batch.last_day, default=None)
