"""One chapter in the list of courses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from jltrain.app.study import ChapterRow
from jltrain.gui.study.layout import bar, button, label
from jltrain.i18n import _


class ChapterCard(QFrame):
    """`on_read` and `on_practise` are called with the row when its buttons are pressed."""

    def __init__(
        self, row: ChapterRow, on_read: Callable[[ChapterRow], None], on_practise: Callable[[ChapterRow], None]
    ) -> None:
        super().__init__()
        self.row = row
        self.setProperty("role", "card")
        chapter, progress = row.chapter, row.progress
        begun = progress.furthest > 0 and not progress.finished
        self.read = button(_("继续阅读") if begun else _("阅读"), "" if progress.finished else "primary")
        self.practise = button(_("练习本章"))
        self.read.setAutoDefault(True)
        self.practise.setAutoDefault(True)
        self.read.setAccessibleName(_("阅读：{title}").format(title=chapter.title))
        self.practise.setAccessibleName(_("练习本章：{title}").format(title=chapter.title))
        self.read.clicked.connect(lambda: on_read(row))
        self.practise.clicked.connect(lambda: on_practise(row))
        self.practise.setEnabled(row.questions > 0)
        self.practise.setToolTip("" if row.questions else _("题库里还没有本章知识点的题目"))
        em = self.fontMetrics().height()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
        whole.setSpacing(em)
        whole.addLayout(self._facts(), 3)
        whole.addLayout(self._ways(), 1)

    def _facts(self) -> QVBoxLayout:
        chapter, progress = self.row.chapter, self.row.progress
        column, head = QVBoxLayout(), QHBoxLayout()
        head.addWidget(label(chapter.title, "subtitle"), 1)
        must = label(_("必修") if chapter.required else _("选修"), wrap=False)
        must.setProperty("role", "badge-warn" if chapter.required else "badge-info")
        head.addWidget(must, 0, Qt.AlignmentFlag.AlignTop)
        if progress.finished:
            head.addWidget(label(_("√ 已读"), "badge-good", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        facts = _("建议阅读 {minutes} 分钟 · 练习题 {n} 道 · 知识点：{topics}").format(
            minutes=chapter.minutes, n=self.row.questions, topics="、".join(chapter.topics)
        )
        column.addWidget(label(facts))
        if chapter.laws:
            column.addWidget(label(_("法规版本：{laws}").format(laws="、".join(chapter.laws)), "muted"))
        column.addStretch(1)
        return column

    def _ways(self) -> QVBoxLayout:
        progress = self.row.progress
        column, buttons = QVBoxLayout(), QHBoxLayout()
        percent = 100 if progress.finished else round(progress.furthest * 100)
        spent = int(progress.seconds // 60)
        column.addWidget(bar(percent, 100))
        words = _("已读 {percent} % · 累计 {minutes} 分钟").format(percent=percent, minutes=spent)
        column.addWidget(label(words if progress.seconds or percent else _("还没有开始"), "muted"))
        column.addStretch(1)
        buttons.addWidget(self.read)
        buttons.addWidget(self.practise)
        column.addLayout(buttons)
        return column
