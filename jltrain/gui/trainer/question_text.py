"""A paper as a trainer reads it: all questions whole, with answer, basis and explanation, as HTML for QTextBrowser."""

from __future__ import annotations

from html import escape

from jltrain.gui.bank.question_html import body_html
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper, PaperQuestion


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
    return f"<p><b>{escape(head)}</b></p>" + body_html(entry.question) + "<hr>"
