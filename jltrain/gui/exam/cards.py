"""Parts that the screens before and after an exam share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget


def wrapped(text: str) -> QLabel:
    """A text of any length, shown as it is and never taken for markup."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def card() -> QFrame:
    """A frame in the theme's look of a card."""
    made = QFrame()
    made.setProperty("role", "card")
    return made


def heading(text: str, role: str = "subtitle") -> QLabel:
    """A heading: role "subtitle" or "title"."""
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget that scrolls when it is higher than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(widget)
    return area
