"""A table that is filled again every other second and keeps what the user has chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel

from jltrain.gui.shell.table import Column, Table

T = TypeVar("T")


class LiveTable(Table[T]):
    """`identity` says which row is which, however its contents change."""

    def __init__(
        self, name: str, columns: Sequence[Column[T]], identity: Callable[[T], Hashable], *, empty: str = ""
    ) -> None:
        super().__init__(name, columns, empty=empty)
        self._identity = identity

    def fit(self) -> None:
        super().fit()
        for on in (False, True):  # sizing the last column by hand had ended its stretching
            self.horizontalHeader().setStretchLastSection(on)

    def picked(self) -> list[T]:
        """The chosen rows, from top to bottom."""
        return [self.rows.rows[at] for at in sorted({index.row() for index in self.selectedIndexes()})]

    def renew(self, rows: Sequence[T]) -> None:
        """Show the same things in their state of now: choice, current row and place stay."""
        fresh = {self._identity(row) for row in rows} != {self._identity(row) for row in self.rows.rows}
        chosen = {self._identity(row) for row in self.picked()}
        current, scrolled = self.row(), self.verticalScrollBar().value()
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.show_rows(rows, fit=fresh)
        for at, row in enumerate(self.rows.rows):
            index = self.rows.index(at, 0)
            if self._identity(row) in chosen:
                flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
                selection.select(index, flags)
            if current is not None and self._identity(row) == self._identity(current):
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def pick(self, identity: Hashable) -> bool:
        """Choose the one row with this identity."""
        for at, row in enumerate(self.rows.rows):
            if self._identity(row) == identity:
                self.selectRow(at)
                return True
        return False
