"""What the tables of 轮训覆盖 show."""

from __future__ import annotations

from typing import Final

from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.standing import Doubt, Group, OfficerLine, Status, YearTally
from jltrain.ledger.training import TrainingResult
from jltrain.paper.marks import marks_text

_STATUS_TONES: Final = {
    Status.DONE: "good",
    Status.FAILED: "bad",
    Status.DOUBTFUL: "warn",
    Status.OTHER_DISCIPLINE: "warn",
    Status.ABSENT: "muted",
}


def group_columns(what: str) -> tuple[Column[Group], ...]:
    """Officers of a group counted by standing."""
    return (
        Column(what, lambda g: g.label, widest=22, least=11),
        Column(_("应训"), lambda g: str(g.tally.required), order=lambda g: g.tally.required, number=True),
        Column(_("已完成"), lambda g: str(g.tally.done), order=lambda g: g.tally.done, number=True),
        Column(
            _("未完成"),
            lambda g: str(g.tally.missing),
            order=lambda g: g.tally.missing,
            number=True,
            tone=lambda g: "bad" if g.tally.missing else "",
        ),
        Column(
            _("覆盖率"),
            lambda g: f"{g.tally.rate:.1%}",
            order=lambda g: g.tally.rate,
            number=True,
            share=lambda g: g.tally.rate,
            grows=True,
            least=8,
        ),
        Column(_("不合格"), lambda g: str(g.tally.failed), order=lambda g: g.tally.failed, number=True),
        Column(_("待核实"), lambda g: str(g.tally.doubtful), order=lambda g: g.tally.doubtful, number=True),
        Column(
            _("门类不符"),
            lambda g: str(g.tally.other_discipline),
            order=lambda g: g.tally.other_discipline,
            number=True,
        ),
        Column(_("未参加"), lambda g: str(g.tally.absent), order=lambda g: g.tally.absent, number=True),
    )


def year_columns() -> tuple[Column[YearTally], ...]:
    """The years of the cycle against their targets."""
    return (
        Column(_("年度"), lambda y: str(y.year)),
        Column(_("应训"), lambda y: str(y.required), order=lambda y: y.required, number=True),
        Column(_("本年完成"), lambda y: str(y.done), order=lambda y: y.done, number=True),
        Column(_("本年不合格"), lambda y: str(y.failed), order=lambda y: y.failed, number=True),
        Column(_("累计完成"), lambda y: str(y.done_by_end), order=lambda y: y.done_by_end, number=True),
        Column(
            _("目标人数"),
            lambda y: "—" if y.target_count is None else str(y.target_count),
            order=lambda y: y.target_count or 0,
            number=True,
        ),
        Column(
            _("目标比例"),
            lambda y: "—" if y.target is None else f"{float(y.target):.1%}",
            order=lambda y: y.target or 0,
            number=True,
        ),
        Column(
            _("累计覆盖率"),
            lambda y: f"{y.rate:.1%}",
            order=lambda y: y.rate,
            number=True,
            share=lambda y: y.rate,
            grows=True,
            least=8,
        ),
    )


def missing_columns() -> tuple[Column[OfficerLine], ...]:
    """Who is still to be trained, and why."""
    return (
        Column(_("姓名"), lambda m: m.officer.name, widest=10, least=4),
        Column(_("执法证号"), lambda m: m.officer.certificate, order=lambda m: m.officer.certificate),
        Column(_("单位"), lambda m: m.officer.unit, widest=22, grows=True, least=9),
        Column(_("原因"), lambda m: m.status.label, tone=lambda m: _STATUS_TONES[m.status]),
        Column(_("执法门类"), lambda m: m.officer.discipline.label, widest=9),
        Column(_("考试次数"), lambda m: str(m.attempts), order=lambda m: m.attempts, number=True),
        Column(
            _("最好成绩"),
            lambda m: "" if m.best_halves is None else marks_text(m.best_halves),
            order=lambda m: -1 if m.best_halves is None else m.best_halves,
            number=True,
        ),
        Column(_("最近考试"), lambda m: str(m.last_attempt or ""), order=lambda m: str(m.last_attempt or "")),
        Column(_("层级"), lambda m: m.officer.level.label),
        Column(_("批次"), lambda m: m.officer.batch, widest=12),
    )


def doubt_columns() -> tuple[Column[Doubt], ...]:
    """Results that HR has to look at."""
    return (
        Column(_("情形"), lambda d: d.kind.label, tone=lambda _d: "warn", widest=10),
        Column(_("成绩单上的姓名"), lambda d: d.result.name, widest=9),
        Column(_("名册中的姓名"), lambda d: d.officer.name, widest=9),
        Column(_("执法证号"), lambda d: d.result.certificate, order=lambda d: d.result.certificate),
        Column(_("单位"), lambda d: d.officer.unit, widest=22, grows=True, least=9),
        Column(_("考试日期"), lambda d: d.result.date.isoformat(), order=lambda d: d.result.date),
        Column(_("成绩"), lambda d: _("合格") if d.result.passed else _("不合格")),
        Column(_("成绩单编号"), lambda d: d.result.sheet_number, widest=16),
    )


def stranger_columns() -> tuple[Column[TrainingResult], ...]:
    """Results of people whom the roster lacks."""
    return (
        Column(_("姓名"), lambda r: r.name, widest=9),
        Column(_("执法证号"), lambda r: r.certificate, order=lambda r: r.certificate),
        Column(_("成绩单上的单位"), lambda r: r.unit, widest=22, grows=True, least=9),
        Column(_("执法门类"), lambda r: r.discipline.label, widest=9),
        Column(_("考试日期"), lambda r: r.date.isoformat(), order=lambda r: r.date),
        Column(_("成绩"), lambda r: _("合格") if r.passed else _("不合格")),
        Column(_("考试场次"), lambda r: r.session_title, widest=14),
        Column(_("成绩单编号"), lambda r: r.sheet_number, widest=16),
    )
