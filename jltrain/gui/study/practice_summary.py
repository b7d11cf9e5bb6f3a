"""The end of a round: how it went, which questions went wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jltrain.bank.question import Kind, Question
from jltrain.gui.study.layout import Column, button, card, empty, label
from jltrain.gui.study.wording import answer_text, percent
from jltrain.i18n import _
from jltrain.practice.drill import Summary

_LISTED = 50


class SummaryView(QWidget):
    """Emits what the officer wants: the wrong ones again, another round, the open ones, another scope."""

    again = Signal()
    another = Signal()
    back = Signal()
    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.heading = label(role="subtitle")
        self.figure, self.words = label(role="figure", wrap=False), label()
        frame, inside = card()
        inside.addWidget(self.heading)
        row = QHBoxLayout()
        row.addWidget(self.figure)
        row.addSpacing(self.fontMetrics().height())
        row.addWidget(self.words, 1)
        inside.addLayout(row)
        buttons = QHBoxLayout()
        self.wrong_again = button(_("再练错题(&R)"), tip=_("马上再练本组答错的题"))
        self.next_round = button(_("换一组(&N)"), tip=_("在同一范围内再取一组题"))
        self.to_open = button(_("继续作答(&O)"), tip=_("回到没有作答的题"))
        self.scopes = button(_("换个范围(&C)"), tip=_("回到选择范围"))
        for made, signal in (
            (self.wrong_again, self.again),
            (self.next_round, self.another),
            (self.to_open, self.back),
            (self.scopes, self.leave),
        ):
            made.setAutoDefault(True)  # Enter presses the one in hand
            made.clicked.connect(signal)
            buttons.addWidget(made)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        column.addWidget(frame)
        self._list = Column()
        column.addWidget(self._list, 1)

    def present(self, summary: Summary, wrong: Sequence[Question], title: str) -> None:
        """Show how a round went. `wrong`: the questions of summary.wrong_ids."""
        self.heading.setText(_("本组小结 · {title}").format(title=title))
        self.figure.setText(percent(summary.rate))
        unanswered = summary.skipped + summary.open
        self.words.setText(
            _("共 {total} 题：答对 {right}，答错 {wrong}，未答 {open}。").format(
                total=summary.total, right=summary.right, wrong=summary.wrong, open=unanswered
            )
            + (_("答错的题已收进错题本，连续答对三次后移出。") if summary.wrong else "")
        )
        self.wrong_again.setVisible(bool(summary.wrong))
        self.to_open.setVisible(bool(unanswered))
        self._fill(wrong)
        first = self.wrong_again if summary.wrong else self.to_open if unanswered else self.next_round
        for made in (self.wrong_again, self.to_open, self.next_round):
            made.setProperty("role", "primary" if made is first else "")
            made.style().unpolish(made)
            made.style().polish(made)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, wrong: Sequence[Question]) -> None:
        column = self._list.column
        empty(column)
        if wrong:
            column.addWidget(label(_("本组答错的题"), "subtitle"))
        for number, question in enumerate(wrong[:_LISTED], 1):
            frame, inside = card()
            inside.addWidget(label(f"{number}. {question.stem}"))
            if question.kind is not Kind.CASE:
                text = _("正确答案：{answer}").format(answer=answer_text(question.items[0]))
                inside.addWidget(label(text, "muted"))
            column.addWidget(frame)
        column.addStretch(1)
        self._list.verticalScrollBar().setValue(0)
