"""One question on the screen as a trainer reads it, with its pictures, search words in colour and citations as links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from jltrain.bank.question import Question
from jltrain.gui.bank.question_html import PICTURE, Marks, cited, question_html
from jltrain.gui.shell import theme
from jltrain.i18n import _

_WIDEST: Final = 1600
"""Pixels in which a picture is kept at most; larger ones are read smaller."""


class QuestionPreview(QTextBrowser):
    """Shows a question; `cited` tells the citation whose link was followed, "《公路法》第五十条第二款".

    Nothing is loaded but the pictures it was given: an address in a question's text stays text.
    """

    cited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._words: tuple[str, ...] = ()
        self._files: tuple[Path, ...] = ()
        self._images: list[QImage] = []
        self._room = 0
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(_("试题预览"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(self._follow)

    def show_question(self, question: Question, pictures: Sequence[Path] = (), words: tuple[str, ...] = ()) -> None:
        """Show it whole. `pictures`: their files in order; `words`: folded, as `bank.highlight.words` gives them."""
        same = self._question is not None and self._question.id == question.id
        if tuple(pictures) != self._files or not same:
            self._images = [_read(file) for file in pictures]
        self._question, self._files, self._words = question, tuple(pictures), words
        self._render(keep=same)

    def show_text(self, text: str) -> None:
        """Show a sentence instead of a question."""
        self._question, self._files, self._images = None, (), []
        self.setPlainText(text)

    @property
    def question(self) -> Question | None:
        """What is shown."""
        return self._question

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The pictures given, nothing else: neither files nor the network."""
        address = name.toString() if isinstance(name, QUrl) else str(name)
        number = address.removeprefix(PICTURE)
        if kind == QTextDocument.ResourceType.ImageResource.value and number.isdecimal() and address != number:
            at = int(number) - 1
            if 0 <= at < len(self._images):
                return self._images[at]
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._images and self.viewport().width() != self._room:
            self._render(keep=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._question is not None:
            self._render(keep=True)

    def _render(self, *, keep: bool) -> None:
        if self._question is None:
            return
        bar, colours = self.verticalScrollBar(), theme.tokens()
        at = bar.value() if keep else 0
        self._room = self.viewport().width()
        marks = Marks(
            self._words,
            colours.warn,
            colours.warn_soft,
            colours.good,
            colours.muted,
            [_width(image, self._room - self.fontMetrics().height() * 2) for image in self._images],
            linked=True,
        )
        style = f"a {{ color: {colours.accent}; }}"
        self.document().setDefaultStyleSheet(style)
        self.setHtml(question_html(self._question, marks))
        bar.setValue(at)

    def _follow(self, address: QUrl) -> None:
        if citation := cited(address.toString(QUrl.ComponentFormattingOption.FullyEncoded)):
            self.cited.emit(citation)


def _width(image: QImage, room: int) -> int:
    return 0 if image.isNull() else min(image.width(), max(80, room))


def _read(file: Path) -> QImage:
    """A picture no larger than can be shown; a null image when it cannot be read."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and size.width() > _WIDEST:
        reader.setScaledSize(QSize(_WIDEST, max(1, size.height() * _WIDEST // size.width())))
    return reader.read()
