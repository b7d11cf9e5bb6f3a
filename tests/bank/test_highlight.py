"""Where a screen marks the words that were looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.bank.highlight import Query, fold, parse, spans, words


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("公路 公路　罚款", ("公路", "罚款"), ()),
        ('"a b" “c  D” -x -"y z"', ("a b", "c d"), ("x", "y z")),
        ("“依法”处理", ("“依法”处理",), ()),
        ('"', ('"',), ()),
        ("-", ("-",), ()),
        ('"" “ ” \u200b', (), ()),
        ("ＡＢＣ，", ("abc,",), ()),
    ],
)
def test_parse(text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    assert parse(text) == Query(wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("公路与公路网", "公路", ["公路", "公路"]),
        ("罚款１０００元，Ab", "1000 aB", ["１０００", "Ab"]),
        ("二㎡地", "m2地", ["㎡地"]),
        ("公路路政", "公路 路路", ["公路路"]),
        ("a \n\u3000 b", '"a b"', ["a \n\u3000 b"]),
        ("𬭎某𬭎", "𬭎", ["𬭎", "𬭎"]),
        ("e\u0301t", "é", ["e\u0301"]),
        ("公\u200b路", "公路", ["公\u200b路"]),
        ("", "公", []),
    ],
)
def test_spans(text: str, asked: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text, words(asked))] == marked


@given(st.text(), st.text(max_size=3))
def test_spans_are_in_order_and_inside(text: str, word: str) -> None:
    last = -1
    for start, end in spans(text, [fold(word)]):
        assert last < start < end <= len(text)
        last = end
