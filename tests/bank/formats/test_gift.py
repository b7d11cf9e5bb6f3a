"""GIFT as others write it, with what Moodle's documentation shows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.formats import gift
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.found import Findings
from jltrain.bank.question import Kind
from tests.bank.formats.questions import lawful

FILE = r"""// 题库
$CATEGORY: $course$/top/公路路政/超限治理

// [id:road-001] [tag:难度4] [tag:别的]
::标题:: 车货总高度不得超过多少米？ {
  =4米 #对
  ~3米
  ~%50%5米#一半
  ####见条例。
  依据：《公路安全保护条例》第三十条
}

下列哪些是禁止的？{~%50%摆摊 ~%50%晒粮 ~%-100%通行}

[html]<p>1 \= 1 <b>吗</b>？</p><script>alert(1)</script>{TRUE#不对#对}

期限是 {=六十日 =%100%60日 =两月} 吗？

两个空 {=甲 =A} 和 {=乙}。

简答{=甲\:乙 =甲\#乙}

多少？{#3:1}

连线{=a -> b =c -> d}

谈谈看法{}

只是说明

坏的 {=a
"""


def test_a_file_of_others() -> None:
    found = gift.read(FILE.encode(), "x.gift")
    lawful(found)
    single, multiple, judge, blank, two, short = found.questions
    assert (single.kind, single.options, single.answer) == (Kind.SINGLE, ("4米", "3米", "5米"), ("A",))
    assert (single.id, single.difficulty, single.topic, single.discipline) == ("road-001", 4, "超限治理", "highway")
    assert single.basis == ("《公路安全保护条例》第三十条",)
    assert single.explanation == "见条例。\nA：对\nC：一半"
    assert DoubtCode.FORMAT_LOST in {d.code for d in single.doubts}, "half right is told"
    assert (multiple.kind, multiple.answer, multiple.doubts) == (Kind.MULTIPLE, ("A", "B"), ())
    assert (judge.kind, judge.stem, judge.answer) == (Kind.JUDGE, "1 = 1 吗？", ("Y",))
    assert "alert" not in judge.stem
    assert (two.stem, two.accept) == ("两个空 ____ 和 ____。", (("甲", "A"), ("乙",)))
    assert (short.stem, short.accept) == ("简答____", (("甲:乙", "甲#乙"),))
    assert (blank.stem, blank.accept) == ("期限是 ____ 吗？", (("六十日", "60日", "两月"),))
    reasons = [i.reason for i in found.ignored]
    for word in ("数值题", "匹配题", "问答题", "说明文字", "大括号", "分类"):
        assert any(word in reason for reason in reasons), word


def test_empty_lines_inside_braces_and_none_between_titles() -> None:
    text = "::a:: 甲？{\n=一\n\n~二\n~三\n}\n::b:: 乙？{T}\n"
    found = gift.read(text.encode(), "x")
    lawful(found)
    assert [q.kind for q in found.questions] == [Kind.SINGLE, Kind.JUDGE]
    assert [(q.lines.first, q.lines.last) for q in found.questions] == [(1, 6), (7, 7)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}=~#:\\n%50 \n甲T[html]<b>$CATEGORY/->*&;", max_size=200))
def test_no_text_crashes_or_drops_lines(text: str) -> None:
    findings: Findings = gift.read(text.encode(), "x")
    lawful(findings)


def test_questions_without_an_empty_line_between_them() -> None:
    text = "公路受国家保护。{T}\n养护工人可以处罚。{FALSE}\n期限是{=六十日}日。\n谁处理？{=甲 ~乙 ~丙}"
    found = gift.read(text.encode(), "a.gift")
    assert [(q.kind, q.answer) for q in found.questions] == [
        (Kind.JUDGE, ("Y",)),
        (Kind.JUDGE, ("N",)),
        (Kind.BLANK, ("六十日",)),
        (Kind.SINGLE, ("A",)),
    ]
    assert [q.lines.first for q in found.questions] == [1, 2, 3, 4]
    (one,) = gift.read("期限是{=六十日}，\n由{=公安}决定。".encode(), "a.gift").questions
    assert one.answer == ("六十日", "公安"), "a sentence that goes on has two blanks"
