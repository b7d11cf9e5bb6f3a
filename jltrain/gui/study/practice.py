"""练习: choose what to practise, go through it, see how it went."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from jltrain.app import study
from jltrain.app.study import Practice
from jltrain.gui.page import Page, Shell
from jltrain.gui.study import rounds, standing
from jltrain.gui.study.layout import label
from jltrain.gui.study.practice_chooser import Choice, Chooser
from jltrain.gui.study.practice_run import RunView
from jltrain.gui.study.practice_summary import SummaryView
from jltrain.gui.study.rounds import Round
from jltrain.gui.study.standing import Need, Standing
from jltrain.i18n import _
from jltrain.practice import drill
from jltrain.practice.scope import Scope, ScopeKind

ROUND = 20
"""How many questions a round has when another page asks for it."""


class PracticePage(Page):
    """A round stays as it is while the officer looks at other pages."""

    name = "practice"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._learner = ""
        self.chooser, self.run, self.summary = Chooser(), RunView(shell), SummaryView()
        self.stack = QStackedWidget()
        for view in (self.chooser, self.run, self.summary):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("练习"), "title"))
        column.addWidget(self.stack, 1)
        self.chooser.begun.connect(self.begin)
        self.run.ended.connect(self._end)
        self.summary.again.connect(self._wrong_again)
        self.summary.another.connect(self._another)
        self.summary.back.connect(self._back)
        self.summary.leave.connect(self._choose)

    def arrive(self, **arguments: object) -> None:
        """`scope`: a practice.scope.Scope to begin at once, with `title` for the screen. `kind`: a ScopeKind to
        choose from. Without either, a round under way goes on."""
        learner = self.context.settings.text("learner")
        changed, self._learner = learner != self._learner, learner
        scope, kind = arguments.get("scope"), arguments.get("kind")
        begun = rounds.under_way(self.context, learner)
        if isinstance(scope, Scope):
            self.begin(Choice(scope, str(arguments.get("title") or scope.kind.label), ROUND))
        elif isinstance(kind, ScopeKind):
            self.chooser.choose(kind)
            self._choose()
        elif begun is not None and begun is self.run.round and self.stack.currentWidget() is self.run:
            self.run.resume()
        elif begun is not None:
            self._start(begun)
        elif self.stack.currentWidget() is not self.summary or changed:
            self._choose()

    def hideEvent(self, event: QHideEvent) -> None:
        self.run.keep_draft()
        super().hideEvent(event)

    def begin(self, choice: Choice) -> None:
        """Draw a round and show its first question."""
        learner = self._learner
        self.shell.run(
            lambda report: Round(
                study.practise(self.context, learner, choice.scope, choice.count), learner, choice.title, choice
            ),
            self._start,
            _("正在取题…"),
            self._not_begun,
        )

    def _start(self, begun: Round) -> None:
        rounds.keep(self.context, begun)
        if self.isVisible():  # else the round waits for the user to come back: arrive takes it up
            self.stack.setCurrentWidget(self.run)
            self.run.begin(begun)

    def _not_begun(self, error: Exception) -> None:
        self.shell.fail(error)
        if self.stack.currentWidget() is not self.run:
            self._choose()

    def _choose(self) -> None:
        self.stack.setCurrentWidget(self.chooser)
        self.take_focus(self.chooser.tree)
        learner = self._learner
        self.shell.run(
            lambda report: standing.load(self.context, learner, Need.CHAPTERS | Need.ANSWERS, report),
            self._loaded,
            _("正在载入题库…"),
            self.shell.fail,
        )

    def _loaded(self, loaded: Standing) -> None:
        self.chooser.fill(loaded)
        for problem in loaded.problems[:1]:
            self.shell.tell(problem.sentence())

    def _end(self) -> None:
        """Sum up; a round in which nothing was done has no sum."""
        rounds.forget(self.context)
        summary = self.run.round.practice.summary() if self.run.round is not None else None
        if self.run.round is None or summary is None or summary.open == summary.total:
            self._choose()
            return
        wrong = [self.run.round.questions[ident] for ident in summary.wrong_ids]
        self.stack.setCurrentWidget(self.summary)
        self.summary.present(summary, wrong, self.run.round.title)

    def _wrong_again(self) -> None:
        if (past := self.run.round) is None:
            return
        ids = past.practice.summary().wrong_ids
        wrong = {ident: past.questions[ident] for ident in ids}
        again = Practice(self.context, past.learner, wrong, drill.start(ids))
        self._start(Round(again, past.learner, _("再练错题"), past.choice))

    def _another(self) -> None:
        if self.run.round is not None and self.run.round.choice is not None:
            self.begin(self.run.round.choice)

    def _back(self) -> None:
        if (past := self.run.round) is not None:
            rounds.keep(self.context, past)
            self.stack.setCurrentWidget(self.run)
            self.run.to_open()
