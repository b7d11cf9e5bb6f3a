"""Two versions of a statute side by side, article by article, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from jltrain.app.context import Context
from jltrain.gui.shell.tokens import Tokens
from jltrain.gui.statutes.article_html import article_html, come_style, gone_style
from jltrain.i18n import _
from jltrain.statutes.difference import ArticleChange, Change


class Filter(StrEnum):
    """Which articles are shown."""

    CHANGED = "changed"
    ALL = "all"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"

    @property
    def label(self) -> str:
        """What the screen says."""
        return {
            Filter.CHANGED: _("有变化的"),
            Filter.ALL: _("全部"),
            Filter.REWORDED: _("文字有修改"),
            Filter.NEW: _("新增"),
            Filter.GONE: _("删去"),
            Filter.MOVED: _("条号变动"),
        }[self]

    def takes(self, change: ArticleChange) -> bool:
        """Whether it is among them."""
        return {
            Filter.CHANGED: change.change is not Change.UNCHANGED,
            Filter.ALL: True,
            Filter.REWORDED: change.reworded,
            Filter.NEW: change.change is Change.NEW,
            Filter.GONE: change.change is Change.GONE,
            Filter.MOVED: change.change is Change.MOVED,
        }[self]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a statute and what became of each article."""

    law: str
    old: str
    new: str
    changes: tuple[ArticleChange, ...]

    def count(self, kind: Filter) -> int:
        """How many articles a filter takes."""
        return sum(kind.takes(change) for change in self.changes)


def compare(context: Context, law: str, old: str, new: str) -> Compared:
    """To be called off the GUI thread. Raises NoSuchStatute."""
    from jltrain.app import statutes

    changes = statutes.differences(context, law, old, new)
    for change in changes:
        _spans = change.old_spans  # worked out here, where nobody waits; remembered by word_spans
    return Compared(law, old, new, changes)


def anchor(change: ArticleChange) -> str:
    """The name of an article's place in the page."""
    return f"new-{change.new.key}" if change.new else f"old-{change.old.key if change.old else ''}"


def told(change: ArticleChange) -> str:
    """第三条 → 第四条：条号变动，文字有修改."""
    old, new = change.old, change.new
    if change.change is Change.MOVED and old and new:
        what = _("条号变动，文字有修改") if change.reworded else _("条号变动，文字未变")
        return _("{article}：{what}").format(article=f"{old.label} → {new.label}", what=what)
    one = new or old
    return _("{article}：{what}").format(article=one.label if one else "", what=change.change.label)


def change_html(change: ArticleChange, colours: Tokens) -> str:
    """One article: what happened to it above, its old words on the left, the new ones on the right."""
    tone = {
        Change.UNCHANGED: colours.muted,
        Change.NEW: colours.good,
        Change.GONE: colours.bad,
    }.get(change.change, colours.warn)
    head = f'<span style="color:{tone}; font-weight:bold">{escape(told(change))}</span>'
    old, new = change.old, change.new
    left = (
        article_html(old.label, old.text, change.old_spans, gone_style(colours)) if old else _nothing(_("（旧版没有）"))
    )
    right = (
        article_html(new.label, new.text, change.new_spans, come_style(colours)) if new else _nothing(_("（新版没有）"))
    )
    if change.change is Change.GONE:
        right = _nothing(_("（已删去）"))
    return (
        '<table width="100%" cellspacing="0" cellpadding="6" border="0" style="border-style:none">'
        f'<tr><td colspan="2" bgcolor="{colours.raised}" style="border-style:none"><a name="{anchor(change)}"></a>{head}</td></tr>'
        f'<tr><td width="50%" valign="top" style="border-style:none">{left}</td>'
        f'<td width="50%" valign="top" style="border-style:none">{right}</td></tr></table>'
    )


def _nothing(text: str) -> str:
    return f"<p><i>{escape(text)}</i></p>"


def summary(compared: Compared) -> Sequence[tuple[str, str]]:
    """How many articles changed in which way, as badges."""
    counts = (
        (_("有修改 {n}"), Change.CHANGED, "warn"),
        (_("条号变动 {n}"), Change.MOVED, "info"),
        (_("新增 {n}"), Change.NEW, "good"),
        (_("删去 {n}"), Change.GONE, "bad"),
        (_("未变 {n}"), Change.UNCHANGED, "info"),
    )
    found = [(text, sum(c.change is change for c in compared.changes), tone) for text, change, tone in counts]
    return [(text.format(n=n), tone) for text, n, tone in found if n]
