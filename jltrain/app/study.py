"""What an officer does to learn: read chapters, practise, repair mistakes, see how far he is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jltrain import bundled
from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Question, Response
from jltrain.errors import NotFound
from jltrain.i18n import N_
from jltrain.practice import drill, schedule, wrongbook
from jltrain.practice.attempt import Attempt, Source, mark
from jltrain.practice.drill import PracticeRun, Summary
from jltrain.practice.scope import Scope, ScopeKind, select
from jltrain.practice.wrongbook import WrongQuestion
from jltrain.progress import Report, silent
from jltrain.reading.chapter import Chapter
from jltrain.reading.library import Library, load_library
from jltrain.reading.pictures import PictureMissing, PictureRefused, picture_file
from jltrain.reading.progress import ReadingProgress, advance
from jltrain.reading.render import Rendered, render
from jltrain.stats.topics import Rate, by_topic

__all__ = [
    "Practice", "Scope", "ScopeKind", "attempts", "chapter", "chapters", "library", "mistakes", "open_chapter",
    "practise", "rates", "read_on",
]  # fmt: skip


class NoSuchChapter(NotFound):
    template = N_("没有编号为“{id}”的章节，请在课件目录中选择。")


class NothingToPractise(NotFound):
    template = N_("这个范围内没有可练习的题目，请换一个范围。")


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter in the list with what the learner has read of it and how many questions belong to it."""

    chapter: Chapter
    progress: ReadingProgress
    questions: int


def library(context: Context, report: Report = silent) -> Library:
    """The shipped courseware, areas in their order; read again when a file has changed."""
    folder = bundled.courseware()
    stats = [file.stat() for file in folder.glob("*/*.md")]
    mark = (max((s.st_mtime_ns for s in stats), default=0), sum(s.st_size for s in stats))
    known = context.chapters.get(folder)
    if known is None or known[0] != mark:
        known = context.chapters[folder] = (mark, load_library(folder, report, [a.value for a in Area]))
    return known[1]


def chapters(context: Context, learner: str, report: Report = silent) -> tuple[ChapterRow, ...]:
    """Every chapter with the learner's progress."""
    heads, progress = context.questions.heads(), context.study.reading(learner)
    rows = []
    for chapter in library(context, report).chapters:
        count = sum(h.discipline.value == chapter.area and h.topic in chapter.topics for h in heads)
        rows.append(ChapterRow(chapter, progress.get(chapter.id, ReadingProgress(chapter.id)), count))
    return tuple(rows)


def chapter(context: Context, ident: str) -> Chapter:
    """One chapter by its id. Raises NoSuchChapter."""
    found = next((c for c in library(context).chapters if c.id == ident), None)
    if found is None:
        raise NoSuchChapter(id=ident)
    return found


def open_chapter(context: Context, ident: str, picture_url: Callable[[Path], str] | None = None) -> Rendered:
    """A chapter as safe HTML. `picture_url` turns a checked picture file into the URL the page shall name."""
    found = chapter(context, ident)
    to_url = picture_url or (lambda file: file.as_uri())

    def url(name: str) -> str | None:
        try:
            return to_url(picture_file(found.id, found.folder, name))
        except (PictureMissing, PictureRefused):
            return None  # the page shows the picture's description; `doctor` names the fault

    return render(found.body, url)


def read_on(context: Context, learner: str, ident: str, position: float, seconds: float) -> ReadingProgress:
    """Note that the learner spent `seconds` more on a chapter and has seen it up to `position` (0..1)."""
    before = context.study.reading(learner).get(ident, ReadingProgress(ident))
    after = advance(before, position, seconds, context.clock.now(), chapter(context, ident).minutes)
    if after != before:
        context.study.save_reading(learner, after)
    return after


class Practice:
    """A run through the questions of a scope, with a verdict after each. Every answer is kept at once."""

    def __init__(self, context: Context, learner: str, questions: dict[str, Question], run: PracticeRun) -> None:
        self._context, self._learner, self._questions = context, learner, questions
        self.run = run

    @property
    def question(self) -> Question | None:
        """The question at hand; None at the end."""
        return self._questions[self.run.current] if self.run.current else None

    def answer(self, responses: dict[str, Response]) -> tuple[Attempt, ...]:
        """Judge the question at hand. `responses`: item key -> response, missing ones count as wrong.

        Gives one attempt for each item, in order. The first answer in a run is the one that counts.
        """
        if self.question is None:
            return ()
        now = self._context.clock.now()
        attempts = tuple(
            mark(key, item, responses.get(key, ()), now, Source.PRACTICE) for key, item in self.question.keyed_items()
        )
        if self.run.verdict in (drill.Verdict.OPEN, drill.Verdict.SKIPPED):
            self._context.study.add(self._learner, attempts)
            self.run = drill.answer(self.run, [a.right for a in attempts])
        return attempts

    def forward(self) -> None:
        """To the next question, or past the last."""
        self.run = drill.forward(self.run)

    def back(self) -> None:
        """To the question before."""
        self.run = drill.back(self.run)

    def skip(self) -> None:
        """Leave the question unanswered."""
        self.run = drill.skip(self.run)

    def summary(self) -> Summary:
        """Counts so far."""
        return drill.summary(self.run)


def practise(context: Context, learner: str, scope: Scope, count: int = 20, seed: str = "") -> Practice:
    """Begin a run of at most `count` questions (0: all): due mistakes first, then unseen, then the oldest.

    Raises NothingToPractise, UnknownScope.
    """
    bank.keep_up(context)
    attempts = context.study.attempts(learner)
    wrong = {entry.question_id for entry in wrongbook.fold(attempts).values()}
    loaded = library(context).chapters if scope.kind is ScopeKind.CHAPTER else ()
    heads = select(context.questions.heads(), scope, loaded, wrong)
    recalls = schedule.fold(attempts).values()
    ids = schedule.order(heads, recalls, wrong, context.clock.now(), seed or secrets.token_hex(8))
    ids = ids[:count] if count else ids
    if not ids:
        raise NothingToPractise
    return Practice(context, learner, context.questions.get(ids), drill.start(ids))


def mistakes(context: Context, learner: str) -> tuple[tuple[WrongQuestion, Question], ...]:
    """The wrong-question book, the latest mistake first; questions no longer in the bank are left out."""
    book = wrongbook.by_question(wrongbook.fold(context.study.attempts(learner)).values())
    questions = context.questions.get([entry.question_id for entry in book])
    return tuple((entry, questions[entry.question_id]) for entry in book if entry.question_id in questions)


def rates(context: Context, learner: str) -> tuple[Rate, ...]:
    """How often the learner was right, by topic."""
    return by_topic(context.study.attempts(learner), context.questions.heads())


def attempts(context: Context, learner: str) -> tuple[Attempt, ...]:
    """All answers of a learner, in order."""
    return context.study.attempts(learner)
