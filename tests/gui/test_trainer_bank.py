"""The trainer's bank page on the shipped bank."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty, Fault
from jltrain.bank.question import Kind
from jltrain.gui.page import Page
from jltrain.gui.trainer.bank import BankPage
from jltrain.gui.trainer.question_text import question_html
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell


@pytest.fixture
def page(shell: FakeShell, show_page: Callable[[Page], Page]) -> BankPage:
    made = BankPage(shell)
    show_page(made)
    return made


def test_lists_filters_and_shows_a_question_whole(page: BankPage, qtbot: QtBot) -> None:
    everything = page.table.rows.rowCount()
    assert everything >= 240
    page.area.setCurrentIndex(page.area.findData(Area.HIGHWAY.value))
    page.kind.setCurrentIndex(page.kind.findData(Kind.CASE.value))
    found = page.table.rows.rows
    assert 0 < len(found) < everything
    assert {(q.discipline, q.kind) for q in found} == {(Area.HIGHWAY, Kind.CASE)}
    assert page.found.text() == f"共 {len(found)} 题"
    shown = page.preview.toPlainText()
    assert found[0].items[0].explanation.splitlines()[0] in shown
    assert "第 2 问" in shown
    page.search.setText("没有任何一题会这样写")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0, timeout=3000)
    assert "放宽筛选" in page.preview.toPlainText()


def test_topics_follow_the_area(page: BankPage) -> None:
    all_topics = page.topic.count()
    page.area.setCurrentIndex(page.area.findData(Area.PORT.value))
    assert 1 < page.topic.count() < all_topics
    page.topic.setCurrentIndex(1)
    assert {q.topic for q in page.table.rows.rows} == {page.topic.itemData(1)}


def test_counts_by_area_and_kind_add_up(page: BankPage) -> None:
    lines = page.counts.rows.rows
    whole = next(line for line in lines if line.area is None)
    assert whole.total == sum(line.total for line in lines if line.area) == page.table.rows.rowCount()


def test_export_writes_what_is_filtered(page: BankPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(file), ""))
    page.kind.setCurrentIndex(page.kind.findData(Kind.BLANK.value))
    page.export()
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert len(lines) == page.table.rows.rowCount()
    assert {line["kind"] for line in lines} == {"blank"}


def test_an_export_that_cannot_be_written_says_so(
    page: BankPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "no" / "out.jsonl"), ""))
    page.export()
    assert "写不进去（找不到）" in str(shell.failed[0]), "no word of the system in English"


def test_check_says_that_all_is_well_or_lists_every_fault(
    page: BankPage, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.check()
    assert "没有发现错误" in page.faults.item(0).text()
    faults = [Fault(Path("a.yaml"), 3, "[1].answer", "缺少答案"), Fault(Path("b.yaml"), 9, "[2].stem", "题干为空")]

    def faulty(*_arguments: object) -> None:
        raise BankFaulty(faults)

    monkeypatch.setattr(bank, "check_folder", faulty)
    page.check()
    assert [page.faults.item(n).text() for n in range(page.faults.count())] == [f.sentence() for f in faults]


def test_text_of_a_question_is_never_markup() -> None:
    html = question_html(exam_sample.questions()[0])
    assert "<第1问>" not in html
    assert "&lt;第1问&gt;" in html
