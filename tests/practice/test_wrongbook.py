from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.practice.attempt import Attempt, Source
from jltrain.practice.wrongbook import RIGHT_TO_LEAVE, WrongEntry, apply, by_question, fold
from tests.practice.attempts import attempt, histories


def book_after(*rights: bool) -> WrongEntry | None:
    return fold(attempt("q1", right, n) for n, right in enumerate(rights)).get("q1")


def test_wrong_enters_and_three_right_in_a_row_leave() -> None:
    assert book_after(True, True) is None
    assert book_after(False) is not None
    assert book_after(False, True, True) is not None
    assert book_after(False, True, True, True) is None
    assert book_after(False, True, True, False, True, True) is not None
    assert book_after(False, True, True, False, True, True, True) is None


def test_entry_tells_how_often_and_when_last() -> None:
    entry = book_after(False, True, False, True)
    assert entry == WrongEntry("q1", "q1", 2, 1, attempt("q1", False, 2).at, ("A",))


def test_an_exam_puts_in_and_takes_out_as_practice_does() -> None:
    history = [attempt("q1", False, 0, Source.EXAM)] + [attempt("q1", True, n, Source.EXAM) for n in (1, 2)]
    assert "q1" in fold(history)
    assert fold([*history, attempt("q1", True, 3)]) == {}


def test_entry_of_another_item_is_our_bug() -> None:
    with pytest.raises(ValueError, match="q1"):
        apply(book_after(False), attempt("q2", True))


@settings(deadline=None)
@given(histories(), st.integers(0, 40))
def test_step_by_step_is_the_same_as_from_the_start(history: list[Attempt], cut: int) -> None:
    book = fold(history[:cut])
    for one in history[cut:]:
        entry = apply(book.pop(one.key, None), one)
        if entry:
            book[one.key] = entry
    assert book == fold(history)


@settings(deadline=None)
@given(histories())
def test_item_is_in_the_book_exactly_when_policy_says(history: list[Attempt]) -> None:
    book = fold(history)
    for key in {a.key for a in history}:
        rights = [a.right for a in history if a.key == key]
        inside = False in rights and not all(rights[-RIGHT_TO_LEAVE:])
        inside = inside or (False in rights and len(rights) <= RIGHT_TO_LEAVE)
        assert (key in book) == inside
        if inside:
            assert book[key].streak_right == rights[::-1].index(False) < RIGHT_TO_LEAVE


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=20))
def test_case_leaves_after_three_rounds_with_all_parts_right(rounds: list[tuple[bool, ...]]) -> None:
    history = [attempt(f"case#{part}", right, n) for n, one in enumerate(rounds) for part, right in enumerate(one, 1)]
    whole = [attempt("case", all(one), n) for n, one in enumerate(rounds)]
    assert bool(by_question(fold(history).values())) == bool(fold(whole))


def test_book_lists_questions_latest_mistake_first() -> None:
    history = [attempt("b", False, 1), attempt("case#2", False, 2), attempt("a", False, 1), attempt("case#1", False, 0)]
    history += [attempt("case#1", False, 1), attempt("case#2", True, 3)]
    listed = by_question(fold(history).values())
    assert [q.question_id for q in listed] == ["case", "a", "b"]
    assert (listed[0].times_wrong, listed[0].streak_right, listed[0].keys) == (2, 0, ("case#1", "case#2"))
    assert listed[0].last_wrong_at == attempt("case#2", False, 2).at
