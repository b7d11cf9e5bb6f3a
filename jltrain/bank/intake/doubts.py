"""Why an imported question wants a person's look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class DoubtCode(StrEnum):
    """Each way in which a question can be doubtful."""

    NO_ANSWER = "no-answer"
    ANSWER_NOT_READ = "answer-not-read"
    ANSWER_OUTSIDE = "answer-outside"
    ANSWERS_DIFFER = "answers-differ"
    ANSWER_SET_OFF = "answer-set-off"
    KIND_GUESSED = "kind-guessed"
    KIND_DIFFERS = "kind-differs"
    FEW_OPTIONS = "few-options"
    OPTIONS_BROKEN = "options-broken"
    OPTIONS_REPEAT = "options-repeat"
    OPTIONS_GUESSED = "options-guessed"
    BLANKS_DIFFER = "blanks-differ"
    STEM_SHORT = "stem-short"
    STEM_JOINED = "stem-joined"
    NUMBER_JUMPS = "number-jumps"
    KEY_DIFFERS = "key-differs"
    LEFTOVER = "leftover"
    BASIS_NOT_READ = "basis-not-read"
    PICTURE_LOST = "picture-lost"
    FORMAT_LOST = "format-lost"
    LONG = "long"
    CELL_CHANGED = "cell-changed"
    COLUMNS_GUESSED = "columns-guessed"


_TEXTS: Final = {
    DoubtCode.NO_ANSWER: N_("没有找到答案"),
    DoubtCode.ANSWER_NOT_READ: N_("答案“{fact}”看不懂"),
    DoubtCode.ANSWER_OUTSIDE: N_("答案 {fact} 不在选项之中"),
    DoubtCode.ANSWERS_DIFFER: N_("文件里有两个不同的答案：{fact}"),
    DoubtCode.ANSWER_SET_OFF: N_("答案只用颜色或字形标出：{fact}"),
    DoubtCode.KIND_GUESSED: N_("题型没有写明，按{fact}处理"),
    DoubtCode.KIND_DIFFERS: N_("标明的题型与内容不符：{fact}"),
    DoubtCode.FEW_OPTIONS: N_("只找到 {fact} 个选项"),
    DoubtCode.OPTIONS_BROKEN: N_("选项字母不连续：{fact}"),
    DoubtCode.OPTIONS_REPEAT: N_("选项有重复：{fact}"),
    DoubtCode.OPTIONS_GUESSED: N_("选项没有字母，按行划分"),
    DoubtCode.BLANKS_DIFFER: N_("空的个数与答案个数不同：{fact}"),
    DoubtCode.STEM_SHORT: N_("题干很短或是空的"),
    DoubtCode.STEM_JOINED: N_("题干可能混入了别的内容：{fact}"),
    DoubtCode.NUMBER_JUMPS: N_("题号不连续：{fact}"),
    DoubtCode.KEY_DIFFERS: N_("文末答案与题目对不上：{fact}"),
    DoubtCode.LEFTOVER: N_("有一段没有看懂：{fact}"),
    DoubtCode.BASIS_NOT_READ: N_("依据“{fact}”不是法条引用"),
    DoubtCode.PICTURE_LOST: N_("有图片没有取到：{fact}"),
    DoubtCode.FORMAT_LOST: N_("原格式中有本程序不能保留的内容：{fact}"),
    DoubtCode.LONG: N_("特别长，可能是几道题连在一起"),
    DoubtCode.CELL_CHANGED: N_("单元格可能被表格软件改成了日期或数字：{fact}"),
    DoubtCode.COLUMNS_GUESSED: N_("表格没有表头，各列按内容认定"),
}

GRAVE: Final = frozenset({
    DoubtCode.NO_ANSWER, DoubtCode.ANSWER_NOT_READ, DoubtCode.ANSWER_OUTSIDE, DoubtCode.ANSWERS_DIFFER,
    DoubtCode.OPTIONS_BROKEN, DoubtCode.KEY_DIFFERS, DoubtCode.STEM_SHORT, DoubtCode.BLANKS_DIFFER,
})  # fmt: skip
"""Doubts about whether the question could be asked at all as it was read."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason. `fact` is what of the file it is about."""

    code: DoubtCode
    fact: str = ""

    @property
    def text(self) -> str:
        """In the language in use."""
        return _(_TEXTS[self.code]).format(fact=self.fact)


def confidence(doubts: tuple[Doubt, ...]) -> float:
    """1 without doubts; each takes a share away, a grave one most of what is left."""
    left = 1.0
    for doubt in doubts:
        left *= 0.4 if doubt.code in GRAVE else 0.8
    return left
