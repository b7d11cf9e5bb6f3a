"""轮训覆盖: the figures on the screen are those of the ledger; lists come from the database, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import coverage, rotation
from jltrain.app.context import Context
from jltrain.bank.areas import Level
from jltrain.gui.hr.coverage import CoveragePage
from jltrain.gui.hr.plan_dialog import PlanDialog
from jltrain.gui.hr.transcript import TranscriptPage
from jltrain.gui.page import Page
from jltrain.ledger.figures import Grouping
from jltrain.ledger.standing import Status
from jltrain.places import Places
from jltrain.settings import Settings
from tests import postgres as cluster
from tests.app.ledger_world import OWN_PLAN, UNIT, enrol, person
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.hr_world import BRANCH, OFFICERS, filled

Show = Callable[..., Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> CoveragePage:
    filled(shell.context)
    made = CoveragePage(shell)
    show_page(made)
    return made


def names(page: CoveragePage) -> list[str]:
    return [row.certificate[-1] for row in page.lacking.list.rows]


def choose(box: QComboBox, value: object) -> None:
    from jltrain.gui.hr.missing import choose as pick

    pick(box, value)


def test_figures(page: CoveragePage, shell: FakeShell) -> None:
    figures = (page.required, page.done, page.missing, page.rate, page.due)
    assert [figure.value.text() for figure in figures] == ["6", "1", "5", "16.7%", "2026-12-20"]
    found = coverage.figures(shell.context)
    assert page.overdue.value.text() == str(found.total.overdue) != "0"
    assert "28 天" in page.note.text() and not page.to_roster.isVisible() and not page.resume.isVisible()
    assert page.waiting.text() == "姓名待核实 1 份，查无此人 1 份，去处理…"
    page.waiting.click()
    assert shell.gone == [("collect", {"waiting": True})]


def test_every_division_adds_up(page: CoveragePage) -> None:
    for table in page.tables.values():
        assert sum(group.tally.required for group in table.rows.rows) == 6
        assert sum(group.tally.done for group in table.rows.rows) == 1
    assert [year.year for year in page.years.rows.rows] == [2024, 2025, 2026]
    own = next(row for row in page.needs.rows.rows if row.requirement.id == "own")
    assert (own.required, own.met) == (6, 2)
    assert sum(row[1] for row in page.schooling.education.rows.rows) == 6 if page.schooling.education else False
    assert "已达到 2 人" in page.schooling.text.text() and "3 人学历未填" in page.schooling.text.text()
    assert [quarter.required for quarter in page.schooling.quarters.rows.rows] == [1] * 12


def test_who_lacks_what_by_when(page: CoveragePage, shell: FakeShell) -> None:
    lacking = page.lacking
    assert sorted(names(page)) == ["2", "3", "4", "5", "6"]
    partly = next(row for row in lacking.list.rows if row.certificate.endswith("2"))
    texts = {column.title: column.text(partly) for column in lacking.list.table.rows.columns}
    assert "习近平法治思想必修" in texts["还缺什么"] and "本门类" not in texts["还缺什么"]
    assert texts["原因"] == "部分完成" and texts["应完成日期"] == str(partly.due)
    assert page.tabs.tabText(page.tabs.indexOf(lacking)) == "未完成名单 5"
    lacking.list.table.opened.emit(partly)
    assert shell.gone == [("transcript", {"certificate": "22010002"})]


def test_filters(page: CoveragePage, qtbot: QtBot) -> None:
    lacking = page.lacking
    choose(lacking.reason, Status.FAILED)
    assert names(page) == ["3"]
    lacking.everything.click()
    choose(lacking.unit, BRANCH)
    choose(lacking.level, Level.COUNTY)
    assert sorted(names(page)) == ["3", "4", "5", "6"]
    choose(lacking.lacks, "first-post")
    assert names(page) == ["6"]
    page.arrive()
    assert names(page) == ["6"], "the filter stays when the page is shown again"
    lacking.everything.click()
    lacking.search.setText("李𫍣")
    qtbot.keyClick(lacking.search, Qt.Key.Key_Return)
    assert sorted(names(page)) == ["3", "5"]
    lacking.overdue.setChecked(True)
    assert all(row.overdue(page.seen.figures.today) for row in lacking.list.rows) if page.seen else False


def test_a_double_click_lists_the_group(page: CoveragePage) -> None:
    group = next(group for group in page.tables[Grouping.UNIT].rows.rows if group.key == UNIT)
    page.tables[Grouping.UNIT].opened.emit(group)
    assert page.tabs.currentWidget() is page.lacking and names(page) == ["2"]
    group = next(group for group in page.tables[Grouping.LEVEL].rows.rows if group.key == "county")
    page.tables[Grouping.LEVEL].opened.emit(group)
    assert page.lacking.unit.currentData() is None and len(names(page)) == 4
    need = next(row for row in page.needs.rows.rows if row.requirement.id == "thought")
    page.needs.opened.emit(need)
    assert page.lacking.lacks.currentData() == "thought" and "2" in names(page)


def test_a_long_list_is_sorted_by_the_database(shell: FakeShell, show_page: Show) -> None:
    enrol(shell.context, *(person(n, f"人{n:03d}") for n in range(1, 451)))
    page = CoveragePage(shell)
    show_page(page)
    shown = page.lacking.list
    assert (len(shown.rows), shown.total, shown.pages) == (200, 450, 3)
    header = shown.table.horizontalHeader()
    header.sectionClicked.emit(1)
    assert shown.rows[0].certificate == "22010001" and header.sortIndicatorSection() == 1
    header.sectionClicked.emit(1)
    assert shown.rows[0].certificate == "22010450"
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    shown.next.click()
    assert shown.rows[0].certificate == "22010250"
    header.sectionClicked.emit(4)  # by what is missing nobody can sort
    assert header.sortIndicatorSection() == 1 and shown.rows[0].certificate == "22010250"


def test_stopped_and_gone_on_with(shell: FakeShell, show_page: Show) -> None:
    shell.cancel = True
    enrol(shell.context, *OFFICERS)
    (shell.context.places.home / "rotation.yaml").write_text(OWN_PLAN, "utf-8")  # all standings are stale now
    page = CoveragePage(shell)
    show_page(page)
    assert page.seen is None and "下次接着算" in page.note.text() and not shell.failed
    shell.cancel = False
    page.resume.click()
    assert page.required.value.text() == "6" and not page.resume.isVisible()


def test_on_a_server(show_page: Show, clock: FakeClock, tmp_path: Path, postgres: cluster.Server) -> None:
    with postgres.database() as name:
        places = Places(tmp_path / "other")
        places.prepare()
        Settings(places.settings).put("database.url", postgres.url(name))
        context = Context(places, clock)
        filled(context)
        page = CoveragePage(FakeShell(context))
        show_page(page)
        assert context.database.kind == "postgresql" and page.rate.value.text() == "16.7%"
        page.lacking.search.setText("李𫍣")
        page.lacking.delay.now()
        assert sorted(names(page)) == ["3", "5"]
        record = TranscriptPage(FakeShell(context))
        show_page(record, certificate="22010002")
        assert record.badges.texts == ("2024—2026 部分完成",)
        context.close()


def test_another_cycle(page: CoveragePage) -> None:
    labels = [page.cycle.itemText(at) for at in range(page.cycle.count())]
    assert labels == ["2024—2026年轮训周期", "2021—2023年轮训周期"]
    page.cycle.setCurrentIndex(1)
    assert page.done.value.text() == "0"
    assert [year.year for year in page.years.rows.rows] == [2021, 2022, 2023]
    assert page.place() == {"cycle": page.chosen()}


def test_export(page: CoveragePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    def named(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "out"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", named)
    page.save.click()
    assert asked == ["轮训覆盖_2024-2026_2026-11-22.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert "未完成名单" in book.sheetnames and "out.xlsx" in page.saved.text.text()
    page.saved.open.click()
    page.saved.folder.click()
    assert opened == [str(tmp_path / "out.xlsx"), str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    page.save.click()


def test_empty_roster_says_what_to_do(shell: FakeShell, show_page: Show) -> None:
    made = CoveragePage(shell)
    show_page(made)
    assert "花名册还是空的" in made.note.text() and made.rate.value.text() == "0.0%"
    made.to_roster.click()
    assert shell.gone == [("roster", {})]


def test_the_plan_in_words_and_another(
    page: CoveragePage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.plan.click()
    (dialog,) = page.findChildren(PlanDialog)
    assert dialog.head.badge.text() == "示例" and not dialog.back.isEnabled()
    said = texts(dialog)
    assert "2024 年底 33.3%，2025 年底 66.7%，2026 年底 100%" in said
    assert any("每季度参加领导干部季度学法 1 次（领导班子成员）" in text for text in said)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "copy.yaml"), ""))
    dialog.copy.click()
    own = tmp_path / "copy.yaml"
    assert own.read_text("utf-8").startswith("# 示例")
    own.write_text("title: [", "utf-8")
    dialog.use(own)
    assert "copy.yaml" in dialog.fault.text() and rotation.own_plan(shell.context) is None
    own.write_text(OWN_PLAN, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(own), ""))
    dialog.take.click()
    assert dialog.head.text.text() == "本单位计划" and dialog.back.isEnabled()
    assert page.done.value.text() == "2", "the exam in the own discipline is all this plan asks for"
    dialog.back.click()
    assert page.done.value.text() == "1" and "改回" in shell.told[-1]
    dialog.accept()


def test_a_broken_plan_can_be_put_right(page: CoveragePage, shell: FakeShell) -> None:
    (shell.context.places.home / "rotation.yaml").write_text("cycle: 7", "utf-8")
    page.arrive()
    assert shell.failed
    page.plan.click()
    dialog = page.findChildren(PlanDialog)[-1]
    assert "rotation.yaml" in dialog.fault.text()
    dialog.back.click()
    assert dialog.fault.isHidden() and page.required.value.text() == "6"
    dialog.accept()


def texts(dialog: PlanDialog) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize(("dark", "scale"), [(True, 100), (False, 150)])
def test_every_tab_paints(page: CoveragePage, monkeypatch: pytest.MonkeyPatch, dark: bool, scale: int) -> None:
    monkeypatch.setattr("jltrain.gui.hr.coverage._LOW", 999)
    page.retheme(dark, scale)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        assert page.figures.isVisible() == (page.tabs.currentWidget() is page.plots), (
            "a low window gives room to tables"
        )
        assert not page.grab().isNull()
