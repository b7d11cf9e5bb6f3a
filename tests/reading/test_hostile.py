"""No body that the limits let through takes long; what takes long is refused at once."""

from __future__ import annotations

import time

import pytest

from jltrain.reading import limits
from jltrain.reading.limits import BodyRefused, check_body
from jltrain.reading.pictures import picture_names
from jltrain.reading.render import render
from tests.reading.chapters import picture

SECONDS = 3.0
"""Of the processor, for a quarter of a full body: 0.5 s at worst on an idle machine; without limits, minutes."""


def refused(body: str) -> bool:
    try:
        check_body(body)
    except BodyRefused:
        return True
    return False


def largest(unit: str, join: str, high: int) -> str:
    """`unit` joined as often as the limits allow."""
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if refused(join.join([unit] * middle)) else (middle, high)
    return join.join([unit] * low)


BRACKETS = ("[", "![", "[](", "[a](b", "[a]: b\n", "<", "<!--", "&#", "\\*")
STARS = ("*", "**a ", "*a_b ", "`", "\\``", "*\t", "  \n#**")
BLOCKS = (">", "> ", ">>", "\n- ", "\n- a", "\n1. ", "|", "a|b\n-|-\n", "#", "\n    ", "=\n", "  \n", "字")


@pytest.mark.parametrize("unit", (*BRACKETS, *STARS, *BLOCKS))
def test_worst_bodies_are_bounded(unit: str) -> None:
    block = largest(unit, "", limits.BLOCK_CHARACTERS)
    body = largest(block, "\n\n", limits.BODY_CHARACTERS // 4 // (len(block) + 2) + 1)
    began = time.process_time()
    render(body, picture)
    picture_names(body)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("字" * 200_001, "超过 200000 个字符"),
        ("字" * 2_001, "第 1 行超过 2000 个字符"),
        ("甲\n\n" + "字\n" * 301, "第 3 行起的一段超过 300 行"),
        ("\u3000\n" * 301, "300 行"),
        (("字" * 1_999 + "\n") * 5, "一段超过 8000 个字符"),
        ("[" * 61, "方括号超过 60 个"),
        (("[" * 60 + "\n\n") * 11, "方括号累计超过 600 个"),
        ("*" * 201, "星号、下划线和反引号超过 200 个"),
        (("*" * 200 + "\n\n") * 21, "累计超过 4000 个"),
        ("甲\n" + "> " * 9 + "乙", "第 2 行的列表或引用嵌套超过 8 层"),
        ("- " * 8 + "1. 乙", "嵌套"),
        ("1. " * 600, "嵌套"),
        (" " * 36 + "- 甲", "嵌套"),
        ("\t" * 9 + "- 甲", "嵌套"),
        ("|" * 41, "竖线超过 40 个"),
        (("|" * 40 + "\n" + "a\n" * 200 + "\n") * 3, "表格累计超过 20000 格"),
        ("a\x02klzzwxh:0000\x03", "控制字符 U+0002"),
        ("a\ud800", "控制字符 U+D800"),
        ("a\u2028b", "控制字符 U+2028"),
    ],
)
def test_limits_say_line_and_reason(body: str, words: str) -> None:
    began = time.process_time()
    with pytest.raises(BodyRefused) as caught:
        render(body, picture)
    assert time.process_time() - began < 1
    assert words in caught.value.sentence()


def test_rules_and_ordinary_nesting_pass() -> None:
    check_body("- - - - - - - - - - -\n\n* * * * * * * * * * *\n\n- a\n    - b\n        - c\n\n> > 引\n")
    assert "<hr>" in render("- - - - - - - - - - -\n", picture).html
