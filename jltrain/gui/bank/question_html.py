"""A question as a trainer reads it: whole, with answer, basis and explanation, as HTML for QTextBrowser.

All text of a question is escaped; what is marked is the colour of search words, links to cited articles and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Final
from urllib.parse import quote, unquote

from jltrain.bank.formula import plain
from jltrain.bank.highlight import spans
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.i18n import _
from jltrain.reading.citations import SCHEME, citations

PICTURE: Final = "picture:"
"""Before the number of a picture, from 1, in the address of its image."""

_NAMED: Final = re.compile(r"〔图(\d{1,3})〕")


@dataclass(slots=True)
class Marks:
    """`words` (folded) are set in the colours `ink` on `ground`; `widths` of the pictures there are, in pixels.

    `linked`: citations are links. `good` is the colour of the right option. `shown` collects the numbers of pictures
    that stand in the text already.
    """

    words: tuple[str, ...] = ()
    ink: str = ""
    ground: str = ""
    good: str = ""
    muted: str = ""
    widths: Sequence[int] = ()
    linked: bool = False
    shown: set[int] = field(default_factory=set)


def question_html(question: Question, marks: Marks | None = None) -> str:
    """One question, with its id and where it belongs above."""
    marks = marks or Marks()
    said = (
        question.id,
        question.kind.label,
        question.discipline.label,
        question.topic,
        _("难度 {grade}").format(grade=question.difficulty),
    )
    head = " · ".join(_marked(text, marks, linked=False) for text in said if text)
    colour = f' style="color:{marks.muted}"' if marks.muted else ""
    return f"<p{colour}>{head}</p>" + body_html(question, marks)


def body_html(question: Question, marks: Marks | None = None) -> str:
    """The question without its heading."""
    marks = marks or Marks()
    if question.kind is not Kind.CASE:
        return "".join(_item(question.items[0], marks, question.pictures))
    parts = list(_stem(question.stem, marks, question.pictures, question.items))
    for number, item in enumerate(question.items, 1):
        kind = _("第 {number} 问（{kind}）").format(number=number, kind=item.kind.label)
        parts += [f"<p><b>{escape(kind)}</b></p>", *_item(item, marks)]
    shared = [text for text in question.basis if not any(text in item.basis for item in question.items)]
    if shared:
        parts.append(_line(_("依据："), _basis(shared, marks)))
    if question.explanation and all(question.explanation != item.explanation for item in question.items):
        parts += _block(question.explanation, marks, f"<b>{escape(_('解析：'))}</b>")
    return "".join(parts)


def cited(address: str) -> str:
    """The citation that a link stands for, "" for another address."""
    return unquote(address.removeprefix(SCHEME)) if address.startswith(SCHEME) else ""


def _item(item: Item, marks: Marks, pictures: Sequence[str] = ()) -> Iterator[str]:
    yield from _stem(item.stem, marks, pictures, (item,))
    for letter, option in zip(LETTERS, item.options, strict=False):
        right = letter in item.answer
        colour = f";color:{marks.good}" if right and marks.good else ""
        text = f"{letter}. {_text(option, marks)}"
        text = f"<b>{text} ✓</b>" if right else text
        yield f"<p style='margin-left:16px{colour}'>{text}</p>"
        yield from _pictures(option, marks)
    yield _line(_("答案："), _text(answer_text(item), marks) or _lacking(_("还没有答案")))
    yield _line(_("依据："), _basis(item.basis, marks) or _lacking(_("还没有依据")))
    if item.explanation:
        yield from _block(item.explanation, marks, f"<b>{escape(_('解析：'))}</b>")
    else:
        yield _line(_("解析："), _lacking(_("还没有解析")))


def answer_text(item: Item) -> str:
    """The right answer in words; accepted texts of a blank are told apart by strokes."""
    if item.kind is Kind.JUDGE:
        return "" if not item.answer else _("对") if item.answer == ("Y",) else _("错")
    if item.kind is Kind.BLANK:
        return _("；").join(" / ".join(texts) for texts in item.accept)
    return "".join(item.answer)


def _stem(text: str, marks: Marks, pictures: Sequence[str], items: Iterable[Item]) -> Iterator[str]:
    """A stem with its pictures; those that no text means stand below it."""
    yield from _block(text, marks)
    named = {int(n) for item in items for t in (item.stem, *item.options, item.explanation) for n in _NAMED.findall(t)}
    for number, name in enumerate(pictures, 1):
        if number not in named and number not in marks.shown:
            yield _picture(number, marks, name)


def _block(text: str, marks: Marks, before: str = "") -> Iterator[str]:
    yield f"<p>{before}{_text(text, marks)}</p>"
    yield from _pictures(text, marks)


def _pictures(text: str, marks: Marks) -> Iterator[str]:
    """The pictures that a text means, below it, each once."""
    for found in _NAMED.findall(text):
        if 0 < int(found) <= len(marks.widths) and int(found) not in marks.shown:
            yield _picture(int(found), marks)


def _picture(number: int, marks: Marks, name: str = "") -> str:
    marks.shown.add(number)
    if number > len(marks.widths) or not marks.widths[number - 1]:
        return f"<p>{escape(_('（附图：{file}）').format(file=name or number))}</p>"
    image = f'<img src="{PICTURE}{number}" width="{marks.widths[number - 1]}">'
    caption = f"<br>{escape(_('图{number}').format(number=number))}" if len(marks.widths) > 1 else ""
    return f"<p>{image}{caption}</p>"


def _line(name: str, html: str) -> str:
    return f"<p><b>{escape(name)}</b>{html}</p>"


def _lacking(text: str) -> str:
    return f"<i>{escape(text)}</i>"


def _basis(basis: Iterable[str], marks: Marks) -> str:
    """Citations, each a link where it can be read as one."""
    return escape(_("；")).join(_text(text, marks) for text in basis)


def _text(text: str, marks: Marks) -> str:
    return _marked(plain(text), marks, linked=marks.linked).replace("\n", "<br>")


def _marked(text: str, marks: Marks, *, linked: bool) -> str:
    """Escaped, with links round citations and colour behind search words; the two may overlap."""
    links = {c.start: c for c in citations(text)} if linked and "第" in text else {}
    hits = spans(text, marks.words) if marks.words else ()
    if not links and not hits:
        return escape(text)
    cuts = {0, len(text), *(at for c in links.values() for at in (c.start, c.end)), *(at for hit in hits for at in hit)}
    edges, out, ends = sorted(cuts), [], 0
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        if any(a <= start < b for a, b in hits):
            piece = f'<span style="background-color:{marks.ground};color:{marks.ink}">{piece}</span>'
        if link := links.get(start):
            said = text[link.start : link.end]
            whole = said if said.startswith("《") else f"《{link.statute}》{said}"
            out.append(f'<a href="{SCHEME}{quote(whole, safe="")}">')
            ends = link.end
        out.append(piece)
        if end == ends:
            out.append("</a>")
            ends = 0
    return "".join(out)
