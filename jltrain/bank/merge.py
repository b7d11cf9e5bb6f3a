"""Two banks laid side by side: what differs, what should be done about it, and what a person must decide.

Ours and theirs meet by id first, then by their words. Where both have known a common state (`base`: the last package
that both hold), the side that has not moved since gives way by itself; only what both have changed is a question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from jltrain.bank.alike import DUPLICATE, AlikeIndex, compared, share, trigrams
from jltrain.bank.figures import squeezed
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent

_ANOTHER: Final = 0.3
"""Two questions of one id that share less than this are two questions."""


class MergeKind(StrEnum):
    """How two questions differ."""

    ANSWER = "answer"
    TEXT = "text"
    DETAILS = "details"
    CLASH = "clash"
    RENAMED = "renamed"
    RENAMED_ANSWER = "renamed-answer"
    NEAR = "near"
    NEW = "new"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])

    @property
    def loud(self) -> bool:
        """Two banks that mark the same question differently: one of them is wrong."""
        return self in (MergeKind.ANSWER, MergeKind.RENAMED_ANSWER)


_LABELS: Final = {
    MergeKind.ANSWER: N_("答案不同（题目相同）"),
    MergeKind.TEXT: N_("同编号，文字不同"),
    MergeKind.DETAILS: N_("同一道题，解析、依据或分类不同"),
    MergeKind.CLASH: N_("同编号，却是另一道题"),
    MergeKind.RENAMED: N_("同一道题，编号不同"),
    MergeKind.RENAMED_ANSWER: N_("同一道题，编号不同且答案不同"),
    MergeKind.NEAR: N_("相近的题"),
    MergeKind.NEW: N_("新题"),
    MergeKind.WITHDRAWN: N_("对方已停用"),
}


class Decision(StrEnum):
    """What is to be done with a row."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_DECISIONS[self])


_DECISIONS: Final = {
    Decision.THEIRS: N_("采用对方的"),
    Decision.OURS: N_("保留本机的"),
    Decision.BOTH: N_("两道都保留"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference. `automatic`: nobody here has touched ours since the last package, so the suggestion may be done
    unasked. `share`: how much of their words is common, 0..1. `ours` is None when new, `theirs` when withdrawn.
    """

    kind: MergeKind
    ours: Question | None
    theirs: Question | None
    suggestion: Decision
    automatic: bool = False
    share: float = 1.0

    @property
    def choices(self) -> tuple[Decision, ...]:
        """The decisions that make sense."""
        if self.kind in (MergeKind.NEW, MergeKind.WITHDRAWN, MergeKind.ANSWER, MergeKind.DETAILS):
            return (Decision.THEIRS, Decision.OURS)
        return tuple(Decision)


def compare(
    ours: Sequence[Question],
    theirs: Sequence[Question],
    report: Report = silent,
    *,
    base: Mapping[str, str] | None = None,
    withdrawn: Collection[str] = (),
    retired: Collection[str] = (),
    passed: Collection[tuple[str, str]] = (),
) -> tuple[Row, ...]:
    """The differences, in the order of `theirs`; what is the same in both is left out.

    `base`: id -> digest of what both once had. `withdrawn`: ids that they have withdrawn. `retired`: ids that are
    withdrawn here, which a package brings back only if somebody says so. `passed`: (id, digest) of versions that we have
    left behind: a side that still has one of these has nothing to tell.
    """
    return tuple(_Comparing(ours, base or {}, retired, passed).rows(theirs, withdrawn, report))


class _Comparing:
    def __init__(
        self,
        ours: Sequence[Question],
        base: Mapping[str, str],
        retired: Collection[str],
        passed: Collection[tuple[str, str]],
    ) -> None:
        self._ours = {question.id: question for question in ours}
        self._base, self._retired, self._passed = base, frozenset(retired), frozenset(passed)
        self._words: dict[object, Question] = {}
        for question in ours:
            self._words.setdefault(words_of(question), question)
        self._alike: AlikeIndex | None = None

    def rows(self, theirs: Sequence[Question], withdrawn: Collection[str], report: Report) -> Iterator[Row]:
        for done, question in enumerate(theirs):
            if done % 200 == 0:
                report(Step(done, len(theirs)))
            row = self._known(question) if question.id in self._ours else self._unknown(question)
            if row is not None:
                yield row
        for ident in sorted(set(withdrawn) & self._ours.keys() - self._retired):
            own = self._ours[ident]
            untouched = self._base.get(ident) == own.digest
            yield Row(MergeKind.WITHDRAWN, own, None, Decision.THEIRS if untouched else Decision.OURS, untouched)
        report(Step(len(theirs), len(theirs)))

    def _known(self, theirs: Question) -> Row | None:
        ours = self._ours[theirs.id]
        now, before = ours.digest, self._base.get(theirs.id)
        if theirs.digest in (now, before) or (theirs.id, theirs.digest) in self._passed:
            return None  # the same, or changed here alone
        kind, common = difference(ours, theirs)
        if kind is None:
            return None
        if kind is MergeKind.CLASH and (kept := self._words.get(words_of(theirs))) and kept.id != theirs.id:
            return self._known(replace(theirs, id=kept.id))  # kept under another id when both were
        untouched = before == now and theirs.id not in self._retired
        if untouched:
            return Row(kind, ours, theirs, Decision.THEIRS, True, common)
        if theirs.id in self._retired:
            return Row(kind, ours, theirs, Decision.OURS, False, common)
        return Row(kind, ours, theirs, Decision.BOTH if kind is MergeKind.CLASH else Decision.OURS, False, common)

    def _unknown(self, theirs: Question) -> Row | None:
        if self._base.get(theirs.id) == theirs.digest:
            return None  # known, and taken out here
        same = self._words.get(words_of(theirs))
        if same is not None:
            kind = MergeKind.RENAMED if right_of(same) == right_of(theirs) else MergeKind.RENAMED_ANSWER
            return Row(kind, same, theirs, Decision.OURS)
        if self._alike is None:
            self._alike = AlikeIndex.build(
                [q for q in self._ours.values() if q.id not in self._retired], least=DUPLICATE, stems=False
            )
        near = self._alike.like(theirs, limit=1)
        if near:
            return Row(MergeKind.NEAR, self._ours[near[0].id], theirs, Decision.OURS, False, near[0].share)
        return Row(MergeKind.NEW, None, theirs, Decision.THEIRS, False, 0.0)


def difference(ours: Question, theirs: Question) -> tuple[MergeKind | None, float]:
    """How two questions of one id differ, None when not at all, and how much of their words is common."""
    if replace(ours, id="") == replace(theirs, id=""):
        return None, 1.0
    if _asked(ours) == _asked(theirs):
        return (MergeKind.DETAILS if right_of(ours) == right_of(theirs) else MergeKind.ANSWER), 1.0
    common = share(trigrams(compared(ours)[1]), trigrams(compared(theirs)[1]))
    return (MergeKind.CLASH if common < _ANOTHER else MergeKind.TEXT), common


def _asked(question: Question) -> object:
    """All that an officer reads before answering, as it is written; in which order options stand makes no other
    question."""
    return (question.kind, question.stem.strip(), question.pictures,
            tuple((i.kind, i.stem.strip(), frozenset(o.strip() for o in i.options)) for i in question.items))  # fmt: skip


def words_of(question: Question) -> object:
    """The same without spaces and punctuation, to find a question again under another id."""
    return (question.kind, _plain(question.stem),
            tuple((_plain(i.stem), frozenset(map(_plain, i.options))) for i in question.items))  # fmt: skip


def _plain(text: str) -> str:
    return squeezed.__wrapped__(text) or text.strip()


def right_of(question: Question) -> object:
    """What counts as right, whatever letters the options have."""
    return tuple(_right(item) for item in question.items)


def _right(item: Item) -> object:
    if item.kind is Kind.BLANK:
        return tuple(frozenset(text.strip() for text in texts) for texts in item.accept)
    if item.options:
        places = [LETTERS.find(letter) for letter in item.answer]
        return frozenset(_plain(item.options[n]) for n in places if 0 <= n < len(item.options))
    return item.answer
