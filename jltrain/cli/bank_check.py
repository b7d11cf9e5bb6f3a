"""`jltrain bank check`"""

from __future__ import annotations

import argparse
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.fieldnames import place_name
from jltrain.cli.output import as_json, progress, say
from jltrain.i18n import _


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The action and its options."""
    check = actions.add_parser("check", help=_("检查题库，列出全部错误"))
    check.add_argument("folder", type=Path, nargs="?", help=_("题库文件夹、YAML 或 JSONL 文件（默认为随程序题库）"))
    check.add_argument("--bank", action="store_true", help=_("检查本机题库里的全部试题"))
    check.add_argument("--laws", action="store_true", help=_("对照已导入的法规核对依据和数字"))
    check.add_argument("--hints", action="store_true", help=_("也列出提示"))
    check.add_argument("--json", action="store_true", help=_("输出 JSON"))
    check.set_defaults(act=_check)


def _check(context: Context, args: argparse.Namespace) -> int:
    from jltrain import bundled
    from jltrain.app import bank, bankcheck

    unread: list[bankcheck.LinesFaulty] = []
    with progress(_("检查题库")) as report:
        if args.bank:
            bank.keep_up(context, report)
            place, questions = None, context.questions.all()
        else:
            place = args.folder or bundled.question_bank()
            questions = bankcheck.read(place, report, unread)
        found = bankcheck.check_bank(context, questions, report, statutes=args.laws)
    count = found.count + len(unread)
    shown = [one for one in found.faults if args.hints or not one.fault.hint]
    name = str(place) if place else _("本机题库")
    if args.json:
        as_json({
            "folder": name,
            "questions": found.questions,
            "lines": [{"line": fault.facts["line"], "message": str(fault.facts["reason"])} for fault in unread],
            "faults": [{"id": one.id} | one.fault.as_record() for one in shown],
            "duplicates": [list(pair) for pair in found.duplicates],
            "bank": [{"code": one.code, "message": one.text, "share": one.share} for one in found.wide],
            "laws_not_imported": list(found.unread),
        })  # fmt: skip
        return 1 if count else 0
    for fault in unread:
        said = _("第 {line} 行不是试题：{reason}")
        say(said.format(line=fault.facts["line"], reason=fault.facts["reason"]))
    for one in shown:
        mark = _("提示") if one.fault.hint else _("错误")
        say(
            _("{id} {place}：{text}（{mark}）").format(
                id=one.id, place=place_name(one.fault.place), text=one.fault.text, mark=mark
            )
        )
    for first, second in found.duplicates:
        say(_("{id} 与 {other} 几乎相同").format(id=second, other=first))
    for wide in found.wide:
        say(_("整个题库：{text}").format(text=wide.text))
    if count:
        say(_("{folder}：{n} 题，{faults} 处错误。").format(folder=name, n=found.questions, faults=count))
    else:
        say(_("{folder}：{n} 题，没有错误。").format(folder=name, n=found.questions))
    if args.laws and found.unread:
        say(_("以下法规没有导入，未能核对：{laws}").format(laws="、".join(found.unread)))
    return 1 if count else 0
