"""Marks by each rule, against the rule's own words worked out another way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.question import Kind
from jltrain.exam.grading import grade_item, grade_paper
from jltrain.paper.assemble import assemble
from jltrain.paper.marks import MultipleRule
from tests.samples import bank, blueprint, item

_LETTERS = st.sets(st.sampled_from("ABCDE"))


@given(_LETTERS.filter(lambda s: len(s) > 1), _LETTERS, st.integers(1, 12), st.sampled_from(MultipleRule))
def test_multiple_by_its_rule(right: set[str], chosen: set[str], full: int, rule: MultipleRule) -> None:
    earned = grade_item(item(Kind.MULTIPLE, tuple(sorted(right)), 5), tuple(sorted(chosen)), full, rule)
    hits, misses = len(chosen & right), len(chosen - right)
    share = Fraction(0)
    if chosen == right:
        share = Fraction(1)
    elif rule is MultipleRule.SUBSET and chosen and not misses:
        share = Fraction(1, 2)
    elif rule is MultipleRule.PROPORTIONAL and not misses:
        share = Fraction(hits, len(right))
    elif rule is MultipleRule.RIGHT_MINUS_WRONG:
        share = Fraction(max(0, hits - misses), len(right))
    assert earned == int(full * share)
    assert 0 <= earned <= full


@pytest.mark.parametrize(("response", "earned"), [(("B",), 4), (("A",), 0), ((), 0)])
def test_single_is_right_or_wrong(response: tuple[str, ...], earned: int) -> None:
    assert grade_item(item(Kind.SINGLE, ("B",)), response, 4, MultipleRule.PROPORTIONAL) == earned


def test_blanks_earn_by_the_blank() -> None:
    two = item(Kind.BLANK, ("六十日", "市级"))
    assert grade_item(two, ("60日", ""), 4, MultipleRule.ALL_OR_NOTHING) == 2
    assert grade_item(two, ("", "60日"), 4, MultipleRule.ALL_OR_NOTHING) == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_paper_adds_up(data: st.DataObject) -> None:
    paper = assemble(bank(), "d", blueprint(data.draw(st.sampled_from(MultipleRule))), "s", "t")
    key = {k: i.answer for k, i, _h in paper.keyed_items()}
    known = data.draw(st.sets(st.sampled_from(sorted(key))))
    grade = grade_paper(paper, {k: v for k, v in key.items() if k in known})
    assert grade.halves == sum(h for k, _i, h in paper.keyed_items() if k in known)
    assert grade.full_halves == paper.full_halves
    assert grade.passed == (grade.halves >= paper.pass_halves)
    assert {i.key for i in grade.items if i.right} == known


def test_the_pass_line_itself_passes() -> None:
    paper = assemble(bank(), "d", blueprint(), "s", "t")
    answers, halves = {}, 0
    for key, entry, worth in paper.keyed_items():
        if halves + worth <= paper.pass_halves:
            answers[key], halves = entry.answer, halves + worth
    assert halves == paper.pass_halves
    assert grade_paper(paper, answers).passed
    answers.popitem()
    assert not grade_paper(paper, answers).passed
