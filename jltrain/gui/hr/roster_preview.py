"""What a roster file holds, shown before anything of it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import Badges, label
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.ledger.roster import RosterRead
from jltrain.ledger.rowreader import RowProblem

if TYPE_CHECKING:
    from jltrain.app.roster import RosterChange


class RosterPreview(QDialog):
    """`replaces` is the choice made; `gone` counts the officers whom the file lacks. `standing`: how many there are."""

    def __init__(self, parent: QWidget, read: RosterRead, change: RosterChange, standing: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("检查花名册文件"))
        self.gone = change.removed
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height()
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        column.addWidget(label(read.source, "subtitle"))
        self.badges = Badges()
        self.badges.put(_badges(read))
        column.addWidget(self.badges)
        self.text = label(_changed(read, change))
        column.addWidget(self.text)
        if left_out := _left_out(read):
            column.addWidget(label("　".join(left_out), "muted"))
        self.problems: Table[RowProblem] = Table(_("有问题的行"), _columns(), wrap=True)
        if read.problems:
            column.addWidget(label(_("下列各行不会导入，请在原文件中改正后再导入一次："), "muted"))
            self.problems.show_rows(read.problems)
            self.problems.setMinimumHeight(gap * 6)
            column.addWidget(self.problems, 1)
        self._add_choice(column, read, standing=bool(standing))
        column.addLayout(self._buttons(len(read.people)))
        self.load.setFocus()
        width, height = gap * 48, gap * (30 if read.problems else 16)
        room = self.screen().availableGeometry()
        self.resize(min(width, room.width() - gap * 2), min(height, room.height() - gap * 4))

    @property
    def replaces(self) -> bool:
        return self.replace.isChecked()

    def _add_choice(self, column: QVBoxLayout, read: RosterRead, *, standing: bool) -> None:
        self.merge = QRadioButton(_("添加和更新(&A)：文件中没有的人员保留不动"))
        self.replace = QRadioButton(_("替换整个花名册(&R)：移除文件中没有的 {n} 人").format(n=f"{self.gone:,}"))
        self.merge.setChecked(True)
        for choice in (self.merge, self.replace):
            choice.setVisible(standing)
            column.addWidget(choice)
        if standing and read.problems:
            self.replace.setEnabled(False)
            self.replace.setText(_("替换整个花名册(&R)"))
            column.addWidget(label(_("文件没有问题行时才可以替换，免得有人因为填错一格被移出花名册。"), "muted"))
        if not read.problems:
            column.addStretch(1)

    def _buttons(self, people: int) -> QVBoxLayout:
        box = QDialogButtonBox()
        self.load = QPushButton(_("导入 {n} 人").format(n=people))
        self.load.setProperty("role", "primary")
        self.load.setEnabled(people > 0)
        self.load.setDefault(True)
        box.addButton(self.load, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        row = QVBoxLayout()
        if not people:
            row.addWidget(label(_("没有一行可以导入，请按上面的提示改正后重试。"), "badge-bad"))
        row.addWidget(box)
        return row


def _changed(read: RosterRead, change: RosterChange) -> str:
    text = _("可以导入的 {n} 人中：新增 {added} 人，更新 {changed} 人，与现有相同 {same} 人。").format(
        n=len(read.people), added=change.added, changed=change.changed, same=change.unchanged
    )
    said = []
    if change.renumbered:
        said.append(_("{n} 人更换了执法证号").format(n=change.renumbered))
    if appointed := sum(bool(person.appointed) for person in read.people):
        said.append(_("{n} 人写明了任职日期").format(n=appointed))
    return text + (_("其中{facts}。").format(facts=_("，").join(said)) if said else "")


def _badges(read: RosterRead) -> list[tuple[str, str]]:
    found = [(_("可以导入 {n} 人").format(n=len(read.people)), "good")] if read.people else []
    if read.problem_rows:
        found.append((_("有问题 {n} 行").format(n=read.problem_rows), "bad"))
    if read.ignored_rows:
        found.append((_("示例、合计或重复表头 {n} 行").format(n=read.ignored_rows), "info"))
    if read.blank_rows:
        found.append((_("空行 {n} 行").format(n=read.blank_rows), "info"))
    return found


def _left_out(read: RosterRead) -> list[str]:
    texts = []
    if read.unread_columns:
        texts.append(_("没有用到的列：{names}").format(names=_("、").join(read.unread_columns)))
    if read.unread_sheets:
        texts.append(_("没有读取的工作表：{names}").format(names=_("、").join(read.unread_sheets)))
    return texts


def _columns() -> tuple[Column[RowProblem], ...]:
    return (
        Column(_("工作表"), lambda p: p.sheet, widest=8),
        Column(_("行"), lambda p: str(p.row), order=lambda p: p.row, number=True),
        Column(_("列"), lambda p: p.column, widest=8),
        Column(_("内容"), lambda p: p.value, widest=10),
        Column(_("原因"), lambda p: p.text, widest=40, grows=True, least=20),
    )
