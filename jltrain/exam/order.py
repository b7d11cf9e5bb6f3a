"""In which order one officer sees the questions and options of a paper. Follows from the sitting alone."""

from __future__ import annotations

from dataclasses import dataclass

from jltrain.bank import digest
from jltrain.bank.question import LETTERS, Item, Kind
from jltrain.paper.paper import Paper, PaperQuestion


@dataclass(frozen=True, slots=True)
class Placed:
    """One item as it is shown: `number` counts over the whole paper, `letters` are the bank's letters of
    the options in the order shown (so the first option shown is called A, whatever letters[0] is)."""

    number: int
    key: str
    item: Item
    halves: int
    entry: PaperQuestion
    letters: tuple[str, ...]


def arrange(paper: Paper, sitting_id: str) -> tuple[Placed, ...]:
    """All items in the order of this sitting. Sections keep their order; parts of a case stay together."""
    placed: list[Placed] = []
    for section in paper.sections:
        entries = list(section.questions)
        if paper.shuffle:
            entries.sort(key=lambda e: digest.ranked(sitting_id, "question", e.question.id))
        for entry in entries:
            for key, item, halves in entry.keyed_items():
                letters = _letters(item, key, sitting_id if paper.shuffle else "")
                placed.append(Placed(len(placed) + 1, key, item, halves, entry, letters))
    return tuple(placed)


def _letters(item: Item, key: str, seed: str) -> tuple[str, ...]:
    letters = tuple(LETTERS[: len(item.options)])
    if not seed or item.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return letters
    return tuple(sorted(letters, key=lambda letter: digest.ranked(seed, "option", key, letter)))
