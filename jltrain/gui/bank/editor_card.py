"""The officer's card, kept up while the question is typed: only the texts that changed are set anew.

To build the card of a case with twenty parts takes a fifth of a second, too long for every few keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel

from jltrain.bank.formula import plain
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question
from jltrain.gui.study.question_card import QuestionCard
from jltrain.gui.study.wording import numbered_blanks


class LiveCard(QuestionCard):
    """A card for a question that changes under it."""

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Path, ...] = ()

    def follow(self, question: Question, pictures: Sequence[Path]) -> None:
        """Show the question as it is now; what was tried as an answer stays where the parts stay."""
        before = self.question
        if before is None or tuple(pictures) != self._files or _shape(before) != _shape(question):
            self._files = tuple(pictures)
            self.present(question, {}, pictures)
            return
        self.question = question
        if question.kind is Kind.CASE and before.stem != question.stem:
            self._set_story(plain(before.stem), plain(question.stem))
        for box, item in zip(self.items, question.items, strict=True):
            if box.item != item:
                box.stem.setText(plain(numbered_blanks(item.stem) if item.kind is Kind.BLANK else item.stem))
                for letter, text in zip(LETTERS, item.options, strict=False):
                    box.options[letter].present(letter, plain(text))
                box.item = item

    def _set_story(self, before: str, now: str) -> None:
        own = {box.stem for box in self.items}
        for label in self.findChildren(QLabel):
            if label not in own and label.property("role") == "stem" and label.text() == before:
                label.setText(now)


def _shape(question: Question) -> tuple[object, ...]:
    """All but the texts that can be set in place."""
    bare = replace(question, stem="", items=(), basis=(), explanation="")
    return bare, tuple(_item_shape(item) for item in question.items)


def _item_shape(item: Item) -> tuple[object, ...]:
    return item.kind, len(item.options), item.stem.count(BLANK)
