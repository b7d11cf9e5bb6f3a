"""The answer key that is printed after a paper: a table for quick marking, then each answer with its basis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reportlab.lib import colors
from reportlab.platypus import KeepTogether, Spacer, Table

from jltrain.bank.formula import plain
from jltrain.bank.question import KIND_NAMES, Item, Kind
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper, PaperQuestion, Section
from jltrain.paper.print_fonts import Chain, font_of
from jltrain.paper.print_text import Style, Text

TITLE: Final = "参考答案（保密）"

_TITLE: Final = Style(18, 28, Chain.HEAD, "centre")
_SUB: Final = Style(10, 16, align="centre")
_HEAD: Final = Style(11, 18, Chain.HEAD)
_ANSWER: Final = Style(9.5, 15, Chain.HEAD)
_FINE: Final = Style(9, 14)
_QUICK_WIDTH: Final = 493.0
_INDENT: Final = 26.0
_ORDINALS: Final = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    """The Chinese number of a section, counting from 1."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else str(number)


def key_story(paper: Paper) -> Iterator[Any]:
    """The flowables of the key, beginning on a fresh page."""
    yield Text(TITLE, _TITLE)
    yield Text(paper.title, _SUB)
    yield Text("开考前与考试中不得外传；阅卷以本答案和试卷写明的评分规则为准。", _SUB)
    number = 1
    for place, section in enumerate(paper.sections, 1):
        head = Text(f"{ordinal(place)}、{KIND_NAMES[section.kind]}", _HEAD, before=10)
        blocks = [_entry(number + n, entry) for n, entry in enumerate(section.questions)]
        yield KeepTogether([head, *_quick(section, number), *blocks[0]])
        for block in blocks[1:]:
            yield KeepTogether(block)
        number += len(section.questions)


def _quick(section: Section, first: int) -> list[Any]:
    """A table `1—5：BACDB | 6—10：…` for a section of choices or true and false."""
    if section.kind in (Kind.BLANK, Kind.CASE):
        return []
    gap, columns = (" ", 3) if section.kind is Kind.MULTIPLE else ("", 4)
    answers = [answer_text(q.question.items[0]) for q in section.questions]
    groups: list[str] = []
    for start in range(0, len(answers), 5):
        five = answers[start : start + 5]
        end = first + start + len(five) - 1
        numbers = f"{first + start}—{end}" if len(five) > 1 else f"{end}"
        groups.append(f"{numbers}：{gap.join(five)}")
    groups += [""] * (-len(groups) % columns)
    rows = [groups[n : n + columns] for n in range(0, len(groups), columns)]
    style = [
        ("FONT", (0, 0), (-1, -1), font_of(Chain.BODY, "题"), 10),
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    return [Spacer(0, 3), Table(rows, [_QUICK_WIDTH / columns] * columns, 17, style, hAlign="LEFT"), Spacer(0, 3)]


def _entry(number: int, entry: PaperQuestion) -> list[Any]:
    question = entry.question
    if question.kind is not Kind.CASE:
        (item,) = question.items
        answer = f"{answer_text(item)}（{marks_text(sum(entry.halves))} 分）"
        return [Text(answer, _ANSWER, label=f"{number}．", indent=_INDENT, before=5), *_reasons(item)]
    block: list[Any] = [
        Text(f"案例（{marks_text(sum(entry.halves))} 分）", _ANSWER, label=f"{number}．", indent=_INDENT, before=5),
        Text("依据：" + "；".join(question.basis), _FINE, indent=_INDENT),
        Text("解析：" + plain(question.explanation), _FINE, indent=_INDENT),
    ]
    for part, (_key, item, halves) in enumerate(entry.keyed_items(), 1):
        answer = f"（{part}）{answer_text(item)}（{marks_text(halves)} 分）"
        block += [Text(answer, _ANSWER, indent=_INDENT, before=2), *_reasons(item)]
    return block


def _reasons(item: Item) -> list[Any]:
    others = "；".join(" / ".join(texts[1:]) or "—" for texts in item.accept)
    return [
        *([Text(f"也算对：{others}", _FINE, indent=_INDENT)] if others.strip("；—") else []),
        Text("依据：" + "；".join(item.basis), _FINE, indent=_INDENT),
        Text("解析：" + plain(item.explanation), _FINE, indent=_INDENT),
    ]


def answer_text(item: Item) -> str:
    """The right answer as a marker reads it: `ACD`, `✓`, or the standard text of each blank."""
    if item.kind is Kind.JUDGE:
        return "✓" if item.answer == ("Y",) else "×"
    if item.kind is Kind.BLANK:
        return "；".join(item.answer)
    return "".join(item.answer)
