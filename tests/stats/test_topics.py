from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.stats.topics import Rate, by_area, by_topic
from tests.practice.attempts import attempt, head

HEADS = (head("l1", Area.LAW, "行政复议"), head("h1", Area.HIGHWAY, "超限运输"), head("h2", Area.HIGHWAY, "路产保护"))


def test_rates_by_topic_and_area() -> None:
    attempts = [attempt("h1", True), attempt("h1", False), attempt("l1#1", True), attempt("gone", True)]
    topics = by_topic(attempts, HEADS)
    assert topics == (
        Rate(Area.HIGHWAY, "超限运输", 2, 1),
        Rate(Area.HIGHWAY, "路产保护", 0, 0),
        Rate(Area.LAW, "行政复议", 1, 1),
    )
    assert [t.rate for t in topics] == [0.5, None, 1.0]
    assert by_area(attempts, HEADS) == (Rate(Area.HIGHWAY, "", 2, 1), Rate(Area.LAW, "", 1, 1))
    assert by_topic([], []) == by_area([], []) == ()


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["l1", "h1", "h2", "gone"]), st.booleans())))
def test_areas_add_up_to_topics_and_topics_to_attempts(moves: list[tuple[str, bool]]) -> None:
    attempts = [attempt(key, right) for key, right in moves]
    known = [a for a in attempts if a.key != "gone"]
    for rates in (by_topic(attempts, HEADS), by_area(attempts, iter(HEADS))):
        assert sum(r.attempts for r in rates) == len(known)
        assert sum(r.right for r in rates) == sum(a.right for a in known)
