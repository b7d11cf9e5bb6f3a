"""法规库: importing, versions, comparing, removing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import review
from jltrain.app.bank import Wanted
from jltrain.gui.page import Page
from jltrain.gui.statutes.compare_html import Filter
from jltrain.gui.statutes.page import BLANK, COMPARE, LIST, StatutesPage
from jltrain.statutes.difference import Change
from tests.gui.conftest import FakeShell
from tests.gui.statutes_world import FIRST, SECOND, cite, courseware, revised, statute_file

Show = Callable[..., Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show, themed: QApplication) -> StatutesPage:
    made = StatutesPage(shell)
    show_page(made)
    return made


def at(page: StatutesPage) -> int:
    return page._body.currentIndex()


def results(page: StatutesPage) -> list[tuple[str, str]]:
    assert page.dialog is not None
    return [(line.name, line.result) for line in page.dialog.table.rows.rows]


def test_empty_then_a_folder_then_a_newer_version(
    page: StatutesPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    courseware(tmp_path, monkeypatch)
    cite(shell.context, second="《渡船法》第二条第二款", fine="《渡船法》第三条")
    assert at(page) == BLANK
    folder = tmp_path / "laws"
    folder.mkdir()
    statute_file(folder, 2015, FIRST)
    (folder / "notes.txt").write_text("买菜", "utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    page.folder.click()
    assert results(page) == [("notes.txt", "没有导入"), ("渡船法", "新导入")]
    assert page.dialog is not None
    assert page.dialog.badges.texts == ("导入 1 部", "没有导入 1 个文件")
    assert not page.dialog.to_review.isVisible()
    page.dialog.accept()
    assert at(page) == LIST
    assert "由" in page.facts.text()
    newer = statute_file(tmp_path, 2023, SECOND)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([str(newer)], ""))
    page.load.click()
    assert results(page) == [("渡船法", "比 2015-05-06 新的版本，3 项待复核")]
    page.dialog.to_review.click()
    assert shell.gone == [("review", {})]
    row = page.laws.row()
    assert row is not None
    assert (row.versions, page._counts) == (("2023-05-06", "2015-05-06"), {"渡船法": 2})
    page.bring_in([newer])
    assert results(page) == [("渡船法", "已有相同的文本")]
    page.dialog.accept()


def test_a_file_without_a_day_and_one_with_faults(page: StatutesPage, tmp_path: Path) -> None:
    undated = tmp_path / "渡船法.txt"
    undated.write_text("渡船法\n\n第一条　制定本法。\n第二条　渡船应当检验。\n", "utf-8")
    gap = tmp_path / "桥梁法.md"
    gap.write_text("# 桥梁法\n\n2020年1月1日通过\n\n第一条　制定本法。\n\n第五条　桥梁应当检验。\n", "utf-8")
    page.bring_in([undated, gap])
    assert page.dialog is not None
    assert {result for _name, result in results(page)} == {"没有导入"}
    dialog = page.dialog
    for number, line in enumerate(dialog.table.rows.rows):
        dialog.table.selectRow(number)
        dated = "渡船法" in line.name
        assert (dialog.dated.isEnabled(), dialog.anyway.isEnabled()) == (dated, not dated)
    dialog.table.selectRow(next(n for n, line in enumerate(dialog.table.rows.rows) if "渡船法" in line.name))
    dialog.dated.click()
    from jltrain.gui.statutes.import_dialog import VersionDialog

    (asked,) = dialog.findChildren(VersionDialog)
    asked.field.setDate(asked.field.date().addYears(-3))
    asked.accept()
    assert results(page) == [("渡船法", "新导入")]
    page.dialog.accept()
    page.bring_in([gap])
    page.dialog.anyway.click()
    assert results(page) == [("桥梁法", "新导入")]
    page.dialog.accept()
    assert {row.law: row.version for row in page.laws.rows.rows} == {
        "渡船法": date(2023, 11, 22).isoformat(), "桥梁法": "2020-01-01",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:Function:DeprecationWarning")  # 6.12 wants QPointF where 6.8 knows QPoint alone
def test_a_dropped_file_is_imported_and_stopping_keeps_what_was_there(
    page: StatutesPage, shell: FakeShell, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(statute_file(tmp_path, 2015, FIRST)))])
    action, keys, buttons = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))
    assert results(page) == [("渡船法", "新导入")]
    assert page.dialog is not None
    page.dialog.accept()
    assert shell.steps
    shell.cancel = True
    page.bring_in([statute_file(tmp_path, 2023, SECOND)])
    shell.cancel = False
    assert len(page.laws.rows.rows) == 1


def test_comparing_two_versions(
    page: StatutesPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    revised(shell.context, tmp_path, monkeypatch)
    page.arrive()
    page.compare.click()
    view = page.comparison
    assert at(page) == COMPARE
    assert [c.change for c in view.shown] == [Change.CHANGED, Change.GONE, Change.NEW, Change.MOVED] or {
        c.change for c in view.shown
    } == {Change.CHANGED, Change.GONE, Change.NEW, Change.MOVED}
    view.finish()
    html = view.page.toHtml()
    assert "line-through" in html
    assert "underline" in html
    text = view.page.toPlainText()
    assert "第三条 → 第四条：条号变动，文字有修改" in text
    assert "（已删去）" in text
    for kind, count in ((Filter.ALL, 6), (Filter.NEW, 1), (Filter.GONE, 1), (Filter.MOVED, 1), (Filter.REWORDED, 2)):
        view.filter.setCurrentIndex(view.filter.findData(kind.value))
        assert len(view.shown) == count
    view.filter.setCurrentIndex(view.filter.findData(Filter.ALL.value))
    view.step(1)
    view.step(1)
    view.old.setCurrentText("2023-05-06")
    view.filter.setCurrentIndex(view.filter.findData(Filter.CHANGED.value))
    assert "完全相同" in view.page.toPlainText()
    view.back.click()
    assert at(page) == LIST


def test_an_article_is_pointed_at(
    page: StatutesPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revised(shell.context, tmp_path, monkeypatch)
    page.arrive(law="《中华人民共和国渡船法》", article="5")
    assert at(page) == COMPARE
    page.arrive(law="渡船法")
    assert at(page) == LIST
    page.arrive(law="桥梁法")
    assert "还没有导入《桥梁法》" in shell.told[-1]


def test_questions_whole_text_and_removal(
    page: StatutesPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revised(shell.context, tmp_path, monkeypatch)
    page.arrive()
    page.citing.click()
    page.whole.click()
    assert shell.gone == [
        ("bank", {"wanted": Wanted(law="渡船法")}),
        ("laws", {"law": "渡船法", "version": "2023-05-06", "article": ""}),
    ]
    page.remove.click()
    assert "渡船法" in shell.asked[-1]
    assert "复核" in str(shell.failed[-1])
    review.confirm(shell.context, [row.number for row in review.queue(shell.context).rows])
    shell.answers = [False, True]
    page.remove.click()
    assert len(page.versions.rows.rows) == 2
    page.versions.selectRow(1)
    page.remove.click()
    assert [row.version for row in page.versions.rows.rows] == ["2023-05-06"]
    assert not page.compare.isEnabled()
    page.search.setText("没有")
    assert page.laws.row() is None
    assert not page.whole.isEnabled()
