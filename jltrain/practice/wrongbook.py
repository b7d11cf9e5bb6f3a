"""The wrong-question book: what was answered wrong and not yet three times right in a row since.

It is kept by item: of a case, the parts that went wrong are in the book. A question is in the book while
one of its items is. Where every round answers all parts of a case, this is the same as counting rounds in
which all parts were right (tests/practice/test_wrongbook.py proves it); where a round is broken off, no
mistake is lost and no half round counts as a right one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from jltrain.bank.question import Response
from jltrain.practice.attempt import Attempt

RIGHT_TO_LEAVE: Final = 3


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """One item in the book. `streak_right` is 0, 1 or 2; `last_response` is the last wrong one."""

    key: str
    question_id: str
    times_wrong: int
    streak_right: int
    last_wrong_at: str
    last_response: Response


@dataclass(frozen=True, slots=True)
class WrongQuestion:
    """A question as the book lists it.

    `times_wrong` is that of its worst item, `streak_right` that of the item furthest from leaving.
    """

    question_id: str
    times_wrong: int
    streak_right: int
    last_wrong_at: str
    keys: tuple[str, ...]


def apply(entry: WrongEntry | None, attempt: Attempt) -> WrongEntry | None:
    """The item's entry after `attempt`; None: not, or no longer, in the book. `entry` is that of attempt.key."""
    if entry is not None and entry.key != attempt.key:
        raise ValueError(f"entry of {entry.key!r} given an attempt at {attempt.key!r}")
    if not attempt.right:
        times = entry.times_wrong + 1 if entry else 1
        return WrongEntry(attempt.key, attempt.question_id, times, 0, attempt.at, attempt.response)
    if entry is None or entry.streak_right + 1 >= RIGHT_TO_LEAVE:
        return None
    return replace(entry, streak_right=entry.streak_right + 1)


def fold(attempts: Iterable[Attempt]) -> dict[str, WrongEntry]:
    """The book, by item key, after `attempts` in the order in which they were made."""
    book: dict[str, WrongEntry] = {}
    for attempt in attempts:
        entry = apply(book.pop(attempt.key, None), attempt)
        if entry:
            book[attempt.key] = entry
    return book


def by_question(entries: Iterable[WrongEntry]) -> tuple[WrongQuestion, ...]:
    """The book as a list of questions, the latest mistake first."""
    grouped: dict[str, list[WrongEntry]] = {}
    for entry in entries:
        grouped.setdefault(entry.question_id, []).append(entry)
    questions = [
        WrongQuestion(
            question_id=question,
            times_wrong=max(e.times_wrong for e in group),
            streak_right=min(e.streak_right for e in group),
            last_wrong_at=max(e.last_wrong_at for e in group),
            keys=tuple(sorted(e.key for e in group)),
        )
        for question, group in grouped.items()
    ]
    questions.sort(key=lambda q: q.question_id)
    questions.sort(key=lambda q: q.last_wrong_at, reverse=True)
    return tuple(questions)
