"""`jltrain ledger coverage | missing`"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, cycle_from, say_roster_empty, shown_of, with_cycle, with_pages
from jltrain.cli.output import as_json, progress, say, table
from jltrain.errors import NotFound
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.ledger.figures import Figures
    from jltrain.ledger.standing import Group, YearTally

_BY_LABELS: Final = {
    "unit": N_("单位"),
    "level": N_("层级"),
    "discipline": N_("执法门类"),
    "year": N_("年度"),
    "city": N_("市州"),
    "batch": N_("批次"),
    "requirement": N_("要求"),
}
_STATUSES: Final = ("partly", "failed", "doubtful", "other-discipline", "absent")


class NoSuchRequirement(NotFound):
    template = N_("轮训计划里没有编号为“{id}”的要求，可用的是：{known}。")


def declare(actions: Actions) -> None:
    """The actions and their options."""
    cover = actions.add("coverage", _("轮训覆盖情况"), _coverage)
    cover.add_argument(
        "--by", choices=_BY_LABELS, default="unit", help=_("分组：单位、层级、门类、年度、市州、批次、要求")
    )
    lacking = actions.add("missing", _("列出尚未完成轮训的人员"), _missing)
    lacking.add_argument("words", nargs="*", help=_("姓名、执法证号或单位中要出现的文字"))
    lacking.add_argument("--unit", default="", help=_("只列单位名称中含有这些文字的"))
    lacking.add_argument("--city", default=None, help=_("只列这个市州的"))
    lacking.add_argument("--batch", default=None, help=_("只列这个批次的"))
    lacking.add_argument("--status", choices=_STATUSES, action="append", default=[], help=_("只列这种原因的，可重复"))
    lacking.add_argument("--requirement", default="", help=_("只列缺这项要求的（要求的编号，如 thought）"))
    lacking.add_argument("--overdue", action="store_true", help=_("只列已经逾期的"))
    with_cycle(cover, lacking)
    with_pages(lacking)


def _coverage(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import coverage
    from jltrain.cli import ledger_records as records

    with progress(_("统计轮训覆盖")) as report:
        found = coverage.figures(context, cycle_from(args.cycle), report)
    groups: tuple[Group, ...] = getattr(found, f"by_{args.by}", ()) if args.by != "year" else ()
    if args.json:
        listed = [records.group_record(group) for group in groups]
        listed = [records.year_record(y) for y in found.by_year] if args.by == "year" else listed
        listed = [records.requirement_record(r) for r in found.requirements] if args.by == "requirement" else listed
        as_json(records.figures_record(found) | {"by": args.by, "groups": listed})
        return
    _say_head(found)
    if args.by == "year":
        head = [_("年度"), _("应训人数"), _("本年完成"), _("本年不合格"), _("累计完成"), _("累计覆盖率"), _("目标人数")]
        table(head, [_year_cells(y) for y in found.by_year])
    elif args.by == "requirement":
        rows = [
            (r.requirement.id, _(r.requirement.title), r.required, r.met, r.overdue, f"{r.rate:.1%}")
            for r in found.requirements
        ]
        table([_("编号"), _("要求"), _("应完成"), _("已完成"), _("逾期"), _("完成率")], rows)
    else:
        table(_group_head(args.by), [_group_cells(group) for group in (*groups, found.total)])
    if not found.total.tally.required:
        say_roster_empty(context)
    _say_waiting(found)


def _group_head(by: str) -> list[str]:
    return [
        _(_BY_LABELS[by]),
        _("应训人数"),
        _("已完成"),
        _("部分完成"),
        _("不合格"),
        _("成绩待核实"),
        _("门类不符"),
        _("未参加"),
        _("逾期"),
        _("覆盖率"),
    ]


def _group_cells(group: Group) -> tuple[object, ...]:
    t = group.tally
    counts = (t.required, t.done, t.partly, t.failed, t.doubtful, t.other_discipline, t.absent, group.overdue)
    return (group.label, *counts, f"{t.rate:.1%}")


def _year_cells(year: YearTally) -> tuple[object, ...]:
    target = "" if year.target_count is None else year.target_count
    return year.year, year.required, year.done, year.failed, year.done_by_end, f"{year.rate:.1%}", target


def _say_head(found: Figures) -> None:
    from jltrain.ledger.cycle import next_due

    say(
        _("{cycle}　截至 {today}　下次报送 {due}").format(
            cycle=found.cycle.label, today=found.today, due=next_due(found.today)
        )
    )


def _say_waiting(found: Figures) -> None:
    if found.waiting.name_differs:
        text = _("{n} 份成绩的姓名与名册不一致，核实前不计入（ledger register --state name-differs）。")
        say(text.format(n=found.waiting.name_differs))
    if found.waiting.unknown_officer:
        text = _("{n} 份成绩的执法证号不在名册中，没有计入；补入名册后自动计入。")
        say(text.format(n=found.waiting.unknown_officer))


def _missing(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import coverage, rotation
    from jltrain.cli import ledger_records as records
    from jltrain.ledger.missing import missing_labels
    from jltrain.paper.marks import marks_text

    asked = [r.id for r in rotation.plan(context, cycle_from(args.cycle)).requirements]
    if args.requirement and args.requirement not in asked:
        raise NoSuchRequirement(id=args.requirement, known="、".join(asked))
    statuses = tuple(coverage.Status(s) for s in args.status or _STATUSES)
    words = " ".join((*args.words, args.unit))
    wanted = coverage.StandingFilter(
        words=words, city=args.city, batch=args.batch, statuses=statuses, missing=args.requirement, overdue=args.overdue
    )
    with progress(_("统计轮训覆盖")) as report:
        found = coverage.standings(
            context, cycle_from(args.cycle), wanted, offset=args.offset, limit=args.limit, report=report
        )
    today = rotation.today(context)
    if args.json:
        listed = [records.standing_record(line, today) for line in found.rows]
        as_json({"total": found.total, "missing": listed})
        return
    plan = rotation.plan(context, cycle_from(args.cycle))
    rows = []
    for line in found.rows:
        best = "" if line.best_halves < 0 else marks_text(line.best_halves)
        lacks = "、".join(missing_labels(line, plan, today))
        due = (line.due or "", _("逾期") if line.overdue(today) else "")
        who = (line.name, line.certificate, line.unit, line.discipline.label, line.status.label)
        rows.append((*who, lacks, *due, line.attempts, best))
    head = [
        _("姓名"),
        _("执法证号"),
        _("单位"),
        _("执法门类"),
        _("原因"),
        _("还缺什么"),
        _("应完成日期"),
        "",
        _("考试次数"),
        _("最好成绩"),
    ]
    table(head, rows)
    say(shown_of(len(found.rows), found.total))
    if not found.total:
        say_roster_empty(context)
