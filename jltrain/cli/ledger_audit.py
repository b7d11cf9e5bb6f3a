"""`jltrain ledger audit | rebuild | move`"""

from __future__ import annotations

import argparse
from dataclasses import asdict

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions
from jltrain.cli.output import as_json, progress, say
from jltrain.errors import Refused
from jltrain.i18n import N_, _


class NotUsable(Refused):
    template = N_(
        "--use 只用于服务器上的数据库；转到文件“{file}”时请去掉 --use，转完后改名为 jltrain.db 放进一个新的数据文件夹。"
    )


def declare(actions: Actions) -> None:
    """The actions and their options."""
    actions.add("audit", _("核对台账：记录链、成绩单数据和各表是否完整一致"), _audit)
    actions.add("rebuild", _("由台账记录重新生成花名册、成绩和活动各表（不动记录本身）"), _rebuild)
    move = actions.add("move", _("把全部数据转入 PostgreSQL 服务器上的空数据库，或转回一个新文件"), _move)
    move.add_argument(
        "url", help=_("数据库地址（postgresql+psycopg://用户名:口令@服务器/库名），或以 .db 结尾的新文件名")
    )
    move.add_argument("--use", action="store_true", help=_("转入后，下次启动就使用它"))


def _audit(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import auditing

    with progress(_("核对台账")) as report:
        done = auditing.audit(context, report)
    found = done.found
    if args.json:
        counts = {name: getattr(found, name) for name in _COUNTS}
        listed = [asdict(fault) | {"text": text} for fault, text in zip(found.faults, done.sentences, strict=True)]
        as_json(
            {
                "whole": done.whole,
                "broken_at": found.broken_at,
                "faults": found.fault_count,
                "repairable": done.repairable,
                "listed": listed,
            }
            | counts
        )
        return 0 if done.whole else 1
    say(
        _(
            "台账记录 {entries} 条：成绩单 {sheets} 份，拒收 {refused} 份，在册 {officers} 人，活动 {activities} 条。"
        ).format(**{name: getattr(found, name) for name in _COUNTS})
    )
    for text in done.sentences:
        say(text)
    if done.whole:
        say(_("记录链完整，各表与记录一致。"))
    else:
        say(_("共发现 {n} 处问题。").format(n=found.fault_count))
        if done.repairable:
            say(_("记录本身完整，可用 jltrain ledger rebuild 重新生成各表。"))
    return 0 if done.whole else 1


_COUNTS = ("entries", "sheets", "refused", "officers", "activities", "plans", "standings")


def _rebuild(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import auditing

    with progress(_("重新生成各表")) as report:
        done = auditing.rebuild(context, report)
    if args.json:
        as_json(asdict(done))
    else:
        say(
            _("已重新生成：在册 {officers} 人，成绩 {results} 份，活动 {activities} 条。").format(
                officers=done.officers, results=done.results, activities=done.activities
            )
        )


def _move(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import moving

    file = moving.file_of(args.url)
    if file and args.use:
        raise NotUsable(file=file)
    with progress(_("转入数据")) as report:
        done = moving.move_to(context, args.url, report)
    if args.use:
        moving.use(context, args.url)
    if args.json:
        as_json({"rows": done.rows, "entries": done.entries, "used": args.use})
        return
    say(_("已转入 {rows} 行，其中台账记录 {entries} 条，记录链核对无误。").format(rows=done.rows, entries=done.entries))
    if file:
        say(_("要使用它：改名为 jltrain.db 放进一个新的数据文件夹，并把设置 database.url 清空。"))
        return
    say(
        _("下次启动使用新数据库。")
        if args.use
        else _("现在用的仍是原来的数据库；核对后用 jltrain settings set database.url 改用新的。")
    )
