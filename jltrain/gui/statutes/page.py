"""法规库: the statutes that are here, their versions, and how new ones come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import button, found, header, label, search_box
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropFrame, DropPage
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, Table, refit
from jltrain.gui.statutes.compare_view import CompareView
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.statutes import LawRow, StoredStatute
    from jltrain.gui.statutes.import_dialog import ImportDialog, Line

LIST, BLANK, COMPARE = range(3)
"""What the page shows."""


class StatutesPage(DropPage):
    """`arrive(law=, article=)` shows a statute; with an article and two versions, what became of the article."""

    name = "statutes"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._laws: tuple[LawRow, ...] = ()
        self._counts: Mapping[str, int] = {}
        self._wanted: tuple[str, str] = ("", "")
        self.dialog: ImportDialog | None = None
        self.load = button(
            _("导入法规…"),
            self.choose,
            _("选择法规全文的文件：Word（.docx）、文本（.txt）或 Markdown；也可以把文件拖到本页"),
            "Ctrl+O",
            role="primary",
        )
        self.folder = button(_("导入文件夹…"), self.choose_folder, _("导入一个文件夹里的全部法规文件"), "Ctrl+Shift+O")
        self.search = search_box(self, _("查找：法规名称"), self._filter)
        self.laws: Table[LawRow] = Table(_("法规列表"), self._law_columns(), empty=_("没有名称符合的法规。"))
        self.laws.setToolTip(_("双击或按回车，打开全文"))
        self.laws.chosen.connect(lambda _row: self._show_law())
        self.laws.opened.connect(lambda _row: self.open_whole())
        self.title = label("", "subtitle", wrap=False)
        self.facts = label("", "muted", wrap=False)
        self.versions: Table[StoredStatute] = Table(_("各个版本"), _version_columns())
        self.versions.chosen.connect(lambda _row: self._ready())
        self.whole = button(_("打开全文(&T)"), self.open_whole, _("在“法规查阅”中打开选中的版本"))
        self.compare = button(_("比较版本(&C)"), self.open_compare, _("逐条对照两个版本"))
        self.citing = button(_("引用本法的试题(&Q)"), self.open_questions, _("在题库中列出引用这部法规的试题"))
        self.remove = button(_("删除版本(&D)"), self.take_out, _("删除选中的版本"), role="danger")
        self.comparison = CompareView(shell)
        self.comparison.left.connect(self.leave_compare)
        self._lay_out()

    def _law_columns(self) -> tuple[Column[LawRow], ...]:
        def citing(row: LawRow) -> int:
            return self._counts.get(row.law, 0)

        return (
            Column(_("法规"), lambda row: row.law, widest=26, grows=True, least=7),
            Column(_("现有版本"), lambda row: row.version, widest=8),
            Column(_("施行"), lambda row: row.effective or "—", widest=8),
            Column(_("条数"), lambda row: str(row.articles), order=lambda row: row.articles, number=True),
            Column(_("引用题数"), lambda row: str(citing(row)), order=citing, number=True),
            Column(_("版本数"), lambda row: str(len(row.versions)), order=lambda row: len(row.versions), number=True),
        )

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        for made in (self._filled(), self._blank(), self.comparison):
            self._body.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._head = header(_("法规库"), self.search, self.folder, self.load)
        column.addWidget(self._head)
        column.addWidget(self._body, 1)

    def _filled(self) -> QWidget:
        upper = QWidget()
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.laws, 1)
        lower = QFrame()
        lower.setProperty("role", "card")
        gap = self.fontMetrics().height() // 2
        below = QVBoxLayout(lower)
        below.setContentsMargins(gap, gap, gap, gap)
        below.addWidget(Flow(gap, self.title, self.facts))
        below.addWidget(self.versions, 1)
        below.addWidget(Flow(gap, self.whole, self.compare, self.citing, self.remove))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        split.setSizes([300, 290])
        split.setHandleWidth(gap)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.versions)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.take_out)
        return split

    def _blank(self) -> QWidget:
        self.frame = DropFrame()
        column = QVBoxLayout(self.frame)
        column.addStretch(1)
        column.addWidget(label(_("法规库还是空的"), "subtitle"))
        text = _(
            "把公布的法规全文（Word、文本或 Markdown）拖到这里，或点“导入法规”。导入后，课件和试题里引用的条文点开就能看到；"
            "法规修订时再导入新版本，引用了改动条文的试题会自动标为待复核。"
        )
        column.addWidget(label(text))
        row = QHBoxLayout()
        row.addWidget(button(_("导入法规…"), self.choose, _("选择法规文件"), role="primary"))
        row.addWidget(button(_("导入文件夹…"), self.choose_folder, _("导入一个文件夹里的全部法规文件")))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        gap = self.fontMetrics().height() * 2
        column.setContentsMargins(gap, gap, gap, gap)
        return self.frame

    # ---- reading

    def arrive(self, **arguments: object) -> None:
        self._wanted = (str(arguments.get("law") or ""), str(arguments.get("article") or ""))
        if self._wanted[0] and self._body.currentIndex() == COMPARE:
            self._body.setCurrentIndex(LIST)
        self.shell.run(self._read, self._show, _("读取法规"))

    def place(self) -> dict[str, object]:
        row = self.laws.row()
        return {"law": row.law} if row else {}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)
        self.comparison.dress()

    def _read(self, _report: Report) -> tuple[tuple[LawRow, ...], Mapping[str, int]]:
        from jltrain.app import statutes

        return statutes.laws(self.context), statutes.citing_counts(self.context)

    def _show(self, known: tuple[tuple[LawRow, ...], Mapping[str, int]]) -> None:
        self._laws, self._counts = known
        if not self._laws:
            self._body.setCurrentIndex(BLANK)
        elif self._body.currentIndex() != COMPARE:
            self._body.setCurrentIndex(LIST)
        self._show_frame()
        self.search.setPlaceholderText(_("查找：法规名称（共 {n} 部）").format(n=len(self._laws)))
        law, article = self._wanted
        self._wanted = ("", "")
        name = ""
        if law:
            name = self._known(law)
            if name:
                with QSignalBlocker(self.search):
                    self.search.clear()
            elif self._laws:
                self.shell.tell(_("还没有导入《{law}》。").format(law=law))
        self._filter(name)
        row = self.laws.row()
        if name and article and row is not None and len(row.versions) > 1:
            self.open_compare(article)
        elif name and article:
            self.open_whole(article)

    def _show_frame(self) -> None:
        listed = self._body.currentIndex() == LIST
        self.search.setVisible(listed)
        self._head.setVisible(self._body.currentIndex() != COMPARE)

    def _known(self, law: str) -> str:
        from jltrain.app import statutes

        kept = statutes.versions(self.context, law)
        return kept[0].law if kept else ""

    def _filter(self, name: str = "") -> None:
        row = self.laws.row()
        chosen = name or (row.law if row else "")
        words = self.search.text()
        shown = [row for row in self._laws if found(words, row.full_name.casefold())]
        with QSignalBlocker(self.laws):
            self.laws.show_rows(shown)
            at = next((n for n, row in enumerate(self.laws.rows.rows) if row.law == chosen), 0)
            if shown:
                self.laws.selectRow(at)
        self._show_law()

    def _show_law(self) -> None:
        row = self.laws.row()
        from jltrain.app import statutes

        kept = statutes.versions(self.context, row.law) if row else ()
        self.title.setText(row.full_name if row else "")
        self.facts.setText(
            _("{n} 道试题引用；最近由 {by} 于 {at} 导入").format(
                n=self._counts.get(row.law, 0), by=row.by or "—", at=row.imported[:10]
            )
            if row
            else ""
        )
        self.versions.show_rows(kept)
        if kept:
            self.versions.selectRow(0)
        self._ready()

    def _ready(self) -> None:
        row = self.laws.row()
        several = row is not None and len(row.versions) > 1
        self.compare.setEnabled(several)
        self.compare.setToolTip(_("逐条对照两个版本") if several else _("只导入了一个版本；再导入另一个版本后可以比较"))
        for made in (self.whole, self.remove):
            made.setEnabled(row is not None)
        self.citing.setEnabled(row is not None and self._counts.get(row.law, 0) > 0)

    # ---- what can be done with a statute

    def open_whole(self, article: str = "") -> None:
        """The text, in 法规查阅."""
        row, version = self.laws.row(), self.versions.row()
        if row is not None:
            self.shell.go("laws", law=row.law, version=version.version if version else "", article=article)

    def open_compare(self, article: str = "") -> None:
        """The newest version beside the one before it."""
        row = self.laws.row()
        if row is not None and len(row.versions) > 1:
            self._body.setCurrentIndex(COMPARE)
            self._show_frame()
            self.comparison.show_law(row.law, row.versions, article)

    def leave_compare(self) -> None:
        """Back to the list."""
        self._body.setCurrentIndex(LIST)
        self._show_frame()
        self.take_focus(self.laws)

    def open_questions(self) -> None:
        """The questions that cite the statute, in the bank."""
        from jltrain.app.bank import Wanted

        row = self.laws.row()
        if row is not None:
            self.shell.go("bank", wanted=Wanted(law=row.law))

    def take_out(self) -> None:
        """Ask, and remove the version at hand."""
        row = self.versions.row()
        if row is None:
            return
        question = _("删除《{law}》{version} 版？删除后不能再看这一版的条文，需要时可以重新导入。").format(
            law=row.law, version=row.version
        )
        if self.shell.ask(question, _("删除")):
            law, version, context = row.law, row.version, self.context

            def work(_report: Report) -> None:
                from jltrain.app import statutes

                statutes.remove(context, law, version)

            def done(_result: None) -> None:
                self.shell.tell(_("已删除《{law}》{version} 版。").format(law=law, version=version))
                self.arrive()

            self.shell.run(work, done, _("删除版本"))

    # ---- importing

    def choose(self) -> None:
        """Ask for files and bring them in."""
        from jltrain.statutes.read import SUFFIXES

        kinds = (
            _("法规（{suffixes}）").format(suffixes=" ".join(SUFFIXES)) + f" ({' '.join('*' + s for s in SUFFIXES)})"
        )
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("选择法规文件"), "", kinds)
        if chosen:
            self.bring_in([Path(file) for file in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder and bring in what is in it."""
        if chosen := QFileDialog.getExistingDirectory(self, _("选择放法规文件的文件夹")):
            self.bring_in([Path(chosen)])

    def wanted(self, path: Path) -> bool:
        from jltrain.statutes.read import SUFFIXES

        return path.is_dir() or path.suffix.lower() in SUFFIXES

    def hover(self, on: bool) -> None:
        self.frame.set_hot(on)

    def dropped(self, paths: list[Path]) -> None:
        self.bring_in(paths)

    def bring_in(self, places: Sequence[Path], version: date | None = None, *, anyway: bool = False) -> None:
        """Read files and folders, keep what is a statute, and show what became of each."""
        context, before = self.context, {row.law: row.versions for row in self._laws}

        def work(report: Report) -> tuple[Line, ...]:
            from jltrain.app import statutes
            from jltrain.app.rotation import operator
            from jltrain.gui.statutes.import_dialog import Imported, lines

            done = statutes.bring_in(context, places, report, operator(context), version, anyway=anyway)
            return lines(Imported(done, before, places))

        self.shell.run(work, self._brought_in, _("正在导入法规…"), self._stopped)

    def _stopped(self, error: Exception) -> None:
        self.shell.fail(error)
        self.arrive()  # what was kept before stays

    def _brought_in(self, shown: tuple[Line, ...]) -> None:
        from jltrain.app.rotation import today
        from jltrain.gui.statutes.import_dialog import ImportDialog

        self.dialog = ImportDialog(self, shown, today(self.context))
        self.dialog.review.connect(lambda: self.shell.go("review"))
        self.dialog.again.connect(lambda file, day: self.bring_in([file], day, anyway=day is None))
        self.dialog.open()
        self.arrive()


def _version_columns() -> tuple[Column[StoredStatute], ...]:
    return (
        Column(_("版本"), lambda row: row.version, widest=8),
        Column(_("施行"), lambda row: row.effective or "—", widest=8),
        Column(_("条数"), lambda row: str(row.articles), order=lambda row: row.articles, number=True),
        Column(_("导入时间"), lambda row: row.imported[:10], widest=8),
        Column(_("导入人"), lambda row: row.by, widest=8),
        Column(_("文件"), lambda row: row.source, widest=24, grows=True, least=8),
    )
