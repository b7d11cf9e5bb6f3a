"""How many questions the bank has, by area and kind: what a blueprint can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One line: `counts` by kind; `area` None is the sum of all."""

    area: Area | None
    counts: dict[Kind, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def count(found: Mapping[tuple[Area, Kind], int]) -> tuple[AreaCount, ...]:
    """A line for each area and one for all of them."""
    lines: dict[Area | None, dict[Kind, int]] = {area: dict.fromkeys(Kind, 0) for area in (*Area, None)}
    for (area, kind), number in found.items():
        lines[area][kind] += number
        lines[None][kind] += number
    return tuple(AreaCount(area, counts) for area, counts in lines.items())


def counts_table() -> Table[AreaCount]:
    """An empty table for them."""

    def of(kind: Kind) -> Column[AreaCount]:
        return Column(kind.label, lambda c: str(c.counts[kind]), lambda c: c.counts[kind], number=True)

    area: Column[AreaCount] = Column(_("门类"), lambda c: c.area.label if c.area else _("合计"))
    total: Column[AreaCount] = Column(_("合计"), lambda c: str(c.total), lambda c: c.total, number=True)
    return Table(_("题量统计"), (area, *(of(kind) for kind in Kind), total))
