"""The scores of a session or a group as figures and as bars for a plot."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BARS: Final = 10


@dataclass(frozen=True, slots=True)
class Score:
    """One sitting's result. Marks in any unit, the same for both (the exam room counts half marks)."""

    marks: int
    full: int
    passed: bool

    @property
    def percent(self) -> float:
        return 100 * self.marks / self.full if self.full else 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`count` sittings with low <= percent < high; the last bar holds 100 % too."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Scores in percent of full marks. A figure that so few sittings cannot give is None:

    everything for none, `deviation` (the sample's, divisor n - 1) for one.
    """

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    passed: int
    pass_rate: float | None
    bars: tuple[Bar, ...]


def distribution(scores: Iterable[Score], bars: int = BARS) -> Distribution:
    """Figures and `bars` bars of equal width over 0 to 100 %. Marks below 0 % or above 100 % go to the outer bars."""
    if bars < 1:
        raise ValueError("at least one bar")
    given = tuple(scores)
    percents = sorted(score.percent for score in given)
    count, passed = len(given), sum(score.passed for score in given)
    counts = [0] * bars
    for score in given:  # in whole numbers, so that 58 of 100 never slips into the bar below
        place = score.marks * bars // score.full if score.full else 0
        counts[min(max(place, 0), bars - 1)] += 1
    edges = [100 * n / bars for n in range(bars + 1)]
    return Distribution(
        count=count,
        mean=math.fsum(percents) / count if count else None,
        median=statistics.median(percents) if count else None,
        deviation=statistics.stdev(percents) if count > 1 else None,
        lowest=percents[0] if count else None,
        highest=percents[-1] if count else None,
        passed=passed,
        pass_rate=passed / count if count else None,
        bars=tuple(Bar(edges[n], edges[n + 1], counts[n]) for n in range(bars)),
    )
