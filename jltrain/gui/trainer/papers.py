"""组卷与试卷: two tabs, one to draw papers, one with the papers drawn."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout

from jltrain.app import papers
from jltrain.app.papers import BlueprintFile, PaperRow
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.table import refit
from jltrain.gui.trainer.blueprint_tab import BlueprintTab
from jltrain.gui.trainer.paper_tab import PaperTab
from jltrain.i18n import _
from jltrain.progress import Report

_Found = tuple[tuple[BlueprintFile, ...], tuple[PaperRow, ...]]


class PapersPage(Page):
    """The page "papers". Argument of `arrive`: `paper`, the digest of one to show."""

    name = "papers"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.blueprints, self.papers = BlueprintTab(shell), PaperTab(shell)
        title = QLabel(_("组卷与试卷"))
        title.setProperty("role", "title")
        self.tabs = QTabWidget()
        self.tabs.addTab(self.blueprints, _("组卷方案"))
        self.tabs.addTab(self.papers, _("试卷"))
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addWidget(self.tabs, 1)
        self.blueprints.made.connect(self._made)
        self.papers.wanted_session.connect(lambda digest: self.shell.go("sessions", paper=digest))

    def arrive(self, **arguments: object) -> None:
        """List blueprints and papers."""
        wanted = str(arguments.get("paper", ""))

        def work(_report: Report) -> _Found:
            return papers.blueprints(self.context), papers.listed(self.context)

        def done(found: _Found) -> None:
            if self.blueprints.list.count() != len(found[0]):
                self.blueprints.offer(found[0])
            self.papers.offer(found[1], wanted)
            if wanted:
                self.tabs.setCurrentWidget(self.papers)

        self.shell.run(work, done, _("正在读取组卷方案和试卷…"))

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _made(self, digest: str) -> None:
        self.papers.offer(papers.listed(self.context), digest)
        self.tabs.setCurrentWidget(self.papers)
