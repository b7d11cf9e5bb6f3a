"""待复核: questions and chapters whose law has changed, one after the other, with what changed beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jltrain.app.review import CHAPTER, QUESTION
from jltrain.gui.hr.parts import Badges, button, label, narrow
from jltrain.gui.page import Shell
from jltrain.gui.review.moved import offer_all, renumber
from jltrain.gui.review.queue_list import harmless, nothing, queue_columns
from jltrain.gui.review.sides import Sides
from jltrain.gui.review.subject import Shown, Subject, load
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.paged import PagedTable
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.review import Page, ReviewRow

_NOTE = 500
"""Characters that a note may have."""
_HIGH = 36
"""Half lines of text that both articles and the question take at least; where there is less room they scroll."""


class QueueTab(QWidget):
    """`waiting`: how many reviews are open."""

    waiting = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._context = shell, shell.context
        self._number = 0
        self._shown: Shown | None = None
        self.left = label("", "badge-info", wrap=False)
        self.laws, self.kinds = QComboBox(), QComboBox()
        self.rows: PagedTable[ReviewRow] = PagedTable(
            shell, _("待复核"), queue_columns(), wrap=True, empty=_("没有符合的待复核项。")
        )
        self.told = label("", "subtitle")
        self.badges = Badges()
        self.sides, self.subject = Sides(), Subject(shell)
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE)
        self.note.setPlaceholderText(_("备注（可不填），写进复核记录"))
        self.note.setAccessibleName(_("备注"))
        self.confirm = button(
            _("仍然正确，确认(&Y)"),
            self.confirm_picked,
            _("选中的仍然正确，可以再用于正式试卷（Ctrl+回车）"),
            role="primary",
        )
        self.edit = button(_("编辑此题(&E)"), self.edit_question, _("打开编辑器；保存后这道题的复核自动完成"))
        self.withdraw = button(_("停用(&D)"), self.withdraw_picked, _("选中的试题不再使用"), role="danger")
        self.renumber = button(
            _("改引新条号(&R)"),
            self.renumber_picked,
            _("条文移到了别的条号：选中试题的依据改写成新的条号，并完成这些复核"),
        )
        self.all_moved = button(
            _("全部改引新条号(&M)…"), self.renumber_all, _("一次改好列表中条号变动而文字未变的各题，先询问")
        )
        self.many = button(
            _("确认所引未变的(&U)…"), self.confirm_harmless, _("一次确认列表中所引款、项文字没有变化的各项，先询问")
        )
        self.rows.chosen.connect(self._choose)
        self.rows.loaded.connect(lambda page: self._loaded(page))
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        for box in (self.laws, self.kinds):
            box.currentIndexChanged.connect(lambda _at: self._ask())
        self.rows.table.selectionModel().selectionChanged.connect(lambda *_ranges: self._ready())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.confirm_picked)

    def _lay_out(self) -> None:
        for text, value in ((_("试题和章节"), ""), (_("试题"), QUESTION), (_("章节"), CHAPTER)):
            self.kinds.addItem(text, value)
        narrow(self.laws)
        self.kinds.setAccessibleName(_("类别"))
        narrow(self.kinds)
        self.laws.setMinimumContentsLength(9)
        self.laws.setAccessibleName(_("法规"))
        gap = self.fontMetrics().height() // 2
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(gap, self.laws, self.kinds))
        column.addWidget(self.rows, 1)
        column.addWidget(Flow(gap, self.many, self.all_moved, self.left))
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._detail())
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 7)
        split.setSizes([400, 700])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(gap)
        self._body = QStackedWidget()
        self._body.addWidget(split)
        self._body.addWidget(nothing(self._shell))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(gap, gap, gap, gap)
        whole.addWidget(self._body)

    def _detail(self) -> QWidget:
        made = QWidget()
        gap = self.fontMetrics().height() // 2
        column = QVBoxLayout(made)
        column.setContentsMargins(gap, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.badges)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.sides)
        halves.addWidget(self.subject)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(gap)
        halves.setSizes([300, 260])
        halves.setMinimumHeight(gap * _HIGH)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setWidget(halves)
        column.addWidget(room, 1)
        column.addWidget(self.note)
        column.addWidget(Flow(gap, self.confirm, self.renumber, self.edit, self.withdraw))
        return made

    # ---- reading

    def arrive(self, number: int = 0) -> None:
        """Read the list again; `number`: the review to show first."""
        self._number = number
        context = self._context

        def read(_report: Report) -> Mapping[str, int]:
            from jltrain.app import review

            return review.by_law(context)

        self._shell.run(read, self._counted, _("读取待复核的内容"), quiet=True)

    def _counted(self, by_law: Mapping[str, int]) -> None:
        total = sum(by_law.values())
        self.waiting.emit(total)
        self.left.setText(_("还有 {n} 项").format(n=total))
        self._body.setCurrentIndex(0 if total else 1)
        chosen = "" if self._number else self.laws.currentData() or ""
        with QSignalBlocker(self.laws):
            self.laws.clear()
            self.laws.addItem(_("全部法规（{n}）").format(n=total), "")
            for law, count in by_law.items():
                self.laws.addItem(_("{law}（{n}）").format(law=law, n=count), law)
            self.laws.setCurrentIndex(max(0, self.laws.findData(chosen)))
        self._ask()

    def _ask(self) -> None:
        context, law, kind = self._context, str(self.laws.currentData() or ""), str(self.kinds.currentData() or "")

        def query(offset: int, limit: int) -> Page[ReviewRow]:
            from jltrain.app import review

            return review.queue(context, review.Wanted(kind=kind, law=law), offset, limit)

        if (self.rows_of != (law, kind)) or self._number:
            self.rows_of = (law, kind)
            self.rows.ask(query)
        else:
            self.rows.reload()

    rows_of: tuple[str, str] | None = None
    """Statute and kind that the list is of."""

    def _loaded(self, page: Page[ReviewRow]) -> None:
        table = self.rows.table
        at = next((n for n, row in enumerate(self.rows.rows) if row.number == self._number), -1)
        self._number = 0
        if at >= 0:
            table.selectRow(at)
        elif page.rows and self.rows.row() is None:
            table.selectRow(0)
        elif not page.rows:
            self._clear()
        self._ready()
        if self.isVisible() and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.rows.setFocus()

    def _clear(self) -> None:
        self._shown = None
        self.told.clear()
        self.badges.put(())
        self.sides.clear()
        self.subject.clear()

    def _choose(self, row: object) -> None:
        from jltrain.app.review import ReviewRow

        if not isinstance(row, ReviewRow):
            return
        context, number = self._context, row.number

        def done(shown: Shown) -> None:
            now = self.rows.row()
            if now is not None and now.number == number:
                self._show(shown)

        self._shell.run(lambda _report: load(context, number), done, _("读取对照"), quiet=True)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        row = shown.view.row
        self.told.setText(_("《{law}》{told}").format(law=row.law, told=row.told))
        said = [(_("引用：{cited}").format(cited="；".join(row.cited)), "info")] if row.cited else []
        if row.cited_unchanged:
            said.append((_("√ 所引款项未变"), "good"))
        self.badges.put(said)
        self.sides.show_view(shown.view)
        self.subject.show_subject(shown)
        self._ready()

    def _ready(self) -> None:
        picked = self.rows.picked()
        questions = [row for row in picked if row.kind == QUESTION and row.title]
        self.confirm.setEnabled(bool(picked))
        several = len(picked) > 1
        self.confirm.setText(_("确认选中的 {n} 项(&Y)").format(n=len(picked)) if several else _("仍然正确，确认(&Y)"))
        self.edit.setEnabled(len(picked) == 1 and bool(questions))
        self.withdraw.setEnabled(bool(questions) and len(questions) == len(picked))
        self.many.setEnabled(self.rows.total > 0)
        moved = [row for row in questions if row.moved_to]
        self.renumber.setVisible(bool(moved) and len(moved) == len(picked))
        self.all_moved.setVisible(any(row.moved_to for row in self.rows.rows))

    # ---- deciding

    def confirm_picked(self) -> None:
        """What is chosen is still right."""
        picked = self.rows.picked()
        if len(picked) > 1:
            question = _("确认选中的 {n} 项都仍然正确？其中的试题会恢复用于正式试卷。").format(n=len(picked))
            if not self._shell.ask(question, _("全部确认")):
                return
        self._confirm([row.number for row in picked])

    def _confirm(self, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        context, note = self._context, self.note.text().strip()

        def work(_report: Report) -> int:
            from jltrain.app import review
            from jltrain.app.rotation import operator

            return review.confirm(context, numbers, note, operator(context))

        self._shell.run(work, lambda n: self._done(_("已确认 {n} 项。").format(n=n)), _("写入复核记录"))

    def confirm_harmless(self) -> None:
        """Confirm, after asking, all in the list whose 款 or 项 reads as before."""
        context, law, kind = self._context, str(self.laws.currentData() or ""), str(self.kinds.currentData() or "")

        def work(_report: Report) -> list[int]:
            from jltrain.app import review

            rows = review.queue(context, review.Wanted(kind=kind, law=law), 0, 1_000_000).rows
            return [row.number for row in rows if harmless(row)]

        self._shell.run(work, self._offer, _("查找所引款项未变的内容"))

    def _offer(self, numbers: list[int]) -> None:
        if not numbers:
            self._shell.tell(_("没有所引款、项文字未变的待复核项，请逐项查看。"))
            return
        question = _("有 {n} 项引用的款、项文字没有变化，只是同一条的其他部分改了。全部确认为仍然正确？").format(
            n=len(numbers)
        )
        if self._shell.ask(question, _("全部确认")):
            self._confirm(numbers)

    def renumber_picked(self) -> None:
        """The articles chosen only moved: the questions cite them by their new numbers."""
        self._renumber([row.number for row in self.rows.picked() if row.moved_to])

    def renumber_all(self) -> None:
        """After asking, all of the list whose article moved with its words as they were."""
        offer_all(self._shell, str(self.laws.currentData() or ""), self._renumber)

    def _renumber(self, numbers: Sequence[int]) -> None:
        renumber(self._shell, numbers, self.note.text().strip(), self._done)

    def edit_question(self) -> None:
        """Open the question in the editor."""
        row = self.rows.row()
        if row is not None and row.kind == QUESTION:
            self._shell.go("editor", id=row.subject)

    def withdraw_picked(self) -> None:
        """Take the questions chosen out of use, after asking."""
        ids = sorted({row.subject for row in self.rows.picked() if row.kind == QUESTION})
        question = _("停用选中的 {n} 道试题？停用的题不再出现在练习和试卷中，可以在题库里恢复。").format(n=len(ids))
        if not ids or not self._shell.ask(question, _("停用")):
            return
        context, reason = self._context, self.note.text().strip() or _("所引法条有变化")

        def work(_report: Report) -> int:
            from jltrain.app import editing

            return editing.withdraw(context, ids, reason)

        self._shell.run(work, lambda n: self._done(_("已停用 {n} 道试题。").format(n=n)), _("停用试题"))

    def _done(self, text: str) -> None:
        self._shell.tell(text)
        self.note.clear()
        self.arrive()
        self.rows.setFocus()
