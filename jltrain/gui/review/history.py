"""复核记录: who looked at what, when, and what he found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jltrain.clock import beijing, parse_iso
from jltrain.gui.hr.parts import found, label, search_box
from jltrain.gui.page import Shell
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.progress import Report
from jltrain.statutes.statute import article_label

if TYPE_CHECKING:
    from jltrain.app.review import ActRow


class HistoryTab(QWidget):
    """Every review that was settled, the newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._context = shell, shell.context
        self._acts: Sequence[ActRow] = ()
        self.search = search_box(self, _("查找：法规、条文、试题编号、经办人、备注"), self._filter)
        self.count = label("", "muted", wrap=False)
        self.table: Table[ActRow] = Table(_("复核记录"), _columns(), empty=_("还没有复核记录。"))
        gap = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)

    def arrive(self) -> None:
        """Read it again."""
        context = self._context

        def read(_report: Report) -> Sequence[ActRow]:
            from jltrain.app import review

            return review.history(context)

        self._shell.run(read, self._show, _("读取复核记录"), quiet=True)

    def _show(self, acts: Sequence[ActRow]) -> None:
        self._acts = acts
        self._filter()

    def _filter(self) -> None:
        words = self.search.text()
        shown = [act for act in self._acts if not words.strip() or found(words, _text(act).casefold())]
        self.table.show_rows(shown)
        self.count.setText(_("共 {total} 条").format(total=len(shown)) if shown else "")


def _text(act: ActRow) -> str:
    return "\t".join((act.law, article_label(act.article), act.subject, act.by, act.note, act.verdict.label))


def _columns() -> tuple[Column[ActRow], ...]:
    return (
        Column(_("时间"), lambda act: beijing(parse_iso(act.at)), order=lambda act: act.at, widest=9),
        Column(_("经办人"), lambda act: act.by, widest=7),
        Column(_("结论"), lambda act: act.verdict.label, widest=8),
        Column(_("试题或章节"), lambda act: act.subject, widest=16, least=8),
        Column(_("法条"), lambda act: f"《{act.law}》{article_label(act.article)}", widest=18, least=8),
        Column(_("版本"), lambda act: f"{act.old_version} → {act.new_version}", widest=13, least=6),
        Column(_("备注"), lambda act: act.note, widest=20, grows=True, least=6),
    )
