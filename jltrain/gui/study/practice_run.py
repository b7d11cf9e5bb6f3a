"""A round of practice: question after question, the verdict at once.

A–H and Y/N answer, Enter confirms and goes on, S skips, the arrows go back and forth. What was answered
stands in the database before its verdict shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jltrain.app import bank
from jltrain.app.study import Practice
from jltrain.bank.question import LETTERS
from jltrain.errors import JltrainError
from jltrain.gui.page import Shell
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.gui.study.error_report import ReportButton
from jltrain.gui.study.layout import Column, bar, button, label, restyle
from jltrain.gui.study.question_card import WIDEST, QuestionCard
from jltrain.gui.study.rounds import Round
from jltrain.gui.study.wording import answer_text, percent
from jltrain.i18n import _
from jltrain.practice.drill import Verdict

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = {getattr(Qt.Key, f"Key_{letter}"): letter for letter in (*LETTERS, "Y", "N")}

_LAID_OUT = 40
"""Milliseconds after which a verdict has its place on the page."""


class RunView(QWidget):
    """Emits `ended` when the officer is through or stops."""

    ended = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.round: Round | None = None
        self.title, self.place, self.rate = label(role="muted"), label(wrap=False), label(role="muted", wrap=False)
        restyle(self.place, role="subtitle")
        self.progress = bar(0, 1)
        self.stop = button(_("结束练习(&E)"), tip=_("结束本组练习，看小结"))
        self.card, self.pane = QuestionCard(), Column(WIDEST)
        self.pane.column.addWidget(self.card)
        self.said = label(wrap=True)
        self.back = button(_("← 上一题"), tip=_("上一题（← 键）"))
        self.skip = button(_("跳过(&S)"), tip=_("先不答，看下一题（S 键）"))
        self.reveal = button(_("不会，看答案(&K)"), tip=_("记为答错，收进错题本"))
        self.report = ReportButton(shell)
        self.confirm = button("", "primary")
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.card.changed.connect(self._changed)
        self.card.cited.connect(lambda citation: show_article(self.shell, self, citation))
        self.stop.clicked.connect(self.ended)
        self.back.clicked.connect(self.previous)
        self.skip.clicked.connect(self.leave_out)
        self.reveal.clicked.connect(self.judge)
        self.confirm.clicked.connect(self.go_on)
        for made in (self.stop, self.back, self.skip, self.reveal, self.report, self.confirm):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.place)
        top.addWidget(self.title, 1)
        top.addWidget(self.rate)
        top.addWidget(self.stop)
        for widget in (self.back, self.skip, self.reveal):
            foot.addWidget(widget)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.report)
        foot.addWidget(self.confirm)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addWidget(self.pane, 1)
        column.addLayout(foot)

    def begin(self, begun: Round) -> None:
        """Show the question at hand of a round: the first, or the one where it was left."""
        self.round = begun
        self.title.setText(begun.title)
        self._show()

    def resume(self) -> None:
        """Back from elsewhere: the keyboard belongs to the question again."""
        if self.round is not None and self.round.practice.question is not None:
            self._focus()

    def keep_draft(self) -> None:
        """What is answered but not confirmed stays for when the question is shown again."""
        if self.round is not None and self.round.practice.question is not None and not self.card.revealed:
            self.round.given[self.round.practice.question.id] = self.card.responses()

    def to_open(self) -> None:
        """To the first question that has no answer yet."""
        if self.round is None:
            return
        run = self.round.practice.run
        place = next((n for n, v in enumerate(run.verdicts) if v in (Verdict.OPEN, Verdict.SKIPPED)), 0)
        self.round.practice.run = replace(run, position=place)
        self._show()

    def go_on(self) -> None:
        """Enter: confirm a whole answer, else say what is missing; after the verdict, the next question."""
        if self.card.revealed:
            self.next()
            return
        missing = self.card.missing()
        if not missing:
            self.judge()
            return
        box = self.card.items[self.card.current]
        filling = bool(box.blanks and box.response() and not box.complete())  # Enter goes on to the next blank
        if not filling:
            whole = len(self.card.items) == 1
            self._say(_("请先作答，或按 S 跳过。") if whole else _("还有小题没有作答。"), "badge-warn")
        place = self.card.current if filling else missing[0]
        self.card.focus_item(place)
        self.pane.ensureWidgetVisible(self.card.items[place])

    def judge(self) -> None:
        """Keep the answers and show the verdict; whatever is missing counts as wrong."""
        if self.round is None or self.round.practice.question is None or self.card.revealed:
            return
        ident, responses = self.round.practice.question.id, self.card.responses()
        try:
            attempts = self.round.practice.answer(responses)
        except JltrainError as error:
            self.shell.fail(error)
            return
        self.round.given[ident], self.round.attempts[ident] = responses, attempts
        self.card.reveal(attempts)
        self._state()
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(_LAID_OUT, self, self._look_at_verdict)

    def next(self) -> None:
        """To the next question; from the last to the summary."""
        self._move(lambda practice: practice.forward())

    def previous(self) -> None:
        """To the question before."""
        self._move(lambda practice: practice.back())

    def leave_out(self) -> None:
        """Skip the question at hand."""
        self._move(lambda practice: practice.skip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if not (plain or event.modifiers() == Qt.KeyboardModifier.ShiftModifier) or self.round is None:
            super().keyPressEvent(event)
        elif key in _ENTER and not event.isAutoRepeat():
            focused = self.focusWidget()
            if isinstance(focused, QPushButton) and focused in (
                self.back,
                self.skip,
                self.reveal,
                self.report,
                self.stop,
            ):
                focused.click()
            else:
                self.go_on()
        elif key == Qt.Key.Key_Left:
            self.previous()
        elif key == Qt.Key.Key_Right:
            self.next()
        elif key == Qt.Key.Key_S and not self.card.revealed:
            self.leave_out()
        elif Qt.Key(key) in _KEYS:
            self._press(_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pane.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _press(self, letter: str) -> None:
        place = self.card.current
        if self.card.press(letter) and self.card.current == place:
            self.pane.ensureWidgetVisible(self.card.items[place].options[letter])

    def _move(self, step: Callable[[Practice], None]) -> None:
        if self.round is None:
            return
        self.keep_draft()
        step(self.round.practice)
        if self.round.practice.question is None:
            self.ended.emit()
        else:
            self._show()

    def _show(self) -> None:
        question = self.round.practice.question if self.round is not None else None
        if self.round is None or question is None:
            return
        self.round.questions[question.id] = question
        self.setUpdatesEnabled(False)
        self.card.present(question, self.round.given.get(question.id), bank.pictures(self.shell.context, question))
        if question.id in self.round.attempts:
            self.card.reveal(self.round.attempts[question.id])
        self._state()
        self.setUpdatesEnabled(True)
        self.pane.verticalScrollBar().setValue(0)
        self._focus()

    def _focus(self) -> None:
        if self.card.revealed:
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            missing = self.card.missing()
            self.card.focus_item(missing[0] if missing else 0)

    def _changed(self) -> None:
        self._say(_("选好后按 Enter 确认。") if not self.card.missing() else "", "muted")
        if len(self.card.items) > 1 and self.card.missing() and not self.card.items[self.card.current].blanks:
            self._next_part()

    def _next_part(self) -> None:
        """In a case, a part with one possible letter is done once pressed: take the next in hand."""
        box = self.card.items[self.card.current]
        if box.item.kind.value in ("single", "judge") and box.complete():
            later = [n for n in self.card.missing() if n > self.card.current]
            if later:
                self.card.focus_item(later[0])
                self.pane.ensureWidgetVisible(self.card.items[later[0]])

    def _state(self) -> None:
        assert self.round is not None
        run, summary, done = self.round.practice.run, self.round.practice.summary(), self.card.revealed
        self.place.setText(_("第 {n} 题 / 共 {total} 题").format(n=run.position + 1, total=summary.total))
        answered = summary.right + summary.wrong
        self.rate.setText(
            _("已答 {n} · 答对 {right} · 正确率 {rate}").format(
                n=answered, right=summary.right, rate=percent(summary.rate)
            )
        )
        self.progress.setRange(0, summary.total)
        self.progress.setValue(answered + summary.skipped)
        self.back.setEnabled(run.position > 0)
        self.skip.setVisible(not done)
        self.reveal.setVisible(not done)
        self.report.show_question(self.card.question if done else None)
        last = run.position + 1 == summary.total
        self.confirm.setText((_("看小结") if last else _("下一题 →")) if done else _("确认"))
        self.confirm.setToolTip(_("按 Enter 键"))
        self._verdict(run.verdict)

    def _verdict(self, verdict: Verdict) -> None:
        if not self.card.revealed:
            self._say("", "muted")
        elif verdict is Verdict.RIGHT:
            self._say(_("√ 回答正确"), "badge-good")
        else:
            answer = ""
            if len(self.card.items) == 1:
                answer = _("正确答案：{answer}。").format(answer=answer_text(self.card.items[0].item))
            self._say(_("× 回答错误。{answer}已收进错题本。").format(answer=answer), "badge-bad")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        restyle(self.said, role=role if text else "muted")

    def _look_at_verdict(self) -> None:
        if (target := self.card.first_verdict()) is not None:
            self.pane.ensureWidgetVisible(target)
