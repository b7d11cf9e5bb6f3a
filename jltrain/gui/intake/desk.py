"""The list of what was found, the lines it was found in and the question at hand: where a trainer goes through it all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from jltrain.bank.intake.found import FoundQuestion
from jltrain.gui.hr.parts import button, label
from jltrain.gui.intake import regroup
from jltrain.gui.intake.columns import FILE, KIND, LIKE, LINE_FILE, Line, entry_columns, line_columns, span_text
from jltrain.gui.intake.panes import Panes
from jltrain.gui.intake.reading import Reading
from jltrain.gui.intake.source_view import SourceView
from jltrain.gui.intake.views import View, Views, listed
from jltrain.gui.intake.work import Entry, Work
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.table import Table
from jltrain.i18n import _


class Desk(QWidget):
    """`altered` after each change of what would be imported; `claimed` with ignored lines that are questions after all."""

    altered = Signal()
    compare = Signal(object)
    claimed = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.work = Work()
        self.view = View.ALL
        self.sum = label("", "muted", wrap=False)
        self.views = Views(self, self.show_view)
        self.table: Table[Entry] = Table(_("找到的试题"), entry_columns(), empty=_("这里没有题。"))
        self.lines: Table[Line] = Table(_("不是试题的行"), line_columns(), empty=_("每一行都用在试题里了。"))
        self.source = SourceView()
        self.name = label("", "muted", wrap=False)
        self.reading = Reading({
            "check": self.check, "skip": self.skip, "merge": self.merge, "split": self.split, "undo": self.undo,
            "next": self.next_doubt, "previous": partial(self.next_doubt, -1),
        })  # fmt: skip
        self.reason = label("")
        self.claim = button(
            _("作为试题处理(&Q)"),
            self.claim_lines,
            _("选中的行其实是试题，重新识别；可以用 Shift 选几行（Alt+Q）"),
            role="primary",
        )
        self._lay_out()
        self._listen()

    # ---- what is shown

    def show_work(self, work: Work) -> None:
        """Begin with other files."""
        self.work = work
        self.view = View.ALL if work.entries() or not work.sources else View.LINES
        self.show_view(self.view)

    def show_view(self, view: View) -> None:
        """List other questions, or the lines that are none; what was at hand stays so if it is listed."""
        self.view = view
        self.views.chips[view].setChecked(True)
        for made in (self.reading.merge, self.reading.split):
            made.setEnabled(view is not View.LINES)
        if view is View.LINES:
            self._make_room()
            self.lines.show_rows([Line(source, one) for source in self.work.sources for one in source.ignored])
            self._stack.setCurrentWidget(self.lines)
            self._right.setCurrentIndex(1)
            self.lines.selectRow(0)
            self.show_line(self.lines.row())
        else:
            here = self.entry
            entries = [entry for entry in self.work.entries() if listed(entry, view)]
            self._make_room()
            self.table.setColumnHidden(LIKE, not any(entry.like for entry in entries))
            self.table.show_rows(entries)
            self._stack.setCurrentWidget(self.table)
            self._right.setCurrentIndex(0 if entries else 2)
            if entries:
                self.go_to(here if here is not None and here in entries else entries[0])
            else:
                self.source.show_nothing()
        self.recount()

    def _make_room(self) -> None:
        """Kind and file stand beside the list as well: columns for them only where there is room for the stem, too."""
        narrow = not self.panes.wide
        file = narrow or len(self.work.sources) < 2
        for table, column, hide in (
            (self.table, KIND, narrow),
            (self.table, FILE, file),
            (self.lines, LINE_FILE, file),
        ):
            if hide != table.isColumnHidden(column):
                table.setColumnHidden(column, hide)
                table.fit()

    def recount(self) -> None:
        """The numbers on the chips and the sum."""
        doubtful = self.views.count(self.work)
        self.sum.setText(self.work.sum() if self.work.sources else "")
        self.reading.undo.setVisible(bool(self.work.changes))
        for made in (self.reading.next, self.reading.previous):
            made.setEnabled(bool(doubtful))

    def refresh(self) -> None:
        """Something of the rows changed that is not their order: paint them again."""
        rows = self.table.rows
        if self.table.isColumnHidden(LIKE) and any(entry.like for entry in rows.rows):
            self.table.setColumnHidden(LIKE, False)
            self.table.fit()
        if rows.rows:
            rows.dataChanged.emit(rows.index(0, 0), rows.index(rows.rowCount() - 1, rows.columnCount() - 1))
        if self.entry is not None:
            self.reading.show_entry(self.entry, fill=False)
        self.recount()

    @property
    def entry(self) -> Entry | None:
        """The question at hand."""
        return self.reading.entry if self.view is not View.LINES else None

    def go_to(self, entry: Entry) -> None:
        """Bring a listed question to hand."""
        rows = self.table.rows.rows
        if entry in rows:
            at = rows.index(entry)
            again = at == self.table.currentIndex().row()
            self.table.selectRow(at)
            if again:
                self._show(entry)

    def show_line(self, line: Line | None) -> None:
        """Ignored lines in their place, with the reason."""
        self.claim.setEnabled(line is not None)
        if line is None:
            self.source.show_nothing()
            self.name.setText("")
            self.reason.setText(_("每一行都用在试题里了。"))
            return
        span = line.ignored.lines
        self.source.show_lines(line.source.lines, span)
        self.name.setText(line.source.name)
        self.reason.setText(
            _("第 {lines} 行不是试题：{reason}").format(lines=span_text(span), reason=line.ignored.reason)
        )

    def _show(self, entry: Entry) -> None:
        self.reading.show_entry(entry)
        self._show_source(0)

    def _show_source(self, part: int) -> None:
        entry = self.reading.entry
        if entry is None:
            return
        found = entry.found.parts[part - 1] if part else entry.found
        span = found.lines if found.lines.first else entry.found.lines
        self.source.show_lines(entry.source.lines, span, found.stem)
        self.name.setText(_("第 {lines} 行 · {file}").format(lines=span_text(span), file=entry.source.name))

    # ---- what the trainer does

    def picked(self) -> list[Entry]:
        """The chosen questions that are not imported yet."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [entry for at in rows if not (entry := self.table.rows.rows[at]).taken]

    def next_doubt(self, step: int = 1) -> None:
        """Go to the next doubtful question of the list, from its end to its beginning."""
        if self.view is View.LINES:
            self.show_view(View.ALL)
        rows = self.table.rows.rows
        at = self.table.currentIndex().row()
        for n in range(1, len(rows) + 1):
            entry = rows[(at + step * n) % len(rows)]
            if entry.doubtful:
                self.go_to(entry)
                return
        self.said.emit(_("没有待核对的题了。"))

    def check(self) -> None:
        """The doubts of the chosen are looked at, or (when all were) are open again."""
        doubtful = [entry for entry in self.picked() if entry.found.doubtful]
        to = not all(entry.checked for entry in doubtful)
        for entry in doubtful:
            entry.checked = to
        self._decided()

    def accept(self) -> None:
        """The doubts of the chosen are looked at; on to the next."""
        for entry in self.picked():
            entry.checked = True
        self._decided()
        self.next_doubt()

    def skip(self) -> None:
        """Do not import the chosen, or do after all."""
        picked = self.picked()
        to = not all(entry.skipped for entry in picked)
        for entry in picked:
            entry.skipped = to
        self._decided()

    def skip_on(self) -> None:
        """The same by key, and on to the next question."""
        before = self.entry
        self.skip()
        if before is not None and before.skipped:
            rows, at = self.table.rows.rows, self.table.currentIndex().row()
            if at + 1 < len(rows):
                self.go_to(rows[at + 1])

    def merge(self) -> None:
        """Make one question of this and the one before it in the file."""
        entry = self.entry
        if entry is None or entry.taken:
            return
        first = regroup.before(entry)
        if first is None or first.taken:
            self.said.emit(_("前面没有可以合并的题。"))
            return
        made = regroup.merge(self.work, entry)
        if made is not None:
            self._regrouped(made)
            self.said.emit(_("两题已合成一题，请核对。"))

    def split(self) -> None:
        """Cut the question at hand before the line of the cursor."""
        entry, line = self.entry, self.source.line
        if entry is None or entry.taken or not regroup.may_split(entry, line):
            self.said.emit(_("请先在原文中把光标放到本题第一行之后的某一行。"))
            self.panes.show_lines()
            self.source.setFocus()
            return
        made = regroup.split(self.work, entry, line)
        if made:
            self._regrouped(made[0])
            self.said.emit(_("已从第 {line} 行拆开，请核对。").format(line=line))

    def undo(self) -> None:
        """Take the last merging, cutting or claiming back."""
        source = self.work.undo()
        if source is not None:
            self.show_view(self.view)
            self.altered.emit()

    def claim_lines(self) -> None:
        """Ask for the chosen lines to be read as questions."""
        rows = sorted(index.row() for index in self.lines.selectionModel().selectedRows())
        if rows:
            self.claimed.emit([self.lines.rows.rows[at] for at in rows])

    def lines_claimed(self, claims: list[regroup.Claim]) -> None:
        """Put in the questions that ignored lines became, and show the first."""
        for one in claims:
            self.work.regroup(one.source, (), one.made, one.ignored)
        made = [entry for one in claims for entry in one.made]
        if made:
            self._regrouped(made[0])

    def _regrouped(self, made: Entry) -> None:
        self.reading.entry = made
        self.show_view(View.ALL if not listed(made, self.view) else self.view)
        self.altered.emit()

    def _edited(self, found: FoundQuestion) -> None:
        entry = self.reading.entry
        if entry is not None and not entry.taken:
            entry.found, entry.edited = found, True
            self._decided()

    def _decided(self) -> None:
        self.refresh()
        self.altered.emit()

    # ---- the widgets

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.lines)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.name)
        column.addWidget(self.source, 1)
        column.addWidget(Flow(px(6), self.reading.merge, self.reading.split, self.reading.undo))
        self.name.setMinimumWidth(1)
        panel = QWidget()
        ignored = QVBoxLayout(panel)
        ignored.addWidget(self.reason)
        ignored.addWidget(self.claim, 0, Qt.AlignmentFlag.AlignLeft)
        ignored.addStretch(1)
        self._right = QStackedWidget()
        self._right.addWidget(self.reading)
        self._right.addWidget(panel)
        self._right.addWidget(label(_("这里没有题。"), "muted"))
        self.panes = Panes(self._stack, beside, self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(
            Flow(px(6), *self.views.chips[:2], self.reading.previous, self.reading.next, *self.views.chips[2:])
        )
        column.addWidget(self.panes, 1)

    def _listen(self) -> None:
        self.table.chosen.connect(self._show)
        self.lines.chosen.connect(self.show_line)
        self.panes.divided.connect(self._make_room)
        self.reading.form.changed.connect(self._edited)
        self.reading.form.turned.connect(self._show_source)
        self.reading.compare.connect(lambda: self.compare.emit(self.reading.entry))
        for keys, act in (
            ("F8", self.next_doubt),
            ("Shift+F8", partial(self.next_doubt, -1)),
            ("Ctrl+Return", self.accept),
            ("Ctrl+Enter", self.accept),
            ("Ctrl+Delete", self.skip_on),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def retheme(self) -> None:
        """After colours or size of type changed."""
        self.source.recolour()
        self.panes.divide_anew()

    def clear(self) -> None:
        """Nothing is at hand."""
        with QSignalBlocker(self.table.selectionModel()):
            self.table.show_rows([])
        self.reading.entry = None
