from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import Area
from jltrain.bank.question import LETTERS, Item, Kind, Question, as_record, from_record, question_id

words = st.text(st.sampled_from('甲乙丙丁䶮㛃𬭎𫍣 aB1"\\\n《》第条'), min_size=1, max_size=12)
several = st.lists(words, min_size=1, max_size=3).map(tuple)


@st.composite
def items(draw: st.DrawFn, kind: Kind) -> Item:
    options: tuple[str, ...] = ()
    accept: tuple[tuple[str, ...], ...] = ()
    if kind is Kind.JUDGE:
        answer: tuple[str, ...] = (draw(st.sampled_from("YN")),)
    elif kind is Kind.BLANK:
        accept = tuple(draw(st.lists(several, min_size=1, max_size=3)))
        answer = tuple(texts[0] for texts in accept)
    else:
        options = tuple(draw(st.lists(words, min_size=2, max_size=8)))
        letters = LETTERS[: len(options)]
        low, high = (1, 1) if kind is Kind.SINGLE else (1, len(letters))
        answer = tuple(sorted(draw(st.sets(st.sampled_from(letters), min_size=low, max_size=high))))
    derived = draw(st.just(()) | several)
    return Item(kind, draw(words), options, answer, draw(several), draw(words), accept, derived)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(Kind))
    if kind is Kind.CASE:
        kinds = draw(st.lists(st.sampled_from([k for k in Kind if k is not Kind.CASE]), min_size=2, max_size=4))
        parts = tuple(draw(items(k)) for k in kinds)
        stem, basis, explanation = draw(words), draw(several), draw(words)
    else:
        parts = (draw(items(kind)),)
        stem, basis, explanation = parts[0].stem, parts[0].basis, parts[0].explanation
    return Question(
        "highway-x-001", kind, draw(st.sampled_from(Area)), draw(words), draw(st.integers(1, 5)), stem, parts, basis,
        explanation, draw(st.sampled_from([(), ("图.svg",), ("一.png", "二.png")])),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(questions())
def test_record_through_json_reads_back(question: Question) -> None:
    again = from_record(orjson.loads(orjson.dumps(as_record(question))))
    assert again == question
    assert again.digest == question.digest


@settings(max_examples=50, deadline=None)
@given(questions(), words)
def test_digest_changes_with_whatever_an_officer_reads(question: Question, other: str) -> None:
    item = question.items[0]
    basis = (*item.basis, other)
    items = (replace(item, basis=basis), *question.items[1:])
    changes = [
        replace(question, topic=question.topic + other),
        replace(question, pictures=(*question.pictures, "x")),
        replace(question, difficulty=question.difficulty % 5 + 1),
        replace(question, items=items, basis=question.basis if question.kind is Kind.CASE else basis),
    ]
    assert len({question.digest, *(changed.digest for changed in changes)}) == 5


@settings(max_examples=50, deadline=None)
@given(questions())
def test_keys_lead_back_to_the_question(question: Question) -> None:
    keyed = list(question.keyed_items())
    assert tuple(item for _, item in keyed) == question.items
    assert len({key for key, _ in keyed}) == len(keyed)
    assert {question_id(key) for key, _ in keyed} == {question.id}
    expected = [f"{question.id}#{n + 1}" for n in range(len(keyed))] if question.kind is Kind.CASE else [question.id]
    assert [key for key, _ in keyed] == expected


@pytest.mark.parametrize(("answer", "written"), [(("Y",), True), (("N",), False)])
def test_judge_is_written_as_true_or_false(answer: tuple[str, ...], written: bool) -> None:
    item = Item(Kind.JUDGE, "对不对", (), answer, ("《公路法》第五十条",), "。")
    question = Question("law-x-001", Kind.JUDGE, Area.LAW, "题", 1, "对不对", (item,), item.basis, "。")
    assert as_record(question)["answer"] is written
    assert "options" not in as_record(question)
    assert "picture" not in as_record(question)


def test_kinds_have_names_for_the_screen() -> None:
    assert [k.label for k in Kind] == ["单选题", "多选题", "判断题", "填空题", "案例分析题"]
