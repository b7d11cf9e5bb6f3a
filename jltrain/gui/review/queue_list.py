"""The list of reviews: which statute, which article, what became of it, and who cites it."""

from __future__ import annotations

from jltrain.app.review import CHAPTER, ReviewRow
from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.statutes.difference import Change

_TITLE = 36
"""Characters of a stem shown in the list."""


def queue_columns() -> tuple[Column[ReviewRow], ...]:
    """Columns of the list."""
    return (
        Column(
            _("条文的变化和引用它的内容"),
            lambda row: f"《{row.law}》{row.told}\n{title(row)}",
            tone=tone,
            widest=22,
            grows=True,
            least=9,
        ),
    )


def title(row: ReviewRow) -> str:
    """What cites the article."""
    flat = " ".join(row.title.split()) or _("（已不存在）")
    shown = flat[:_TITLE] + ("…" if len(flat) > _TITLE else "")
    return (_("章节：{title}") if row.kind == CHAPTER else _("试题：{title}")).format(title=shown)


def tone(row: ReviewRow) -> str:
    """How loud the change is."""
    if row.change is Change.GONE:
        return "bad"
    return "good" if harmless(row) else ""


def harmless(row: ReviewRow) -> bool:
    """Whether the words cited are the same as before and stand where they stood."""
    return row.cited_unchanged and not row.moved_to
