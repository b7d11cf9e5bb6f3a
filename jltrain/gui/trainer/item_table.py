"""逐题统计: how hard each item of a session was, and whether it told good from weak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jltrain.app.sessions import ResultRow, item_analysis
from jltrain.gui.shell.table import Column, Table
from jltrain.i18n import _
from jltrain.paper.paper import Paper
from jltrain.stats.items import ItemAnalysis


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item's analysis with what it asks."""

    key: str
    kind: str
    stem: str
    analysis: ItemAnalysis


def item_lines(paper: Paper, rows: Iterable[ResultRow]) -> tuple[ItemLine, ...]:
    """A line for each item of the paper, in its order; none while nobody has handed in."""
    return tuple(
        ItemLine(found.key, item.kind.label, " ".join(item.stem.split()), found)
        for item, found in item_analysis(paper, rows)
    )


def items_table() -> Table[ItemLine]:
    """An empty table for them."""
    columns: Sequence[Column[ItemLine]] = (
        Column(_("题号"), lambda x: x.key, widest=9),
        Column(_("题型"), lambda x: x.kind),
        Column(
            _("得分率"),
            lambda x: f"{x.analysis.facility:.0%}",
            lambda x: x.analysis.facility,
            number=True,
            share=lambda x: x.analysis.facility,
        ),
        Column(
            _("区分度"),
            lambda x: _("人数不足") if x.analysis.correlation is None else f"{x.analysis.correlation:.2f}",
            lambda x: -2.0 if x.analysis.correlation is None else x.analysis.correlation,
            number=True,
        ),
        Column(_("作答分布"), _choices, widest=14),
        Column(_("题干"), lambda x: x.stem, widest=60),
    )
    return Table(_("逐题统计"), columns, empty=_("还没有人交卷，暂无统计。"))


def _choices(line: ItemLine) -> str:
    words = {"": _("未答"), "Y": _("对"), "N": _("错")}
    return _("，").join(
        f"{words.get(c.text, c.text)}{'✓' if c.right else ''} {c.count}" for c in line.analysis.choices if c.count
    )
