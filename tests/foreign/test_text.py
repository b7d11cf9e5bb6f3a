"""Encodings that nobody wrote down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.foreign.faults import FileNotText
from jltrain.foreign.text import decoded, tidy

SENTENCE = "一、单选题（每题1分）\r\n1.执法人员䶮㛃应当出示（ B ）。\rA、证件 B、12306\n"
PURE = "执法人员应当主动出示行政执法证件并告知当事人依法享有的权利和应当承担的义务"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_chinese_text_in_every_encoding(codec: str) -> None:
    found = decoded(SENTENCE.encode(codec), "a.txt")
    assert found.text == SENTENCE.replace("\r\n", "\n").replace("\r", "\n")
    assert found.encoding == codec


@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_text_without_a_single_ascii_character(codec: str) -> None:
    assert decoded(PURE.encode(codec), "a.txt").text == PURE


@pytest.mark.parametrize(
    "content", [b"\0" * 99, b"a\0\0\0b", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff" * 99, b"\x01\x02\x03" * 9]
)
def test_what_is_no_text(content: bytes) -> None:
    with pytest.raises(FileNotText) as caught:
        decoded(content, "图.txt")
    assert "图.txt" in caught.value.sentence()


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decoded(data, "a").text
    except FileNotText:
        return
    assert "\0" not in text and text.splitlines() == text.removesuffix("\n").split("\n")[: len(text.splitlines())]


@settings(deadline=None, max_examples=200)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"),
        max_size=200,
    )
)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decoded(text.encode("utf-8-sig"), "a").text == text
    assert tidy(text) == text


def test_pasted_text() -> None:
    assert tidy("\ufeff甲\r\n乙\x0b丙\u2028丁\x00\x07") == "甲\n乙\n丙\n丁"
