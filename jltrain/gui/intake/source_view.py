"""The lines of somebody's file around the question at hand, with their numbers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from jltrain.bank.intake.found import Span
from jltrain.gui.shell import theme
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_AROUND: Final = 5
"""Lines shown before and after."""
_MOST: Final = 400
"""Lines of one question that are shown."""
_LONG: Final = 4000
"""Characters of a line up to which it is shown whole: a bank may stand on one line."""


class SourceView(QPlainTextEdit):
    """Read only; the cursor's line is where a question can be cut. `moved` tells that it is another."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first = 1
        self._marked = Span(0, -1)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("原文"))
        self.setToolTip(_("原文件中的各行，本题的行有底色。把光标放到某一行，可以从这一行拆开"))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._gutter = _Gutter(self)
        self.updateRequest.connect(self._follow)
        self.cursorPositionChanged.connect(self._moved)

    def show_lines(self, lines: tuple[str, ...], marked: Span, stem: str = "") -> None:
        """Those of `marked` in colour, with a few around; of a very long one the part where `stem` stands."""
        last = min(marked.last, marked.first + _MOST)
        self._first = max(1, marked.first - _AROUND)
        self._marked = Span(marked.first, last)
        shown = lines[self._first - 1 : last + _AROUND]
        self.blockSignals(True)
        self.setPlainText("\n".join(_shown(line, stem) for line in shown))
        self.blockSignals(False)
        self._make_room()
        self.recolour()
        self._scroll()
        self._moved()

    def show_nothing(self) -> None:
        """No question is at hand."""
        self.show_lines((), Span(1, 0))

    def recolour(self) -> None:
        """Mark the question's lines in the theme's colour."""
        ground = QTextBlockFormat()
        ground.setBackground(QColor(theme.tokens().accent_soft))
        for number in range(self._marked.first, self._marked.last + 1):
            block = self.document().findBlockByNumber(number - self._first)
            if block.isValid():
                QTextCursor(block).mergeBlockFormat(ground)
        self._gutter.update()

    @property
    def line(self) -> int:
        """The line of the file that the cursor is in."""
        return self._first + self.textCursor().blockNumber()

    def put_cursor(self, line: int) -> None:
        """Go to a line of the file, if it is shown."""
        block = self.document().findBlockByNumber(line - self._first)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))

    def _scroll(self) -> None:
        """Show as much of the question as there is room for, its beginning in any case."""
        end = self.document().findBlockByNumber(self._marked.last - self._first)
        if end.isValid():
            cursor = QTextCursor(end)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
        self.put_cursor(self._marked.first)
        self.ensureCursorVisible()

    def _moved(self) -> None:
        self._gutter.update()
        self.moved.emit()

    # ---- the numbers

    def gutter_width(self) -> int:
        digits = len(str(self._first + self.blockCount()))
        return self.fontMetrics().horizontalAdvance("8") * max(digits, 2) + px(14)

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        self._place_gutter()

    def _place_gutter(self) -> None:
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), self.gutter_width(), inside.height()))

    def _follow(self, rect: QRect, down: int) -> None:
        if down:
            self._gutter.scroll(0, down)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_gutter()

    def paint_gutter(self, event: QPaintEvent) -> None:
        """The numbers of the lines in view."""
        colours, painter = theme.tokens(), QPainter(self._gutter)
        painter.fillRect(event.rect(), QColor(colours.raised))
        painter.setFont(self.font())
        block, here = self.firstVisibleBlock(), self.textCursor().blockNumber()
        down = self.viewport().geometry().top() - self._gutter.geometry().top()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            top = round(box.top()) + down
            if top > event.rect().bottom():
                break
            number = self._first + block.blockNumber()
            ours = self._marked.first <= number <= self._marked.last
            painter.setPen(QColor(colours.accent if ours else colours.muted))
            font = painter.font()
            font.setBold(block.blockNumber() == here)
            painter.setFont(font)
            room = QRect(0, top, self._gutter.width() - px(6), self.fontMetrics().height())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()
        painter.end()

    def line_at(self, y: int) -> int:
        """The line of the file at a height of the gutter."""
        return self._first + self.cursorForPosition(QPoint(1, y)).blockNumber()


class _Gutter(QWidget):
    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_gutter(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._view.put_cursor(self._view.line_at(round(event.position().y())))


def _shown(line: str, stem: str) -> str:
    line = " ".join(line.splitlines())
    if len(line) <= _LONG:
        return line
    at = max(0, line.find(stem[:12]) - 200 if stem else 0)
    return ("… " if at else "") + line[at : at + _LONG] + " …"
