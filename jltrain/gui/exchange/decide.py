"""What differs between two banks, one difference after the other, and what is to be done with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from jltrain.app.exchange import Comparison, Decision
from jltrain.gui.exchange.line import GROUPS, KEYS, Known, Line, explained, lines_of, said, short
from jltrain.gui.exchange.sides import Sides
from jltrain.gui.exchange.signer import SignerStrip
from jltrain.gui.hr.parts import button, found, label, search_box
from jltrain.gui.page import Shell
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.table import Column, Table
from jltrain.gui.study.layout import restyle
from jltrain.i18n import _

_OPEN, _ALL, _BY_ITSELF = "open", "all", "itself"
_STARTS: Final = (_OPEN, "new", _ALL, _BY_ITSELF)
"""Which list is shown first: the first of these that has anything."""


class DecideView(QWidget):
    """`decided`: a decision changed; `apply` and `leave`: the buttons."""

    decided = Signal()
    apply = Signal()
    leave = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.comparison: Comparison | None = None
        self.lines: list[Line] = []
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._gap = self.fontMetrics().height() // 3
        self.head, self.source = Flow(self._gap), label("", "subtitle")
        self.search = search_box(self, _("查找：编号或题干"), lambda: self._list(fit=False))
        self.table: Table[Line] = Table(
            _("不同之处"),
            (
                Column(_("不同之处"), lambda n: short(n.row), lambda n: n.row.kind.value, tone=_tone, widest=11),
                Column(_("怎样处理"), _decision, lambda n: _decision(n), widest=9),
                Column(_("编号"), _idents, widest=12, least=5),
                Column(_("题干"), _stem, widest=40, grows=True, least=8),
            ),
            empty=_("这一类没有不同之处。"),
        )
        self.sides, self.signer = Sides(shell.context), SignerStrip()
        self.sentence, self.place = label(""), label("", "muted", wrap=False)
        self.buttons = {decision: button("", self._chooser(decision), "", "") for decision in KEYS}
        self.many = QPushButton(_("全部列出的(&L)"))
        self.many.setToolTip(_("把列出的各项一起定下来，或恢复建议（Alt+L）"))
        self.menu = QMenu(self.many)
        self.many.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.back = button(_("不合并，返回(&B)"), self.leave.emit, _("什么都不改，回到开头（Alt+B）"))
        self.go = button("", self.apply.emit, _("先说明会改什么，确认后一次写入题库（Alt+Y）"), role="primary")
        for at, decision in enumerate(KEYS, 1):
            shortcut = QShortcut(QKeySequence(str(at)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._chooser(decision))
        self._lay_out()
        self.table.chosen.connect(self._look_at)

    def _lay_out(self) -> None:
        lower = QWidget()
        inside = QVBoxLayout(lower)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.sentence)
        inside.addWidget(self.sides, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(lower)
        self.split.setSizes([1000, 2000])
        self.table.setMinimumHeight(self.fontMetrics().height() * 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.source, 1)
        top.addWidget(self.back)
        top.addWidget(self.go)
        column.addLayout(top)
        column.addWidget(self.signer)
        lists = QHBoxLayout()
        lists.addWidget(self.head, 2)
        lists.addWidget(self.search, 1)
        column.addLayout(lists)
        column.addWidget(self.split, 1)
        column.addWidget(Flow(self._gap, *self.buttons.values(), self.many, self.place))

    # ---- what is shown

    def show_comparison(self, comparison: Comparison, kept: Mapping[Known, Decision]) -> None:
        """Show another comparison; `kept`: what was decided by hand of the same differences before."""
        self.comparison, self.lines = comparison, lines_of(comparison)
        with QSignalBlocker(self.search):
            self.search.clear()
        for line in self.lines:
            decision = kept.get(line.known)
            if decision in line.row.choices:
                assert decision is not None
                line.decision, line.by_hand = decision, True
        text = _("与“{name}”比较：无变化 {n} 题")
        self.source.setText(text.format(name=comparison.source, n=f"{comparison.same:,}"))
        self._fill_chips()
        first = next((name for name in _STARTS if name in self.chips), _ALL)
        if first in self.chips:
            self.chips[first].setChecked(True)  # which lists it
        else:
            self._list()

    def kept(self) -> dict[Known, Decision]:
        """What was decided by hand."""
        return {line.known: line.decision for line in self.lines if line.by_hand}

    def listed(self, name: str) -> list[Line]:
        """The differences under one of the chips."""
        if name == _OPEN:
            return [line for line in self.lines if line.open]
        if name == _BY_ITSELF:
            return [line for line in self.lines if line.row.automatic]
        kinds = next((group.kinds for group in GROUPS if group.name == name), None)
        return [n for n in self.lines if not n.row.automatic and (kinds is None or n.row.kind in kinds)]

    @property
    def chip(self) -> str:
        """The list in view."""
        return next((name for name, made in self.chips.items() if made.isChecked()), _ALL)

    def _fill_chips(self) -> None:
        for made in self.chips.values():
            self._group.removeButton(made)
        self.head.clear()
        self.chips = {}
        names = [(_OPEN, _("要决定")), *((g.name, _(g.text)) for g in GROUPS), (_ALL, _("全部"))]
        for name, text in [*names, (_BY_ITSELF, _("自动处理"))]:
            count = len(self.listed(name))
            if not count:
                continue
            made = QPushButton(_("{name} {n}").format(name=text, n=f"{count:,}"))
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setToolTip(_("只列出这一类（方向键换类）"))
            if name == "answers":
                made.setProperty("role", "danger")
            self._group.addButton(made)
            made.toggled.connect(lambda on: self._list() if on else None)
            self.head.add(made)
            made.show()
            self.chips[name] = made

    def _list(self, *, fit: bool = True) -> None:
        """Show the lines of the chip that have the words searched for."""
        words, at = self.search.text(), self.table.row()
        lines = [n for n in self.listed(self.chip) if not words.strip() or found(words, _told(n))]
        with QSignalBlocker(self.table):
            self.table.empty = _("这一类里没有符合的，可以换一类再找。") if words.strip() else _("这一类没有不同之处。")
            self.table.show_rows(lines, fit=fit)
        rows = self.table.rows.rows
        if rows:
            self.table.selectRow(rows.index(at) if at is not None and not fit and at in rows else 0)
        self._look_at(self.table.row())
        self._count()

    def _look_at(self, line: Line | None) -> None:
        if line is not None and self.isVisible():
            line.seen = True
        pictures = self.comparison.pictures if self.comparison else {}
        self.sides.show_row(line.row if line else None, pictures)
        self.sentence.setText(explained(line.row) if line else _("没有要决定的。"))
        loud = line is not None and line.row.kind.loud
        restyle(self.sentence, role="badge-bad" if loud else "muted")
        self._mark(line)

    def _mark(self, line: Line | None) -> None:
        """The buttons as they are for this difference: the one that holds is pressed in."""
        for at, (decision, made) in enumerate(self.buttons.items(), 1):
            able = line is not None and decision in line.row.choices
            made.setVisible(able or line is None)
            made.setEnabled(able)
            text = said(line.row, decision) if line is not None else decision.label
            made.setText(_("{key}　{text}").format(key=at, text=text))
            made.setToolTip(_("按 {key} 键；选了几项时一起定").format(key=at))
            made.setCheckable(True)
            made.setChecked(line is not None and line.decision is decision)
        rows = self.table.rows.rows
        unseen = sum(not (n.seen or n.by_hand) for n in rows)
        at = rows.index(line) + 1 if line is not None else 0
        self.place.setText(_("第 {at}/{n} 项，{left} 项没看").format(at=at, n=len(rows), left=unseen) if rows else "")

    def _count(self) -> None:
        acting = sum(line.decision is not Decision.OURS for line in self.lines)
        self.go.setText(_("应用 {n} 项(&Y)…").format(n=f"{acting:,}"))
        self.go.setEnabled(bool(self.lines))
        self.many.setEnabled(bool(self.table.rows.rows))
        self.decided.emit()

    # ---- deciding

    def _chooser(self, decision: Decision) -> Callable[[], None]:
        return lambda: self.choose(decision)

    def choose(self, decision: Decision) -> None:
        """Decide the differences that are picked; a single one leads on to the next."""
        places = sorted({index.row() for index in self.table.selectedIndexes()})
        picked = [self.table.rows.rows[place] for place in places]
        if not picked:
            return
        done = self._decide(picked, decision)
        if not done:
            self._mark(self.table.row())
            return
        if len(picked) == 1 and places[0] + 1 < len(self.table.rows.rows):
            self.table.selectRow(places[0] + 1)
        else:
            self._mark(self.table.row())

    def choose_all(self, decision: Decision | None) -> None:
        """Decide all that are listed; None: as suggested."""
        lines = self.table.rows.rows
        if decision is None:
            for line in lines:
                line.decision, line.by_hand = line.row.suggestion, False
            self._changed()
        else:
            left = len(lines) - self._decide(lines, decision)
            if left:
                self._shell.tell(_("有 {n} 项不能这样处理，保持原样。").format(n=left))
        self._mark(self.table.row())

    def _decide(self, lines: Iterable[Line], decision: Decision) -> int:
        done = 0
        for line in lines:
            if decision in line.row.choices:
                line.decision, line.by_hand, done = decision, True, done + 1
        self._changed()
        return done

    def _changed(self) -> None:
        rows = self.table.rows
        if rows.rows:
            rows.dataChanged.emit(rows.index(0, 1), rows.index(len(rows.rows) - 1, 1))
        self._count()

    def _fill_menu(self) -> None:
        self.menu.clear()
        lines = self.table.rows.rows
        for decision in KEYS:
            able = sum(decision in line.row.choices for line in lines)
            text = _("{n} 项都{what}").format(n=f"{able:,}", what=decision.label)
            act = self.menu.addAction(text)
            act.setEnabled(able > 0)
            act.triggered.connect(lambda _on, decision=decision: self.choose_all(decision))
        self.menu.addSeparator()
        self.menu.addAction(_("恢复建议的处理")).triggered.connect(lambda _on: self.choose_all(None))


def _tone(line: Line) -> str:
    return "bad" if line.row.kind.loud else ""


def _decision(line: Line) -> str:
    text = said(line.row, line.decision)
    return _("✓ {text}").format(text=text) if line.by_hand else text


def _idents(line: Line) -> str:
    idents = dict.fromkeys(q.id for q in (line.row.ours, line.row.theirs) if q is not None)
    return " / ".join(idents)


def _told(line: Line) -> str:
    """What a search looks in."""
    both = (q for q in (line.row.ours, line.row.theirs) if q is not None)
    return " ".join(f"{q.id} {q.stem}" for q in both).casefold()


def _stem(line: Line) -> str:
    question = line.row.theirs or line.row.ours
    return " ".join(question.stem.split()) if question else ""
