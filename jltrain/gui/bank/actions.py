"""What can be done with questions from the page: each as a button, in the menu, on the right button, and by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.bank.formula import plain
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import State
from jltrain.errors import BadInput
from jltrain.gui.bank.scope import Scope
from jltrain.i18n import N_, _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.bankcheck import BankCheck
    from jltrain.app.bankfiles import Written
    from jltrain.app.context import Context
    from jltrain.app.editing import Saved
    from jltrain.gui.bank.page import BankPage
    from jltrain.ledger.member import Member


_TITLE: Final = 30
"""Characters of a stem that name its question."""


class NothingChosen(BadInput):
    template = N_("还没有选中试题，请先在列表中选中一行，或用空格键勾选几题。")


class Actions(QObject):
    """Belongs to the page. `dialog` is the one opened last (tests and the page's end look for it)."""

    def __init__(self, page: BankPage) -> None:
        super().__init__(page)
        self._page, self._shell = page, page.shell
        self._context = page.context
        self.dialog: QDialog | None = None
        self.new = self._made(_("新建试题(&N)"), self.create, _("写一道新题"), "Ctrl+N")
        self.edit = self._made(_("编辑(&E)"), self.edit_row, _("修改选中的题"), "F2")
        self.bring = self._made(_("导入试题(&I)…"), self.bring_in, _("从 Word、Excel、文本等文件导入"), "Ctrl+O")
        self.write = self._made(_("导出(&X)…"), self.export, _("写成 Excel、Word、Moodle 等格式的文件"), "Ctrl+E")
        self.tags = self._made(_("批量改标签(&T)…"), self.retag, _("改许多题的知识点、门类、难度"), "Ctrl+T")
        self.stop = self._made(_("停用(&W)…"), self.withdraw, _("不再用于组卷和练习，写明理由"), "Ctrl+D")
        self.start = self._made(_("恢复使用(&R)"), self.restore, _("把已停用的题重新用起来"), "Ctrl+R")
        self.test = self._made(_("检查题库(&J)…"), self.check, _("查结构、法条、数字、重复和答案分布"), "Ctrl+K")
        self.tally = self._made(_("题量统计(&S)"), self.count, _("按门类、题型、状态统计"), "Ctrl+L")
        self.merge = self._made(_("合并与题库包(&M)…"), self.exchange, _("与别的题库合并，做题库包带到别的电脑"), "")
        self.index = self._made(_("重建搜索索引(&B)"), self.reindex, _("搜索结果不对时用"), "")
        self.again = self._made(_("刷新(&F)"), page.refresh, _("重新读取题库文件和列表"), "F5")

    def _made(self, text: str, act: Callable[[], object], hint: str, keys: str) -> QAction:
        made = QAction(text, self)
        made.setToolTip(_("{hint}（{key}）").format(hint=hint, key=keys) if keys else hint)
        if keys:
            made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _on=False: act())
        self._page.addAction(made)
        return made

    # ---- where they stand

    def buttons(self) -> tuple[QPushButton, ...]:
        """For the heading: what is wanted most, and a menu with the rest."""
        more = QPushButton(_("更多(&G)"))
        more.setToolTip(_("检查、批量修改、停用、统计、合并（Alt+G）"))
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        for group in ((self.edit, self.tags, self.stop, self.start), (self.test, self.tally), (self.merge,)):
            menu.addActions(list(group))
            menu.addSeparator()
        menu.addActions([self.index, self.again])
        more.setMenu(menu)
        return (*map(self._button, (self.write, self.bring)), more, self._button(self.new, "primary"))

    def context_menu(self) -> QMenu:
        """For the right button in the list."""
        menu = QMenu(self._page)
        menu.addActions([self.edit, self.tags, self.stop, self.start])
        menu.addSeparator()
        menu.addActions([self.write, self.test])
        return menu

    def _button(self, action: QAction, role: str = "") -> QPushButton:
        made = QPushButton(action.text())
        made.setToolTip(action.toolTip())
        if role:
            made.setProperty("role", role)
        made.clicked.connect(action.trigger)
        return made

    def ready(self) -> None:
        """Switch off what makes no sense for the question at hand."""
        some = bool(self._page.list.meant())
        for action in (self.edit, self.stop):
            action.setEnabled(some)
        hit = self._page.list.row()
        withdrawn = hit is not None and hit.state is State.WITHDRAWN
        self.start.setEnabled(some and (withdrawn or bool(self._page.list.picked)))

    # ---- one question

    def create(self) -> None:
        """Write a new question, in the area that the list shows."""
        area = self._page.filters.wanted().area
        self._shell.go("editor", area=area)

    def edit_row(self) -> None:
        """Edit the question at hand."""
        if (hit := self._page.list.row()) is not None:
            self._shell.go("editor", id=hit.question.id)

    def back_to(self, ident: str, version: int) -> None:
        """Make an old version the newest again."""
        question = _("把“{id}”恢复到第 {n} 版吗？现在的内容留在历史版本中。")
        if not self._shell.ask(question.format(id=ident, n=version), _("恢复")):
            return
        context = self._context

        def work(_report: Report) -> Saved:
            from jltrain.app import editing

            return editing.back_to(context, ident, version)

        def done(saved: Saved) -> None:
            self._shell.tell(_("已恢复，现在是第 {n} 版（{state}）。").format(n=saved.version, state=saved.state.label))
            self._page.refresh()

        self._shell.run(work, done, _("正在恢复…"))

    # ---- many

    def _counts(self, *, every: bool = True) -> dict[Scope, int]:
        found = {Scope.PICKED: len(self._page.list.meant()), Scope.FOUND: self._page.list.total}
        return found | ({Scope.ALL: self._page.in_use} if every else {})

    def ids(self, scope: Scope) -> Callable[[], tuple[str, ...]]:
        """Reads the ids of those in the scope; what is chosen now counts, whatever is chosen while it runs."""
        context = self._context
        if scope is Scope.PICKED:
            chosen = self._page.list.meant()
            return lambda: chosen
        if scope is Scope.FOUND:
            return self._page.found_ids()
        return lambda: bank.found_ids(context, bank.Wanted())

    def export(self) -> None:
        """Ask what and how, write it, say what was lost."""
        from jltrain.gui.bank.export_dialog import ExportDialog

        dialog = ExportDialog(self._page, self._counts())
        dialog.accepted.connect(lambda: self._export(dialog))
        self._open(dialog)

    def _export(self, dialog: QDialog) -> None:
        from jltrain.app import bankfiles
        from jltrain.gui.bank.export_dialog import ExportDialog, ExportResult

        if not isinstance(dialog, ExportDialog) or (order := dialog.order) is None:
            return
        context, ids = self._context, self.ids(order.scope)

        def work(report: Report) -> Written:
            questions = _questions(context, ids())
            return bankfiles.export(context, questions, order.file, order.format, answers=order.answers, report=report)

        def done(written: Written) -> None:
            if written.lost:
                self._open(ExportResult(self._page, order.file, written))
            else:
                told = _("已导出 {count} 题到 {file}").format(count=f"{written.count:,}", file=order.file.name)
                self._shell.tell(told)

        self._shell.run(work, done, _("正在导出题库…"))

    def retag(self) -> None:
        """Change topic, area or difficulty of many questions, all or none."""
        from jltrain.gui.bank.retag_dialog import RetagDialog

        dialog = RetagDialog(self._page, self._counts(every=False), self._page.topics)

        def accepted() -> None:
            self._retag(self.ids(dialog.scope.chosen), *dialog.chosen)

        dialog.accepted.connect(accepted)
        self._open(dialog)

    def _retag(
        self, ids: Callable[[], tuple[str, ...]], topic: str | None, area: Area | None, difficulty: int | None
    ) -> None:
        context = self._context

        def work(_report: Report) -> int:
            from jltrain.app import editing

            return editing.retag(context, ids(), topic=topic, area=area, difficulty=difficulty)

        def done(count: int) -> None:
            self._shell.tell(_("已改 {n} 题的标签，其余本来就是这样。").format(n=f"{count:,}"))
            self._page.refresh()

        self._shell.run(work, done, _("正在改标签…"))

    def withdraw(self) -> None:
        """Take questions out of use, with a reason."""
        from jltrain.gui.hr.reason_dialog import ReasonDialog

        ids, context = self._page.list.meant(), self._context
        if not ids:
            self._shell.fail(NothingChosen())
            return

        def write(reason: str, by: str, _officer: Member | None) -> int:
            from jltrain.app import editing

            return editing.withdraw(context, ids, reason, by)

        dialog = ReasonDialog(
            self._page,
            self._shell,
            _("停用试题"),
            _("停用 {n} 题：不再用于组卷和练习，已做好的试卷和成绩不变；以后可以恢复使用。").format(n=f"{len(ids):,}"),
            write,
            example=_("例如：法规已经废止"),
        )
        dialog.written.connect(lambda: self._withdrawn(len(ids)))
        self._open(dialog)

    def _withdrawn(self, count: int) -> None:
        self._shell.tell(_("已停用 {n} 题；状态选“已停用”可以看到它们。").format(n=f"{count:,}"))
        self._page.list.clear()
        self._page.refresh()

    def restore(self) -> None:
        """Put withdrawn questions into use again."""
        ids, context = self._page.list.meant(), self._context
        if not ids:
            self._shell.fail(NothingChosen())
            return
        if not self._shell.ask(_("恢复使用这 {n} 题吗？").format(n=f"{len(ids):,}"), _("恢复使用")):
            return

        def work(_report: Report) -> int:
            from jltrain.app import editing

            return editing.restore(context, ids)

        def done(count: int) -> None:
            self._shell.tell(_("已恢复使用 {n} 题；缺内容的成为草稿。").format(n=f"{count:,}"))
            self._page.list.clear()
            self._page.refresh()

        self._shell.run(work, done, _("正在恢复…"))

    # ---- the bank

    def check(self) -> None:
        """Ask what to check, check it, list what was found."""
        from jltrain.gui.bank.check_dialog import CheckDialog

        dialog = CheckDialog(self._page, self._counts())
        dialog.accepted.connect(lambda: self._check(dialog.scope.chosen, statutes=dialog.statutes.isChecked()))
        self._open(dialog)

    def _check(self, scope: Scope, *, statutes: bool) -> None:
        context, ids = self._context, self.ids(scope)

        def work(report: Report) -> tuple[BankCheck, dict[str, str]]:
            from jltrain.app import bankcheck

            some = None
            if scope is Scope.ALL:
                for folder in bank.folders(context):
                    bank.check_folder(folder, report)
            else:
                some = _questions(context, ids())
            found = bankcheck.check_bank(context, some, report, statutes=statutes)
            faulty = {one.id for one in found.faults}.union(*found.duplicates)
            return found, {i: _beginning(hit.question) for i, hit in bank.hits(context, tuple(faulty)).items()}

        def done(result_: tuple[BankCheck, dict[str, str]]) -> None:
            from jltrain.gui.bank.check_dialog import CheckResult

            result = CheckResult(self._page, *result_)
            result.opened.connect(lambda wanted: self._page.show_only(wanted))
            result.edit.connect(lambda ident: self._shell.go("editor", id=ident))
            self._open(result, modal=False)

        self._shell.run(work, done, _("正在检查题库…"), self._page.faulty)

    def count(self) -> None:
        """How many questions there are of what."""
        context = self._context

        def work(_report: Report) -> dict[State, dict[tuple[Area, Kind], int]]:
            return {state: bank.counts(context, (state,)) for state in State}

        def done(tally: dict[State, dict[tuple[Area, Kind], int]]) -> None:
            from jltrain.gui.bank.counts import CountsDialog

            self._open(CountsDialog(self._page, tally))

        self._shell.run(work, done, _("正在统计…"))

    def exchange(self) -> None:
        """Merge with another bank, make or apply a package."""
        self._shell.go("exchange")

    def bring_in(self) -> None:
        """Bring questions in from files."""
        self._shell.go("intake")

    def reindex(self) -> None:
        """Make the search's index anew."""
        context = self._context

        def done(count: int) -> None:
            self._shell.tell(_("搜索索引已重建，共 {n} 题。").format(n=f"{count:,}"))
            self._page.refresh()

        self._shell.run(lambda report: bank.reindex(context, report), done, _("正在重建搜索索引…"))

    # ---- dialogs

    def _open(self, dialog: QDialog, *, modal: bool = True) -> None:
        if self.dialog is not None and self.dialog is not dialog:
            self.dialog.close()
        self.dialog = dialog
        if modal:
            dialog.open()
        else:
            dialog.show()


def _beginning(question: Question) -> str:
    text = " ".join(plain(question.stem).split())
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"


def _questions(context: Context, ids: tuple[str, ...]) -> tuple[Question, ...]:
    """In the order of `ids`; those gone meanwhile are left out."""
    hits = bank.hits(context, ids)
    return tuple(hits[ident].question for ident in ids if ident in hits)
