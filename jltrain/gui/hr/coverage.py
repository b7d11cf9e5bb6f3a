"""轮训覆盖: how far the three-year rotation is, by every division HR reports, and who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from jltrain.clock import BEIJING
from jltrain.gui.hr.coverage_columns import group_columns, year_columns
from jltrain.gui.hr.missing import MissingList
from jltrain.gui.hr.parts import Figure, button, header, label
from jltrain.gui.hr.uncounted import Uncounted
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.table import Column, Table, refit
from jltrain.i18n import N_, _
from jltrain.ledger.coverage import Coverage
from jltrain.ledger.cycle import FIRST_YEAR, LENGTH, Cycle, cycle_of, next_due, phase_of
from jltrain.ledger.standing import Group, YearTally
from jltrain.progress import Report

T = TypeVar("T")
_YEAR_TEXT: Final = N_("“本年完成”按第一次合格的日期计；目标取自轮训计划，没有计划时显示“—”。")


class CoveragePage(Page):
    """Big figures above, tables below; a double click on a unit lists who is missing there."""

    name = "coverage"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.found: Coverage | None = None
        self.cycle = QComboBox()
        self.cycle.setAccessibleName(_("轮训周期"))
        self.cycle.setToolTip(_("选择轮训周期"))
        self.save = button(_("导出 Excel…"), self.export, _("导出可以直接报送的工作簿"), "Ctrl+S", role="primary")
        self.note = label("", "muted")
        self.to_roster = button(_("到花名册导入…"), lambda: self.shell.go("roster"), _("还没有人员，先导入名单"))
        self.to_roster.hide()
        self.required, self.done = Figure(_("应训人数")), Figure(_("已完成"))
        self.missing, self.rate = Figure(_("未完成")), Figure(_("覆盖率"))
        self.due = Figure(_("下次报送截止"), "subtitle")
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(True)
        self.units = self._groups(_("按单位"), _("单位"))
        self.levels = self._groups(_("按层级"), _("层级"))
        self.disciplines = self._groups(_("按门类"), _("执法门类"))
        self.years: Table[YearTally] = self._tab(_("按年度"), year_columns(), _(_YEAR_TEXT))
        self.batches = self._groups(_("按批次"), _("批次"))
        self.cities = self._groups(_("按市州"), _("市州"))
        self.lacking = MissingList()
        self.tabs.addTab(self.lacking, _("未完成"))
        self.uncounted = Uncounted()
        self.tabs.addTab(self.uncounted, _("未计入"))
        self.units.opened.connect(self._open_unit)
        self.units.setToolTip(_("双击或按回车，列出该单位未完成的人员"))
        self._lay_out()

    def _groups(self, title: str, what: str) -> Table[Group]:
        return self._tab(title, group_columns(what), "")

    def _tab(self, title: str, columns: tuple[Column[T], ...], text: str) -> Table[T]:
        """A tab with a table, under a sentence that explains it."""
        table: Table[T] = Table(title, columns, empty=_("没有记录。"))
        box = QWidget()
        column = QVBoxLayout(box)
        if text:
            column.addWidget(label(text, "muted"))
        column.addWidget(table, 1)
        self.tabs.addTab(box, title)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header(_("轮训覆盖"), self.cycle, self.save))
        said = QHBoxLayout()
        said.addWidget(self.note, 1)
        said.addWidget(self.to_roster)
        column.addLayout(said)
        row = QHBoxLayout()
        for figure in (self.required, self.done, self.missing, self.rate, self.due):
            row.addWidget(figure, 1)
        column.addLayout(row)
        column.addWidget(self.tabs, 1)
        self.cycle.currentIndexChanged.connect(lambda _at: self._read())

    def arrive(self, **arguments: object) -> None:
        if not self.cycle.count():
            now = cycle_of(self.context.clock.now().astimezone(BEIJING).date())
            with QSignalBlocker(self.cycle):
                for first in range(now.first_year, FIRST_YEAR - 1, -LENGTH):
                    cycle = Cycle(first, first + LENGTH - 1)
                    self.cycle.addItem(cycle.label, cycle)
        self._read()

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def chosen(self) -> Cycle | None:
        """The cycle chosen."""
        cycle = self.cycle.currentData()
        return cycle if isinstance(cycle, Cycle) else None

    def _read(self) -> None:
        cycle = self.chosen()

        def work(_report: Report) -> Coverage:
            from jltrain.app import ledger  # loads what verifies sheets: not before the first paint

            return ledger.coverage(self.context, cycle)

        self.shell.run(work, self._show, _("统计轮训覆盖"))

    def _show(self, found: Coverage) -> None:
        if found.cycle != self.chosen():  # the user has chosen another meanwhile
            return
        self.found = found
        total, due = found.total, next_due(found.today)
        self.required.put(f"{total.required:,}")
        self.done.put(f"{total.done:,}")
        self.missing.put(f"{total.missing:,}")
        self.rate.put(f"{total.rate:.1%}")
        self.due.put(due.isoformat())
        self.note.setText(_note(found))
        self.to_roster.setVisible(not found.lines)
        for table, groups in (
            (self.units, found.by_unit),
            (self.levels, found.by_level),
            (self.disciplines, found.by_discipline),
            (self.batches, found.by_batch),
            (self.cities, found.by_city),
        ):
            table.show_rows(groups)
        self.years.show_rows(found.by_year)
        self.lacking.show_lines(found.missing)
        self.uncounted.show_results(found.doubts, found.strangers)
        at = self.tabs.indexOf(self.lacking)
        self.tabs.setTabText(at, _("未完成 {n}").format(n=len(found.missing)))
        held = len(found.doubts) + len(found.strangers)
        self.tabs.setTabText(at + 1, _("未计入 {n}").format(n=held))

    def _open_unit(self, group: object) -> None:
        if isinstance(group, Group):
            self.lacking.show_unit(group.key)
            self.tabs.setCurrentWidget(self.lacking)

    def export(self) -> None:
        """Ask where to and write the workbook."""
        if self.found is None:
            return
        cycle, today = self.found.cycle, self.found.today
        name = _("轮训覆盖_{first}-{last}_{today}.xlsx").format(
            first=cycle.first_year, last=cycle.last_year, today=today.isoformat()
        )
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出轮训覆盖"), name, _("Excel 工作簿") + " (*.xlsx)")
        if not chosen:
            return
        file = Path(chosen).with_suffix(".xlsx")

        def work(_report: Report) -> Coverage:
            from jltrain.app import ledger

            return ledger.export(self.context, file, cycle)

        told = _("已导出到 {file}").format(file=file)
        self.shell.run(work, lambda _found: self.shell.tell(told), _("导出轮训覆盖"))


def _note(found: Coverage) -> str:
    """One line on what the figures speak of."""
    if not found.lines:
        return _("花名册还是空的：先到“花名册”页导入人员，这里才有应训人数。")
    days = (next_due(found.today) - found.today).days
    phase = _("（{phase}）").format(phase=phase_of(found.today).label) if found.cycle.contains(found.today) else ""
    text = _("统计截至 {today}{phase}，距下次报送 {days} 天。").format(today=found.today, phase=phase, days=days)
    held = len(found.doubts) + len(found.strangers)
    return text + (_("另有 {n} 份成绩未计入。").format(n=held) if held else "")
