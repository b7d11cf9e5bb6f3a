"""One statute under all the names that it is called by; days as statutes write them."""

from __future__ import annotations

from datetime import date

import pytest

from jltrain.statutes.citation import Citation, find, parse
from jltrain.statutes.dates import days, iso_day
from jltrain.statutes.names import folded, short_name, year_named


@pytest.mark.parametrize(
    "name",
    ["公路法", "《公路法》", "中华人民共和国公路法", "《中华人民共和国公路法（2017年修正）》", "公路法(2017修正)", "公路法【2017年版】",
     "公路法（2017年11月4日修订）", " 公路法 （ 2017 修订 ） ", "公路法〔2017修正〕"],
)  # fmt: skip
def test_names_of_one_statute(name: str) -> None:
    assert short_name(name) == "公路法"


@pytest.mark.parametrize("name", ["道路运输管理办法（试行）", "收费规则（暂行）", "中华人民共和国"])
def test_what_belongs_to_the_name_stays(name: str) -> None:
    assert short_name(name) == name


def test_widths_of_brackets_are_one() -> None:
    assert folded("管理办法(试行)") == folded("《管理办法（试行）》")


@pytest.mark.parametrize(
    ("name", "year"),
    [("《行政处罚法（2021年修订）》", 2021), ("行政处罚法", 0), ("办法（试行）", 0), ("《公路法》（2017）", 2017)],
)
def test_the_year_in_the_brackets(name: str, year: int) -> None:
    assert year_named(name) == year


def test_a_citation_may_name_the_version() -> None:
    wanted = Citation("行政处罚法", 33, 0, 1, 2)
    assert parse("《行政处罚法（2021年修订）》第三十三条第一款第（二）项") == wanted
    assert parse("《中华人民共和国行政处罚法》（2021年修订）第33条第1款第二项") == wanted


def test_articles_behind_the_first_are_of_the_same_law() -> None:
    found = find("依据《公路法》第五十条、第五十一条第二款和第七十六条之一处理，第八条不算。")
    assert [(c.law, c.key, c.paragraph) for c in found] == [
        ("公路法", "50", 0),
        ("公路法", "51", 2),
        ("公路法", "76-1", 0),
    ]


def test_days() -> None:
    assert [d for d, _, _ in days("2017年11月4日、二〇一七年十一月四日、二○一七年十一月三十一日、2017年2月30日")] == [
        date(2017, 11, 4)
    ] * 2
    assert iso_day("20171104") == iso_day("2017/11/4") == iso_day("2017年11月4日") == date(2017, 11, 4)
    assert iso_day("2017") is iso_day("20171340") is None
