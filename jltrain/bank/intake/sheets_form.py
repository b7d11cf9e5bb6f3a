"""Tables in which a question stands downwards, a row for each field: 题目 … / 选项 … / 答案 …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jltrain.bank.intake.columns import Column, Layout, layout, named
from jltrain.bank.intake.table_cells import Row


@dataclass(frozen=True, slots=True)
class Form:
    """One question: rows `first` to `last` (indices), its fields as if they stood beside each other."""

    first: int
    last: int
    cells: tuple[str, ...]
    layout: Layout


def forms(rows: Sequence[Row]) -> tuple[Form, ...]:
    """The questions of such a table, () when it is none."""
    filled = [(n, row) for n, row in enumerate(rows) if row.cells]
    fields = [(n, *pair) for n, row in filled if (pair := _field(row)) is not None]
    if len(fields) < 3 or len(fields) * 5 < len(filled) * 4:
        return ()
    out: list[Form] = []
    held: list[tuple[int, str, str]] = []
    seen: set[object] = set()
    for index, title, value in fields:
        name = named(title)
        mark = (name.column, name.place) if name else title
        if mark in seen:
            out += _form(held)
            held, seen = [], set()
        held.append((index, title, value))
        seen.add(mark)
    out += _form(held)
    return tuple(out)


def _field(row: Row) -> tuple[str, str] | None:
    """A title and what stands beside it."""
    values = [text for text in row.cells[1:] if text]
    name = named(row.cells[0]) if row.cells[0] else None
    beside = named(values[0]) if values else None
    if name is None or len(values) > 1 or (beside is not None and beside.column is not Column.OPTION):
        return None
    return row.cells[0], values[0] if values else ""


def _form(held: Sequence[tuple[int, str, str]]) -> list[Form]:
    found = layout([title for _n, title, _value in held]) if held else None
    if found is None or not found.has_questions:
        return []
    return [Form(held[0][0], held[-1][0], tuple(value for _n, _title, value in held), found)]
