"""What the tables of 轮训覆盖 show."""

from __future__ import annotations

from typing import Final

from jltrain.gui.shell.table import Column
from jltrain.i18n import _
from jltrain.ledger.education import Education
from jltrain.ledger.figures import EducationTally, QuarterTally, RequirementTally
from jltrain.ledger.reporttables import quarter_label
from jltrain.ledger.standing import Group, Status, YearTally

STATUS_TONES: Final = {
    Status.DONE: "good",
    Status.PARTLY: "accent",
    Status.FAILED: "bad",
    Status.DOUBTFUL: "warn",
    Status.OTHER_DISCIPLINE: "warn",
    Status.ABSENT: "muted",
}


def group_columns(what: str) -> tuple[Column[Group], ...]:
    """Officers of a group counted by standing."""
    return (
        Column(what, lambda g: g.label, widest=22, least=11),
        Column(_("应训"), lambda g: f"{g.tally.required:,}", order=lambda g: g.tally.required, number=True),
        Column(_("已完成"), lambda g: f"{g.tally.done:,}", order=lambda g: g.tally.done, number=True),
        Column(
            _("覆盖率"),
            lambda g: f"{g.tally.rate:.1%}",
            order=lambda g: g.tally.rate,
            number=True,
            share=lambda g: g.tally.rate,
            grows=True,
            least=8,
        ),
        Column(
            _("未完成"),
            lambda g: f"{g.tally.missing:,}",
            order=lambda g: g.tally.missing,
            number=True,
            tone=lambda g: "bad" if g.tally.missing else "",
        ),
        Column(
            _("已超期"),
            lambda g: f"{g.overdue:,}",
            order=lambda g: g.overdue,
            number=True,
            tone=lambda g: "bad" if g.overdue else "",
        ),
        Column(_("部分完成"), lambda g: f"{g.tally.partly:,}", order=lambda g: g.tally.partly, number=True),
        Column(_("不合格"), lambda g: f"{g.tally.failed:,}", order=lambda g: g.tally.failed, number=True),
        Column(_("待核实"), lambda g: f"{g.tally.doubtful:,}", order=lambda g: g.tally.doubtful, number=True),
        Column(
            _("门类不符"),
            lambda g: f"{g.tally.other_discipline:,}",
            order=lambda g: g.tally.other_discipline,
            number=True,
        ),
        Column(_("未参加"), lambda g: f"{g.tally.absent:,}", order=lambda g: g.tally.absent, number=True),
        Column(_("本期新完成"), lambda g: f"{g.recent:,}", order=lambda g: g.recent, number=True),
    )


def year_columns() -> tuple[Column[YearTally], ...]:
    """The years of the cycle against their targets."""
    return (
        Column(_("年度"), lambda y: str(y.year)),
        Column(_("应训"), lambda y: f"{y.required:,}", order=lambda y: y.required, number=True),
        Column(_("本年完成"), lambda y: f"{y.done:,}", order=lambda y: y.done, number=True),
        Column(_("本年不合格"), lambda y: f"{y.failed:,}", order=lambda y: y.failed, number=True),
        Column(_("累计完成"), lambda y: f"{y.done_by_end:,}", order=lambda y: y.done_by_end, number=True),
        Column(
            _("目标人数"),
            lambda y: "—" if y.target_count is None else f"{y.target_count:,}",
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


def requirement_columns() -> tuple[Column[RequirementTally], ...]:
    """What is asked, how many have met it, how many have not, and who is late."""
    return (
        Column(_("要求"), lambda r: _(r.requirement.title), widest=24, least=10),
        Column(_("对象"), lambda r: posts_text(r), widest=14, least=6),
        Column(_("计入完成"), lambda r: _("是") if r.requirement.counts else _("单列")),
        Column(_("应完成"), lambda r: f"{r.required:,}", order=lambda r: r.required, number=True),
        Column(_("已达到"), lambda r: f"{r.met:,}", order=lambda r: r.met, number=True),
        Column(_("还缺"), lambda r: f"{r.required - r.met:,}", order=lambda r: r.required - r.met, number=True),
        Column(
            _("逾期人数"),
            lambda r: f"{r.overdue:,}",
            order=lambda r: r.overdue,
            number=True,
            tone=lambda r: "bad" if r.overdue else "",
        ),
        Column(
            _("达到比例"),
            lambda r: f"{r.rate:.1%}" if r.required else "—",
            order=lambda r: r.rate,
            number=True,
            share=lambda r: r.rate,
            grows=True,
            least=8,
        ),
    )


def posts_text(tally: RequirementTally) -> str:
    """For whom a requirement is."""
    posts = tally.requirement.posts
    return _("所有岗位") if len(posts) == 3 else _("、").join(post.label for post in posts)


EducationRow = tuple[Education | None, int, float]


def education_rows(tally: EducationTally) -> list[EducationRow]:
    """(level, officers, share of all); None: the roster does not say."""
    total = sum(count for _level, count in tally.by_level) + tally.unknown
    rows: list[EducationRow] = [(level, count, count / total if total else 0.0) for level, count in tally.by_level]
    return [*reversed(rows), (None, tally.unknown, tally.unknown / total if total else 0.0)]


def education_columns(target: Education) -> tuple[Column[EducationRow], ...]:
    """Officers by education; what reaches the target says so."""

    def reaches(row: EducationRow) -> str:
        if row[0] is None:
            return _("不详")
        return _("达到") if row[0].rank >= target.rank else _("未达到")

    return (
        Column(_("学历"), lambda r: r[0].label if r[0] else _("（未填）"), order=lambda r: r[0].rank if r[0] else -1),
        Column(
            _("目标"), reaches, tone=lambda r: "muted" if not r[0] else "good" if r[0].rank >= target.rank else "warn"
        ),
        Column(_("人数"), lambda r: f"{r[1]:,}", order=lambda r: r[1], number=True),
        Column(_("比例"), lambda r: f"{r[2]:.1%}", order=lambda r: r[2], number=True, share=lambda r: r[2], grows=True),
    )


def quarter_columns() -> tuple[Column[QuarterTally], ...]:
    """The leaders' law study by quarter."""
    return (
        Column(_("季度"), quarter_label, order=lambda q: (q.year, q.quarter)),
        Column(_("应学"), lambda q: f"{q.required:,}", order=lambda q: q.required, number=True),
        Column(_("已学"), lambda q: f"{q.done:,}", order=lambda q: q.done, number=True),
        Column(
            _("完成率"),
            lambda q: f"{q.rate:.1%}" if q.required else "—",
            order=lambda q: q.rate,
            number=True,
            share=lambda q: q.rate,
            grows=True,
        ),
    )
