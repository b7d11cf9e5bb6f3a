"""Statutes as published are taken apart; what is wrong with their numbers is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.errors import JltrainError
from jltrain.statutes.faults import NotAStatute, NoVersion, StatuteFaulty, StatuteTooLarge
from jltrain.statutes.parse import parse
from jltrain.statutes.statute import Statute, span
from tests.statutes.texts import BODY, FERRY, law, statute


def _articles(one: Statute) -> list[tuple[str, tuple[str, ...], str]]:
    return [(a.key, a.heading, a.text) for a in one.articles]


def test_a_published_text_is_read_whole() -> None:
    one = statute()
    assert (one.full_name, one.law) == ("中华人民共和国渡口条例", "渡口条例")
    assert one.version == date(2019, 3, 8)
    assert one.effective == date(2019, 5, 1)
    assert [a.key for a in one.articles] == ["1", "2", "3", "3-1", "4", "5"]
    assert [a.label for a in one.articles][2:4] == ["第三条", "第三条之一"]
    assert one.articles[0].heading == ("第一章 总则",)
    assert one.articles[3].heading == ("第二章 渡口", "第一节 设置")
    assert one.articles[4].heading == ("第二章 渡口", "第二节 管理")
    assert one.articles[5].heading == ("第三章 附则",)
    assert any("2019年3月1日" in line for line in one.history)
    assert one.remarks == ()


def test_paragraphs_items_and_subitems() -> None:
    first, second = statute().articles[2].paragraphs
    assert first.text == "设置渡口应当具备下列条件："
    assert [i.number for i in first.items] == ["（一）", "（二）", "（三）"]
    assert [i.text for i in first.items[1].subitems] == ["固定码头；", "浮动码头。"]
    assert second.text.startswith("县级人民政府")
    assert second.items == ()


@pytest.mark.parametrize(
    ("paragraph", "point", "begins"),
    [(1, 0, "设置渡口"), (2, 0, "县级人民政府"), (1, 3, "（三）"), (0, 1, "（一）"), (1, 2, "（二）")],
)
def test_a_cited_paragraph_or_item_is_found(paragraph: int, point: int, begins: str) -> None:
    text = statute().articles[2].text
    found = span(text, paragraph, point)
    assert found is not None
    assert text[slice(*found)].startswith(begins)


@pytest.mark.parametrize(("paragraph", "point"), [(3, 0), (2, 1), (1, 4), (0, 0), (0, 9)])
def test_a_place_that_is_not_there_is_nowhere(paragraph: int, point: int) -> None:
    assert span(statute().articles[2].text, paragraph, point) is None


def _wrapped(text: str, width: int) -> str:
    lines = [line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width)]
    out = []
    for number, line in enumerate(lines):
        if number and number % 12 == 0:
            out += ["", f"— {number // 12} —", "中华人民共和国渡口条例"]
        out.append(line)
    return "\n".join(out)


@pytest.mark.parametrize(
    "other",
    [
        FERRY.replace("\n", "\r\n"),
        FERRY.replace("　　第", "第").replace("条　", "条 "),
        FERRY.replace("\n", "\n\n"),
        _wrapped(FERRY, 24),
        "\ufeff" + FERRY.replace("第一章　总　　则", "第一章 总则"),
        FERRY + "\n附件：\n收费标准\n第一条　甲。\n",
        FERRY + "\n（责任编辑：某某）\n扫一扫在手机打开当前页\n",
        "<!-- 页首 -->\n" + FERRY.replace("第一条　", "**第一条**　"),
        FERRY.replace("第四条　违反本条例第三条规定的", "第四条　违反本条例\n第三条规定的"),
    ],
    ids=["crlf", "flush", "spread", "wrapped", "bom", "annex", "foot", "marks", "reference"],
)
def test_other_ways_to_publish_it_give_the_same(other: str) -> None:
    one = statute(other)
    assert _articles(one) == _articles(statute())
    assert (one.full_name, one.version, one.effective) == ("中华人民共和国渡口条例", date(2019, 3, 8), date(2019, 5, 1))


def test_what_stands_below_the_text_is_told() -> None:
    (remark,) = statute(FERRY + "\n附件：\n收费标准\n").remarks
    assert "附件：" in remark
    assert "2 行" in remark


def test_markdown_with_history() -> None:
    text = (
        "# 中华人民共和国桥梁法\n\n1997年7月3日 某某会议通过\n\n2017年11月4日 某某会议《关于修改〈甲法〉的决定》修正\n\n"
        "<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 本法自1998年1月1日起施行。"
    )
    one = statute(text)
    assert (one.version, one.effective) == (date(2017, 11, 4), date(1998, 1, 1))
    assert len(one.history) == 2
    assert one.articles[0].heading == ("第一章 总则",)


@pytest.mark.parametrize(
    ("file", "said", "version"),
    [("桥梁法_20171104", None, date(2017, 11, 4)), ("桥梁法", date(2016, 1, 2), date(2016, 1, 2))],
)
def test_a_version_that_the_text_lacks(file: str, said: date | None, version: date) -> None:
    one = parse(["桥梁法", "第一条\u3000甲。", "第二条\u3000乙。"], file, said)
    assert (one.full_name, one.version) == ("桥梁法", version)


def test_without_any_day_it_is_refused_and_with_one_in_force_told() -> None:
    with pytest.raises(NoVersion):
        statute("桥梁法\n第一条　甲。\n第二条　乙。")
    one = statute("桥梁法\n第一条　甲。\n第二条　本法自2024年12月1日起施行。")
    assert one.version == date(2024, 12, 1)
    assert "施行日期" in one.remarks[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("　　第二条　本条例所称", "　　本条例所称"), "缺第二条"),
        (("第三条之一　", "第三条　"), "第三条出现了两次"),
        (("第四条　违反", "第七条　违反"), "缺第四条至第六条"),
        (("第四条　违反", "第二条　违反"), "第二条出现了两次"),
        (("第三条之一　", "第三条之三　"), "第三条之三（第 36 行）前面缺条文"),
        (("第三条之一　渡口的名称应当报县级人民政府备案。", "第三条之一　"), "没有内容"),
    ],
)
def test_faulty_numbers_are_told_and_refused(change: tuple[str, str], told: str) -> None:
    with pytest.raises(StatuteFaulty) as caught:
        statute(FERRY.replace(*change))
    assert told in caught.value.sentence()


def test_articles_on_one_line_are_not_swallowed() -> None:
    with pytest.raises(StatuteFaulty) as caught:
        statute("桥梁法\n2020年1月1日公布\n第一条　甲。第二条　乙。第三条　丙。")
    assert "还有第二条" in caught.value.sentence()
    assert len(statute("桥梁法\n2020年1月1日公布\n第一条　甲。第二条规定的不算。").articles) == 1


def test_missing_articles_can_be_let_pass_and_stay_told() -> None:
    text = FERRY.replace("　　第二条　本条例所称", "　　本条例所称")
    one = parse(text.split("\n"), anyway=True)
    assert [a.key for a in one.articles] == ["1", "3", "3-1", "4", "5"]
    assert "缺第二条" in one.remarks[0]


@pytest.mark.parametrize("text", ["", "渡口条例\n一、甲。\n二、乙。", "《渡口条例》第一条规定的渡口。"])
def test_what_has_no_articles_is_no_statute(text: str) -> None:
    with pytest.raises(NotAStatute):
        statute(text)


def test_limits() -> None:
    with pytest.raises(StatuteTooLarge):
        parse(["第一条　" + "甲" * 4_100_000])
    with pytest.raises(StatuteTooLarge):
        parse(["第一条　甲。"] * 70_000)


def test_the_digest_says_whether_a_text_is_the_same() -> None:
    assert statute().digest == statute(FERRY.replace("\n", "\r\n")).digest
    assert statute().digest != statute(FERRY.replace("三千元", "五千元")).digest


_PIECES = st.sampled_from(
    [*BODY.split("\n"), *FERRY.split("\n"), "第一条", "第二条 甲", "第二条乙", "第二章", "（一）", "1．", "目录", "附件", "##",
     "2020年13月1日",
     "第一百条之一　丙。", "第零条 丁", "第九千九百九十九条 戊", "国务院令", "\t　", "第三节", "施行", "《"]
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["5" + " " * 200_000 + "x", "第一章" + "." * 200_000 + "x", "# " + "（2020" * 50_000, "《aa〈" * 60_000, "。）" * 100_000 + "x",
     "第一条" * 60_000, "2020年1月" * 40_000, "自" * 200_000, "<" * 200_000, "<p " * 60_000, "（一" * 80_000,
     "第 " * 90_000, "法" * 200_000],
    ids=range(13),
)  # fmt: skip
def test_no_line_takes_long(line: str) -> None:
    start = process_time()
    for lines in ([line, "第一条　甲。"], ["某法", "第一条　甲。", line, line, "第二条　乙。"]):
        with suppress(JltrainError):
            parse(lines, "某法_20200101")
    assert process_time() - start < 2


@settings(max_examples=150)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=40))
def test_no_lines_break_the_reader(lines: list[str]) -> None:
    """Whatever stands in a file: a statute whose articles are in order, or a refusal."""
    try:
        one = parse(lines, "某法_20200101")
    except JltrainError as error:
        assert error.sentence()
        return
    keys = [tuple(map(int, a.key.split("-"))) for a in one.articles]
    assert keys == sorted(set(keys))
    assert all(a.text for a in one.articles)


@given(
    st.lists(st.text("甲乙丙，。；", min_size=1, max_size=40).map(lambda t: "始" + t + "。"), min_size=1, max_size=30)
)
def test_every_word_of_a_text_is_kept(words: list[str]) -> None:
    one = statute(law("试验法", "2020年1月1日", *words))
    assert [a.text for a in one.articles] == words


@pytest.mark.parametrize(
    ("head", "file", "name"),
    [
        ("吉林省\n公路条例", "", "吉林省公路条例"),
        ("中华人民共和国\n渡口管理条例", "", "中华人民共和国渡口管理条例"),
        ("中华人民\n共和国渡口条例", "中华人民共和国渡口条例_20190308", "中华人民共和国渡口条例"),
        ("吉林省人民代表大会常务委员会公告\n吉林省公路条例", "", "吉林省公路条例"),
        ("公路条例\n实施细则", "", "公路条例"),
    ],
)
def test_a_name_on_two_lines_loses_nothing(head: str, file: str, name: str) -> None:
    assert statute(f"{head}\n\n2019年3月8日通过\n\n{BODY}", file).full_name == name
