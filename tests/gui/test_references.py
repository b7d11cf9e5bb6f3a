"""PySide6 must leave the reference counts of None, True and False alone (6.12.0 under Python 3.11 does not)."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot


def test_calls_take_no_references(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _call in range(500):
        label.setText("x")
        label.isEnabled()
        label.isVisible()
        QApplication.processEvents()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(a - b > -250 for a, b in zip(after, before, strict=True)), (before, after)
