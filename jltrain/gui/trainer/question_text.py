"""A question as a trainer reads it: whole, with answer, basis and explanation, as HTML for QTextBrowser."""

from __future__ import annotations

from html import escape

from jltrain.bank.question import LETTERS, Item, Kind, Question
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper, PaperQuestion


def question_html(question: Question) -> str:
    """One question of the bank."""
    head = _("{id} · {kind} · {area} · {topic} · 难度 {grade}").format(
        id=question.id,
        kind=question.kind.label,
        area=question.discipline.label,
        topic=question.topic,
        grade=question.difficulty,
    )
    return f"<p>{escape(head)}</p>" + _body(question)


def paper_html(paper: Paper) -> str:
    """All questions of a paper, section after section."""
    parts, number = [], 0
    for section in paper.sections:
        title = _("{kind}（{count} 题，{marks} 分）").format(
            kind=section.kind.label, count=len(section.questions), marks=marks_text(section.full_halves)
        )
        parts.append(f"<h3>{escape(title)}</h3>")
        for entry in section.questions:
            number += 1
            parts.append(_entry(number, entry))
    return "".join(parts)


def _entry(number: int, entry: PaperQuestion) -> str:
    head = _("{number}. {id} · {topic} · {marks} 分").format(
        number=number, id=entry.question.id, topic=entry.question.topic, marks=marks_text(sum(entry.halves))
    )
    return f"<p><b>{escape(head)}</b></p>" + _body(entry.question) + "<hr>"


def _body(question: Question) -> str:
    picture = _("（附图：{file}）").format(file=question.picture) if question.picture else ""
    if question.kind is not Kind.CASE:
        return _item(question.items[0], picture)
    parts = [f"<p>{_text(question.stem)} {escape(picture)}</p>"]
    for number, item in enumerate(question.items, 1):
        kind = _("第 {number} 问（{kind}）").format(number=number, kind=item.kind.label)
        parts.append(f"<p><b>{escape(kind)}</b></p>{_item(item)}")
    return "".join(parts)


def _item(item: Item, picture: str = "") -> str:
    lines = [f"<p>{_text(item.stem)} {escape(picture)}</p>"]
    for letter, option in zip(LETTERS, item.options, strict=False):
        line = f"{letter}. {_text(option)}"
        lines.append(f"<p style='margin-left:16px'>{f'<b>{line} ✓</b>' if letter in item.answer else line}</p>")
    lines.append(f"<p><b>{_('答案：')}</b>{_text(_answer(item))}</p>")
    lines.append(f"<p><b>{_('依据：')}</b>{_text('；'.join(item.basis))}</p>")
    lines.append(f"<p><b>{_('解析：')}</b>{_text(item.explanation)}</p>")
    return "".join(lines)


def _answer(item: Item) -> str:
    if item.kind is Kind.JUDGE:
        return _("对") if item.answer == ("Y",) else _("错")
    if item.kind is Kind.BLANK:
        return _("；").join(" / ".join(texts) for texts in item.accept)
    return "".join(item.answer)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
