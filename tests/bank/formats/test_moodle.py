"""Moodle XML as Moodle exports it, and as somebody might write it who means harm."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.formats import moodle
from jltrain.bank.formats.registry import reader_of
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.question import Kind
from jltrain.foreign.faults import BadFile
from tests.bank.formats.questions import PNG, lawful

XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category"><category><text>$course$/top/港口行政/危险货物</text></category></question>
  <question type="multichoice">
    <name><text>第一题</text></name>
    <questiontext format="html"><text><![CDATA[<p>看图&nbsp;<img src="@@PLUGINFILE@@/a%20b.png" alt="码头"> 选<script>x()</script></p>
<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table><ul><li>一</li><li>二</li></ul>]]></text>
      <file name="a b.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file></questiontext>
    <generalfeedback format="html"><text><![CDATA[<p>解释 \\(x^2\\)</p><p>依据：《港口法》第十五条</p>]]></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade><idnumber>port-7</idnumber><single>true</single>
    <answer fraction="0" format="html"><text><![CDATA[<p>10<sup>2</sup></p>]]></text>
      <feedback format="html"><text></text></feedback></answer>
    <answer fraction="100" format="html"><text>乙</text><feedback format="html"><text>对</text></feedback></answer>
    <answer fraction="0" format="html"><text>丙</text></answer>
    <tags><tag><text>难度2</text></tag></tags>
  </question>
  <question type="truefalse"><questiontext format="html"><text>对吗？</text></questiontext>
    <answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
  <question type="cloze"><questiontext format="html"><text>
    <![CDATA[<p>期限{{1:SHORTANSWER:=六十日~=60日#好~%50%两月}}，由{{:SA:=甲\\}}乙}}定</p>]]></text></questiontext></question>
  <question type="matching"><questiontext format="html"><text>连</text></questiontext></question>
  <question type="description"><questiontext format="html"><text>说明</text></questiontext></question>
</quiz>
"""


def test_an_export_of_moodle() -> None:
    assert reader_of(XML.encode(), "x.xml") is not None
    found = moodle.read(XML.encode(), "x.xml")
    lawful(found)
    choice, judge, cloze = found.questions
    assert choice.stem == "看图 〔图1〕 选\n甲 | 乙\n1 | 2\n• 一\n• 二"
    assert choice.options == ("10²", "乙", "丙")
    assert (choice.answer, choice.id, choice.discipline, choice.topic) == (("B",), "port-7", "port", "危险货物")
    assert (choice.explanation, choice.basis) == ("解释 $x^2$\nB：对", ("《港口法》第十五条",))
    assert (choice.difficulty, choice.lines.first, [p.data for p in choice.pictures]) == (2, 5, [PNG])
    assert (judge.kind, judge.answer) == (Kind.JUDGE, ("N",))
    assert (cloze.stem, cloze.accept) == ("期限____，由____定", (("六十日", "60日"), ("甲}乙",)))
    assert DoubtCode.FORMAT_LOST in {d.code for d in cloze.doubts}
    reasons = "".join(i.reason for i in found.ignored)
    assert "匹配题" in reasons
    assert "说明文字" in reasons


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
        "<quiz>" + "<a>" * 500 + "</a>" * 500 + "</quiz>",
        "<quiz><question",
        "",
    ],
)
def test_harm_is_refused(text: str) -> None:
    with pytest.raises(BadFile):
        moodle.read(text.encode(), "x.xml")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b", ">", "<!--", "-->", "<math>", "</math>", "<img src=", '"', "'", "{1:SA:=a}", "{:MC:=a~b}", "&lt;",
             "<table>", "<tr>", "<td>", "<ul>", "<li>", "</ul>", "\\(", "\\)", "<script>", "甲", "~", "#", "%50%", "\n", "<m:math>"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_any_html_gives_a_text(text: str) -> None:
    inner = text.replace("]]>", "")
    for kind in ("cloze", "shortanswer", "multichoice", "description"):
        xml = f'<quiz><question type="{kind}"><questiontext format="html"><text><![CDATA[{inner}]]></text></questiontext></question></quiz>'
        lawful(moodle.read(xml.replace("\0", "").encode(), "x"))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<a ", '<a "', "<!--", "<math>", "<p><ul><li>", "\\(", "$$", "<b a='", "&", "{1:SA:=", "</p>", "<sup>"]
)
def test_hostile_html_takes_no_time(piece: str) -> None:
    for kind in ("cloze", "description"):
        text = piece * 20_000
        inner = f"<questiontext><text><![CDATA[{text}]]></text></questiontext>"
        lawful(moodle.read(f"<quiz><question type='{kind}'>{inner}</question></quiz>".encode(), "x"))
