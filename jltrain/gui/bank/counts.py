"""题量统计: how many questions the bank has, by area, kind and state: what a blueprint can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.state import State
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _

Tally = Mapping[State, Mapping[tuple[Area, Kind], int]]
"""State -> area and kind -> how many; pairs without any are left out."""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One line: `kinds` in the states asked for, `states` of all kinds; `area` None is the sum of all."""

    area: Area | None
    kinds: dict[Kind, int]
    states: dict[State, int]

    @property
    def total(self) -> int:
        return sum(self.kinds.values())


def count(tally: Tally, states: tuple[State, ...]) -> tuple[AreaCount, ...]:
    """A line for each area and one for all of them."""
    places: tuple[Area | None, ...] = (*Area, None)
    found = {area: AreaCount(area, dict.fromkeys(Kind, 0), dict.fromkeys(State, 0)) for area in places}
    for state, counts in tally.items():
        for (area, kind), number in counts.items():
            for place in (area, None):
                found[place].states[state] += number
                if state in states:
                    found[place].kinds[kind] += number
    return tuple(found.values())


class CountsDialog(QDialog):
    """The table, with a choice of the states that count."""

    def __init__(self, parent: QWidget, tally: Tally) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("题量统计"))
        self._tally = tally
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        self.states = QComboBox()
        self.states.setAccessibleName(_("哪些状态的题"))
        self.states.setToolTip(_("各题型的题数只算选中的状态"))
        self.states.addItem(_("可用（能组卷）"), State.READY.value)
        for state in (State.DRAFT, State.REVIEW, State.WITHDRAWN):
            self.states.addItem(state.label, state.value)
        self.states.addItem(_("使用中（不含已停用）"), "")
        self.states.setCurrentIndex(self.states.count() - 1)
        self.states.currentIndexChanged.connect(lambda _at: self._show())
        column.addWidget(Flow(gap // 2, label(_("题型各列统计：")), self.states))
        self.table = counts_table()
        column.addWidget(self.table, 1)
        close = button(_("关闭"), self.accept, _("关闭（Esc）"))
        close.setDefault(True)
        column.addWidget(Flow(gap // 2, label(_("按 Ctrl+C 复制选中的行到表格软件。"), "muted"), close, apart=True))
        self._show()
        self.table.setFocus()
        size_in_lines(self, 66, 26)

    def _show(self) -> None:
        said = self.states.currentData()
        chosen = (State(said),) if said else tuple(state for state in State if state is not State.WITHDRAWN)
        self.table.show_rows(count(self._tally, chosen))


def counts_table() -> Table[AreaCount]:
    """An empty table for them."""

    def of(kind: Kind) -> Column[AreaCount]:
        return Column(kind.label, lambda c: f"{c.kinds[kind]:,}", lambda c: c.kinds[kind], number=True, tone=_bold)

    def being(state: State) -> Column[AreaCount]:
        return Column(state.label, lambda c: f"{c.states[state]:,}", lambda c: c.states[state], number=True, tone=_bold)

    area: Column[AreaCount] = Column(
        _("门类"), lambda c: c.area.label if c.area else _("合计"), tone=_bold, grows=True, least=7
    )
    total: Column[AreaCount] = Column(
        _("题型合计"), lambda c: f"{c.total:,}", lambda c: c.total, number=True, tone=_bold
    )
    return Table(_("题量统计"), (area, *(of(kind) for kind in Kind), total, *(being(state) for state in State)))


def _bold(line: AreaCount) -> str:
    return "" if line.area else "text"
