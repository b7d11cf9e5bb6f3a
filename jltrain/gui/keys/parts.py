"""Small pieces of these pages and dialogs: a fingerprint to be read aloud, facts, a notice, a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

ACROSS = 4
"""Groups of a fingerprint in one line: as many as one says in a breath."""

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


def copyable(text: str, role: str = "") -> QLabel:
    """Plain text that the mouse can mark."""
    made = label(text, role)
    made.setTextInteractionFlags(_SELECTABLE)
    return made


class Groups(QFrame):
    """A fingerprint as a numbered grid of large groups, to be compared aloud."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.fingerprint = fingerprint
        self.setAccessibleName(_("指纹 {groups}").format(groups=fingerprint))
        grid = QGridLayout(self)
        grid.setContentsMargins(px(16), px(8), px(16), px(8))
        grid.setHorizontalSpacing(px(22))
        grid.setVerticalSpacing(px(2))
        groups = fingerprint.split()
        for at, group in enumerate(groups):
            row, column = divmod(at, ACROSS)
            if not column:
                grid.addWidget(label(_("第 {n} 行").format(n=row + 1), "muted", wrap=False), row, 0)
            shown = label(group, "subtitle", wrap=False)
            shown.setTextInteractionFlags(_SELECTABLE)
            grid.addWidget(shown, row, column + 1)
        grid.setColumnStretch(ACROSS + 1, 1)


class Facts(QWidget):
    """(what, value) from top to bottom, in one column or, to be less high, in `across` columns."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), across: int = 1) -> None:
        super().__init__()
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(18))
        self._grid.setVerticalSpacing(px(5))
        for column in range(across):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.put(rows)

    def put(self, rows: Iterable[tuple[str, str]]) -> None:
        """Show these instead."""
        empty(self._grid)
        self.rows = tuple(rows)
        high = -(-len(self.rows) // self._across)
        for at, (what, value) in enumerate(self.rows):
            column, row = divmod(at, high)
            name = label(what, "muted", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            shown = copyable(value)
            shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(name, row, column * 2)
            self._grid.addWidget(shown, row, column * 2 + 1)
            appear(name, shown)


class Notices(QWidget):
    """Sentences, each on the ground of its tone (good, bad, warn, info)."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self.texts: tuple[str, ...] = ()

    def put(self, notices: Sequence[tuple[str, str]]) -> None:
        """Show (sentence, tone)."""
        empty(self._column)
        self.texts = tuple(text for text, _tone in notices)
        for text, tone in notices:
            made = copyable(text, f"badge-{tone}")
            self._column.addWidget(made)
            appear(made)
        self.setVisible(bool(notices))


class Card(QFrame):
    """A frame with a column in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(18), px(14), px(18), px(14))
        self.column.setSpacing(px(8))


class Headline(QWidget):
    """Large words with a badge after them."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self.text = label("", "title")
        self.badge = label("", "badge-info", wrap=False)
        row.addWidget(self.text, 1)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)

    def put(self, text: str, badge: str, tone: str) -> None:
        """Show this state."""
        self.text.setText(text)
        self.badge.setText(badge)
        self.badge.setVisible(bool(badge))
        tint(self.badge, f"badge-{tone}")


def tint(widget: QWidget, role: str) -> None:
    """Give a widget another role after it was shown."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def appear(*widgets: QWidget) -> None:
    """Show what was put into a window in use, so that its size counts at once and not only after the next event."""
    for widget in widgets:
        widget.show()


def empty(layout: QLayout) -> None:
    """Take all widgets out, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
