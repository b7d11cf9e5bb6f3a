"""What each format writes it reads back as it was, and says what it could not hold."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from jltrain import bundled
from jltrain.bank import source
from jltrain.bank.digest import canonical
from jltrain.bank.formats import aiken, registry
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.intake.read import read as read_any
from jltrain.bank.question import Kind, Question, as_record
from tests.bank.formats.questions import BANKS, BODIES, body, built, lawful, none
from tests.samples import bank as sample_bank
from tests.samples import question as sample

Bank = tuple[Question, ...]
LOSSLESS = ("gift", "moodle", "qti21", "qti30", "yaml")


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=40, deadline=None)
@given(bank=BANKS)
def test_nothing_is_lost(name: str, bank: Bank) -> None:
    data, _lost = registry.writer(name)(bank, body)
    read = registry.reader_of(data, f"bank.{name}")
    assert read is not None
    findings = read(data, "bank")
    lawful(findings)
    assert tuple(sorted(map(built, findings.questions), key=lambda q: q.id)) == bank
    assert not [d for q in findings.questions for d in q.doubts if d.code is DoubtCode.NO_ANSWER]


@settings(max_examples=40, deadline=None)
@given(bank=BANKS)
def test_jsonl_keeps_all_but_pictures_and_says_so(bank: Bank) -> None:
    data, lost = registry.writer("jsonl")(bank, body)
    assert data == b"".join(canonical(as_record(q)) + b"\n" for q in bank), "as it always was, byte for byte"
    findings = registry.reader_of(data, "x.jsonl")(data, "x.jsonl")  # type: ignore[misc]
    lawful(findings)
    assert tuple(map(built, findings.questions)) == tuple(replace(q, pictures=()) for q in bank)
    assert bool(lost) == any(q.pictures for q in bank)


@settings(max_examples=40, deadline=None)
@given(bank=BANKS)
def test_aiken_keeps_stem_options_answer(bank: Bank) -> None:
    data, lost = aiken.write(bank, body)
    findings = aiken.read(data, "x.txt")
    lawful(findings)
    assert len(findings.questions) == sum(q.kind in (Kind.SINGLE, Kind.JUDGE) for q in bank) or lost
    by_stem = {" ".join(q.stem.split()): q for q in bank}
    for found in findings.questions:
        question = by_stem[found.stem]
        assert found.answer == question.items[0].answer
        assert found.options == tuple(" ".join(o.split()) for o in question.items[0].options)
    assert lost, "at least that basis and topic are gone"


@pytest.mark.parametrize("name", [*LOSSLESS, "jsonl", "aiken", "csv", "xlsx"])
def test_without_answers_none_is_written(name: str) -> None:
    bank = [replace(q, topic="知识", items=tuple(replace(i, accept=i.accept and (("六十日",),)) for i in q.items))
            for q in sample_bank(1)]  # fmt: skip
    data, lost = registry.writer(name)(bank, none, answers=False)
    texts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = [archive.read(part) for part in archive.namelist()]
    for secret in ("解析说明", "六十日", "第五十一条", "ANSWER:", "correctResponse", "TRUE"):
        assert not any(secret.encode() in text for text in texts), secret
    assert lost or name in ("qti21", "qti30", "csv", "xlsx", "jsonl")
    read = registry.reader_of(data, f"x.{name}")
    if read is not None:
        findings = read(data, "x")
        lawful(findings)
        items = [item for q in findings.questions for item in (q.parts or (q,))]
        assert items
        assert not any(item.answer for item in items)
        if name != "aiken":
            assert [q.kind for q in findings.questions] == [q.kind for q in bank]


@pytest.mark.parametrize("name", ["gift", "moodle", "qti21", "yaml"])
def test_a_missing_picture_is_told(name: str) -> None:
    bank = [replace(sample("law-1"), pictures=("gone.png",))]
    data, lost = registry.writer(name)(bank, none)
    assert any("图片" in sentence for sentence in lost)
    assert registry.reader_of(data, f"x.{name}") is not None


def test_what_gift_loses_in_moodle_is_told() -> None:
    case = sample("law-9", Kind.CASE)
    blanks = sample("law-8", Kind.BLANK)
    wide = replace(blanks.items[0], stem="____和____", answer=("0", "0"), accept=(tuple("0123456789"),) * 2)
    blanks = replace(blanks, stem=wide.stem, items=(wide,))
    _data, lost = registry.writer("gift")([case, blanks], none)
    assert any("总解析" in s for s in lost)
    assert any("可接受答案太多" in s for s in lost)


def test_characters_that_xml_cannot_hold_are_told() -> None:
    odd = sample("law-1")
    odd = replace(odd, items=(replace(odd.items[0], explanation="甲\x01乙"),))
    for name in ("moodle", "qti21", "qti30"):
        data, lost = registry.writer(name)([odd], none)
        assert any("控制字符" in s for s in lost)
        read = registry.reader_of(data, "x")
        assert read is not None
        assert read(data, "x").questions[0].explanation == "甲乙"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bank=BANKS)
def test_the_yaml_can_be_put_in_a_bank_folder(tmp_path: Path, bank: Bank) -> None:
    data, _lost = registry.writer("yaml")(bank, body)
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    read = source.read_bank(folder)
    assert tuple(sorted(read, key=lambda q: q.id)) == bank
    for question in read:
        for name in question.pictures:
            assert (folder / question.discipline.value / name).read_bytes() == BODIES[name]


def test_one_yaml_file_says_that_it_has_no_area() -> None:
    bank = sample_bank(1)
    data, lost = registry.writer("yaml-list")(bank, none)
    assert any("门类" in s for s in lost)
    read = registry.reader_of(data, "x.yaml")
    assert read is not None
    assert [q.id for q in read(data, "x.yaml").questions] == [q.id for q in bank]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_tables_keep_all_but_pictures_and_derived_figures(name: str) -> None:
    bank = source.read_bank(bundled.question_bank())
    data, lost = registry.writer(name)(bank, none)
    wanted = [replace(q, pictures=(), items=tuple(replace(i, derived=()) for i in q.items)) for q in bank]
    assert [built(found) for found in read_any(data, f"x.{name}").questions] == wanted
    assert any("推算" in sentence for sentence in lost)
