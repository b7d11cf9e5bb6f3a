"""The visible sheet: same bytes, all text, nothing clipped, small."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain import i18n
from jltrain.bank.areas import Area, Level
from jltrain.paper.marks import MultipleRule
from jltrain.sheet import wording
from jltrain.sheet.frame import draw, frame
from jltrain.sheet.grid import BOTTOM, LEFT, WIDTH
from jltrain.sheet.ink import A4, Types, width, wrap
from jltrain.sheet.page import pages
from jltrain.sheet.payload import Incident, Payload, to_json
from tests.sheet.samples import RARE_NAME, eventful, named, sample

LONG_UNIT = (
    "吉林省延边朝鲜族自治州和龙市交通运输综合行政执法大队道路运输与公路路政联合执法第三中队驻南坪口岸流动治超检查站"
)


def text_of(pdf: bytes) -> str:
    """All text as a reader copies it, without line ends and spaces."""
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s", "", found)


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert draw(sample()) == draw(sample())
    assert frame(sample()).data == frame(sample()).data
    assert draw(sample()) != draw(sample(halves=168))


def test_the_language_of_the_screen_does_not_matter() -> None:
    chinese = draw(sample())
    i18n.use(i18n.ENGLISH)
    try:
        assert draw(sample()) == chinese
    finally:
        i18n.use(i18n.CHINESE)


@pytest.mark.parametrize("name", [RARE_NAME, "欧阳䶮", "㛃𬭎𫍣", "买买提·阿不都热合曼", "𠮷野𫝀", "O'Neil 王"])
def test_names_are_copied_out_right(name: str) -> None:
    assert re.sub(r"\s", "", name) in text_of(draw(named(name)))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed; pdfium is asked above")
def test_poppler_copies_names_out_right() -> None:
    run = subprocess.run(["pdftotext", "-", "-"], input=draw(named(RARE_NAME)), capture_output=True, check=True)
    assert RARE_NAME in run.stdout.decode()


def test_all_facts_are_on_the_page() -> None:
    payload = sample()
    found = text_of(draw(payload))
    for fact in (
        wording.TITLE, payload.number, payload.officer.name, payload.officer.certificate, payload.officer.unit,
        "市级", "公路路政", payload.session_title, payload.session_id, payload.paper_title, payload.paper_digest,
        "少选且无错选得一半分", "90分钟", "81分32秒", "2026年11月22日09:00:00", "2026年11月22日10:21:32", "本人交卷",
        *(s.title for s in payload.sections), "84.5", "合格线60分", "合格", *(i.text for i in payload.incidents),
        payload.log_digest, payload.issuer, "第1页共1页",
    ):  # fmt: skip
        assert re.sub(r"\s", "", fact) in found, fact
    assert "不合格" not in found
    assert "不合格" in text_of(draw(sample(pass_halves=190, passed=False)))


@pytest.mark.parametrize("rule", MultipleRule)
def test_the_rule_is_told_in_the_words_of_the_paper(rule: MultipleRule) -> None:
    assert wording.RULES[rule] == rule.label
    assert rule.label in text_of(draw(sample(rule=str(rule))))


def test_template_1_knows_every_area_and_level() -> None:
    assert {a: a.label for a in Area} == wording.AREAS
    assert set(wording.LEVELS) == set(Level)


def test_no_english_on_the_sheet() -> None:
    plain = sample(number="1", session_id="1", sitting_id="1", paper_title="卷", paper_digest="1", log_digest="1")
    plain = replace(plain, officer=replace(plain.officer, certificate="1"))
    left = re.sub(r"score\.json|数据摘要[0-9a-f]*", "", text_of(draw(plain)))
    assert re.findall(r"[A-Za-z]+", left) == []


def test_a_character_in_no_font_is_copied_out_right_and_its_code_is_on_the_page() -> None:
    found = text_of(draw(named("王\U00031350龘", "한강大队")))
    assert "王\U00031350龘" in found and "한강大队" in found
    assert "其编码为U+31350U+D55CU+AC15，以所附数据为准" in found
    assert "显示为方框" not in text_of(draw(named(RARE_NAME)))


def test_incidents_run_over_pages() -> None:
    payload = eventful(60)
    document = pypdfium2.PdfDocument(draw(payload))
    count = len(document)
    document.close()
    found = text_of(draw(payload))
    assert 3 <= count <= 5
    assert f"第{count}页共{count}页" in found
    assert all(re.sub(r"\s", "", i.text) in found for i in payload.incidents)


def test_an_incident_longer_than_a_page_is_cut_between_lines() -> None:
    text = "".join(f"第{n}句很长的说明，" for n in range(900))
    assert text[-60:] in text_of(
        draw(sample(incidents=(Incident("2026-11-22T01:20:00.000Z", "noted", text),)))
    ).replace("事项", "")


@pytest.mark.parametrize(
    "payload",
    [sample(), named(RARE_NAME, LONG_UNIT), eventful(12)],
    ids=["plain", "rare name and long unit", "12 incidents"],
)
def test_a_sheet_is_at_most_60_kilobytes(payload: Payload) -> None:
    assert len(frame(payload).data) <= 60_000


def test_an_ordinary_sheet_is_one_page() -> None:
    assert len(pages(sample(), to_json(sample()), Types())) == 1


AWKWARD = st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.text("执法a1（）。，", max_size=120)


@settings(max_examples=60, deadline=None)
@given(AWKWARD, st.floats(12, 200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, 10, room)
    assert lines
    assert all(width(line, 10) <= room + 1e-9 or len(line) == 1 for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_lines_do_not_begin_with_closing_marks() -> None:
    lines = wrap("执法人员应当，主动出示证件。" * 6, 10, 70)
    assert not [line for line in lines if line[0] in "，。"]


@settings(max_examples=15, deadline=None)
@given(AWKWARD, AWKWARD, AWKWARD)
def test_nothing_is_drawn_outside_the_margins(name: str, unit: str, incident: str) -> None:
    """Every text begins inside the frame, whatever the facts are."""
    payload = named(name, unit)
    payload = replace(payload, issuer=unit, incidents=(Incident("2026-11-22T01:20:00.000Z", "noted", incident * 40),))
    for ink in pages(payload, to_json(payload), Types()):
        for x, y in re.findall(rb"BT (-?[\d.]+) (-?[\d.]+) Td", ink.content()):
            assert LEFT - 1 <= float(x) <= LEFT + WIDTH + 1
            assert BOTTOM - 26 <= float(y) <= A4[1] - 40


def test_streams_are_packed() -> None:
    data = draw(sample())
    lengths = re.findall(rb"/Length (\d+) /Filter /FlateDecode [^\n]*>>\nstream\n", data)
    assert len(lengths) >= 4
    start = data.index(b"stream\n") + 7
    assert zlib.decompress(data[start : start + int(lengths[0])]) == to_json(sample())
