"""A paper to be printed and sat with a pen: A4, in the paper's own order, with its answer key if asked for.

Always in Chinese, whatever language the screen speaks: it is handed to officers. The same paper and the same pictures
give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.lib import colors
from reportlab.platypus import KeepTogether, NextPageTemplate, PageBreak, Spacer, Table

from jltrain.bank.formula import plain
from jltrain.bank.question import KIND_NAMES, Item, Kind, Question
from jltrain.paper.marks import RULE_WORDS, marks_text
from jltrain.paper.paper import Paper, PaperQuestion, Section
from jltrain.paper.print_fonts import Chain, font_of
from jltrain.paper.print_frame import KEY, Document
from jltrain.paper.print_key import key_story, ordinal
from jltrain.paper.print_pictures import PictureNotPrinted, Pictures, picture
from jltrain.paper.print_text import BODY, Options, Style, Text
from jltrain.progress import Report, silent

NUMBER_LENGTH: Final = 12
"""How many hexadecimal digits of the paper's digest stand in its foot."""

_TITLE: Final = Style(18, 27, Chain.HEAD, "centre")
_SUB: Final = Style(10.5, 18, align="centre")
_HEAD: Final = Style(11.5, 19, Chain.HEAD)
_NOTE: Final = Style(9, 14)
_INDENT, _PART_INDENT = 24.0, 48.0
_BRACKET: Final = "（　　）"
_HAS_BRACKET: Final = re.compile(r"（[ 　]*）|\([ 　]*\)")

_HOW: Final = {
    Kind.SINGLE: "每题只有一个正确选项",
    Kind.MULTIPLE: "每题至少有两个正确选项",
    Kind.JUDGE: "正确的在括号内打✓，错误的打×",
    Kind.BLANK: "把答案写在横线上",
    Kind.CASE: "阅读案情，回答各小题",
}


@dataclass(frozen=True, slots=True)
class Print:
    """A printed paper: the PDF, how many pages it has with its key, and the pictures that could not be printed."""

    data: bytes
    pages: int
    left_out: tuple[PictureNotPrinted, ...]


def draw(paper: Paper, pictures: Pictures, *, answers: bool, report: Report = silent) -> Print:
    """The paper as a PDF. `report` counts questions and may stop the work."""
    left_out: list[PictureNotPrinted] = []
    out = BytesIO()
    questions = sum(len(s.questions) for s in paper.sections)
    document = Document(out, paper.title, f"试卷编号 {paper.digest[:NUMBER_LENGTH]}", questions, report)
    story = [*_head(paper), *_sections(paper, pictures, left_out)]
    if answers:
        story += [NextPageTemplate(KEY), PageBreak(), *key_story(paper)]
    document.make(story)
    return Print(out.getvalue(), document.pages, tuple(left_out))


def _head(paper: Paper) -> Iterator[Any]:
    yield Text(paper.title, _TITLE)
    full, passing = marks_text(paper.full_halves), marks_text(paper.pass_halves)
    yield Text(f"考试时间 {paper.minutes} 分钟　　满分 {full} 分　　合格线 {passing} 分", _SUB, before=2)
    if any(item.kind is Kind.MULTIPLE for _key, item, _halves in paper.keyed_items()):
        yield Text(f"评分规则：{RULE_WORDS[paper.rule]}。", Style(9.5, 16, align="centre"))
    yield Spacer(0, 6)
    yield _score_table(paper)
    yield Spacer(0, 4)


def _score_table(paper: Paper) -> Any:
    """What the markers fill in."""
    sections = paper.sections
    rows = [
        ["题号", *(ordinal(n) for n in range(1, len(sections) + 1)), "总分"],
        ["满分", *(marks_text(s.full_halves) for s in sections), marks_text(paper.full_halves)],
        ["得分", *("" for _ in sections), ""],
        ["阅卷人", *("" for _ in sections), ""],
    ]
    style = [
        ("FONT", (0, 0), (-1, -1), font_of(Chain.BODY, "题"), 10),
        ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    return Table(rows, colWidths=[56, *(52 for _ in sections), 60], rowHeights=[18, 18, 22, 22], style=style)


def _sections(paper: Paper, pictures: Pictures, left_out: list[PictureNotPrinted]) -> Iterator[Any]:
    number = 1
    for place, section in enumerate(paper.sections, 1):
        lead: list[Any] = [Text(_section_head(place, section), _HEAD, before=12)]
        for entry in section.questions:
            shown = shown_pictures(entry.question, pictures, left_out)
            blocks = list(_question(number, entry, shown, alike=_alike(section)))
            yield KeepTogether([*lead, *blocks[0]])
            yield from (KeepTogether(block) for block in blocks[1:])
            lead = []
            number += 1


def _alike(section: Section) -> bool:
    """Whether all questions of the section earn the same, so that its heading can say it for all."""
    return len({sum(q.halves) for q in section.questions}) == 1


def _section_head(place: int, section: Section) -> str:
    each = f"每题 {marks_text(sum(section.questions[0].halves))} 分，" if _alike(section) else ""
    count, full = len(section.questions), marks_text(section.full_halves)
    facts = f"共 {count} 题，{each}共 {full} 分"
    return f"{ordinal(place)}、{KIND_NAMES[section.kind]}（{facts}。{_HOW[section.kind]}）"


def shown_pictures(
    question: Question, pictures: Pictures, left_out: list[PictureNotPrinted], indent: float = 0.0
) -> list[Any]:
    """The pictures of a question below its stem, numbered as the text means them when there are several."""
    blocks: list[Any] = []
    for number, name in enumerate(question.pictures, 1):
        label = f"图{number}" if len(question.pictures) > 1 else ""
        try:
            blocks += [Spacer(0, 3), picture(question, name, pictures(question, name)), Spacer(0, 3)]
        except PictureNotPrinted as trouble:
            left_out.append(trouble)
            blocks.append(Text(f"【附图“{name}”未能印出，请向监考员索取。】", _NOTE, indent=indent or _INDENT))
        if label:
            blocks.append(Text(label, Style(9, 14, align="centre")))
    return blocks


def _question(number: int, entry: PaperQuestion, shown: list[Any], *, alike: bool) -> Iterator[list[Any]]:
    """The blocks of a question that no page break may part: one, or in a case the story with part 1, then each part."""
    question, label = entry.question, f"{number}．"
    marks = "" if alike else f"（{marks_text(sum(entry.halves))}\xa0分）"
    if question.kind is not Kind.CASE:
        (item,) = question.items
        stem = Text(asked(item, marks), BODY, label=label, indent=_INDENT, before=4, opens=True)
        yield [stem, *shown, *options(item, _INDENT)]
        return
    block: list[Any] = [
        Text(marks + plain(question.stem), BODY, label=label, indent=_INDENT, before=6, opens=True),
        *shown,
    ]
    for part, (_key, item, halves) in enumerate(entry.keyed_items(), 1):
        kind = KIND_NAMES[item.kind].removesuffix("题")
        text = asked(item, f"（{kind}，{marks_text(halves)}\xa0分）")
        block.append(Text(text, BODY, label=f"（{part}）", indent=_PART_INDENT, before=3))
        block += options(item, _PART_INDENT)
        yield block
        block = []


def asked(item: Item, marks: str = "") -> str:
    """The stem with what it earns, and a bracket for the answer unless it has one or has blanks."""
    bracket = "" if item.kind is Kind.BLANK or _HAS_BRACKET.search(item.stem) else _BRACKET
    return plain(item.stem) + marks + bracket


def options(item: Item, indent: float) -> list[Any]:
    return [Options(tuple(map(plain, item.options)), BODY, indent)] if item.options else []
