"""What the tables of 培训登记 show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.activity import Activity, ActivityResult
from jltrain.ledger.rowreader import RowProblem

if TYPE_CHECKING:
    from jltrain.app.activities import ActivityLine

_TONES: Final = {ActivityResult.TOOK_PART: "", ActivityResult.PASSED: "good", ActivityResult.FAILED: "bad"}


def activity_columns() -> tuple[Column[ActivityLine], ...]:
    """The list of what was entered."""
    return (
        Column(_("日期"), lambda a: a.activity.day.isoformat()),
        Column(_("姓名"), lambda a: a.name or _("（不在名册）"), widest=8, least=4),
        Column(_("执法证号"), lambda a: a.activity.certificate),
        Column(_("种类"), lambda a: a.activity.kind.label, widest=12, least=5),
        Column(_("内容"), lambda a: a.activity.title, widest=20, grows=True, least=8),
        Column(_("学时"), lambda a: hours_text(a.activity.hours), order=lambda a: a.activity.hours, number=True),
        Column(_("结果"), _result, tone=lambda a: "muted" if a.activity.undone else _TONES[a.activity.result]),
        Column(_("单位"), lambda a: a.unit, widest=16, least=6),
        Column(_("签认人"), lambda a: a.activity.signed_by, widest=8),
        Column(_("地点"), lambda a: a.activity.place, widest=10),
    )


def problem_columns() -> tuple[Column[RowProblem], ...]:
    """The rows of a file that are not taken."""
    return (
        Column(_("工作表"), lambda p: p.sheet, widest=8),
        Column(_("行"), lambda p: str(p.row), order=lambda p: p.row, number=True),
        Column(_("列"), lambda p: p.column, widest=8),
        Column(_("内容"), lambda p: p.value, widest=10),
        Column(_("原因"), lambda p: p.text, widest=40, grows=True, least=20),
    )


def hours_text(hours: float) -> str:
    """ "8", "1.5"."""
    return f"{hours:g}"


def _result(line: ActivityLine) -> str:
    return _("已撤销") if line.activity.undone else line.activity.result.label


def draft_columns() -> tuple[Column[Activity], ...]:
    """The rows of a file that can be entered."""
    return (
        Column(_("日期"), lambda a: a.day.isoformat()),
        Column(_("执法证号"), lambda a: a.certificate),
        Column(_("种类"), lambda a: a.kind.label, widest=12),
        Column(_("内容"), lambda a: a.title, widest=20, grows=True, least=8),
        Column(_("学时"), lambda a: hours_text(a.hours), order=lambda a: a.hours, number=True),
        Column(_("结果"), lambda a: a.result.label),
        Column(_("签认人"), lambda a: a.signed_by, widest=8),
    )
