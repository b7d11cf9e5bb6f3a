"""The index of near-duplicates against comparing everything with everything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.alike import AlikeIndex, compared, near_duplicates, share, trigrams
from jltrain.bank.question import Question
from jltrain.progress import Cancelled, Step
from tests.bank.entries import case, judge, other, single

WORDS = st.lists(st.sampled_from(["公路", "超限", "罚款", "两万元", "应当", "许可", "𬭎", "A"]), max_size=9).map(
    "".join
)


@st.composite
def _bank(draw: st.DrawFn) -> list[Question]:
    made = []
    for number in range(draw(st.integers(1, 12))):
        stem, ident = draw(WORDS), f"q{number}"
        options = tuple(draw(st.lists(WORDS, min_size=3, max_size=4)))
        made.append(other(single(ident), stem=stem, options=options) if draw(st.booleans()) else judge(ident, stem))
    return made


def _slow(bank: list[Question], asked: Question, least: float) -> dict[str, float]:
    """By comparing with each, whole with whole and stem, stem with both."""
    found: dict[str, float] = {}
    stem, whole = compared(asked)
    for one in bank:
        their_stem, their_whole = compared(one)
        theirs = [their_whole] if their_whole else []
        theirs += [their_stem] if their_stem != their_whole and len(their_stem) >= 4 else []
        mine = [whole] if whole else []
        mine += [stem] if stem and len(stem) >= 4 else []
        best = max((share(trigrams(a), trigrams(b)) for a in mine for b in theirs), default=0.0)
        if one.id != asked.id and best >= least:
            found[one.id] = best
    return found


@given(_bank(), st.sampled_from([0.5, 0.6, 0.85]), st.booleans())
@settings(max_examples=150)
def test_it_finds_what_comparing_everything_finds(bank: list[Question], least: float, sampled: bool) -> None:
    index = AlikeIndex(bank * 20 if sampled else (), least)  # so often that every trigram counts as usual
    for question in bank:
        index.put(question)
    for question in bank:
        found = {one.id: one.share for one in index.like(question, limit=100)}
        assert found == _slow(bank, question, least)


@given(_bank(), _bank())
@settings(max_examples=60)
def test_edits_are_followed(before: list[Question], after: list[Question]) -> None:
    index = AlikeIndex.build(before)
    for question in after:
        index.put(question)
    for question in before[len(after) :]:
        index.drop(question.id)
    assert len(index) == len(after)
    for question in after:
        assert {one.id: one.share for one in index.like(question, 100)} == _slow(after, question, index.least)


@given(st.text(max_size=12))
def test_trigrams_are_counted_right(text: str) -> None:
    expected = {text[i : i + 3] for i in range(len(text) - 2)} if len(text) > 2 else {text}
    assert len(trigrams(text)) == len(expected)


@given(st.text(alphabet="ab路𬭎\ud800", max_size=8), st.text(alphabet="ab路𬭎", max_size=8))
def test_a_trigram_has_one_number_wherever_it_stands(one: str, another: str) -> None:
    def cut(text: str) -> set[str]:
        return {text[i : i + 3] for i in range(len(text) - 2)}

    if len(one) > 2 and len(another) > 2:
        assert len(trigrams(one) & trigrams(another)) == len(cut(one) & cut(another))


def test_a_duplicate_shows_before_its_options_are_typed() -> None:
    index = AlikeIndex.build([single("a"), case("b"), judge("c", "毫不相干的另一道判断题目。")])
    typed = other(single("new"), options=())
    assert next((one.id, one.share) for one in index.like(typed)) == ("a", 1.0)


def test_near_duplicates_are_pairs_in_order_and_stop_when_told() -> None:
    stem = "公路用地上的树木需要更新砍伐的，应当经谁批准并办理哪些手续之后才可以进行，逾期又应当怎样处理？"
    bank = [judge("a", stem), judge("b"), judge("c", stem + "对"), single("d")]
    assert near_duplicates(bank) == (("a", "c"),)

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        near_duplicates(bank, stop)
