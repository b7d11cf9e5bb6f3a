"""Long lists a page at a time: turning, searching after a pause, sorting only what is whole."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jltrain.app.roster import Page
from jltrain.errors import Trouble
from jltrain.gui.shell.jobs import Jobs
from jltrain.gui.shell.paged import PAGE, TYPING, Delay, PagedTable
from jltrain.gui.shell.table import Column
from tests.gui.conftest import FakeShell

COLUMNS: tuple[Column[int], ...] = (Column("数", str, order=lambda n: n),)


def numbers(total: int) -> Callable[[int, int], Page[int]]:
    return lambda offset, limit: Page(tuple(range(total)[offset : offset + limit]), total, offset)


@pytest.fixture
def table(qtbot: QtBot, shell: FakeShell) -> PagedTable[int]:
    made: PagedTable[int] = PagedTable(shell, "数字", COLUMNS, empty="没有")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_a_province_is_turned_page_by_page(table: PagedTable[int]) -> None:
    table.ask(numbers(400_000))
    assert len(table.rows) == PAGE and table.pages == 2000 and not table.previous.isEnabled()
    assert "400,000" in table.count.text()
    table.next.click()
    assert table.rows[0] == PAGE and table.previous.isEnabled()
    table.last.click()
    assert table.rows[-1] == 399_999 and not table.next.isEnabled()
    table.number.setValue(3)
    assert table.rows[0] == 2 * PAGE
    table.first.click()
    assert table.rows[0] == 0


def test_keys_turn_pages(table: PagedTable[int], qtbot: QtBot) -> None:
    table.ask(numbers(1000))
    table.activateWindow()
    table.table.setFocus()
    qtbot.waitUntil(table.table.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(table.table, Qt.Key.Key_PageDown, control)
    assert table.page == 1
    QTest.keyClick(table.table, Qt.Key.Key_PageUp, control)
    assert table.page == 0


def test_columns_sort_only_what_is_whole(table: PagedTable[int]) -> None:
    table.ask(numbers(5))
    assert table.table.isSortingEnabled() and not table.next.isVisible()
    table.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.rows == [4, 3, 2, 1, 0]
    table.ask(numbers(PAGE + 1))
    assert not table.table.isSortingEnabled()
    assert table.rows[:3] == [0, 1, 2] and table.next.isVisible()


def test_rows_that_have_gone_meanwhile(table: PagedTable[int]) -> None:
    left = [PAGE * 3]
    table.ask(lambda offset, limit: numbers(left[0])(offset, limit))
    table.last.click()
    left[0] = PAGE + 5
    table.reload()
    assert table.page == 1 and table.rows[-1] == PAGE + 4
    left[0] = 0
    table.reload()
    assert table.rows == [] and table.count.text() == ""


def test_the_row_at_hand_stays_when_the_list_is_read_again(table: PagedTable[int]) -> None:
    table.ask(numbers(30))
    table.table.selectRow(7)
    table.reload()
    assert table.row() == 7 and table.picked() == [7]


def test_trouble_is_told_and_the_next_search_works(table: PagedTable[int], shell: FakeShell) -> None:
    def broken(_offset: int, _limit: int) -> Page[int]:
        raise Trouble

    table.ask(broken)
    assert len(shell.failed) == 1
    table.ask(numbers(3))
    assert table.rows == [0, 1, 2]


def test_a_slow_search_never_overwrites_a_later_one(qtbot: QtBot, shell: FakeShell) -> None:
    """On real threads: what was asked for last is shown, and nobody waits in a queue of old searches."""
    jobs, gate, asked = Jobs(), threading.Event(), []

    def run(work: object, done: object, text: str, failed: object, *, quiet: bool = False) -> None:
        jobs.start(work, done, failed, "" if quiet else text)  # type: ignore[arg-type]  # Shell.run's own types

    shell.run = run  # type: ignore[method-assign,assignment]  # this one shell works on threads
    shown: list[str] = []
    jobs.shown.connect(shown.append)
    table: PagedTable[int] = PagedTable(shell, "数字", COLUMNS)
    qtbot.addWidget(table)

    def slow(offset: int, limit: int) -> Page[int]:
        asked.append("slow")
        gate.wait(5)
        return numbers(1)(offset, limit)

    def other(offset: int, limit: int) -> Page[int]:
        asked.append("other")
        return numbers(2)(offset, limit)

    table.ask(slow)
    qtbot.waitUntil(lambda: asked == ["slow"])
    for _n in range(5):
        table.ask(other)
    qtbot.wait(350)
    gate.set()
    qtbot.waitUntil(lambda: table.rows == [0, 1])
    assert asked == ["slow", "other"] and shown == []
    assert jobs.stop()


def test_typing_waits_and_enter_does_not(qtbot: QtBot) -> None:
    called: list[int] = []
    field = QLineEdit()
    qtbot.addWidget(field)
    delay = Delay(field, lambda: called.append(1))
    for _n in range(3):
        delay.start()
        qtbot.wait(TYPING // 4)
    assert called == []
    qtbot.waitUntil(lambda: called == [1], timeout=TYPING * 4)
    delay.start()
    delay.now()
    delay.now()
    assert called == [1, 1] and not delay.isActive()
