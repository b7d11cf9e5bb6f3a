"""What the study pages load before they show anything; called off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

from jltrain.app import bank, study
from jltrain.app.context import Context
from jltrain.app.study import ChapterRow
from jltrain.bank.areas import Area
from jltrain.bank.question import Question
from jltrain.errors import JltrainError
from jltrain.practice.attempt import Attempt
from jltrain.practice.wrongbook import WrongQuestion
from jltrain.progress import Report
from jltrain.stats.topics import Rate


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one learner, empty where it was not needed. `problems`: bank or courseware files that could not be used."""

    chapters: tuple[ChapterRow, ...]
    topics: dict[Area, tuple[tuple[str, int], ...]]
    mistakes: tuple[tuple[WrongQuestion, Question], ...]
    rates: tuple[Rate, ...]
    attempts: tuple[Attempt, ...]
    problems: tuple[JltrainError, ...]

    @property
    def questions(self) -> int:
        """How many questions the bank has."""
        return sum(count for topics in self.topics.values() for _topic, count in topics)


class Need(Flag):
    """What a page shows; reading the courseware alone takes as long as all the rest."""

    CHAPTERS = auto()
    COURSEWARE_FAULTS = auto()
    ANSWERS = auto()


def load(context: Context, learner: str, need: Need, report: Report) -> Standing:
    """Compile the bank if its files changed, then read. A faulty bank is told and the last good one used."""
    problems: list[JltrainError] = []
    try:
        bank.compile_bank(context, report)
    except JltrainError as error:
        problems.append(error)
    if Need.COURSEWARE_FAULTS in need:
        problems += study.library(context).problems
    answers = Need.ANSWERS in need
    return Standing(
        chapters=study.chapters(context, learner) if Need.CHAPTERS in need else (),
        topics=bank.topics(context) if answers else {},
        mistakes=study.mistakes(context, learner) if answers else (),
        rates=study.rates(context, learner) if answers else (),
        attempts=study.attempts(context, learner) if answers else (),
        problems=tuple(problems),
    )
