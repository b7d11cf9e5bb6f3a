"""A whole question on the screen: its head, a case's story, its items, and after the answer the verdicts.

It knows nothing of practice: who holds it gives it a question, reads `responses` and hands back what they
were worth. Letters in responses are the bank's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jltrain.bank.formula import plain
from jltrain.bank.question import Kind, Question, Response
from jltrain.gui.shell.pictures import Pictures
from jltrain.gui.study.item_box import ItemBox
from jltrain.gui.study.layout import card, empty, label
from jltrain.i18n import _
from jltrain.practice.attempt import Attempt

WIDEST: Final = 50
"""How wide a column a card should be given at most, in heights of a line."""


class QuestionCard(QWidget):
    """`changed` is emitted whenever an answer changes. `items` are the boxes of the question shown.

    `cited`: the link of a citation in a basis was followed, "《公路法》第五十条第二款".
    """

    changed = Signal()
    cited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question: Question | None = None
        self.items: list[ItemBox] = []
        self.current = 0
        self.revealed = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.fontMetrics().height() * 3 // 4)

    def present(
        self, question: Question, responses: Mapping[str, Response] | None = None, pictures: Sequence[Path] = ()
    ) -> None:
        """Show a question, with what was answered of it so far."""
        empty(self._column)
        self.question, self.revealed, self.current = question, False, 0
        case = question.kind is Kind.CASE
        self._column.addLayout(_head(question))
        if case:
            frame, column = card()
            column.addWidget(label(_("案情"), "subtitle"))
            column.addWidget(label(plain(question.stem), "stem"))
            self._column.addWidget(frame)
        if pictures:
            self._column.addWidget(Pictures(pictures))
        self.items = [ItemBox(key, item, n if case else 0) for n, (key, item) in enumerate(question.keyed_items(), 1)]
        for place, box in enumerate(self.items):
            box.put((responses or {}).get(box.key, ()))
            box.changed.connect(self.changed)
            box.cited.connect(self.cited)
            box.entered.connect(self._enterer(place))
            self._column.addWidget(box)
        self._column.addStretch(1)
        self._set_tab_order()
        self._mark()

    def _set_tab_order(self) -> None:
        """New widgets would else come after the page's buttons."""
        stops = [stop for box in self.items for stop in (*box.options.values(), *box.blanks)]
        for before, after in pairwise((self, *stops)):
            self.setTabOrder(before, after)

    def responses(self) -> dict[str, Response]:
        """Item key -> what is answered; items without an answer are left out."""
        return {box.key: response for box in self.items if (response := box.response())}

    def missing(self) -> list[int]:
        """The places of the items that are not wholly answered."""
        return [place for place, box in enumerate(self.items) if not box.complete()]

    def press(self, key: str) -> bool:
        """A letter was typed: it answers the part in hand."""
        return not self.revealed and self.items[self.current].press(key)

    def focus_item(self, place: int) -> None:
        """Take one part in hand."""
        self.current = place
        self._mark()
        self.items[place].take_focus()
        if not self.items[place].blanks:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, attempts: Sequence[Attempt]) -> None:
        """Show what the answers were worth: one attempt for each item, in order."""
        self.revealed = True
        for box, attempt in zip(self.items, attempts, strict=True):
            box.reveal(attempt.response, attempt.right)
        self._close()

    def show_answer(self) -> None:
        """Show the right answers, nobody having answered."""
        self.revealed = True
        for box in self.items:
            box.show_answer()
        self._close()

    def first_verdict(self) -> QWidget | None:
        """Where to look after an answer: the first part that went wrong, else the first."""
        wrong = (box.verdict for box in self.items if box.right is False)
        return next(wrong, self.items[0].verdict if self.items else None)

    def _close(self) -> None:
        """What a case says of the whole comes after its last part."""
        self._mark()
        if self.question is None or self.question.kind is not Kind.CASE:
            return
        frame, column = card()
        column.addWidget(label(_("本案小结：{text}").format(text=plain(self.question.explanation))))
        column.addWidget(label(_("依据：{text}").format(text="；".join(self.question.basis)), "muted"))
        self._column.insertWidget(self._column.count() - 1, frame)

    def _mark(self) -> None:
        for place, box in enumerate(self.items):
            box.mark_current(place == self.current and not self.revealed)

    def _enterer(self, place: int) -> object:
        def enter() -> None:
            self.current = place
            self._mark()

        return enter


def _head(question: Question) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(question.kind.label, "badge-info", wrap=False))
    where = _("{area} · {topic} · 难度 {difficulty}/5").format(
        area=question.discipline.label, topic=question.topic, difficulty=question.difficulty
    )
    row.addWidget(label(where, "muted"), 1)
    return row
