"""Marks, counted in half marks (`halves`) so that no sum is ever rounded, and the rules for part marks."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class MultipleRule(StrEnum):
    """How a multiple-choice answer that is not wholly right is marked. Chosen by the blueprint, named on
    the paper and on the sheet."""

    ALL_OR_NOTHING = "all_or_nothing"
    SUBSET = "subset"
    PROPORTIONAL = "proportional"
    RIGHT_MINUS_WRONG = "right_minus_wrong"

    @property
    def label(self) -> str:
        """The rule in one sentence, as paper, sheet and confirmation screen say it."""
        return _(RULE_WORDS[self])


RULE_WORDS: Final = {
    MultipleRule.ALL_OR_NOTHING: N_("多选题全部选对得分，多选、少选、错选均不得分"),
    MultipleRule.SUBSET: N_("多选题全部选对得满分，少选且无错选得一半分，有错选不得分"),
    MultipleRule.PROPORTIONAL: N_("多选题无错选时按选对比例得分，有错选不得分"),
    MultipleRule.RIGHT_MINUS_WRONG: N_("多选题按选对数减选错数的比例得分，最低零分"),
}


def marks_text(halves: int) -> str:
    """Half marks as people write them: 3 -> "1.5", 4 -> "2"."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def halves_from(marks: float) -> int | None:
    """Half marks of a number of marks, None when it is no positive multiple of a half."""
    halves = round(marks * 2)
    return halves if halves > 0 and halves == marks * 2 else None


def shared_out(halves: int, items: int) -> tuple[int, ...]:
    """A case's marks over its items, as evenly as half marks allow, the earlier items first."""
    each, rest = divmod(halves, items)
    return tuple(each + (i < rest) for i in range(items))
