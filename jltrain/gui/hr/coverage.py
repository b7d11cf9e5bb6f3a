"""轮训覆盖: how far the three-year rotation is, by every division HR reports, and who still has to do what by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from jltrain.app import coverage, rotation
from jltrain.gui.hr import coverage_columns as columns
from jltrain.gui.hr.cycles import cycle_chooser, cycle_in
from jltrain.gui.hr.missing import MissingList
from jltrain.gui.hr.parts import Figure, button, header, label
from jltrain.gui.hr.plan_dialog import PlanDialog
from jltrain.gui.hr.saved import Saved, ask_where
from jltrain.gui.hr.schooling import Schooling
from jltrain.gui.hr.sections import plot_page
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell import theme
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Table, refit
from jltrain.i18n import N_, _
from jltrain.ledger import reporttables
from jltrain.ledger.cycle import Cycle, next_due, phase_of
from jltrain.ledger.figures import Figures, Grouping, RequirementTally
from jltrain.ledger.plan import RotationPlan
from jltrain.ledger.standing import Group, YearTally
from jltrain.progress import Cancelled, Report

_LOW: Final = 26
"""Lines of text that the page is high at least where figures and a table stand below each other."""
_YEAR_TEXT: Final = N_("“本年完成”按各项计入完成的要求全部做到的日期计；目标取自轮训计划，没有计划时显示“—”。")
_NEED_TEXT: Final = N_(
    "每年、每季度的要求只计已经结束的年度和季度，一人一期计一次。双击或按回车，列出还缺这一项的人员。"
)
_GROUPS: Final = (
    (Grouping.UNIT, N_("按单位"), N_("单位"), "by_unit"),
    (Grouping.CITY, N_("按市州"), N_("市州"), "by_city"),
    (Grouping.LEVEL, N_("按层级"), N_("层级"), "by_level"),
    (Grouping.DISCIPLINE, N_("按门类"), N_("执法门类"), "by_discipline"),
    (Grouping.BATCH, N_("按批次"), N_("批次"), "by_batch"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Figures and the plan they were counted under."""

    figures: Figures
    plan: RotationPlan


class CoveragePage(Page):
    """Big figures above, plots and tables below; a double click on a row lists who is missing there."""

    name = "coverage"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.seen: Seen | None = None
        self.cycle = cycle_chooser(self.context)
        self.plan = button(_("轮训计划(&J)…"), self.show_plan, _("查看或更换轮训计划（Alt+J）"))
        self.save = button(_("导出 Excel…"), self.export, _("导出各表和未完成名单"), "Ctrl+S", role="primary")
        self.note = label("", "muted")
        self._said = ""
        self.waiting = button(
            "", lambda: self.shell.go("collect", waiting=True), _("到待核实清单逐份处理"), role="link"
        )
        self.to_roster = button(_("到花名册导入…"), lambda: self.shell.go("roster"), _("还没有人员，先导入名单"))
        self.resume = button(_("继续统计(&G)"), self._read, _("接着算，已算好的不再重算（Alt+G）"), role="primary")
        scale = theme.current().scale
        size = "figure" if scale <= 110 else "title" if scale <= 125 else "subtitle"
        self.required, self.done = Figure(_("应训人数"), size), Figure(_("已完成"), size)
        self.missing, self.rate = Figure(_("未完成"), size), Figure(_("覆盖率"), size)
        self.overdue, self.due = Figure(_("已超期"), size), Figure(_("下次报送截止"), "subtitle")
        self.figures = QWidget()
        self.saved = Saved()
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(True)
        self.plots = QStackedWidget()
        self.tabs.addTab(self.plots, _("图表"))
        self.grouping, self.groups = QComboBox(), QStackedWidget()
        self.tables: dict[Grouping, Table[Group]] = {}
        self._add_groups()
        self.years: Table[YearTally] = self._tab(_("年度进度"), columns.year_columns(), _(_YEAR_TEXT))
        self.needs: Table[RequirementTally] = self._tab(_("各项要求"), columns.requirement_columns(), _(_NEED_TEXT))
        self.needs.opened.connect(self._open_need)
        self.schooling = Schooling()
        self.tabs.addTab(self.schooling, _("学历与学法"))
        self.lacking = MissingList(shell)
        self.tabs.addTab(self.lacking, _("未完成名单"))
        self._lay_out()

    # ---- building

    def _add_groups(self) -> None:
        self.grouping.setAccessibleName(_("分组方式"))
        self.grouping.setToolTip(_("选择按什么分组"))
        for by, title, what, _field in _GROUPS:
            table: Table[Group] = Table(_(title), columns.group_columns(_(what)), empty=_("没有记录。"))
            table.setToolTip(_("双击或按回车，列出这一组未完成的人员"))
            table.opened.connect(lambda group, by=by: self._open_group(by, group))
            self.tables[by] = table
            self.groups.addWidget(table)
            self.grouping.addItem(_(title), by)
        self.grouping.currentIndexChanged.connect(self.groups.setCurrentIndex)
        box = QWidget()
        column, row = QVBoxLayout(box), QHBoxLayout()
        row.addWidget(self.grouping)
        row.addWidget(label(_("双击或按回车，列出这一组未完成的人员。"), "muted"), 1)
        column.addLayout(row)
        column.addWidget(self.groups, 1)
        self.tabs.addTab(box, _("分组统计"))

    def _tab(self, title: str, given: tuple[Any, ...], text: str) -> Table[Any]:
        """A tab with a table, under a sentence that explains it."""
        table: Table[Any] = Table(title, given, empty=_("没有记录。"))
        box = QWidget()
        column = QVBoxLayout(box)
        column.addWidget(label(text, "muted"))
        column.addWidget(table, 1)
        self.tabs.addTab(box, title)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(header(_("轮训覆盖"), self.cycle, self.plan, self.save))
        said = QHBoxLayout()
        said.addWidget(self.note, 1)
        for part in (self.waiting, self.to_roster, self.resume):
            part.hide()
            said.addWidget(part)
        column.addLayout(said)
        row = QHBoxLayout(self.figures)
        row.setContentsMargins(0, 0, 0, 0)
        for figure in (self.required, self.done, self.missing, self.rate, self.overdue, self.due):
            figure.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            row.addWidget(figure)
        column.addWidget(self.figures)
        column.addWidget(self.saved)
        column.addWidget(self.tabs, 1)
        self.cycle.currentIndexChanged.connect(lambda _at: self._read())
        self.tabs.currentChanged.connect(lambda _at: self._make_room())
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the window is low, tables get the room of the big figures, which then are one line; so where it is narrow."""
        low = self.height() < self.fontMetrics().height() * _LOW and self.tabs.currentWidget() is not self.plots
        low = low or self.width() < self.figures.minimumSizeHint().width()
        self.figures.setVisible(not low)
        self.note.setText(self._briefly() if low else self._said)

    def _briefly(self) -> str:
        """The big figures in one line."""
        if self.seen is None or not self.seen.figures.total.tally.required:
            return self._said
        return _("应训 {required}，完成 {done}（{rate}），超期 {overdue}；{due} 前报送。").format(
            required=self.required.value.text(),
            done=self.done.value.text(),
            rate=self.rate.value.text(),
            overdue=self.overdue.value.text(),
            due=self.due.value.text(),
        )

    def _say(self, text: str) -> None:
        self._said = text
        self._make_room()

    # ---- reading

    def arrive(self, **arguments: object) -> None:
        wanted = arguments.get("cycle")
        if isinstance(wanted, Cycle):
            with QSignalBlocker(self.cycle):
                self.cycle.setCurrentIndex(max(0, self.cycle.findText(wanted.label)))
        self._read()

    def place(self) -> dict[str, object]:
        return {"cycle": self.chosen()}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)
        self.update()

    def chosen(self) -> Cycle:
        """The cycle chosen."""
        return cycle_in(self.cycle)

    def _read(self) -> None:
        context, cycle = self.context, self.chosen()

        def work(report: Report) -> Seen:
            figures = coverage.figures(context, cycle, report)
            return Seen(figures, rotation.plan(context, cycle))

        self.shell.run(work, self._show, _("统计轮训覆盖"), self._stopped)

    def _stopped(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._say(_("统计没有做完，已停止；算好的部分已经保存，下次接着算。"))
            self.resume.show()
        else:
            self.shell.fail(error)

    def _show(self, seen: Seen) -> None:
        figures = seen.figures
        if figures.cycle != self.chosen():  # the user has chosen another meanwhile
            return
        self.seen = seen
        self.resume.hide()
        self._show_head(figures)
        for by, _title, _what, field in _GROUPS:
            self.tables[by].show_rows(getattr(figures, field))
        self.years.show_rows(figures.by_year)
        self.needs.show_rows(figures.requirements)
        self.schooling.put(figures)
        self._show_plots(figures, seen.plan)
        self.lacking.show_figures(figures, seen.plan)
        at = self.tabs.indexOf(self.lacking)
        self.tabs.setTabText(at, _("未完成名单 {n}").format(n=f"{figures.total.tally.missing:,}"))

    def _show_head(self, figures: Figures) -> None:
        total = figures.total
        self.required.put(f"{total.tally.required:,}")
        self.done.put(f"{total.tally.done:,}")
        self.missing.put(f"{total.tally.missing:,}")
        self.rate.put(f"{total.tally.rate:.1%}")
        self.overdue.put(f"{total.overdue:,}")
        self.due.put(next_due(figures.today).isoformat())
        self._say(_note(figures))
        self.to_roster.setVisible(not total.tally.required)
        waits = figures.waiting
        told = []
        if waits.name_differs:
            told.append(_("姓名待核实 {n} 份").format(n=f"{waits.name_differs:,}"))
        if waits.unknown_officer:
            told.append(_("查无此人 {n} 份").format(n=f"{waits.unknown_officer:,}"))
        self.waiting.setText("，".join(told) + _("，去处理…") if told else "")
        self.waiting.setVisible(bool(told))

    def _show_plots(self, figures: Figures, plan: RotationPlan) -> None:
        made = [
            reporttables.progress_plot(figures),
            reporttables.status_plot(N_("按市州"), figures.by_city),
            reporttables.status_plot(N_("按单位"), figures.by_unit),
            reporttables.status_plot(N_("按门类"), figures.by_discipline),
            reporttables.status_plot(N_("按层级"), figures.by_level),
            reporttables.requirement_plot(figures.requirements),
        ]
        most = reporttables.MAX_BARS
        few = _("单位较多，只画应训人数最多的 {n} 个；全部单位见“分组统计”。").format(n=most)
        notes = {_("按单位"): few} if len(figures.by_unit) > most else {}
        if plan.example and plan.targets:
            notes[made[0].title] = _("目标取自示例计划，不是下达的数字；可在“轮训计划”里换用自己的计划。")
        page = plot_page(made if figures.total.tally.required else (), notes)
        while (old := self.plots.widget(0)) is not None:
            self.plots.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.plots.addWidget(page)

    # ---- acts

    def _open_group(self, by: Grouping, group: object) -> None:
        if isinstance(group, Group):
            self.lacking.show_group(by, group.key)
            self.tabs.setCurrentWidget(self.lacking)

    def _open_need(self, row: object) -> None:
        if isinstance(row, RequirementTally):
            self.lacking.show_lacking(row.requirement.id)
            self.tabs.setCurrentWidget(self.lacking)

    def show_plan(self) -> None:
        """Show the plan that holds."""
        dialog = PlanDialog(self, self.shell, self.chosen())
        dialog.changed.connect(self._read)
        dialog.open()

    def export(self) -> None:
        """Ask where to and write the workbook."""
        if self.seen is None:
            return
        cycle, today = self.seen.figures.cycle, self.seen.figures.today
        name = _("轮训覆盖_{first}-{last}_{today}").format(
            first=cycle.first_year, last=cycle.last_year, today=today.isoformat()
        )
        file = ask_where(self, _("导出轮训覆盖"), name, ".xlsx")
        if file is None:
            return
        context = self.context

        def work(report: Report) -> Figures:
            from jltrain.app import ledgerbook

            return ledgerbook.export(context, file, cycle, report)

        self.shell.run(work, lambda _found: self.saved.tell(file), _("导出轮训覆盖"))


def _note(figures: Figures) -> str:
    """One line on what the figures speak of."""
    if not figures.total.tally.required:
        return _("花名册还是空的：先到“花名册”页导入人员，这里才有应训人数。")
    days = (next_due(figures.today) - figures.today).days
    phase = _phase(figures.cycle, figures.today)
    return _("统计截至 {today}{phase}，距下次报送 {days} 天。").format(today=figures.today, phase=phase, days=days)


def _phase(cycle: Cycle, today: date) -> str:
    return _("（{phase}）").format(phase=phase_of(today).label) if cycle.contains(today) else ""
