"""A run through questions with a verdict after each: a value, and functions that give the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Verdict(StrEnum):
    """How a question of the run was left."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PracticeRun:
    """`position` is an index into `ids`, or len(ids) after the last one; `verdicts` stand beside `ids`."""

    ids: tuple[str, ...]
    position: int
    verdicts: tuple[Verdict, ...]

    @property
    def current(self) -> str | None:
        """The question at hand; None at the end."""
        return self.ids[self.position] if self.position < len(self.ids) else None

    @property
    def verdict(self) -> Verdict:
        """That of the question at hand; OPEN at the end."""
        return self.verdicts[self.position] if self.position < len(self.ids) else Verdict.OPEN


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of questions. `rate` is right / answered (0..1), None when none was answered."""

    total: int
    right: int
    wrong: int
    skipped: int
    open: int
    rate: float | None
    wrong_ids: tuple[str, ...]


def start(ids: Iterable[str]) -> PracticeRun:
    """A run at its first question."""
    order = tuple(ids)
    return PracticeRun(order, 0, (Verdict.OPEN,) * len(order))


def answer(run: PracticeRun, rights: Iterable[bool]) -> PracticeRun:
    """Note whether the question at hand was right: it was when each of its items was (one bool per item).

    The run stays where it is, so that the explanation can be read. The first verdict stands: who has read
    the explanation and answers again changes nothing; a skipped question can still be answered.
    """
    given = tuple(rights)
    if not given:
        raise ValueError("no item was answered")
    if run.current is None or run.verdict in (Verdict.RIGHT, Verdict.WRONG):
        return run
    return _noted(run, Verdict.RIGHT if all(given) else Verdict.WRONG)


def forward(run: PracticeRun) -> PracticeRun:
    """To the next question, at most to the end."""
    return replace(run, position=min(run.position + 1, len(run.ids)))


def back(run: PracticeRun) -> PracticeRun:
    """To the question before, at most to the first."""
    return replace(run, position=max(run.position - 1, 0))


def skip(run: PracticeRun) -> PracticeRun:
    """Leave the question at hand unanswered and go on."""
    return forward(_noted(run, Verdict.SKIPPED) if run.current is not None and run.verdict is Verdict.OPEN else run)


def summary(run: PracticeRun) -> Summary:
    """What to say at the end, or in between."""
    count = {verdict: run.verdicts.count(verdict) for verdict in Verdict}
    right, wrong = count[Verdict.RIGHT], count[Verdict.WRONG]
    return Summary(
        total=len(run.ids),
        right=right,
        wrong=wrong,
        skipped=count[Verdict.SKIPPED],
        open=count[Verdict.OPEN],
        rate=right / (right + wrong) if right + wrong else None,
        wrong_ids=tuple(i for i, v in zip(run.ids, run.verdicts, strict=True) if v is Verdict.WRONG),
    )


def _noted(run: PracticeRun, verdict: Verdict) -> PracticeRun:
    at = run.position
    return replace(run, verdicts=(*run.verdicts[:at], verdict, *run.verdicts[at + 1 :]))
