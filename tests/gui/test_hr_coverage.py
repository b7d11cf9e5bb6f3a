"""轮训覆盖: the figures on the screen are those of the ledger, and the workbook opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from jltrain.app import ledger
from jltrain.gui.hr.coverage import CoveragePage
from jltrain.gui.page import Page
from jltrain.ledger.standing import Status
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import enrolled, sheet_folder

Show = Callable[[Page], Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show, tmp_path: Path) -> CoveragePage:
    enrolled(shell.context, tmp_path)
    ledger.collect(shell.context, sheet_folder(shell.context, tmp_path / "in"))
    made = CoveragePage(shell)
    show_page(made)
    return made


def test_figures(page: CoveragePage) -> None:
    figures = (page.required, page.done, page.missing, page.rate, page.due)
    assert [figure.value.text() for figure in figures] == ["4", "1", "3", "25.0%", "2026-12-20"]
    assert not page.to_roster.isVisible()
    assert "28 天" in page.note.text() and "2 份成绩未计入" in page.note.text()


def test_every_division_adds_up(page: CoveragePage) -> None:
    for table in (page.units, page.levels, page.disciplines, page.batches, page.cities):
        assert sum(group.tally.required for group in table.rows.rows) == 4
        assert sum(group.tally.done for group in table.rows.rows) == 1
    assert [year.year for year in page.years.rows.rows] == [2024, 2025, 2026]


def test_missing_by_unit_reason_and_name(page: CoveragePage) -> None:
    lacking = page.lacking

    def names() -> set[str]:
        return {line.officer.name for line in lacking.table.rows.rows}

    assert names() == {"张三", "李𫍣", "㛃𬭎"}
    lacking.reason.setCurrentIndex(lacking.reason.findData(Status.FAILED))
    assert names() == {"㛃𬭎"}
    lacking.reason.setCurrentIndex(0)
    lacking.search.setText("𫍣")
    assert names() == {"李𫍣"}
    group = next(group for group in page.units.rows.rows if group.label.startswith("榆树"))
    page.units.opened.emit(group)
    assert page.tabs.currentWidget() is lacking
    assert names() == {"李𫍣", "㛃𬭎"}
    page.arrive()
    assert names() == {"李𫍣", "㛃𬭎"}, "the filter stays when the page is shown again"


def test_what_does_not_count_is_explained(page: CoveragePage) -> None:
    held = page.uncounted
    assert [doubt.result.name for doubt in held.doubts.rows.rows] == ["别人"]
    assert [result.name for result in held.strangers.rows.rows] == ["生客"]
    assert "核对是否同一人" in held.text.text()
    held.kind.setCurrentIndex(1)
    assert "补进花名册后自动计入" in held.text.text()
    assert page.tabs.tabText(page.tabs.indexOf(held)) == "未计入 2"


def test_another_cycle(page: CoveragePage) -> None:
    assert [page.cycle.itemText(at) for at in range(page.cycle.count())] == [
        "2024—2026年轮训周期",
        "2021—2023年轮训周期",
    ]
    page.cycle.setCurrentIndex(1)
    assert page.done.value.text() == "0"
    assert [year.year for year in page.years.rows.rows] == [2021, 2022, 2023]


def test_export(page: CoveragePage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "out"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.save.click()
    assert asked == ["轮训覆盖_2024-2026_2026-11-22.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [row[1].value for row in book["未完成名单"].iter_rows(min_row=4)] and "out.xlsx" in shell.told[-1]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    page.save.click()


def test_empty_roster_says_what_to_do(shell: FakeShell, show_page: Show) -> None:
    made = CoveragePage(shell)
    show_page(made)
    assert "花名册还是空的" in made.note.text() and made.rate.value.text() == "0.0%"
    made.to_roster.click()
    assert shell.gone == [("roster", {})]


@pytest.mark.parametrize(("dark", "scale"), [(True, 100), (False, 150)])
def test_every_tab_paints(page: CoveragePage, dark: bool, scale: int) -> None:
    page.retheme(dark, scale)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        assert not page.grab().isNull()
