"""The chooser of the three-year cycle that the pages share."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.i18n import _
from jltrain.ledger.cycle import FIRST_YEAR, LENGTH, Cycle, cycle_of


def cycle_chooser(context: Context) -> QComboBox:
    """All cycles of the policy up to that of today, the newest first and chosen."""
    made = QComboBox()
    made.setAccessibleName(_("轮训周期"))
    made.setToolTip(_("选择轮训周期"))
    newest = max(cycle_of(rotation.today(context)).first_year, FIRST_YEAR)
    for first in range(newest, FIRST_YEAR - 1, -LENGTH):
        cycle = Cycle(first, first + LENGTH - 1)
        made.addItem(cycle.label, cycle)
    return made


def cycle_in(box: QComboBox) -> Cycle:
    """The cycle chosen."""
    cycle = box.currentData()
    assert isinstance(cycle, Cycle)
    return cycle
