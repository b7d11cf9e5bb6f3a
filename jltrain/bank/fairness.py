"""What is unfair in a bank as a whole though no single question is wrong: a guesser could learn its habits.

The limits are those that content authors keep to; a bank of few questions of a kind is not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.i18n import _

_ENOUGH: Final = 40
"""Questions of a kind before their habits say anything."""
_LETTER_LEAST, _LETTER_MOST = 0.18, 0.32
_LONGEST_MOST: Final = 0.35
_ALL_RIGHT_MOST: Final = 0.3
_TRUE_LEAST, _TRUE_MOST = 0.4, 0.6


@dataclass(frozen=True, slots=True)
class WideFault:
    """One habit of the whole bank. `code`: letter, longest, all-right, true; `share` 0..1."""

    code: str
    text: str
    share: float


def fairness(questions: Sequence[Question]) -> tuple[WideFault, ...]:
    """The habits of single, multiple and true/false questions (no parts of cases) that pass a limit."""
    items: dict[Kind, list[Item]] = {kind: [] for kind in Kind}
    for question in questions:
        if question.kind is not Kind.CASE and question.items[0].answer:
            items[question.kind].append(question.items[0])
    found: list[WideFault] = []
    singles = [i for i in items[Kind.SINGLE] if len(i.answer) == 1 and i.answer[0] in LETTERS[: len(i.options)]]
    if len(singles) >= _ENOUGH:
        found += _letters(singles)
        found += _longest(singles)
    if len(items[Kind.MULTIPLE]) >= _ENOUGH:
        found += _all_right(items[Kind.MULTIPLE])
    if len(items[Kind.JUDGE]) >= _ENOUGH:
        found += _truth(items[Kind.JUDGE])
    return tuple(found)


def _letters(singles: Sequence[Item]) -> list[WideFault]:
    spread = Counter(item.answer[0] for item in singles)
    found = []
    for letter in "ABCD":
        share = spread[letter] / len(singles)
        if not _LETTER_LEAST <= share <= _LETTER_MOST:
            text = _("单选题的正确答案有 {share} 是 {letter}（应在 18% 到 32% 之间）")
            found.append(WideFault("letter", text.format(share=f"{share:.0%}", letter=letter), share))
    return found


def _longest(singles: Sequence[Item]) -> list[WideFault]:
    share = sum(_right_is_longest(item) for item in singles) / len(singles)
    if share <= _LONGEST_MOST:
        return []
    text = _("单选题的正确选项有 {share} 是最长的一个（应不超过 35%）").format(share=f"{share:.0%}")
    return [WideFault("longest", text, share)]


def _right_is_longest(item: Item) -> bool:
    right = LETTERS.index(item.answer[0])
    others = [len(option) for n, option in enumerate(item.options) if n != right]
    return len(item.options[right]) > max(others, default=0)


def _all_right(multiples: Sequence[Item]) -> list[WideFault]:
    share = sum(len(item.answer) == len(item.options) for item in multiples) / len(multiples)
    if share <= _ALL_RIGHT_MOST:
        return []
    text = _("多选题有 {share} 是全部选项都对（应不超过 30%）").format(share=f"{share:.0%}")
    return [WideFault("all-right", text, share)]


def _truth(judges: Sequence[Item]) -> list[WideFault]:
    share = sum(item.answer == ("Y",) for item in judges) / len(judges)
    if _TRUE_LEAST <= share <= _TRUE_MOST:
        return []
    text = _("判断题有 {share} 的答案是“对”（应在 40% 到 60% 之间）").format(share=f"{share:.0%}")
    return [WideFault("true", text, share)]
