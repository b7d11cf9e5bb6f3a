"""Small pieces that the pages of 人事 are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.gui.shell import theme
from jltrain.gui.shell.flow import Flow
from jltrain.i18n import _
from jltrain.ledger.identity import tidy_certificate


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text; what people typed is never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, act: Callable[[], object], hint: str, key: str = "", *, role: str = "") -> QPushButton:
    """A button whose tooltip names its shortcut."""
    made = QPushButton(text)
    made.setToolTip(_("{hint}（{key}）").format(hint=hint, key=key) if key else hint)
    if role:
        made.setProperty("role", role)
    if key:
        made.setShortcut(QKeySequence(key))
    made.clicked.connect(lambda: act())
    return made


def search_box(page: QWidget, hint: str, changed: Callable[[], object]) -> QLineEdit:
    """A field to search by, reached with Ctrl+F, emptied with Esc."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance("国") * 8)
    made.setAccessibleName(hint)
    made.setToolTip(_("按 Ctrl+F 到这里，按 Esc 清空；几个词用空格分开"))
    made.setClearButtonEnabled(True)
    made.setAcceptDrops(False)  # else a file dropped here would become text instead of reaching the page
    made.textChanged.connect(lambda _text: changed())
    find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
    find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    find.activated.connect(made.setFocus)
    clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), made)
    clear.setContext(Qt.ShortcutContext.WidgetShortcut)
    clear.activated.connect(made.clear)
    return made


def narrow(box: QComboBox) -> None:
    """Let a chooser of long words give way to the search beside it; its list shows them whole."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


def found(words: str, text: str) -> bool:
    """Whether `text` (casefolded) holds each of the words, as typed or as a certificate number is written."""
    return all(word in text or tidy_certificate(word).casefold() in text for word in words.casefold().split())


def header(title: str, *buttons: QWidget) -> Flow:
    """A page's heading with what can be done there on the right, or below where there is no room."""
    made = label(title, "title", wrap=False)
    return Flow(made.fontMetrics().height() // 3, made, *buttons, apart=True)


class Figure(QFrame):
    """One large number and what it counts."""

    def __init__(self, name: str, role: str = "figure") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.value = label("—", role, wrap=False)
        self.name = label(name, "muted", wrap=False)
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 2
        column.setContentsMargins(gap * 2, gap // 2, gap * 2, gap // 2)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.value)
        column.addWidget(self.name)

    def put(self, value: str) -> None:
        """Show this number."""
        self.value.setText(value)
        self.setAccessibleName(f"{self.name.text()} {value}")


class Badges(Flow):
    """Counts, each in its colour and its word; those of nothing are left out."""

    def __init__(self) -> None:
        super().__init__(round(12 * theme.current().scale / 200))
        self.texts: tuple[str, ...] = ()

    def put(self, counts: Iterable[tuple[str, str]]) -> None:
        """Show (text, tone); tone is good, bad, warn or info."""
        self.clear()
        shown = list(counts)
        for text, tone in shown:
            made = label(text, f"badge-{tone}", wrap=False)
            self.add(made)
            made.show()
        self.texts = tuple(text for text, _tone in shown)
