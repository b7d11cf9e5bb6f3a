"""What can be done with questions from the page: each as a button, in the menu, on the right button, and by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from jltrain.app import bank
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.state import State
from jltrain.gui.bank.actions_many import Many
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.editing import Saved
    from jltrain.gui.bank.page import BankPage


class Actions(QObject):
    """Belongs to the page. `dialog` is the one opened last (tests and the page's end look for it)."""

    def __init__(self, page: BankPage) -> None:
        super().__init__(page)
        self._page, self._shell = page, page.shell
        self._context = page.context
        self.dialog: QDialog | None = None
        self.many = many = Many(page, lambda dialog, modal: self._open(dialog, modal=modal))
        self.new = self._made(_("新建试题(&N)"), self.create, _("写一道新题"), "Ctrl+N")
        self.edit = self._made(_("编辑(&E)"), self.edit_row, _("修改选中的题"), "F2")
        self.bring = self._made(_("导入试题(&I)…"), self.bring_in, _("从 Word、Excel、文本等文件导入"), "Ctrl+O")
        self.write = self._made(_("导出(&X)…"), many.export, _("写成 Excel、Word、Moodle 等格式的文件"), "Ctrl+E")
        self.tags = self._made(_("批量改标签(&T)…"), many.retag, _("改许多题的知识点、门类、难度"), "Ctrl+T")
        self.stop = self._made(_("停用(&W)…"), many.withdraw, _("不再用于组卷和练习，写明理由"), "Ctrl+D")
        self.start = self._made(_("恢复使用(&R)"), many.restore, _("把已停用的题重新用起来"), "Ctrl+R")
        self.test = self._made(_("检查题库(&J)…"), many.check, _("查结构、法条、数字、重复和答案分布"), "Ctrl+K")
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

    # ---- the bank

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
        self._shell.go("exchange", ids=tuple(self._page.list.picked))

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
