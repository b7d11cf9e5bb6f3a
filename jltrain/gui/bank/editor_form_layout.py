"""Where the fields of a question stand, and in which order the keyboard goes through them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.gui.bank.editor_form import WorkForm


def lay_out(form: WorkForm) -> QWidget:
    """Put the fields of `form` in their places. The box of 对 and 错, which is shown and hidden as one."""
    judge = QWidget()
    row = QHBoxLayout(judge)
    row.setContentsMargins(0, 0, 0, 0)
    for made in (form.right, form.wrong):
        row.addWidget(made)
    row.addStretch(1)
    kinds = QHBoxLayout()
    form.captions["kind"].setText(_("小题题型"))
    form.captions["kind"].setBuddy(form.part_kind)
    form.captions["kind"].setWordWrap(False)
    kinds.addWidget(form.captions["kind"])
    kinds.addWidget(form.part_kind)
    kinds.addStretch(1)
    form.captions["stem"].setWordWrap(False)
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, px(8), px(8))
    column.setSpacing(px(4))
    column.addWidget(form.head)
    column.addWidget(form.case)
    column.addLayout(kinds)
    column.addWidget(Flow(px(8), form.captions["stem"], form.blank, apart=True))
    form.captions["pictures"].setText(_("图片（正文里用〔图1〕、〔图2〕指明）"))
    form.captions["note"].setText(_("修改说明"))
    groups: tuple[tuple[str, tuple[QWidget, ...], tuple[str, ...]], ...] = (
        ("", (form.stem,), ("stem",)),
        ("answer", (form.options, judge, form.accept), ("options", "answer")),
        ("basis", (form.basis,), ("basis",)),
        ("explanation", (form.explanation,), ("explanation",)),
        ("", (form.unfold, form.derived), ()),
        ("pictures", (form.pictures,), ("pictures",)),
        ("note", (form.note,), ()),
    )
    for caption, widgets, faults in groups:
        if caption:
            column.addSpacing(px(4))
            column.addWidget(form.captions[caption])
        for widget in widgets:
            column.addWidget(widget)
        for name in faults:
            column.addWidget(form.faults[name])
    column.addStretch(1)
    _order(form)
    return judge


def _order(form: WorkForm) -> None:
    """Fields that come later (options, answers of blanks) put themselves after `first_after`."""
    case, pictures = form.case, form.pictures
    stops: list[QWidget] = [
        *form.head.order, case.tabs, case.add, case.before, case.after, case.remove, form.part_kind, form.stem,
        form.blank, form.options.add, form.right, form.wrong, form.basis.rows[0].line, form.basis.rows[0].remove,
        form.explanation, form.unfold, form.derived, pictures.list, pictures.file, pictures.paste, pictures.mark,
        pictures.up, pictures.down, pictures.remove, form.note,
    ]  # fmt: skip
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    form.options.first_after = form.blank
    form.accept.first_after = form.wrong
