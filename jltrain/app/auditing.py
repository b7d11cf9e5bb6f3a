"""Proving the ledger whole, and making its plain tables anew from the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jltrain.app import rotation
from jltrain.app.context import Context
from jltrain.i18n import N_, _
from jltrain.ledger.bodies import BadBody
from jltrain.ledger.plan import BadPlan
from jltrain.progress import Report, silent
from jltrain.store.audit import Audit, Fault
from jltrain.store.rebuild import Rebuilt

__all__ = ["Audit", "Audited", "Fault", "Rebuilt", "audit", "rebuild", "sentence"]

_TABLES: Final = {
    "entry": N_("台账记录"),
    "collected": N_("成绩单原件数据"),
    "result": N_("成绩表"),
    "officer": N_("花名册"),
    "activity": N_("活动表"),
    "standing": N_("轮训情况表"),
}
_TEXTS: Final = {
    "broken": N_("{table}第 {subject} 条与前一条接不上：记录被改动、删除或插入过。请停止使用这个数据库，用备份核对。"),
    "missing": N_("{table}缺少 {subject}，而台账里有它。"),
    "extra": N_("{table}多出 {subject}，台账里没有它。"),
    "differs": N_("{table}的 {subject} 与台账不符。"),
    "garbled": N_("{table}里有读不出来的内容。"),
    "unreadable": N_("{table}的 {subject} 读不出来，请用备份核对。"),
}


@dataclass(frozen=True, slots=True)
class Audited:
    """What was looked at and what is wrong; `sentences` name the first hundred faults.

    `repairable`: chain and sheets are whole and only tables that follow from them are not, so that `rebuild` mends it.
    """

    found: Audit
    sentences: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return self.found.whole

    @property
    def repairable(self) -> bool:
        return not self.whole and all(fault.where not in ("entry", "collected") for fault in self.found.faults)


def audit(context: Context, report: Report = silent) -> Audited:
    """Check the chain, the sheets against it, and every plain table against both. A plan that cannot be read is told, and
    standings are then left out."""
    said = []
    try:
        plans = rotation.plans(context)
    except (BadPlan, BadBody) as error:
        plans = None
        said = [error.sentence()] if isinstance(error, BadPlan) else []
    found = context.ledger.auditing.audit(plans, report)
    return Audited(found, (*map(sentence, found.faults), *said))


def sentence(fault: Fault) -> str:
    """A fault in the language in use."""
    return _(_TEXTS[fault.code]).format(table=_(_TABLES[fault.where]), subject=fault.subject)


def rebuild(context: Context, report: Report = silent) -> Rebuilt:
    """Make officers, results and activities anew from the log, in one transaction; entries and sheets are not touched.
    Standings are made when somebody asks."""
    return context.ledger.rebuilding.rebuild(report)
