"""What an officer sees of the paper: story, question, buttons, panel of numbers, and the cover of a pause."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jltrain.bank.formula import plain
from jltrain.bank.question import Kind, Response
from jltrain.exam.order import Placed
from jltrain.gui.exam.panel import NumberPanel
from jltrain.gui.exam.question import QuestionView
from jltrain.gui.exam.topline import Banner, TopLine
from jltrain.i18n import _

_BESIDE = 50
"""Width, in Chinese characters, from which a story stands beside its question instead of above it."""


class PaperView(QWidget):
    """The widgets, laid out; who uses it connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.top, self.banner, self.panel, self.question = TopLine(), Banner(), NumberPanel(), QuestionView()
        self.previous = _button(_("← 上一题"), _("上一题（←）"))
        self.flag = _button(_("标记(&F)"), _("标记本题，稍后再看（F）"))
        self.clear = _button(_("清除作答"), _("清除本题作答（Delete）"))
        self.next = _button(_("下一题 →"), _("下一题（→ 或回车）"))
        self.next.setProperty("role", "primary")
        self.hand_in = _button(_("交卷"), _("交卷（Ctrl+回车）"))
        self.hand_in.setProperty("role", "danger")
        self._story, self._reason = QLabel(), QLabel()
        self._story_area, self._question_area = _scroll(self._story), _scroll(self.question)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._paper())
        self._pages.addWidget(self._cover())
        column = QVBoxLayout(self)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def present(self, placed: Placed, response: Response, total: int, pictures: Sequence[Path]) -> None:
        """Show an item, with its story if it is part of a case."""
        self.question.present(placed, response, total, pictures)
        whole = placed.entry.question
        is_case = whole.kind is Kind.CASE
        if is_case and self._story.text() != plain(whole.stem):
            self._story.setText(plain(whole.stem))
            self._story_area.verticalScrollBar().setValue(0)
            self._fit_story()
        if self._story_box.isHidden() == is_case:
            self._story_box.setVisible(is_case)
        self._question_area.verticalScrollBar().setValue(0)
        self.previous.setEnabled(placed.number > 1)
        self.next.setEnabled(placed.number < total)
        self.question.setFocus()

    def show_flag(self, on: bool) -> None:
        """Whether the item shown is flagged."""
        self.flag.setText(_("取消标记(&F)") if on else _("标记(&F)"))

    def cover(self, on: bool, reason: str = "") -> None:
        """Hide the paper while the exam is paused, and say why."""
        self._reason.setText(_("原因：{reason}").format(reason=reason) if reason else "")
        self._pages.setCurrentIndex(int(on))

    @property
    def covered(self) -> bool:
        """Whether the cover is on."""
        return self._pages.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() - self.panel.width() > _BESIDE * self.fontMetrics().horizontalAdvance("题")
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() is not wanted:
            self._split.setOrientation(wanted)
        super().resizeEvent(event)
        self._fit_story()

    def _fit_story(self) -> None:
        """Beside its question a story takes two fifths; above it what it needs, but half the height at most."""
        if self._split.orientation() is Qt.Orientation.Horizontal:
            self._split.setSizes([2000, 3000])
            return
        line, height = self.fontMetrics().height(), self._split.height()
        needed = self._story.heightForWidth(self._split.width() - 3 * line) + 4 * line
        self._split.setSizes([min(needed, height // 2), height - min(needed, height // 2)])

    def _paper(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._story_card())
        self._split.addWidget(self._question_area)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        buttons = QHBoxLayout()
        for button in (self.previous, self.flag, self.clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        left = QVBoxLayout()
        left.addWidget(self._split, 1)
        left.addLayout(buttons)
        paper = QWidget()
        row = QHBoxLayout(paper)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addWidget(self._side())
        return paper

    def _story_card(self) -> QFrame:
        self._story.setWordWrap(True)
        self._story.setTextFormat(Qt.TextFormat.PlainText)
        self._story.setAlignment(Qt.AlignmentFlag.AlignTop)
        caption = QLabel(_("案情"))
        caption.setProperty("role", "subtitle")
        self._story_box = QFrame()
        self._story_box.setProperty("role", "card")
        column = QVBoxLayout(self._story_box)
        column.addWidget(caption)
        column.addWidget(self._story_area, 1)
        self._story_box.hide()
        return self._story_box

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "card")
        caption = QLabel(_("答题卡"))
        caption.setProperty("role", "subtitle")
        legend = QLabel(_("虚框：未看　实框：未答\n填色：已答　★：已标记"))
        legend.setProperty("role", "muted")
        column = QVBoxLayout(side)
        column.addWidget(caption)
        column.addWidget(self.panel, 1)
        column.addWidget(legend)
        column.addWidget(self.hand_in)
        return side

    def _cover(self) -> QWidget:
        cover = QWidget()
        heading = QLabel(_("考试已暂停"))
        heading.setProperty("role", "title")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        text = QLabel(_("监考员暂停了您的考试，暂停期间不计时。监考员恢复后将自动回到试卷，请在座位上等待。"))
        column = QVBoxLayout(cover)
        column.addStretch(1)
        for label in (heading, self._reason, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(2)
        return cover


def _scroll(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus with the question and its keys
    return button
