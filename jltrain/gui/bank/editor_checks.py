"""What is wrong with the question in hand: looked up beside the screen, listed, and told beside each field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jltrain.app import editing, statutes
from jltrain.app.context import Context
from jltrain.app.statutes import ArticleView
from jltrain.bank.check import CheckFault
from jltrain.bank.question import Question
from jltrain.gui.hr.parts import label
from jltrain.gui.study.layout import restyle
from jltrain.i18n import _
from jltrain.statutes.citation import BadCitation

_PLACE: Final = re.compile(r"(?:parts\[(\d+)\]\.)?([a-z]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Examined:
    """`articles`: what the citations of the question name, as far as they are citations of what was imported."""

    faults: tuple[CheckFault, ...]
    articles: dict[str, ArticleView]


def examine(context: Context, question: Question) -> Examined:
    """Check it with the imported statutes; for another thread than the screen's."""
    articles: dict[str, ArticleView] = {}
    for said in {*question.basis, *(text for item in question.items for text in item.basis)}:
        try:
            view = statutes.cited(context, said)
        except BadCitation:
            continue
        if view is not None:
            articles[said] = view
    return Examined(editing.check(context, question), articles)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault is: `tab` 0 is the whole, `number` counts options and citations from 1, 0 for none."""

    tab: int
    field: str
    number: int


def place_of(fault: CheckFault) -> Place:
    """Where the form shows it."""
    found = _PLACE.fullmatch(fault.place)
    if found is None:
        return Place(0, "stem", 0)
    return Place(int(found[1] or 0), found[2], int(found[3] or 0))


def tone(faults: Sequence[CheckFault]) -> str:
    """The look of a label with these."""
    if any(fault.blocking for fault in faults):
        return "badge-bad"
    return "muted" if all(fault.hint for fault in faults) else "badge-warn"


class FaultLabel(QLabel):
    """What is wrong with one field, below it; hidden when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def put(self, faults: Sequence[CheckFault]) -> None:
        """Show these."""
        self.setText("\n".join(fault.text for fault in faults))
        if faults:
            restyle(self, role=tone(faults))
        self.setVisible(bool(faults))


class FaultList(QWidget):
    """All faults: what blocks first, then what somebody should look at. `chosen` with the fault gone to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.head = label("", "muted")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("试题的问题"))
        self.list.setToolTip(_("点选或按回车，到有问题的栏目去"))
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.faults: tuple[CheckFault, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)

    def put(self, faults: Sequence[CheckFault]) -> None:
        """Show these."""
        ordered = tuple(sorted(faults, key=lambda fault: (not fault.blocking, fault.hint)))
        if ordered == self.faults and self.head.text():
            return
        self.faults = ordered
        self.head.setText(_says(ordered))
        self.list.clear()
        for fault in ordered:
            grade = _("必须补全") if fault.blocking else _("供参考") if fault.hint else _("建议修改")
            place = place_of(fault)
            where = _("第 {n} 问").format(n=place.tab) if place.tab else ""
            text = _("{grade}：{text}").format(grade=grade, text=f"{where}　{fault.text}" if where else fault.text)
            QListWidgetItem(text, self.list)

    def _go(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.faults[self.list.row(item)])


def _says(faults: Sequence[CheckFault]) -> str:
    blocking = sum(fault.blocking for fault in faults)
    hints = sum(fault.hint and not fault.blocking for fault in faults)
    others = len(faults) - blocking - hints
    if blocking:
        return _("还有 {n} 处必须补全，现在保存只能作为草稿。").format(n=blocking)
    if others:
        return _("可以保存使用；有 {n} 处建议修改。").format(n=others)
    return _("可以保存使用。") if not hints else _("可以保存使用；有 {n} 处供参考。").format(n=hints)
