"""`jltrain bank export …`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question
from jltrain.cli.output import as_json, progress, say, written
from jltrain.errors import BadInput, NotFound
from jltrain.i18n import N_, _

_FORMATS = ("jsonl", "yaml", "gift", "moodle", "aiken", "qti21", "qti30", "csv", "xlsx", "word", "pdf")
"""As app/bankfiles.py lists them: that module is imported only when something is exported."""
_PACKED = (".zip", ".xlsx", ".docx", ".pdf")


class NothingToExport(NotFound):
    template = N_("没有符合条件的试题，没有写文件；请放宽条件后重试。")


class FileNeeded(BadInput):
    template = N_("“{format}”格式不能显示在屏幕上，请用 --output 写明文件名。")


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions and their options."""
    export = actions.add_parser("export", help=_("导出题库或其中一部分"))
    export.add_argument("--format", choices=formats(), default="jsonl", help=_("格式"))
    export.add_argument("--output", type=Path, help=_("写到文件（默认为标准输出）"))
    export.add_argument("--area", choices=[a.value for a in Area], help=_("只导出这个门类或公共科目"))
    export.add_argument("--kind", choices=[k.value for k in Kind], help=_("只导出这种题型"))
    export.add_argument("--topic", default="", help=_("只导出这个知识点"))
    export.add_argument("--ids", nargs="+", metavar=_("编号"), help=_("只导出这些试题，按写出的顺序"))
    export.add_argument("--without-answers", action="store_true", help=_("不写答案、依据和解析"))
    export.add_argument("--json", action="store_true", help=_("输出 JSON：写了多少题，什么没有写进去"))
    export.set_defaults(act=_export)


def formats() -> list[str]:
    """The names that --format takes."""
    return list(_FORMATS)


def _export(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, bankfiles

    fault = bank.keep_up(context)
    if fault is not None:
        print(fault.sentence(), file=sys.stderr)
    questions = _chosen(context, args)
    answers = not args.without_answers
    if args.output is None:
        if args.json:
            raise FileNeeded(format="--json")
        if bankfiles.FORMATS[args.format].suffix in _PACKED and args.format != "yaml" and sys.stdout.isatty():
            raise FileNeeded(format=args.format)
        with progress(_("导出题库")) as report:
            data, lost = bankfiles.rendered(
                context, questions, args.format, answers=answers, one_file=True, report=report
            )
        with written():
            sys.stdout.buffer.write(data)
        _tell(lost)
        return
    with progress(_("导出题库")) as report:
        done = bankfiles.export(context, questions, args.output, args.format, answers=answers, report=report)
    if args.json:
        as_json({"file": str(args.output), "format": args.format, "questions": done.count, "lost": list(done.lost)})
        return
    say(_("已导出 {n} 题到 {file}。").format(n=done.count, file=args.output))
    _tell(done.lost)


def _tell(lost: tuple[str, ...]) -> None:
    """What the format could not hold, where it disturbs no pipe."""
    for sentence in lost:
        print(sentence, file=sys.stderr)


def _chosen(context: Context, args: argparse.Namespace) -> tuple[Question, ...]:
    from jltrain.app import bank

    whole = bank.whole(context)
    if args.ids:
        by_id = {q.id: q for q in whole}
        chosen = tuple(by_id.get(ident) or bank.get(context, ident) for ident in args.ids)
    else:
        chosen = whole
    found = tuple(
        q
        for q in chosen
        if (not args.area or q.discipline == args.area)
        and (not args.kind or q.kind == args.kind)
        and (not args.topic or q.topic == args.topic)
    )
    if not found and (args.ids or args.area or args.kind or args.topic):
        raise NothingToExport
    return found
