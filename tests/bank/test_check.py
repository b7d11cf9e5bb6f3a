"""What the check says of questions that are right and of those that are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.bank.check import CheckCode, check, ready
from jltrain.bank.fairness import fairness
from jltrain.bank.figures import copied_run, figures, squeezed
from jltrain.bank.question import Question
from jltrain.statutes.citation import Citation
from tests.bank.entries import blank, case, judge, multiple, other, single

ARTICLE = (
    "更新砍伐公路用地上的树木的，由交通主管部门责令补种，可以处二万五千元以下的罚款；逾期三十日不补种的，处违法所得一倍以上"
    "五倍以下的罚款，并按日加收百分之三的滞纳金。当事人应当自收到决定书之日起十五个工作日内到指定的银行缴纳罚款，"
    "银行应当收受罚款，并将罚款直接上缴国库，任何单位和个人不得截留、私分或者变相私分。"
)


def _article(citation: Citation) -> str | None:
    if citation.law != "公路法":
        return None
    return ARTICLE if citation.key == "51" else ""


def _codes(question: Question) -> set[str]:
    return {fault.code.value for fault in check(question, _article)}


@pytest.mark.parametrize("question", [single(), multiple(), judge(), blank(), case()])
def test_whole_questions_have_no_fault(question: Question) -> None:
    assert check(question, _article) == ()


BROKEN = [
    (other(single(), stem=" "), "stem-missing", True),
    (replace(single(), topic=""), "topic-missing", False),
    (replace(single(), difficulty=6), "difficulty", True),
    (other(single(), options=("甲",), answer=("A",)), "few-options", True),
    (other(single(), options=("甲", "乙"), answer=("A",)), "few-options", False),
    (other(single(), options=tuple(f"第{n}项" for n in range(9))), "many-options", False),
    (other(single(), options=("甲", " ", "丙"), answer=("A",)), "option-empty", True),
    (other(single(), options=("甲", "乙", "甲"), answer=("B",)), "options-repeat", True),
    (other(single(), options=("＞5", "＜5", "=5"), answer=("B",)), "options-repeat", False),
    (other(judge(), options=("甲", "乙")), "options-unused", False),
    (other(single(), answer=()), "answer-missing", True),
    (other(single(), answer=("E",)), "answer-outside", True),
    (other(single(), answer=("A", "B")), "answer-count", True),
    (other(multiple(), answer=("A",)), "answer-count", True),
    (other(multiple(), answer=("C", "A")), "answer-count", True),
    (other(judge(), answer=("A",)), "answer-outside", True),
    (other(blank(), stem="没有空的题干"), "blanks-differ", True),
    (other(blank(), accept=((" ",),)), "answer-missing", True),
    (other(single(), basis=()), "basis-missing", True),
    (other(single(), basis=("公路法第51条",)), "basis-not-read", True),
    (other(single(), basis=("《公路法》第五十一条", "部门文件")), "basis-not-read", False),
    (other(single(), basis=("《公路法》第九百条",)), "no-article", True),
    (other(single(), basis=("《航道法》第一条",)), "not-imported", False),
    (other(single(), explanation=""), "explanation-missing", True),
    (other(single(), explanation="见法条"), "explanation-short", False),
    (other(single(), stem="见〔图2〕，应当怎样处理这一情形？"), "picture-missing", True),
    (other(single(), options=("处三万元罚款", "处五万元罚款", "不罚"), answer=("A",)), "figure", False),
    (other(judge(), stem="逾期四十日不补种的可以处罚。"), "figure-of-story", False),
    (other(single(), stem=ARTICLE[70:130]), "copied", False),
    (replace(case(), items=case().items[:1]), "parts", True),
    (replace(case(), items=(case().items[0], replace(case().items[1], answer=()))), "answer-missing", True),
]


@pytest.mark.parametrize(("question", "code", "blocks"), BROKEN)
def test_each_fault_is_told_and_blocks_what_cannot_be_asked(question: Question, code: str, blocks: bool) -> None:
    found = [fault for fault in check(question, _article) if fault.code.value == code]
    assert found and all(fault.text and fault.blocking is blocks for fault in found)
    assert ready(check(question, _article)) is not any(fault.blocking for fault in check(question, _article))


def test_a_fault_of_a_part_says_which() -> None:
    broken = replace(case(), items=(case().items[0], replace(case().items[1], answer=())))
    assert [fault.place for fault in check(broken, _article)] == ["parts[2].answer"]


def test_a_part_inherits_basis_and_explanation() -> None:
    bare = tuple(replace(item, basis=(), explanation="") for item in case().items)
    assert check(replace(case(), items=bare), _article) == ()
    told = _codes(replace(case(), items=bare, basis=(), explanation=""))
    assert told == {"basis-missing", "explanation-missing"}


def test_derived_figures_owe_the_article_nothing() -> None:
    options = ("处五万元罚款", "处六万元罚款", "不罚")
    question = other(single(), options=options, answer=("A",))
    assert "figure" in _codes(question)
    assert "figure" not in _codes(other(question, derived=("五万元",)))


def test_without_statutes_nothing_is_looked_up() -> None:
    assert check(other(single(), basis=("《公路法》第九百条",))) == ()
    assert not any(code is CheckCode.NOT_IMPORTED for code in CheckCode if code.value in _codes(single()))


@pytest.mark.parametrize(
    ("one", "another"),
    [("二万五千元", "25000元"), ("2.5万元", "25,000元"), ("百分之三", "３％"), ("三十天", "30日"),
     ("十五个工作日", "15工作日"), ("两千米", "2公里"), ("三个月", "3个月"), ("一百零五吨", "105吨"), ("1.5亿元", "一亿五千万元")],
)  # fmt: skip
def test_figures_are_the_same_however_they_are_written(one: str, another: str) -> None:
    assert figures(one) == figures(another) and len(figures(one)) == 1


def test_dates_are_no_figures() -> None:
    assert figures("2024年3月15日起施行，3月1日前") == frozenset()


@given(st.text(alphabet="罚款的０1一二〇万亿千百十元日%年月个工作分之.,，٣", max_size=30))
def test_figures_never_fail(text: str) -> None:
    assert all(value >= 0 and unit for value, unit in figures(text))


@given(st.text(alphabet="甲乙丙，", max_size=30), st.text(alphabet="甲乙丙，", max_size=40), st.integers(0, 6))
def test_the_copied_run_is_the_longest(text: str, source: str, longest: int) -> None:
    mine, theirs = squeezed(text), squeezed(source)
    runs = [mine[a:b] for a in range(len(mine)) for b in range(a + 1, len(mine) + 1) if mine[a:b] in theirs]
    best = max(map(len, runs), default=0)
    found = copied_run(text, source, longest)
    assert len(found) == (best if best > longest else 0) and found in theirs and found in mine


def test_the_habits_of_a_bank_are_told() -> None:
    fair = [single(f"s{n}", answer="ABCD"[n % 4]) for n in range(40)]
    assert {one.code for one in fairness(fair)} == set()
    assert [one.code for one in fairness([single(f"s{n}") for n in range(39)])] == []
    guessed = [single(f"s{n}", answer="C") for n in range(40)]
    assert {one.code for one in fairness(guessed)} == {"letter"}
    long = [other(q, options=tuple(o * (3 if o == q.items[0].options[ord(q.items[0].answer[0]) - 65] else 1)
            for o in q.items[0].options)) for q in fair]  # fmt: skip
    assert "longest" in {one.code for one in fairness(long)}
    everything = [other(multiple(f"m{n}"), answer=("A", "B", "C", "D")) for n in range(40)]
    assert [one.code for one in fairness(everything)] == ["all-right"]
    assert [one.code for one in fairness([judge(f"j{n}") for n in range(40)])] == ["true"]
    shuffled = [judge(f"j{n}", answer=random.Random(n).choice("YN")) for n in range(200)]
    assert fairness(shuffled) == ()
