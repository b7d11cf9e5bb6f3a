"""The options of a question: a letter to click for the answer, the text, and buttons to move and remove it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QWidget

from jltrain.bank.question import LETTERS, Response
from jltrain.gui.intake.growing import GrowingText
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class OptionRow:
    """The widgets of one option, used again for every question."""

    def __init__(self, box: OptionsBox, at: int) -> None:
        self.letter = _tool(LETTERS[at], _("点选为答案：{letter}").format(letter=LETTERS[at]))
        self.letter.setProperty("role", "")
        self.letter.setCheckable(True)
        self.letter.clicked.connect(partial(box.choose, at))
        self.text = GrowingText(_("选项 {letter}").format(letter=LETTERS[at]), single=True)
        self.text.setToolTip(_("选项 {letter} 的文字；Alt+↑ 和 Alt+↓ 移动它").format(letter=LETTERS[at]))
        self.text.textChanged.connect(box.changed)
        self.up = _tool("↑", _("上移（Alt+↑）"))
        self.up.clicked.connect(partial(box.move_option, at, -1))
        self.down = _tool("↓", _("下移（Alt+↓）"))
        self.down.clicked.connect(partial(box.move_option, at, 1))
        self.remove = _tool("×", _("去掉选项 {letter}").format(letter=LETTERS[at]))
        self.remove.clicked.connect(partial(box.remove_option, at))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.text)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(box.move_option, at, step))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.letter, self.text, self.up, self.down, self.remove

    def show(self, on: bool) -> None:
        """Bring it out, or put it away for later."""
        for widget in self.widgets:
            widget.setVisible(on)


class OptionsBox(QWidget):
    """`changed` after each change of texts, order or answer."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OptionRow] = []
        self._count = 0
        self._single = True
        self.first_after: QWidget | None = None
        """The field before this box, from which Tab comes to the first letter."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(2))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self.add = QPushButton(_("添加选项(&J)"))
        self.add.setToolTip(_("在最后加一个选项（Alt+J）"))
        self.add.setProperty("role", "link")
        self.add.clicked.connect(self.add_option)
        self._grid.addWidget(self.add, len(LETTERS), 1, Qt.AlignmentFlag.AlignLeft)

    def put(self, options: Sequence[str], answer: Response, *, single: bool) -> None:
        """Show another question's. Nothing is told of it."""
        self._single = single
        with QSignalBlocker(self):
            self._show(list(options[: len(LETTERS)]), set(answer))

    def options(self) -> tuple[str, ...]:
        """The texts; those at the end that are empty do not count."""
        texts = [row.text.text() for row in self.rows[: self._count]]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def answer(self) -> Response:
        """The letters chosen."""
        return tuple(LETTERS[n] for n, row in enumerate(self.rows[: self._count]) if row.letter.isChecked())

    def set_single(self, single: bool) -> None:
        """Whether choosing one drops the other."""
        self._single = single

    # ---- what the user does

    def choose(self, at: int) -> None:
        """A letter was clicked."""
        if self._single and self.rows[at].letter.isChecked():
            for n, row in enumerate(self.rows):
                row.letter.setChecked(n == at)
        self.changed.emit()

    def add_option(self) -> None:
        """One more at the end, to be typed."""
        if self._count < len(LETTERS):
            texts, chosen = self._state()
            self._show([*texts, ""], chosen)
            self.rows[self._count - 1].text.setFocus()
            self.changed.emit()

    def remove_option(self, at: int) -> None:
        """Take one out; the letters after it move up."""
        texts, chosen = self._state()
        if at >= len(texts):
            return
        marks = [LETTERS[n] in chosen for n in range(len(texts))]
        del texts[at], marks[at]
        self._show(texts, {LETTERS[n] for n, mark in enumerate(marks) if mark})
        self.changed.emit()

    def move_option(self, at: int, step: int) -> None:
        """Change places with a neighbour; the answer goes along."""
        to = at + step
        texts, chosen = self._state()
        if not (0 <= to < len(texts) and 0 <= at < len(texts)):
            return
        marks = [LETTERS[n] in chosen for n in range(len(texts))]
        texts[at], texts[to] = texts[to], texts[at]
        marks[at], marks[to] = marks[to], marks[at]
        self._show(texts, {LETTERS[n] for n, mark in enumerate(marks) if mark})
        self.rows[to].text.setFocus()
        self.changed.emit()

    def _state(self) -> tuple[list[str], set[str]]:
        return [row.text.text() for row in self.rows[: self._count]], set(self.answer())

    def _show(self, texts: list[str], chosen: set[str]) -> None:
        while len(self.rows) < len(texts):
            self._grow()
        self._count = len(texts)
        with QSignalBlocker(self):
            for n, row in enumerate(self.rows):
                row.show(n < self._count)
                row.letter.setChecked(n < self._count and LETTERS[n] in chosen)
                row.text.put(texts[n] if n < self._count else "")
                row.up.setEnabled(n > 0)
                row.down.setEnabled(n < self._count - 1)
        self.add.setVisible(self._count < len(LETTERS))

    def _grow(self) -> None:
        at = len(self.rows)
        row = OptionRow(self, at)
        self.rows.append(row)
        for column, widget in enumerate(row.widgets):
            self._grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignTop if column != 1 else Qt.AlignmentFlag(0))
        before = self.rows[at - 1].remove if at else self.first_after
        for widget in row.widgets:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        QWidget.setTabOrder(row.remove, self.add)


def _tool(text: str, hint: str) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setToolTip(hint)
    made.setAccessibleName(hint)
    made.setProperty("role", "quiet")
    return made
