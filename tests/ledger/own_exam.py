"""An oracle for tests: coverage reckoned from whole lists, by the one requirement of the own exam.

Pure functions of roster, results, cycle and day. Source of the rule: 吉交法规〔2021〕161号 item 6 (all
officers trained and examined within the cycle). A result counts for the officer whose certificate number
it bears, if it bears his name too; when the names differ, it waits until HR has confirmed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from jltrain.bank.areas import Area, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.identity import same_name, tidy_certificate
from jltrain.ledger.standing import Group, Status, Tally, YearTally
from jltrain.ledger.training import Officer, TrainingResult


class DoubtKind(StrEnum):
    """Why a result within the cycle does not count yet."""

    NAME_DIFFERS = "name-differs"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A result that HR has to look at; `officer` is the one of the roster with its certificate number."""

    kind: DoubtKind
    result: TrainingResult
    officer: Officer


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer's standing. Everything but `doubts` speaks of sound results in his own discipline.

    `passed_on` and `sheet_number` are those of the first pass (None, "" when there is none); best marks are the
    highest share of full marks, in half marks (None without an attempt).
    """

    officer: Officer
    status: Status
    passed_on: date | None = None
    sheet_number: str = ""
    best_halves: int | None = None
    best_full_halves: int | None = None
    attempts: int = 0
    last_attempt: date | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def done(self) -> bool:
        return self.status is Status.DONE


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole picture on `today`. `lines` holds each officer once, sorted by unit, name, number; `done` and
    `missing` share it out. `strangers` are results of the cycle for numbers that the roster does not know;
    `outside` counts results that lie in other cycles.
    """

    cycle: Cycle
    today: date
    total: Tally
    lines: tuple[OfficerLine, ...]
    by_unit: tuple[Group, ...]
    by_city: tuple[Group, ...]
    by_level: tuple[Group, ...]
    by_discipline: tuple[Group, ...]
    by_batch: tuple[Group, ...]
    by_year: tuple[YearTally, ...]
    strangers: tuple[TrainingResult, ...]
    doubts: tuple[Doubt, ...]
    outside: int

    @property
    def done(self) -> tuple[OfficerLine, ...]:
        return tuple(line for line in self.lines if line.done)

    @property
    def missing(self) -> tuple[OfficerLine, ...]:
        return tuple(line for line in self.lines if not line.done)


def coverage_of(
    officers: Sequence[Officer],
    results: Iterable[TrainingResult],
    cycle: Cycle,
    today: date,
    *,
    targets: Mapping[int, Fraction] | None = None,
    confirmed: Collection[str] = frozenset(),
) -> Coverage:
    """Who is covered in `cycle` as known on `today` (a Beijing day).

    `confirmed` are numbers of sheets that HR has confirmed to be the officer's own although the name differs;
    `targets` come from a RotationPlan. A sheet given twice counts once; order does not matter.
    Raises ValueError when two officers share a certificate number: the store never lets that happen.
    """
    known = {tidy_certificate(officer.certificate): officer for officer in officers}
    if len(known) != len(officers):
        raise ValueError("two officers with one certificate number")
    sound: defaultdict[str, list[TrainingResult]] = defaultdict(list)
    doubts: defaultdict[str, list[Doubt]] = defaultdict(list)
    strangers: list[TrainingResult] = []
    outside = 0
    confirmed = frozenset(confirmed)
    for result in sorted(set(results), key=_by_time):
        number = tidy_certificate(result.certificate)
        officer = known.get(number)
        if not cycle.contains(result.date):
            outside += 1
        elif officer is None:
            strangers.append(result)
        elif (doubt := _doubt(result, officer, today, confirmed)) is not None:
            doubts[number].append(doubt)
        else:
            sound[number].append(result)
    lines = [_line(officer, sound[number], tuple(doubts[number])) for number, officer in known.items()]
    lines.sort(key=lambda line: (line.officer.unit, line.officer.name, line.officer.certificate))
    return Coverage(
        cycle=cycle,
        today=today,
        total=_tally(lines),
        lines=tuple(lines),
        by_unit=_groups(lines, lambda officer: officer.unit),
        by_city=_groups(lines, lambda officer: officer.city),
        by_level=_groups(lines, lambda officer: officer.level.value, {level.value: level.label for level in Level}),
        by_discipline=_groups(
            lines, lambda officer: officer.discipline.value, {area.value: area.label for area in Area}
        ),
        by_batch=_groups(lines, lambda officer: officer.batch),
        by_year=_years(lines, cycle, targets or {}),
        strangers=tuple(strangers),
        doubts=tuple(doubt for entries in doubts.values() for doubt in entries),
        outside=outside,
    )


def _by_time(result: TrainingResult) -> tuple[object, ...]:
    return (result.date, result.certificate, result.sheet_number, result)


def _doubt(result: TrainingResult, officer: Officer, today: date, confirmed: Collection[str]) -> Doubt | None:
    if result.date > today:
        return Doubt(DoubtKind.FUTURE, result, officer)
    if result.sheet_number not in confirmed and not same_name(result.name, officer.name):
        return Doubt(DoubtKind.NAME_DIFFERS, result, officer)
    return None


def _line(officer: Officer, sound: Sequence[TrainingResult], doubts: tuple[Doubt, ...]) -> OfficerLine:
    """`sound` is in order of time."""
    own = [result for result in sound if result.discipline == officer.discipline]
    first_pass = next((result for result in own if result.passed), None)
    best = max(own, key=lambda r: (r.halves / (r.full_halves or 1), r.full_halves), default=None)
    return OfficerLine(
        officer=officer,
        status=_status(officer, sound, own, doubts),
        passed_on=first_pass.date if first_pass else None,
        sheet_number=first_pass.sheet_number if first_pass else "",
        best_halves=best.halves if best else None,
        best_full_halves=best.full_halves if best else None,
        attempts=len(own),
        last_attempt=own[-1].date if own else None,
        doubts=doubts,
    )


def _status(
    officer: Officer, sound: Sequence[TrainingResult], own: Sequence[TrainingResult], doubts: Sequence[Doubt]
) -> Status:
    """The reason that is nearest to being mended comes first: a doubtful pass needs only HR's word."""
    if any(result.passed for result in own):
        return Status.DONE
    if any(d.result.passed and d.result.discipline == officer.discipline for d in doubts):
        return Status.DOUBTFUL
    if own:
        return Status.FAILED
    if doubts:
        return Status.DOUBTFUL
    return Status.OTHER_DISCIPLINE if sound else Status.ABSENT


def _tally(lines: Collection[OfficerLine]) -> Tally:
    counts = dict.fromkeys(Status, 0)
    for line in lines:
        counts[line.status] += 1
    return Tally(
        required=len(lines),
        done=counts[Status.DONE],
        failed=counts[Status.FAILED],
        doubtful=counts[Status.DOUBTFUL],
        other_discipline=counts[Status.OTHER_DISCIPLINE],
        absent=counts[Status.ABSENT],
    )


def _groups(
    lines: Iterable[OfficerLine], key_of: Callable[[Officer], str], labels: Mapping[str, str] | None = None
) -> tuple[Group, ...]:
    """In the order of `labels` where given, else by name; a blank name comes last, as 未填."""
    members: defaultdict[str, list[OfficerLine]] = defaultdict(list)
    for line in lines:
        members[key_of(line.officer)].append(line)
    keys = [key for key in labels if key in members] if labels else sorted(members, key=lambda key: (not key, key))
    return tuple(Group(key, (labels or {}).get(key) or key or "（未填）", _tally(members[key])) for key in keys)


def _years(lines: Collection[OfficerLine], cycle: Cycle, targets: Mapping[int, Fraction]) -> tuple[YearTally, ...]:
    done, failed = dict.fromkeys(cycle.years, 0), dict.fromkeys(cycle.years, 0)
    for line in lines:
        if line.passed_on is not None:
            done[line.passed_on.year] += 1
        elif line.status is Status.FAILED and line.last_attempt is not None:
            failed[line.last_attempt.year] += 1
    tallies: list[YearTally] = []
    by_end = 0
    for year in cycle.years:
        by_end += done[year]
        tallies.append(YearTally(year, len(lines), done[year], failed[year], by_end, targets.get(year)))
    return tuple(tallies)
