"""The list of officers still to be trained, narrowed by unit, reason and search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from jltrain.gui.hr.coverage_columns import missing_columns
from jltrain.gui.hr.parts import found, label, search_box
from jltrain.gui.shell.table import Table, by_sound
from jltrain.i18n import _
from jltrain.ledger.standing import OfficerLine, Status


class MissingList(QWidget):
    """Filters stay as they are when the figures are read again."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OfficerLine, ...] = ()
        self.unit, self.reason = QComboBox(), QComboBox()
        self.unit.setAccessibleName(_("按单位筛选"))
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(14)
        self.reason.setAccessibleName(_("按原因筛选"))
        self.reason.addItem(_("全部原因"), None)
        for status in Status:
            if status is not Status.DONE:
                self.reason.addItem(status.label, status)
        self.search = search_box(self, _("查找：姓名、执法证号、单位"), lambda: self._filter(fit=False))
        self.table: Table[OfficerLine] = Table(
            _("未完成名单"), missing_columns(), empty=_("没有符合条件的人员：都已完成，或被筛选条件排除。")
        )
        self.count = label("", "muted", wrap=False)
        row = QHBoxLayout()
        row.addWidget(self.unit, 2)
        row.addWidget(self.reason)
        row.addWidget(self.search, 3)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.unit.currentIndexChanged.connect(lambda _at: self._filter())
        self.reason.currentIndexChanged.connect(lambda _at: self._filter())

    def show_lines(self, lines: Sequence[OfficerLine]) -> None:
        """Show these officers."""
        self._lines = tuple(lines)
        units = sorted({line.officer.unit for line in lines}, key=by_sound)
        kept = self.unit.currentData()
        with QSignalBlocker(self.unit):
            self.unit.clear()
            self.unit.addItem(_("全部单位"), "")
            for unit in units:
                self.unit.addItem(unit, unit)
                self.unit.setItemData(self.unit.count() - 1, unit, Qt.ItemDataRole.ToolTipRole)
            self.unit.setCurrentIndex(max(0, self.unit.findData(kept)))
        self._filter()

    def show_unit(self, unit: str) -> None:
        """List the officers of one unit alone."""
        self.search.clear()
        self.reason.setCurrentIndex(0)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))

    def _filter(self, *, fit: bool = True) -> None:
        unit, words = self.unit.currentData() or "", self.search.text()
        reason = self.reason.currentData()
        rows = [
            line
            for line in self._lines
            if (not unit or line.officer.unit == unit)
            and (reason is None or line.status == reason)
            and found(words, f"{line.officer.name}\n{line.officer.certificate}\n{line.officer.unit}".casefold())
        ]
        self.table.show_rows(rows, fit=fit)
        self.count.setText(_("列出 {n} 人").format(n=len(rows)))
