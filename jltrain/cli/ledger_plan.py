"""`jltrain ledger plan [show | set | reset]`"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, cycle_from, with_cycle, with_operator
from jltrain.cli.output import as_json, say, table
from jltrain.clock import beijing
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.ledger.cycle import Cycle
    from jltrain.ledger.rotation import RotationPlan


def declare(actions: Actions) -> None:
    """The actions and their options."""
    plain, group = actions.both("plan", _("轮训计划：显示、换用、恢复示例"), _plan)
    plain.add_argument("--history", action="store_true", help=_("列出计划的历次换用"))
    show = group.add("show", _("显示正在使用的计划"), _show)
    use = group.add("set", _("改用一份计划文件（yaml），记入台账，各台电脑都按它"), _set)
    use.add_argument("file", type=Path, help=_("计划文件"))
    reset = group.add("reset", _("改回随程序附带的示例计划"), _reset)
    with_cycle(plain, show)
    with_operator(use, reset)


def _plan(context: Context, args: argparse.Namespace) -> None:
    if args.history:
        _history(context, args)
    else:
        _show(context, args)


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import rotation

    cycle = cycle_from(args.cycle)
    _say_plan(context, args, rotation.plan(context, cycle), cycle)


def _set(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import rotation

    found = rotation.set_plan(context, args.file, by=args.by)
    _say_plan(context, args, found, found.cycle)


def _reset(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import rotation

    rotation.drop_plan(context, by=args.by)
    _say_plan(context, args, rotation.plan(context), None)


def _say_plan(context: Context, args: argparse.Namespace, plan: RotationPlan, cycle: Cycle | None) -> None:
    from jltrain.app import rotation
    from jltrain.cli import ledger_records as records

    own = rotation.own_plan(context, cycle)
    if args.json:
        as_json(records.plan_record(plan) | {"file": str(own) if own else None})
        return
    say(f"{plan.title}  {plan.cycle.label}")
    say(_("计划文件：{file}").format(file=own) if own else _("正在使用随程序附带的示例计划。"))
    rows = [(b.name, b.first_day, b.last_day, "、".join(level.label for level in b.levels)) for b in plan.batches]
    if rows:
        table([_("批次"), _("开始"), _("结束"), _("层级")], rows)
    counted = {True: _("计入完成"), False: _("另行统计")}
    asked = [(r.id, _(r.title), "、".join(p.label for p in r.posts), counted[r.counts]) for r in plan.requirements]
    table([_("编号"), _("要求"), _("适用岗位"), ""], asked)


def _history(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import rotation
    from jltrain.cli import ledger_records as records

    lines = rotation.history(context)
    if args.json:
        as_json([records.plan_line_record(line) for line in lines])
        return
    if not lines:
        say(_("还没有换用过计划。"))
        return
    rows = [
        (
            line.entry,
            line.cycle.label,
            beijing(line.at),
            line.title or (_("改回示例计划") if line.dropped else _("（读不出来）")),
            line.file,
            line.by,
        )
        for line in lines
    ]
    table([_("条号"), _("轮训周期"), _("时间"), _("计划"), _("文件"), _("经办人")], rows)
