"""The bank, or a part of it, as a Word document to print, revise and give back to the import.

Written with python-docx. It is in the shape that our own import reads best: numbers and letters typed, not automatic,
answer, basis and explanation in fields of their own lines, the kind as a heading and before each part of a case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from jltrain.bank.areas import AREA_NAMES, Area
from jltrain.bank.formats.registry import Pictures
from jltrain.bank.question import KIND_NAMES, LETTERS, Item, Kind, Question
from jltrain.i18n import _

_FACE: Final = "宋体"
_ORDINALS: Final = "一二三四五"
_WIDEST: Final = Cm(12)
_PICTURE: Final = re.compile(r"〔图(\d{1,3})〕")
_UNFIT: Final = {ord(c): None for c in map(chr, range(32)) if c not in "\n\t"}
"""Characters that XML does not allow."""


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> tuple[bytes, tuple[str, ...]]:
    """The document, and a sentence for each thing that it could not carry."""
    page, lost = _Page(pictures), list[str]()
    number = 1
    chosen = sorted(questions, key=lambda q: (list(Area).index(q.discipline), list(Kind).index(q.kind)))
    for area, of_area in groupby(chosen, key=lambda q: q.discipline):
        page.heading(AREA_NAMES[area], 1)
        for place, (kind, of_kind) in enumerate(groupby(of_area, key=lambda q: q.kind)):
            page.heading(f"{_ORDINALS[place]}、{KIND_NAMES[kind]}", 2)
            for question in of_kind:
                _question(page, number, question, lost, answers=answers)
                number += 1
    return page.bytes(), tuple(lost)


def _question(page: _Page, number: int, question: Question, lost: list[str], *, answers: bool) -> None:
    page.begin(question, lost)
    page.line(f"{number}．{question.stem}", first=True)
    page.rest(question)
    if question.kind is not Kind.CASE:
        _item(page, question.items[0], answers=answers)
    else:
        if answers:
            _reasons(page, question.basis, question.explanation)
        for part, item in enumerate(question.items, 1):
            page.line(f"（{part}）[{KIND_NAMES[item.kind]}]{item.stem}")
            _item(page, item, answers=answers)
    if answers:
        if question.topic:
            page.line(f"知识点：{question.topic}")
        page.line(f"难度：{question.difficulty}")


def _item(page: _Page, item: Item, *, answers: bool) -> None:
    for letter, option in zip(LETTERS, item.options, strict=False):
        page.line(f"{letter}．{option}")
    if answers:
        page.line(f"答案：{_answer(item)}")
        _reasons(page, item.basis, item.explanation)


def _reasons(page: _Page, basis: Sequence[str], explanation: str) -> None:
    if basis:
        page.line(f"依据：{'；'.join(basis)}")
    if explanation:
        page.line(f"解析：{explanation}")


def _answer(item: Item) -> str:
    if item.kind is Kind.JUDGE:
        return {"Y": "正确", "N": "错误"}.get("".join(item.answer), "")
    return ("；" if item.kind is Kind.BLANK else "").join(item.answer)


class _Page:
    """A document in the making: A4, Song, small four."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._document = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
        for name in ("Normal", "Heading 1", "Heading 2"):
            font: Any = self._document.styles[name]
            font.font.name = _FACE
            font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACE)
        self._document.styles["Normal"].font.size = Pt(12)
        self._document.core_properties.author = "jltrain"

    def heading(self, text: str, level: int) -> None:
        """An area or a kind."""
        made = self._document.add_heading(text, level)
        if level == 1:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def begin(self, question: Question, lost: list[str]) -> None:
        """What is written from now on is of this question; `lost` gets a sentence for each of its pictures that is not."""
        self._question, self._lost, self._placed = question, lost, set[int]()

    def line(self, text: str, *, first: bool = False) -> None:
        """A paragraph; line breaks within stay in it, pictures stand where 〔图n〕 means them. `first`: a question
        begins, which keeps with what follows.
        """
        made = self._document.add_paragraph()
        for place, piece in enumerate(_PICTURE.split(text.translate(_UNFIT))):
            if place % 2:
                self._picture(made.add_run(), int(piece), f"〔图{piece}〕")
            elif piece:
                made.add_run(piece)
        made.paragraph_format.space_after = Pt(0)
        made.paragraph_format.space_before = Pt(8 if first else 0)
        made.paragraph_format.keep_with_next = first

    def rest(self, question: Question) -> None:
        """The pictures that no text means, below the stem."""
        texts = [question.stem, question.explanation]
        texts += [text for item in question.items for text in (item.stem, *item.options, item.explanation)]
        meant = {int(n) for text in texts for n in _PICTURE.findall(text)}
        for number in range(1, len(question.pictures) + 1):
            if number not in meant:
                self.line(f"〔图{number}〕")

    def _picture(self, run: Any, number: int, instead: str) -> None:
        """A picture in a line: PNG, JPEG, GIF, BMP or TIFF, which Word takes. Others are told, and named where they were."""
        question = self._question
        if not 0 < number <= len(question.pictures):
            run.add_text(instead)
            return
        name = question.pictures[number - 1]
        data = self._pictures(question, name)
        try:
            if data is None:
                raise UnrecognizedImageError
            made = run.add_picture(BytesIO(data))
        except (UnrecognizedImageError, ValueError, KeyError, IndexError, ZeroDivisionError, EOFError):
            run.add_text(f"〔图{number}：{name}〕")
            if number not in self._placed:
                self._lost.append(_("试题“{id}”的图片“{name}”没有放进文档").format(id=question.id, name=name))
            self._placed.add(number)
            return
        if made.width > _WIDEST:
            made.height = int(made.height * _WIDEST / made.width)
            made.width = _WIDEST

    def bytes(self) -> bytes:
        """The finished file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()
