"""What a file of training records holds, shown before anything of it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.activity_columns import draft_columns, problem_columns
from jltrain.gui.hr.parts import Badges, label
from jltrain.gui.shell.table import Table
from jltrain.i18n import _
from jltrain.ledger.activity import Activity
from jltrain.ledger.rowreader import RowProblem

if TYPE_CHECKING:
    from jltrain.app.activities import ActivitiesChecked


class ActivityPreview(QDialog):
    """Accepted when the good rows are to be entered."""

    def __init__(self, parent: QWidget, seen: ActivitiesChecked) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("检查培训记录文件"))
        new = len(seen.good) - seen.known
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        column.addWidget(label(seen.read.source, "subtitle"))
        self.badges = Badges()
        self.badges.put(_badges(seen, new))
        column.addWidget(self.badges)
        self.problems: Table[RowProblem] = Table(_("有问题的行"), problem_columns(), wrap=True)
        if seen.problems:
            column.addWidget(label(_("下列各行不会登记，请在原文件中改正后再导入一次，已登记的不会重复："), "muted"))
            self.problems.show_rows(seen.problems)
            self.problems.setMinimumHeight(gap * 4)
            column.addWidget(self.problems, 2)
        self.good: Table[Activity] = Table(_("可以登记的记录"), draft_columns())
        if seen.good:
            column.addWidget(label(_("可以登记的记录："), "muted"))
            self.good.show_rows(seen.good)
            self.good.setMinimumHeight(gap * 4)
            column.addWidget(self.good, 2)
        if not seen.problems and not seen.good:
            column.addWidget(label(_("文件里没有记录，请对照空白模板填写后再导入。")))
            column.addStretch(1)
        self.load = QPushButton(_("登记 {n} 条").format(n=new))
        self.load.setProperty("role", "primary")
        self.load.setEnabled(new > 0)
        self.load.setDefault(True)
        box = QDialogButtonBox()
        box.addButton(self.load, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        if not new and (seen.problems or seen.good):
            column.addWidget(label(_("没有一条可以登记：都有问题或早已登记。"), "badge-warn"))
        column.addWidget(box)
        self.load.setFocus()
        size_in_lines(self, 50, 36)


def _badges(seen: ActivitiesChecked, new: int) -> list[tuple[str, str]]:
    wrong = len({(problem.sheet, problem.row) for problem in seen.problems})
    found = [(_("可以登记 {n} 条").format(n=new), "good")] if new else []
    if seen.known:
        found.append((_("早已登记 {n} 条").format(n=seen.known), "info"))
    if wrong:
        found.append((_("有问题 {n} 行").format(n=wrong), "bad"))
    if seen.read.ignored_rows:
        found.append((_("示例、合计或重复表头 {n} 行").format(n=seen.read.ignored_rows), "info"))
    if seen.read.blank_rows:
        found.append((_("空行 {n} 行").format(n=seen.read.blank_rows), "info"))
    return found
