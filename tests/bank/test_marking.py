from __future__ import annotations

import pytest

from jltrain.bank.marking import blanks_right, is_right, same_text
from jltrain.bank.question import Kind
from tests.samples import item


@pytest.mark.parametrize(
    ("given", "standard"),
    [
        ("60日", "六十日"),
        ("６０　日", "60日"),
        ("8万元", "80000元"),
        ("5千元", "五千元"),
        ("行政复议。", "行政复议"),
        ("ＡＢ", "ab"),
        ("1.5倍", "1.5 倍"),
        ("10,000元", "1万元"),
        ("3～5日", "3-5日"),
        ("三—五日", "3-5日"),
        ("3，5", "3、5"),
        ("1∶2", "1：2"),
        ("行政许可、行政处罚", "行政许可，行政处罚"),
        ("公路——一级", "公路一级"),
    ],
)
def test_forgiven(given: str, standard: str) -> None:
    assert same_text(given, standard)


@pytest.mark.parametrize(
    ("given", "standard"),
    [
        *(
            ("80元", "8万元"),
            ("六日", "六十日"),
            ("60", "60日"),
            ("", ""),
            ("。", "六十日"),
            ("1.5", "15"),
            ("-5", "5"),
        ),
        *(("3～5日", "35日"), ("3、5", "35"), ("三、五日", "三五日"), ("1:2", "12"), ("<30%", ">30%"), ("≥30", "30")),
        *(
            ("5‰", "5"),
            ("5‰", "5%"),
            ("−5", "5"),
            ("±5", "5"),
            ("不超过3万元", "3万元"),
            ("1,5", "15"),
            ("3万元", "3元"),
        ),
    ],
)
def test_not_forgiven(given: str, standard: str) -> None:
    assert not same_text(given, standard)


def test_each_kind() -> None:
    assert is_right(item(Kind.MULTIPLE, ("A", "C")), ("C", "A"))
    assert not is_right(item(Kind.MULTIPLE, ("A", "C")), ("A",))
    assert not is_right(item(Kind.SINGLE, ("B",)), ())
    assert is_right(item(Kind.JUDGE, ("N",)), ("N",))
    two = item(Kind.BLANK, ("六十日", "市级"), accept=(("六十日", "两个月"), ("市级",)))
    assert is_right(two, ("两个月", "市级"))
    assert not is_right(two, ("市级", "六十日"))
    assert not is_right(two, ("六十日",))
    assert blanks_right(two, ("60日", "县级")) == 1
