"""复核与报错: what is to be looked at again because a law has changed, and what officers have objected to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from jltrain.gui.page import Page, Shell
from jltrain.gui.review.history import HistoryTab
from jltrain.gui.review.objections_tab import ObjectionsTab
from jltrain.gui.review.queue import QueueTab
from jltrain.gui.shell.table import refit
from jltrain.i18n import _
from jltrain.progress import Report

QUEUE, REPORTS, HISTORY = range(3)
"""The tabs."""
_NAMES = {"queue": QUEUE, "reports": REPORTS, "history": HISTORY}


class ReviewPage(Page):
    """`arrive(number=)` shows a review, `arrive(tab="reports", question=)` what was reported about a question."""

    name = "review"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.queue, self.reports, self.history = QueueTab(shell), ObjectionsTab(shell), HistoryTab(shell)
        self.tabs = QTabWidget()
        for tab, text, keys in (
            (self.queue, _("待复核"), "Alt+R"),
            (self.reports, _("试题报错"), "Alt+T"),
            (self.history, _("复核记录"), "Alt+H"),
        ):
            number = self.tabs.addTab(tab, text)
            self.tabs.setTabToolTip(number, _("{what}（{key}）").format(what=text, key=keys))
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(partial(self.tabs.setCurrentIndex, number))
        self.tabs.currentChanged.connect(self._load)
        self.queue.waiting.connect(lambda n: self._count(QUEUE, _("待复核"), n))
        self.reports.waiting.connect(lambda n: self._count(REPORTS, _("试题报错"), n))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs, 1)
        self._number, self._question = 0, ""

    def arrive(self, **arguments: object) -> None:
        number, question, tab = arguments.get("number"), arguments.get("question"), arguments.get("tab")
        self._number = number if isinstance(number, int) else 0
        self._question = question if isinstance(question, str) else ""
        wanted = _NAMES.get(
            str(tab), QUEUE if self._number else REPORTS if self._question else self.tabs.currentIndex()
        )
        if wanted != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(wanted)  # which loads it
        else:
            self._load()
        self._count_reports()
        if wanted != QUEUE:
            self.queue.arrive()

    def place(self) -> dict[str, object]:
        return {"tab": next(name for name, number in _NAMES.items() if number == self.tabs.currentIndex())}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)
        self.reports.retheme(dark, scale)

    def _load(self) -> None:
        """Read what the tab in front shows."""
        at = self.tabs.currentIndex()
        if at == QUEUE:
            self.queue.arrive(self._number)
            self._number = 0
        elif at == REPORTS:
            self.reports.arrive(self._question)
            self._question = ""
        else:
            self.history.arrive()

    def _count_reports(self) -> None:
        context = self.context

        def work(_report: Report) -> int:
            from jltrain.app import objections

            return objections.waiting(context)

        self.shell.run(work, lambda n: self._count(REPORTS, _("试题报错"), n), _("读取试题报错"), quiet=True)

    def _count(self, tab: int, text: str, count: int) -> None:
        self.tabs.setTabText(tab, _("{what}（{n}）").format(what=text, n=count) if count else text)
