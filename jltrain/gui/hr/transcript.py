"""档案: one officer's whole record on one page, found by number or name, written as PDF or Excel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from jltrain.app import reports, roster
from jltrain.app.reports import Transcript
from jltrain.app.roster import OfficerRow
from jltrain.errors import JltrainError
from jltrain.gui.hr.facts import scrolled
from jltrain.gui.hr.parts import Badges, button, header, label, search_box
from jltrain.gui.hr.saved import Saved, ask_where
from jltrain.gui.hr.sections import Part, Sections, Tones, read
from jltrain.gui.keys.parts import Facts
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.paged import PagedTable
from jltrain.gui.shell.table import Column, refit
from jltrain.i18n import _
from jltrain.ledger.standing import Status
from jltrain.ledger.transcripttables import identity, title_of, transcript_tables, warnings
from jltrain.progress import Report

_BADGES = {Status.DONE: "good", Status.PARTLY: "info", Status.FAILED: "bad", Status.ABSENT: "info"}


@dataclass(frozen=True, slots=True)
class Told:
    """A transcript, read as far as the screen shows it."""

    transcript: Transcript
    parts: tuple[Part, ...]


class TranscriptPage(Page):
    """The page "transcript". Argument of `arrive`: `certificate`, a present or former number; nothing: a search."""

    name = "transcript"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.told: Told | None = None
        self.search = search_box(self, _("查找：姓名或执法证号，按回车"), lambda: None)
        self.search.returnPressed.connect(self.look_up)
        self.pdf = button(_("导出 PDF…"), partial(self.export, ".pdf"), _("存成可以打印的 PDF"), "Ctrl+P")
        self.xlsx = button(_("导出 Excel…"), partial(self.export, ".xlsx"), _("存成 Excel 工作簿"), "Ctrl+S")
        self.enter = button(_("登记培训(&D)…"), self.go_enter, _("为这名人员登记一次培训活动（Alt+D）"), role="primary")
        self.who = label("", "subtitle", wrap=False)
        self.badges = Badges()
        self.notice = label("", "badge-warn")
        self.post = label("", "muted")
        self.saved = Saved()
        self.sections = Sections(_("档案的内容"), tones)
        self.found: PagedTable[OfficerRow] = PagedTable(
            shell, _("查到的人员"), found_columns(), empty=_("没有查到，请换一个写法，或先到“花名册”页导入人员。")
        )
        self.found.opened.connect(self._open)
        self.hint = label(_("输入姓名或执法证号，查看一名执法人员的完整档案。也可以在其他页面双击人员打开。"), "muted")
        self.record, self.stack = QWidget(), QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        nobody = QWidget()
        column = QVBoxLayout(nobody)
        column.addWidget(self.hint)
        column.addStretch(1)
        whole = QVBoxLayout(self.record)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(6))
        line = QHBoxLayout()
        line.addWidget(self.who)
        line.addWidget(self.badges, 1)
        whole.addLayout(line)
        for part in (self.post, self.notice, self.saved):
            whole.addWidget(part)
        whole.addWidget(self.sections, 1)
        for page in (nobody, self.found, self.record):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(header(_("人员档案"), self.pdf, self.xlsx, self.enter))
        column.addWidget(self.search)
        column.addWidget(self.stack, 1)
        self._enable()

    # ---- finding

    def arrive(self, **arguments: object) -> None:
        certificate = arguments.get("certificate")
        if isinstance(certificate, str) and certificate:
            self.open(certificate)
        elif self.told is not None:
            self.open(self.told.transcript.person.certificate)
        else:
            self.search.setFocus()

    def place(self) -> dict[str, object]:
        return {"certificate": self.told.transcript.person.certificate if self.told else ""}

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def look_up(self) -> None:
        """Open who has that number, else list who bears such a name."""
        words = self.search.text().strip()
        if not words:
            return
        context = self.context

        def work(_report: Report) -> str:
            person = roster.find(context, words)
            if person is None:
                page = roster.officers(context, words, limit=2)
                person = page.rows[0].member if page.total == 1 else None
            return person.certificate if person else ""

        def done(certificate: str) -> None:
            if certificate:
                self.open(certificate)
            else:
                self._list(words)

        self.shell.run(work, done, _("查找人员"))

    def _list(self, words: str) -> None:
        context = self.context
        self.told = None
        self._enable()
        self.stack.setCurrentWidget(self.found)
        self.found.ask(lambda offset, limit: roster.officers(context, words, offset=offset, limit=limit))
        self.take_focus(self.found)

    def _open(self, row: object) -> None:
        if isinstance(row, OfficerRow):
            self.open(row.member.certificate)

    def open(self, certificate: str) -> None:
        """Show the record of an officer."""
        context = self.context

        def work(_report: Report) -> Told:
            made = reports.transcript(context, certificate)
            return Told(made, tuple(read(table) for table in transcript_tables(made)))

        self.shell.run(work, self._show, _("读取人员档案"), self._failed)

    def _failed(self, error: Exception) -> None:
        self.told = None
        self._enable()
        self.stack.setCurrentIndex(0)
        if isinstance(error, JltrainError):
            self.hint.setText(error.sentence())
        else:
            self.shell.fail(error)

    # ---- showing

    def _show(self, told: Told) -> None:
        self.told = told
        made = told.transcript
        self.who.setText(_("{name}　{certificate}").format(name=made.person.name, certificate=made.person.certificate))
        self.badges.put(
            (
                _("{first}—{last} {status}").format(
                    first=line.cycle.first_year, last=line.cycle.last_year, status=line.standing.status.label
                ),
                "bad" if line.standing.overdue(made.today) else _BADGES.get(line.standing.status, "warn"),
            )
            for line in reversed(made.cycles)
        )
        said = warnings(made)
        self.notice.setText("\n".join(said))
        self.notice.setVisible(bool(said))
        self.post.setText(
            _("{unit}　{level}　{discipline}　{post}").format(
                unit=made.person.unit,
                level=made.person.level.label,
                discipline=made.person.discipline.label,
                post=made.person.post or made.person.post_kind.label,
            )
        )
        self.sections.put(told.parts, last=(_("基本情况"), _who(made)))
        self.saved.hide()
        self.stack.setCurrentWidget(self.record)
        self._enable()

    def _enable(self) -> None:
        for part in (self.pdf, self.xlsx, self.enter):
            part.setEnabled(self.told is not None)

    # ---- acts

    def go_enter(self) -> None:
        """Enter an activity of this officer."""
        if self.told is not None:
            number = self.told.transcript.person.certificate
            self.shell.go("activities", certificate=number, words=number)

    def export(self, suffix: str) -> None:
        """Ask where to and write the record."""
        if self.told is None:
            return
        context, made = self.context, self.told.transcript
        name = f"{title_of(made)}_{made.person.certificate}_{made.today.isoformat()}"
        file = ask_where(self, _("导出档案"), name, suffix)
        if file is None:
            return

        def work(_report: Report) -> Path:
            if suffix == ".pdf":
                reports.save_transcript_pdf(context, made, file)
            else:
                reports.save_transcript_xlsx(context, made, file)
            return file

        self.shell.run(work, self.saved.tell, _("导出档案"))


def _who(made: Transcript) -> QWidget:
    """Everything the roster says of him."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.addWidget(label(_("基本情况"), "subtitle"))
    column.addWidget(Facts([(what, value or "—") for what, value in identity(made)]))
    column.addStretch(1)
    return scrolled(box)


def tones() -> Tones:
    """Words of the tables that are coloured, in the language in use."""
    return {
        _("已完成"): "good",
        _("逾期完成"): "warn",
        _("已逾期"): "bad",
        _("未完成"): "warn",
        _("不合格"): "bad",
        _("合格"): "good",
        _("已撤销"): "muted",
    }


def found_columns() -> tuple[Column[OfficerRow], ...]:
    """Whom a search found; those of one name are told apart by number and unit."""
    return (
        Column(_("姓名"), lambda r: r.member.name, widest=10),
        Column(_("同名"), lambda r: _("同名") if r.namesakes else "", tone=lambda r: "warn" if r.namesakes else ""),
        Column(_("执法证号"), lambda r: r.member.certificate, order=lambda r: r.member.certificate),
        Column(_("单位"), lambda r: r.member.unit, widest=24, grows=True, least=9),
        Column(_("层级"), lambda r: r.member.level.label),
        Column(_("执法门类"), lambda r: r.member.discipline.label, widest=9),
    )
