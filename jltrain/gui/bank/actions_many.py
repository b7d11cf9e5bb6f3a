"""What is done with many questions at once: written into a file, sorted anew, taken out of use, checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.bank.formula import plain
from jltrain.bank.question import Question
from jltrain.errors import BadInput
from jltrain.gui.bank.scope import Scope
from jltrain.i18n import N_, _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.bankcheck import BankCheck
    from jltrain.app.bankfiles import Written
    from jltrain.app.context import Context
    from jltrain.gui.bank.page import BankPage
    from jltrain.ledger.member import Member

_TITLE: Final = 30
"""Characters of a stem that name its question."""


class NothingChosen(BadInput):
    template = N_("还没有选中试题，请先在列表中选中一行，或用空格键勾选几题。")


class Many:
    """Belongs to the page's actions; `show` opens a dialog (a second argument: whether it is modal)."""

    def __init__(self, page: BankPage, show: Callable[[QDialog, bool], None]) -> None:
        self._page, self._shell, self._context = page, page.shell, page.context
        self._show = show

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
        self._show(dialog, True)

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
                self._show(ExportResult(self._page, order.file, written), True)
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
        self._show(dialog, True)

    def _retag(
        self, ids: Callable[[], tuple[str, ...]], topic: str | None, area: Area | None, difficulty: int | None
    ) -> None:
        context = self._context

        def work(report: Report) -> int:
            from jltrain.app import editing

            return editing.retag(context, ids(), topic=topic, area=area, difficulty=difficulty, report=report)

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
            doing=_("停用试题"),
            hint=_("写进试题的历史，以后可以查到由谁停用"),
        )
        dialog.written.connect(lambda: self._withdrawn(len(ids)))
        self._show(dialog, True)

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

    def check(self) -> None:
        """Ask what to check, check it, list what was found."""
        from jltrain.gui.bank.check_dialog import CheckDialog

        dialog = CheckDialog(self._page, self._counts())
        dialog.accepted.connect(lambda: self._check(dialog.scope.chosen, statutes=dialog.statutes.isChecked()))
        self._show(dialog, True)

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
            self._show(result, False)

        self._shell.run(work, done, _("正在检查题库…"), self._page.faulty)


def _beginning(question: Question) -> str:
    text = " ".join(plain(question.stem).split())
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"


def _questions(context: Context, ids: tuple[str, ...]) -> tuple[Question, ...]:
    """In the order of `ids`; those gone meanwhile are left out."""
    hits = bank.hits(context, ids)
    return tuple(hits[ident].question for ident in ids if ident in hits)
