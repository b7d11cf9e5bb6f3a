"""Our own table of questions: one row a question, a case with a row for each part; what is written reads back the same.

Blanks stand one a line in the answer's cell, the texts accepted for one apart by |; \\\\ \\| \\n stand for themselves
there. A basis has one citation a line. The workbook to fill in has examples, instructions and lists to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jltrain.bank.areas import area_from
from jltrain.bank.intake.columns import Layout
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.found import FoundQuestion, Span
from jltrain.bank.question import BLANK, KIND_NAMES, LETTERS, Item, Kind, Question
from jltrain.statutes.citation import BadCitation, parse

_BEFORE: Final = ("编号", "题型", "门类", "知识点", "难度", "题干")
_AFTER: Final = ("答案", "依据", "解析")
PART: Final = "小题："
"""Stands before the kind of a case's part."""
_KINDS: Final = {name: kind for kind, name in KIND_NAMES.items()}
_JUDGED: Final = {"对": ("Y",), "错": ("N",)}


def header(options: int = 8) -> tuple[str, ...]:
    """The titles of the columns, with room for so many options."""
    return (*_BEFORE, *(f"选项{letter}" for letter in LETTERS[: max(options, 4)]), *_AFTER)


HEADER: Final = header()


def is_ours(layout: Layout) -> bool:
    """Whether a header is that of our own table."""
    titles = list(layout.titles.values())
    return len(titles) > 12 and tuple(titles) == header(len(titles) - len(_BEFORE) - len(_AFTER)) and not layout.unread


def rows(question: Question, options: int = 8) -> list[tuple[str | int, ...]]:
    """A question as rows under `header(options)`."""
    kind = KIND_NAMES[question.kind]
    first: tuple[str | int, ...] = (
        question.id, kind, question.discipline.label, question.topic, question.difficulty, question.stem,
    )  # fmt: skip
    if question.kind is not Kind.CASE:
        return [(*first, *_answered(question.items[0], options))]
    story = (*first, *[""] * (max(options, 4) + 1), "\n".join(question.basis), question.explanation)
    return [
        story,
        *(("", PART + KIND_NAMES[i.kind], "", "", "", i.stem, *_answered(i, options)) for i in question.items),
    ]


def most_options(questions: Sequence[Question]) -> int:
    """How many columns of options they need, eight at least."""
    return max([8, *(len(item.options) for question in questions for item in question.items)])


def _answered(item: Item, options: int) -> tuple[str, ...]:
    if item.kind is Kind.JUDGE:
        answer = {"Y": "对", "N": "错"}.get("".join(item.answer), "")
    elif item.kind is Kind.BLANK:
        answer = "\n".join("|".join(map(_escaped, texts)) for texts in item.accept or ((t,) for t in item.answer))
    else:
        answer = "".join(item.answer)
    empty = [""] * (max(options, 4) - len(item.options))
    return (*item.options, *empty, answer, "\n".join(item.basis), item.explanation)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def _accepted(cell: str) -> tuple[tuple[str, ...], ...]:
    """The accepted texts of each blank in an answer's cell."""
    blanks = []
    for line in cell.split("\n"):
        texts = tuple(_unescaped(text).strip() for text in re.findall(r"(?:\\.|[^|\\])+", line))
        if any(texts):
            blanks.append(tuple(text for text in texts if text))
    return tuple(blanks)


def exact(cells: Sequence[str], layout: Layout, lines: Span, section: str) -> FoundQuestion | None:
    """The question of a row that is filled in as the instructions say, taken word by word; None for any other."""
    row = {name: cells[place] if place < len(cells) else "" for place, name in layout.titles.items()}
    part = row["题型"].startswith(PART)
    kind = _KINDS.get(row["题型"].removeprefix(PART))
    texts = [row[title] for title in layout.titles.values() if title.startswith("选项")]
    while texts and not texts[-1]:
        texts.pop()
    level = row["难度"]
    if kind is None or not row["题干"] or not all(texts) or not (level in "12345" and len(level) < 2):
        return None
    basis = tuple(line for line in row["依据"].split("\n") if line.strip())
    if kind is Kind.CASE:
        if part or texts or row["答案"]:
            return None
        answer: tuple[str, ...] = ()
        accept: tuple[tuple[str, ...], ...] = ()
    else:
        read = _answer(kind, row["答案"], len(texts), row["题干"])
        if read is None:
            return None
        answer, accept = read
    area = area_from(row["门类"]) if row["门类"] else None
    if row["门类"] and area is None:
        return None
    doubts = tuple(Doubt(DoubtCode.BASIS_NOT_READ, text) for text in basis if not _cites(text))
    return FoundQuestion(
        kind=kind, stem=row["题干"], options=tuple(texts), answer=answer, explanation=row["解析"], basis=basis,
        lines=lines, doubts=doubts, confidence=confidence(doubts), accept=accept, difficulty=int(level or 0),
        topic=row["知识点"], section=section, number="", id=row["编号"] if _is_id(row["编号"]) else "",
        discipline=area.value if area else "",
    )  # fmt: skip


def _answer(
    kind: Kind, cell: str, options: int, stem: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None:
    """The answer as our own rows have it, None when it is written otherwise or does not fit."""
    if kind is Kind.JUDGE:
        return (_JUDGED[cell], ()) if cell in _JUDGED and not options else None
    if kind is Kind.BLANK:
        accept = _accepted(cell)
        if options or not accept or len(accept) != stem.count(BLANK):
            return None
        return tuple(texts[0] for texts in accept), accept
    letters = tuple(cell)
    fits = letters and set(letters) <= set(LETTERS[:options]) and list(letters) == sorted(set(letters))
    if options < 2 or not fits or (kind is Kind.SINGLE) != (len(letters) == 1):
        return None
    return letters, ()


def _is_id(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,79}", text)) and not text.isdigit()


def _cites(text: str) -> bool:
    try:
        parse(text)
    except BadCitation:
        return False
    return True
