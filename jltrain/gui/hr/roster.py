"""花名册: the officers whom the unit has to train, and how they get in here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.drop import DropFrame, DropPage
from jltrain.gui.hr.parts import button, found, header, label, search_box
from jltrain.gui.hr.roster_preview import RosterPreview
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column, Table, by_sound, refit
from jltrain.i18n import _
from jltrain.ledger.roster import RosterRead, RosterRow
from jltrain.ledger.table import SUFFIXES
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.ledger import RosterImport

_LEVELS: Final = {"province": 0, "city": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit with its officers counted; `name` is "" for all units together."""

    name: str
    people: int


class RosterPage(DropPage):
    """Unit list on the left, officers on the right; the search looks through the unit chosen."""

    name = "roster"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._everybody: tuple[RosterRow, ...] = ()
        self._texts: list[str] = []
        self._unit = ""
        self.preview: RosterPreview | None = None
        self.load = button(
            _("导入花名册…"), self.choose, _("选择 Excel 或 CSV 文件，先检查再导入"), "Ctrl+O", role="primary"
        )
        self.template = button(_("写出空白模板…"), self.write_template, _("写出一份可以发给各单位填写的表格"), "Ctrl+T")
        self.counts = label("", "muted")
        self.search = search_box(self, _("查找：姓名、执法证号、单位中的任何文字"), lambda: self._filter(fit=False))
        self.units: Table[_Unit] = Table(_("各单位人数"), _unit_columns())
        self.officers: Table[RosterRow] = Table(_("执法人员"), _officer_columns(), empty=_("没有找到符合的人员。"))
        self.units.chosen.connect(self._choose_unit)
        self._body = QStackedWidget()
        self._body.addWidget(self._filled())
        self._body.addWidget(self._blank())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header(_("花名册"), self.template, self.load))
        column.addWidget(self.counts)
        column.addWidget(self._body, 1)

    def _filled(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        split = QSplitter()
        split.addWidget(self.units)
        split.addWidget(self.officers)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 8)
        split.setSizes([360, 740])
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        return box

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

    def arrive(self, **arguments: object) -> None:
        self.shell.run(self._read, self._show, _("读取花名册"))

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def _read(self, _report: Report) -> tuple[RosterRow, ...]:
        from jltrain.app import ledger  # loads what reads and verifies sheets: not before the first paint

        return ledger.officers(self.context)

    def _show(self, people: tuple[RosterRow, ...]) -> None:
        self._everybody = people
        self._texts = [f"{p.name}\n{p.certificate}\n{p.unit}\n{p.city}\n{p.batch}".casefold() for p in people]
        sizes: dict[str, int] = {}
        for person in people:
            sizes[person.unit] = sizes.get(person.unit, 0) + 1
        if self._unit not in sizes:
            self._unit = ""
        units = [_Unit("", len(people)), *(_Unit(unit, size) for unit, size in sizes.items())]
        self.units.show_rows(units)
        self._body.setCurrentIndex(0 if people else 1)
        self.counts.setVisible(bool(people))
        self._filter()

    def _choose_unit(self, unit: object) -> None:
        if isinstance(unit, _Unit):
            self._unit = unit.name
            self._filter()

    def _filter(self, *, fit: bool = True) -> None:
        words, unit = self.search.text(), self._unit
        rows = [
            person
            for person, text in zip(self._everybody, self._texts, strict=True)
            if (not unit or person.unit == unit) and found(words, text)
        ]
        self.officers.show_rows(rows, fit=fit)
        total = _("共 {people} 人，{units} 个单位。").format(
            people=len(self._everybody), units=self.units.rows.rowCount() - 1
        )
        shown = "" if len(rows) == len(self._everybody) else _("当前列出 {n} 人。").format(n=len(rows))
        self.counts.setText(total + shown + _("把名单文件拖到本页也可以导入。"))

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

        def work(report: Report) -> RosterRead:
            from jltrain.app import ledger

            return ledger.read_roster(file, report)

        self.shell.run(work, lambda read: self._preview(file, read), _("检查花名册文件"))

    def _preview(self, file: Path, read: RosterRead) -> None:
        self.preview = RosterPreview(self, read, self._everybody)
        self.preview.accepted.connect(lambda: self._import(file))
        self.preview.open()

    def _import(self, file: Path) -> None:
        replace = self.preview is not None and self.preview.replaces
        gone = self.preview.gone if self.preview else 0
        question = _("将从花名册移除 {n} 名不在文件中的人员，确定替换吗？已收取的成绩单不受影响。").format(n=gone)
        if replace and gone and not self.shell.ask(question, _("替换花名册")):
            return

        def work(report: Report) -> RosterImport:
            from jltrain.app import ledger

            return ledger.import_roster(self.context, file, report, replace=replace)

        self.shell.run(work, self._imported, _("导入花名册"))

    def _imported(self, done: RosterImport) -> None:
        change = done.change
        self.shell.tell(
            _("花名册已更新：新增 {added} 人，更新 {changed} 人，未变 {unchanged} 人，移除 {removed} 人。").format(
                added=change.added, changed=change.changed, unchanged=change.unchanged, removed=change.removed
            )
        )
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
            from jltrain.app import ledger

            ledger.write_template(file)

        self.shell.run(work, lambda _none: self.shell.tell(_("模板已写到 {file}").format(file=file)), _("写出空白模板"))


def _unit_columns() -> tuple[Column[_Unit], ...]:
    return (
        Column(
            _("单位"),
            lambda u: u.name or _("全部单位"),
            order=lambda u: (bool(u.name), by_sound(u.name)),
            widest=24,
            grows=True,
            least=3,
        ),
        Column(_("人数"), lambda u: str(u.people), order=lambda u: u.people, number=True),
    )


def _officer_columns() -> tuple[Column[RosterRow], ...]:
    return (
        Column(_("姓名"), lambda p: p.name, widest=10, least=4),
        Column(_("执法证号"), lambda p: p.certificate, order=lambda p: p.certificate),
        Column(_("单位"), lambda p: p.unit, widest=24, grows=True, least=10),
        Column(_("层级"), lambda p: p.level.label, order=lambda p: _LEVELS[p.level.value]),
        Column(_("执法门类"), lambda p: p.discipline.label, widest=10),
        Column(_("市州"), lambda p: p.city, widest=8),
        Column(_("批次"), lambda p: p.batch, widest=12),
        Column(_("岗位"), lambda p: p.post, widest=10),
    )
