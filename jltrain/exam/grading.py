"""Marks for a paper's answers. Pure functions over the frozen paper; all sums in half marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jltrain.bank.areas import Area
from jltrain.bank.marking import blanks_right, is_right
from jltrain.bank.question import Item, Kind, Response
from jltrain.paper.marks import MultipleRule
from jltrain.paper.paper import Paper


@dataclass(frozen=True, slots=True)
class ItemGrade:
    """What one item earned. `right` means wholly right."""

    key: str
    area: Area
    kind: Kind
    response: Response
    right: bool
    halves: int
    full_halves: int


@dataclass(frozen=True, slots=True)
class Grade:
    """The whole paper: items in the paper's order, and whether the pass line is reached."""

    items: tuple[ItemGrade, ...]
    halves: int
    full_halves: int
    passed: bool


def grade_paper(paper: Paper, answers: Mapping[str, Response]) -> Grade:
    """The grade of `answers` (item key -> response; missing means not answered)."""
    items = []
    for entry in paper.questions():
        for key, item, full in entry.keyed_items():
            response = answers.get(key, ())
            earned = grade_item(item, response, full, paper.rule)
            right = is_right(item, response)
            items.append(ItemGrade(key, entry.question.discipline, entry.question.kind, response, right, earned, full))
    halves = sum(i.halves for i in items)
    return Grade(tuple(items), halves, paper.full_halves, halves >= paper.pass_halves)


def grade_item(item: Item, response: Response, full: int, rule: MultipleRule) -> int:
    """Half marks for one item, 0 to `full`. Part marks are rounded down to a half mark.

    Blanks earn by the blank; single and judge are right or wrong; multiple goes by the paper's rule.
    """
    if is_right(item, response):
        return full
    if item.kind is Kind.BLANK:
        return full * blanks_right(item, response) // len(item.accept)
    if item.kind is not Kind.MULTIPLE or not response:
        return 0
    right = len(set(response) & set(item.answer))
    wrong = len(set(response) - set(item.answer))
    match rule:
        case MultipleRule.ALL_OR_NOTHING:
            return 0
        case MultipleRule.SUBSET:
            return 0 if wrong else full // 2
        case MultipleRule.PROPORTIONAL:
            return 0 if wrong else full * right // len(item.answer)
        case MultipleRule.RIGHT_MINUS_WRONG:
            return full * max(0, right - wrong) // len(item.answer)
