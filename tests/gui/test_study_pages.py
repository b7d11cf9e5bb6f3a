"""The lists of the study role: courses, the wrong-question book, progress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jltrain.app import study
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.gui.study.courses import CoursesPage
from jltrain.gui.study.mistakes import MistakesPage
from jltrain.gui.study.mistakes_table import COLUMNS
from jltrain.gui.study.progress import ProgressPage
from jltrain.practice.scope import Scope, ScopeKind
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.test_study_desk import HIGHWAY, click, desk, go_wrong, in_front, practice, press, right


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    made = desk(tmp_path, clock)
    yield made
    made.close()


def texts(page: CoursesPage | MistakesPage | ProgressPage) -> str:
    QApplication.processEvents()  # what was just added shows with the next layout
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def finish(context: Context, clock: FakeClock, learner: str = "") -> None:
    for _minute in range(9):
        clock.advance(60)
        study.read_on(context, learner, HIGHWAY, 1.0, 60)


def test_every_area_has_its_chapters(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, CoursesPage(shell))
    assert [card.row.chapter.area for card in page.cards] == [area.value for area in Area]
    shown = texts(page)
    assert "公路路政（已读 0/1）" in shown
    assert "法规版本：公路法（2017-11-04）" in shown
    assert page.cards[0].read.hasFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    click(page.cards[0].practise)
    title = page.cards[0].row.chapter.title
    assert shell.gone == [
        ("reader", {"chapter": HIGHWAY}),
        ("practice", {"scope": Scope(ScopeKind.CHAPTER, (HIGHWAY,)), "title": title}),
    ]


def test_what_is_read_is_marked_and_can_be_left_out(qtbot: QtBot, shell: FakeShell, clock: FakeClock) -> None:
    finish(shell.context, clock)
    page = in_front(qtbot, CoursesPage(shell))
    assert "√ 已读" in texts(page)
    assert "公路路政（已读 1/1）" in texts(page)
    page.unread.setChecked(True)
    assert len(page.cards) == len(Area) - 1
    page.area.setCurrentIndex(page.area.findData("highway"))
    assert not page.cards
    assert "这里的章节都读完了" in texts(page)
    page.unread.setChecked(False)
    assert len(page.cards) == 1


def test_the_certificate_number_is_tidied_and_kept(qtbot: QtBot, shell: FakeShell, clock: FakeClock) -> None:
    finish(shell.context, clock)
    page = in_front(qtbot, CoursesPage(shell))
    page.learner.setFocus()
    page.learner.setText(" ２２０１ 0001a ")
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.learner.text() == shell.context.settings.text("learner") == "22010001A"
    assert "22010001A" in shell.told[-1]
    assert "√ 已读" not in texts(page)  # his own record is empty


def test_the_book_lists_filters_and_opens(qtbot: QtBot, shell: FakeShell) -> None:
    wrong = go_wrong(shell.context, 12)
    page = in_front(qtbot, MistakesPage(shell))
    assert page.rows.rowCount() == 12
    last = page.rows.index(0, len(COLUMNS) - 1).data()
    assert last == "2026-11-22"
    assert page.rows.index(0, 4).data() == "再对 3 次移出"
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.detail
    assert page.detail.card.revealed
    shown = page.detail.card.question
    assert shown is not None
    assert shown.items[0].explanation in texts(page)
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.detail.row == 1
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 1
    area = wrong[0].discipline
    page.area.setCurrentIndex(page.area.findData(area.value))
    count = sum(q.discipline is area for q in wrong)
    assert page.rows.rowCount() == count
    click(page.practise)
    assert shell.gone == [
        ("practice", {"scope": Scope(ScopeKind.MISTAKES, (area.value,)), "title": f"错题 · {area.label}"})
    ]
    page.text.setText("没有这样的题")
    assert page.rows.rowCount() == 0
    assert not page.look.isEnabled()
    page.open_current()
    assert page.stack.currentWidget() is page.list_view


def test_the_book_sorts_and_counts_down(qtbot: QtBot, shell: FakeShell, clock: FakeClock) -> None:
    wrong = go_wrong(shell.context, 3)
    clock.advance(60)
    run = practice(shell.context, wrong[:1])
    run.answer(right(wrong[0]))
    page = in_front(qtbot, MistakesPage(shell))
    page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert page.rows.index(0, 4).data() == "再对 2 次移出"
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    order = [page.rows.index(n, 0).data() for n in range(3)]
    assert order == [a.label for a in Area if a.label in order for _n in range(order.count(a.label))]


def test_an_empty_book_leads_to_practice(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, MistakesPage(shell))
    assert page.start.hasFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    assert shell.gone == [("practice", {})]


def test_progress_adds_up(qtbot: QtBot, shell: FakeShell, clock: FakeClock) -> None:
    finish(shell.context, clock)
    wrong = go_wrong(shell.context, 4)
    run = practice(shell.context, wrong[:1])
    run.answer(right(wrong[0]))
    page = in_front(qtbot, ProgressPage(shell))
    assert not page.invitation.isVisible()
    shown = texts(page)
    assert "1/10" in shown
    assert "9 分钟" in shown
    answered = len(study.attempts(shell.context, ""))
    good = sum(a.right for a in study.attempts(shell.context, ""))
    assert f"{answered} 次" in shown
    assert f"{good * 100 / answered:.0f} %" in shown
    assert len(page.cards) == len(Area)
    page.resize(1700, 620)
    assert page.grid.columnCount() == 2


def test_without_a_record_progress_says_what_to_do(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, ProgressPage(shell))
    assert page.invitation.isVisible()
    assert page.to_courses.hasFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    assert shell.gone == [("courses", {})]


def test_a_faulty_bank_of_ones_own_is_told_and_the_rest_goes_on(qtbot: QtBot, shell: FakeShell) -> None:
    own = shell.context.places.home / "question_bank" / "highway"
    own.mkdir(parents=True)
    (own / "own.yaml").write_text("- id: [", "utf-8")
    page = in_front(qtbot, CoursesPage(shell))
    assert page.problem.isVisible()
    assert len(page.cards) == len(Area)
