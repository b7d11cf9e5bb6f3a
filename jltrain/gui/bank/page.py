"""题库: find a question as you type, read it whole with its past, and keep the bank in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSplitter, QVBoxLayout

from jltrain.app import bank
from jltrain.app.bank import Field, Hit, Wanted
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty
from jltrain.bank.highlight import words
from jltrain.bank.state import IN_USE, State
from jltrain.errors import JltrainError
from jltrain.gui.bank.actions import Actions
from jltrain.gui.bank.detail import Detail
from jltrain.gui.bank.filters import Filters
from jltrain.gui.bank.listing import BankList
from jltrain.gui.hr.parts import button, header, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropPage
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import refit
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.bank import Page

Topics = dict[Area, tuple[tuple[str, int], ...]]
Known = tuple[Topics, dict[State, int], tuple[str, ...], JltrainError | None, bool]
"""Topics, how many in each state, the laws cited, what is wrong with the files, whether anything changed."""


class BankPage(DropPage):
    """The page "bank". Arguments of `arrive`: `text` to search for, `ids` to list just these, `wanted` as `place` has
    it."""

    name = "bank"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.topics: Topics = {}
        self._states: dict[State, int] = {}
        self._only: tuple[str, ...] = ()
        self._read = False
        self._faults: BankFaulty | None = None
        self.filters, self.list, self.detail = Filters(self), BankList(shell), Detail(shell)
        self.actions_ = Actions(self)
        self.faults = QListWidget()
        self.faults.setWordWrap(True)
        self.faults.setAccessibleName(_("题库文件的错误"))
        self._lay_out()
        self.filters.changed.connect(self._narrowed)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _hit: self.actions_.edit.trigger())
        self.list.loaded.connect(self._listed)
        self.list.picks.connect(self.actions_.ready)
        self.list.every.connect(self._pick_all)
        self.list.menu = self.actions_.context_menu()
        self.detail.back.connect(self.actions_.back_to)
        self.detail.cited.connect(self._show_article)
        self.detail.reports.connect(lambda ident: shell.go("review", tab="reports", question=ident))

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        self.notice = label("")
        self.everything = button(_("显示全部试题(&A)"), self._show_all, _("不再只看这些题（Alt+A）"), role="link")
        self._only_row = Flow(gap, self.notice, self.everything)
        self._only_row.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setSizes([3100, 2400])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(header(_("题库"), *self.actions_.buttons()))
        column.addWidget(self.filters)
        column.addWidget(self._only_row)
        column.addWidget(split, 1)

    # ---- arriving

    def arrive(self, **arguments: object) -> None:
        """List at once what is there, and meanwhile bring the bank in line with its files."""
        if isinstance(wanted := arguments.get("wanted"), Wanted):
            self.filters.put(wanted)
        if isinstance(text := arguments.get("text"), str):
            self.filters.put(replace(Wanted(), text=text))
            self._only = ()
        if isinstance(ids := arguments.get("ids"), tuple | list):
            self._only = tuple(ident for ident in ids if isinstance(ident, str))
        self._tell_only()
        self.take_focus(self.filters.search)
        self.refresh()

    def place(self) -> dict[str, object]:
        return {"wanted": self.filters.wanted(), "ids": self._only}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def refresh(self) -> None:
        """Read everything again."""
        self.look_up(fit=not self._read)
        context = self.context

        def read(report: Report) -> Known:
            fault: JltrainError | None = None
            changed = False
            try:
                changed = bank.compile_bank(context, report).changed
                if bank.index_faulty(context):
                    bank.reindex(context, report)
                    changed = True
            except (BankFaulty, bank.BankUnreadable) as error:
                fault = error
            return bank.topics(context), bank.state_counts(context), bank.cited_laws(context), fault, changed

        self.shell.run(read, self._known, _("正在读取题库…"), quiet=self._read)

    def _known(self, known: Known) -> None:
        self.topics, self._states, laws, fault, changed = known
        self.filters.show_bank(self.topics, laws, self._states)
        if fault is not None:
            self.faulty(fault)
        elif self._faults is not None:
            self._faults = None
            self.detail.drop(self.faults)
        if changed or not self._read:
            self.look_up()
        self._read = True

    def faulty(self, error: Exception) -> None:
        """List what is wrong with the files; the bank as it was read before stays in use."""
        if isinstance(error, BankFaulty):
            told = self._faults is None or error.faults != self._faults.faults
            self._faults = error
            self.faults.clear()
            self.faults.addItems([fault.sentence() for fault in error.faults])
            self.detail.bring(self.faults, _("文件错误"))
            if told:
                self.shell.fail(error)
        else:
            self.shell.fail(error)

    # ---- finding

    @property
    def in_use(self) -> int:
        """How many questions are in use."""
        return sum(self._states.get(state, 0) for state in IN_USE)

    def look_up(self, *, fit: bool = True) -> None:
        """List what is wanted; what an earlier, slower search brings is dropped."""
        wanted, context, only = self.filters.wanted(), self.context, self._only

        def query(offset: int, limit: int) -> Page[Hit]:
            if not only:
                return bank.search(context, wanted, offset, limit)
            there = bank.hits(context, only)
            rows = [there[ident] for ident in only if ident in there]
            return bank.Page(tuple(rows[offset : offset + limit]), len(rows), offset)

        said = words(wanted.text) if not only else ()
        self.list.ask(query, said, fit=fit)

    def found_ids(self) -> Callable[[], tuple[str, ...]]:
        """Reads the ids of all that are listed now."""
        wanted, context, only = self.filters.wanted(), self.context, self._only
        return lambda: only or bank.found_ids(context, wanted)

    def show_only(self, ids: tuple[str, ...]) -> None:
        """List just these questions."""
        self._only = tuple(ids)
        self._tell_only()
        self.look_up()

    def _show_all(self) -> None:
        self.show_only(())
        self.take_focus(self.filters.search)

    def _narrowed(self) -> None:
        self._only = ()
        self._tell_only()
        self.look_up(fit=False)

    def _tell_only(self) -> None:
        self._only_row.setVisible(bool(self._only))
        self.notice.setText(_("只看指定的 {n} 题。").format(n=f"{len(self._only):,}"))

    def _chosen(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.detail.show_hit(hit, self.list.words)
            self.actions_.ready()

    def _listed(self, page: object) -> None:
        if self.list.total:
            if (hit := self.list.row()) is not None:
                self._chosen(hit)
        else:
            text = self._advice()
            self.list.say_empty(text)
            self.detail.show_nothing(text)
        self.actions_.ready()

    def _advice(self) -> str:
        """What to do when nothing is listed."""
        wanted = self.filters.wanted()
        if not self._read:
            return _("正在读取题库…")
        if not any(self._states.values()):
            return _("题库还是空的：点“导入试题”从文件导入，或点“新建试题”写一道；把文件拖到本页也可以导入。")
        if wanted.field is not None and wanted.text:
            return _("在“{field}”里没有找到，请改在“全部字段”中查找。").format(field=Field(wanted.field).label)
        if wanted.text:
            return _("没有符合条件的试题，请减少搜索词或放宽筛选；已停用的题要在状态里选“全部状态”。")
        return _("没有符合条件的试题，请放宽筛选，或点“清除条件”。")

    def _pick_all(self) -> None:
        ids = self.found_ids()
        self.shell.run(lambda _report: ids(), self.list.pick, _("正在勾选…"))

    # ---- what else

    def _show_article(self, citation: str) -> None:
        from jltrain.gui.statutes.article_dialog import show_article  # not before somebody asks for an article

        show_article(self.shell, self, citation)

    def wanted(self, path: Path) -> bool:
        from jltrain.app import exchange, intake

        return path.is_file() and path.suffix.lower() in (*intake.SUFFIXES, exchange.SUFFIX)

    def dropped(self, paths: list[Path]) -> None:
        from jltrain.app import exchange

        packages = [path for path in paths if path.suffix.lower() == exchange.SUFFIX]
        if packages:
            self.shell.go("exchange", place=packages[0])
        else:
            self.shell.go("intake", files=paths)
