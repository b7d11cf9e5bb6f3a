"""What cites the changed article: the question as it is, or the place in the chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from jltrain.app.context import Context
from jltrain.app.review import QUESTION, ReviewView
from jltrain.bank.question import Question
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.tokens import Tokens
from jltrain.gui.statutes.article_dialog import show_article
from jltrain.gui.statutes.article_text import ArticleText
from jltrain.i18n import _
from jltrain.reading.citations import citations
from jltrain.statutes.names import folded


@dataclass(frozen=True, slots=True)
class Shown:
    """A review with what it is about: the question with its pictures, or the chapter's paragraphs that cite."""

    view: ReviewView
    question: Question | None
    pictures: tuple[Path, ...]
    chapter: str
    passages: tuple[str, ...]


def load(context: Context, number: int) -> Shown:
    """To be called off the GUI thread. Raises NoSuchReview."""
    from jltrain.app import bank, review, study

    view = review.show(context, number)
    row = view.row
    if row.kind == QUESTION:
        hit = bank.hits(context, [row.subject]).get(row.subject)
        pictures = bank.pictures(context, hit.question) if hit else ()
        return Shown(view, hit.question if hit else None, pictures, "", ())
    if not row.title:
        return Shown(view, None, (), "", ())
    chapter = study.chapter(context, row.subject)
    return Shown(view, None, (), chapter.title, _passages(chapter.body, row.law, row.article))


def _passages(body: str, law: str, key: str) -> tuple[str, ...]:
    """The lines of a chapter that cite an article, without their marks."""
    name = folded(law)
    return tuple(
        line.strip().lstrip("#>-*| ").replace("**", "")
        for line in body.split("\n")
        if "第" in line and any(c.article == key and folded(c.statute) == name for c in citations(line))
    )


class Subject(QStackedWidget):
    """A question, or the passages of a chapter with the way to it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._chapter = ""
        self.preview = QuestionPreview()
        self.preview.cited.connect(lambda citation: show_article(shell, self, citation))
        self.passages = ArticleText(_("章节中引用的地方"))
        self.open_chapter = button(
            _("打开章节(&O)"), lambda: shell.go("reader", chapter=self._chapter), _("在课程中打开这一章")
        )
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.passages, 1)
        column.addWidget(label(_("章节随程序更新；确认表示照现行条文看，本章的说法仍然正确。"), "muted"))
        column.addWidget(self.open_chapter, 0, Qt.AlignmentFlag.AlignLeft)
        self.addWidget(self.preview)
        self.addWidget(side)

    def show_subject(self, shown: Shown) -> None:
        """Show what cites the article."""
        row = shown.view.row
        self.setCurrentIndex(0 if row.kind == QUESTION else 1)
        if row.kind != QUESTION:
            self._chapter = row.subject
            self.passages.show_drawn(lambda colours: _chapter_html(shown.chapter, shown.passages, colours))
            self.open_chapter.setEnabled(bool(shown.chapter))
        elif shown.question is not None:
            self.preview.show_question(shown.question, shown.pictures, (row.law.casefold(),))
        else:
            self.preview.show_text(_("这道题已经不在题库里。"))

    def clear(self) -> None:
        """Show nothing."""
        self.setCurrentIndex(0)
        self.preview.show_text("")


def _chapter_html(title: str, passages: Sequence[str], colours: Tokens) -> str:
    parts = [f"<p><b>{escape(title or _('（这一章已不存在）'))}</b></p>"]
    parts += [f'<p style="color:{colours.text}">{escape(passage)}</p>' for passage in passages]
    return "".join(parts)
