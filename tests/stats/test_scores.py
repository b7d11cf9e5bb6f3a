from __future__ import annotations

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.stats.scores import Bar, Score, distribution


def scores(*marks: int) -> list[Score]:
    return [Score(m, 100, m >= 60) for m in marks]


def test_figures_of_a_small_session() -> None:
    got = distribution(scores(59, 60, 80, 100))
    assert (got.count, got.mean, got.median, got.lowest, got.highest) == (4, 74.75, 70.0, 59.0, 100.0)
    assert got.deviation == pytest.approx(statistics.stdev([59, 60, 80, 100]))
    assert (got.passed, got.pass_rate) == (3, 0.75)
    assert [b.count for b in got.bars] == [0, 0, 0, 0, 0, 1, 1, 0, 1, 1]
    assert got.bars[5] == Bar(50, 60, 1)


def test_too_few_give_none() -> None:
    none, one = distribution([]), distribution(scores(70))
    assert (none.mean, none.median, none.deviation, none.lowest, none.pass_rate) == (None,) * 5
    assert sum(b.count for b in none.bars) == 0
    assert (one.mean, one.deviation) == (70.0, None)


def test_paper_without_marks_and_no_bars() -> None:
    assert distribution([Score(0, 0, False)]).mean == 0
    with pytest.raises(ValueError, match="bar"):
        distribution([], bars=0)


@pytest.mark.parametrize("full", [1, 3, 100, 200, 7])
def test_each_edge_falls_into_the_bar_it_opens(full: int) -> None:
    for marks in range(full + 1):
        bars = distribution([Score(marks, full, False)], bars=10).bars
        (bar,) = [b for b in bars if b.count]
        assert bar.low * full <= 100 * marks < bar.high * full or (marks == full and bar.high == 100)


@settings(deadline=None)
@given(st.lists(st.builds(Score, st.integers(-5, 210), st.just(200), st.booleans())), st.integers(1, 40))
def test_bars_hold_every_sitting_and_order_does_not_matter(given_scores: list[Score], bars: int) -> None:
    got = distribution(given_scores, bars)
    assert sum(b.count for b in got.bars) == got.count == len(given_scores)
    assert [b.high for b in got.bars[:-1]] == [b.low for b in got.bars[1:]]
    assert got == distribution(given_scores[::-1], bars)
    if got.mean is not None and got.lowest is not None and got.highest is not None:
        assert got.lowest - 1e-9 <= got.mean <= got.highest + 1e-9
