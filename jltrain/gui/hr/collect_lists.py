"""The three lists of 收取成绩单: what the last collection met, what waits for HR, and the whole register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain.gui.hr import rulings
from jltrain.gui.hr.parts import button, found
from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.hr.sheet_line import (
    STATE_TONES,
    counts,
    in_order,
    now_columns,
    refused,
    register_columns,
    searched,
    short,
    waiting_columns,
)
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.paged import PagedTable
from jltrain.gui.shell.table import Table
from jltrain.i18n import _
from jltrain.ledger.collect import SkippedFile
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import State
from jltrain.ledger.ruling import RulingKind

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine, Collection
    from jltrain.app.register import Page, RegisterCounts
    from jltrain.gui.hr.sheet_line import Line

Choice = tuple[str, object]
"""What a list can be filtered by: text, value; each list has `choices`, `badges` and `seek`."""
WAITING = (State.NAME_DIFFERS, State.UNKNOWN_OFFICER)


class NowList(Table["Line"]):
    """Every file of the last collection, also those passed over. All of it is held: it was just made."""

    def __init__(self) -> None:
        super().__init__(_("本次收取"), now_columns(), wrap=True)
        self._lines: list[Line] = []
        self._texts: list[str] = []
        self.badges: list[tuple[str, str]] = []
        self.setToolTip(_("双击或按回车查看详情"))
        self.seek("", None)

    @property
    def choices(self) -> list[Choice]:
        there = {line.outcome for line in self._lines if not isinstance(line, SkippedFile)}
        found: list[Choice] = [(_("全部结果"), None), (_("没有收进来的"), "left-out")]
        return found + [(short(outcome), outcome) for outcome in Outcome if outcome in there]

    def put(self, done: Collection) -> None:
        """Take what a collection met."""
        self._lines = sorted([*done.lines, *done.skipped], key=in_order)
        self._texts = [searched(line) for line in self._lines]
        self.badges = counts(done.lines, done.skipped)

    @property
    def total(self) -> int:
        return len(self._lines)

    def seek(self, words: str, choice: object, *, fit: bool = True) -> None:
        shown = [
            line
            for line, text in zip(self._lines, self._texts, strict=True)
            if _chosen(line, choice) and found(words, text)
        ]
        self.empty = (
            _("没有符合条件的文件。")
            if self._lines
            else _("还没有收取。请点“选择文件夹”，或把 U 盘里的成绩单文件夹拖到这里。")
        )
        self.show_rows(shown, fit=fit)


def _chosen(line: Line, choice: object) -> bool:
    if not choice:
        return True
    if choice == "left-out":
        return refused(line)
    return not isinstance(line, SkippedFile) and line.outcome == choice


class RegisterList(PagedTable["CollectedLine"]):
    """Every file that was ever looked at, newest first, as it stands now."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("全部登记"),
            register_columns(),
            empty=_("没有符合条件的登记。收取过的成绩单和拒收的文件都会列在这里。"),
        )
        self._context = shell.context
        self.badges: list[tuple[str, str]] = []
        self.table.setToolTip(_("双击或按回车查看详情"))

    @property
    def choices(self) -> list[Choice]:
        return [(_("全部状态"), None), *((state.label, state.value) for state in State), (_("拒收"), "refused")]

    def count_by(self, numbers: RegisterCounts) -> None:
        """Counts for the badges."""
        self.badges = [(f"{s.label} {n:,}", STATE_TONES[s]) for s, n in numbers.states.items() if n]
        if numbers.refused:
            self.badges.append((_("拒收 {n}").format(n=f"{numbers.refused:,}"), "bad"))

    def seek(self, words: str, choice: object, *, fit: bool = True) -> None:
        context, refused = self._context, choice == "refused"
        states = (State(str(choice)),) if choice and not refused else ()

        def query(offset: int, limit: int) -> Page[CollectedLine]:
            from jltrain.app import register

            return register.register(context, register.Wanted(words, states, refused), offset, limit)

        self.ask(query, fit=fit)


class WaitingList(QWidget):
    """Sheets that do not count until HR or the roster says whose they are, with what can be done at hand.

    `ruled`: one was ruled on.
    """

    ruled = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._context = shell, shell.context
        self.list: PagedTable[CollectedLine] = PagedTable(
            shell, _("待核实"), waiting_columns(), wrap=True, empty=_("没有待核实的成绩单。")
        )
        self.badges: list[tuple[str, str]] = []
        self.acts: dict[RulingKind, QPushButton] = {
            kind: button(
                _("{what}…").format(what=_(rulings.TITLES[kind])),
                partial(self.rule, kind),
                _(rulings.HINTS[kind]),
                rulings.KEYS[kind],
            )
            for kind in RulingKind
        }
        self.to_roster = button(
            _("到花名册…"), lambda: shell.go("roster"), _("把名册中没有的人员补进花名册，成绩单会自动计入")
        )
        self.list.chosen.connect(lambda _row: self._ready())
        self.list.loaded.connect(lambda _page: self._ready())
        text = _("姓名不一致的，核对是不是同一人；名册中没有的，补进花名册后自动计入，不必重新收取。")
        self.list.table.setToolTip(text + _("双击或按回车查看详情"))
        gap = self.fontMetrics().height() // 3
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(Flow(gap, QLabel(), *self.acts.values(), self.to_roster, apart=True))
        self.dialog: ReasonDialog | None = None
        self._ready()

    @property
    def choices(self) -> list[Choice]:
        return [(_("全部情形"), None), *((state.label, state.value) for state in WAITING)]

    def count_by(self, numbers: RegisterCounts) -> None:
        """Counts for the badges."""
        self.badges = [(f"{s.label} {numbers.states[s]:,}", "warn") for s in WAITING if numbers.states[s]]

    def seek(self, words: str, choice: object, *, fit: bool = True) -> None:
        context, states = self._context, (State(str(choice)),) if choice else WAITING

        def query(offset: int, limit: int) -> Page[CollectedLine]:
            from jltrain.app import register

            return register.register(context, register.Wanted(words, states), offset, limit)

        self.list.ask(query, fit=fit)

    def _ready(self) -> None:
        line = self.list.row()
        for kind, made in self.acts.items():
            made.setEnabled(rulings.allowed(kind, line))

    def rule(self, kind: RulingKind) -> None:
        """Ask for the reason of a ruling on the sheet at hand."""
        line = self.list.row()
        if line is None or not rulings.allowed(kind, line):
            return
        self.dialog = rulings.rule_dialog(self, self._shell, kind, line)
        self.dialog.written.connect(self._written)
        self.dialog.open()

    def _written(self) -> None:
        self._shell.tell(_("已写入台账。"))
        self.list.reload()
        self.ruled.emit()
