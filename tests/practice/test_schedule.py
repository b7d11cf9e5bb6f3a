from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.clock import iso, parse_iso
from jltrain.practice.attempt import Attempt
from jltrain.practice.schedule import WAITS, Recall, apply, due, due_at, fold, order
from jltrain.practice.wrongbook import fold as fold_wrong
from tests.practice.attempts import KEYS, START, attempt, head, histories

HEADS = [head(q) for q in ("q1", "q2", "case", "new1", "new2")]


def recall(box: int, hours: float = 0) -> Recall:
    return Recall("q1", "q1", box, iso(START + timedelta(hours=hours)))


def test_right_moves_a_box_on_and_wrong_back_to_the_first() -> None:
    boxes = []
    state: Recall | None = None
    for right in (True, True, True, True, True, True, True, False, True):
        state = apply(state, attempt("q1", right))
        boxes.append(state.box)
    assert boxes == [1, 2, 3, 4, 5, 5, 5, 0, 1]
    with pytest.raises(ValueError, match="q2"):
        apply(state, attempt("q2", True))


@pytest.mark.parametrize("box", range(len(WAITS)))
def test_due_with_the_first_moment_of_the_day_in_beijing(box: int) -> None:
    evening = recall(box, hours=14.5)  # 23:30 in Beijing
    midnight = START + timedelta(hours=15) + timedelta(days=WAITS[box] - 1)
    assert due_at(evening) == midnight
    assert not due(evening, midnight - timedelta(milliseconds=1))
    assert due(evening, midnight)


def test_clock_that_was_ahead_hides_nothing() -> None:
    assert due(recall(0, hours=24 * 365), START)


def test_due_mistakes_then_unseen_then_least_recently_seen() -> None:
    history = [attempt("q2", True, 0), attempt("case#1", False, 1), attempt("case#2", True, 2), attempt("q1", False, 3)]
    history += [attempt("q1", True, 40)]
    recalls, wrong = fold(history), {e.question_id for e in fold_wrong(history).values()}
    soon = order(HEADS, recalls.values(), wrong, START + timedelta(hours=41), "s")
    assert soon[0] == "case"
    assert set(soon[1:3]) == {"new1", "new2"}
    assert soon[3:] == ("q2", "q1")  # q1 is a mistake, not yet due again
    later = order(HEADS, recalls.values(), wrong, START + timedelta(days=9), "s")
    assert later[:2] == ("case", "q1")


def test_one_due_part_makes_a_whole_case_due() -> None:
    history = [attempt("case#1", False, 0), attempt("case#2", True, 20), attempt("q1", True, 0)]
    got = order(HEADS[:3], fold(history).values(), {"case"}, START + timedelta(hours=21), "s")
    assert got[0] == "case"  # part 1 has been due since midnight, part 2 is not


def test_a_case_was_seen_when_its_last_part_was() -> None:
    history = [attempt("case#1", True, 0), attempt("q1", True, 1), attempt("q2", True, 3), attempt("case#2", True, 2)]
    assert order(HEADS[:3], fold(history).values(), (), START + timedelta(hours=4), "s") == ("q1", "case", "q2")


def test_a_mistake_of_which_nothing_more_is_known_is_due() -> None:
    assert order(HEADS, (), {"new2"}, START, "s")[0] == "new2"


def test_seed_alone_orders_the_unseen_and_a_new_question_moves_no_other() -> None:
    heads = [head(f"n{n}") for n in range(50)]
    one = order(heads, (), (), START, "a")
    assert one == order(reversed(heads), (), (), START, "a")
    assert one != order(heads, (), (), START, "b")
    more = order([*heads, head("another")], (), (), START, "a")
    assert tuple(q for q in more if q != "another") == one


@settings(deadline=None)
@given(histories(), st.integers(0, 60), st.text(max_size=5))
def test_order_is_complete_and_the_same_each_time(history: list[Attempt], days: int, seed: str) -> None:
    recalls, wrong = fold(history), {e.question_id for e in fold_wrong(history).values()}
    now = START + timedelta(days=days)
    got = order(HEADS, recalls.values(), wrong, now, seed)
    assert sorted(got) == sorted(h.id for h in HEADS)
    assert got == order(HEADS[::-1], list(recalls.values())[::-1], sorted(wrong), now, seed)
    ranks = []
    for question in got:
        items = [r for r in recalls.values() if r.question_id == question]
        ranks.append(0 if question in wrong and any(due(r, now) for r in items) else 2 if items else 1)
    assert ranks == sorted(ranks)


@settings(deadline=None)
@given(histories(), st.integers(0, 40))
def test_step_by_step_is_the_same_as_from_the_start(history: list[Attempt], cut: int) -> None:
    recalls = fold(history[:cut])
    for one in history[cut:]:
        recalls[one.key] = apply(recalls.get(one.key), one)
    assert recalls == fold(history)
    assert set(recalls) <= set(KEYS)
    assert all(due_at(r) > parse_iso(r.last_at) for r in recalls.values())
