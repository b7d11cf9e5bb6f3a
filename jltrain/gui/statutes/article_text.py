"""The text of one article on the screen, selectable, in the type and the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from jltrain.gui.shell import theme
from jltrain.gui.shell.tokens import Tokens
from jltrain.reading.stylesheet import stylesheet

Draw = Callable[[Tokens], str]
"""The HTML in these colours."""


class ArticleText(QTextBrowser):
    """Draws itself again when the theme or the size of type changes."""

    def __init__(self, name: str, percent: int = 100) -> None:
        super().__init__()
        self._percent = percent
        self._draw: Draw | None = None
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_drawn(self, draw: Draw) -> None:
        """Show what `draw` makes, from its top."""
        self._draw = draw
        self._render()
        self.verticalScrollBar().setValue(0)

    def bring_into_sight(self, text: str, at: int) -> None:
        """Scroll to a character of the article's text, whose lines are the blocks shown; it comes near the top."""
        before = text[:at].rpartition("\n")
        line = text.count("\n", 0, at)
        block = self.document().findBlockByNumber(line)
        written = text.split("\n")[line]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + block.length() - 1 - len(written) + len(before[2]))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 4)

    def show_sentence(self, text: str) -> None:
        """Show a sentence instead."""
        self._draw = None
        self.setPlainText(text)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched, from disk or net."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._draw is not None:
            at = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(at)

    def _render(self) -> None:
        look = theme.current()
        self.document().setDefaultStyleSheet(stylesheet(look.dark, round(self._percent * look.scale / 100)))
        if self._draw is not None:
            self.setHtml(self._draw(theme.tokens()))
