"""复核与报错: what a newer statute has put in doubt, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jltrain.app import review
from jltrain.app.review import ReviewRow, ReviewView
from jltrain.app.statutes import ArticleView
from jltrain.bank.state import State
from jltrain.gui.page import Page
from jltrain.gui.review.page import HISTORY, QUEUE, REPORTS, ReviewPage
from jltrain.gui.review.sides import Sides
from jltrain.gui.statutes.article_dialog import ArticleDialog
from jltrain.statutes.difference import Change
from jltrain.statutes.verdict import Verdict
from tests.gui.conftest import FakeShell
from tests.gui.statutes_world import revised

Show = Callable[..., Page]


@pytest.fixture
def page(
    shell: FakeShell, show_page: Show, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ReviewPage:
    revised(shell.context, tmp_path, monkeypatch)
    made = ReviewPage(shell)
    show_page(made)
    return made


def select(page: ReviewPage, subject: str) -> None:
    page.queue.rows.table.selectRow(next(n for n, r in enumerate(page.queue.rows.rows) if r.subject == subject))


def subjects(page: ReviewPage) -> set[str]:
    return {row.subject for row in page.queue.rows.rows}


def state(shell: FakeShell, ident: str) -> State:
    return shell.context.questions.hits([ident])[ident].state


def test_nothing_to_review(shell: FakeShell, show_page: Show) -> None:
    page = show_page(ReviewPage(shell))
    assert isinstance(page, ReviewPage)
    assert not page.queue.confirm.isVisible()
    assert page.tabs.tabText(QUEUE) == "待复核"


def test_what_changed_stands_beside_the_question(page: ReviewPage) -> None:
    assert page.tabs.tabText(QUEUE) == "待复核（4）"
    assert page.queue.left.text() == "还有 4 项"
    assert subjects(page) == {"second", "fine", "gone", "law/01-a"}
    assert page.queue.rows.row() is not None
    select(page, "fine")
    assert "第三条改为第四条" in page.queue.told.text()
    sides = page.queue.sides
    assert "三千" in sides.old.toPlainText()
    assert "五千" in sides.new.toPlainText()
    assert "line-through" in sides.old.toHtml()
    assert "underline" in sides.new.toHtml()
    shown = page.queue.subject.preview.question
    assert shown is not None
    assert shown.id == "fine"
    page.queue.subject.preview.cited.emit("《渡船法》第三条")
    (window,) = page.findChildren(ArticleDialog)
    window.close()
    select(page, "gone")
    assert "已删去" in sides.new.toPlainText()
    select(page, "second")
    assert "√ 所引款项未变" in page.queue.badges.texts


def test_a_chapter_shows_its_place(page: ReviewPage, shell: FakeShell) -> None:
    select(page, "law/01-a")
    assert "《渡船法》第三条第一款" in page.queue.subject.passages.toPlainText()
    assert not page.queue.edit.isEnabled()
    assert not page.queue.withdraw.isEnabled()
    page.queue.subject.open_chapter.click()
    assert shell.gone == [("reader", {"chapter": "law/01-a"})]


def test_confirming_with_a_note_goes_on_to_the_next(page: ReviewPage, shell: FakeShell, qtbot: QtBot) -> None:
    select(page, "fine")
    page.queue.note.setText("罚款数额题中未提")
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page.queue.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.queue.note, Qt.Key.Key_End)  # Ctrl is up again
    assert subjects(page) == {"second", "gone", "law/01-a"}
    assert state(shell, "fine") is State.READY
    assert page.queue.rows.row() is not None
    assert page.queue.note.text() == ""
    page.tabs.setCurrentIndex(HISTORY)
    (act,) = page.history.table.rows.rows
    assert (act.subject, act.verdict, act.note) == ("fine", Verdict.CONFIRMED, "罚款数额题中未提")
    page.history.search.setText("没有这样的")
    assert not page.history.table.rows.rows


def test_several_at_once_after_asking(page: ReviewPage, shell: FakeShell) -> None:
    table = page.queue.rows.table
    table.selectAll()
    assert page.queue.confirm.text() == "确认选中的 4 项(&Y)"
    shell.answers = [False]
    page.queue.confirm.click()
    assert "4 项" in shell.asked[-1]
    assert review.waiting(shell.context) == 4
    table.selectRow(0)
    table.selectionModel().select(
        table.model().index(1, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    page.queue.confirm.click()
    assert review.waiting(shell.context) == 2


def test_those_whose_cited_paragraph_is_unchanged(page: ReviewPage, shell: FakeShell) -> None:
    page.queue.many.click()
    assert "有 1 项" in shell.asked[-1]
    assert subjects(page) == {"fine", "gone", "law/01-a"}
    page.queue.many.click()
    assert "没有所引款" in shell.told[-1]


def test_editing_and_withdrawing(page: ReviewPage, shell: FakeShell) -> None:
    select(page, "fine")
    page.queue.edit.click()
    assert shell.gone == [("editor", {"id": "fine"})]
    shell.answers = [False, True]
    page.queue.withdraw.click()
    assert state(shell, "fine") is State.REVIEW
    page.queue.withdraw.click()
    assert state(shell, "fine") is State.WITHDRAWN
    assert "fine" not in subjects(page)


def test_narrowing_by_kind_and_statute(page: ReviewPage) -> None:
    page.queue.kinds.setCurrentIndex(page.queue.kinds.findData("chapter"))
    assert subjects(page) == {"law/01-a"}
    page.queue.kinds.setCurrentIndex(0)
    page.queue.laws.setCurrentIndex(1)
    assert page.queue.laws.currentText() == "渡船法（4）"
    assert len(page.queue.rows.rows) == 4


def test_arriving_at_a_review_or_a_tab(page: ReviewPage) -> None:
    row = next(r for r in page.queue.rows.rows if r.subject == "gone")
    page.arrive(number=row.number)
    here = page.queue.rows.row()
    assert here is not None
    assert here.number == row.number
    page.arrive(tab="reports", question="fine")
    assert page.tabs.currentIndex() == REPORTS
    assert page.place() == {"tab": "reports"}


def test_all_done(page: ReviewPage) -> None:
    page.queue.rows.table.selectAll()
    page.queue.confirm.click()
    assert page.tabs.tabText(QUEUE) == "待复核"
    assert not page.queue.confirm.isVisible()


def test_what_changed_is_in_sight(qtbot: QtBot, themed: QApplication) -> None:
    """The change may stand in the last 项 of a long article; both sides scroll to it, and in step."""
    sides = Sides()
    qtbot.addWidget(sides)
    sides.resize(700, 220)
    sides.show()
    texts = [
        "县级以上地方人民政府应当划定公路建筑控制区的范围。" * 6 + "\n" + "其余规定如下。\n" * 12 + f"国道不少于{n}米。"
        for n in (20, 25)
    ]
    spans = [((text.index("米") - 2, text.index("米")),) for text in texts]
    row = ReviewRow(
        1, "question", "q", "题", "渡船法", "2", "2015-05-06", "2023-05-06", Change.CHANGED, "", True, (), False, "", ""
    )
    views = [
        ArticleView("渡船法", "渡船法", v, "", "2", "第二条", (), text, None, (), "", "")
        for v, text in zip(("2015-05-06", "2023-05-06"), texts, strict=True)
    ]
    sides.show_view(ReviewView(row, views[0], views[1], spans[0], spans[1]))
    for side in (sides.old, sides.new):
        cursor = side.document().find("国道")
        assert side.viewport().rect().contains(side.cursorRect(cursor)), side.accessibleName()
    sides.old.verticalScrollBar().setValue(0)
    assert side.viewport().rect().contains(sides.new.cursorRect(QTextCursor(sides.new.document())))
