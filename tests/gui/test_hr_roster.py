"""花名册 on a real folder: preview before import, search, replace, drop, one officer's history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import roster
from jltrain.gui.hr.roster import RosterPage
from jltrain.gui.page import Page
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import BRANCH, HEADER, ROWS, enrolled, many, workbook

Show = Callable[[Page], Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> RosterPage:
    made = RosterPage(shell)
    show_page(made)
    return made


def names(page: RosterPage) -> list[str]:
    return [row.member.name for row in page.officers.rows]


def open_person(page: RosterPage, name: str) -> None:
    page.officers.opened.emit(next(row for row in page.officers.rows if row.member.name == name))
    assert page.person is not None and page.person.isVisible()


def test_empty_says_what_to_do(page: RosterPage) -> None:
    assert page.frame.isVisible() and not page.officers.isVisible()


def test_preview_then_import(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    page.check(workbook(tmp_path / "r.xlsx", [(*HEADER, "备注"), *ROWS]))
    assert page.preview is not None
    assert page.preview.badges.texts == ("可以导入 4 人",)
    assert roster.count(shell.context) == 0
    page.preview.load.click()
    assert set(names(page)) == {row[0] for row in ROWS}
    assert "新增 4 人" in shell.told[-1]
    assert not page.frame.isVisible()


def test_preview_lists_each_fault(page: RosterPage, tmp_path: Path, shell: FakeShell) -> None:
    page.check(workbook(tmp_path / "r.xlsx", [HEADER, ROWS[0], ("钱七", "", "甲队", "乡", "铁路")]))
    assert page.preview is not None
    assert page.preview.badges.texts == ("可以导入 1 人", "有问题 1 行")
    problems = page.preview.problems.rows.rows
    assert {(p.row, p.column, p.value) for p in problems} == {
        (3, "执法证号", ""),
        (3, "层级", "乡"),
        (3, "执法门类", "铁路"),
    }
    page.preview.reject()
    assert roster.count(shell.context) == 0


def test_preview_foresees_the_import(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    rows = [
        (*ROWS[0], "", ""),
        (*ROWS[1][:2], BRANCH, *ROWS[1][3:], "2025-03-01", ""),
        (ROWS[2][0], "22019999", *ROWS[2][2:], "", "22010003"),
        ("新来的", "22015555", BRANCH, "县", "公路路政", "", ""),
    ]
    page.check(workbook(tmp_path / "new.xlsx", [(*HEADER, "任职日期", "原执法证号"), *rows]))
    assert page.preview is not None and page.preview.gone == 1
    assert "新增 1 人，更新 2 人，与现有相同 1 人" in page.preview.text.text()
    assert "1 人更换了执法证号，1 人写明了任职日期" in page.preview.text.text()
    page.preview.load.click()
    assert "新增 1 人，更新 2 人，未变 1 人，移除 0 人" in shell.told[-1] and "更换了执法证号" in shell.told[-1]
    assert roster.officer(shell.context, "22010003").certificate == "22019999"


def test_replace_is_asked_for_and_barred_while_rows_are_faulty(
    page: RosterPage, shell: FakeShell, tmp_path: Path
) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.check(workbook(tmp_path / "bad.xlsx", [HEADER, ROWS[0], ("钱七", "", "甲队", "市", "路政")]))
    assert page.preview is not None and not page.preview.replace.isEnabled()
    page.preview.reject()
    short = workbook(tmp_path / "short.xlsx", [HEADER, *ROWS[:2]])
    shell.answers = [False, True]
    for left in (4, 2):
        page.check(short)
        assert page.preview.gone == 2
        page.preview.replace.setChecked(True)
        page.preview.load.click()
        assert roster.count(shell.context) == left
    assert "2 名" in shell.asked[0]


def test_nothing_to_import(page: RosterPage, tmp_path: Path) -> None:
    page.check(workbook(tmp_path / "r.xlsx", [HEADER, ("钱七", "", "甲队", "市", "路政")]))
    assert page.preview is not None and not page.preview.load.isEnabled()
    page.preview.reject()


def test_a_file_that_cannot_be_read_is_a_sentence(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    page.check(tmp_path / "x.xlsx")
    assert page.preview is None
    assert "已损坏" in str(shell.failed[0])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("䶮", {"王䶮"}),
        ("𫍣", {"李𫍣"}),
        ("22010004", {"㛃𬭎"}),
        ("２２０１０００４", {"㛃𬭎"}),
        ("榆树 李", {"李𫍣"}),
        ("没有这个人", set()),
        ("", {row[0] for row in ROWS}),
    ],
)
def test_search(page: RosterPage, shell: FakeShell, tmp_path: Path, typed: str, found: set[str]) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.search.setText(typed)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert set(names(page)) == found


def test_a_search_begins_when_the_typing_pauses(
    page: RosterPage, shell: FakeShell, tmp_path: Path, qtbot: QtBot
) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.search.setText("王")
    assert len(names(page)) == 4
    qtbot.waitUntil(lambda: names(page) == ["王䶮"])


def test_units_are_counted_and_narrow_the_list(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    units = page.units.rows.rows
    assert [(unit.label[:2], unit.people) for unit in units] == [("全部", 4), ("榆树", 2), ("长春", 2)]
    assert not page.unit_words.isVisible()
    page.units.selectRow(1)
    assert set(names(page)) == {"李𫍣", "㛃𬭎"}
    page.units.selectRow(0)
    assert len(names(page)) == 4


def test_many_are_paged_units_are_found_and_namesakes_marked(
    page: RosterPage, shell: FakeShell, tmp_path: Path
) -> None:
    many(shell.context, tmp_path, 430)
    page.arrive()
    assert len(page.officers.rows) == 200 and page.officers.total == 430 and "430" in page.counts.text()
    page.officers.last.click()
    assert len(page.officers.rows) == 30
    page.unit_words.setText("第07")
    assert [unit.label for unit in page.units.rows.rows] == ["全部单位", "第07大队"]
    page.units.selectRow(1)
    assert len(page.officers.rows) == 30
    marked = {row.member.name for row in page.officers.rows if row.namesakes}
    assert marked == {"李伟"}
    open_person(page, "李伟")
    assert page.person is not None and page.person.badges.texts == ("同名 43 人",)
    page.person.reject()


def test_one_officer_with_his_history(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    row = ("王岩", ROWS[1][1], BRANCH, *ROWS[1][3:])
    roster.import_roster(shell.context, workbook(tmp_path / "moved.xlsx", [HEADER, row]), by="人事科李姐")
    page.arrive()
    open_person(page, "王岩")
    assert page.person is not None
    facts = dict(page.person.facts)
    assert facts["曾用名"] == "王䶮" and facts["单位"] == BRANCH and "同名" not in facts
    history = {(change.what, change.before, change.after, change.by) for change in page.person.changes.rows.rows}
    assert ("姓名", "王䶮", "王岩", "人事科李姐") in history
    assert ("单位", ROWS[1][2], BRANCH, "人事科李姐") in history
    page.person.to_transcript.click()
    assert shell.gone == [("transcript", {"certificate": "22010002"})]
    open_person(page, "王岩")
    page.person.to_register.click()
    assert page.activity is not None and set(page.activity.picker.people) == {"22010002"}
    page.activity.reject()


def test_enter_opens_the_officer_at_hand(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.officers.table.selectRow(0)
    QTest.keyClick(page.officers.table, Qt.Key.Key_Return)
    assert page.person is not None and page.person.isVisible()
    page.person.reject()


def test_sorting_and_copying(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.officers.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "㛃𬭎"
    page.officers.table.selectRow(0)
    page.officers.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    row = page.officers.row()
    assert row is not None and row.member.name == "㛃𬭎"
    page.officers.table.selectRow(1)
    page.officers.table.copy()
    assert QApplication.clipboard().text().startswith("王䶮\t\t22010002\t")


@pytest.mark.filterwarnings("ignore:Function:DeprecationWarning")  # 6.12 wants QPointF where 6.8 knows QPoint alone
def test_a_dropped_file_is_checked(page: RosterPage, tmp_path: Path) -> None:
    file = workbook(tmp_path / "r.xlsx", [HEADER, *ROWS])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    action, keys, buttons = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(page.rect().center(), action, data, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))
    assert page.preview is not None and page.preview.badges.texts == ("可以导入 4 人",)
    page.preview.reject()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.docx"))])
    enter = QDragEnterEvent(page.rect().center(), action, data, buttons, keys)
    enter.ignore()
    page.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_template(page: RosterPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "t.xlsx"), ""))
    page.template.click()
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames[0] == "执法人员名册"
    assert "t.xlsx" in shell.told[-1]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "no" / "t.xlsx"), ""))
    page.template.click()
    assert shell.failed


def test_choosing_a_file(page: RosterPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "r.xlsx", [HEADER, *ROWS])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("", ""))
    page.load.click()
    before = page.preview
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(file), ""))
    page.load.click()
    assert before is None and page.preview is not None
    page.preview.reject()
