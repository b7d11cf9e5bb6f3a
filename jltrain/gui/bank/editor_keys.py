"""Keys that work at once and as often as they are pressed.

A button's own shortcut presses it for a tenth of a second, and a second stroke within that time is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from jltrain.gui.hr.parts import button
from jltrain.i18n import _


def keyed(
    owner: QWidget | None, text: str, act: Callable[[], object], hint: str, key: str, *, role: str = ""
) -> QPushButton:
    """A button with a key that works wherever the keyboard is while `owner` (the button itself for None) is seen."""
    made = button(text, act, _("{hint}（{key}）").format(hint=hint, key=key), role=role)
    shortcut = QShortcut(QKeySequence(key), owner or made)
    shortcut.activated.connect(lambda: act())
    return made
