"""The citations that a question rests on: one to a line, completed from the imported statutes, each with its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from jltrain.app.statutes import ArticleView
from jltrain.bank.check import CheckFault
from jltrain.gui.bank.editor_checks import FaultLabel
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_FIRST_WORDS: Final = 40
"""Characters of an article that are shown below its citation."""


class BasisRow:
    """The widgets of one citation, used again for every question."""

    def __init__(self, box: BasisBox, at: int) -> None:
        self.line = QLineEdit()
        self.line.setAccessibleName(_("依据 {n}").format(n=at + 1))
        self.line.setPlaceholderText(_("如：《行政处罚法》第五十一条"))
        self.line.setToolTip(_("写几个字就列出已导入的法规；按回车查看法条"))
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        completer = QCompleter(box.names, self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self.line.textChanged.connect(box.typed)
        self.line.returnPressed.connect(partial(box.open, at))
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setProperty("role", "quiet")
        self.remove.setToolTip(_("去掉依据 {n}").format(n=at + 1))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.remove.clicked.connect(partial(box.take_out, at))
        self.article = label("", "muted")
        self.faults = FaultLabel()

    @property
    def text(self) -> str:
        """The citation."""
        return self.line.text().strip()


class BasisBox(QWidget):
    """`changed` after each change by the user; `opened` with a citation that is to be read. The last line is empty."""

    changed = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BasisRow] = []
        self.names = QStringListModel(self)
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(2))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(0, 1)
        self._show([])

    def offer(self, laws: Sequence[str]) -> None:
        """The statutes that there are, by the names they are cited by."""
        self.names.setStringList([f"《{law}》第" for law in laws])

    def put(self, basis: Sequence[str]) -> None:
        """Show another question's. Nothing is told of it."""
        if tuple(basis) != self.texts():
            with QSignalBlocker(self):
                self._show(list(basis))

    def texts(self) -> tuple[str, ...]:
        """The citations; empty lines do not count."""
        return tuple(row.text for row in self.rows[: self._count] if row.text)

    def field(self, number: int) -> QLineEdit:
        """Where citation `number` (from 1) is written; the empty line for 0."""
        filled = [row for row in self.rows[: self._count] if row.text]
        return filled[number - 1].line if 0 < number <= len(filled) else self.rows[self._count - 1].line

    def tell(self, articles: Mapping[str, ArticleView], faults: Mapping[int, Sequence[CheckFault]]) -> None:
        """What was found: the first words of each article, and what is wrong with citation n (from 1)."""
        number = 0
        for row in self.rows:
            number += bool(row.text)
            view = articles.get(row.text)
            shown = row.line.isVisibleTo(self) and bool(row.text)
            row.article.setVisible(shown and view is not None)
            if view is not None:
                row.article.setText(_beginning(view))
            row.faults.put(faults.get(number, ()) if shown else ())

    def typed(self) -> None:
        """A line changed."""
        if self.rows[self._count - 1].text:
            self._show([row.line.text() for row in self.rows[: self._count]])
        self.changed.emit()

    def open(self, at: int) -> None:
        """Enter was pressed in a line: its article is to be read; from an empty one the keyboard goes on."""
        if self.rows[at].text:
            self.opened.emit(self.rows[at].text)
        else:
            self.focusNextChild()

    def take_out(self, at: int) -> None:
        """One citation less."""
        texts = [row.line.text() for n, row in enumerate(self.rows[: self._count]) if n != at]
        self._show(texts)
        self.rows[min(at, self._count - 1)].line.setFocus()
        self.changed.emit()

    def _show(self, texts: list[str]) -> None:
        texts = [text for text in texts if text.strip()]
        self._count = len(texts) + 1
        while len(self.rows) < self._count:
            self._grow()
        for n, row in enumerate(self.rows):
            text = texts[n] if n < len(texts) else ""
            if row.line.text() != text:
                with QSignalBlocker(row.line):
                    row.line.setText(text)
            row.line.setVisible(n < self._count)
            row.remove.setVisible(n < len(texts))
            if n >= len(texts):
                row.article.hide()
                row.faults.put(())

    def _grow(self) -> None:
        at = len(self.rows)
        row = BasisRow(self, at)
        row.article.hide()
        for place, widget in enumerate((row.line, row.article, row.faults)):
            self._grid.addWidget(widget, at * 3 + place, 0)
        self._grid.addWidget(row.remove, at * 3, 1)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1].remove, row.line)
        QWidget.setTabOrder(row.line, row.remove)
        self.rows.append(row)


def _beginning(view: ArticleView) -> str:
    """Which article it is and how it begins: the part that is cited, where one is named."""
    text = view.text[view.marked[0] : view.marked[1]] if view.marked else view.text
    text = " ".join(text.split())
    return f"{view.label}　{text[:_FIRST_WORDS]}{'…' if len(text) > _FIRST_WORDS else ''}"
