"""The panel of question numbers: where each stands, and a way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jltrain.exam.order import Placed
from jltrain.exam.state import SittingState
from jltrain.i18n import _
from jltrain.paper.marks import marks_text

_ACROSS = 5


class NumberPanel(QScrollArea):
    """One button per item, grouped by section. `asked` brings the index of the item wanted."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: list[QPushButton] = []
        self._items: Sequence[Placed] = ()
        self._looks: list[tuple[str, str, bool]] = []

    def build(self, items: Sequence[Placed]) -> None:
        """Show the numbers of another paper."""
        self._items, self.buttons = items, []
        body = QWidget()
        column = QVBoxLayout(body)
        em = self.fontMetrics().height()
        for section in _sections(items):
            halves = sum(placed.halves for placed in section)
            caption = QLabel(
                _("{kind}（{count} 题 {marks} 分）").format(
                    kind=section[0].entry.question.kind.label, count=len(section), marks=marks_text(halves)
                )
            )
            caption.setProperty("role", "muted")
            column.addWidget(caption)
            grid = QGridLayout()
            grid.setSpacing(em // 3)
            for place, placed in enumerate(section):
                grid.addWidget(self._button(placed), place // _ACROSS, place % _ACROSS)
            for across in range(_ACROSS):
                grid.setColumnStretch(across, 1)
                grid.setColumnMinimumWidth(across, self.fontMetrics().horizontalAdvance("88★") + em // 2)
            column.addLayout(grid)
            column.addSpacing(em // 2)
        column.addStretch(1)
        self.setWidget(body)
        self._looks = [("", "", False)] * len(self.buttons)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(body.minimumSizeHint().width() + bar)

    def mark(self, state: SittingState, seen: frozenset[str], current: int, unsaved: Mapping[str, object]) -> None:
        """Bring all buttons in line; only those that changed are touched."""
        for index, (placed, button) in enumerate(zip(self._items, self.buttons, strict=True)):
            now = _state(placed.key, state, seen, unsaved)
            flagged = placed.key in state.flagged
            shown = "current" if index == current else "flagged" if flagged else now
            if self._looks[index] == (shown, now, flagged):
                continue
            self._looks[index] = (shown, now, flagged)
            button.setProperty("state", shown)
            button.setText(f"{placed.number}★" if flagged else str(placed.number))
            words = {"answered": _("已答"), "seen": _("已看未答"), "unseen": _("未看")}[now]
            button.setToolTip(_("第 {number} 题：{state}").format(number=placed.number, state=words))
            button.setAccessibleName(button.toolTip() + (_("，已标记") if flagged else ""))
            button.style().unpolish(button)
            button.style().polish(button)
        if 0 <= current < len(self.buttons):
            self.ensureWidgetVisible(self.buttons[current])

    def _button(self, placed: Placed) -> QPushButton:
        button = QPushButton(str(placed.number))
        button.setProperty("role", "number")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # arrows do the same; Tab stays with the answer
        index = len(self.buttons)
        button.clicked.connect(lambda: self.asked.emit(index))
        self.buttons.append(button)
        return button


def _state(key: str, state: SittingState, seen: frozenset[str], unsaved: Mapping[str, object]) -> str:
    if key in state.answers and key not in unsaved:
        return "answered"
    return "seen" if key in seen or key in unsaved else "unseen"


def _sections(items: Sequence[Placed]) -> list[list[Placed]]:
    """Items by the kind of their question, in the order shown."""
    found: list[list[Placed]] = []
    for placed in items:
        if not found or found[-1][0].entry.question.kind is not placed.entry.question.kind:
            found.append([])
        found[-1].append(placed)
    return found
