"""An answer option: a checkable button whose text wraps, which Qt's own buttons cannot do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class OptionButton(QPushButton):
    """`mark` is the letter or key shown before the text. The button's height follows its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "option")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark, self._text = QLabel(), QLabel()
        em = self.fontMetrics().height()
        self._mark.setProperty("role", "option-mark")
        self._mark.setMinimumWidth(em * 3 // 2)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._text.setProperty("role", "option-text")
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(em // 2, em // 2, em // 2, em // 2)
        row.setSpacing(em // 2)
        for label, stretch in ((self._mark, 0), (self._text, 1)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label, stretch)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def present(self, mark: str, text: str) -> None:
        """Show another option; the check mark is left to the caller."""
        self._mark.setText(mark)
        self._text.setText(text)
        self.setAccessibleName(f"{mark} {text}")
        self.updateGeometry()

    def caption(self) -> str:
        """What is shown: "A 文字"."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return self._inner().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inner().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inner().totalHeightForWidth(width)

    def _inner(self) -> QHBoxLayout:
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        return layout
