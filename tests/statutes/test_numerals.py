from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.statutes.numerals import arabic_runs, to_chinese, to_number


@given(st.integers(1, 9999))
def test_counting_goes_there_and_back(number: int) -> None:
    assert to_number(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五十一", 51),
        ("一百零五", 105),
        ("二百五", 205),
        ("十", 10),
        ("二〇二一", 2021),
        ("三万五千", 35000),
        ("两亿", 200_000_000),
        ("一亿五千万", 150_000_000),
        ("三千万零五十", 30_000_050),
        ("88", 88),
    ],
)
def test_numerals_of_statutes(text: str, value: int) -> None:
    assert to_number(text) == value


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (19, "十九"), (51, "五十一"), (110, "一百一十"), (105, "一百零五"), (1003, "一千零三")],
)
def test_articles_are_counted_as_statutes_do(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize("text", ["", "甲", "1.5", "一a", "-3"])
def test_anything_else_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        to_number(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("六十日", "60日"),
        ("8万元", "80000元"),
        ("1.5万元", "15000元"),
        ("5千元", "5000元"),
        ("3百万元", "3000000元"),
        ("一亿五千万元", "150000000元"),
        ("80元", "80元"),
        ("千方百计", "千方百计"),
        ("亿", "亿"),
    ],
)
def test_figures_become_comparable(text: str, plain: str) -> None:
    assert arabic_runs(text) == plain
