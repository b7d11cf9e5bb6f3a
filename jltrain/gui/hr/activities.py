"""培训登记: training that is no exam (drills, fitness, lectures, court …), entered by hand or from a spreadsheet."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jltrain.foreign.table import SUFFIXES
from jltrain.gui.hr.activity_columns import activity_columns
from jltrain.gui.hr.activity_dialog import ActivityDialog
from jltrain.gui.hr.activity_preview import ActivityPreview
from jltrain.gui.hr.parts import button, header, label, narrow, search_box
from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropFrame, DropPage
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.paged import Delay, PagedTable
from jltrain.gui.shell.table import refit
from jltrain.i18n import _
from jltrain.ledger.activity import ActivityKind
from jltrain.ledger.cycle import cycle_of
from jltrain.ledger.member import Member
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.activities import ActivitiesAdded, ActivitiesChecked, ActivityLine, Page

_YEARS = 6
"""Back to which the chooser goes year by year."""


class ActivitiesPage(DropPage):
    """A list under filters, a page at a time; entries are taken back with a reason and stay in the ledger."""

    name = "activities"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.dialog: ActivityDialog | None = None
        self.preview: ActivityPreview | None = None
        self.reason: ReasonDialog | None = None
        self.add = button(_("登记培训…"), self.register, _("给一人或多人登记一次培训"), "Ctrl+N", role="primary")
        self.load = button(_("从表格导入…"), self.choose, _("选择 Excel 或 CSV 文件，先检查再登记"), "Ctrl+O")
        self.template = button(_("写出空白模板…"), self.write_template, _("写出一份可以发给各单位填写的表格"), "Ctrl+T")
        self.kind, self.span = QComboBox(), QComboBox()
        self.kind.setAccessibleName(_("按种类筛选"))
        self.kind.addItem(_("全部种类"), None)
        for kind in ActivityKind:
            self.kind.addItem(kind.label, kind)
        self.span.setAccessibleName(_("按日期筛选"))
        narrow(self.kind)
        narrow(self.span)
        self.undone = QCheckBox(_("含已撤销(&Y)"))
        self.search = search_box(self, _("查找：姓名、执法证号、单位、内容、签认人"), lambda: self.delay.start())
        self.delay = Delay(self, lambda: self._find(fit=False))
        self.search.returnPressed.connect(self.delay.now)
        self.list: PagedTable[ActivityLine] = PagedTable(
            shell, _("培训记录"), activity_columns(), empty=_("没有符合条件的记录。")
        )
        self.undo = button(
            _("撤销登记…"), self.take_back, _("选中的记录登记有误时撤销，要写明理由"), "Ctrl+D", role="danger"
        )
        self.list.loaded.connect(lambda _page: self._loaded())
        self.list.table.selectionModel().selectionChanged.connect(lambda *_a: self._ready())
        self.list.opened.connect(self._open_person)
        self.list.table.setToolTip(_("双击或按回车，到此人的培训档案"))
        self._lay_out()
        for box in (self.kind, self.span):
            box.currentIndexChanged.connect(lambda _at: self._find())
        self.undone.toggled.connect(lambda _on: self._find())

    def _lay_out(self) -> None:
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside.addWidget(Flow(self.fontMetrics().height() // 3, self.kind, self.span, self.undone, self.search))
        inside.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(label(_("登记错了不能改动，请撤销后重新登记。表格文件可以拖到本页。"), "muted"), 1)
        foot.addWidget(self.undo)
        inside.addLayout(foot)
        self._body = QStackedWidget()
        self._body.addWidget(filled)
        self._body.addWidget(self._blank())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(header(_("培训登记"), self.template, self.load, self.add))
        column.addWidget(self._body, 1)

    def _blank(self) -> QWidget:
        self.frame = DropFrame()
        column = QVBoxLayout(self.frame)
        gap = self.fontMetrics().height() * 2
        column.setContentsMargins(gap, gap, gap, gap)
        column.addStretch(1)
        column.addWidget(label(_("还没有登记过培训"), "subtitle"))
        text = _(
            "考试以外的培训在这里登记：演练、体能、交通指挥手势、讲座、法庭旁听、季度学法等。点“登记培训”给一人或多人登记，或把各单位报来的表格拖到这里。"
        )
        column.addWidget(label(text))
        ways = (
            button(_("登记培训…"), self.register, _("给一人或多人登记一次培训"), role="primary"),
            button(_("从表格导入…"), self.choose, _("选择 Excel 或 CSV 文件")),
            button(_("写出空白模板…"), self.write_template, _("写出一份空白表格")),
        )
        column.addWidget(Flow(self.fontMetrics().height() // 3, *ways))
        column.addStretch(2)
        return self.frame

    # ---- reading

    def arrive(self, **arguments: object) -> None:
        if isinstance(words := arguments.get("words"), str):
            with QSignalBlocker(self.search):
                self.search.setText(words)
        self._fill_spans()
        self._find()

    def place(self) -> dict[str, object]:
        return {"words": self.search.text()} if self.search.text() else {}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _fill_spans(self) -> None:
        from jltrain.app import rotation

        if self.span.count():
            return
        today = rotation.today(self.context)
        cycle = cycle_of(today)
        with QSignalBlocker(self.span):
            self.span.addItem(_("全部日期"), None)
            self.span.addItem(_("本周期（{cycle}）").format(cycle=cycle.label), (cycle.first_day, cycle.last_day))
            for year in range(today.year, today.year - _YEARS, -1):
                self.span.addItem(_("{year} 年").format(year=year), (date(year, 1, 1), date(year, 12, 31)))

    def _find(self, *, fit: bool = True) -> None:
        self.delay.stop()
        context, words, undone = self.context, self.search.text(), self.undone.isChecked()
        kind, span = self.kind.currentData(), self.span.currentData()
        wanted = ActivityKind(kind) if kind else None
        since, until = span or (None, None)

        def query(offset: int, limit: int) -> Page[ActivityLine]:
            from jltrain.app import activities

            return activities.activities(
                context, "", wanted, words, since, until, undone=undone, offset=offset, limit=limit
            )

        self.list.ask(query, fit=fit)

    def filtered(self) -> bool:
        """Whether the list leaves anything out."""
        return bool(self.search.text().strip() or self.kind.currentIndex() > 0 or self.span.currentIndex() > 0)

    def _loaded(self) -> None:
        self._body.setCurrentIndex(0 if self.list.total or self.filtered() or self.undone.isChecked() else 1)
        self._ready()

    def _ready(self) -> None:
        self.undo.setEnabled(any(not line.activity.undone for line in self.list.picked()))

    def _open_person(self, line: object) -> None:
        from jltrain.app.activities import ActivityLine

        if isinstance(line, ActivityLine) and line.name:
            self.shell.go("transcript", certificate=line.activity.certificate)

    # ---- entering and taking back

    def register(self, people: list[Member] | None = None) -> None:
        """Ask what was done and by whom, and enter it."""
        self.dialog = ActivityDialog(self, self.shell, people or ())
        self.dialog.written.connect(lambda _n: self._find())
        self.dialog.open()

    def take_back(self) -> None:
        """Ask for the reason and take back the entries chosen."""
        entries = [line.activity.entry for line in self.list.picked() if not line.activity.undone]
        if not entries:
            return
        meaning = _("撤销选中的 {n} 条培训记录。撤销后不再计入，台账里留下原记录和撤销的理由。").format(n=len(entries))
        context = self.context

        def write(reason: str, by: str, _person: Member | None) -> None:
            from jltrain.app import register

            register.undo(context, entries, reason, by=by)

        example = _("例如：日期填错，另行登记")
        self.reason = ReasonDialog(self, self.shell, _("撤销登记"), meaning, write, example=example)
        self.reason.written.connect(partial(self._taken_back, len(entries)))
        self.reason.open()

    def _taken_back(self, n: int) -> None:
        self.shell.tell(_("已撤销 {n} 条培训记录。").format(n=n))
        self.list.reload()

    # ---- files

    def wanted(self, path: Path) -> bool:
        return path.suffix.lower() in SUFFIXES

    def dropped(self, paths: list[Path]) -> None:
        self.check(paths[0])
        if len(paths) > 1:
            self.shell.tell(_("一次导入一个文件，先检查“{file}”。").format(file=paths[0].name))

    def hover(self, on: bool) -> None:
        self.frame.set_hot(on)

    def choose(self) -> None:
        """Ask for a file and check it."""
        kinds = (
            _("表格（{suffixes}）").format(suffixes=" ".join(SUFFIXES)) + f" ({' '.join('*' + s for s in SUFFIXES)})"
        )
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选择培训记录文件"), "", kinds)
        if chosen:
            self.check(Path(chosen))

    def check(self, file: Path) -> None:
        """Read a file and show what would be entered."""

        def work(report: Report) -> ActivitiesChecked:
            from jltrain.app import activities

            return activities.read(self.context, file, report)

        self.shell.run(work, lambda seen: self._preview(file, seen), _("检查培训记录文件"))

    def _preview(self, file: Path, seen: ActivitiesChecked) -> None:
        self.preview = ActivityPreview(self, seen)
        self.preview.accepted.connect(partial(self._enter, file))
        self.preview.open()

    def _enter(self, file: Path) -> None:
        def work(report: Report) -> ActivitiesAdded:
            from jltrain.app import activities

            return activities.add_file(self.context, file, report)

        self.shell.run(work, self._entered, _("登记培训"))

    def _entered(self, done: ActivitiesAdded) -> None:
        self.shell.tell(_("已登记 {n} 条培训记录。").format(n=done.added))
        self._find()

    def write_template(self) -> None:
        """Ask where to and write the empty form."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("写出空白模板"), _("培训记录模板.xlsx"), _("Excel 工作簿") + " (*.xlsx)"
        )
        if not chosen:
            return
        file = Path(chosen)

        def work(_report: Report) -> None:
            from jltrain.app import activities

            activities.write_template(file)

        self.shell.run(work, lambda _none: self.shell.tell(_("模板已写到 {file}").format(file=file)), _("写出空白模板"))
