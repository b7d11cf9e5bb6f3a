"""Results and sheets on the page, with real signatures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from jltrain.app import sessions, sheets
from jltrain.app.context import Context
from jltrain.bank.question import Kind, Response
from jltrain.gui.page import Page
from jltrain.gui.trainer.results import ResultsPage
from jltrain.gui.trainer.sheet_preview import SheetPreview
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
    sheets.ensure_keys(shell.context, "正确的口令123")
    answers = [("", False), ("错误", True), ("正确的口令123", True)]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a: answers.pop(0))
    page.issue()
    assert not shell.failed
    page.issue()
    assert "口令不对" in str(shell.failed[0])
    page.issue()
    assert cells(page, "成绩单").count("已签发") == 2


def test_without_sessions_the_page_says_what_to_do(
    shell: FakeShell, show_page: Callable[[Page], Page], qtbot: QtBot
) -> None:
    page = ResultsPage(shell)
    show_page(page)
    assert "新建场次" in page.summary.text()
    assert not page.issue_button.isEnabled()
