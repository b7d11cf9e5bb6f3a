"""报表: what is handed in, chosen, looked at exactly as it will be written, and written as Excel or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from jltrain.app import reports, rotation
from jltrain.app.reports import Made
from jltrain.gui.hr import audit_dialog
from jltrain.gui.hr.cycles import cycle_chooser, cycle_in
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.hr.saved import Saved, ask_where
from jltrain.gui.hr.sections import Part, Sections, TablePart, read, read_on
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import refit
from jltrain.i18n import N_, _
from jltrain.ledger.cycle import FIRST_YEAR, Cycle, next_due
from jltrain.progress import Cancelled, Report

_NAMES: Final = {
    "half-yearly": N_("半年进展"),
    "yearly": N_("年度报告"),
    "final": N_("周期总结"),
    "commendation": N_("建议表扬名单"),
    "follow-up": N_("跟进名单"),
}
_LISTS: Final = ("commendation", "follow-up")
"""Those whose rows can be walked once: they are made anew for a file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report."""

    key: str
    cycle: Cycle
    year: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with as much of its tables as was read."""

    asked: Asked
    made: Made
    parts: tuple[Part, ...]


class ReportsPage(Page):
    """The page "reports"."""

    name = "reports"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shown: Shown | None = None
        self.kind, self.year = QComboBox(), QComboBox()
        self.cycle = cycle_chooser(self.context)
        self.audit = button(
            _("台账核验(&T)…"),
            lambda: audit_dialog.start(self, self.shell),
            _("检查台账是否完整、有没有被改动（Alt+T）"),
        )
        self.pdf = button(_("导出 PDF…"), partial(self.export, ".pdf"), _("存成可以打印、盖章的 PDF"), "Ctrl+P")
        self.xlsx = button(
            _("导出 Excel…"), partial(self.export, ".xlsx"), _("存成 Excel 工作簿"), "Ctrl+S", role="primary"
        )
        self.due = label("", "muted", wrap=False)
        self.title, self.notes = label("", "subtitle"), label("", "muted")
        self.resume = button(_("继续(&G)"), self.reload, _("接着算，已算好的不再重算（Alt+G）"), role="primary")
        self.saved = Saved()
        self.sections = Sections(_("报表的内容"))
        self.sections.more.connect(self._more)
        self._fill()
        self._lay_out()

    def _fill(self) -> None:
        for key, name in _NAMES.items():
            self.kind.addItem(_(name), key)
        self.kind.setAccessibleName(_("报表种类"))
        self.kind.setToolTip(_("选择报表种类"))
        today = rotation.today(self.context)
        for year in range(max(today.year, FIRST_YEAR), FIRST_YEAR - 1, -1):
            self.year.addItem(_("{year} 年").format(year=year), year)
        self.year.setAccessibleName(_("年度"))
        self.year.setToolTip(_("选择年度"))
        self.kind.currentIndexChanged.connect(lambda _at: self._chosen())
        self.cycle.currentIndexChanged.connect(lambda _at: self.reload())
        self.year.currentIndexChanged.connect(lambda _at: self.reload())

    def _lay_out(self) -> None:
        choose = Flow(px(6), self.kind, self.cycle, self.year, self.resume, self.due)
        self.resume.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(header(_("报表"), self.audit, self.pdf, self.xlsx))
        column.addWidget(choose)
        for said in (self.saved, self.title, self.notes):
            column.addWidget(said)
        column.addWidget(self.sections, 1)
        self.year.hide()
        self.notes.hide()
        self._enable()

    # ---- choosing

    def arrive(self, **arguments: object) -> None:
        at = self.kind.findData(arguments.get("key"))
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(at if at >= 0 else max(0, self.kind.currentIndex()))
        for name, box in (("cycle", self.cycle), ("year", self.year)):
            place = next((n for n in range(box.count()) if box.itemData(n) == arguments.get(name)), -1)
            if place >= 0:
                with QSignalBlocker(box):
                    box.setCurrentIndex(place)
        self._chosen()

    def place(self) -> dict[str, object]:
        asked = self.asked()
        return {"key": asked.key, "cycle": asked.cycle, "year": asked.year}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def asked(self) -> Asked:
        """What is chosen."""
        return Asked(str(self.kind.currentData()), cycle_in(self.cycle), int(self.year.currentData()))

    def _chosen(self) -> None:
        yearly = self.asked().key == "yearly"
        self.year.setVisible(yearly)
        self.cycle.setVisible(not yearly)
        self.reload()

    def reload(self) -> None:
        """Make the report anew."""
        context, asked = self.context, self.asked()
        self.due.setText(self._due(asked))

        def work(report: Report) -> Shown:
            made = make(asked, report)
            return Shown(asked, made, tuple(read(table) for table in made.tables))

        def make(wanted: Asked, report: Report) -> Made:
            year = wanted.year if wanted.key == "yearly" else 0
            return reports.make(context, wanted.key, None if year else wanted.cycle, year, report)

        self.shell.run(work, self._show, _("编制报表"), self._stopped)

    def _due(self, asked: Asked) -> str:
        """When the next half-yearly report is due, for which half, and how many days are left."""
        if asked.key != "half-yearly":
            return ""
        today = rotation.today(self.context)
        due = next_due(today)
        if not asked.cycle.contains(today):
            return _("所选周期不是当前周期，数字统计到今天。")
        half = _("{year} 年上半年") if due.month == 6 else _("{year} 年下半年")
        days = (due - today).days
        text = _("下一次报送：{half}，{due} 前，还有 {days} 天") if days else _("下一次报送：{half}，今天（{due}）截止")
        return text.format(half=half.format(year=due.year), due=due.isoformat(), days=days)

    def _stopped(self, error: Exception) -> None:
        self.shown = None
        self._enable()
        if isinstance(error, Cancelled):
            self.notes.show()
            self.notes.setText(_("统计没有做完，已停止；算好的部分已经保存，下次接着算。"))
            self.resume.show()
        else:
            self.shell.fail(error)

    # ---- showing

    def _show(self, shown: Shown) -> None:
        if shown.asked != self.asked():  # another was chosen meanwhile
            return
        self.shown = shown
        self.resume.hide()
        self.saved.hide()
        self.title.setText(shown.made.title)
        self.title.setVisible(shown.parts[0].table.title != shown.made.title)  # else it stands above the table
        self.notes.hide()
        self.sections.put(shown.parts, shown.made.plots, (shown.made.subtitle, *shown.made.notes))
        self._enable()

    def _more(self, view: TablePart) -> None:
        part = view.part
        view.next.setEnabled(False)  # one reads at a time

        def work(_report: Report) -> Part:
            return read_on(part)

        def done(_part: Part) -> None:
            view.next.setEnabled(True)
            view.show_rows()

        self.shell.run(work, done, _("读取名单"))

    def _enable(self) -> None:
        for part in (self.pdf, self.xlsx):
            part.setEnabled(self.shown is not None)

    # ---- writing

    def export(self, suffix: str) -> None:
        """Ask where to and write the report that is shown."""
        if self.shown is None:
            return
        shown, context = self.shown, self.context
        name = f"{shown.made.title}_{rotation.today(context).isoformat()}"
        file = ask_where(self, _("导出报表"), name, suffix)
        if file is None:
            return

        def work(report: Report) -> Path:
            asked, made = shown.asked, shown.made
            if asked.key in _LISTS:
                made = reports.make(context, asked.key, asked.cycle, 0, report)
            (reports.save_pdf if suffix == ".pdf" else reports.save_xlsx)(context, made, file, report)
            return file

        self.shell.run(work, self.saved.tell, _("导出报表"))
