"""`jltrain ledger activity add | import | list | template`"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, BadDay, shown_of, with_operator, with_pages
from jltrain.cli.output import as_json, progress, say, table
from jltrain.i18n import _

_KINDS: Final = (
    "drill", "fitness", "signals", "formation", "lecture", "court", "case-review", "study", "first-post", "law-study",
    "contest",
)  # fmt: skip
_RESULTS: Final = ("took-part", "passed", "failed")


def declare(actions: Actions) -> None:
    """The actions and their options."""
    group = actions.group("activity", _("考试以外的培训活动：演练、体能、手势、讲座、旁听、学法……"))
    add = group.add("add", _("为一人或多人登记一次活动"), _add)
    add.add_argument("certificates", nargs="+", metavar="CERTIFICATE", help=_("执法证号"))
    add.add_argument("--kind", choices=_KINDS, required=True, help=_("活动类型"))
    add.add_argument("--day", required=True, help=_("日期，如 2026-11-22"))
    add.add_argument("--hours", type=float, required=True, help=_("学时"))
    add.add_argument("--title", required=True, help=_("内容"))
    add.add_argument("--signed-by", required=True, help=_("签认人"))
    add.add_argument("--result", choices=_RESULTS, default="took-part", help=_("结果"))
    add.add_argument("--place", default="", help=_("地点"))
    add.add_argument("--note", default="", help=_("备注"))
    load = group.add("import", _("从表格登记活动"), _import)
    load.add_argument("file", type=Path, help=_("活动记录文件"))
    load.add_argument("--dry-run", action="store_true", help=_("只检查，不登记"))
    listed = group.add("list", _("列出活动记录"), _list)
    listed.add_argument("words", nargs="*", help=_("内容、姓名、单位等处要出现的文字"))
    listed.add_argument("--officer", default="", help=_("只列这名执法人员的（执法证号）"))
    listed.add_argument("--kind", choices=_KINDS, help=_("只列这种活动"))
    listed.add_argument("--undone", action="store_true", help=_("也列出已撤销的"))
    blank = group.add("template", _("写出空白活动记录表（xlsx）"), _template)
    blank.add_argument("file", type=Path, help=_("写到的文件"))
    with_operator(add, load)
    with_pages(listed)


def day_from(text: str) -> date:
    """Raises BadDay."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(text=text) from error


def _add(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import activities

    draft = activities.Activity(
        certificate="",
        kind=activities.ActivityKind(args.kind),
        day=day_from(args.day),
        hours=args.hours,
        result=activities.ActivityResult(args.result),
        title=args.title,
        signed_by=args.signed_by,
        place=args.place,
        note=args.note,
    )
    _say_added(args, activities.add(context, draft, args.certificates, by=args.by))


def _say_added(args: argparse.Namespace, added: int) -> None:
    if args.json:
        as_json({"added": added})
    else:
        say(_("已登记 {n} 条活动记录。").format(n=added))


def _import(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import activities
    from jltrain.cli import ledger_records as records
    from jltrain.cli.ledger_roster import say_problems

    with progress(_("读取活动记录")) as report:
        if args.dry_run:
            found, added = activities.read(context, args.file, report), None
        else:
            done = activities.add_file(context, args.file, report, by=args.by)
            found, added = done.checked, done.added
    if args.json:
        as_json(
            {
                "source": found.read.source,
                "rows": found.read.rows,
                "good": len(found.good),
                "known": found.known,
                "added": added,
                "problems": [records.problem_record(p) for p in found.problems],
            }
        )
        return
    say(_("{file}：可以登记 {good} 条，其中 {known} 条已经登记过。").format(
        file=found.read.source, good=len(found.good), known=found.known))  # fmt: skip
    say_problems(found.problems)
    say(_("只做了检查，没有登记。") if added is None else _("已登记 {n} 条活动记录。").format(n=added))


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import activities
    from jltrain.cli import ledger_records as records

    kind = activities.ActivityKind(args.kind) if args.kind else None
    found = activities.activities(
        context, args.officer, kind, " ".join(args.words), undone=args.undone, offset=args.offset, limit=args.limit
    )
    if args.json:
        as_json([records.activity_record(line) for line in found.rows])
        return
    rows = []
    for line in found.rows:
        a = line.activity
        undone = _("已撤销") if a.undone else ""
        who = (line.name, a.certificate, line.unit)
        rows.append((a.entry, a.day, a.kind.label, *who, f"{a.hours:g}", a.result.label, a.title, a.signed_by, undone))
    head = [
        _("条号"),
        _("日期"),
        _("活动"),
        _("姓名"),
        _("执法证号"),
        _("单位"),
        _("学时"),
        _("结果"),
        _("内容"),
        _("签认人"),
        "",
    ]
    table(head, rows)
    say(shown_of(len(found.rows), found.total))


def _template(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import activities

    activities.write_template(args.file)
    if args.json:
        as_json({"file": str(args.file)})
    else:
        say(_("已写出活动记录表模板：{file}").format(file=args.file))
