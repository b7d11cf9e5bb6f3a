"""Small pieces that the study pages are put together from: labels by role, scrolling columns, bars."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", wrap: bool = True) -> QLabel:
    """A label of plain text: what stands in a question is never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "", tip: str = "") -> QPushButton:
    """A push button that Enter does not press from afar."""
    made = Button(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # a frame works out its padding anew only then


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed card and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    em = frame.fontMetrics().height()
    column = QVBoxLayout(frame)
    column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
    column.setSpacing(em // 2)
    return frame, column


def bar(value: int, maximum: int) -> QProgressBar:
    """A thin bar; its number stands beside it as text."""
    made = QProgressBar()
    made.setRange(0, max(1, maximum))
    made.setValue(value)
    made.setTextVisible(False)
    made.setMaximumHeight(made.fontMetrics().height() // 2)
    return made


def narrow(combo: QComboBox) -> QComboBox:
    """Let a combo box be narrower than its longest choice, which English at 150 % has no room for."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and have it deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            empty(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class Button(QPushButton):
    """Leaves the left and right arrows to the page, where Qt would move the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Column(QScrollArea):
    """A column of widgets that scrolls up and down. Left and right are left to whoever holds it."""

    def __init__(self, widest: int = 0) -> None:
        """`widest` in heights of a line: what is wider is hard to read on a large screen. 0: no limit."""
        super().__init__()
        self._widest = widest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        em = self.fontMetrics().height()
        self.column.setContentsMargins(0, 0, em // 2, 0)
        self.column.setSpacing(em // 2)
        self.setWidget(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        em = self.fontMetrics().height()
        spare = event.size().width() - self._widest * em if self._widest else 0
        self.column.setContentsMargins(0, 0, max(em // 2, spare), 0)  # a maximum width would upset wrapped labels
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)
