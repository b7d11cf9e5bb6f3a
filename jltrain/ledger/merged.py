"""What stands in a cell, counting the merged cell over it: only where the file itself says that cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import Generic

from jltrain.foreign.table import Cell, Table
from jltrain.ledger.cells import text_of
from jltrain.ledger.headers import C, Header


class Rows(Generic[C]):
    """The rows of a table below its header, asked by column. `carried`: columns that may be merged over rows."""

    def __init__(self, table: Table, header: Header[C], carried: Collection[C]) -> None:
        self.table = table
        self.header = header
        self._ranges: dict[C, list[tuple[int, int]]] = {
            column: sorted(
                (m.first_row, m.last_row)
                for m in table.merges
                if m.first_column == m.last_column == at and m.first_row >= header.first
            )
            for column, at in header.at.items()
            if column in carried
        }

    def own(self, row: Sequence[Cell], column: C) -> Cell:
        """The cell itself; "" where the row ends before or the file has no such column."""
        at = self.header.at.get(column)
        return row[at] if at is not None and at < len(row) else ""

    def value(self, index: int, row: Sequence[Cell], column: C) -> Cell:
        """The cell, or that of the merged range over it. A blank that no merge explains stays blank."""
        cell = self.own(row, column)
        ranges = self._ranges.get(column)
        if not ranges or text_of(cell).strip():
            return cell
        first, last = ranges[max(0, bisect_right(ranges, (index, 1 << 40)) - 1)]
        return self.own(self.table.rows[first], column) if first <= index <= last else cell
