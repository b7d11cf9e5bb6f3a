"""One difference between two banks as the list shows it, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.app.exchange import Comparison, Decision, MergeKind, Row
from jltrain.i18n import N_, _

KEYS: Final = (Decision.THEIRS, Decision.OURS, Decision.BOTH)
"""What the keys 1, 2 and 3 choose."""

Known = tuple[str, str, str]
"""By which a difference is found again when the banks are compared once more: kind, our id, their id."""


@dataclass(slots=True, eq=False)
class Line:
    """`decision` begins as suggested; `by_hand` once somebody chose, `seen` once somebody had both sides before him."""

    place: int
    row: Row
    decision: Decision
    by_hand: bool = False
    seen: bool = False

    @property
    def known(self) -> Known:
        """See Known."""
        ours, theirs = self.row.ours, self.row.theirs
        return self.row.kind.value, ours.id if ours else "", theirs.id if theirs else ""

    @property
    def open(self) -> bool:
        """Whether somebody should decide: not what goes by itself, nor what is new."""
        return not self.row.automatic and self.row.kind is not MergeKind.NEW


def lines_of(comparison: Comparison) -> list[Line]:
    """All differences, with the suggestions."""
    return [Line(place, row, row.suggestion) for place, row in enumerate(comparison.rows)]


@dataclass(frozen=True, slots=True)
class Group:
    """Differences that are listed together."""

    name: str
    text: str
    kinds: frozenset[MergeKind]


GROUPS: Final = (
    Group("answers", N_("答案不同"), frozenset({MergeKind.ANSWER, MergeKind.RENAMED_ANSWER})),
    Group("words", N_("内容不同"), frozenset({MergeKind.TEXT, MergeKind.DETAILS})),
    Group("clash", N_("编号冲突"), frozenset({MergeKind.CLASH})),
    Group("renamed", N_("编号不同"), frozenset({MergeKind.RENAMED})),
    Group("near", N_("近似"), frozenset({MergeKind.NEAR})),
    Group("new", N_("新增"), frozenset({MergeKind.NEW})),
    Group("withdrawn", N_("对方停用"), frozenset({MergeKind.WITHDRAWN})),
)

_SHORT: Final = {
    MergeKind.ANSWER: N_("答案不同"),
    MergeKind.TEXT: N_("文字不同"),
    MergeKind.DETAILS: N_("解析、依据或分类不同"),
    MergeKind.CLASH: N_("编号冲突"),
    MergeKind.RENAMED: N_("编号不同"),
    MergeKind.RENAMED_ANSWER: N_("编号和答案不同"),
    MergeKind.NEW: N_("新增"),
    MergeKind.WITHDRAWN: N_("对方停用"),
}

_EXPLAINED: Final = {
    MergeKind.ANSWER: N_("题目相同，答案不同：必有一边错了，请对照依据再选。"),
    MergeKind.TEXT: N_("编号相同，文字有改动。"),
    MergeKind.DETAILS: N_("题目和答案相同，解析、依据或分类不同。"),
    MergeKind.CLASH: N_("编号相同，却是另一道题；两道都保留时，对方的换一个新编号。"),
    MergeKind.RENAMED: N_("同一道题，两边编号不同；保留本机的就不会重复。"),
    MergeKind.RENAMED_ANSWER: N_("同一道题，编号不同，答案也不同：必有一边错了，请对照依据再选。"),
    MergeKind.NEW: N_("本机没有这道题。"),
    MergeKind.WITHDRAWN: N_("对方停用了这道题；选“也停用”，本机也不再使用它。"),
}


def short(row: Row) -> str:
    """The kind in a word."""
    if row.kind is MergeKind.NEAR:
        return _("近似（{share} %）").format(share=round(row.share * 100))
    return _(_SHORT[row.kind])


def explained(row: Row) -> str:
    """What the difference is, in a sentence, and what happens by itself."""
    if row.kind is MergeKind.NEAR:
        said = _("与本机这道题有 {share} % 的文字相同，可能是同一道题。").format(share=round(row.share * 100))
    else:
        said = _(_EXPLAINED[row.kind])
    return said + _("本机没有改过这道题，建议自动采用。") if row.automatic else said


def said(row: Row, decision: Decision) -> str:
    """What a decision is called for this difference."""
    if row.kind is MergeKind.NEW:
        return _("收入本机") if decision is Decision.THEIRS else _("不要")
    if row.kind is MergeKind.WITHDRAWN:
        return _("也停用") if decision is Decision.THEIRS else _("继续使用")
    return decision.label


@dataclass(frozen=True, slots=True)
class Sum:
    """What would be done. `blind`: differing answers that nobody had before him."""

    added: int
    changed: int
    withdrawn: int
    kept: int
    answers: int
    blind: int

    @property
    def acts(self) -> int:
        """How many questions would be other than now."""
        return self.added + self.changed + self.withdrawn


def sum_of(lines: Sequence[Line]) -> Sum:
    """Count what the decisions amount to."""
    added = changed = withdrawn = kept = 0
    for line in lines:
        if line.decision is Decision.OURS:
            kept += 1
        elif line.row.ours is None or line.decision is Decision.BOTH:
            added += 1
        elif line.row.theirs is None:
            withdrawn += 1
        else:
            changed += 1
    loud = [line for line in lines if line.row.kind.loud]
    blind = sum(not (line.seen or line.by_hand or line.row.automatic) for line in loud)
    return Sum(added, changed, withdrawn, kept, len(loud), blind)
