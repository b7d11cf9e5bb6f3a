"""Which questions and chapters cite a statute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jltrain.app import study
from jltrain.app.context import Context
from jltrain.reading.citations import citations
from jltrain.reading.library import CoursewareMissing
from jltrain.statutes.names import folded
from jltrain.store.newer import Citing
from jltrain.store.reviews import CHAPTER, QUESTION

if TYPE_CHECKING:
    from jltrain.reading.chapter import Chapter


def citing(context: Context, law: str) -> tuple[Citing, ...]:
    """Every question in use and every chapter that cites an article of a statute."""
    name = folded(law)
    names = [cited for cited in context.questions.cited_laws() if folded(cited) == name]
    found = [Citing(QUESTION, c.id, c.article) for c in context.questions.citing(names)] if names else []
    for chapter in chapters(context):
        keys = {c.article for c in citations(chapter.body) if folded(c.statute) == name}
        found += [Citing(CHAPTER, chapter.id, key, declared(chapter, name)) for key in sorted(keys)]
    return tuple(found)


def chapters(context: Context) -> tuple[Chapter, ...]:
    """The shipped courseware; () where there is none."""
    try:
        return study.library(context).chapters
    except CoursewareMissing:
        return ()  # told by `doctor`; a law can be brought in all the same


def declared(chapter: Chapter, name: str) -> str:
    """The version in a chapter's front matter, 公路法（2017-11-04）."""
    days = [law[-11:-1] for law in chapter.laws if folded(law[:-12]) == name]
    return days[0] if days else ""
