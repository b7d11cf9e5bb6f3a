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
from jltrain.sheet.frame import draw, frame
from jltrain.sheet.payload import SCHEMA_1, BadPayload, Incident, Payload, to_json
from jltrain.sheet.template1 import wording as wording_1
from jltrain.sheet.template2 import wording
from jltrain.sheet.template2.form import form
from jltrain.sheet.template2.grid import BOTTOM, LEFT, WIDTH, Page
from jltrain.sheet.template2.ink import A4, wrap
from jltrain.sheet.template2.letters import Letters, width
from jltrain.sheet.template2.page import pages
from tests.sheet.samples import RARE_NAME, UNIT, eventful, named, sample

LONG_UNIT = (
    "吉林省延边朝鲜族自治州和龙市交通运输综合行政执法大队道路运输与公路路政联合执法第三中队驻南坪口岸流动治超检查站"
)


def text_of(pdf: bytes) -> str:
    """All text as a reader copies it, without line ends and spaces."""
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s", "", found)


def inked(payload: Payload) -> list[Page]:
    shape = form(payload)
    return pages(payload, "0" * 64, shape, Letters(shape.codes))


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


CORRECTED = sample(
    number="JL2026-220100-000123-2",
    version=2,
    replaces="JL2026-220100-000123",
    correction="原成绩单姓名误录，经核对考生身份证件更正。",
    issuer_code="220000",
)


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
        payload.log_digest, payload.issuer, "第1页共1页", "版次：第1版",
    ):  # fmt: skip
        assert re.sub(r"\s", "", fact) in found, fact
    assert "不合格" not in found
    assert "更正" not in found and "单位代码" not in found
    assert "不合格" in text_of(draw(sample(pass_halves=190, passed=False)))


def test_a_corrected_sheet_says_what_it_replaces_and_why() -> None:
    found = text_of(draw(CORRECTED))
    assert f"更正成绩单（第2版）替代{CORRECTED.replaces}，更正原因：{CORRECTED.correction}" in found
    assert f"{UNIT}（单位代码220000）" in found
    assert f"编号：{CORRECTED.number}版次：第2版" in found
    assert page_count(draw(CORRECTED)) == 1


@pytest.mark.parametrize("code", ["2", "220000", "12220000MB1A2345XY", "9" * 64])
@pytest.mark.parametrize("issuer", [UNIT, LONG_UNIT])
def test_the_unit_code_stands_beside_the_issuer(issuer: str, code: str) -> None:
    assert f"{issuer}（单位代码{code}）" in text_of(draw(sample(issuer=issuer, issuer_code=code)))


@pytest.mark.parametrize("schema", ["jltrain.sheet/3", ""])
def test_an_unknown_template_is_not_drawn(schema: str) -> None:
    for payload in (sample(schema=schema), sample(template=3), sample(schema=SCHEMA_1), sample(template=1)):
        with pytest.raises(BadPayload):
            draw(payload)


@pytest.mark.parametrize("rule", MultipleRule)
def test_the_rule_is_told_in_the_words_of_the_paper(rule: MultipleRule) -> None:
    assert wording.RULES[rule] == wording_1.RULES[rule] == rule.label
    assert rule.label in text_of(draw(sample(rule=str(rule))))


def test_the_templates_know_every_area_and_level() -> None:
    assert {a: a.label for a in Area} == wording.AREAS == wording_1.AREAS
    assert set(wording.LEVELS) == set(wording_1.LEVELS) == set(Level)


def test_no_english_on_the_sheet() -> None:
    plain = sample(number="1", session_id="1", sitting_id="1", paper_title="卷", paper_digest="1", log_digest="1")
    plain = replace(plain, officer=replace(plain.officer, certificate="1"))
    left = re.sub(r"score\.json|数据摘要[0-9a-f]*", "", text_of(draw(plain)))
    assert re.findall(r"[A-Za-z]+", left) == []


def test_a_character_in_no_font_is_copied_out_right_and_its_code_is_on_the_page() -> None:
    found = text_of(draw(named("王\U00031350龘", "한강大队")))
    assert "王\U00031350龘" in found and "한강大队" in found
    assert "其编码为U+AC15U+D55CU+31350，以所附数据为准" in found
    assert "显示为方框" not in text_of(draw(named(RARE_NAME)))


def test_incidents_run_over_pages() -> None:
    payload = eventful(60)
    count = page_count(draw(payload))
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
    [sample(), named(RARE_NAME, LONG_UNIT), eventful(12), eventful(60), CORRECTED, sample(issuer=LONG_UNIT)],
    ids=["plain", "rare name and long unit", "12 incidents", "60 incidents", "corrected", "long issuer"],
)
def test_a_sheet_is_at_most_60_kilobytes(payload: Payload) -> None:
    assert len(frame(payload).data) <= 60_000


def test_an_ordinary_sheet_is_one_page() -> None:
    assert len(inked(sample())) == 1


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
    for page in inked(payload):
        for x, y in re.findall(rb"BT (-?[\d.]+) (-?[\d.]+) Td", b"\n".join((*page.alike, *page.own))):
            assert LEFT - 1 <= float(x) <= LEFT + WIDTH + 1
            assert BOTTOM - 26 <= float(y) <= A4[1] - 36


def streams(data: bytes) -> list[tuple[bool, bytes]]:
    """Whether it is packed, and the data, of each stream."""
    found = []
    for head in re.finditer(rb"<< /Length (\d+) (/Filter /FlateDecode )?[^\n]*>>\nstream\n", data):
        raw = data[head.end() : head.end() + int(head[1])]
        found.append((bool(head[2]), zlib.decompress(raw) if head[2] else raw))
    return found


def test_an_ordinary_sheets_own_streams_need_no_zlib() -> None:
    found = streams(draw(sample()))
    assert (False, to_json(sample())) in found
    assert sum(packed for packed, _ in found) == 5, "fonts S and T with their meanings, and what all sheets have alike"


def test_a_crowded_sheet_is_packed() -> None:
    assert (True, to_json(eventful(60))) in streams(draw(eventful(60)))
