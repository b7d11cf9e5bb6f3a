"""The line above the paper: who sits what, whether the last answer is saved, how much time is left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from jltrain.clock import beijing
from jltrain.gui.exam.words import clock_text
from jltrain.i18n import _


def _become(label: QLabel, name: str, value: str) -> None:
    """Give a label another property that the theme looks at."""
    if label.property(name) != value:
        label.setProperty(name, value)
        label.style().unpolish(label)
        label.style().polish(label)


class TopLine(QWidget):
    """Title and officer, saved state, countdown."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._officer = QLabel(), QLabel()
        self._title.setProperty("role", "subtitle")
        self._officer.setProperty("role", "muted")
        self.saved, self.countdown = QLabel(), QLabel()
        self.saved.setProperty("role", "saved")
        self.countdown.setProperty("role", "countdown")
        self.countdown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (self._title, self._officer):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._officer)
        caption = QLabel(_("剩余时间"))
        caption.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height())
        row.addLayout(names, 1)
        for label in (self.saved, caption, self.countdown):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)

    def introduce(self, title: str, officer: str) -> None:
        """Whose paper this is."""
        for label, text in ((self._title, title), (self._officer, officer)):
            label.setText(text)
            label.setToolTip(text)

    def show_time(self, milliseconds: int, level: str) -> None:
        """Time left; `level` is "", "warn" or "urgent"."""
        self.countdown.setText(clock_text(milliseconds))
        _become(self.countdown, "level", level)

    def show_saved(self, at: datetime) -> None:
        """The last answer is on the disk."""
        self.saved.setText(_("已保存 {time}").format(time=beijing(at, "%H:%M:%S")))
        _become(self.saved, "role", "saved")

    def show_taken_up(self, answered: int) -> None:
        """Nothing was saved yet since the paper was opened."""
        self.saved.setText(_("已恢复 {count} 题的作答").format(count=answered) if answered else _("尚未作答"))
        _become(self.saved, "role", "saved" if answered else "muted")

    def show_typing(self) -> None:
        """Something was typed and goes to the disk in a moment."""
        self.saved.setText(_("正在输入，稍候保存…"))
        _become(self.saved, "role", "badge-info")

    def show_unsaved(self, count: int) -> None:
        """The last answers are on the screen only."""
        self.saved.setText(_("未保存 {count} 题").format(count=count))
        _become(self.saved, "role", "badge-bad")


class Banner(QWidget):
    """A message above the paper that stops nobody: a warning of time, or why something is not saved."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setProperty("role", "badge-warn")
        self.retry = QPushButton(_("重试保存(&R)"))
        self.retry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = QPushButton(_("知道了(&K)"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.retry)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def is_trouble(self) -> bool:
        """Whether it says that the machine refused something, which may be tried again."""
        return not self.isHidden() and not self.retry.isHidden()

    def tell(self, text: str, *, bad: bool = False, retry: bool = False) -> None:
        """Show a message in place of the last one."""
        self.text.setText(text)
        _become(self.text, "role", "badge-bad" if bad else "badge-warn")
        self.retry.setVisible(retry)
        self.close_button.setVisible(not retry)
        self.show()
