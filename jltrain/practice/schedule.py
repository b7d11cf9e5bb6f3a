"""When to show a question again, and in which order: Leitner's boxes.

Source: S. Leitner, So lernt man lernen (1972): a right answer moves the card one box on, a wrong one back
to the first, and each box waits longer than the one before. The waits are 1, 2, 4, 7, 15 and 30 days, the
ladder customary here (艾宾浩斯复习法) and in keeping with the widening gaps of Cepeda et al., Psychological
Bulletin 132 (2006) 354-380. Days are civil days in Beijing: what was learnt on Monday evening is due on
Tuesday morning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from jltrain.clock import BEIJING, parse_iso
from jltrain.practice.attempt import Attempt
from jltrain.practice.scope import QuestionHead

WAITS: Final = (1, 2, 4, 7, 15, 30)
"""Days that box 0, 1, … waits."""


@dataclass(frozen=True, slots=True)
class Recall:
    """How well one item is remembered: its box (0..5) and when it was last answered (ISO text)."""

    key: str
    question_id: str
    box: int
    last_at: str


def apply(recall: Recall | None, attempt: Attempt) -> Recall:
    """The item's recall after `attempt`. The first right answer puts it in box 1: it was known beforehand."""
    if recall is not None and recall.key != attempt.key:
        raise ValueError(f"recall of {recall.key!r} given an attempt at {attempt.key!r}")
    box = min((recall.box if recall else 0) + 1, len(WAITS) - 1) if attempt.right else 0
    return Recall(attempt.key, attempt.question_id, box, attempt.at)


def fold(attempts: Iterable[Attempt]) -> dict[str, Recall]:
    """The recalls, by item key, after `attempts` in the order in which they were made."""
    recalls: dict[str, Recall] = {}
    for attempt in attempts:
        recalls[attempt.key] = apply(recalls.get(attempt.key), attempt)
    return recalls


def due_at(recall: Recall) -> datetime:
    """The first moment of the Beijing day on which the item is due again."""
    day = parse_iso(recall.last_at).astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=WAITS[recall.box])


def due(recall: Recall, now: datetime) -> bool:
    """Whether to show it again. An answer from the future (a clock that was wrong) hides nothing: it is due."""
    return now >= due_at(recall) or now < parse_iso(recall.last_at)


def order(
    heads: Iterable[QuestionHead],
    recalls: Iterable[Recall],
    mistakes: Collection[str],
    now: datetime,
    seed: str,
) -> tuple[str, ...]:
    """The ids of `heads` in the order to practise: due mistakes (longest due first), questions never seen, then
    the rest, least recently seen first.

    `mistakes` are the ids in the wrong-question book. The same arguments always give the same order; `seed`
    settles ties and the order of the unseen (by hash, so that another question in the bank moves no other).
    """
    seen: dict[str, list[Recall]] = {}
    for recall in recalls:
        seen.setdefault(recall.question_id, []).append(recall)
    wrong = frozenset(mistakes)

    def place(question: str) -> tuple[int, str, bytes]:
        items = seen.get(question)
        lot = hashlib.blake2b(f"{seed}\n{question}".encode(), digest_size=8).digest()
        if not items:
            return (0, "", lot) if question in wrong else (1, "", lot)
        if question in wrong and any(due(item, now) for item in items):
            return 0, min(due_at(item) for item in items).astimezone(BEIJING).isoformat(), lot
        return 2, max(item.last_at for item in items), lot

    return tuple(sorted({head.id for head in heads}, key=place))
