"""`jltrain ledger …`"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.cli.output import as_json, progress, say, table
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.ledger.collect import CollectedSheet
    from jltrain.ledger.coverage import Coverage
    from jltrain.ledger.cycle import Cycle
    from jltrain.ledger.roster import RosterRead
    from jltrain.ledger.standing import Tally, YearTally

_BY_LABELS: Final = {
    "unit": N_("单位"),
    "level": N_("层级"),
    "discipline": N_("执法门类"),
    "year": N_("年度"),
    "city": N_("市州"),
    "batch": N_("批次"),
}
_PROBLEMS_SHOWN: Final = 50


class BadCycle(BadInput):
    template = N_("“{text}”不是轮训周期，请写成三年一个周期的首尾年份，例如 2024-2026（从 2021-2023 起算）。")


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))

    def action(name: str, words: str, act: Callable[[Context, argparse.Namespace], None]) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=words, description=words)
        sub.add_argument("--json", action="store_true", help=_("输出 JSON"))
        sub.set_defaults(act=act)
        return sub

    load = action("import", _("导入花名册（xlsx、xls、ods、csv）"), _import)
    load.add_argument("file", type=Path, help=_("花名册文件"))
    load.add_argument("--replace", action="store_true", help=_("移除文件中没有的人员（文件有问题行时不允许）"))
    load.add_argument("--dry-run", action="store_true", help=_("只检查，不导入"))
    people = action("officers", _("列出花名册"), _officers)
    people.add_argument("words", nargs="*", help=_("姓名、执法证号或单位中要出现的文字"))
    gather = action("collect", _("验证并收取文件夹中的成绩单"), _collect)
    gather.add_argument("folder", type=Path, help=_("存放成绩单 PDF 的文件夹（含下级文件夹）"))
    listed = action("register", _("列出收到过的成绩单"), _register)
    listed.add_argument("--refused", action="store_true", help=_("只列拒收的"))
    cover = action("coverage", _("轮训覆盖情况"), _coverage)
    cover.add_argument("--by", choices=_BY_LABELS, default="unit", help=_("分组：单位、层级、门类、年度、市州、批次"))
    lacking = action("missing", _("列出尚未完成轮训的人员"), _missing)
    lacking.add_argument("--unit", default="", help=_("只列单位名称中含有这些文字的"))
    out = action("export", _("导出覆盖情况和登记表（xlsx）"), _export)
    out.add_argument("file", type=Path, help=_("写到的文件"))
    blank = action("template", _("写出空白花名册模板（xlsx）"), _template)
    blank.add_argument("file", type=Path, help=_("写到的文件"))
    for sub in (cover, lacking, out):
        sub.add_argument("--cycle", default="", help=_("轮训周期，如 2024-2026（默认为当前周期）"))


def _import(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    with progress(_("读取花名册")) as report:
        if args.dry_run:
            read, change = ledger.read_roster(args.file, report), None
        else:
            done = ledger.import_roster(context, args.file, report, replace=args.replace)
            read, change = done.read, done.change
    if args.json:
        as_json(records.roster_record(read) | {"change": asdict(change) if change else None})
        return
    _say_read(read)
    if change is None:
        say(_("只做了检查，没有导入。"))
    else:
        say(
            _("已导入：新增 {added} 人，更新 {changed} 人，未变 {unchanged} 人，移除 {removed} 人。").format(
                added=change.added, changed=change.changed, unchanged=change.unchanged, removed=change.removed
            )
        )


def _say_read(read: RosterRead) -> None:
    say(
        _(
            "{file}：表头以下 {rows} 行，可用 {good} 人，有问题 {bad} 行，空行 {blank}，示例或重复表头 {ignored}。"
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
    if read.problems:
        rows = [(p.sheet, p.row, p.column, p.value, p.text) for p in read.problems[:_PROBLEMS_SHOWN]]
        table([_("工作表"), _("行"), _("列"), _("内容"), _("问题")], rows)
    if len(read.problems) > _PROBLEMS_SHOWN:
        say(_("……还有 {n} 处问题，加 --json 可全部列出。").format(n=len(read.problems) - _PROBLEMS_SHOWN))


def _officers(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    everybody = ledger.officers(context)
    found = [o for o in everybody if all(w in f"{o.name}\n{o.certificate}\n{o.unit}" for w in args.words)]
    if args.json:
        as_json([records.officer_record(o) for o in found])
        return
    rows = [(o.name, o.certificate, o.unit, o.level.label, o.discipline.label, o.city, o.batch) for o in found]
    table([_("姓名"), _("执法证号"), _("单位"), _("层级"), _("执法门类"), _("市州"), _("批次")], rows)
    say(_("花名册共 {total} 人，列出 {shown} 人。").format(total=len(everybody), shown=len(found)))


def _collect(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    with progress(_("验证成绩单")) as report:
        done = ledger.collect(context, args.folder, report)
    if args.json:
        as_json(
            {
                "folder": str(args.folder),
                "counts": {outcome.value: done.count(outcome) for outcome in ledger.Outcome},
                "sheets": [records.sheet_record(s) for s in done.sheets],
                "skipped": [{"file": str(s.path), "reason": s.text} for s in done.skipped],
            }
        )
        return
    _say_sheets([s for s in done.sheets if s.outcome is not ledger.Outcome.IMPORTED])
    for skipped in done.skipped:
        say(f"{skipped.path}: {skipped.text}")
    counts = [f"{o.label} {n}" for o in ledger.Outcome if (n := done.count(o))]
    say(_("共 {n} 个文件：{counts}。").format(n=len(done.sheets), counts="，".join(counts) or _("没有成绩单")))


def _register(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    sheets = [s for s in ledger.register(context) if not args.refused or s.outcome is ledger.Outcome.REFUSED]
    if args.json:
        as_json([records.sheet_record(s) for s in sheets])
        return
    _say_sheets(sheets)
    say(_("共 {n} 份。").format(n=len(sheets)))


def _say_sheets(sheets: Sequence[CollectedSheet]) -> None:
    from jltrain.paper.marks import marks_text

    rows = []
    for sheet in sheets:
        paid = sheet.payload
        who = (paid.officer.name, paid.officer.certificate, marks_text(paid.halves)) if paid else ("", "", "")
        rows.append((sheet.file_name, sheet.outcome.label, *who, "；".join(r.text for r in sheet.reasons)))
    if rows:
        table([_("文件"), _("结果"), _("姓名"), _("执法证号"), _("得分"), _("说明")], rows)


def cycle_from(text: str) -> Cycle | None:
    """The cycle that "2024-2026" names, None for "". Raises BadCycle."""
    from jltrain.ledger.cycle import Cycle

    if not text:
        return None
    first, _dash, last = text.replace("—", "-").replace("–", "-").partition("-")
    try:
        return Cycle(int(first), int(last))
    except ValueError as error:
        raise BadCycle(text=text) from error


def _coverage(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    found = ledger.coverage(context, cycle_from(args.cycle))
    groups = [] if args.by == "year" else getattr(found, f"by_{args.by}")
    if args.json:
        listed = [{"key": g.key, "label": g.label} | records.tally_record(g.tally) for g in groups]
        listed = [records.year_record(y) for y in found.by_year] if args.by == "year" else listed
        as_json(records.coverage_record(found) | {"by": args.by, "groups": listed})
        return
    _say_head(found)
    if args.by == "year":
        head = [_("年度"), _("应训人数"), _("本年完成"), _("本年不合格"), _("累计完成"), _("累计覆盖率"), _("目标人数")]
        table(head, [_year_cells(y) for y in found.by_year])
    else:
        rows = [(g.label, *_tally_cells(g.tally)) for g in groups]
        head = [
            _(_BY_LABELS[args.by]),
            _("应训人数"),
            _("已完成"),
            _("不合格"),
            _("成绩待核实"),
            _("门类不符"),
            _("未参加"),
            _("覆盖率"),
        ]
        table(head, [*rows, (_("合计"), *_tally_cells(found.total))])
    if found.doubts:
        say(_("{n} 份成绩待核实（姓名与名册不一致，或考试日期晚于今天），没有计入。").format(n=len(found.doubts)))
    if found.strangers:
        say(_("{n} 份成绩的执法证号不在名册中，没有计入；补入名册后自动计入。").format(n=len(found.strangers)))


def _say_head(found: Coverage) -> None:
    from jltrain.ledger.cycle import next_due

    say(
        _("{cycle}　截至 {today}　下次报送 {due}").format(
            cycle=found.cycle.label, today=found.today, due=next_due(found.today)
        )
    )


def _tally_cells(tally: Tally) -> tuple[object, ...]:
    counts = (tally.required, tally.done, tally.failed, tally.doubtful, tally.other_discipline, tally.absent)
    return (*counts, f"{tally.rate:.1%}")


def _year_cells(year: YearTally) -> tuple[object, ...]:
    target = "" if year.target_count is None else year.target_count
    return year.year, year.required, year.done, year.failed, year.done_by_end, f"{year.rate:.1%}", target


def _missing(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records
    from jltrain.paper.marks import marks_text

    found = ledger.coverage(context, cycle_from(args.cycle))
    lines = [line for line in found.missing if args.unit in line.officer.unit]
    if args.json:
        as_json(records.coverage_record(found) | {"missing": [records.officer_line_record(line) for line in lines]})
        return
    _say_head(found)
    rows = []
    for line in lines:
        who = line.officer
        best = "" if line.best_halves is None else marks_text(line.best_halves)
        rows.append((who.name, who.certificate, who.unit, who.discipline.label, line.status.label, line.attempts, best))
    head = [_("姓名"), _("执法证号"), _("单位"), _("执法门类"), _("原因"), _("考试次数"), _("最好成绩")]
    table(head, rows)
    say(_("应训 {required} 人，未完成 {n} 人。").format(required=found.total.required, n=len(lines)))


def _export(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger
    from jltrain.cli import ledger_records as records

    found = ledger.export(context, args.file, cycle_from(args.cycle))
    if args.json:
        as_json(records.coverage_record(found) | {"file": str(args.file)})
    else:
        say(_("已导出{cycle}的覆盖情况到 {file}。").format(cycle=found.cycle.label, file=args.file))


def _template(_context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledger

    ledger.write_template(args.file)
    if args.json:
        as_json({"file": str(args.file)})
    else:
        say(_("已写出花名册模板：{file}").format(file=args.file))
