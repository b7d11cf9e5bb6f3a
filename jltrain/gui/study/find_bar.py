"""Search in the page: all hits marked and counted, Enter to the next, Shift+Enter to the one before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from jltrain.gui.study.chapter_view import HITS, ChapterView
from jltrain.gui.study.layout import button, label
from jltrain.i18n import _


class FindBar(QWidget):
    """Hidden until opened. `closed` is emitted when the reader is done with it."""

    closed = Signal()

    def __init__(self, view: ChapterView) -> None:
        super().__init__()
        self._view = view
        self._hits: list[QTextCursor] = []
        self._at = -1
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("在本章中查找"))
        self.field.setAccessibleName(_("在本章中查找"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.search)
        self.count = label(role="muted", wrap=False)
        self.before = button(_("上一个"), tip=_("上一个（Shift+Enter）"))
        self.after = button(_("下一个"), tip=_("下一个（Enter 或 F3）"))
        self.done = button(_("关闭"), tip=_("关闭（Esc）"))
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.done.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.before, self.after, self.done):
            row.addWidget(widget)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with what is selected in the page, and take the keyboard."""
        self.show()
        selected = self._view.textCursor().selectedText().strip()
        if selected and "\u2029" not in selected:
            self.field.setText(selected)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.search()

    def close_bar(self) -> None:
        """Hide the bar and take the marks away."""
        self.hide()
        self._hits, self._at = [], -1
        self._view.mark([], -1)
        self.closed.emit()

    def search(self) -> None:
        """Find the field's text anew; the first hit from where the reader is becomes the current one."""
        if self.isHidden():
            return
        self._hits = self._view.find_all(self.field.text().strip())
        top = self._view.top_position()
        self._at = next((n for n, hit in enumerate(self._hits) if hit.selectionStart() >= top), 0) if self._hits else -1
        self._show()

    def step(self, by: int) -> None:
        """To the next (1) or the hit before (-1), round the end."""
        if self.isHidden():
            self.open_bar()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self._view.mark(self._hits, self._at)
        for made in (self.before, self.after):
            made.setEnabled(bool(self._hits))
        if self._hits:
            more = "+" if len(self._hits) == HITS else ""
            self.count.setText(_("第 {n} 处，共 {total} 处").format(n=self._at + 1, total=f"{len(self._hits)}{more}"))
        else:
            self.count.setText(_("没有找到") if self.field.text().strip() else "")
