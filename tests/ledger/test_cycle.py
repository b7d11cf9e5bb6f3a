"""Cycles, phases and due dates of the policy."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.ledger.cycle import Cycle, Phase, cycle_of, next_due, phase_of

days = st.dates(date(1950, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("year", "first"), [(2021, 2021), (2023, 2021), (2024, 2024), (2026, 2024), (2029, 2027), (2020, 2018)]
)
def test_cycles_as_the_policy_counts_them(year: int, first: int) -> None:
    assert cycle_of(date(year, 12, 31)) == Cycle(first, first + 2)


@pytest.mark.parametrize(("first", "last"), [(2022, 2024), (2021, 2024), (2024, 2021), (-2, 0)])
def test_other_spans_are_no_cycle(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no cycle"):
        Cycle(first, last)


@given(days)
def test_every_day_lies_in_one_cycle_and_one_phase(day: date) -> None:
    cycle = cycle_of(day)
    assert cycle.contains(day) and cycle.first_day <= day <= cycle.last_day
    assert not cycle.next.contains(day) and not cycle.previous.contains(day)
    assert cycle.next.previous == cycle
    assert sum(span.first_day <= day <= span.last_day for span in cycle.phases) == 1
    assert phase_of(day) in Phase


@given(days)
def test_the_next_due_day_is_the_first_not_before(day: date) -> None:
    due = next_due(day)
    assert due >= day and (due.month, due.day) in ((6, 20), (12, 20))
    assert (due - day).days <= 183
    assert due in cycle_of(due).due_dates


def test_phases_and_due_days_of_the_first_cycle() -> None:
    cycle = Cycle(2021, 2023)
    assert cycle.label == "2021—2023年轮训周期"
    assert phase_of(date(2021, 6, 30)) is Phase.LAUNCH
    assert phase_of(date(2021, 7, 1)) is phase_of(date(2023, 9, 30)) is Phase.TRAINING
    assert phase_of(date(2023, 10, 1)) is Phase.REVIEW
    assert len(cycle.due_dates) == 6
    assert next_due(date(2024, 6, 20)) == date(2024, 6, 20)
    assert next_due(date(2024, 12, 21)) == date(2025, 6, 20)
