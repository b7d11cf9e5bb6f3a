"""The parts of the window around a page: header, foot, the banner for a user's trouble, the veil over long work."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.gui.shell import icons, theme
from jltrain.i18n import _
from jltrain.progress import Step

TOLD_FOR = 6000
"""Milliseconds that a message stays at the foot, and 60 more for each character."""


def px(size: int) -> int:
    """`size` pixels at the scale in use."""
    return round(size * theme.current().scale / 100)


def inset(box: QAbstractSpinBox) -> None:
    """Room between the left edge and the number, which a style sheet cannot give to a spin box."""
    inside = box.findChild(QLineEdit)
    if inside is not None:
        inside.setTextMargins(px(7), 0, 0, 0)


class Header(QWidget):
    """Where the user is, and the way to guide, about and settings."""

    def __init__(
        self, guide: Callable[[], object], about: Callable[[], object], settings: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.where = QLabel()
        self.where.setObjectName("where")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(6), px(12), px(6))
        row.setSpacing(px(8))
        row.addWidget(self.where, 1)
        self._buttons = (
            (self._button(_("使用引导"), _("重新看一遍使用引导（F1）"), guide), "guide"),
            (self._button(_("关于"), _("版本、数据位置和运行检查（Ctrl+I）"), about), "info"),
            (self._button(_("设置"), _("语言、主题、字体大小和单位（Ctrl+,）"), settings), "gear"),
        )
        for button, _icon in self._buttons:
            row.addWidget(button)

    def _button(self, text: str, hint: str, pressed: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(hint)
        button.setAccessibleDescription(hint)
        button.setProperty("role", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(px(18), px(18)))
        button.setIcon(icons.blank(px(18)))
        button.clicked.connect(lambda: pressed())
        return button

    def draw_icons(self) -> None:
        """Draw the icons, now that the first paint is done."""
        for button, name in self._buttons:
            button.setIcon(icons.icon(name, theme.tokens().muted, px(18)))


class Foot(QWidget):
    """A short message that goes away by itself, and whose computer this is."""

    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.told = QLabel()
        self.told.setObjectName("told")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.whose = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(4), px(20), px(4))
        row.addWidget(self.told, 1)
        row.addWidget(self.whose)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._empty)

    def tell(self, text: str) -> None:
        """Show `text` for some seconds."""
        self.told.setText(text)
        self.told.setToolTip(text)
        room = self.width() - px(40) - self.whose.sizeHint().width() - px(8)
        self.whose.setVisible(self.told.sizeHint().width() <= room)  # what is told matters more while it is told
        self._timer.start(TOLD_FOR + 60 * len(text))

    def _empty(self) -> None:
        self.told.clear()
        self.told.setToolTip("")
        self.whose.show()
        self.emptied.emit()


class Banner(QFrame):
    """A user's trouble in one sentence, above the page, until closed or left."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QPushButton(_("知道了"))
        self.close_button.setToolTip(_("收起这条提示（Esc）"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(8), px(10), px(8))
        row.addWidget(self.text, 1)
        row.addWidget(self.close_button)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show `text`, also to a screen reader."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()


class Veil(QWidget):
    """Covers the window while long work runs: what it is, how far, and a button to stop it (Esc)."""

    cancelled = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("veil")
        self._over = over
        self._before: QWidget | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setProperty("role", "subtitle")
        self.step = QLabel()
        self.step.setWordWrap(True)
        self.step.setProperty("role", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.button = QPushButton(_("停止"))
        self.button.setToolTip(_("停止正在进行的工作（Esc）"))
        self.button.clicked.connect(self._cancel)
        box = QFrame()
        box.setObjectName("busy")
        box.setMinimumWidth(px(420))
        column = QVBoxLayout(box)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        for part in (self.text, self.bar, self.step):
            column.addWidget(part)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        centre = QVBoxLayout(self)
        centre.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.resize(self._over.size())
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of what lies under the veil, Esc among them, works now
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.button.isEnabled():
            self._cancel()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True  # Tab stays on the one button

    def cover(self, text: str) -> None:
        """Show the veil over everything; the keyboard goes to its button."""
        self.text.setText(text)
        self.step.clear()
        self.bar.setRange(0, 0)
        self.button.setEnabled(True)
        self._before = self.window().focusWidget()
        self.resize(self._over.size())
        self.raise_()
        self.show()
        self.button.setFocus()

    def step_to(self, step: Step) -> None:
        """Move the bar."""
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        counted = _("{done} / {total}").format(done=step.done, total=step.total) if step.total else ""
        self.step.setText("  ".join(part for part in (counted, step.text) if part))

    def lift(self) -> None:
        """Hide the veil; the keyboard goes back where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None and shiboken6.isValid(self._before):
                self._before.setFocus()
        self._before = None

    def _cancel(self) -> None:
        self.button.setEnabled(False)
        self.step.setText(_("正在停止…"))
        self.cancelled.emit()
