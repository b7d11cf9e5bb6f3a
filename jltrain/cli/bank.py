"""`jltrain bank …`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import LETTERS, Kind, Question, as_record
from jltrain.cli import bank_edit, bank_exchange, bank_import
from jltrain.cli.output import as_json, progress, say, table, written
from jltrain.i18n import _


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    compile_ = actions.add_parser("compile", help=_("题库文件有变化时编译进数据库"))
    compile_.add_argument("--json", action="store_true", help=_("输出 JSON"))
    compile_.set_defaults(act=_compile)
    check = actions.add_parser("check", help=_("检查题库文件夹，列出全部错误"))
    check.add_argument("folder", type=Path, nargs="?", help=_("题库文件夹（默认为随程序题库）"))
    check.add_argument("--json", action="store_true", help=_("输出 JSON"))
    check.set_defaults(act=_check)
    find = actions.add_parser("list", help=_("查找试题"))
    find.add_argument("words", nargs="*", help=_("都要出现的文字"))
    find.add_argument("--area", choices=[a.value for a in Area], help=_("门类或公共科目"))
    find.add_argument("--kind", choices=[k.value for k in Kind], help=_("题型"))
    find.add_argument("--topic", default="", help=_("知识点"))
    find.add_argument("--limit", type=int, default=50, help=_("最多列出多少题"))
    find.add_argument("--json", action="store_true", help=_("输出 JSON"))
    find.set_defaults(act=_list)
    show = actions.add_parser("show", help=_("显示一道试题"))
    show.add_argument("id", help=_("试题编号"))
    show.add_argument("--json", action="store_true", help=_("输出 JSON"))
    show.set_defaults(act=_show)
    stats = actions.add_parser("stats", help=_("各门类、题型的题数"))
    stats.add_argument("--json", action="store_true", help=_("输出 JSON"))
    stats.set_defaults(act=_stats)
    for group in (bank_import, bank_edit, bank_exchange):
        group.declare(actions)
    export = actions.add_parser("export", help=_("导出整个题库"))
    export.add_argument("--format", choices=["jsonl"], default="jsonl", help=_("格式"))
    export.add_argument("--output", type=Path, help=_("写到文件（默认为标准输出）"))
    export.set_defaults(act=_export)


def _compile(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    with progress(_("编译题库")) as report:
        done = bank.compile_bank(context, report)
    if args.json:
        as_json({"changed": done.changed, "questions": done.questions})
    elif done.changed:
        say(_("题库已更新，共 {n} 题。").format(n=done.questions))
    else:
        say(_("题库没有变化，共 {n} 题。").format(n=done.questions))


def _check(_context: Context, args: argparse.Namespace) -> None:
    from jltrain import bundled
    from jltrain.app import bank

    folder = args.folder or bundled.question_bank()
    with progress(_("检查题库")) as report:
        questions = bank.check_folder(folder, report)
    if args.json:
        as_json({"folder": str(folder), "questions": len(questions), "faults": []})
    else:
        say(_("{folder}：{n} 题，没有错误。").format(folder=folder, n=len(questions)))


def _keep_up(context: Context) -> None:
    """Faults of the files are told, but the bank as last compiled can be looked at all the same."""
    from jltrain.app import bank

    fault = bank.keep_up(context)
    if fault is not None:
        print(fault.sentence(), file=sys.stderr)


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    area = Area(args.area) if args.area else None
    kind = Kind(args.kind) if args.kind else None
    found, total = bank.find(context, " ".join(args.words), area, kind, args.topic, args.limit)
    if args.json:
        as_json({"total": total, "questions": [as_record(q) for q in found]})
        return
    rows = [(q.id, q.discipline.label, q.topic, q.kind.label, q.difficulty, q.stem[:30]) for q in found]
    table([_("编号"), _("门类"), _("知识点"), _("题型"), _("难度"), _("题干")], rows)
    say(_("共 {total} 题，列出 {shown} 题。").format(total=total, shown=len(found)))


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    question = bank.get(context, args.id)
    if args.json:
        as_json(as_record(question))
    else:
        print_question(question)


def print_question(question: Question, *, answers: bool = True) -> None:
    """A question as text, with or without its answers."""
    say(f"[{question.id}] {question.discipline.label} · {question.topic} · {question.kind.label} · "
        + _("难度 {n}").format(n=question.difficulty))  # fmt: skip
    if question.kind is Kind.CASE:
        say(question.stem)
    for number, item in enumerate(question.items, 1):
        say((f"({number}) " if question.kind is Kind.CASE else "") + item.stem)
        for letter, option in zip(LETTERS, item.options, strict=False):
            say(f"  {letter}. {option}")
        if answers:
            shown = {"Y": _("对"), "N": _("错")}.get("".join(item.answer), "") if item.kind is Kind.JUDGE else ""
            separator = "" if item.options else "；"
            say("  " + _("答案：{answer}").format(answer=shown or separator.join(item.answer)))
            say("  " + _("依据：{basis}").format(basis="、".join(item.basis)))
            say("  " + _("解析：{text}").format(text=item.explanation))


def _stats(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    found = bank.counts(context)
    counts = {a: {k: found.get((a, k), 0) for k in Kind} for a in Area}
    if args.json:
        as_json({a.value: {k.value: n for k, n in row.items()} for a, row in counts.items()})
        return
    rows: list[list[object]] = [[a.label, *row.values(), sum(row.values())] for a, row in counts.items()]
    rows.append([_("合计"), *(sum(row[k] for row in counts.values()) for k in Kind), sum(found.values())])
    table([_("门类"), *(k.label for k in Kind), _("合计")], rows)


def _export(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    lines = bank.export_lines(bank.whole(context))
    if args.output is None:
        with written():
            sys.stdout.buffer.writelines(lines)
        return
    count = bank.write_lines(args.output, lines)
    say(_("已导出 {n} 题到 {file}。").format(n=count, file=args.output))
