"""Results and sheets on the page, with real signatures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from jltrain.app import keys, sessions, sheets
from jltrain.app.context import Context
from jltrain.bank.question import Kind, Response
from jltrain.gui.page import Page
from jltrain.gui.trainer.results import ResultsPage
from jltrain.gui.trainer.sheet_preview import SheetPreview
from jltrain.sheet import keyfile
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell
from tests.gui.exam_driver import click


def sat(context: Context) -> None:
    """Two officers have handed in, one passed; the third never came."""
    session = exam_sample.open_session(context)
    for officer in exam_sample.OFFICERS[:2]:
        delivery = sessions.deliver(context, sessions.sign_in(context, session.id, officer.certificate, officer.name))
        delivery.start()
        for placed in delivery.items:
            right: Response = placed.item.answer
            if officer.name == "张三" or placed.item.kind is Kind.SINGLE:
                delivery.answer(placed.key, right)
        delivery.submit()


@pytest.fixture
def page(shell: FakeShell, show_page: Callable[[Page], Page]) -> ResultsPage:
    sat(shell.context)
    made = ResultsPage(shell)
    show_page(made)
    return made


def cells(page: ResultsPage, title: str) -> list[str]:
    column = next(c for c in page.table.rows.columns if c.title == title)
    return [column.text(row) for row in page.table.rows.rows]


def test_marks_by_section_and_who_passed(page: ResultsPage) -> None:
    assert cells(page, "姓名") == ["张三", "李䶮", "欧阳娜娜"]
    assert cells(page, "单选题") == ["4", "4", "—"]
    assert cells(page, "案例分析题") == ["6", "3", "—"]
    assert cells(page, "总分") == ["20", "7", "—"]
    assert cells(page, "结果") == ["合格", "不合格", "未登录"]
    assert page.summary.text() == "考生 3 人，已交卷 2 人，合格 1 人，平均 13.5 分（满分 20 分，12 分合格）"
    facility = {line.key: line.analysis.facility for line in page.items.rows.rows}
    assert (facility["s1"], facility["m1"], facility["c1#2"]) == (1.0, 0.5, 0.5)


def test_sheets_are_signed_shown_and_good(page: ResultsPage, shell: FakeShell, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    click(page.issue_button)
    assert shell.told[-1] == "本场已签发成绩单 2 份。"
    assert cells(page, "成绩单") == ["已签发", "已签发", "—"]
    assert not page.issue_button.isEnabled()
    files = [shell.context.places.home / row.sheet for row in page.table.rows.rows if row.sheet]
    assert all(checked.accepted for checked in sheets.verify_files(shell.context, files))
    page.table.selectRow(1)
    click(page.view_button)
    preview = page.findChild(SheetPreview)
    assert preview is not None
    assert preview.picture.pixmap().width() > 500
    preview.turn(99)
    assert not preview.next.isEnabled()
    preview.accept()
    click(page.folder_button)
    assert opened == [str(files[0].parent)]


def test_a_protected_key_asks_for_its_passphrase(
    page: ResultsPage, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    keys.ensure_keys(shell.context, "正确的口令123")
    page.issue()
    assert page.asking is not None
    page.asking.reject()
    assert "已签发" not in cells(page, "成绩单")
    page.issue()
    asking = page.asking
    asking.go.click()
    assert asking.fields[0].fault.text() == "请输入口令。"
    asking.secret.line.setText("错误")
    asking.go.click()
    assert "口令不对" in asking.fields[0].fault.text() and asking.secret.text() == "错误"
    asking.secret.line.setText("正确的口令123")
    asking.go.click()
    assert cells(page, "成绩单").count("已签发") == 2 and not shell.failed


def test_a_sheet_is_corrected(page: ResultsPage, shell: FakeShell) -> None:
    assert not page.correct_button.isEnabled()
    page.issue()
    page.table.selectRow(1)
    click(page.correct_button)
    dialog = page.correcting
    assert dialog is not None and dialog.name.text() == "李䶮" and dialog.secret is None
    old, new = dialog._now.versions[-1].number, dialog._now.next_number
    dialog.go.click()
    assert dialog.fields[-1].fault.text() == "请写明更正原因。"
    dialog.reason.setText("考生提供了任职文件")
    dialog.go.click()
    assert dialog.fields[0].fault.text().startswith("没有改动")
    dialog.unit.setText("榆树市交通运输综合行政执法大队")
    dialog.level.setCurrentIndex(2)
    dialog.go.click()
    assert shell.told[-1].startswith(f"已签发第 2 版成绩单 {new}") and not shell.failed
    page.table.selectRow(1)
    click(page.correct_button)
    again = page.correcting
    assert again is not None and again.unit.text().startswith("榆树")
    assert again.level.currentText() == "县" and again.discipline.currentText() == "道路运政"
    session = str(page.session.currentData())
    assert [(s.number, s.replaces) for s in sheets.versions(shell.context, session, "22010002")] == [
        (old, ""),
        (new, old),
    ]
    again.name.clear()
    again.go.click()
    assert again.fields[0].fault.text() == "请填写姓名。"
    again.reject()
    row = page.table.rows.rows[1]
    (checked,) = sheets.verify_files(shell.context, [shell.context.places.home / row.sheet])
    assert checked.accepted and checked.payload is not None and checked.payload.version == 2


def test_correcting_asks_for_the_passphrase(
    page: ResultsPage, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    keys.ensure_keys(shell.context, "正确的口令123")
    sheets.issue(shell.context, str(page.session.currentData()), passphrase="正确的口令123")
    page.reload()
    page.table.selectRow(0)
    page.correct()
    dialog = page.correcting
    assert dialog is not None and dialog.secret is not None
    dialog.name.setText("张三丰")
    dialog.reason.setText("录入有误")
    dialog.go.click()
    assert dialog._secret.fault.text() == "请输入口令或 PIN。"
    dialog.secret.line.setText("错误")
    dialog.go.click()
    assert "口令不对" in dialog._secret.fault.text()
    dialog.secret.line.setText("正确的口令123")
    dialog.go.click()
    assert "第 2 版" in shell.told[-1]


def test_without_sessions_the_page_says_what_to_do(
    shell: FakeShell, show_page: Callable[[Page], Page], qtbot: QtBot
) -> None:
    page = ResultsPage(shell)
    show_page(page)
    assert "新建场次" in page.summary.text()
    assert not page.issue_button.isEnabled()
