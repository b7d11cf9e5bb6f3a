"""花名册: the officers whom the unit has to train, and how they get in here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from jltrain.foreign.table import SUFFIXES
from jltrain.gui.hr.parts import button, found, header, label, search_box
from jltrain.gui.hr.roster_columns import Unit, officer_columns, unit_columns
from jltrain.gui.hr.roster_person import Person, PersonDialog, read_person
from jltrain.gui.hr.roster_preview import RosterPreview
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropFrame, DropPage
from jltrain.gui.shell.paged import Delay, PagedTable
from jltrain.gui.shell.table import Table, refit
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.ledger.roster import RosterRead
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.roster import OfficerRow, Page, RosterChange, RosterImport
    from jltrain.gui.hr.activity_dialog import ActivityDialog

_MANY_UNITS = 12
"""From so many units on, a field to find one in."""


class RosterPage(DropPage):
    """Unit list on the left, officers on the right, a page at a time; the search looks through the unit chosen."""

    name = "roster"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._units: list[Unit] = []
        self._unit: str | None = None
        self.preview: RosterPreview | None = None
        self.person: PersonDialog | None = None
        self.activity: ActivityDialog | None = None
        self.load = button(
            _("导入花名册…"), self.choose, _("选择 Excel 或 CSV 文件，先检查再导入"), "Ctrl+O", role="primary"
        )
        self.template = button(_("写出空白模板…"), self.write_template, _("写出一份可以发给各单位填写的表格"), "Ctrl+T")
        self.counts = label("", "muted")
        self.search = search_box(self, _("查找：姓名、执法证号、单位"), lambda: self.delay.start())
        self.delay = Delay(self, lambda: self._find(fit=False))
        self.search.returnPressed.connect(self.delay.now)
        self.unit_words = QLineEdit()
        self.unit_words.setPlaceholderText(_("找单位"))
        self.unit_words.setAccessibleName(_("找单位"))
        self.unit_words.setClearButtonEnabled(True)
        self.unit_words.setAcceptDrops(False)
        self.unit_words.textChanged.connect(lambda _text: self._show_units())
        self.units: Table[Unit] = Table(_("各单位人数"), unit_columns())
        self.officers: PagedTable[OfficerRow] = PagedTable(
            shell, _("执法人员"), officer_columns(), empty=_("没有找到符合的人员。")
        )
        self.officers.table.setToolTip(_("双击或按回车，看此人的情况和变动记录"))
        self.officers.opened.connect(self.open_person)
        self.units.chosen.connect(self._choose_unit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        self._body.addWidget(self._filled())
        self._body.addWidget(self._blank())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(header(_("花名册"), self.template, self.load))
        column.addWidget(self.counts)
        column.addWidget(self._body, 1)

    def _filled(self) -> QWidget:
        left = QWidget()
        units = QVBoxLayout(left)
        units.setContentsMargins(0, 0, 0, 0)
        units.addWidget(self.unit_words)
        units.addWidget(self.units, 1)
        right = QWidget()
        people = QVBoxLayout(right)
        people.setContentsMargins(0, 0, 0, 0)
        people.addWidget(self.search)
        people.addWidget(self.officers, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 8)
        split.setSizes([330, 770])
        split.setChildrenCollapsible(False)
        return split

    def _blank(self) -> QWidget:
        self.frame = DropFrame()
        column = QVBoxLayout(self.frame)
        column.addStretch(1)
        column.addWidget(label(_("花名册还是空的"), "subtitle"))
        text = _(
            "把各单位报来的人员名单（Excel 或 CSV）拖到这里，或点“导入花名册”。还没有名单时，先写出空白模板发给各单位填写。"
        )
        column.addWidget(label(text))
        row = QHBoxLayout()
        row.addWidget(button(_("导入花名册…"), self.choose, _("选择 Excel 或 CSV 文件"), role="primary"))
        row.addWidget(button(_("写出空白模板…"), self.write_template, _("写出一份空白表格")))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        gap = self.fontMetrics().height() * 2
        column.setContentsMargins(gap, gap, gap, gap)
        return self.frame

    # ---- reading

    def arrive(self, **arguments: object) -> None:
        if isinstance(words := arguments.get("words"), str):
            with QSignalBlocker(self.search):
                self.search.setText(words)
        self.shell.run(self._read, self._show, _("读取花名册"))

    def place(self) -> dict[str, object]:
        return {"words": self.search.text()} if self.search.text() else {}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _read(self, _report: Report) -> tuple[tuple[str, int], ...]:
        from jltrain.app import roster  # loads what reads and verifies sheets: not before the first paint

        return roster.unit_sizes(self.context)

    def _show(self, sizes: tuple[tuple[str, int], ...]) -> None:
        people = sum(size for _unit, size in sizes)
        if self._unit not in dict(sizes):
            self._unit = None
        self._units = [Unit(None, people), *(Unit(unit, size) for unit, size in sizes)]
        self.unit_words.setVisible(len(sizes) >= _MANY_UNITS)
        self._show_units()
        self._body.setCurrentIndex(0 if people else 1)
        self.counts.setVisible(bool(people))
        self.counts.setText(
            _("共 {people} 人，{units} 个单位。").format(people=f"{people:,}", units=f"{len(sizes):,}")
            + _("把名单文件拖到本页也可以导入。")
        )
        self._find()

    def _show_units(self) -> None:
        words = self.unit_words.text()
        shown = [unit for unit in self._units if unit.name is None or found(words, unit.label.casefold())]
        with QSignalBlocker(self.units):
            self.units.show_rows(shown)
            for at, unit in enumerate(self.units.rows.rows):
                if unit.name == self._unit:
                    self.units.selectRow(at)

    def _choose_unit(self, unit: object) -> None:
        if isinstance(unit, Unit) and unit.name != self._unit:
            self._unit = unit.name
            self._find()

    def _find(self, *, fit: bool = True) -> None:
        self.delay.stop()
        words, unit, context = self.search.text(), self._unit, self.context

        def query(offset: int, limit: int) -> Page[OfficerRow]:
            from jltrain.app import roster

            return roster.officers(context, words, unit, offset, limit)

        self.officers.ask(query, fit=fit)

    # ---- one officer

    def open_person(self, row: object) -> None:
        """Show one officer with his history."""
        from jltrain.app.roster import OfficerRow

        if not isinstance(row, OfficerRow):
            return
        context, number, namesakes = self.context, row.member.certificate, row.namesakes
        self.shell.run(lambda _report: read_person(context, number, namesakes), self._show_person, _("读取人员"))

    def _show_person(self, person: Person) -> None:
        self.person = PersonDialog(self, person)
        self.person.transcript.connect(lambda number: self.shell.go("transcript", certificate=number))
        self.person.register.connect(self.register_activity)
        self.person.open()

    def register_activity(self, member: object) -> None:
        """Enter a training of this officer's."""
        from jltrain.gui.hr.activity_dialog import ActivityDialog

        if isinstance(member, Member):
            self.activity = ActivityDialog(self, self.shell, [member])
            self.activity.open()

    # ---- importing

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
            _("名单（{suffixes}）").format(suffixes=" ".join(SUFFIXES)) + f" ({' '.join('*' + s for s in SUFFIXES)})"
        )
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选择花名册文件"), "", kinds)
        if chosen:
            self.check(Path(chosen))

    def check(self, file: Path) -> None:
        """Read a file and show what would be imported."""

        def work(report: Report) -> tuple[RosterRead, RosterChange, int]:
            from jltrain.app import roster

            read = roster.read_roster(file, report)
            return read, roster.foresee(self.context, read, report), roster.count(self.context)

        self.shell.run(work, lambda seen: self._preview(file, *seen), _("检查花名册文件"))

    def _preview(self, file: Path, read: RosterRead, change: RosterChange, standing: int) -> None:
        self.preview = RosterPreview(self, read, change, standing)
        self.preview.accepted.connect(lambda: self._import(file))
        self.preview.open()

    def _import(self, file: Path) -> None:
        replace = self.preview is not None and self.preview.replaces
        gone = self.preview.gone if self.preview else 0
        question = _("将从花名册移除 {n} 名不在文件中的人员，确定替换吗？已收取的成绩单不受影响。").format(n=gone)
        if replace and gone and not self.shell.ask(question, _("替换花名册")):
            return

        def work(report: Report) -> RosterImport:
            from jltrain.app import roster

            return roster.import_roster(self.context, file, report, replace=replace)

        self.shell.run(work, self._imported, _("导入花名册"))

    def _imported(self, done: RosterImport) -> None:
        change = done.change
        text = _("花名册已更新：新增 {added} 人，更新 {changed} 人，未变 {unchanged} 人，移除 {removed} 人。").format(
            added=change.added, changed=change.changed, unchanged=change.unchanged, removed=change.removed
        )
        if change.renumbered:
            text += _("其中 {n} 人更换了执法证号，原证号的成绩已归到新证号。").format(n=change.renumbered)
        self.shell.tell(text)
        self.arrive()

    def write_template(self) -> None:
        """Ask where to and write the empty form."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("写出空白模板"), _("执法人员名册模板.xlsx"), _("Excel 工作簿") + " (*.xlsx)"
        )
        if not chosen:
            return
        file = Path(chosen)

        def work(_report: Report) -> None:
            from jltrain.app import roster

            roster.write_template(file)

        self.shell.run(work, lambda _none: self.shell.tell(_("模板已写到 {file}").format(file=file)), _("写出空白模板"))
