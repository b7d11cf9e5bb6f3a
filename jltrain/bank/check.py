"""What is wrong with a question, told while it is typed and before it is drawn for a paper.

Three grades: what blocks (asked so, it could not be answered or marked: the question stays a draft), faults (it can
be asked, but somebody should look), hints (to be read, not counted). The text of an article is had by a callable, so
that this room need not know where laws are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from jltrain.bank.figures import copied_run, figures, shown, squeezed
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question
from jltrain.i18n import N_, _
from jltrain.statutes.citation import BadCitation, Citation, parse

Lookup = Callable[[Citation], str | None]
"""The text of the cited article; "" when the law is there but has no such article, None when it was not imported."""

COPIED: Final = 40
"""Characters that may run as in the article."""
_LONGEST: Final = 6000
_MOST_OPTIONS: Final = 8
_SHORTEST_EXPLANATION: Final = 10
_MOST_PARTS: Final = 20
_PICTURE: Final = re.compile(r"〔图(\d{1,3})〕")


class CheckCode(StrEnum):
    """Each kind of fault."""

    STEM_MISSING = "stem-missing"
    TOO_LONG = "too-long"
    TOPIC_MISSING = "topic-missing"
    DIFFICULTY = "difficulty"
    PARTS = "parts"
    PART_KIND = "part-kind"
    FEW_OPTIONS = "few-options"
    MANY_OPTIONS = "many-options"
    OPTION_EMPTY = "option-empty"
    OPTIONS_REPEAT = "options-repeat"
    OPTIONS_UNUSED = "options-unused"
    ANSWER_MISSING = "answer-missing"
    ANSWER_OUTSIDE = "answer-outside"
    ANSWER_COUNT = "answer-count"
    BLANKS_DIFFER = "blanks-differ"
    BASIS_MISSING = "basis-missing"
    BASIS_NOT_READ = "basis-not-read"
    NOT_IMPORTED = "not-imported"
    NO_ARTICLE = "no-article"
    FIGURE = "figure"
    FIGURE_OF_STORY = "figure-of-story"
    COPIED = "copied"
    EXPLANATION_MISSING = "explanation-missing"
    EXPLANATION_SHORT = "explanation-short"
    PICTURE_MISSING = "picture-missing"


_TEXTS: Final = {
    CheckCode.STEM_MISSING: N_("题干还是空的"),
    CheckCode.TOO_LONG: N_("文字过长，最多 {fact} 字"),
    CheckCode.TOPIC_MISSING: N_("还没有知识点"),
    CheckCode.DIFFICULTY: N_("难度应是 1 到 5 的整数"),
    CheckCode.PARTS: N_("案例分析题应有 2 到 20 个小题"),
    CheckCode.PART_KIND: N_("小题的题型不对"),
    CheckCode.FEW_OPTIONS: N_("选项太少（{fact} 个），应有 3 到 8 个"),
    CheckCode.MANY_OPTIONS: N_("选项太多（{fact} 个），应有 3 到 8 个"),
    CheckCode.OPTION_EMPTY: N_("选项 {fact} 是空的"),
    CheckCode.OPTIONS_REPEAT: N_("选项有重复：{fact}"),
    CheckCode.OPTIONS_UNUSED: N_("只有单选题和多选题有选项"),
    CheckCode.ANSWER_MISSING: N_("还没有答案"),
    CheckCode.ANSWER_OUTSIDE: N_("答案 {fact} 不在选项之中"),
    CheckCode.ANSWER_COUNT: N_("答案的个数与题型不符：{fact}"),
    CheckCode.BLANKS_DIFFER: N_("题干里的空（____）与答案的个数不同：{fact}"),
    CheckCode.BASIS_MISSING: N_("还没有法条依据"),
    CheckCode.BASIS_NOT_READ: N_("依据“{fact}”不是法条引用，应写成《行政处罚法》第五十一条 这样的形式"),
    CheckCode.NOT_IMPORTED: N_("法规“{fact}”的文本没有导入，依据无法核对"),
    CheckCode.NO_ARTICLE: N_("法规里没有这一条：{fact}"),
    CheckCode.FIGURE: N_("正确答案里的数字在所引法条中找不到：{fact}"),
    CheckCode.FIGURE_OF_STORY: N_("题干里的数字在所引法条中找不到（也许属于情境）：{fact}"),
    CheckCode.COPIED: N_("有一长段照抄法条：{fact}…"),
    CheckCode.EXPLANATION_MISSING: N_("还没有解析"),
    CheckCode.EXPLANATION_SHORT: N_("解析太短，不足 {fact} 字"),
    CheckCode.PICTURE_MISSING: N_("文中提到的图 {fact} 不在"),
}
_BLOCKING: Final = frozenset({
    CheckCode.STEM_MISSING, CheckCode.TOO_LONG, CheckCode.DIFFICULTY, CheckCode.PARTS, CheckCode.PART_KIND,
    CheckCode.OPTION_EMPTY, CheckCode.ANSWER_MISSING, CheckCode.ANSWER_OUTSIDE, CheckCode.ANSWER_COUNT,
    CheckCode.BLANKS_DIFFER, CheckCode.BASIS_MISSING, CheckCode.NO_ARTICLE, CheckCode.EXPLANATION_MISSING,
    CheckCode.PICTURE_MISSING,
})  # fmt: skip
_HINTS: Final = frozenset({CheckCode.NOT_IMPORTED, CheckCode.FIGURE_OF_STORY, CheckCode.MANY_OPTIONS})


@dataclass(frozen=True, slots=True)
class CheckFault:
    """One thing that is wrong. `place`: the field, such as `answer`, `basis[1]` or `parts[2].options`, counted from 1;
    `text` in the language in use; `blocking`: the question must not be drawn for a paper so."""

    code: CheckCode
    place: str
    text: str
    blocking: bool

    @property
    def hint(self) -> bool:
        """To be read, not counted."""
        return self.code in _HINTS

    def as_record(self) -> dict[str, object]:
        """For `--json`."""
        return {"code": self.code.value, "place": self.place, "message": self.text, "blocking": self.blocking,
                "hint": self.hint}  # fmt: skip


def fault(code: CheckCode, place: str, fact: object = "", *, blocking: bool | None = None) -> CheckFault:
    """A fault in words; whether it blocks follows from its code unless said."""
    return CheckFault(
        code, place, _(_TEXTS[code]).format(fact=fact), code in _BLOCKING if blocking is None else blocking
    )


def ready(faults: Sequence[CheckFault]) -> bool:
    """Whether a question with these faults may be drawn for papers and practised."""
    return not any(one.blocking for one in faults)


def check(question: Question, articles: Lookup | None = None, longest: int = COPIED) -> tuple[CheckFault, ...]:
    """Everything wrong with a question, in the order of its fields. Without `articles` no statute is looked up."""
    return tuple(_faults(question, articles, longest))


def _faults(question: Question, articles: Lookup | None, longest: int) -> Iterator[CheckFault]:
    yield from _head(question)
    if question.kind is not Kind.CASE:
        item = replace(question.items[0], basis=question.basis or question.items[0].basis)
        yield from _item(item, "", articles, longest)
        return
    if not 2 <= len(question.items) <= _MOST_PARTS:
        yield fault(CheckCode.PARTS, "parts")
    yield from _texts("stem", (question.stem,), CheckCode.STEM_MISSING)
    law, told = _law(question.basis, "", articles)
    yield from told
    yield from _copied(question.stem, law, "stem", longest)
    for number, item in enumerate(question.items, 1):
        if item.kind is Kind.CASE:
            yield fault(CheckCode.PART_KIND, f"parts[{number}].kind")
        else:
            yield from _item(item, f"parts[{number}].", articles, longest, question)


def _head(question: Question) -> Iterator[CheckFault]:
    if not question.topic.strip():
        yield fault(CheckCode.TOPIC_MISSING, "topic")
    if not 1 <= question.difficulty <= 5:
        yield fault(CheckCode.DIFFICULTY, "difficulty")
    words = [question.stem, question.explanation]
    words += [text for item in question.items for text in (item.stem, *item.options, item.explanation)]
    meant = {int(number) for text in words for number in _PICTURE.findall(text)}
    for number in sorted(meant - set(range(1, len(question.pictures) + 1))):
        yield fault(CheckCode.PICTURE_MISSING, "pictures", number)


def _item(
    item: Item, where: str, articles: Lookup | None, longest: int, case: Question | None = None
) -> Iterator[CheckFault]:
    """The faults of a question that is no case, or of one part of `case`, whose basis and explanation it may inherit."""
    yield from _texts(where + "stem", (item.stem,), CheckCode.STEM_MISSING)
    yield from _options(item, where)
    yield from _answer(item, where)
    basis, explanation = item.basis, item.explanation
    if case is not None:
        basis, explanation = basis or case.basis, explanation or case.explanation
    if not basis:
        yield fault(CheckCode.BASIS_MISSING, where + "basis")
    law, told = _law(basis, where, articles)
    if case is None or basis != case.basis:  # told of the case itself already
        yield from told
    right = _right(item)
    if law and right:
        absent = figures(right) - figures(law) - figures("；".join(item.derived))
        if absent and item.kind is Kind.JUDGE:
            yield fault(CheckCode.FIGURE_OF_STORY, where + "stem", shown(absent))
        elif absent:
            yield fault(CheckCode.FIGURE, where + "answer", shown(absent))
    yield from _copied(item.stem + right, law, where + "stem", longest)
    yield from _texts(where + "explanation", (explanation,), CheckCode.EXPLANATION_MISSING)
    if 0 < len(explanation.strip()) < _SHORTEST_EXPLANATION:
        yield fault(CheckCode.EXPLANATION_SHORT, where + "explanation", _SHORTEST_EXPLANATION)


def _texts(place: str, texts: Sequence[str], missing: CheckCode) -> Iterator[CheckFault]:
    for text in texts:
        if not text.strip():
            yield fault(missing, place)
        elif len(text) > _LONGEST:
            yield fault(CheckCode.TOO_LONG, place, _LONGEST)


def _options(item: Item, where: str) -> Iterator[CheckFault]:
    place, count = where + "options", len(item.options)
    if item.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        if count:
            yield fault(CheckCode.OPTIONS_UNUSED, place)
        return
    if count < 3:
        yield fault(CheckCode.FEW_OPTIONS, place, count, blocking=count < 2)
    elif count > _MOST_OPTIONS:
        yield fault(CheckCode.MANY_OPTIONS, place, count, blocking=count > len(LETTERS))
    seen: dict[str, int] = {}
    for number, option in enumerate(item.options):
        letter = LETTERS[number % len(LETTERS)]
        if not option.strip():
            yield fault(CheckCode.OPTION_EMPTY, f"{place}[{number + 1}]", letter)
            continue
        before = seen.setdefault(squeezed(option) or option, number)
        if before != number:  # those that differ in a sign alone (＜5, ＞5) may be meant so
            pair = LETTERS[before % len(LETTERS)] + letter
            yield fault(CheckCode.OPTIONS_REPEAT, place, pair, blocking=item.options[before].strip() == option.strip())


def _answer(item: Item, where: str) -> Iterator[CheckFault]:
    place = where + "answer"
    if not item.answer:
        yield fault(CheckCode.ANSWER_MISSING, place)
        if item.kind is not Kind.BLANK:
            return
    if item.kind is Kind.BLANK:
        blanks, filled = item.stem.count(BLANK), len(item.accept)
        if item.answer and not all(text.strip() for texts in item.accept for text in texts or ("",)):
            yield fault(CheckCode.ANSWER_MISSING, place)
        if item.answer and (filled != len(item.answer) or blanks != filled):
            yield fault(CheckCode.BLANKS_DIFFER, where + "stem", f"{blanks}/{filled}")
    elif item.kind is Kind.JUDGE:
        if item.answer not in (("Y",), ("N",)):
            yield fault(CheckCode.ANSWER_OUTSIDE, place, "".join(item.answer))
    else:
        outside = [letter for letter in item.answer if letter not in LETTERS[: len(item.options)] or len(letter) != 1]
        count = len(item.answer)
        if outside:
            yield fault(CheckCode.ANSWER_OUTSIDE, place, "".join(outside))
        elif list(item.answer) != sorted(set(item.answer)) or (count != 1 if item.kind is Kind.SINGLE else count < 2):
            yield fault(CheckCode.ANSWER_COUNT, place, "".join(item.answer))


def _right(item: Item) -> str:
    """What the question says is so."""
    if item.kind is Kind.JUDGE:
        return item.stem if item.answer == ("Y",) else ""
    if item.kind is Kind.BLANK:
        return "；".join(item.answer)
    places = [LETTERS.find(letter) for letter in item.answer]
    return "；".join(item.options[place] for place in places if 0 <= place < len(item.options))


def _law(basis: Sequence[str], where: str, articles: Lookup | None) -> tuple[str, list[CheckFault]]:
    """The text of the cited articles as far as it is known, and what is wrong with the citations."""
    texts, faults, unread = [], [], []
    for number, cited in enumerate(basis, 1):
        place = f"{where}basis[{number}]"
        try:
            citation = parse(cited)
        except BadCitation:
            unread.append((place, cited))
            continue
        text = articles(citation) if articles else None
        if articles is None:
            continue
        if text is None:
            faults.append(fault(CheckCode.NOT_IMPORTED, place, citation.law))
        elif not text:
            faults.append(fault(CheckCode.NO_ARTICLE, place, cited))
        else:
            texts.append(text)
    alone = len(unread) == len(basis)
    faults += [fault(CheckCode.BASIS_NOT_READ, place, cited, blocking=alone) for place, cited in unread]
    return "\n".join(texts), faults


def _copied(text: str, law: str, place: str, longest: int) -> Iterator[CheckFault]:
    run = copied_run(text, law, longest) if law else ""
    if run:
        yield fault(CheckCode.COPIED, place, run[:30])
