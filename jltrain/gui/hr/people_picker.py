"""Choosing many officers: searched and added one by one or all at once, or their numbers pasted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.choose_officer import OfficerSearch
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.context import Context

MOST: Final = 5_000
"""Officers for one entry at once: the largest unit has fewer."""
_APART: Final = re.compile(r"[\s,，;；、]+")


def numbers_in(text: str) -> list[str]:
    """Certificate numbers as people paste them: a column of a spreadsheet, or with commas; each once."""
    return list(dict.fromkeys(part for part in _APART.split(text) if part))


def look_up(context: Context, numbers: Sequence[str]) -> tuple[list[Member], list[str]]:
    """(officers found, numbers that the roster does not know)."""
    from jltrain.app import roster

    found: list[Member] = []
    unknown: list[str] = []
    for number in numbers[:MOST]:
        member = roster.find(context, number)
        if member is None:
            unknown.append(number)
        else:
            found.append(member)
    return found, unknown


def everybody(context: Context, words: str) -> list[Member]:
    """All that a search finds, up to MOST."""
    from jltrain.app import roster

    return [row.member for row in roster.officers(context, words, None, 0, MOST).rows]


class _Chosen(Table[Member]):
    """Delete takes out."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class PeoplePicker(QWidget):
    """`people` are those chosen, by certificate number; `changed` when they are others."""

    changed = Signal()

    def __init__(self, shell: Shell, people: Iterable[Member] = ()) -> None:
        super().__init__()
        self._shell, self._context = shell, shell.context
        self.people = {person.certificate: person for person in people}
        self.search = OfficerSearch(shell, many=True)
        self.search.list.opened.connect(lambda _row: self.add(self.search.people()))
        self.search.list.loaded.connect(lambda _page: self._loaded())
        self.take = button(
            _("加入选中"), self._take, _("加入选中的人员，也可以双击或按回车；按住 Ctrl 或 Shift 可选多人")
        )
        self.all = button(_("加入查到的全部"), self._take_all, _("例如先按单位查找，再把全单位一次加入"))
        self.paste = QPlainTextEdit()
        self.paste.setPlaceholderText(_("粘贴执法证号，一行一个，或用逗号隔开"))
        self.paste.setTabChangesFocus(True)
        self.add_pasted = button(_("按证号加入"), self._paste, _("在花名册中查出这些证号的人员并加入"))
        self.unknown = label("", "badge-warn")
        self.unknown.hide()
        self.chosen = _Chosen(_("已选人员"), _columns(), empty=_("还没有选人。"))
        self.chosen.removed.connect(self.remove)
        self.drop = button(_("移出已选"), self.remove, _("移出选中的人员（Delete）"))
        self.count = label("", "muted", wrap=False)
        for made in (self.take, self.all, self.add_pasted, self.drop):
            made.setAutoDefault(False)
        self._lay_out()
        self._show()
        self.search.read()

    def _lay_out(self) -> None:
        find = QWidget()
        left = QVBoxLayout(find)
        left.addWidget(self.search, 1)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addWidget(self.all)
        row.addStretch(1)
        left.addLayout(row)
        pasted = QWidget()
        column = QVBoxLayout(pasted)
        column.addWidget(self.paste, 1)
        column.addWidget(self.unknown)
        row = QHBoxLayout()
        row.addWidget(self.add_pasted)
        row.addStretch(1)
        column.addLayout(row)
        self.tabs = QTabWidget()
        self.tabs.addTab(find, _("查找人员"))
        self.tabs.addTab(pasted, _("粘贴证号"))
        right = QVBoxLayout()
        right.addWidget(self.count)
        right.addWidget(self.chosen, 1)
        right.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs, 3)
        whole.addLayout(right, 2)

    # ---- choosing

    def add(self, people: Iterable[Member]) -> None:
        """Put these on the list."""
        self.people |= {person.certificate: person for person in people}
        self._show()
        self.changed.emit()

    def remove(self) -> None:
        """Take those at hand off the list."""
        for at in {index.row() for index in self.chosen.selectedIndexes()}:
            self.people.pop(self.chosen.rows.rows[at].certificate, None)
        self._show()
        self.changed.emit()

    def _take(self) -> None:
        self.add(self.search.people())

    def _take_all(self) -> None:
        words, context = self.search.words(), self._context
        self._shell.run(lambda _report: everybody(context, words), self.add, _("读取人员"))

    def _paste(self) -> None:
        numbers, context = numbers_in(self.paste.toPlainText()), self._context

        def work(_report: Report) -> tuple[list[Member], list[str]]:
            return look_up(context, numbers)

        self._shell.run(work, self._pasted, _("查找人员"))

    def _pasted(self, found: tuple[list[Member], list[str]]) -> None:
        people, unknown = found
        self.add(people)
        self.paste.setPlainText("\n".join(unknown))
        self.unknown.setVisible(bool(unknown))
        self.unknown.setText(
            _("加入 {n} 人；花名册中没有下面 {m} 个证号，请核对。").format(n=len(people), m=len(unknown))
        )

    def _loaded(self) -> None:
        total = self.search.list.total
        self.all.setText(_("加入查到的全部 {n} 人").format(n=f"{total:,}"))
        self.all.setEnabled(0 < total <= MOST)

    def _show(self) -> None:
        self.chosen.show_rows(list(self.people.values()))
        self.count.setText(_("已选 {n} 人").format(n=f"{len(self.people):,}"))
        self.drop.setEnabled(bool(self.people))


def _columns() -> tuple[Column[Member], ...]:
    return (
        Column(_("姓名"), lambda m: m.name, widest=8),
        Column(_("执法证号"), lambda m: m.certificate, order=lambda m: m.certificate),
        Column(_("单位"), lambda m: m.unit, widest=16, grows=True, least=4),
    )
