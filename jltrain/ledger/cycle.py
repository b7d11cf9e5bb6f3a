"""The three-year rotation: which years make a cycle, its phases, and when progress is to be reported.

Source: 吉交法规〔2021〕161号: item 6 (轮训 of all officers within about three years from 2021 on), part 四
(phases), part 五(一) (reports by 20 June and 20 December of each year).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _

FIRST_YEAR: Final = 2021
LENGTH: Final = 3
_DUE: Final = ((6, 20), (12, 20))


class Phase(StrEnum):
    """Where a cycle stands."""

    LAUNCH = "launch"
    TRAINING = "training"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_PHASE_LABELS[self])


_PHASE_LABELS: Final = {
    Phase.LAUNCH: N_("启动阶段"),
    Phase.TRAINING: N_("实施阶段"),
    Phase.REVIEW: N_("评估总结阶段"),
}


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase with its first and last day."""

    phase: Phase
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, order=True)
class Cycle:
    """Three calendar years, aligned to 2021-2023. Any other span is a ValueError: nobody types these."""

    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        aligned = self.last_year - self.first_year == LENGTH - 1 and not (self.first_year - FIRST_YEAR) % LENGTH
        if not aligned or not 1 <= self.first_year <= 9990:
            raise ValueError(f"no cycle runs {self.first_year}-{self.last_year}")

    @property
    def label(self) -> str:
        """What the screen says: 2024—2026年轮训周期."""
        return _("{first}—{last}年轮训周期").format(first=self.first_year, last=self.last_year)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def first_day(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last_year, 12, 31)

    @property
    def next(self) -> Cycle:
        return Cycle(self.first_year + LENGTH, self.last_year + LENGTH)

    @property
    def previous(self) -> Cycle:
        return Cycle(self.first_year - LENGTH, self.last_year - LENGTH)

    @property
    def due_dates(self) -> tuple[date, ...]:
        """The six days by which progress of the cycle is reported."""
        return tuple(date(year, month, day) for year in self.years for month, day in _DUE)

    @property
    def phases(self) -> tuple[PhaseSpan, ...]:
        """Launch to June of the first year, training to September of the last, then review."""
        return (
            PhaseSpan(Phase.LAUNCH, self.first_day, date(self.first_year, 6, 30)),
            PhaseSpan(Phase.TRAINING, date(self.first_year, 7, 1), date(self.last_year, 9, 30)),
            PhaseSpan(Phase.REVIEW, date(self.last_year, 10, 1), self.last_day),
        )

    def contains(self, day: date) -> bool:
        """Whether the (Beijing) day lies in the cycle."""
        return self.first_year <= day.year <= self.last_year


def cycle_of(day: date) -> Cycle:
    """The cycle in which the (Beijing) day lies."""
    first = day.year - (day.year - FIRST_YEAR) % LENGTH
    return Cycle(first, first + LENGTH - 1)


def phase_of(day: date) -> Phase:
    """The phase in which the day lies."""
    return next(span.phase for span in cycle_of(day).phases if span.first_day <= day <= span.last_day)


def previous_due(day: date) -> date:
    """The due day before `next_due(day)`: progress since then is what the next report tells."""
    due = next_due(day)
    return date(due.year - 1, *_DUE[1]) if (due.month, due.day) == _DUE[0] else date(due.year, *_DUE[0])


def due_in(cycle: Cycle, day: date) -> date:
    """The day by which progress of this cycle is to be reported next; its last one when all are over."""
    return min(max(next_due(day), cycle.due_dates[0]), cycle.due_dates[-1])


def next_due(day: date) -> date:
    """The next day by which progress is to be reported; on such a day, that day itself."""
    days = (date(year, month, number) for year in (day.year, day.year + 1) for month, number in _DUE)
    return next(due for due in days if due >= day)
