"""Beside the fields: what the officer will see, what the trainer sees, what is wrong, and what is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from jltrain.app.context import Context
from jltrain.bank.alike import Alike
from jltrain.bank.check import CheckFault
from jltrain.bank.question import Question
from jltrain.gui.bank.editor_alike import AlikeList
from jltrain.gui.bank.editor_card import LiveCard
from jltrain.gui.bank.editor_checks import FaultList
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.frame import px
from jltrain.gui.study.layout import Column
from jltrain.gui.study.question_card import WIDEST
from jltrain.i18n import _

OFFICER: Final = 0
TRAINER: Final = 1
FAULTS: Final = 2
ALIKE: Final = 3


class SidePane(QWidget):
    """`cited` with a citation that is to be read. What is not in front is drawn when it comes there."""

    cited = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._shown: tuple[Question, tuple[Path, ...]] | None = None
        self._drawn: dict[int, tuple[Question, tuple[Path, ...]]] = {}
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("预览、问题和相似的试题"))
        for text, hint in (
            (_("学员所见(&O)"), _("做题时看到的样子（Alt+O）")),
            (_("教官所见(&T)"), _("连同答案、依据和解析（Alt+T）")),
            ("", _("还缺什么、哪里要改（Alt+I）")),
            ("", _("题库里相似的试题（Alt+K）")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(text), hint)
        self.card = LiveCard()
        self.sight = Column(WIDEST)
        self.sight.column.addWidget(self.card)
        self.sight.column.addWidget(label(_("这里可以试答，不会记录。"), "muted"))
        self.preview = QuestionPreview()
        self.preview.cited.connect(self.cited)
        self.faults = FaultList()
        self.alike = AlikeList(context)
        self.alike.cited.connect(self.cited)
        self.stack = QStackedWidget()
        for widget in (self.sight, self.preview, self.faults, self.alike):
            self.stack.addWidget(widget)
        self.tabs.currentChanged.connect(self._turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tell(())
        self.show_alike(())

    def show_question(self, question: Question, pictures: Sequence[Path]) -> None:
        """The question as it is now."""
        self._shown = question, tuple(pictures)
        self.draw()

    def draw(self) -> None:
        """Bring what is in front up to date; nothing while it is folded away."""
        at = self.tabs.currentIndex()
        if self._shown is None or self._drawn.get(at) == self._shown or not self.isVisible():
            return
        question, pictures = self._shown
        if at == OFFICER:
            bar = self.sight.verticalScrollBar()
            place = bar.value()
            self.card.follow(replace(question, topic=question.topic or "—"), pictures)
            bar.setValue(place)
        elif at == TRAINER:
            self.preview.show_question(question, pictures)
        self._drawn[at] = self._shown

    def tell(self, faults: Sequence[CheckFault]) -> None:
        """What is wrong."""
        self.faults.put(faults)
        count = sum(not fault.hint for fault in faults)
        self.tabs.setTabText(FAULTS, _("问题 {n}(&I)").format(n=count) if count else _("问题(&I)"))

    def show_alike(self, found: Sequence[Alike], *, ready: bool = False) -> None:
        """What is alike; `ready`: it was looked for."""
        if ready:
            self.alike.put(found)
        self.tabs.setTabText(ALIKE, _("相似 {n}(&K)").format(n=len(found)) if found else _("相似(&K)"))

    def turn(self, tab: int) -> None:
        """Bring one to the front."""
        self.tabs.setCurrentIndex(tab)

    def _turned(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.draw()
