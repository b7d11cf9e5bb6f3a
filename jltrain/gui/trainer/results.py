"""成绩与成绩单: what a session's officers earned, and their signed sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
)

from jltrain.app import keys, objections, sessions, sheets
from jltrain.app.sessions import ResultRow
from jltrain.app.sheets import Correctable, Issued
from jltrain.bank.question import Kind
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError
from jltrain.exam.state import Status
from jltrain.gui.keys.sign_dialog import SignDialog
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, refit
from jltrain.gui.trainer.correct_dialog import CorrectDialog
from jltrain.gui.trainer.item_table import item_lines, items_table
from jltrain.gui.trainer.live import LiveTable
from jltrain.gui.trainer.sheet_preview import SheetPreview
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper
from jltrain.progress import Report


@dataclass(frozen=True, slots=True)
class SessionResults:
    """All that the page shows of a session."""

    paper: Paper
    rows: tuple[ResultRow, ...]


class ResultsPage(Page):
    """The page "results". Argument of `arrive`: `session`, the id of one to show."""

    name = "results"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.session, self.summary = QComboBox(), QLabel()
        self.tabs = QTabWidget()
        self.table: LiveTable[ResultRow] = results_table(())
        self.items = items_table()
        self.asking: SignDialog | None = None
        self.correcting: CorrectDialog | None = None
        self._kinds: tuple[Kind, ...] = ()
        self.issue_button = QPushButton(_("签发成绩单(&Q)"))
        self.issue_button.setProperty("role", "primary")
        self.issue_button.setToolTip(_("为所有已交卷、尚无成绩单的考生签名出具 PDF（Alt+Q）"))
        self.view_button = QPushButton(_("查看成绩单(&V)"))
        self.folder_button = QPushButton(_("打开文件夹(&F)"))
        self.correct_button = QPushButton(_("更正成绩单(&G)…"))
        self.correct_button.setToolTip(_("姓名、单位、层级或门类有误时，签发新的一版代替原来的（Alt+G）"))
        self._build()
        self.session.currentIndexChanged.connect(lambda _at: self.reload())
        self.issue_button.clicked.connect(self.issue)
        self.view_button.clicked.connect(self.view)
        self.folder_button.clicked.connect(self.open_folder)
        self.correct_button.clicked.connect(self.correct)

    def arrive(self, **arguments: object) -> None:
        """List the sessions and show the wanted one, or the one shown before, or the newest."""
        wanted = str(arguments.get("session") or self.session.currentData() or "")
        self.session.blockSignals(True)
        self.session.clear()
        for session, state in sessions.listed(self.context):
            self.session.addItem(_("{title}（{state}）").format(title=session.title, state=state.label), session.id)
        self.session.setCurrentIndex(max(0, self.session.findData(wanted)))
        self.session.blockSignals(False)
        self.reload()

    def place(self) -> dict[str, object]:
        return {"session": self.session.currentData()}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def reload(self) -> None:
        """Read the results of the session chosen."""
        ident = str(self.session.currentData() or "")
        if not ident:
            self.summary.setText(_("还没有考试场次。请先在“考试场次”页新建场次并开考。"))
            self._enable(())
            return

        def work(_report: Report) -> SessionResults:
            sessions.finish_overdue(self.context, ident)
            paper = sessions.paper_of(self.context, ident)
            return SessionResults(paper, sessions.results(self.context, ident))

        def done(found: SessionResults) -> None:
            if ident == self.session.currentData():
                self._show(found)

        self.shell.run(work, done, _("正在统计成绩…"))

    def issue(self) -> None:
        """Sign a sheet for everybody who has handed in and has none."""
        try:
            needed = keys.secret_needed(self.context)
        except JltrainError as error:
            self.shell.fail(error)
            return
        if needed:
            self.asking = SignDialog(self, self.shell, needed, self._issue)
            self.asking.open()
        else:
            self._issue(None)

    def _issue(self, secret: str | None) -> None:
        """`secret`: the key's passphrase or PIN; forgotten when the sheets are written."""
        ident = str(self.session.currentData() or "")

        def work(report: Report) -> tuple[Issued, ...]:
            return sheets.issue(self.context, ident, report, secret)

        def done(made: tuple[Issued, ...]) -> None:
            text = _("本场已签发成绩单 {count} 份。").format(count=len(made))
            if made and any(made[0].file.parent.glob(f"{objections.PREFIX}*.json")):
                text += _("学员的试题报错也写在同一文件夹里，请一起带给教官。")
            self.shell.tell(text)
            self.reload()

        self.shell.run(work, done, _("正在签发成绩单…"))

    def view(self) -> None:
        """Show the sheet of the officer chosen."""
        row = self.table.row()
        if row is not None and row.sheet:
            preview = SheetPreview(self.shell, self._file(row), row.candidate.name, self)
            preview.finished.connect(preview.deleteLater)
            preview.open()

    def correct(self) -> None:
        """Put right what the sheet of the officer chosen says of him."""
        row, ident = self.table.row(), str(self.session.currentData() or "")
        if row is None or not row.sheet:
            return
        certificate = row.candidate.certificate

        def work(_report: Report) -> Correctable:
            return sheets.correctable(self.context, ident, certificate)

        def done(now: Correctable) -> None:
            try:
                self.correcting = CorrectDialog(self, self.shell, ident, certificate, now, self._corrected)
            except JltrainError as error:  # the key is damaged
                self.shell.fail(error)
                return
            self.correcting.open()

        self.shell.run(work, done, _("正在读取成绩单…"))

    def _corrected(self, made: Issued) -> None:
        told = _("已签发第 {version} 版成绩单 {number}，请把新文件交给考生和人事。")
        self.shell.tell(told.format(version=made.version, number=made.number))
        self.reload()

    def open_folder(self) -> None:
        """Show the files to the desktop."""
        row = next((r for r in self.table.rows.rows if r.sheet), None)
        if row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file(row).parent)))

    def _file(self, row: ResultRow) -> Path:
        return self.context.places.home / row.sheet

    def _show(self, found: SessionResults) -> None:
        kinds = tuple(section.kind for section in found.paper.sections)
        if kinds != self._kinds:
            self._kinds = kinds
            self._put_table(results_table(kinds))
        self.table.renew(found.rows)
        self.items.show_rows(item_lines(found.paper, found.rows))
        grades = [row.grade for row in found.rows if row.grade]
        passed = sum(grade.passed for grade in grades)
        text = _("考生 {all} 人，已交卷 {done} 人，合格 {passed} 人").format(
            all=len(found.rows), done=len(grades), passed=passed
        )
        if grades:
            mean = sum(grade.halves for grade in grades) / len(grades) / 2
            text += _("，平均 {mean:.1f} 分（满分 {full} 分，{line} 分合格）").format(
                mean=mean, full=marks_text(found.paper.full_halves), line=marks_text(found.paper.pass_halves)
            )
        self.summary.setText(text)
        self._enable(found.rows)

    def _put_table(self, table: LiveTable[ResultRow]) -> None:
        """Put a table with other sections in place of the one before."""
        self.tabs.removeTab(0)
        self.table.deleteLater()
        self.table = table
        self.tabs.insertTab(0, table, _("成绩"))
        self.tabs.setCurrentIndex(0)
        table.chosen.connect(lambda _row: self._enable(self.table.rows.rows))
        table.opened.connect(lambda _row: self.view())

    def _enable(self, rows: tuple[ResultRow, ...] | list[ResultRow]) -> None:
        row = self.table.row()
        self.issue_button.setEnabled(any(r.grade and not r.sheet for r in rows))
        for button in (self.view_button, self.correct_button):
            button.setEnabled(row is not None and bool(row.sheet))
        self.folder_button.setEnabled(any(r.sheet for r in rows))

    def _build(self) -> None:
        title = QLabel(_("成绩与成绩单"))
        title.setProperty("role", "title")
        caption = QLabel(_("考试场次(&S)"))
        caption.setBuddy(self.session)
        self.summary.setWordWrap(True)
        self.tabs.addTab(self.table, _("成绩"))
        self.tabs.addTab(self.items, _("逐题统计"))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(caption)
        head.addWidget(self.session, 5)
        gap = self.fontMetrics().height() // 3
        acts = (self.folder_button, self.correct_button, self.view_button, self.issue_button)
        foot = Flow(gap, QLabel(), *acts, apart=True)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.summary)
        column.addWidget(foot)
        self._enable(())


def results_table(kinds: tuple[Kind, ...]) -> LiveTable[ResultRow]:
    """An empty table with a column for each section."""
    return LiveTable(
        _("成绩"),
        (
            Column(_("姓名"), lambda r: r.candidate.name),
            Column(_("执法证号"), lambda r: r.candidate.certificate),
            Column(_("总分"), _marks(None), _halves(None), number=True),
            Column(_("结果"), _verdict, tone=lambda r: "" if not r.grade else "good" if r.grade.passed else "bad"),
            Column(_("成绩单"), lambda r: _("已签发") if r.sheet else _("未签发") if r.grade else "—"),
            *(_section(kind) for kind in kinds),
            Column(_("交卷时间"), _handed_in, lambda r: r.state.submitted),
            Column(_("单位"), lambda r: r.candidate.unit, widest=14),
        ),
        lambda r: r.sitting.id,
        empty=_("还没有考生。"),
    )


def _section(kind: Kind) -> Column[ResultRow]:
    return Column(kind.label, _marks(kind), _halves(kind), number=True)


def _halves(kind: Kind | None) -> Callable[[ResultRow], int]:
    def halves(row: ResultRow) -> int:
        """Half marks of a section, or of all; -1 sorts who has not handed in first."""
        return sum(i.halves for i in row.grade.items if kind in (None, i.kind)) if row.grade else -1

    return halves


def _marks(kind: Kind | None) -> Callable[[ResultRow], str]:
    halves = _halves(kind)
    return lambda row: marks_text(halves(row)) if row.grade else "—"


def _verdict(row: ResultRow) -> str:
    if row.fault:
        return _("记录异常")
    if row.grade is None:
        return sessions.status_label(row.state.status)
    return _("合格") if row.grade.passed else _("不合格")


def _handed_in(row: ResultRow) -> str:
    done = row.state.status is Status.SUBMITTED
    return beijing(parse_iso(row.state.submitted), "%m-%d %H:%M") if done else "—"
