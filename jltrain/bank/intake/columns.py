"""Which column of somebody's table says what, by the many names that header cells go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from jltrain.bank.question import LETTERS, Kind
from jltrain.statutes.numerals import to_number


class Column(StrEnum):
    """What a column of a table of questions says. OPTION and ANSWER may stand over several."""

    NUMBER = "number"
    ID = "id"
    KIND = "kind"
    STEM = "stem"
    OPTION = "option"
    OPTIONS = "options"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    BASIS = "basis"
    DIFFICULTY = "difficulty"
    TOPIC = "topic"
    SECTION = "section"
    AREA = "area"
    MARKS = "marks"


_WORDS: Final = {
    Column.NUMBER: "序号 题号 试题序号 题目序号 试题题号 题目题号 顺序号 顺序 排序 no no. num number # 号",
    Column.ID: "编号 试题编号 题目编号 题编号 试题id 题目id 题库编号 id",
    Column.KIND: "题型 试题类型 题目类型 题类型 试题题型 题目题型 题型名称 题类 题目种类 试题种类 题种 类型 类别 type kind questiontype",
    Column.STEM: "题干 试题题干 题目题干 题干内容 试题内容 题目内容 问题内容 试题正文 题目正文 题文 题面 试题 题目 考题 问题 "
    "试题题目 试题名称 题目名称 试题描述 题目描述 问题描述 题干描述 内容 标题 question stem title content "
    "questioncontent questiontitle questiontext questionstem topictitle",
    Column.OPTIONS: "选项 选项内容 备选项 备选答案 候选答案 候选项 可选项 答案选项 试题选项 题目选项 选择项 选项列表 所有选项 全部选项 "
    "待选项 options choices option choice optioncontent optionscontent answeroptions",
    Column.ANSWER: "正确答案 标准答案 参考答案 答案 正确选项 正确项 试题答案 题目答案 答案内容 标答 正解 答案字母 正确答案选项 "
    "正确选项字母 对错 判断结果 answer answers key correctanswer correct rightanswer questionanswer answercontent rightkey",
    Column.EXPLANATION: "解析 试题解析 答案解析 题目解析 解析内容 试题分析 题目分析 答案分析 分析 解答 详解 答案详解 答案说明 答案解释 "
    "解题思路 解释 说明 explanation analysis explain questionexplain questionanalysis answeranalysis",
    Column.BASIS: "依据 法律依据 法规依据 法条依据 法条 答案依据 试题依据 出题依据 命题依据 题目依据 参考依据 政策依据 依据条款 法规条款 "
    "出处 题目出处 试题出处 答案出处 来源 试题来源 题目来源 法律法规 法规名称 法律名称 条款 条文 法律条文 条款号 basis source reference",
    Column.DIFFICULTY: "难度 难易度 难易程度 难易 难度系数 难度等级 难度级别 试题难度 题目难度 difficulty level",
    Column.TOPIC: "知识点 知识点名称 所属知识点 考点 知识模块 章节 所属章节 章节名称 专题 模块 分类 试题分类 题目分类 题库分类 所属分类 "
    "目录 科目 课程 章 标签 topic chapter category tag",
    Column.SECTION: "大题 部分 一级分类 二级分类 section",
    Column.AREA: "门类 执法门类 专业门类 专业 执法领域 领域 科室 discipline area",
    Column.MARKS: "分值 分数 题目分值 试题分值 每题分值 本题分数 每题分数 得分 满分 score points mark marks",
}
_RANKED: Final = {
    word: (column, rank) for column, words in _WORDS.items() for rank, word in enumerate(words.split(" "))
}
_OPTION_BEFORE: Final = "选项|备选项|备选答案|候选答案|候选项|答案选项|选择项|选项内容|答案|option|choice|opt"
_OPTION: Final = re.compile(
    rf"(?P<before>{_OPTION_BEFORE})?[:_\-.、]?(?P<mark>[a-z]|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    r"[.、)]?(?P<after>选项内容|选项|备选项|项目|项|答案|内容)?"
)
_BLANK_ANSWER: Final = re.compile(
    r"(?:第)?(?:空格|填空|空)(?:答案)?([\d一二三四五六七八九十]{1,2})(?:答案)?|第([\d一二三四五六七八九十]{1,2})空(?:的?答案)?"
)
_BRACKETED: Final = re.compile(r"[(\[【〔{].*?(?:[)\]】〕}]|$)")
_LEGEND: Final = re.compile(
    r"(\d)\s*[-:、.=)）代表为是]*\s*(单选|多选|判断|填空|案例)|(单选|多选|判断|填空|案例)题?\s*[-:、.=(（]*\s*(\d)"
)
_LEGEND_KINDS: Final = {
    "单选": Kind.SINGLE,
    "多选": Kind.MULTIPLE,
    "判断": Kind.JUDGE,
    "填空": Kind.BLANK,
    "案例": Kind.CASE,
}
LONGEST_HEADER: Final = 60


@dataclass(frozen=True, slots=True)
class Named:
    """What one header cell says: the column, how good the name is (0 the best), for options the place from 0."""

    column: Column
    rank: int = 0
    place: int = -1
    answer_like: bool = False  # 答案A: an option where another column is the answer


@lru_cache(maxsize=4096)
def named(text: str) -> Named | None:
    """What a header cell says, None for any other text."""
    if not text or len(text) > LONGEST_HEADER:
        return None
    word = re.sub(r"[\s*:★☆※]|必填|选填", "", unicodedata.normalize("NFKC", text)).casefold()
    for plain in (word, _BRACKETED.sub("", word)):
        if not plain:
            continue
        if plain in _RANKED:
            column, rank = _RANKED[plain]
            return Named(column, rank)
        blank = _BLANK_ANSWER.fullmatch(plain)
        if blank:
            return Named(Column.ANSWER, 0, _number(blank[1] or blank[2]) - 1)
        option = _option(plain)
        if option:
            return option
    return None


def _option(plain: str) -> Named | None:
    match = _OPTION.fullmatch(plain)
    if match is None:
        return None
    mark, said = match["mark"], bool(match["before"] or match["after"])
    if mark.isascii() and mark.isalpha():
        place = LETTERS.index(mark.upper())
    elif said:
        place = _number(mark) - 1
    else:
        return None  # a bare 1, 一: anything
    like = match["before"] == "答案" or match["after"] == "答案"
    return Named(Column.OPTION, 0 if said else 1, place, like) if 0 <= place < len(LETTERS) else None


def _number(text: str) -> int:
    try:
        return to_number(text)
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a row what stands. `at` has one place for each single column; `options` and `answers` list places in
    order (an option column that is not there: -1), `basis` all places that make up the basis.
    `legend`: kinds by the digit that the header says stands for them. `unread`: titles of columns nobody asked for.
    `guessed`: found by content, without a header.
    """

    at: dict[Column, int]
    options: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    basis: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    legend: dict[str, Kind] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    titles: dict[int, str] = field(default_factory=dict)
    guessed: bool = False

    @property
    def has_questions(self) -> bool:
        return Column.STEM in self.at and bool(
            self.options or self.answers or self.joined or len(self.at) > 2 or Column.KIND in self.at
        )

    @property
    def is_key(self) -> bool:
        """A table of answers alone."""
        return Column.STEM not in self.at and Column.NUMBER in self.at and bool(self.answers) and not self.options

    def repeated_by(self, row: Sequence[str]) -> bool:
        """Whether a row further down says the header again, as printed tables do on each page."""
        return all(place < len(row) and row[place].strip() == title for place, title in self.titles.items())


def layout(row: Sequence[str]) -> Layout | None:
    """The columns that a header row names, None if it is no header."""
    names = [named(cell) for cell in row]
    if not _is_header(row, names):
        return None
    return _laid_out(row, names)


def uses_below(row: Sequence[str], below: Sequence[str]) -> tuple[str, ...] | None:
    """A header in two rows (选项, merged, over A B C D) as one, None when the second is no part of it."""
    filled = [cell for cell in below if cell.strip()]
    under = [named(cell) for cell in below]
    parts = [name for name in under if name is not None]
    if len(filled) < 2 or len(parts) * 3 < len(filled) * 2 or any(n.column is Column.STEM for n in parts):
        return None
    if not any(n.column in (Column.OPTION, Column.ANSWER) for n in parts):
        return None
    if (
        sum(bool(low.strip() and up.strip() and low.strip() != up.strip()) for up, low in zip(row, below, strict=False))
        > 1
    ):
        return None  # a question whose options are letters, under a header that is complete
    width = max(len(row), len(below))
    upper, lower = ([*cells, *[""] * (width - len(cells))] for cells in (row, below))
    return tuple(low if low.strip() and named(low) is not None else up for up, low in zip(upper, lower, strict=True))


def _is_header(row: Sequence[str], names: Sequence[Named | None]) -> bool:
    filled = sum(bool(cell.strip()) for cell in row)
    known = [n for n in names if n is not None]
    if len({(n.column, n.place) for n in known}) < 2 or len(known) * 2 < filled:
        return False
    kinds = {n.column for n in known}
    # a row of options "A B C D", or a title beside a number, is no header: some column must say its name in words
    return bool(
        kinds & {Column.STEM, Column.ANSWER, Column.OPTIONS, Column.EXPLANATION, Column.NUMBER, Column.KIND}
    ) and (len(kinds) >= 2)


def _laid_out(row: Sequence[str], names: Sequence[Named | None]) -> Layout:
    real_answer = any(n and n.column is Column.ANSWER and n.place < 0 for n in names)
    options: dict[int, int] = {}
    answers: list[tuple[int, int, int]] = []
    best: dict[Column, tuple[int, int]] = {}
    basis: list[int] = []
    joined: list[int] = []
    unread: list[str] = []
    legend: dict[str, Kind] = {}
    for index, (cell, name) in enumerate(zip(row, names, strict=True)):
        if name is None:
            if cell.strip():
                unread.append(cell.strip())
            continue
        if name.column is Column.OPTION and name.answer_like and not real_answer:
            answers.append((name.place, 0, index))
        elif name.column is Column.OPTION:
            if name.place in options:
                unread.append(cell.strip())
            else:
                options[name.place] = index
        elif name.column is Column.ANSWER:
            answers.append((max(name.place, 0), name.rank, index))
        elif name.column is Column.BASIS:
            basis.append(index)
        elif name.column is Column.OPTIONS:
            joined.append(index)
        else:
            _keep_best(best, name, index, unread, row)
            if name.column is Column.KIND:
                legend |= _legend(cell)
    places = tuple(options.get(n, -1) for n in range(max(options, default=-1) + 1))
    if joined and not places:
        joined += _untitled_after(row, joined[-1])
    chosen = _answers(answers, unread, row, real=real_answer)
    used = {*(i for _rank, i in best.values()), *options.values(), *chosen, *basis, *joined}
    if Column.MARKS in best:
        unread.append(row[best[Column.MARKS][1]].strip())
    return Layout(
        {column: index for column, (_rank, index) in best.items() if column is not Column.MARKS},
        places, chosen, tuple(basis), tuple(joined), legend, tuple(unread),
        {i: row[i].strip() for i in sorted(used) if row[i].strip()},
    )  # fmt: skip


def _keep_best(
    best: dict[Column, tuple[int, int]], name: Named, index: int, unread: list[str], row: Sequence[str]
) -> None:
    held = best.get(name.column)
    if held is None:
        best[name.column] = (name.rank, index)
    elif name.rank < held[0]:
        unread.append(row[held[1]].strip())
        best[name.column] = (name.rank, index)
    else:
        unread.append(row[index].strip())


def _answers(
    found: list[tuple[int, int, int]], unread: list[str], row: Sequence[str], *, real: bool
) -> tuple[int, ...]:
    """Several numbered answers (空1 空2) all count; of several names for the answer the best alone."""
    if len({place for place, _rank, _index in found}) > 1 and not real:
        return tuple(index for _place, _rank, index in sorted(found))
    if not found:
        return ()
    numbered = sorted(f for f in found if f[0] > 0)
    plain = sorted((f for f in found if f[0] == 0), key=lambda f: (f[1], f[2]))
    unread += [row[index].strip() for _place, _rank, index in plain[1:]]
    return tuple(index for _place, _rank, index in [*plain[:1], *numbered])


def _untitled_after(row: Sequence[str], index: int) -> list[int]:
    """Columns under a merged 选项: those right of it without a title of their own."""
    out = []
    for place in range(index + 1, len(row)):
        if row[place].strip():
            break
        out.append(place)
    return out


def _legend(title: str) -> dict[str, Kind]:
    """题型（0单选，1判断，2多选) -> {"0": SINGLE, "1": JUDGE, "2": MULTIPLE}."""
    text = unicodedata.normalize("NFKC", title)
    return {m[1] or m[4]: _LEGEND_KINDS[m[2] or m[3]] for m in _LEGEND.finditer(text)}


def titles(unread: Iterable[str]) -> str:
    """Names of columns as a sentence lists them."""
    return "、".join(dict.fromkeys(title for title in unread if title))
