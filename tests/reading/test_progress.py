from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.clock import iso
from jltrain.reading.progress import END, LONGEST_STEP, ReadingProgress, advance

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
NEW = ReadingProgress("law/01-a")


def test_read_to_the_end_at_leisure_is_finished_once() -> None:
    progress = NEW
    for minute in range(4):  # 12 minutes stated: a third is 4
        assert not progress.finished
        progress = advance(progress, minute / 3, 60, NOW + timedelta(minutes=minute), minutes=12)
    assert progress.finished_at == iso(NOW + timedelta(minutes=3))
    later = advance(progress, 0.1, 30, NOW + timedelta(days=1), minutes=12)
    assert (later.furthest, later.seconds, later.finished_at) == (1.0, 270, progress.finished_at)


def test_dragging_the_bar_to_the_end_finishes_nothing() -> None:
    assert not advance(NEW, 1.0, 5, NOW, minutes=12).finished


def test_page_left_open_over_lunch_adds_two_minutes() -> None:
    assert advance(NEW, 0.1, 3600, NOW, minutes=12).seconds == LONGEST_STEP


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=20), st.integers(1, 600))
def test_nothing_goes_down_and_all_stays_in_range(steps: list[tuple[float, float]], minutes: int) -> None:
    progress = NEW
    for position, seconds in steps:
        after = advance(progress, position, seconds, NOW, minutes)
        assert progress.furthest <= after.furthest <= 1
        assert progress.seconds <= after.seconds <= progress.seconds + LONGEST_STEP
        assert math.isfinite(after.seconds)
        assert not progress.finished or after.finished
        assert after.finished == (after.furthest >= END and after.seconds >= minutes * 20)
        progress = after
