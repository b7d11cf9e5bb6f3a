"""Beside the list: the question at hand, its versions, the exams that used it, and what officers said of it.

Each tab reads what it shows when it is first looked at, beside the GUI; what an earlier question brings late is
dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from jltrain.app import bank
from jltrain.app.bank import Hit
from jltrain.bank.state import State
from jltrain.gui.bank.filters import source_label
from jltrain.gui.bank.history_tab import HistoryTab, local
from jltrain.gui.bank.hits import TONES
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.context import Context
    from jltrain.app.editing import UsedIn, Version
    from jltrain.app.objections import Listed

T = TypeVar("T")

_ADVICE: Final = {
    State.DRAFT: N_("草稿还缺内容，不会用于组卷和练习；按 F2 补全后自动可用。"),
    State.REVIEW: N_("引用的法条已经修改，复核之前不会用于正式试卷。"),
    State.WITHDRAWN: N_("已停用，不会用于组卷和练习；可以从“更多”菜单恢复使用。"),
}
"""What to do about a question that is not ready."""


class Detail(QTabWidget):
    """`back` asks for an older version (id, number); `cited` for an article; `reports` for the page of reports."""

    back = Signal(str, int)
    cited = Signal(str)
    reports = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._hit: Hit | None = None
        self._words: tuple[str, ...] = ()
        self._shown: set[int] = set()
        self._asked = 0
        self.badges, self.preview = Badges(), QuestionPreview()
        self.preview.cited.connect(self.cited)
        self.history = HistoryTab()
        self.history.back.connect(self._go_back)
        self.uses, self.objections = _uses(), _objections()
        self.open_reports = button(
            _("到“复核与报错”处理(&P)"), self._to_reports, _("打开这道题的报错，逐条处理（Alt+P）")
        )
        self.addTab(self._first(), _("试题"))
        self.setTabToolTip(self.addTab(self.history, _("历史")), _("历史版本"))
        self.setTabToolTip(self.addTab(_with(self.uses), _("考试")), _("用于考试"))
        self.addTab(_with(self.objections, self.open_reports), _("报错"))
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(lambda _at: self._load())

    def _first(self) -> QWidget:
        self.advice = label("", "muted")
        self.advice.hide()
        made = QWidget()
        column = QVBoxLayout(made)
        column.addWidget(self.badges)
        column.addWidget(self.advice)
        column.addWidget(self.preview, 1)
        return made

    def bring(self, widget: QWidget, title: str) -> None:
        """One more tab, in front."""
        if self.indexOf(widget) < 0:
            self.addTab(widget, title)
        self.setCurrentWidget(widget)

    def drop(self, widget: QWidget) -> None:
        """Take such a tab away."""
        if (at := self.indexOf(widget)) >= 0:
            self.removeTab(at)

    # ---- what is shown

    @property
    def hit(self) -> Hit | None:
        """The question at hand."""
        return self._hit

    def show_hit(self, hit: Hit, words: tuple[str, ...]) -> None:
        """Show this question; what was read of another one is forgotten."""
        self._hit, self._words, self._shown = hit, words, set()
        self._asked += 1
        self.badges.put(
            [
                (hit.state.label, TONES[hit.state] if hit.state is not State.WITHDRAWN else "bad"),
                (_("第 {n} 版").format(n=hit.version), "info"),
                (source_label(hit.folder), "info"),
            ]
        )
        advice = _ADVICE.get(hit.state, "")
        self.advice.setText(_(advice) if advice else "")
        self.advice.setVisible(bool(advice))
        self._load()

    def show_nothing(self, text: str) -> None:
        """No question is at hand."""
        self._hit, self._shown = None, set()
        self._asked += 1
        self.badges.put([])
        self.advice.hide()
        self.preview.show_text(text)
        self.history.show_versions(())
        self.uses.show_rows(())
        self.objections.show_rows(())

    def _load(self) -> None:
        """Read what the tab in view is to show, if it does not show it yet."""
        tab, hit = self.currentIndex(), self._hit
        if hit is None or tab in self._shown:
            return
        self._shown.add(tab)
        context, ident = self._shell.context, hit.question.id
        if tab == 0:
            if not hit.question.pictures:
                self._show_question(())
                return
            self._read(lambda: bank.pictures(context, hit.question), self._show_question)
        elif tab == 1:
            self._read(lambda: _history(context, ident), self.history.show_versions)
        elif tab == 2:
            self._read(lambda: _used_in(context, ident), self.uses.show_rows)
        elif tab == 3:
            self._read(lambda: _listed(context, ident), self._show_objections)

    def _read(self, read: Callable[[], T], show: Callable[[T], None]) -> None:
        asked = self._asked

        def done(found: T) -> None:
            if asked == self._asked:
                show(found)

        self._shell.run(lambda _report: read(), done, _("读取试题"), quiet=True)

    def _show_question(self, pictures: tuple[Path, ...]) -> None:
        if self._hit is None:
            return
        self.preview.show_question(self._hit.question, pictures, self._words)

    def _show_objections(self, found: tuple[Listed, ...]) -> None:
        self.objections.show_rows(found)
        self.open_reports.setEnabled(bool(found))

    def _go_back(self, number: int) -> None:
        if self._hit is not None:
            self.back.emit(self._hit.question.id, number)

    def _to_reports(self) -> None:
        if self._hit is not None:
            self.reports.emit(self._hit.question.id)


def _history(context: Context, ident: str) -> tuple[Version, ...]:
    from jltrain.app import editing  # loads the checks: not before somebody looks

    return editing.history(context, ident)


def _used_in(context: Context, ident: str) -> tuple[UsedIn, ...]:
    from jltrain.app import editing

    return editing.used_in(context, ident)


def _listed(context: Context, ident: str) -> tuple[Listed, ...]:
    from jltrain.app import objections

    return objections.listed(context, open_only=False, question_id=ident)


def _with(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, Table) else 0)
    return made


def _uses() -> Table[UsedIn]:
    return Table(
        _("用于考试"),
        (
            Column(_("试卷"), lambda u: u.paper_title, widest=14, least=6),
            Column(_("题的版本"), lambda u: _("第 {n} 版").format(n=u.version) if u.version else "—"),
            Column(_("场次"), lambda u: "；".join(u.sessions) or _("还没有开考"), grows=True, least=6, widest=30),
        ),
        wrap=True,
        empty=_("还没有试卷用过这道题。"),
    )


def _objections() -> Table[Listed]:
    return Table(
        _("报错"),
        (
            Column(_("内容"), lambda o: o.objection.text, grows=True, least=8, widest=30),
            Column(_("处理"), _verdict, widest=8, tone=lambda o: "warn" if o.open else ""),
            Column(_("报错人"), lambda o: o.objection.learner or "—", widest=8),
            Column(_("时间"), lambda o: local(o.objection.at)),
        ),
        wrap=True,
        empty=_("还没有人对这道题报错。"),
    )


def _verdict(row: Listed) -> str:
    from jltrain.app.objections import Verdict

    return Verdict(row.acts[-1].verdict).label if row.acts else _("待处理")
