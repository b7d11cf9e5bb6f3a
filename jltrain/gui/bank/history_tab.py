"""历史版本: every version of a question, what each changed, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTextBrowser, QVBoxLayout, QWidget

from jltrain.clock import beijing, parse_iso
from jltrain.gui.bank.changes import changes_html
from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.editing import Version


def local(at: str) -> str:
    """A moment as the clock wrote it, in local time, to the minute."""
    return beijing(parse_iso(at))


class HistoryTab(QWidget):
    """`back` asks to make a version (its number) the newest again."""

    back = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._versions: tuple[Version, ...] = ()
        self.table: Table[Version] = Table(
            _("历史版本"),
            (
                Column(_("版"), lambda v: str(v.version), lambda v: v.version, number=True),
                Column(_("来由"), lambda v: v.origin.label, widest=8, least=3),
                Column(_("时间"), lambda v: local(v.at), widest=9, least=5),
                Column(_("经办人"), lambda v: v.by or "—", widest=8, least=3),
                Column(_("说明"), lambda v: v.note or "—", grows=True, least=6),
            ),
        )
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("与上一版的差别"))
        self.head = label("", "muted")
        self.restore = button(
            _("恢复到此版本(&V)"), self._back, _("把选中的版本作为最新版本，现在的版本留在历史中（Alt+V）")
        )
        self.table.chosen.connect(self._show)
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.table, 1)
        top.setMinimumHeight(self.fontMetrics().height() * 6)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self.head)
        lower.addWidget(self.text, 1)
        lower.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(top)
        split.addWidget(below)
        split.setSizes([2000, 3000])
        column = QVBoxLayout(self)
        column.addWidget(split)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """The newest first."""
        self._versions = tuple(versions)
        self.table.show_rows(self._versions)
        if self._versions:
            self.table.selectRow(0)
        else:
            self.text.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and (row := self.table.row()) is not None:
            self._show(row)

    def _show(self, version: Version) -> None:
        newest = self._versions[0].version if self._versions else 0
        before = next((v for v in self._versions if v.version < version.version), None)
        if before is None:
            said = _("第 {n} 版").format(n=version.version)
        else:
            said = _("第 {n} 版与第 {before} 版的差别：").format(n=version.version, before=before.version)
        self.head.setText(_("说明：{note}").format(note=version.note) + "\n" + said if version.note else said)
        self.text.setHtml(changes_html(before.question if before else None, version.question))
        self.restore.setEnabled(version.version != newest)

    def _back(self) -> None:
        if (row := self.table.row()) is not None:
            self.back.emit(row.version)
