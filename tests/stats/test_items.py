from __future__ import annotations

import math
import random
import statistics
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.question import Item, Kind, Response
from jltrain.stats.items import FEWEST_FOR_CORRELATION, ItemAnalysis, ItemResult, analyse

BASIS = ("《公路法》第五十条",)
SINGLE = Item(Kind.SINGLE, "？", ("甲", "乙", "丙", "丁"), ("B",), BASIS, "。")
BLANK = Item(Kind.BLANK, "____日", (), ("六十日",), BASIS, "。", accept=(("六十日", "60日"),))


def sittings(table: list[list[int]]) -> list[ItemResult]:
    """Right-or-wrong results, one row per sitting, one column per item."""
    return [
        ItemResult(f"s{s:03}", f"i{i}", right, 1, ("B",) if right else ("A",))
        for s, row in enumerate(table)
        for i, right in enumerate(row)
    ]


def test_known_figures() -> None:
    # Twenty officers, three items; i0 is right for the ten best in the rest, and only for them.
    table = [[1, 1, 1]] * 10 + [[0, 0, 1]] * 5 + [[0, 0, 0]] * 5
    first, second, third = analyse(sittings(table), {"i0": SINGLE})
    assert (first.count, first.facility, third.facility) == (20, 0.5, 0.75)
    rest = [2] * 10 + [1] * 5 + [0] * 5
    assert first.correlation == pytest.approx(statistics.correlation([float(r[0]) for r in table], rest))
    assert first.upper_lower == 1.0
    assert third.upper_lower == 1.0
    assert [(c.text, c.right, c.count) for c in first.choices] == [
        ("A", False, 10), ("B", True, 10), ("C", False, 0), ("D", False, 0), ("", False, 0),
    ]  # fmt: skip
    assert second.choices == ()


def test_few_sittings_give_no_figure() -> None:
    table = [[1, 1], [0, 0]] * 4
    for analysis in analyse(sittings(table), {}):
        assert (analysis.facility, analysis.correlation, analysis.upper_lower) == (0.5, None, None)
    assert analyse([], {}) == ()


def test_item_that_all_got_right_tells_nothing() -> None:
    first, second = analyse(sittings([[1, n % 2] for n in range(30)]), {})
    assert (first.correlation, first.upper_lower) == (None, 0.0)
    assert second.correlation is None  # the rest of the paper does not vary
    (alone,) = analyse(sittings([[n % 2] for n in range(30)]), {})
    assert alone.correlation is None  # there is no rest
    assert alone.upper_lower == 1.0


def test_ties_at_the_edge_of_a_group_count_by_equal_fractions() -> None:
    # 20 sittings, groups of 5: one at the top, nine tie for the four places left, four of the nine right.
    table = [[1, 1, 1]] + [[1, 1, 0]] * 4 + [[0, 1, 1]] * 5 + [[0, 0, 0]] * 10
    first = analyse(sittings(table), {})[0]
    assert first.upper_lower == pytest.approx((1 + 4 * 4 / 9) / 5)


def test_choices_of_each_kind() -> None:
    def choices(item: Item, *responses: Response) -> list[tuple[str, bool, int]]:
        results = [ItemResult(str(n), "i", 0, 2, r) for n, r in enumerate(responses)]
        return [(c.text, c.right, c.count) for c in analyse(results, {"i": item})[0].choices]

    multiple = replace(SINGLE, kind=Kind.MULTIPLE, options=("甲", "乙", "丙"), answer=("A", "B"))
    assert choices(multiple, ("A", "B"), ("A",), ()) == [
        ("A", True, 2),
        ("B", True, 1),
        ("C", False, 0),
        ("", False, 1),
    ]
    judge = replace(SINGLE, kind=Kind.JUDGE, options=(), answer=("N",))
    assert choices(judge, ("N",), ("Y",)) == [("Y", False, 1), ("N", True, 1), ("", False, 0)]
    got = choices(BLANK, ("60日",), ("六十日",), ("30日",), ("30日",), ("",), ())
    assert got == [("30日", False, 2), ("60日", True, 1), ("六十日", True, 1), ("", False, 2)]


def test_one_item_twice_in_a_sitting_is_our_bug() -> None:
    with pytest.raises(ValueError, match="two results"):
        analyse([*sittings([[1]]), *sittings([[0]])], {})


def close(left: tuple[ItemAnalysis, ...], right: tuple[ItemAnalysis, ...]) -> bool:
    """Alike but for the last digits of the sums."""

    def figures(a: ItemAnalysis) -> tuple[float, ...]:
        return tuple(math.inf if f is None else f for f in (a.facility, a.correlation, a.upper_lower))

    return len(left) == len(right) and all(
        (x.key, x.count, x.choices) == (y.key, y.count, y.choices) and figures(x) == pytest.approx(figures(y), abs=1e-9)
        for x, y in zip(left, right, strict=True)
    )


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), max_size=40)
)


@settings(max_examples=80, deadline=None)
@given(tables, st.integers(0, 99))
def test_figures_stay_in_range_whatever_the_order(table: list[list[int]], seed: int) -> None:
    results = [
        ItemResult(f"s{s}", f"i{i}", earned, 4, ("A",)) for s, row in enumerate(table) for i, earned in enumerate(row)
    ]
    got = analyse(results, {"i0": SINGLE})
    for one in got:
        assert 0 <= one.facility <= 1
        assert one.correlation is None or -1 <= one.correlation <= 1
        assert one.upper_lower is None or -1 <= one.upper_lower <= 1
        assert one.correlation is None or one.count >= FEWEST_FOR_CORRELATION
    shuffled = results[:]
    random.Random(seed).shuffle(shuffled)
    renamed = [replace(r, sitting=f"{seed * 7919 % 100}-{r.sitting[::-1]}") for r in shuffled]
    assert close(got, analyse(renamed, {"i0": SINGLE}))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=10, max_size=40))
def test_correlation_agrees_with_the_textbook_on_right_or_wrong_items(table: list[list[int]]) -> None:
    """Point-biserial as printed: (mean of the right - mean of the wrong) / sd of all * sqrt(pq)."""
    for column, one in enumerate(analyse(sittings(table), {})):
        rest = [sum(row) - row[column] for row in table]
        right = [r for r, row in zip(rest, table, strict=True) if row[column]]
        wrong = [r for r, row in zip(rest, table, strict=True) if not row[column]]
        if not right or not wrong or len(set(rest)) < 2:
            assert one.correlation is None
            continue
        p = len(right) / len(table)
        gap = statistics.fmean(right) - statistics.fmean(wrong)
        assert one.correlation == pytest.approx(gap / statistics.pstdev(rest) * math.sqrt(p * (1 - p)), abs=1e-9)
