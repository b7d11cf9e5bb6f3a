"""The list of questions found, a page at a time, with boxes to pick questions over all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from jltrain.app.bank import Hit
from jltrain.gui.bank.hits import (
    STATE,
    TEXT,
    TICK,
    BadgeDelegate,
    TickDelegate,
    WordsDelegate,
    hidden_columns,
    hit_columns,
)
from jltrain.gui.hr.parts import button, label
from jltrain.gui.page import Shell
from jltrain.gui.shell.paged import PagedTable
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.bank import Page

Query = Callable[[int, int], "Page[Hit]"]


class BankList(QWidget):
    """`chosen` the question at hand, `opened` one to be edited, `picks` when other ones are picked, `every` when all
    that were found are to be. `menu` is shown on the right button."""

    chosen = Signal(object)
    opened = Signal(object)
    loaded = Signal(object)
    picks = Signal()
    every = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.picked: dict[str, None] = {}
        self.menu: QMenu | None = None
        self._words: tuple[str, ...] = ()
        self.paged: PagedTable[Hit] = PagedTable(
            shell, _("试题"), hit_columns(lambda: self._words, lambda ident: ident in self.picked), empty=" "
        )
        self.table = self.paged.table
        self.table.setToolTip(_("空格键勾选，回车键编辑，右键看更多操作"))
        self.table.setItemDelegateForColumn(TICK, TickDelegate(self.table))
        self.table.setItemDelegateForColumn(STATE, BadgeDelegate(self.table))
        for column in range(TEXT, len(self.table.rows.columns)):
            self.table.setItemDelegateForColumn(column, WordsDelegate(self.table, lambda: self._words))
        self.table.clicked.connect(lambda index: self.toggle() if index.column() == TICK else None)
        self.table.installEventFilter(self)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.paged.chosen.connect(self.chosen)
        self.paged.opened.connect(self.opened)
        self.paged.loaded.connect(self._loaded)
        self.said = label("", "muted", wrap=False)
        self.said.setToolTip(_("有勾选时，操作对勾选的题进行；没有时，对列表中选中的行进行"))
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.all = button(_("全选"), self.every.emit, _("勾选查到的全部试题（Ctrl+Shift+A）"), role="link")
        self.none = button(_("全不选"), self.clear, _("一题也不勾选（Ctrl+Shift+D）"), role="link")
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.all)
        row.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 4)
        column.addLayout(row)
        column.addWidget(self.paged, 1)
        self.setFocusProxy(self.paged)
        for keys, act in (("Ctrl+Shift+A", self.every.emit), ("Ctrl+Shift+D", self.clear)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Show the columns that fit, so that the stem can be read."""
        room = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        hidden = hidden_columns(room)
        if any(self.table.isColumnHidden(column) != hide for column, hide in hidden.items()):
            for column, hide in hidden.items():
                self.table.setColumnHidden(column, hide)
            self.table.fit()

    # ---- what is shown

    def ask(self, query: Query, words: tuple[str, ...], *, fit: bool = True) -> None:
        """List what `query` finds, with `words` (folded) on colour."""
        self._words = words
        self.paged.ask(query, fit=fit)

    def say_empty(self, text: str) -> None:
        """What the list says while it has no rows."""
        self.table.empty = text
        self.table.viewport().update()

    @property
    def total(self) -> int:
        """How many were found."""
        return self.paged.total

    @property
    def words(self) -> tuple[str, ...]:
        return self._words

    def row(self) -> Hit | None:
        """The question at hand."""
        return self.paged.row()

    def show_row(self, ident: str) -> bool:
        """Put the cursor on that question if it is on this page."""
        for at, hit in enumerate(self.paged.rows):
            if hit.question.id == ident:
                self.table.selectRow(at)
                return True
        return False

    def _loaded(self, page: Page[Hit]) -> None:
        if page.rows and self.row() is None:
            self.table.selectRow(0)
        self._tell()
        self.loaded.emit(page)

    # ---- picking

    def meant(self) -> tuple[str, ...]:
        """The ids that an action is for: those picked, else those marked in the list."""
        return tuple(self.picked) or tuple(hit.question.id for hit in self.paged.picked())

    def toggle(self) -> None:
        """Pick the marked rows, or none of them if all are picked."""
        ids = [hit.question.id for hit in self.paged.picked()]
        if all(ident in self.picked for ident in ids):
            for ident in ids:
                self.picked.pop(ident, None)
        else:
            self.picked.update(dict.fromkeys(ids))
        self._picked()

    def pick(self, ids: Iterable[str]) -> None:
        """These instead of those before."""
        self.picked = dict.fromkeys(ids)
        self._picked()

    def clear(self) -> None:
        """None."""
        self.pick(())

    def _picked(self) -> None:
        self.table.viewport().update()
        self._tell()
        self.picks.emit()

    def _tell(self) -> None:
        count, here = len(self.picked), sum(hit.question.id in self.picked for hit in self.paged.rows)
        if not count:
            text = _("空格键勾选")
        elif count == here:
            text = _("已勾选 {n} 题").format(n=f"{count:,}")
        else:
            text = _("已勾选 {n} 题（{away} 题不在本页）").format(n=f"{count:,}", away=f"{count - here:,}")
        self.said.setText(text)
        self.none.setVisible(bool(count))
        self.all.setVisible(count < self.total)
        self.all.setText(_("全选 {n} 题").format(n=f"{self.total:,}"))

    # ---- keys and menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    def _show_menu(self, at: QPoint) -> None:
        if self.menu is not None and self.row() is not None:
            self.menu.popup(self.table.viewport().mapToGlobal(at))
