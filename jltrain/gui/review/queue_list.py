"""The list of reviews: which statute, which article, what became of it, and who cites it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jltrain.app.review import CHAPTER, ReviewRow
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
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


def nothing(shell: Shell) -> QWidget:
    """What the page says when there is nothing to review."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.addStretch(1)
    column.addWidget(label(_("没有待复核的内容"), "subtitle"))
    text = _(
        "导入一部法规的新版本后，引用了改动条文的试题和章节会列在这里；在您确认或修改之前，这些试题不会用于正式试卷。"
    )
    column.addWidget(label(text))
    row = QHBoxLayout()
    row.addWidget(button(_("去法规库(&K)"), lambda: shell.go("statutes"), _("导入法规的新版本")))
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
    return made
