"""Hands for tests of pages: keys to whatever has the focus, Chinese as an input method commits it, clicks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget


def press(widget: QWidget, *keys: Qt.Key | str) -> None:
    """Each key goes where the focus of the widget's window is; a text is typed, Chinese through an input method."""
    for key in keys:
        target = widget.window().focusWidget() or widget
        if not isinstance(key, str):
            QTest.keyClick(target, key)
        elif key.isascii():
            QTest.keyClicks(target, key)
        else:
            event = QInputMethodEvent()
            event.setCommitString(key)
            QApplication.sendEvent(target, event)


def in_front(widget: QWidget) -> None:
    """Wait until the widget's window has the keyboard."""
    for _try in range(150):
        if QApplication.activeWindow() is widget.window():
            return
        QTest.qWait(20)
    raise AssertionError(f"{widget} never came to the front")


def chord(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """One key with Ctrl or Alt held."""
    QTest.keyClick(widget, key, modifier)


def click(widget: QWidget) -> None:
    """The left mouse button on the middle of a widget, once it has its place."""
    QApplication.processEvents()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def texts(widget: QWidget | None) -> list[str]:
    """The texts of all labels in a widget."""
    assert widget is not None
    return [label.text() for label in widget.findChildren(QLabel)]
