"""Cases in formats that know none: a description with an id, then its questions with id#1, id#2 …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jltrain.bank.formats import build
from jltrain.bank.formats.carried import is_id
from jltrain.bank.intake.found import FoundQuestion, Ignored
from jltrain.bank.question import Kind
from jltrain.i18n import _


def grouped(questions: Sequence[FoundQuestion]) -> tuple[tuple[FoundQuestion, ...], tuple[Ignored, ...]]:
    """Descriptions (of kind CASE, without parts) joined with their parts; those without parts are ignored."""
    kept: list[FoundQuestion] = []
    ignored: list[Ignored] = []
    at = 0
    while at < len(questions):
        story = questions[at]
        at += 1
        if story.kind is not Kind.CASE:
            kept.append(_tidy(story))
            continue
        parts: list[FoundQuestion] = []
        while story.id and at < len(questions) and questions[at].id == f"{story.id}#{len(parts) + 1}":
            parts.append(replace(questions[at], id="", discipline="", topic="", section="", difficulty=0))
            at += 1
        if parts:
            kept.append(_tidy(build.case(story, parts)))
        else:
            text = " ".join(story.stem.split())[:30]
            ignored.append(Ignored(story.lines, _("说明文字，不是题目：{text}").format(text=text)))
    return tuple(kept), tuple(ignored)


def _tidy(question: FoundQuestion) -> FoundQuestion:
    return question if is_id(question.id) else replace(question, id="")
