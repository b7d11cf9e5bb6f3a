"""An exception raised in C that passes out of a method called by Qt is told, and does not end the process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

_PROGRAM = """
import sys
import jltrain.gui
from PySide6.QtWidgets import QApplication, QWidget

class Faulty(QWidget):
    def resizeEvent(self, event):
        {fault}

app = QApplication([])
shown = Faulty()
try:
    shown.show()
    app.processEvents()
except Exception as error:
    print("told", type(error).__name__)
print("alive")
"""


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("[].pop()", "IndexError"),
        ("nothing", "NameError"),
        ("import shiboken6; gone = QWidget(); shiboken6.delete(gone); gone.show()", "RuntimeError"),
    ],
)
def test_a_fault_in_an_override_is_told(fault: str, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(fault=fault)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"told {told}" in done.stdout and done.stdout.endswith("alive\n")


def test_overrides_are_called_and_connected_as_ever(qtbot: QtBot) -> None:
    calls: list[object] = []

    class Kind(QDialog):
        def accept(self) -> None:
            """Said."""
            calls.append("accept")

        def sizeHint(self) -> QSize:
            return QSize(123, 45)

        def setVisible(self, visible: bool) -> None:
            calls.append(visible)
            super().setVisible(visible)

    dialog = Kind()
    qtbot.addWidget(dialog)
    made = QPushButton()
    qtbot.addWidget(made)
    made.clicked.connect(dialog.accept)  # without its bool
    made.click()
    dialog.show()
    assert calls == ["accept", True] and dialog.sizeHint().width() == 123 and Kind.accept.__doc__ == "Said."
