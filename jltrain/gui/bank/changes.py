"""What one version of a question changed against the one before, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import zip_longest

from jltrain.bank.formula import plain
from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.gui.bank.question_html import answer_text
from jltrain.gui.shell import theme
from jltrain.i18n import _
from jltrain.statutes.words import word_spans


def changes_html(before: Question | None, after: Question) -> str:
    """The fields that changed; what went is struck out, what came is underlined."""
    if before is None:
        return f"<p>{escape(_('这是最早的一版，没有可以比较的。'))}</p>"
    rows = []
    for (name, old), (other, new) in zip_longest(_fields(before), _fields(after), fillvalue=("", "")):
        if name == other and old == new:
            continue
        if name != other and name and other:  # the questions are of different kinds: both sides whole
            rows += [_row(name, old, ""), _row(other, "", new)]
        else:
            rows.append(_row(name or other, old, new))
    return "".join(rows) or f"<p>{escape(_('文字与上一版相同，只改了状态。'))}</p>"


def merged_html(old: str, new: str) -> str:
    """Both texts in one: the words that went, those that came, and what stayed between them once."""
    gone, came = (list(spans) for spans in word_spans(old, new))
    out, at, to = [], 0, 0
    while gone or came:
        first = gone[0][0] - at if gone else None
        second = came[0][0] - to if came else None
        stay = min(n for n in (first, second) if n is not None)
        out.append(escape(new[to : to + stay]))
        at, to = at + stay, to + stay
        if gone and gone[0][0] == at:
            out.append(_struck(old[at : gone[0][1]]))
            at = gone.pop(0)[1]
        if came and came[0][0] == to:
            out.append(_new(new[to : came[0][1]]))
            to = came.pop(0)[1]
    out.append(escape(new[to:]))
    return "".join(out).replace("\n", "<br>")


def _row(name: str, old: str, new: str) -> str:
    if name in (_("题型"), _("门类"), _("知识点"), _("难度")):
        both = f"{_struck(old)} → {_new(new)}"
    else:
        both = merged_html(plain(old), plain(new))
    return f"<p><b>{escape(name)}</b><br>{both}</p>"


def _struck(text: str) -> str:
    colours = theme.tokens()
    return f'<span style="background-color:{colours.bad_soft};color:{colours.bad}"><s>{escape(text)}</s></span>'


def _new(text: str) -> str:
    colours = theme.tokens()
    return f'<span style="background-color:{colours.good_soft};color:{colours.good}"><u>{escape(text)}</u></span>'


def _fields(question: Question) -> Iterator[tuple[str, str]]:
    yield _("题型"), question.kind.label
    yield _("门类"), question.discipline.label
    yield _("知识点"), question.topic
    yield _("难度"), str(question.difficulty)
    if question.kind is Kind.CASE:
        yield _("案情"), question.stem
        for number, item in enumerate(question.items, 1):
            for name, text in _item(item):
                yield _("第 {number} 问：{part}").format(number=number, part=name), text
    else:
        yield from _item(question.items[0])
    yield _("图片"), "\n".join(question.pictures)


def _item(item: Item) -> Iterator[tuple[str, str]]:
    yield _("题干"), item.stem
    options = (f"{letter}. {text}" for letter, text in zip(LETTERS, item.options, strict=False))
    yield _("选项"), "\n".join(options)
    yield _("答案"), answer_text(item)
    yield _("依据"), "\n".join(item.basis)
    yield _("解析"), item.explanation
