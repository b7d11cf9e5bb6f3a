"""Facts on the screen: what it is on the left, its value on the right, to be chosen and copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from jltrain.gui.hr.parts import label


def copyable(text: str, role: str = "") -> QLabel:
    """Text that can be chosen with mouse and keyboard."""
    made = label(text, role)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def grid(rows: Iterable[tuple[str, str]]) -> QWidget:
    """(what, value) from top to bottom."""
    box = QWidget()
    cells = QGridLayout(box)
    cells.setContentsMargins(0, 0, 0, 0)
    cells.setColumnStretch(1, 1)
    at = -1
    for at, (what, value) in enumerate(rows):
        name = label(what, "muted", wrap=False)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        cells.addWidget(name, at, 0)
        cells.addWidget(copyable(value), at, 1)
    cells.setRowStretch(at + 1, 1)
    return box


def scrolled(inside: QWidget) -> QScrollArea:
    """Scrolls up and down alone."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setCornerWidget(QWidget())
    area.setWidget(inside)
    return area
