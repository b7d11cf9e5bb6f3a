"""How often officers are right, by area and by topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jltrain.bank.areas import Area
from jltrain.practice.attempt import Attempt
from jltrain.practice.scope import QuestionHead


@dataclass(frozen=True, slots=True)
class Rate:
    """`attempts` counts answers to items (a case of three parts counts three); `topic` is "" for a whole area."""

    area: Area
    topic: str
    attempts: int
    right: int

    @property
    def rate(self) -> float | None:
        """right / attempts (0..1); None when nothing was answered."""
        return self.right / self.attempts if self.attempts else None


def by_area(attempts: Iterable[Attempt], heads: Iterable[QuestionHead]) -> tuple[Rate, ...]:
    """One Rate for each area that `heads` has, in the order of bank.areas, also where nothing was answered."""
    totals: dict[Area, list[int]] = {}
    for rate in by_topic(attempts, heads):
        total = totals.setdefault(rate.area, [0, 0])
        total[0] += rate.attempts
        total[1] += rate.right
    return tuple(Rate(area, "", *totals[area]) for area in Area if area in totals)


def by_topic(attempts: Iterable[Attempt], heads: Iterable[QuestionHead]) -> tuple[Rate, ...]:
    """One Rate for each topic that `heads` has, by area, then in the order of `heads`.

    Attempts at questions that are not in `heads` (taken out of the bank since) are left out.
    """
    topic_of: dict[str, tuple[Area, str]] = {}
    counts: dict[tuple[Area, str], list[int]] = {}
    for head in heads:
        topic_of[head.id] = (head.discipline, head.topic)
        counts.setdefault(topic_of[head.id], [0, 0])
    for attempt in attempts:
        if topic := topic_of.get(attempt.question_id):
            counts[topic][0] += 1
            counts[topic][1] += attempt.right
    place = {area: n for n, area in enumerate(Area)}
    rates = [Rate(area, topic, *count) for (area, topic), count in counts.items()]
    return tuple(sorted(rates, key=lambda rate: place[rate.area]))
