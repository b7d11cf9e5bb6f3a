"""One collected file in full: how it stands and why, what HR ruled, what it attests, who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr import rulings, sheet_facts
from jltrain.gui.hr.facts import copyable, grid, scrolled
from jltrain.gui.hr.gather import find_file, is_file_of
from jltrain.gui.hr.parts import Badges, button, label
from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.hr.sheet_line import OUTCOME_TONES, file_text, outcome_text, outcome_tone, reason_text, state_tone
from jltrain.gui.page import Shell
from jltrain.gui.shell.dialogs import Message, inform
from jltrain.i18n import _
from jltrain.ledger.collect import SkippedFile
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.register import SheetDetail
    from jltrain.gui.trainer.sheet_preview import SheetPreview


class SkippedDialog(QDialog):
    """A file that was not even opened: its name and why."""

    def __init__(self, parent: QWidget, line: SkippedFile) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("成绩单详情"))
        column = QVBoxLayout(self)
        badges = Badges()
        badges.put([(outcome_text(line), outcome_tone(line))])
        column.addWidget(badges)
        column.addWidget(copyable(reason_text(line)))
        self.facts = [(_("文件"), file_text(line)), (_("位置"), str(line.path.parent))]
        column.addWidget(grid(self.facts), 1)
        shut = QPushButton(_("关闭"))
        shut.setDefault(True)
        shut.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(shut)
        column.addLayout(row)
        size_in_lines(self, 36)


class DetailDialog(QDialog):
    """`changed`: something was ruled or taken back. `places`: where the file may lie still."""

    changed = Signal()

    def __init__(self, parent: QWidget, shell: Shell, which: int | str, places: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self._shell, self._context, self._which, self._places = shell, shell.context, which, tuple(places)
        self.seen: SheetDetail | None = None
        self.reason: ReasonDialog | None = None
        self.preview: SheetPreview | None = None
        self.message: Message | None = None
        self.undo_buttons: list[QPushButton] = []
        self.setWindowTitle(_("成绩单详情"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        self.badges = Badges()
        column.addWidget(self.badges)
        self._area = QScrollArea()
        self._inside = QVBoxLayout()
        column.addWidget(self._area, 1)
        self._rest = column
        self.acts = {
            kind: button(
                _("{what}…").format(what=_(rulings.TITLES[kind])),
                partial(self.rule, kind),
                _(rulings.HINTS[kind]),
                rulings.KEYS[kind],
            )
            for kind in RulingKind
        }
        self.look = button(_("看成绩单…"), self.show_pages, _("看成绩单的页面；原文件不在原处时请选出来"), "Ctrl+P")
        self.shut = button(_("关闭"), self.reject, _("关闭（Esc）"))
        foot = QHBoxLayout()
        for made in (*self.acts.values(), self.look):
            made.setAutoDefault(False)
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        column.addLayout(foot)
        self.shut.setDefault(True)
        self.shut.setFocus()
        size_in_lines(self, 46, 40)

    # ---- showing

    def show_detail(self, seen: SheetDetail) -> None:
        """Fill everything in."""
        self.seen = seen
        line = seen.line
        badges = [(line.outcome.label, OUTCOME_TONES[line.outcome])]
        if line.state:
            badges = [(_("现状：{state}").format(state=line.state.label), state_tone(line))]
            badges.append((_("收取时：{outcome}").format(outcome=line.outcome.label), "info"))
        self.badges.put(badges)
        box = QWidget()
        self._inside = QVBoxLayout(box)
        self._inside.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)
        self._tell(seen)
        self._list_rulings(seen)
        self._list_versions(seen)
        if seen.payload:
            self._section(_("成绩单内容"), grid(sheet_facts.attested(seen.payload)))
        elif line.state is None:
            self._section(_("内容"), copyable(_("文件没有通过验证，其中的内容不可信，因此不显示。")))
        if rows := sheet_facts.signed(seen.signer):
            self._section(_("签名"), grid(rows))
        self._section(_("登记"), grid(sheet_facts.held(seen)))
        self._inside.addStretch(1)
        before, self._area = self._area, scrolled(box)
        self._rest.replaceWidget(before, self._area)
        before.deleteLater()
        for kind, made in self.acts.items():
            made.setVisible(line.state is not None)
            made.setEnabled(rulings.allowed(kind, line))
        self.look.setVisible(line.state is not None)

    def _tell(self, seen: SheetDetail) -> None:
        state = seen.line.state.label if seen.line.state else ""
        facts = [fact for fact in seen.facts if fact != state]  # the badge says that already
        for text in (sheet_facts.whose(seen), sheet_facts.hint(seen), *facts):
            if text:
                self._inside.addWidget(copyable(text))
        said = reason_text(seen.line)
        self._inside.addWidget(copyable(_("收取时：{text}").format(text=said) if seen.line.state else said))

    def _list_rulings(self, seen: SheetDetail) -> None:
        self.undo_buttons = []
        if not seen.rulings:
            return
        column = QVBoxLayout()
        for line in reversed(seen.rulings):
            row = QHBoxLayout()
            row.addWidget(copyable(sheet_facts.ruling_text(line), "muted" if line.undone else ""), 1)
            if not line.undone:
                undo = button(_("撤销…"), partial(self.undo, line.ruling), _("收回这个结论，要写明理由"))
                undo.setAutoDefault(False)
                self.undo_buttons.append(undo)
                row.addWidget(undo)
            column.addLayout(row)
        self._section(_("核实结论"), column)

    def _list_versions(self, seen: SheetDetail) -> None:
        if not seen.versions:
            return
        column = QVBoxLayout()
        for line in seen.versions:
            row = QHBoxLayout()
            row.addWidget(copyable(sheet_facts.version_text(line)), 1)
            go = button(_("打开"), partial(self.go_to, line.entry), _("看这一份"))
            go.setAutoDefault(False)
            row.addWidget(go)
            column.addLayout(row)
        self._section(_("同一场考试的其他版本"), column)

    def _section(self, title: str, inside: QWidget | QLayout) -> None:
        self._inside.addWidget(label(title, "subtitle"))
        if isinstance(inside, QWidget):
            self._inside.addWidget(inside)
        else:
            self._inside.addLayout(inside)

    def reload(self) -> None:
        """Read it anew."""
        from jltrain.app import register

        context, which = self._context, self._which
        self._shell.run(lambda _report: register.detail(context, which), self.show_detail, _("读取成绩单"))

    def go_to(self, entry: int) -> None:
        """Show another version instead."""
        self._which = entry
        self.reload()

    # ---- acting

    def rule(self, kind: RulingKind) -> None:
        """Ask for the reason of a ruling and write it."""
        if self.seen is not None and rulings.allowed(kind, self.seen.line):
            self._open(rulings.rule_dialog(self, self._shell, kind, self.seen.line))

    def undo(self, ruling: Ruling) -> None:
        """Ask for the reason and take a ruling back."""
        self._open(rulings.undo_dialog(self, self._shell, ruling))

    def _open(self, dialog: ReasonDialog) -> None:
        self.reason = dialog
        dialog.written.connect(self._written)
        dialog.open()

    def _written(self) -> None:
        self.reload()
        self.changed.emit()

    # ---- the page itself

    def show_pages(self) -> None:
        """Show the sheet's page: from where it was collected, else from a file that the user points at."""
        if self.seen is None:
            return
        places, line = self._places, self.seen.line

        def work(report: Report) -> Path | None:
            return find_file(places, line, report)

        self._shell.run(work, self._found, _("查找原文件"))

    def _found(self, file: Path | None) -> None:
        if self.seen is None:
            return
        if file is None:
            chosen, _kind = QFileDialog.getOpenFileName(
                self, _("选择这份成绩单的原文件"), self.seen.line.file, _("成绩单") + " (*.pdf *.PDF)"
            )
            if not chosen:
                return
            file = Path(chosen)
            if not is_file_of(self.seen.line, file):
                text = _("“{file}”不是登记的这一份，没有显示。").format(file=file.name)
                self.message = inform(self, _("看成绩单"), text)
                return
        from jltrain.gui.trainer.sheet_preview import SheetPreview

        self.preview = SheetPreview(self._shell, file, self.seen.line.name, self)
        self.preview.open()
