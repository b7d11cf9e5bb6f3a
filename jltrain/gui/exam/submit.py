"""Before handing in early: how much is unanswered, and a way to each of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.exam.order import Placed
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.i18n import _


class SubmitDialog(QDialog):
    """`confirmed`: hand in. `jump` brings the index (from 0) of an item to go to instead."""

    confirmed = Signal()
    jump = Signal(int)

    def __init__(self, unanswered: Sequence[Placed], flagged: int, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("交卷确认"))
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 2)
        if unanswered:
            text = _("还有 {count} 道题没有作答，确定现在交卷吗？").format(count=len(unanswered))
        else:
            text = _("{total} 道题已全部作答，确定现在交卷吗？").format(total=total)
        self.heading = QLabel(text)
        self.heading.setProperty("role", "subtitle")
        column.addWidget(self.heading)
        self.unanswered = QListWidget()
        for placed in unanswered:
            stem = " ".join(placed.item.stem.split())
            entry = QListWidgetItem(_("第 {number} 题  {stem}").format(number=placed.number, stem=stem))
            entry.setData(Qt.ItemDataRole.UserRole, placed.number - 1)
            self.unanswered.addItem(entry)
        if unanswered:
            hint = QLabel(_("双击或按回车键可转到该题："))
            hint.setProperty("role", "muted")
            column.addWidget(hint)
            self.unanswered.setTextElideMode(Qt.TextElideMode.ElideRight)
            self.unanswered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.unanswered.itemActivated.connect(self._chosen)
            column.addWidget(self.unanswered, 1)
        if flagged:
            column.addWidget(QLabel(_("另有 {count} 道题做了标记（★），交卷前可再看一遍。").format(count=flagged)))
        warning = QLabel(_("交卷后不能再修改答案。"))
        warning.setProperty("role", "muted")
        column.addWidget(warning)
        column.addLayout(self._buttons())
        size_in_lines(self, 26, 20 if unanswered else 0)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.back = QPushButton(_("继续作答(&C)"))
        self.back.setDefault(True)
        self.back.clicked.connect(self.reject)
        self.hand_in = QPushButton(_("确认交卷(&S)"))
        self.hand_in.setProperty("role", "danger")
        self.hand_in.setAutoDefault(False)
        self.hand_in.clicked.connect(self._confirm)
        row.addWidget(self.back)
        row.addWidget(self.hand_in)
        self.back.setFocus()
        return row

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()

    def _chosen(self, entry: QListWidgetItem) -> None:
        self.reject()
        self.jump.emit(int(entry.data(Qt.ItemDataRole.UserRole)))
