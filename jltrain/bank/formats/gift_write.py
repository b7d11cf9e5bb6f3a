"""GIFT written as Moodle's importer reads it.

What Moodle has no place for stands in comments (which it leaves out) or in the tags of the comment (which it takes):
difficulty, id, derived figures. Several blanks become one short answer, their texts joined by a mark that none has.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from pathlib import PurePath
from typing import Final

from jltrain.bank.formats.carried import (
    MEDIA,
    Losses,
    Pictures,
    Written,
    category_of,
    meant_pictures,
    missing_picture,
    tags_of,
    texts_of,
    with_basis,
)  # fmt: skip
from jltrain.bank.formats.gift_syntax import comment, escaped
from jltrain.bank.formats.html_text import aside, html_of
from jltrain.bank.formats.html_text import escaped as html_escaped
from jltrain.bank.formula import pieces
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.i18n import _

Text = Callable[[str], str]
_JOINTS: Final = ("；", "|", "／", "‖", "¦", "⁞", "␟")
_MOST: Final = 60
_DOUBTFUL_STARTS: Final = ("[", "%", "=", "#")


def write(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """A GIFT file in UTF-8 and what it could not hold."""
    losses = Losses()
    out: list[str] = []
    category = ""
    for question in questions:
        if (now := category_of(question)) != category:
            out.append(f"$CATEGORY: {now}\n")
            category = now
        out += _One(question, pictures, losses, answers=answers).blocks()
    return "\n".join(out).encode("utf-8", "replace"), losses.sentences()


class _One:
    """One question being written."""

    def __init__(self, question: Question, pictures: Pictures, losses: Losses, *, answers: bool) -> None:
        self._question, self._losses, self._answers = question, losses, answers
        self._images = [self._image(n, name, pictures) for n, name in enumerate(question.pictures, 1)]
        formulas = any(is_formula for text in texts_of(question) for is_formula, _piece in pieces(text))
        self._html = formulas or any(self._images)

    def _image(self, number: int, name: str, pictures: Pictures) -> str:
        body = pictures(self._question, name)
        if body is None:
            missing_picture(self._losses)
            return ""
        media = MEDIA.get(PurePath(name).suffix.lower(), "image/png")
        return f'<img src="data:{media};base64,{base64.b64encode(body).decode()}" alt="〔图{number}〕"/>'

    def blocks(self) -> list[str]:
        question = self._question
        if question.kind is not Kind.CASE:
            return [self._block(question.id, question.items[0], last="")]
        notes = {"explanation": with_basis(question.explanation, question.basis)} if self._answers else {}
        if notes:
            self._losses.add(_("有 {n} 道案例题的总解析只写在注释里，Moodle 不会显示。"))
        story = comment(question.id, tags_of(question, None), notes) + f"::{escaped(question.id)}::"
        found = [f"{story}{self._format}{self._text(question.stem, self._unmeant())}\n"]
        return found + [self._block(key, item, last="") for key, item in question.keyed_items()]

    @property
    def _format(self) -> str:
        return "[html]" if self._html else "[plain]"

    def _unmeant(self) -> str:
        meant = meant_pictures(self._question)
        return aside("".join(image for n, image in enumerate(self._images, 1) if n not in meant))

    def _text(self, text: str, more: str = "") -> str:
        if self._html:
            text = html_of(text, self._shown, _tex) + more
        return escaped(text)

    def _shown(self, number: int) -> str:
        return self._images[number - 1] if 0 < number <= len(self._images) else ""

    def _inner(self, text: str) -> str:
        """A text after the first: what looks like a format or a weight at its beginning is set off."""
        written = self._text(text)
        return self._format + written if written.startswith(_DOUBTFUL_STARTS) else written

    def _block(self, key: str, item: Item, last: str) -> str:
        question, case = self._question, self._question.kind is Kind.CASE
        body, joint = self._body(item)
        tags = tags_of(question, item, told_kind=not (self._answers and item.answer) or _arrow(item), blanks=joint)
        stem = self._text(item.stem, "" if case else self._unmeant())
        feedback = with_basis(item.explanation, item.basis) if self._answers else ""
        general = f"\n\t####{self._inner(feedback)}" if feedback else ""
        return f"{comment(key, tags, {})}::{escaped(key)}::{self._format}{stem}{{{body}{general}\n}}{last}\n"

    def _body(self, item: Item) -> tuple[str, str]:
        told = self._answers and bool(item.answer)
        if item.kind in (Kind.SINGLE, Kind.MULTIPLE):
            return self._options(item, told=told), ""
        if not told:
            self._losses.add(_("有 {n} 题没有答案，在 Moodle 中会成为问答题。"))
            return "", ""
        if item.kind is Kind.JUDGE:
            return "TRUE" if item.answer == ("Y",) else "FALSE", ""
        return self._short(item)

    def _options(self, item: Item, *, told: bool) -> str:
        lines = []
        for letter, option in zip(LETTERS, item.options, strict=False):
            right = told and letter in item.answer
            if item.kind is Kind.SINGLE:
                mark = "=" if right else "~"
            elif right:
                mark = f"~%{_share(len(item.answer))}%"
            else:
                mark = "~%-100%" if told else "~"
            lines.append(f"\n\t{mark}{self._inner(option)}")
        return "".join(lines)

    def _short(self, item: Item) -> tuple[str, str]:
        if len(item.accept) == 1:
            texts, joint = list(item.accept[0]), ""
        else:
            whole = "".join(text for variants in item.accept for text in variants)
            joint = next((mark for mark in _JOINTS if mark not in whole), "；")
            if joint in whole:
                self._losses.add(_("有 {n} 道多空填空题的答案不能再分开。"))
            every = prod(len(variants) for variants in item.accept)
            if every > _MOST:
                self._losses.add(_("有 {n} 道多空填空题的可接受答案太多，只写了标准答案和逐空的其他写法。"))
                texts = _one_by_one(item, joint)
            else:
                texts = [joint.join(texts) for texts in product(*item.accept)]
        if any("->" in text for text in texts):
            self._losses.add(_("有 {n} 题的答案含有“->”，Moodle 会当成匹配题。"))
        return "".join(f"\n\t={escaped(_plain_start(text.replace('*', chr(92) + '*')))}" for text in texts), joint


def _arrow(item: Item) -> bool:
    return any("->" in text for variants in item.accept for text in variants)


def _plain_start(text: str) -> str:
    """A short answer whose beginning is no format and no weight: Moodle cuts those off."""
    return f"[plain]{text}" if text.startswith("[") else f"%100%{text}" if text.startswith("%") else text


def _one_by_one(item: Item, joint: str) -> list[str]:
    """The standard answer, then each other text in its place."""
    standard = [variants[0] for variants in item.accept]
    found = [joint.join(standard)]
    for at, variants in enumerate(item.accept):
        found += [joint.join([*standard[:at], text, *standard[at + 1 :]]) for text in variants[1:]]
    return found


def _share(count: int) -> str:
    """An equal share of 100 per cent as Moodle lists them: 33.33333."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def _tex(latex: str) -> str:
    return f'<span class="math-tex">\\({html_escaped(latex)}\\)</span>'
