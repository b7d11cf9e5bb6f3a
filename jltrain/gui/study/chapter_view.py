"""The page of a chapter: text, tables and pictures in a column of readable width.

Nothing is fetched by name: `loadResource` gives nothing, pictures come from `ChapterPictures`, and a link
is told to whoever holds the view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QToolTip

from jltrain.gui.shell import fonts, theme
from jltrain.gui.study.chapter_pictures import ChapterPictures
from jltrain.reading.stylesheet import BASE_POINTS, stylesheet

COLUMN: Final = 46
"""Characters side by side at most: longer lines are hard to follow back."""
HITS: Final = 2_000
"""More places than this are not marked."""
OBJECT: Final = "\ufffc"
"""What stands for a picture in a block's text."""
_ABOVE: Final = 12
"""Pixels left above a heading that was jumped to."""


class ChapterView(QTextBrowser):
    """`zoomed` brings +1 or -1. `touched`: somebody is reading. `linked`: the href that was followed, and its words.

    `describe` gives the tooltip of an href, "" for none.
    """

    zoomed = Signal(int)
    touched = Signal()
    linked = Signal(str, str)

    def __init__(self, describe: Callable[[str], str]) -> None:
        super().__init__()
        self._describe = describe
        self._percent = 100
        self._html = ""
        self.headings: list[QTextBlock] = []
        """The blocks of the headings in order, the title first."""
        self._pictures = ChapterPictures(fonts.FAMILIES[0])
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject, self._pictures)
        self.viewport().setMouseTracking(True)
        self.anchorClicked.connect(self._clicked)
        self.verticalScrollBar().valueChanged.connect(self.touched)

    def present(self, html: str, pictures: Sequence[Path]) -> None:
        """Show another page, from its top."""
        self._pictures.load(pictures)
        self._html = html
        self._write()
        self.verticalScrollBar().setValue(0)

    def replace_page(self, html: str) -> None:
        """The same page in other colours; the place stays where it was."""
        self._html = html
        self.dress(self._percent)

    def dress(self, percent: int) -> None:
        """Show the text at `percent` of its own size in the theme in use; the place stays where it was."""
        self._percent = percent
        at = self.top_position()
        self._write()
        self.show_position(at)

    def top_of(self, block: QTextBlock) -> float:
        """How far a block stands below the top of the page, in pixels."""
        return float(self.document().documentLayout().blockBoundingRect(block).top())

    def show_block(self, block: QTextBlock) -> None:
        """Scroll a block to the top of the view."""
        self.verticalScrollBar().setValue(round(self.top_of(block)) - _ABOVE)

    def top_position(self) -> int:
        """The character at the top of the view."""
        return self.cursorForPosition(QPoint(self.viewport().width() // 2, 2)).position()

    def show_position(self, position: int) -> None:
        """Scroll the line with a character to the top of the view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def fraction(self) -> float:
        """How far the view is scrolled, 0..1; 1 where everything is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() > 0 else 1.0

    def show_fraction(self, fraction: float) -> None:
        """Scroll to a share of the scroll range."""
        bar = self.verticalScrollBar()
        bar.setValue(round(fraction * bar.maximum()))

    def find_all(self, text: str) -> list[QTextCursor]:
        """Every place of `text`, capitals aside."""
        found: list[QTextCursor] = []
        cursor = self.document().find(text) if text else QTextCursor()
        while not cursor.isNull() and len(found) < HITS:
            found.append(cursor)
            cursor = self.document().find(text, cursor)
        return found

    def mark(self, hits: Sequence[QTextCursor], current: int) -> None:
        """Mark all hits, the current one strongest, and bring that one into view."""
        colours, selections = theme.tokens(), []
        for number, cursor in enumerate(hits):
            chosen = number == current
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format.setBackground(QColor(colours.accent if chosen else colours.warn_soft))
            selection.format.setForeground(QColor(colours.on_accent if chosen else colours.warn))
            selections.append(selection)
        self.setExtraSelections(selections)
        if 0 <= current < len(hits):
            rect, height = self.cursorRect(hits[current]), self.viewport().height()
            if rect.top() < 0 or rect.bottom() > height:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + rect.top() - height // 3)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002
        """Nothing is fetched by name, from disk or net."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = self.top_position()
        self._set_column(event.size().width())
        self._pictures.height = event.size().height() * 0.9
        super().resizeEvent(event)
        if event.oldSize().width() > 0:
            self.show_position(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._describe(self.anchorAt(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _clicked(self, url: QUrl) -> None:
        href = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.linked.emit(href, _words(self.textCursor(), href))

    def _scale(self) -> int:
        return round(self._percent * theme.current().scale / 100)

    def _write(self) -> None:
        self.document().setDefaultStyleSheet(stylesheet(theme.current().dark, self._scale()))
        self.setHtml(self._html)
        found = blocks(self.document())
        self.headings = [block for block in found if block.blockFormat().headingLevel()]
        _set_pictures(found)
        size = self.viewport().size()
        self._set_column(size.width())
        super().resizeEvent(QResizeEvent(size, size))  # the scroll range at once, not when the layout's timer strikes

    def _set_column(self, width: int) -> None:
        """Leave margins beside a column of COLUMN characters."""
        font = QFont(theme.font())
        font.setPointSizeF(BASE_POINTS * self._scale() / 100)
        em = QFontMetricsF(font, self).horizontalAdvance("公")
        margin = max(em, (width - COLUMN * em) / 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() != margin:
            form.setMargin(0)
            form.setLeftMargin(margin)
            form.setRightMargin(margin)
            form.setBottomMargin(em * 2)
            frame.setFrameFormat(form)


def blocks(document: QTextDocument) -> list[QTextBlock]:
    """Every block of a document, in order."""
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _words(cursor: QTextCursor, href: str) -> str:
    """The words of the link to `href` in which the cursor stands, "" if it stands in none."""
    fragments, at = cursor.block().begin(), cursor.position()
    text, inside = "", False
    while not fragments.atEnd():
        piece = fragments.fragment()
        if QUrl(piece.charFormat().anchorHref()) == QUrl(href):
            text += piece.text()
            inside = inside or piece.position() <= at <= piece.position() + piece.length()
        elif inside:
            break
        else:
            text = ""
        fragments += 1
    return text if inside else ""


def _set_pictures(among: Sequence[QTextBlock]) -> None:
    """A picture's line is as high as the picture: the text's wide line spacing would leave a gap below."""
    form = QTextBlockFormat()
    form.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
    form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    for block in among:
        if OBJECT in block.text():
            QTextCursor(block).mergeBlockFormat(form)
