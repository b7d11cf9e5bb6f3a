"""A grade added up by section and by area, as results show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jltrain.exam.grading import Grade, ItemGrade


@dataclass(frozen=True, slots=True)
class Part:
    """`right` items of `items` are wholly right; marks in halves."""

    title: str
    items: int
    right: int
    halves: int
    full_halves: int


def by_section(grade: Grade) -> tuple[Part, ...]:
    """By kind of question, in the paper's order."""
    return _added((g.kind.label, g) for g in grade.items)


def by_area(grade: Grade) -> tuple[Part, ...]:
    """By discipline or common area, in the order first met."""
    return _added((g.area.label, g) for g in grade.items)


def _added(items: Iterable[tuple[str, ItemGrade]]) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for title, g in items:
        part = found.get(title, Part(title, 0, 0, 0, 0))
        found[title] = Part(
            title, part.items + 1, part.right + g.right, part.halves + g.halves, part.full_halves + g.full_halves
        )
    return tuple(found.values())
