"""Valid sheets that do not count yet, and what HR does about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.coverage_columns import doubt_columns, stranger_columns
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.table import Table
from jltrain.i18n import N_, _
from jltrain.ledger.standing import Doubt
from jltrain.ledger.training import TrainingResult

_TEXTS: Final = (
    N_("姓名不一致：核对是否同一人，改正花名册后自动计入。日期晚于今天：核对考点和本机的时钟。"),
    N_("成绩单有效，但花名册里没有这个执法证号。把人员补进花名册后自动计入，不必重新收取。"),
)


class Uncounted(QWidget):
    """Doubts and strangers, one list at a time under the sentence that explains it."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("未计入的情形"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.addItems(["", ""])
        self.text = label("", "muted")
        self.doubts: Table[Doubt] = Table(_("待核实"), doubt_columns(), empty=_("没有待核实的成绩。"))
        self.strangers: Table[TrainingResult] = Table(
            _("名册外"), stranger_columns(), empty=_("没有名册外人员的成绩。")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.doubts)
        self._stack.addWidget(self.strangers)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.kind.currentIndexChanged.connect(self._switch)
        self.show_results((), ())

    def show_results(self, doubts: Sequence[Doubt], strangers: Sequence[TrainingResult]) -> None:
        """Show both lists, at first the one that holds something."""
        self.doubts.show_rows(doubts)
        self.strangers.show_rows(strangers)
        self.kind.setItemText(0, _("待核实 {n}").format(n=len(doubts)))
        self.kind.setItemText(1, _("名册外 {n}").format(n=len(strangers)))
        at = self.kind.currentIndex()
        if not (doubts, strangers)[at] and (doubts, strangers)[1 - at]:
            self.kind.setCurrentIndex(1 - at)
        self._switch(self.kind.currentIndex())

    def _switch(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.text.setText(_(_TEXTS[at]))
