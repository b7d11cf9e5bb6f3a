"""Finding officers in the roster: a search and what it finds, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import search_box
from jltrain.gui.page import Shell
from jltrain.gui.shell.paged import Delay, PagedTable
from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.member import Member

if TYPE_CHECKING:
    from jltrain.app.roster import OfficerRow, Page


class OfficerSearch(QWidget):
    """`list` shows who was found. ↓ in the search goes to the list."""

    def __init__(self, shell: Shell, *, many: bool = False) -> None:
        super().__init__()
        self.context = shell.context
        self.list: PagedTable[OfficerRow] = PagedTable(
            shell, _("查到的人员"), _columns(), empty=_("没有查到，请换个词再找。")
        )
        if not many:
            self.list.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.search = search_box(self, _("查找：姓名、执法证号、单位"), lambda: self.delay.start())
        self.delay = Delay(self, self.read)
        self.search.returnPressed.connect(self.delay.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.search)

    def look_for(self, words: str) -> None:
        """Search for these words at once."""
        self.search.setText(words)
        self.delay.stop()
        self.read()

    def read(self) -> None:
        """Show who is found."""
        words, context = self.words(), self.context

        def query(offset: int, limit: int) -> Page[OfficerRow]:
            from jltrain.app import roster

            return roster.officers(context, words, None, offset, limit)

        self.list.ask(query)

    def words(self) -> str:
        """What is looked for."""
        return self.search.text()

    def person(self) -> Member | None:
        """The officer at hand."""
        row = self.list.row()
        return row.member if row else None

    def people(self) -> list[Member]:
        """All that are chosen."""
        return [row.member for row in self.list.picked()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.list.rows:
            self.delay.now()
            self.list.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.table.selectRow(0)
        else:
            super().keyPressEvent(event)


def _columns() -> tuple[Column[OfficerRow], ...]:
    return (
        Column(_("姓名"), lambda o: o.member.name, widest=10, least=4),
        Column(_("执法证号"), lambda o: o.member.certificate, order=lambda o: o.member.certificate),
        Column(_("单位"), lambda o: o.member.unit, widest=24, grows=True, least=8),
        Column("", lambda o: _("同名") if o.namesakes else "", tone=lambda o: "warn" if o.namesakes else ""),
    )
