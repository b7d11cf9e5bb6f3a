"""Two versions of a question as HTML for two panes: the same fields in the same order, differing words marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from jltrain.bank.formula import plain
from jltrain.bank.merge import right_of
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.gui.bank.question_html import answer_text
from jltrain.gui.shell import theme
from jltrain.i18n import _
from jltrain.statutes.words import Spans, word_spans

PICTURE: Final = "side:"
"""Before the number of a picture, from 0, in the address of its image."""


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    name: str
    text: str


def sides(ours: Question | None, theirs: Question | None, size: float) -> tuple[str, str]:
    """HTML of ours and of theirs; "" for a side that has none. `size`: of the running text, in points."""
    both = ours is not None and theirs is not None
    left, right = _by_key(ours), _by_key(theirs)
    keys = list(dict.fromkeys([*left, *right]))
    outs: tuple[list[str], list[str]] = ([], [])
    answers = _answers(ours, theirs, size)
    for key in keys:
        old, new = left.get(key), right.get(key)
        spans: tuple[Spans, Spans] = ((), ())
        if both:
            spans = word_spans(old.text if old else "", new.text if new else "")
        for field, marked, out in zip((old, new), spans, outs, strict=True):
            if field is not None:
                out.append(_shown(field, marked))
    found = []
    for question, said, out in zip((ours, theirs), answers, outs, strict=True):
        found.append("" if question is None else said + "".join(out) + _pictures(question))
    return found[0], found[1]


def _answers(ours: Question | None, theirs: Question | None, size: float) -> tuple[str, str]:
    """The right answers in large, on a ground of their own where the banks disagree."""
    rights = [right_of(q) if q is not None else None for q in (ours, theirs)]
    outs = []
    for side, question in ((_("本机"), ours), (_("对方"), theirs)):
        rows = []
        for at, item in enumerate(question.items if question else ()):
            each = [r[at] if isinstance(r, tuple) and at < len(r) else None for r in rights]
            differs = ours is not None and theirs is not None and each[0] != each[1]
            rows.append(_answer(item, at + 1 if question and question.kind is Kind.CASE else 0, differs, size, side))
        outs.append("".join(rows))
    return outs[0], outs[1]


def _answer(item: Item, number: int, differs: bool, size: float, side: str) -> str:
    colours = theme.tokens()
    name = _("{side}：第 {number} 问的答案").format(side=side, number=number)
    if not number:
        name = _("{side}：答案").format(side=side)
    large = escape(plain(answer_text(item)) or _("还没有答案"))
    style = f"font-size:{size * (1.3 if number else 1.9):g}pt"
    if differs:
        style += f";background-color:{colours.bad_soft};color:{colours.bad}"
    mark = f" <b style='color:{colours.bad}'>≠</b>" if differs else ""
    chosen = "" if item.kind is Kind.BLANK else _("；").join(
        option for letter, option in zip(LETTERS, item.options, strict=False) if letter in item.answer
    )  # fmt: skip
    beneath = f"<br>{escape(plain(chosen))}" if chosen else ""
    return f"<p>{escape(name)}{mark}　<span style='{style}'><b>&nbsp;{large}&nbsp;</b></span>{beneath}</p>"


def _shown(field: _Field, spans: Spans) -> str:
    colours = theme.tokens()
    out, at = [], 0
    for start, end in spans:
        out.append(escape(field.text[at:start]))
        style = f"background-color:{colours.warn_soft};color:{colours.warn}"
        out.append(f'<span style="{style}"><u>{escape(field.text[start:end])}</u></span>')
        at = end
    out.append(escape(field.text[at:]))
    text = "".join(out).replace("\n", "<br>")
    return f'<p><span style="color:{colours.muted}">{escape(field.name)}</span><br>{text}</p>'


def _by_key(question: Question | None) -> dict[str, _Field]:
    return {field.key: field for field in _fields(question)} if question is not None else {}


def _fields(question: Question) -> Iterator[_Field]:
    if question.kind is Kind.CASE:
        yield _Field("story", _("案情"), plain(question.stem))
        for number, item in enumerate(question.items, 1):
            before = _("第 {number} 问").format(number=number) + " · "
            yield from _item(item, f"{number}.", before)
        yield _Field("basis", _("依据"), "\n".join(question.basis))
        yield _Field("explanation", _("解析"), plain(question.explanation))
    else:
        yield from _item(question.items[0], "", "")
    yield _Field("id", _("编号"), question.id)
    where = " · ".join((question.kind.label, question.discipline.label, question.topic))
    yield _Field("where", _("题型、门类和知识点"), where)
    yield _Field("difficulty", _("难度"), str(question.difficulty))


def _item(item: Item, key: str, before: str) -> Iterator[_Field]:
    yield _Field(key + "stem", before + _("题干"), plain(item.stem))
    options = (f"{letter}. {plain(text)}" for letter, text in zip(LETTERS, item.options, strict=False))
    if item.options:
        yield _Field(key + "options", before + _("选项"), "\n".join(options))
    yield _Field(key + "basis", before + _("依据"), "\n".join(item.basis))
    yield _Field(key + "explanation", before + _("解析"), plain(item.explanation))


def _pictures(question: Question) -> str:
    return "".join(f'<p><img src="{PICTURE}{at}"></p>' for at in range(len(question.pictures)))
