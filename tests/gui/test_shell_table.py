"""The table of values: a row that the program chooses is the one chosen, whatever keys are held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jltrain.gui.shell.table import Column, Table

Held = Qt.KeyboardModifier


@pytest.fixture
def table(qtbot: QtBot) -> Table[int]:
    made: Table[int] = Table("数字", (Column("数", str, order=lambda n: n),))
    qtbot.addWidget(made)
    made.show_rows(range(9))
    made.resize(400, 400)
    made.show()
    made.selectRow(0)
    return made


def chosen(table: Table[int]) -> list[int]:
    return sorted(index.row() for index in table.selectedIndexes())


@pytest.mark.parametrize("held", [Held.NoModifier, Held.ShiftModifier, Held.ControlModifier])
def test_one_row_is_chosen_whatever_is_held(table: Table[int], held: Qt.KeyboardModifier) -> None:
    for row in (3, 6, 6):
        QTest.keyPress(table, Qt.Key.Key_F9, held)
        assert QApplication.keyboardModifiers() == held
        table.selectRow(row)
        assert chosen(table) == [row] and table.row() == row


def test_shift_goes_on_from_there(table: Table[int]) -> None:
    QTest.keyPress(table, Qt.Key.Key_F9, Held.ShiftModifier)
    table.selectRow(4)
    QTest.keyClick(table, Qt.Key.Key_Down, Held.ShiftModifier)
    assert chosen(table) == [4, 5]


@pytest.mark.parametrize("_again", [1, 2])
def test_no_key_is_held_when_a_test_begins(table: Table[int], _again: int) -> None:
    assert QApplication.keyboardModifiers() == Held.NoModifier
    QTest.keyClick(table, Qt.Key.Key_F9, Held.ShiftModifier)
    assert QApplication.keyboardModifiers() == Held.ShiftModifier
