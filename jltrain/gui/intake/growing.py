"""A field for text that is as high as what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

_MOST_LINES = 12
"""Beyond, the field scrolls."""
_PAGE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)


class GrowingText(QPlainTextEdit):
    """Wraps and grows; Tab goes on to the next field. `single`: a text without line breaks."""

    def __init__(self, name: str, *, single: bool = False, hint: str = "") -> None:
        super().__init__()
        self._single = single
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # a file dropped here is for the page
        self.setPlaceholderText(hint)
        self.document().setDocumentMargin(1)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def text(self) -> str:
        """What stands in it, trimmed."""
        text = self.toPlainText().strip()
        return " ".join(text.split("\n")) if self._single else text

    def put(self, text: str) -> None:
        """Show another text; what was done before can then not be undone."""
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._grow()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in _PAGE_KEYS:  # they are the page's, also while somebody types
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._single and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("国") * 3, self._wanted())

    def _wanted(self) -> int:
        """Pixels; the document of a plain text field counts its height in lines."""
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        around = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth() + 12
        return (
            round(self.fontMetrics().lineSpacing() * lines + 2 * self.document().documentMargin() + max(around, 0)) + 2
        )

    def _grow(self) -> None:
        wanted = self._wanted()
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
