"""`jltrain ledger import | officers | officer | template`"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, say_roster_empty, shown_of, with_operator, with_pages
from jltrain.cli.output import as_json, progress, say, table
from jltrain.clock import beijing
from jltrain.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jltrain.ledger.roster import RosterRead
    from jltrain.ledger.rowreader import RowProblem

_PROBLEMS_SHOWN: Final = 50


def declare(actions: Actions) -> None:
    """The actions and their options."""
    load = actions.add("import", _("导入花名册（xlsx、xls、ods、csv）"), _import)
    load.add_argument("file", type=Path, help=_("花名册文件"))
    load.add_argument("--replace", action="store_true", help=_("移除文件中没有的人员（文件有问题行时不允许）"))
    load.add_argument("--dry-run", action="store_true", help=_("只检查，不导入"))
    people = actions.add("officers", _("列出花名册"), _officers)
    people.add_argument("words", nargs="*", help=_("姓名、执法证号或单位中要出现的文字"))
    people.add_argument("--unit", default=None, help=_("只列这个单位的（名称完全相同）"))
    one = actions.add("officer", _("一名执法人员：现在的登记和历次变动"), _officer)
    one.add_argument("certificate", help=_("执法证号（现在的或原来的）"))
    blank = actions.add("template", _("写出空白花名册模板（xlsx）"), _template)
    blank.add_argument("file", type=Path, help=_("写到的文件"))
    with_operator(load)
    with_pages(people)


def _import(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import roster
    from jltrain.cli import ledger_records as records

    with progress(_("读取花名册")) as report:
        if args.dry_run:
            read, change = roster.read_roster(args.file, report), None
        else:
            done = roster.import_roster(context, args.file, report, replace=args.replace, by=args.by)
            read, change = done.read, done.change
    if args.json:
        as_json(records.roster_record(read) | {"change": asdict(change) if change else None})
        return
    _say_read(read)
    if change is None:
        say(_("只做了检查，没有导入。"))
        return
    say(
        _("已导入：新增 {added} 人，更新 {changed} 人，未变 {unchanged} 人，移除 {removed} 人。").format(
            added=change.added, changed=change.changed, unchanged=change.unchanged, removed=change.removed
        )
    )
    if change.renumbered:
        say(_("其中 {n} 人换了执法证号，原证号下的成绩继续计入。").format(n=change.renumbered))


def _say_read(read: RosterRead) -> None:
    say(
        _(
            "{file}：表头以下 {rows} 行，可用 {good} 人，有问题 {bad} 行，空行 {blank}，示例、合计或重复表头 {ignored}。"
        ).format(
            file=read.source,
            rows=read.rows,
            good=len(read.people),
            bad=read.problem_rows,
            blank=read.blank_rows,
            ignored=read.ignored_rows,
        )
    )
    if read.unread_columns:
        say(_("没有用到的列：{names}").format(names="、".join(read.unread_columns)))
    if read.unread_sheets:
        say(_("没有读取的工作表：{names}").format(names="、".join(read.unread_sheets)))
    say_problems(read.problems)


def say_problems(problems: Sequence[RowProblem]) -> None:
    """Rows of a spreadsheet that were not taken, the first of them."""
    if problems:
        rows = [(p.sheet, p.row, p.column, p.value, p.text) for p in problems[:_PROBLEMS_SHOWN]]
        table([_("工作表"), _("行"), _("列"), _("内容"), _("问题")], rows)
    if len(problems) > _PROBLEMS_SHOWN:
        say(_("……还有 {n} 处问题，加 --json 可全部列出。").format(n=len(problems) - _PROBLEMS_SHOWN))


def _officers(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import roster
    from jltrain.cli import ledger_records as records

    found = roster.officers(context, " ".join(args.words), args.unit, args.offset, args.limit)
    if args.json:
        as_json([records.officer_record(row.member) | {"namesakes": row.namesakes} for row in found.rows])
        return
    rows = [
        (
            m.name + (_("（同名）") if row.namesakes else ""),
            m.certificate,
            m.unit,
            m.level.label,
            m.discipline.label,
            m.city,
            m.batch,
            m.post,
        )
        for row in found.rows
        for m in (row.member,)
    ]
    table([_("姓名"), _("执法证号"), _("单位"), _("层级"), _("执法门类"), _("市州"), _("批次"), _("岗位")], rows)
    say(shown_of(len(found.rows), found.total))
    if not found.total:
        say_roster_empty(context)


def _officer(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import roster
    from jltrain.cli import ledger_records as records

    changes = roster.history(context, args.certificate)
    member = roster.find(context, args.certificate)
    if args.json:
        listed = [records.change_record(change) for change in changes]
        as_json({"officer": records.officer_record(member) if member else None, "history": listed})
        return
    if member is None:
        say(_("{certificate} 已不在花名册中。").format(certificate=args.certificate))
    else:
        say(f"{member.name}  {member.certificate}  {member.unit}")
        say(f"{member.level.label}  {member.discipline.label}  {member.city}  {member.batch}  {member.post}")
        if member.names:
            say(_("曾用名：{names}").format(names="、".join(member.names)))
        if member.formers:
            say(_("原执法证号：{numbers}").format(numbers="、".join(member.formers)))
    rows = [(beijing(c.at), c.what, c.before, c.after, c.by) for c in changes]
    table([_("时间"), _("变动"), _("原来"), _("现在"), _("经办人")], rows)


def _template(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import roster

    roster.write_template(args.file)
    if args.json:
        as_json({"file": str(args.file)})
    else:
        say(_("已写出花名册模板：{file}").format(file=args.file))
