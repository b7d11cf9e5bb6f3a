"""花名册 on a real folder: preview before import, search, replace, drop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import ledger
from jltrain.gui.hr.roster import RosterPage
from jltrain.gui.page import Page
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import HEADER, ROWS, enrolled, workbook

Show = Callable[[Page], Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> RosterPage:
    made = RosterPage(shell)
    show_page(made)
    return made


def names(page: RosterPage) -> list[str]:
    return [person.name for person in page.officers.rows.rows]


def test_empty_says_what_to_do(page: RosterPage) -> None:
    assert page.frame.isVisible() and not page.officers.isVisible()


def test_preview_then_import(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    page.check(workbook(tmp_path / "r.xlsx", [(*HEADER, "备注"), *ROWS]))
    assert page.preview is not None
    assert page.preview.badges.texts == ("可以导入 4 人",)
    assert ledger.officers(shell.context) == ()
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
    assert ledger.officers(shell.context) == ()


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
        assert len(ledger.officers(shell.context)) == left
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
    assert set(names(page)) == found


def test_units_are_counted_and_narrow_the_list(page: RosterPage, shell: FakeShell, tmp_path: Path) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    units = page.units.rows.rows
    assert [(unit.name[:2], unit.people) for unit in units] == [("", 4), ("榆树", 2), ("长春", 2)]
    page.units.selectRow(1)
    assert set(names(page)) == {"李𫍣", "㛃𬭎"}
    page.units.selectRow(0)
    assert len(names(page)) == 4


def test_sorting_and_copying(page: RosterPage, shell: FakeShell, tmp_path: Path, qtbot: QtBot) -> None:
    enrolled(shell.context, tmp_path)
    page.arrive()
    page.officers.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "㛃𬭎"
    page.officers.selectRow(0)
    page.officers.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    person = page.officers.row()
    assert person is not None and person.name == "㛃𬭎"
    page.officers.selectRow(1)
    page.officers.copy()
    assert QApplication.clipboard().text().startswith("王䶮\t22010002\t")


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
