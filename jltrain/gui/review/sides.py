"""An article in its old and its new words, side by side, with what changed set apart."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from jltrain.app.review import ReviewView
from jltrain.app.statutes import ArticleView
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.tokens import Tokens
from jltrain.gui.statutes.article_html import article_html, come_style, gone_style
from jltrain.gui.statutes.article_text import ArticleText
from jltrain.i18n import _
from jltrain.statutes.difference import Change
from jltrain.statutes.words import Spans


class Sides(QWidget):
    """Words that went are struck through on the left, words that came underlined on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.old, self.new = ArticleText(_("旧条文")), ArticleText(_("新条文"))
        self.old_name, self.new_name = label("", "muted"), label("", "muted")
        self._moving = False
        for text, other in ((self.old, self.new), (self.new, self.old)):
            text.verticalScrollBar().valueChanged.connect(partial(self._follow, text, other))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (name, text) in enumerate(((self.old_name, self.old), (self.new_name, self.new))):
            grid.addWidget(name, 0, column)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)

    def show_view(self, view: ReviewView) -> None:
        """Show both sides of a review."""
        row = view.row
        self.old_name.setText(_("旧：{version} 版").format(version=row.old_version))
        self.new_name.setText(_("新：{version} 版").format(version=row.new_version))
        _put(self.old, view.old, view.old_spans, old=True, missing=_("这一版已从法规库删除，不能对照。"))
        gone = _("这一条在新版中已删去。") if row.change is Change.GONE else _("这一版已从法规库删除，不能对照。")
        _put(self.new, view.new, view.new_spans, old=False, missing=gone)
        for text, shown, spans in ((self.old, view.old, view.old_spans), (self.new, view.new, view.new_spans)):
            if shown is not None and spans:  # what changed may stand far below
                text.bring_into_sight(shown.text, spans[0][0])

    def _follow(self, moved: ArticleText, other: ArticleText, _value: int) -> None:
        bar, along = moved.verticalScrollBar(), other.verticalScrollBar()
        if self._moving or not bar.maximum():
            return
        self._moving = True
        along.setValue(round(bar.value() / bar.maximum() * along.maximum()))
        self._moving = False

    def clear(self) -> None:
        """Show nothing."""
        for part in (self.old_name, self.new_name):
            part.clear()
        for text in (self.old, self.new):
            text.show_sentence("")


def _put(text: ArticleText, view: ArticleView | None, spans: Spans, *, old: bool, missing: str) -> None:
    if view is None:
        text.show_sentence(missing)
        return

    def draw(colours: Tokens) -> str:
        return article_html(view.label, view.text, spans, gone_style(colours) if old else come_style(colours))

    text.show_drawn(draw)
