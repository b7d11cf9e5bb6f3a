"""Where a round of practice begins: which questions, and how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jltrain.bank.areas import Area
from jltrain.gui.study.layout import button, label
from jltrain.gui.study.standing import Standing
from jltrain.i18n import N_, _
from jltrain.practice.scope import Scope, ScopeKind

COUNTS: Final = (10, 20, 30, 50, 100, 0)
"""How many questions a round may have; 0 is all of them."""
_KINDS: Final = (
    (ScopeKind.ALL, N_("全部(&A)")),
    (ScopeKind.DISCIPLINE, N_("执法门类(&D)")),
    (ScopeKind.TOPIC, N_("知识点(&T)")),
    (ScopeKind.CHAPTER, N_("章节(&C)")),
    (ScopeKind.MISTAKES, N_("错题(&M)")),
)
_VALUE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """What to practise; `title` is its name on the screen; `count` 0: all."""

    scope: Scope
    title: str
    count: int


class Chooser(QWidget):
    """Emits `begun` with a Choice."""

    begun = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None
        self.kind = ScopeKind.DISCIPLINE
        self._group = QButtonGroup(self)
        self.kinds = {}
        tabs = QHBoxLayout()
        for kind, text in _KINDS:
            made = button(_(text))
            made.setCheckable(True)
            made.clicked.connect(self._chooser(kind))
            self._group.addButton(made)
            self.kinds[kind] = made
            tabs.addWidget(made)
        tabs.addStretch(1)
        self.kinds[self.kind].setChecked(True)
        self.tree = _Tree()
        self.tree.itemSelectionChanged.connect(self._count)
        self.tree.itemDoubleClicked.connect(self._double_clicked)
        self.tree.entered.connect(self.begin)
        self.hint = label(role="muted")
        self.number = QComboBox()
        for count in COUNTS:
            self.number.addItem(_("{n} 题").format(n=count) if count else _("全部"), count)
        self.number.setCurrentIndex(COUNTS.index(20))
        self.start = button(_("开始练习(&B)"), "primary", _("开始练习（在列表中按 Enter）"))
        self.start.clicked.connect(self.begin)
        self._lay_out(tabs)

    def _lay_out(self, tabs: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("先选范围，再选题量。先出到期的错题，再出没做过的题。"), "muted"))
        column.addLayout(tabs)
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.addWidget(self.hint, 1)
        name = label(_("题量(&N)"), wrap=False)
        name.setTextFormat(Qt.TextFormat.AutoText)
        name.setBuddy(self.number)
        row.addWidget(name)
        row.addWidget(self.number)
        row.addWidget(self.start)
        column.addLayout(row)

    def fill(self, standing: Standing) -> None:
        """Take what there is to practise; what was selected stays selected if it is still there."""
        self._standing = standing
        selected = {item.data(0, _VALUE) for item in self.tree.selectedItems()}
        self._fill()
        self._select(selected)

    def choose(self, kind: ScopeKind) -> None:
        """Show the scopes of one kind."""
        self.kind = kind
        self.kinds[kind].setChecked(True)
        self._fill()
        self._select(set())

    def choice(self) -> Choice | None:
        """What is chosen; None when nothing is, or nothing is in it."""
        rows = [item for item in self.tree.selectedItems() if item.data(0, _VALUE) is not None]
        if not rows or not sum(_number(item) for item in rows):
            return None
        values = tuple(value for item in rows if (value := item.data(0, _VALUE)))
        if len(values) < len(rows):  # the row that stands for everything
            values = ()
        title = "、".join(item.text(0) for item in rows[:3]) + (
            _("等 {n} 项").format(n=len(rows)) if len(rows) > 3 else ""
        )
        return Choice(Scope(self.kind, values), f"{self.kind.label} · {title}", int(self.number.currentData()))

    def begin(self) -> None:
        """Begin with what is chosen."""
        if (choice := self.choice()) is not None:
            self.begun.emit(choice)

    def _fill(self) -> None:
        if self._standing is None:
            return
        with QSignalBlocker(self.tree):
            self.tree.clear()
            {
                ScopeKind.ALL: self._fill_all,
                ScopeKind.DISCIPLINE: self._fill_areas,
                ScopeKind.TOPIC: self._fill_topics,
                ScopeKind.CHAPTER: self._fill_chapters,
                ScopeKind.MISTAKES: self._fill_mistakes,
            }[self.kind](self._standing)
            self.tree.expandAll()

    def _fill_all(self, standing: Standing) -> None:
        self._row(_("全部试题"), "", standing.questions)

    def _fill_areas(self, standing: Standing) -> None:
        for area, topics in standing.topics.items():
            self._row(area.label, area.value, sum(count for _topic, count in topics))

    def _fill_topics(self, standing: Standing) -> None:
        for area, topics in standing.topics.items():
            if not topics:
                continue
            head = self._row(area.label, None, sum(count for _topic, count in topics))
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for topic, count in topics:
                self._row(topic, f"{area.value}/{topic}", count, head)

    def _fill_chapters(self, standing: Standing) -> None:
        heads: dict[str, QTreeWidgetItem] = {}
        for row in standing.chapters:
            area = row.chapter.area
            if area not in heads:
                heads[area] = self._row(Area(area).label, None, None)
                heads[area].setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._row(row.chapter.title, row.chapter.id, row.questions, heads[area])

    def _fill_mistakes(self, standing: Standing) -> None:
        counts = Counter(question.discipline for _entry, question in standing.mistakes)
        self._row(_("全部错题"), "", counts.total())
        for area in Area:
            if counts[area]:
                self._row(area.label, area.value, counts[area])

    def _row(
        self, text: str, value: str | None, count: int | None, head: QTreeWidgetItem | None = None
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, "" if count is None else str(count)])
        item.setData(0, _VALUE, value)
        item.setToolTip(0, text)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if head is None:
            self.tree.addTopLevelItem(item)
        else:
            head.addChild(item)
        return item

    def _select(self, values: set[object]) -> None:
        rows = [item for item in self.tree.rows() if item.data(0, _VALUE) is not None]
        chosen = [item for item in rows if item.data(0, _VALUE) in values] or rows[:1]
        if chosen:
            self.tree.setCurrentItem(chosen[0])
        for item in chosen:
            item.setSelected(True)
        self._count()

    def _count(self) -> None:
        total = sum(_number(item) for item in self.tree.selectedItems())
        self.start.setEnabled(self.choice() is not None)
        if total:
            self.hint.setText(_("已选 {n} 题。按住 Ctrl 可以选几项。").format(n=total))
        elif self.kind is ScopeKind.MISTAKES:
            self.hint.setText(_("错题本是空的。做错的题会自动收进来，先选别的范围练习吧。"))
        else:
            self.hint.setText(_("这里没有题目，请换一个范围。"))

    def _double_clicked(self) -> None:
        self.begin()

    def _chooser(self, kind: ScopeKind) -> object:
        return lambda: self.choose(kind)


class _Tree(QTreeWidget):
    """Two columns, name and count; Enter begins."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels([_("范围"), _("题数")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setExpandsOnDoubleClick(False)

    def rows(self) -> list[QTreeWidgetItem]:
        """Every row, from top to bottom."""
        tops = [self.topLevelItem(n) for n in range(self.topLevelItemCount())]
        found: list[QTreeWidgetItem] = []
        for top in tops:
            if top is not None:
                children = (top.child(n) for n in range(top.childCount()))
                found += [top, *(child for child in children if child is not None)]
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _number(item: QTreeWidgetItem) -> int:
    text = item.text(1)
    return int(text) if text and item.data(0, _VALUE) is not None else 0
