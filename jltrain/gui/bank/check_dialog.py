"""检查题库: which questions to check, and the list of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from jltrain.bank.fieldnames import place_name
from jltrain.gui.bank.scope import Scope, ScopeChoice
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.bankcheck import BankCheck


_EVERY, _TO_MEND = -1, -2
"""What the list may be narrowed to, besides one rank."""
_HINT: Final = 4
"""The rank of what is to be read, not mended."""


class CheckDialog(QDialog):
    """Asks what to check."""

    def __init__(self, parent: QWidget, counts: dict[Scope, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("检查题库"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        column.addWidget(
            label(_("查结构是否完整、引用的法条能否找到、答案里的数字是否在条文中、有没有重复的题、正确答案的分布。"))
        )
        self.scope = ScopeChoice(counts)
        self.scope.buttons[Scope.ALL].setChecked(True)
        column.addWidget(self.scope)
        self.statutes = QCheckBox(_("对照已导入的法规原文(&L)"))
        self.statutes.setChecked(True)
        column.addWidget(self.statutes)
        column.addStretch(1)
        self.go = QPushButton(_("开始检查"))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        box = QDialogButtonBox()
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.go.setEnabled(any(counts.values()))
        self.go.setFocus()
        size_in_lines(self, 34)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the result. `ids`: the questions it is about, () for the bank as a whole; `rank` 0 is worst."""

    rank: int
    ids: tuple[str, ...]
    place: str
    text: str

    @property
    def grade(self) -> str:
        """What the screen says."""
        return (_("必须改"), _("错误"), _("重复"), _("整体"), _("提示"))[self.rank]


def lines(check: BankCheck) -> tuple[Found, ...]:
    """The result as lines, the worst first."""
    found = [
        Found(0 if one.fault.blocking else _HINT if one.fault.hint else 1, (one.id,), one.fault.place, one.fault.text)
        for one in check.faults
    ]
    found += [Found(2, pair, "", _("与“{other}”几乎相同，请留一道").format(other=pair[1])) for pair in check.duplicates]
    found += [Found(3, (), "", fault.text) for fault in check.wide]
    return tuple(sorted(found, key=lambda line: line.rank))


class CheckResult(QDialog):
    """Stays open beside the page. `stems`: id -> how the question begins. `opened` asks to show these questions, `edit` to edit one."""

    opened = Signal(tuple)
    edit = Signal(str)

    def __init__(self, parent: QWidget, check: BankCheck, stems: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("检查结果"))
        self._lines = lines(check)
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        hints = sum(line.rank == _HINT for line in self._lines)
        self.badges = Badges()
        self.badges.put(
            [
                (_("查了 {n} 题").format(n=f"{check.questions:,}"), "info"),
                (_("{n} 处要改").format(n=f"{check.count:,}"), "bad") if check.count else (_("没有发现错误"), "good"),
                *([(_("{n} 条提示").format(n=f"{hints:,}"), "warn")] if hints else []),
            ]
        )
        self.show_only = QComboBox()
        self.show_only.setAccessibleName(_("只看哪一类"))
        if check.count and hints:
            self.show_only.addItem(_("要改的（{count}）").format(count=f"{check.count:,}"), _TO_MEND)
        self.show_only.addItem(_("全部结果"), _EVERY)
        for rank in sorted({line.rank for line in self._lines}):
            name = next(line.grade for line in self._lines if line.rank == rank)
            count = sum(line.rank == rank for line in self._lines)
            self.show_only.addItem(_("{name}（{count}）").format(name=name, count=f"{count:,}"), rank)
        self.show_only.currentIndexChanged.connect(lambda _at: self._show())
        column.addWidget(Flow(gap // 2, self.badges, self.show_only))
        if check.unread:
            text = _("有 {n} 部法规还没有导入，没有对照原文；请在“法规库”导入后再查。")
            unread = label(text.format(n=len(check.unread)), "muted")
            unread.setToolTip("、".join(check.unread))
            column.addWidget(unread)
        self.table: Table[Found] = Table(_("检查结果"), _columns(stems), wrap=True, empty=_("没有发现错误。"))
        self.table.opened.connect(lambda line: self.opened.emit(line.ids) if line.ids else None)
        self.table.setToolTip(_("双击或按回车，在题库中打开这道题"))
        column.addWidget(self.table, 1)
        self.open_one = button(_("打开试题(&O)"), self._open, _("在题库中显示这道题（Alt+O）"), role="primary")
        self.edit_one = button(_("编辑(&E)"), self._edit, _("编辑这道题（Alt+E）"))
        self.every = button(_("列出所有有问题的题(&A)"), self._every, _("在题库中列出所有要改的题（Alt+A）"))
        close = button(_("关闭"), self.close, _("关闭检查结果（Esc）"))
        column.addWidget(Flow(gap // 2, self.open_one, self.edit_one, self.every, close))
        self.table.chosen.connect(lambda _line: self._ready())
        self._show()
        self.table.setFocus()
        size_in_lines(self, 46, 30)

    def _show(self) -> None:
        rank = self.show_only.currentData()
        self.table.show_rows(
            [line for line in self._lines if rank in (_EVERY, line.rank) or (rank == _TO_MEND and line.rank < _HINT)]
        )
        if self.table.rows.rows:
            self.table.selectRow(0)
        self._ready()

    def _ready(self) -> None:
        line = self.table.row()
        self.open_one.setEnabled(line is not None and bool(line.ids))
        self.edit_one.setEnabled(line is not None and bool(line.ids))
        self.every.setEnabled(any(line.ids and line.rank < _HINT for line in self._lines))

    def _open(self) -> None:
        if (line := self.table.row()) is not None and line.ids:
            self.opened.emit(line.ids)

    def _edit(self) -> None:
        if (line := self.table.row()) is not None and line.ids:
            self.edit.emit(line.ids[0])

    def _every(self) -> None:
        self.opened.emit(tuple(dict.fromkeys(i for line in self._lines if line.rank < _HINT for i in line.ids)))


def _columns(stems: Mapping[str, str]) -> tuple[Column[Found], ...]:
    def title(found: Found) -> str:
        return stems.get(found.ids[0], found.ids[0]) if found.ids else "—"

    tones = ("bad", "bad", "warn", "warn", "muted")
    return (
        Column(_("等级"), lambda f: f.grade, lambda f: f.rank, tone=lambda f: tones[f.rank], widest=5),
        Column(_("试题"), title, widest=16, least=6),
        Column(_("问题"), lambda f: f.text, grows=True, widest=40, least=12),
        Column(_("位置"), lambda f: place_name(f.place), widest=9, least=4),
    )
