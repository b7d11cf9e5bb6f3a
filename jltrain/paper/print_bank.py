"""Questions of the bank to be read or revised on paper: A4, area after area, with or without their answers.

Always in Chinese, as printed papers are. A question stands as the bank has it: options in their own order, and where
answers are wanted each with answer, basis and explanation beneath. The same questions give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from reportlab.platypus import KeepTogether

from jltrain.bank.areas import AREA_NAMES, Area
from jltrain.bank.formula import plain
from jltrain.bank.question import KIND_NAMES, Item, Kind, Question
from jltrain.paper.print_fonts import Chain
from jltrain.paper.print_frame import Document
from jltrain.paper.print_key import answer_text, ordinal
from jltrain.paper.print_pictures import PictureNotPrinted, Pictures
from jltrain.paper.print_text import BODY, Style, Text
from jltrain.paper.printing import Print, asked, options, shown_pictures
from jltrain.progress import Report, silent

_TITLE: Final = Style(18, 27, Chain.HEAD, "centre")
_SUB: Final = Style(10.5, 18, align="centre")
_AREA: Final = Style(14, 22, Chain.HEAD)
_HEAD: Final = Style(11.5, 19, Chain.HEAD)
_ANSWER: Final = Style(9.5, 15, Chain.HEAD)
_FINE: Final = Style(9, 14)
_INDENT, _PART_INDENT = 30.0, 54.0


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and a sentence for each picture that is not in it: a writer as app.bankfiles has them."""
    made = draw_bank(questions, pictures, "题库试题", answers=answers)
    return made.data, tuple(trouble.sentence() for trouble in made.left_out)


def draw_bank(
    questions: Iterable[Question], pictures: Pictures, title: str, *, answers: bool, report: Report = silent
) -> Print:
    """The questions as a PDF, by area and kind, numbered through. `report` counts them and may stop the work."""
    chosen = sorted(questions, key=lambda q: (list(Area).index(q.discipline), list(Kind).index(q.kind)))
    left_out: list[PictureNotPrinted] = []
    out = BytesIO()
    document = Document(out, title, f"共 {len(chosen)} 题", len(chosen), report, sealed=False)
    document.make(list(_story(chosen, pictures, title, left_out, answers=answers)))
    return Print(out.getvalue(), document.pages, tuple(left_out))


def _story(
    chosen: list[Question], pictures: Pictures, title: str, left_out: list[PictureNotPrinted], *, answers: bool
) -> Iterator[Any]:
    yield Text(title, _TITLE)
    yield Text(f"共 {len(chosen)} 题" + ("，含答案、依据和解析" if answers else "，不含答案"), _SUB, before=2)
    number = 1
    for area, of_area in groupby(chosen, key=lambda q: q.discipline):
        lead: list[Any] = [Text(AREA_NAMES[area], _AREA, before=14)]
        for place, (kind, of_kind) in enumerate(groupby(of_area, key=lambda q: q.kind), 1):
            lead.append(Text(f"{ordinal(place)}、{KIND_NAMES[kind]}", _HEAD, before=8))
            for question in of_kind:
                shown = shown_pictures(question, pictures, left_out, _INDENT)
                blocks = list(_question(number, question, shown, answers=answers))
                yield KeepTogether([*lead, *blocks[0]])
                yield from (KeepTogether(block) for block in blocks[1:])
                lead = []
                number += 1


def _question(number: int, question: Question, shown: list[Any], *, answers: bool) -> Iterator[list[Any]]:
    label = f"{number}．"
    if question.kind is not Kind.CASE:
        (item,) = question.items
        stem = Text(asked(item), BODY, label=label, indent=_INDENT, before=5, opens=True)
        yield [stem, *shown, *options(item, _INDENT), *(_answers(item, _INDENT) if answers else [])]
        return
    story = Text(plain(question.stem), BODY, label=label, indent=_INDENT, before=7, opens=True)
    block: list[Any] = [story, *shown]
    for part, item in enumerate(question.items, 1):
        text = f"（{KIND_NAMES[item.kind].removesuffix('题')}）{asked(item)}"
        block.append(Text(text, BODY, label=f"（{part}）", indent=_PART_INDENT, before=3))
        block += [*options(item, _PART_INDENT), *(_answers(item, _PART_INDENT) if answers else [])]
        yield block
        block = []


def _answers(item: Item, indent: float) -> list[Any]:
    others = "；".join(" / ".join(texts[1:]) or "—" for texts in item.accept)
    said = [
        ("答案：", answer_text(item) or "（未填）", _ANSWER),
        ("也算对：", others if others.strip("；—") else "", _FINE),
        ("依据：", "；".join(item.basis), _FINE),
        ("解析：", plain(item.explanation), _FINE),
    ]
    return [Text(label + text, style, indent=indent) for label, text, style in said if text]
