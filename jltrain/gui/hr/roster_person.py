"""One officer: who he is and was, what the roster said of him over time, and the ways on from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.facts import copyable, grid, scrolled
from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.hr.roster_columns import change_columns, identity
from jltrain.gui.shell.table import Table
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.ledger.transcript import Change

if TYPE_CHECKING:
    from jltrain.app.context import Context


@dataclass(frozen=True, slots=True)
class Person:
    """What the panel shows."""

    member: Member
    namesakes: int
    changes: tuple[Change, ...]


def read_person(context: Context, certificate: str, namesakes: int) -> Person:
    """Read it all. Raises NoSuchOfficer."""
    from jltrain.app import roster

    member = roster.officer(context, certificate)
    return Person(member, namesakes, roster.history(context, certificate))


class PersonDialog(QDialog):
    """`transcript` and `register` ask for these pages of this officer's."""

    transcript = Signal(str)
    register = Signal(object)

    def __init__(self, parent: QWidget, person: Person) -> None:
        super().__init__(parent)
        self.person = person
        self.setWindowTitle(_("执法人员"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        row = QHBoxLayout()
        row.addWidget(copyable(person.member.name, "subtitle"))
        self.badges = Badges()
        self.badges.put([(_("同名 {n} 人").format(n=person.namesakes + 1), "warn")] if person.namesakes else [])
        row.addWidget(self.badges, 1)
        column.addLayout(row)
        self.facts = identity(person.member, person.namesakes)
        column.addWidget(scrolled(grid(self.facts)), 3)
        column.addWidget(label(_("变动记录"), "muted"))
        self.changes: Table[Change] = Table(_("变动记录"), change_columns(), wrap=True)
        self.changes.show_rows(tuple(reversed(person.changes)))
        self.changes.setMinimumHeight(gap * 4)
        column.addWidget(self.changes, 2)
        self.to_transcript = button(
            _("本人培训档案"), self._transcript, _("全部成绩单、培训记录和各周期完成情况"), "Ctrl+R", role="primary"
        )
        self.to_register = button(_("登记培训…"), self._register, _("给此人登记一次演练、讲座等"), "Ctrl+N")
        self.shut = button(_("关闭"), self.reject, _("回到花名册（Esc）"))
        foot = QHBoxLayout()
        foot.addWidget(self.to_register)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.to_transcript)
        column.addLayout(foot)
        for made in (self.to_register, self.shut):
            made.setAutoDefault(False)
        self.to_transcript.setDefault(True)
        self.to_transcript.setFocus()
        size_in_lines(self, 40, 34)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.changes.fit()

    def _transcript(self) -> None:
        self.accept()
        self.transcript.emit(self.person.member.certificate)

    def _register(self) -> None:
        self.accept()
        self.register.emit(self.person.member)
