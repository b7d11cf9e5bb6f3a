"""The keys of an exam. A blank that has the focus takes letters, arrows and Delete for itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from jltrain.bank.question import LETTERS


class ExamKeys:
    """Shortcuts on `owner` and all in it; a held key acts once."""

    def __init__(
        self,
        owner: QWidget,
        letter: Callable[[str], None],
        onward: Callable[[], None],
        back: Callable[[], None],
        clear: Callable[[], None],
        leave_field: Callable[[], None],
        submit: Callable[[], None],
    ) -> None:
        self._owner, self._keys = owner, list[QShortcut]()
        for name in dict.fromkeys((*LETTERS, "Y", "N")):
            self._on(name, partial(letter, name))
        for forward in ("Return", "Enter", "Right"):
            self._on(forward, onward)
        self._on("Left", back)
        self._on("Delete", clear)
        self._on("Escape", leave_field)
        for hand_in in ("Ctrl+Return", "Ctrl+Enter"):
            self._on(hand_in, submit)

    def enable(self, on: bool) -> None:
        """Switch them all off while the paper is covered."""
        for key in self._keys:
            key.setEnabled(on)

    def _on(self, sequence: str, act: Callable[[], None]) -> None:
        key = QShortcut(QKeySequence(sequence), self._owner)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.setAutoRepeat(False)
        key.activated.connect(act)
        self._keys.append(key)
