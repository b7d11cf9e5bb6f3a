"""组卷方案: what a blueprint asks for, and drawing a paper from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import papers
from jltrain.app.papers import BlueprintFile
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.paper.assemble import Infeasible
from jltrain.paper.blueprint import Blueprint, Cell
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper
from jltrain.progress import Report


class BlueprintTab(QWidget):
    """`made` brings the new paper's digest."""

    made = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.list, self.title, self.seed = QListWidget(), QLineEdit(), QLineEdit()
        self._name, self._facts, self.lacking = QLabel(), QLabel(), QLabel()
        self.cells = _cells_table()
        self.draw = QPushButton(_("组卷(&Z)"))
        self.draw.setProperty("role", "primary")
        self.draw.setToolTip(_("按方案从题库抽题成卷（Alt+Z）"))
        self.draw.clicked.connect(self.make)
        self.title.returnPressed.connect(self.make)
        self.seed.returnPressed.connect(self.make)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._build()

    def offer(self, found: Sequence[BlueprintFile]) -> None:
        """List blueprints; one whose file is faulty says so."""
        self.list.clear()
        for entry in found:
            name = entry.blueprint.name if entry.blueprint else _("{file}（有错误）").format(file=entry.file.name)
            item = QListWidgetItem(name)
            item.setToolTip(str(entry.file))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def make(self) -> None:
        """Draw a paper from the blueprint chosen."""
        blueprint = self._blueprint()
        if blueprint is None:
            return
        title, seed = self.title.text(), self.seed.text()
        self.lacking.hide()

        def work(_report: Report) -> Paper:
            return papers.make(self._shell.context, blueprint, title, seed)

        def done(paper: Paper) -> None:
            self._shell.tell(_("已组成试卷“{title}”。").format(title=paper.title))
            self.title.clear()
            self.seed.clear()
            self.made.emit(paper.digest)

        self._shell.run(work, done, _("正在组卷…"), self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Infeasible):
            self._shell.fail(error)
            return
        lines = [
            _("{cell}：需要 {needed} 题，可用 {found} 题，缺 {short} 题").format(
                cell=k.cell.label, needed=k.needed, found=k.found, short=k.needed - k.found
            )
            for k in error.lacks
        ]
        self.lacking.setText("\n".join([_("题库不够组成这份试卷，请补充试题或调整方案："), *lines]))
        self.lacking.show()

    def _blueprint(self) -> Blueprint | None:
        item = self.list.currentItem()
        entry = item.data(Qt.ItemDataRole.UserRole) if item else None
        return entry.blueprint if isinstance(entry, BlueprintFile) else None

    def _show(self, item: QListWidgetItem | None) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole) if item else None
        self.lacking.hide()
        self.draw.setEnabled(isinstance(entry, BlueprintFile) and entry.blueprint is not None)
        if not isinstance(entry, BlueprintFile):
            return
        blueprint = entry.blueprint
        self._name.setText(blueprint.name if blueprint else entry.file.name)
        self._facts.setText(_facts(blueprint) if blueprint else entry.fault)
        self.cells.show_rows(blueprint.cells if blueprint else ())

    def _build(self) -> None:
        self._name.setProperty("role", "subtitle")
        self._facts.setWordWrap(True)
        self.lacking.setWordWrap(True)
        self.lacking.setProperty("role", "badge-bad")
        self.lacking.hide()
        self.list.setAccessibleName(_("组卷方案"))
        self.title.setPlaceholderText(_("不填则用方案名加日期"))
        self.title.setMaxLength(80)
        self.seed.setPlaceholderText(_("不填则随机抽取并记录"))
        self.seed.setMaxLength(64)
        fields = QHBoxLayout()
        for caption, edit in ((_("试卷名称(&T)"), self.title), (_("随机种子(&S)"), self.seed)):
            form = QFormLayout()
            form.addRow(caption, edit)
            fields.addLayout(form, 1)
        fields.addWidget(self.draw)
        right = QWidget()
        column = QVBoxLayout(right)
        for widget in (self._name, self._facts):
            column.addWidget(widget)
        column.addWidget(self.cells, 1)
        column.addWidget(self.lacking)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        split.setSizes([2000, 5000])
        outer = QVBoxLayout(self)
        outer.addWidget(split, 1)
        outer.addLayout(fields)


def _facts(blueprint: Blueprint) -> str:
    whom = [
        blueprint.discipline.label if blueprint.discipline else "",
        blueprint.level.label if blueprint.level else "",
    ]
    parts = [
        _("示例方案，请以省里下发的方案替换") if blueprint.example else "",
        "·".join(word for word in whom if word),
        _("{minutes} 分钟").format(minutes=blueprint.minutes),
        _("满分 {full} 分，{line} 分合格").format(
            full=marks_text(blueprint.full_halves), line=marks_text(blueprint.pass_halves)
        ),
        blueprint.rule.label,
        _("每名考生题序和选项顺序不同") if blueprint.shuffle else "",
    ]
    return _("；").join(part for part in parts if part)


def _cells_table() -> Table[Cell]:
    def grade(cell: Cell) -> str:
        return f"{cell.lowest}" if cell.lowest == cell.highest else f"{cell.lowest}–{cell.highest}"

    def whole(cell: Cell) -> int:
        return cell.count * cell.halves

    return Table(
        _("方案单元格"),
        (
            Column(_("门类"), lambda c: c.area.label),
            Column(_("题型"), lambda c: c.kind.label),
            Column(_("难度"), grade, lambda c: (c.lowest, c.highest)),
            Column(_("题数"), lambda c: str(c.count), lambda c: c.count, number=True),
            Column(_("每题分值"), lambda c: marks_text(c.halves), lambda c: c.halves, number=True),
            Column(_("小计"), lambda c: marks_text(whole(c)), whole, number=True),
            Column(_("限定知识点"), lambda c: _("、").join(c.topics) or _("不限")),
        ),
    )
