"""The recogniser on the shapes trainers use; hypothesis holds it to its laws."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion
from jltrain.bank.intake.lines import Mark, SourceLine, tidy
from jltrain.bank.intake.recognise import plain, recognise
from jltrain.bank.question import Kind
from jltrain.progress import Cancelled, Step


def _one(text: str) -> FoundQuestion:
    found = recognise(plain(text))
    assert found.unaccounted() == ()
    assert len(found.questions) == 1, found.questions
    return found.questions[0]


def _codes(question: FoundQuestion) -> set[DoubtCode]:
    return {doubt.code for doubt in question.doubts}


CHOICE = "A. 国道\nB. 省道\nC. 县道\nD. 乡道\n"


@pytest.mark.parametrize(
    "answer",
    ["答案：C", "答案C", "答案 C", "【答案】C", "【答案】：C", "正确答案:C", "参考答案： C", "[答案]C",
    "\\ans:C", "答：C", "C", "[C]", "（C）", "答 案 ： C",
     "本题选C。", "答案：C. 县道", "答案：县道", "答案：C（《公路法》第六条）", "answer: c"],
)  # fmt: skip
def test_an_answer_is_read_in_each_of_its_forms(answer: str) -> None:
    question = _one(f"1. 下列公路中由县里养护的是（ ）。\n{CHOICE}{answer}\n")
    assert (question.kind, question.answer, question.options) == (Kind.SINGLE, ("C",), ("国道", "省道", "县道", "乡道"))
    assert question.confidence == 1.0, question.doubts


@pytest.mark.parametrize(
    "options",
    ["A、国道 B、省道 C、县道 D、乡道", "A国道\nB省道\nC县道\nD乡道", "(A)国道(B)省道\n(C)县道(D)乡道",
    "[A]国道 [B]省道 [C]县道 [D]乡道", "a.国道\nb.省道\nc.县道\nd.乡道",
     "Ａ．国道\u3000Ｂ．省道\u3000"
     "Ｃ．县道\u3000Ｄ．乡道", "A 国道\nB 省道\nC 县道\nD 乡道", "A:国道\tB:省道\tC:县道\tD:乡道", "A、国道B、省道C、县道D、乡道",
     "A)国道\nB)省道\nC)县道\nD)乡道"],
)  # fmt: skip
def test_options_are_read_in_each_of_their_forms(options: str) -> None:
    question = _one(f"1、下列公路中由县里养护的是（ C ）。\n{options}\n")
    assert question.options == ("国道", "省道", "县道", "乡道")
    assert question.answer == ("C",)
    assert question.stem == "下列公路中由县里养护的是（ ）。"
    assert not question.doubts


def test_an_option_glued_to_a_number_is_cut_off_it() -> None:
    assert _one("3. 监督电话是（ ）。A、12306B、12309C、12122D、12328答案:D").options == (
        "12306",
        "12309",
        "12122",
        "12328",
    )


@pytest.mark.parametrize(
    "mark",
    ["（√）", "(对)", "[正确]", "\n√", "\n答案：对", "\n答案：T", "\n【答案】正确", "\n答案：Y", " √", "（ √ ）"],
)
def test_right_is_read_in_each_of_its_forms(mark: str) -> None:
    question = _one(f"1. 执法人员应当出示执法证件。{mark}\n")
    assert (question.kind, question.answer, question.stem) == (Kind.JUDGE, ("Y",), "执法人员应当出示执法证件。")
    assert not question.doubts


@pytest.mark.parametrize(
    "number", ["1.", "1、", "1．", "（1）", "1)", "第1题", "[单选]1.", "1.[单选]", "【单选题】1、", "1、（单选题）", ""]
)
def test_a_number_is_no_part_of_the_stem(number: str) -> None:
    assert _one(f"{number}下列哪一项是国道？\n{CHOICE}答案：A\n").stem == "下列哪一项是国道？"


def test_two_answers_that_differ_are_told() -> None:
    assert DoubtCode.ANSWERS_DIFFER in _codes(_one(f"1. 国道是（ A ）。\n{CHOICE}答案：B\n"))


def test_a_letter_beyond_the_options_is_told() -> None:
    assert DoubtCode.ANSWER_OUTSIDE in _codes(_one(f"1. 国道是（ ）。\n{CHOICE}答案：F\n"))


def test_an_abbreviation_in_brackets_is_no_answer() -> None:
    question = _one(f"1. 车辆的防抱死系统（ABS）用在（ ）。\n{CHOICE}")
    assert question.answer == ()
    assert "ABS" in question.stem
    assert DoubtCode.NO_ANSWER in _codes(question)


def test_keys_that_begin_anew_in_each_part() -> None:
    text = (
        f"一、单选题\n1. 国道是（ ）。\n{CHOICE}2. 省道是（ ）。\n{CHOICE}二、判断题\n1. 甲。可以超载\n2. 乙。可以超速\n"
        "参考答案\n一、单选题\n1-2 AB\n二、判断题\n1.× 2.√\n"
    )
    found = recognise(plain(text))
    assert [q.answer for q in found.questions] == [("A",), ("B",), ("N",), ("Y",)]
    assert not any(q.doubts for q in found.questions)
    assert found.unaccounted() == ()


def test_a_key_that_is_too_short_is_told_where_it_matters() -> None:
    text = f"1. 国道是（ ）。\n{CHOICE}2. 省道是（ ）。\n{CHOICE}3. 县道是（ ）。\n{CHOICE}参考答案\n1.A 2.B\n"
    found = recognise(plain(text))
    assert DoubtCode.KEY_DIFFERS in _codes(found.questions[2])
    assert found.questions[0].answer == ("A",)


def test_word_numbers_colours_and_pictures() -> None:
    picture = FoundPicture(b"x", ".png")
    lines = [
        SourceLine("图中标志〔图1〕是哪一种？", number="7.", pictures=(picture,)),
        SourceLine("警告标志", number="A."),
        SourceLine("禁令标志", number="B.", marks=(Mark(0, 4, frozenset({"red"})),)),
        SourceLine("第 3 页", page=True),
        SourceLine("指路标志", number="C."),
    ]
    found = recognise(lines)
    question = found.questions[0]
    assert question.options == ("警告标志", "禁令标志", "指路标志")
    assert question.answer == ("B",)
    assert _codes(question) >= {DoubtCode.ANSWER_SET_OFF}
    assert question.pictures == (picture,)
    assert "〔图1〕" in question.stem


def test_kinds_we_have_not_are_ignored_whole_with_the_reason() -> None:
    found = recognise(plain("一、简答题\n1. 简述当场处罚的条件。\n答：事实确凿。\n二、判断题\n1. 可以超载。（×）\n"))
    assert [q.stem for q in found.questions] == ["可以超载。"]
    assert any("简答" in i.reason and i.lines.first == 2 for i in found.ignored)


def test_a_long_file_can_be_stopped() -> None:
    text = "".join(f"{n}. 国道有几条（ ）。\n{CHOICE}答案：B\n" for n in range(1, 1500))

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        recognise(plain(text), stop)


# ---- laws ----------------------------------------------------------------------------------------------------------


def _whole(found: Findings) -> None:
    assert found.unaccounted() == ()
    owners: dict[int, str] = {}
    for question in found.questions:
        assert 1 <= question.lines.first <= question.lines.last <= len(found.source)
        owners.update(dict.fromkeys(range(question.lines.first, question.lines.last + 1), "question"))
    for ignored in found.ignored:
        assert ignored.reason
        assert not any(n in owners for n in range(ignored.lines.first, ignored.lines.last + 1))


_BITS = st.sampled_from(
    ["1.", "2、", "（3）", "第4题", "A.", "B、", "(C)", "D ", "答案：", "【答案】", "解析：", "依据：",
    "（ ）", "（AB）", "（√）", "____", "一、单选题", "判断题", "参考答案",
     "1-5 ABCDA", "1.A 2.B", "《公路法》第六条", "题号\t1\t2", "答案\tA\tB", "第 3 页", "案例一：", "\n",
     "\n\n", " ", "。", "下列说法正确的是", "\\ans:AB", "|", "**", "##",
     "〔图1〕", "题干：", "选项A：", "1/8 单选题", "⑪", "【7】", "A\n10\nB\n20\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_BITS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_read_without_a_crash_and_each_line_accounted_for(text: str) -> None:
    _whole(recognise(plain(text)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


_WORDS = st.lists(
    st.sampled_from(["执法", "人员", "车辆", "公路", "港口", "船舶", "许可", "检查", "罚款", "决定",
    "期限", "告知", "当场", "应当", "C1驾照", "1.5米", "2021.7.15", "第6条", "10.5吨", "A类"]),
    min_size=3, max_size=9,
).map("".join)  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    stem: str
    options: tuple[str, ...]
    answer: tuple[str, ...]
    explanation: str


@st.composite
def _asked(draw: st.DrawFn) -> _Asked:
    count = draw(st.integers(3, 6))
    options = tuple(draw(st.lists(_WORDS, min_size=count, max_size=count, unique=True)))
    answer = tuple(sorted(draw(st.sets(st.sampled_from("ABCDEF"[:count]), min_size=1, max_size=count))))
    return _Asked("关于" + draw(_WORDS), options, answer, draw(st.one_of(st.just(""), _WORDS)))


@st.composite
def _style(draw: st.DrawFn) -> dict[str, str]:
    return {
        "number": draw(st.sampled_from(["{}. ", "{}、", "{}．", "（{}）", "第{}题 ", "{}) "])),
        "letter": draw(st.sampled_from(["{}. ", "{}、", "{}．", "（{}）", "({}) ", "[{}] "])),
        "between": draw(st.sampled_from(["\n", "\n", "  ", "\t", "\u3000"])),
        "place": draw(st.sampled_from(["答案：", "【答案】", "正确答案:", "\\ans:", "stem", "key"])),
        "explain": draw(st.sampled_from(["解析：", "【解析】", "试题解析："])),
        "gap": draw(st.sampled_from(["", "\n"])),
    }


def _render(questions: list[_Asked], style: dict[str, str]) -> str:
    out, key = ["题库"], []
    for n, question in enumerate(questions, 1):
        letters = "".join(question.answer)
        hole = f"（ {letters} ）" if style["place"] == "stem" else "（ ）"
        out.append(f"{style['number'].format(n)}{question.stem}的是{hole}。")
        out.append(
            style["between"].join(style["letter"].format("ABCDEF"[i]) + o for i, o in enumerate(question.options))
        )
        if style["place"] not in ("stem", "key"):
            out.append(style["place"] + letters)
        if question.explanation:
            out.append(style["explain"] + question.explanation)
        out.append(style["gap"].strip(" "))
        key.append(f"{n}.{letters}")
    if style["place"] == "key":
        out += ["参考答案", " ".join(key)]
    return "\n".join(line for line in out if line != "" or style["gap"])


@settings(max_examples=120, deadline=None)
@given(st.lists(_asked(), min_size=2, max_size=5), _style())
def test_what_was_written_in_any_style_is_read_back(questions: list[_Asked], style: dict[str, str]) -> None:
    found = recognise(plain(_render(questions, style)))
    _whole(found)
    assert [(q.stem, q.options, q.answer, q.explanation) for q in found.questions] == [
        (f"{q.stem}的是（ ）。", q.options, q.answer, q.explanation) for q in questions
    ]
    assert all(q.kind is (Kind.MULTIPLE if len(q.answer) > 1 else Kind.SINGLE) for q in found.questions)
    assert not any(q.doubts for q in found.questions)
