"""Moodle XML as Moodle's own exporter writes it: https://docs.moodle.org/en/Moodle_XML_format.

A case is a description with an id and, behind it, its parts with id#1, id#2 …; several blanks are a cloze question.
Texts are HTML whose formulas stand between \\( and \\); pictures are files beside the text that shows them.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from typing import Final

from jltrain.bank.formats.carried import (
    Losses,
    Pictures,
    Written,
    category_of,
    meant_pictures,
    missing_picture,
    tags_of,
    texts_of,
    unwritable,
    with_basis,
)  # fmt: skip
from jltrain.bank.formats.html_text import MARK, aside, escaped, html_of, is_xml_safe, xml_safe
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question
from jltrain.i18n import _
from jltrain.savefile import file_name

_CLOZE: Final = str.maketrans({c: f"&#{ord(c)};" for c in "~#{}\\/\"=%&<>'\n\r"})


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """The XML in UTF-8 and what it could not hold."""
    losses = Losses()
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    category = ""
    for question in questions:
        if not all(map(is_xml_safe, texts_of(question))):
            unwritable(losses)
        if (now := category_of(question)) != category:
            out.append(
                f'  <question type="category">\n    <category><text>{_safe(now)}</text></category>\n  </question>\n'
            )
            category = now
        out += _One(question, pictures, losses, answers=answers).elements()
    return "".join([*out, "</quiz>\n"]).encode("utf-8", "replace"), losses.sentences()


def _safe(text: str) -> str:
    return escaped(xml_safe(text))


class _One:
    """One question being written."""

    def __init__(self, question: Question, pictures: Pictures, losses: Losses, *, answers: bool) -> None:
        self._question, self._losses, self._answers = question, losses, answers
        self._files: list[tuple[str, bytes]] = []
        for number, name in enumerate(question.pictures, 1):
            body = pictures(question, name)
            if body is None:
                missing_picture(losses)
            self._files.append((f"{number}-{file_name(name)}", body or b""))

    def elements(self) -> list[str]:
        question = self._question
        if question.kind is not Kind.CASE:
            return [self._question_element(question.id, question.items[0])]
        feedback = with_basis(question.explanation, question.basis) if self._answers else ""
        story = self._head("description", question.id, question.stem, feedback, self._unmeant(), 0)
        story += _tags(tags_of(question, None))
        return [story + "  </question>\n", *(self._question_element(key, item) for key, item in question.keyed_items())]

    def _unmeant(self) -> str:
        meant = meant_pictures(self._question)
        return aside("".join(self._image(n) for n in range(1, len(self._files) + 1) if n not in meant))

    def _image(self, number: int) -> str:
        if not 0 < number <= len(self._files) or not self._files[number - 1][1]:
            return ""
        return f'<img src="@@PLUGINFILE@@/{self._files[number - 1][0]}" alt="〔图{number}〕"/>'

    def _html(self, text: str) -> str:
        return html_of(xml_safe(text), self._image, _tex)

    def _field(self, name: str, text: str, more: str = "", attributes: str = "") -> str:
        """An HTML field with the files of the pictures that it shows."""
        inner = (self._html(text) if text else "") + more
        shown = sorted({int(n) for n in MARK.findall(inner)})
        files = "".join(
            f'<file name="{escaped(self._files[n - 1][0])}" path="/" encoding="base64">'
            f"{base64.b64encode(self._files[n - 1][1]).decode()}</file>"
            for n in shown
            if self._image(n) and f'alt="〔图{n}〕"' in inner
        )
        return f'<{name}{attributes} format="html"><text>{escaped(inner)}</text>{files}</{name}>\n'

    def _head(self, type_: str, key: str, stem: str, feedback: str, more: str, grade: int, cloze: str = "") -> str:
        text = (
            f'<questiontext format="html"><text>{escaped(cloze)}</text>{self._files_of(cloze)}</questiontext>\n'
            if cloze
            else self._field("questiontext", stem, more)
        )
        return (
            f'  <question type="{type_}">\n    <name><text>{_safe(key)}</text></name>\n    {text}'
            f"    {self._field('generalfeedback', feedback)}    <defaultgrade>{grade}</defaultgrade>\n"
            f"    <penalty>0</penalty>\n    <hidden>0</hidden>\n    <idnumber>{_safe(key)}</idnumber>\n"
        )

    def _files_of(self, inner: str) -> str:
        return self._field("x", "", inner).partition("</text>")[2].removesuffix("</x>\n")

    def _question_element(self, key: str, item: Item) -> str:
        question, case = self._question, self._question.kind is Kind.CASE
        told = self._answers and bool(item.answer)
        if not told:
            self._losses.add(_("有 {n} 题没有答案，Moodle 会拒绝导入或显示为没有正确答案。"))
        more = "" if case else self._unmeant()
        feedback = with_basis(item.explanation, item.basis) if self._answers else ""
        tags = _tags(tags_of(question, item, told_kind=not told))
        cloze = self._cloze(item) + more if item.kind is Kind.BLANK and told and len(item.accept) > 1 else ""
        type_ = "cloze" if cloze else _TYPES[item.kind]
        head = self._head(type_, key, item.stem, feedback, more, 1, cloze)
        return f"{head}{self._body(item, told=told)}{tags}  </question>\n"

    def _body(self, item: Item, *, told: bool) -> str:
        if item.kind is Kind.JUDGE:
            return "".join(_answer(100 if told and item.answer == (side,) else 0, word, "moodle_auto_format")
                           for side, word in (("Y", "true"), ("N", "false")))  # fmt: skip
        if item.kind is Kind.BLANK:
            variants = item.accept[0] if told and len(item.accept) == 1 else ()
            starred = (text.replace("*", "\\*") for text in variants)
            return "    <usecase>0</usecase>\n" + "".join(_answer(100, t, "moodle_auto_format") for t in starred)
        single = item.kind is Kind.SINGLE
        share = f"{100 / len(item.answer):.5f}".rstrip("0").rstrip(".") if told else "0"
        out = [f"    <single>{'true' if single else 'false'}</single>\n    <shuffleanswers>false</shuffleanswers>\n"
               "    <answernumbering>ABCD</answernumbering>\n"]  # fmt: skip
        for letter, option in zip(LETTERS, item.options, strict=False):
            wrong = "0" if single or not told else "-100"
            fraction = share if told and letter in item.answer else wrong
            out.append("    " + self._field("answer", option, attributes=f' fraction="{fraction}"'))
        return "".join(out)

    def _cloze(self, item: Item) -> str:
        """The stem's HTML with an answer in place of each blank; braces of the stem itself are hidden."""
        inner = self._html(item.stem).replace("{", "&#123;").replace("}", "&#125;")
        pieces = inner.split(BLANK)
        slots = ["{1:SHORTANSWER:" + "~".join("=" + _slot(text) for text in variants) + "}" for variants in item.accept]
        return "".join(piece + slot for piece, slot in zip(pieces, [*slots, *[BLANK] * len(pieces)], strict=False))[
            : -len(BLANK) if len(pieces) > len(slots) else None
        ]


_TYPES: Final = {
    Kind.SINGLE: "multichoice", Kind.MULTIPLE: "multichoice", Kind.JUDGE: "truefalse", Kind.BLANK: "shortanswer",
}  # fmt: skip


def _slot(text: str) -> str:
    """An accepted text within a cloze question: Moodle takes it for HTML after it found its end."""
    return xml_safe(text).replace("*", "\\*").translate(_CLOZE)


def _answer(fraction: int, text: str, form: str) -> str:
    return f'    <answer fraction="{fraction}" format="{form}"><text>{_safe(text)}</text></answer>\n'


def _tags(tags: Sequence[str]) -> str:
    inner = "".join(f"<tag><text>{_safe(tag)}</text></tag>" for tag in tags)
    return f"    <tags>{inner}</tags>\n" if inner else ""


def _tex(latex: str) -> str:
    return f'<span class="math-tex">\\({html.escape(latex)}\\)</span>'
