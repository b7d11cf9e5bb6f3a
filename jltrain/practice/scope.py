"""What an officer chooses to practise: everything, a discipline, a topic, a chapter, or the mistakes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.errors import NotFound
from jltrain.i18n import N_, _


class ScopeKind(StrEnum):
    """What the values of a scope name."""

    ALL = "all"
    DISCIPLINE = "discipline"
    TOPIC = "topic"
    CHAPTER = "chapter"
    MISTAKES = "mistakes"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS = {
    ScopeKind.ALL: N_("全部"),
    ScopeKind.DISCIPLINE: N_("执法门类"),
    ScopeKind.TOPIC: N_("知识点"),
    ScopeKind.CHAPTER: N_("章节"),
    ScopeKind.MISTAKES: N_("错题"),
}


class UnknownScope(NotFound):
    template = N_("题库里没有名为“{value}”的{kind}，请从列表中重新选择。")


@dataclass(frozen=True, slots=True)
class QuestionHead:
    """What is known of a question without reading it."""

    id: str
    discipline: Area
    topic: str
    kind: Kind
    difficulty: int


class ChapterTopics(Protocol):
    """What is needed of a chapter (reading.chapter.Chapter has it): its area's key and its topics."""

    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def topics(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """`values`: area keys; topics ("超限运输", or "highway/超限运输" in that area only); chapter ids.

    Empty for ALL. For MISTAKES, area keys narrow the book down; none means the whole book.
    """

    kind: ScopeKind
    values: tuple[str, ...] = ()


def select(
    questions: Iterable[QuestionHead],
    scope: Scope,
    chapters: Iterable[ChapterTopics] = (),
    mistakes: Collection[str] = (),
) -> tuple[QuestionHead, ...]:
    """The questions in `scope`, in the order given. `mistakes`: ids of the questions in the wrong-question book.

    Raises UnknownScope for an area, topic or chapter that is not there. The result can be empty.
    """
    heads = tuple(questions)
    if scope.kind is ScopeKind.ALL:
        return heads
    if scope.kind is ScopeKind.MISTAKES:
        areas, wrong = _areas(scope), frozenset(mistakes)
        return tuple(h for h in heads if h.id in wrong and (not areas or h.discipline in areas))
    if scope.kind is ScopeKind.DISCIPLINE:
        areas = _areas(scope)
        return tuple(h for h in heads if h.discipline in areas)
    pairs = _topics(heads, scope) if scope.kind is ScopeKind.TOPIC else _chapter_topics(scope, chapters)
    return tuple(h for h in heads if (h.discipline.value, h.topic) in pairs)


def _areas(scope: Scope) -> frozenset[Area]:
    for value in scope.values:
        if value not in tuple(Area):
            raise UnknownScope(kind=ScopeKind.DISCIPLINE.label, value=value)
    return frozenset(map(Area, scope.values))


def _topics(heads: tuple[QuestionHead, ...], scope: Scope) -> set[tuple[str, str]]:
    known = {(h.discipline.value, h.topic) for h in heads}
    chosen: set[tuple[str, str]] = set()
    for value in scope.values:
        found = {(area, topic) for area, topic in known if value in (topic, f"{area}/{topic}")}
        if not found:
            raise UnknownScope(kind=scope.kind.label, value=value)
        chosen |= found
    return chosen


def _chapter_topics(scope: Scope, chapters: Iterable[ChapterTopics]) -> set[tuple[str, str]]:
    by_id = {chapter.id: chapter for chapter in chapters}
    chosen: set[tuple[str, str]] = set()
    for value in scope.values:
        if value not in by_id:
            raise UnknownScope(kind=scope.kind.label, value=value)
        chosen |= {(str(by_id[value].area), topic) for topic in by_id[value].topics}
    return chosen
