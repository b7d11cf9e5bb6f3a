"""A long list a page at a time: the database counts and searches, the window holds a few hundred rows.

Reading goes on beside the GUI and shows no veil, so that somebody who types a search is not interrupted; what an
earlier, slower search brings is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import inset
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.roster import Page

T = TypeVar("T")
Query = Callable[[int, int], "Page[T]"]
"""(offset, limit) -> that part of the list. Called beside the GUI: what it filters by must be taken before."""

PAGE: Final = 200
TYPING: Final = 300
"""Milliseconds without a key after which a search begins."""

_WIDE: Final = 44
"""Characters of Chinese that a list must be wide to have all buttons for turning."""


class Delay(QTimer):
    """Calls once the typing has paused, or at once."""

    def __init__(self, parent: QWidget, call: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(TYPING)
        self.timeout.connect(call)

    def now(self) -> None:
        """Do not wait any longer, if somebody waits."""
        if self.isActive():
            self.stop()
            self.timeout.emit()


class PagedTable(QWidget, Generic[T]):
    """A table with the way to its other pages beneath. `loaded` tells a new page; `opened` as Table says.

    Columns sort while all rows are on one page; beyond, the database's order holds, since sorting a part would mislead.
    """

    opened = Signal(object)
    chosen = Signal(object)
    loaded = Signal(object)

    def __init__(
        self, shell: Shell, name: str, columns: Sequence[Column[T]], *, wrap: bool = False, empty: str = ""
    ) -> None:
        super().__init__()
        self._shell = shell
        self._query: Query[T] | None = None
        self._offset = self._asked = 0
        self._reading = self._again = self._fit = False
        self._fitted = False
        self.total = 0
        self.table: Table[T] = Table(name, columns, wrap=wrap, empty=empty)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self.chosen)
        self.count = label("", "muted", wrap=False)
        self._said = ("", "")
        self.first = self._turner(_("首页"), _("到第一页"), lambda: self.turn(0))
        self.previous = self._turner(_("上一页"), _("上一页（Ctrl+PgUp）"), lambda: self.turn(self.page - 1))
        self.next = self._turner(_("下一页"), _("下一页（Ctrl+PgDown）"), lambda: self.turn(self.page + 1))
        self.last = self._turner(_("末页"), _("到最后一页"), lambda: self.turn(self.pages - 1))
        self.number, self.of = QSpinBox(), label("", wrap=False)
        self.number.setAccessibleName(_("第几页"))
        self.number.setToolTip(_("输入页码后按回车"))
        self.number.setKeyboardTracking(False)
        inset(self.number)
        self.number.valueChanged.connect(lambda number: self.turn(number - 1))
        self._lay_out(name)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))

    def _turner(self, text: str, hint: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(hint)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act())
        return made

    def _lay_out(self, name: str) -> None:
        self._turners = QWidget()
        row = QHBoxLayout(self._turners)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.first, self.previous, self.number, self.of, self.next, self.last):
            row.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot.addWidget(self._turners)
        self._turners.hide()
        self._make_room()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.setAccessibleName(name)
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow list the field with the page's number does for the first and the last page, too."""
        wide = self.width() > self.fontMetrics().horizontalAdvance("国") * _WIDE
        for made in (self.first, self.last):
            made.setVisible(wide)
        self._count()

    def _count(self) -> None:
        """Which rows of how many, or only how many where the rest does not fit."""
        said, short = self._said
        room = self.width() - (self._turners.sizeHint().width() + self.fontMetrics().height() if said != short else 0)
        self.count.setText(said if self.fontMetrics().horizontalAdvance(said) <= room else short)

    # ---- reading

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._offset // PAGE

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return max(1, -(-self.total // PAGE))

    def ask(self, query: Query[T], *, fit: bool = True) -> None:
        """Show the first page of another list; `fit` as Table.show_rows has it."""
        self._query, self._asked = query, 0
        self._fit = fit or self._fit
        self._start()

    def reload(self) -> None:
        """Read the same page again."""
        self._start()

    def turn(self, page: int) -> None:
        """Show another page."""
        self._asked = max(0, min(page, self.pages - 1)) * PAGE
        if self._asked != self._offset:
            self._fit = True
            self._start()

    def _step(self, step: int) -> None:
        self.turn(self.page + step)

    def _start(self) -> None:
        if self._query is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        query, offset = self._query, self._asked

        def work(_report: Report) -> Page[T]:
            return query(offset, PAGE)

        self._shell.run(work, self._read, _("读取列表"), self._failed, quiet=True)

    def _read(self, page: Page[T]) -> None:
        self._reading = False
        if self._again:
            self._start()
        elif not page.rows and page.total and page.offset:  # rows have gone since; the last page is another now
            self._asked = (page.total - 1) // PAGE * PAGE
            self._start()
        else:
            self._show(page)

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self._shell.fail(error)

    def _show(self, page: Page[T]) -> None:
        at = self.table.currentIndex().row() if page.offset == self._offset else -1
        self._offset, self.total = page.offset, page.total
        whole = page.total <= len(page.rows)
        if not whole:
            self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(whole)
        self.table.show_rows(page.rows, fit=self._fit or not self._fitted)
        self._fit, self._fitted = False, bool(page.rows)
        if page.rows and at >= 0:
            self.table.selectRow(min(at, len(page.rows) - 1))
        elif page.rows:
            self.table.scrollToTop()
        self._tell(len(page.rows))
        self.loaded.emit(page)

    def _tell(self, shown: int) -> None:
        more = self.pages > 1
        self._turners.setVisible(more)
        said = short = _("共 {total} 条").format(total=f"{self.total:,}") if self.total else ""
        if more:
            said = _("第 {first}–{last} 条，共 {total} 条").format(
                first=f"{self._offset + 1:,}", last=f"{self._offset + shown:,}", total=f"{self.total:,}"
            )
        self._said = said, short
        self._count()
        with QSignalBlocker(self.number):
            self.number.setRange(1, self.pages)
            self.number.setValue(self.page + 1)
        self.of.setText(_("/ {pages} 页").format(pages=f"{self.pages:,}"))
        for made, on in ((self.first, self.page > 0), (self.previous, self.page > 0)):
            made.setEnabled(on)
        for made in (self.next, self.last):
            made.setEnabled(self.page < self.pages - 1)

    # ---- what is at hand

    @property
    def rows(self) -> list[T]:
        """The rows on the page."""
        return self.table.rows.rows

    def row(self) -> T | None:
        """The row at hand."""
        return self.table.row()

    def picked(self) -> list[T]:
        """All rows chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.rows[at] for at in rows]
