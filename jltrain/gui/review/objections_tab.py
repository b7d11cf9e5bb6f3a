"""试题报错: what officers reported, by question, and what is decided about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from jltrain.app import bank, editing, objections
from jltrain.app.objections import Listed, Verdict
from jltrain.bank.question import Question
from jltrain.errors import JltrainError
from jltrain.gui.bank.changes import changes_html
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import button
from jltrain.gui.keys.parts import Notices
from jltrain.gui.page import Shell
from jltrain.gui.review.objections_dialog import VerdictDialog
from jltrain.gui.review.objections_stick import Stick
from jltrain.gui.review.objections_words import (
    Reported,
    count_of,
    grouped,
    history_of,
    signed,
    tone,
    version_of,
)
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, Table, refit
from jltrain.gui.study.error_report import standing
from jltrain.i18n import _
from jltrain.progress import Report


class ObjectionsTab(QWidget):
    """`arrive` loads it; `question` shows the reports about one. Who holds it calls `retheme` too. `waiting` tells how
    many reports wait, each time they are read."""

    waiting = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell, self.context = shell, shell.context
        self.stick = Stick(self, shell)
        self.stick.read.connect(self._brought_in)
        self._wanted = ""
        self._editing: tuple[str, int] | None = None
        self.dialog: VerdictDialog | None = None
        self.filter = QComboBox()
        self.filter.addItem(_("待处理的报错"), True)
        self.filter.addItem(_("全部报错"), False)
        self.filter.setAccessibleName(_("列出哪些报错"))
        self.read_button = QPushButton(_("从 U 盘导入报错(&I)…"))
        self.read_button.setToolTip(_("读入学员电脑上导出的报错；同一条只收一次（Alt+I）"))
        menu = QMenu(self.read_button)
        menu.addAction(_("选择文件夹（连同下级文件夹）…")).triggered.connect(lambda _on: self.stick.choose_folder())
        menu.addAction(_("选择文件…")).triggered.connect(lambda _on: self.stick.choose_files())
        self.read_button.setMenu(menu)
        self.write_button = button(
            _("导出到 U 盘(&X)…"), self.stick.export, _("把本机上报的、还没处理的写成文件，带给教官（Alt+X）")
        )
        self.done = Notices()
        self.settle_edited = button(_("记为采纳(&Y)"), self._accept_edited, _("试题已经改好（Alt+Y）"), role="primary")
        self.settle_edited.hide()
        self.groups: Table[Reported] = Table(
            _("被报错的试题"),
            (
                Column(_("报错数"), count_of, lambda g: len(g.rows), number=True),
                Column(_("题干"), lambda g: g.stem, widest=24, grows=True, least=4),
            ),
            empty=_("没有待处理的报错。学员在练习和错题本里报的错会列在这里，别的电脑上的可以从 U 盘导入。"),
        )
        self.reports: Table[Listed] = Table(
            _("这道题的报错"),
            (
                Column(_("说明"), lambda r: r.objection.text, widest=40, grows=True, least=8),
                Column(_("报错人"), signed, lambda r: r.objection.at, widest=10, least=4),
                Column(_("版本"), version_of, tone=lambda r: "warn" if r.changed else "", widest=8, least=3),
                Column(_("处理"), standing, tone=tone, widest=12, least=3),
            ),
            wrap=True,
        )
        self.preview, self.changes, self.history = QuestionPreview(), QTextBrowser(), QTextBrowser()
        self.tabs = QTabWidget()
        self._buttons()
        self._lay_out()
        self.preview.cited.connect(self._show_article)
        self.groups.chosen.connect(self._show_group)
        self.reports.chosen.connect(self._show_report)
        self.filter.currentIndexChanged.connect(lambda _at: self.reload())

    def _buttons(self) -> None:
        self.edit = button(
            _("采纳并编辑(&E)…"), self.accept_and_edit, _("打开编辑器改好试题，回来后记为采纳（Alt+E）"), role="primary"
        )
        self.accept = button(_("采纳，已改好(&C)…"), self.accept_done, _("试题已经改好，只记下处理（Alt+C）"))
        self.reject = button(_("不采纳(&N)…"), self.reject_all, _("写明理由，学员能看到（Alt+N）"))

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 3
        for browser, name in ((self.changes, _("与报错时相比")), (self.history, _("处理经过"))):
            browser.setAccessibleName(name)
            browser.setOpenLinks(False)
        self.tabs.addTab(self.preview, _("这道题"))
        self.tabs.addTab(self.changes, _("与报错时相比"))
        self.tabs.addTab(self.history, _("处理经过"))
        lower = QWidget()
        inside = QVBoxLayout(lower)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reports, 1)
        inside.addWidget(Flow(gap, self.edit, self.accept, self.reject))
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.tabs)
        right.addWidget(lower)
        right.setSizes([1000, 1000])
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.groups)
        self.split.addWidget(right)
        self.split.setSizes([1000, 2000])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 2)
        for part in (self.preview, self.changes, self.history, self.reports):
            part.setMinimumHeight(self.fontMetrics().height() * 4)
        column = QVBoxLayout(self)
        column.addWidget(Flow(gap, self.filter, self.read_button, self.write_button))
        offered = QHBoxLayout()
        offered.addWidget(self.done, 1)
        offered.addWidget(self.settle_edited)
        column.addLayout(offered)
        column.addWidget(self.split, 1)
        self.done.hide()
        self._enable(None)

    # ---- reading

    def arrive(self, question: str = "") -> None:
        """Load the reports; `question`: the id of one to show."""
        self._wanted = question
        self.reload()

    def retheme(self, dark: bool, scale: int) -> None:
        """Columns for the size of type in use."""
        refit(self)

    def reload(self) -> None:
        """Read again; the question in view stays, if it is still listed."""
        open_only, current = bool(self.filter.currentData()), self.groups.row()
        wanted = self._wanted or (current.ident if current else "")

        def work(_report: Report) -> list[Reported]:
            rows = objections.listed(self.context, False)
            waiting = {row.objection.question_id for row in rows if row.open}
            return grouped([r for r in rows if not open_only or r.objection.question_id in waiting])

        def done(found: list[Reported]) -> None:
            if self._wanted and open_only and all(group.ident != self._wanted for group in found):
                self.filter.setCurrentIndex(1)  # what is asked for has been settled: list it all the same
                return
            self._wanted = ""
            self._show(found, wanted)

        self.shell.run(work, done, _("正在读取试题报错…"))

    def _show(self, found: list[Reported], wanted: str) -> None:
        with QSignalBlocker(self.groups):
            self.groups.show_rows(found)
        listed = self.groups.rows.rows
        at = next((n for n, group in enumerate(listed) if group.ident == wanted), 0)
        if listed:
            self.groups.selectRow(at)
        self._show_group(self.groups.row() if listed else None)
        self._offer(found)
        self.waiting.emit(sum(len(group.waiting) for group in found))

    def _show_group(self, group: Reported | None) -> None:
        with QSignalBlocker(self.reports):
            self.reports.show_rows(group.rows if group else ())
        if group is None:
            self.preview.show_text(_("选中左边的一道题，这里显示试题和报错。"))
        else:
            newest = group.rows[-1]
            if newest.question is None:
                missing = _("本机题库没有编号为 {id} 的试题；可能是另一个题库里的，请先接收它的题库包。")
                self.preview.show_text(missing.format(id=group.ident))
            else:
                self.preview.show_question(newest.question, bank.pictures(self.context, newest.question))
            self.reports.selectRow(len(self.reports.rows.rows) - 1)
        self._enable(group)
        self._show_report(self.reports.row() if group else None)

    def _show_report(self, row: Listed | None) -> None:
        self.changes.setHtml(self._changes(row) if row else "")
        self.history.setPlainText(history_of(row) if row else "")
        self.tabs.setTabText(1, _("与报错时相比 ●") if row and row.changed else _("与报错时相比"))

    def _changes(self, row: Listed) -> str:
        if row.question is None or not row.changed:
            return _("试题与报错时相同，没有改过。") if row.question else ""
        before = self._version(row)
        if before is None:
            return _("报错时的那一版不是本机的版本，无法比较；报错的电脑用的可能是旧题库。")
        return changes_html(before, row.question)

    def _version(self, row: Listed) -> Question | None:
        rows = editing.history(self.context, row.objection.question_id)
        return next((one.question for one in rows if one.version == row.seen), None)

    def _enable(self, group: Reported | None) -> None:
        able = group is not None and bool(group.waiting)
        known = group is not None and group.rows[-1].question is not None
        self.edit.setEnabled(able and known)
        self.accept.setEnabled(able)
        self.reject.setEnabled(able)

    # ---- deciding

    def picked(self) -> tuple[Listed, ...]:
        """The reports marked that wait; all that wait for this question when no more than one is marked."""
        group = self.groups.row()
        if group is None:
            return ()
        places = sorted({index.row() for index in self.reports.selectedIndexes()})
        marked = tuple(row for place in places if (row := self.reports.rows.rows[place]).open)
        return marked if len(places) > 1 else group.waiting

    def accept_and_edit(self) -> None:
        """Into the editor; what is changed there is offered as the answer when the user is back."""
        group = self.groups.row()
        if group is not None and group.rows[-1].question is not None:
            self._editing = group.ident, group.rows[-1].version
            self.shell.go("editor", id=group.ident)

    def _offer(self, found: Sequence[Reported]) -> None:
        """The question was edited meanwhile: offer to settle its reports."""
        notices: list[tuple[str, str]] = []
        self.settle_edited.hide()
        if self._editing is not None:
            ident, before = self._editing
            group = next((one for one in found if one.ident == ident), None)
            if group is not None and group.waiting and group.rows[-1].version > before:
                text = _("试题“{stem}”已改成第 {version} 版，它的 {n} 条报错可以记为采纳。")
                said = text.format(stem=group.stem[:20], version=group.rows[-1].version, n=len(group.waiting))
                notices.append((said, "info"))
                self.settle_edited.show()
        self.done.put(notices)

    def _accept_edited(self) -> None:
        group = next((g for g in self.groups.rows.rows if self._editing and g.ident == self._editing[0]), None)
        self._editing = None
        if group is not None:
            self._settle(group.waiting, Verdict.ACCEPTED, "", "")

    def accept_done(self) -> None:
        """The question is right now: note it."""
        meaning = _("把这道题的 {n} 条报错记为采纳，并记下试题现在的版本。")
        self._ask(_("采纳"), meaning, _("例如：答案已改为 B"), Verdict.ACCEPTED)

    def reject_all(self) -> None:
        """The question is right as it is: say why."""
        meaning = _("这道题的 {n} 条报错不采纳，试题不改。理由学员能看到。")
        self._ask(_("不采纳"), meaning, _("例如：该条已于 2021 年修正，现行条文就是这样规定的"), Verdict.REJECTED)

    def _ask(self, title: str, meaning: str, example: str, verdict: Verdict) -> None:
        rows = self.picked()
        if not rows:
            return
        needed = verdict is Verdict.REJECTED
        dialog = VerdictDialog(self, self.shell, title, meaning.format(n=len(rows)), example, needed=needed)
        dialog.accepted.connect(lambda: self._settle(rows, verdict, dialog.note, dialog.by))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _settle(self, rows: Sequence[Listed], verdict: Verdict, note: str, by: str) -> None:
        idents = [row.objection.id for row in rows]

        def work(_report: Report) -> int:
            for ident in idents:
                objections.settle(self.context, ident, verdict, note, by)
            return len(idents)

        def done(count: int) -> None:
            self.shell.tell(_("已处理 {n} 条报错：{verdict}。").format(n=count, verdict=verdict.label))
            self.reload()

        self.shell.run(work, done, _("正在记录处理结果…"))

    def _brought_in(self, faults: list[JltrainError]) -> None:
        self.reload()
        if faults:
            self.done.put([(fault.sentence(), "bad") for fault in faults[:5]])

    def _show_article(self, citation: str) -> None:
        from jltrain.gui.statutes.article_dialog import show_article

        show_article(self.shell, self, citation)
