"""`jltrain bank import …`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.cli.output import as_json, progress, say
from jltrain.errors import BadInput
from jltrain.i18n import N_, _

if TYPE_CHECKING:
    from jltrain.app.intake import Chosen
    from jltrain.bank.intake.found import Findings, FoundQuestion

_SHOWN = 20
"""Skipped questions that are listed; --json lists all."""


class NothingToImport(BadInput):
    template = N_("没有指定要导入的文件，请写出文件名，或用 --paste 从标准输入读取。")


class AreaNeeded(BadInput):
    template = N_("有 {n} 道题没有写明门类，请用 --area 指定导入到哪个门类（例如 --area law）。")


def declare(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The action and its options."""
    text = _("从 Word、Excel、文本或其他题库格式导入试题")
    parser = actions.add_parser(
        "import", help=text, description=text,
        epilog=_("先用 --dry-run 查看认出了哪些题、各有什么疑点；没有看懂的行都会列出。有疑点的题默认不导入。"),
    )  # fmt: skip
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE",
                        help=_("文件：docx、xlsx、xls、csv、txt、md，或 GIFT、Moodle、QTI、YAML 等"))  # fmt: skip
    parser.add_argument("--paste", action="store_true", help=_("从标准输入读取粘贴的文字"))
    parser.add_argument("--dry-run", action="store_true", help=_("只列出认出的试题和没有看懂的行，不写入题库"))
    parser.add_argument("--area", choices=[a.value for a in Area], help=_("文件没有写明时归入的门类或公共科目"))
    parser.add_argument("--topic", default="", help=_("文件没有写明时归入的知识点"))
    parser.add_argument(
        "--difficulty", type=int, choices=range(1, 6), default=3, help=_("文件没有写明时的难度（1 到 5，默认 3）")
    )
    doubtful = parser.add_mutually_exclusive_group()
    doubtful.add_argument(
        "--skip-doubtful", action="store_true", help=_("跳过有疑点的题，导入其余的（列出跳过了哪些）")
    )
    doubtful.add_argument("--with-doubtful", action="store_true", help=_("有疑点的题也照读到的样子导入"))
    parser.add_argument("--by", default="", help=_("导入人，记入试题的历史"))
    parser.add_argument("--template", type=Path, metavar="FILE.xlsx", help=_("写出可以填写的 Excel 模板，不导入"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(act=_import)


def _import(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import intake

    if args.template is not None:
        intake.write_template(args.template)
        if args.json:
            as_json({"template": str(args.template)})
        else:
            say(_("模板已写到 {file}。").format(file=args.template))
        return 0
    if not args.files and not args.paste:
        raise NothingToImport
    found = _read(args)
    if args.dry_run:
        _tell(found, args)
        return 0
    return _take(context, found, args)


def _read(args: argparse.Namespace) -> list[tuple[str, Findings]]:
    """Each source's name and what is in it."""
    from jltrain.app import intake

    out = []
    with progress(_("读取试题")) as report:
        if args.paste:
            text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
            out.append((_("粘贴的内容"), intake.read_text(text, report)))
        for file in args.files:
            out.append((file.name, intake.read(file, report)))
    return out


def _tell(found: Sequence[tuple[str, Findings]], args: argparse.Namespace) -> None:
    if args.json:
        records = [findings.as_record() for _name, findings in found]
        if len(records) == 1:
            as_json(records[0])
        else:
            as_json({"files": [{"file": name} | record for (name, _f), record in zip(found, records, strict=True)]})
        return
    for name, findings in found:
        doubtful = sum(q.doubtful for q in findings.questions)
        say(
            _("{file}：认出 {n} 题，其中 {doubtful} 题有疑点。").format(
                file=name, n=len(findings.questions), doubtful=doubtful
            )
        )
        for question in findings.questions:
            say("  " + _line(question))
        for ignored in findings.ignored:
            say("  " + _("第 {lines} 行不是试题：{reason}").format(
                lines=_lines(ignored.lines.first, ignored.lines.last), reason=ignored.reason))  # fmt: skip


def _line(question: FoundQuestion) -> str:
    """A found question in one line: where, kind, stem, answer, doubts."""
    answer = {"Y": _("对"), "N": _("错")}.get("".join(question.answer) if question.kind is Kind.JUDGE else "") or (
        "".join(question.answer) if question.options else "；".join(question.answer)
    )
    text = _("第 {lines} 行 {kind} {stem}").format(
        lines=_lines(question.lines.first, question.lines.last), kind=question.kind.label,
        stem=question.stem.replace("\n", " ")[:40],
    )  # fmt: skip
    text += " " + _("答案：{answer}").format(answer=answer or "—")
    return text + "".join(f" [{doubt}]" for doubt in _doubts(question))


def _doubts(question: FoundQuestion) -> list[str]:
    own = [doubt.text for doubt in question.doubts]
    return own + [text for part in question.parts for text in _doubts(part)]


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _take(context: Context, found: Sequence[tuple[str, Findings]], args: argparse.Namespace) -> int:
    from jltrain.app import bank, intake

    kept: list[tuple[str, Chosen]] = []
    skipped: list[tuple[str, FoundQuestion]] = []
    target = intake.Target(Area(args.area or Area.LAW.value), args.topic, args.difficulty)
    for name, findings in found:
        for question in findings.questions:
            if question.doubtful and not args.with_doubtful:
                skipped.append((name, question))
            else:
                kept.append((name, intake.chosen(question, target)))
    if skipped and not args.skip_doubtful:
        _refuse(skipped, len(kept), args)
        return 1
    homeless = sum(not one.found.discipline for _name, one in kept)
    if homeless and not args.area:
        raise AreaNeeded(n=homeless)
    bank.keep_up(context)
    with progress(_("导入试题")) as report:
        taken = intake.take(context, [one for _n, one in kept], "、".join(name for name, _f in found), report, args.by)
    ignored = sum(i.lines.last - i.lines.first + 1 for _n, f in found for i in f.ignored)
    if args.json:
        as_json({
            "new": taken.new, "ready": taken.ready, "drafts": taken.drafts, "known": taken.known, "ids": list(taken.ids),
            "skipped": [{"file": name} | q.as_record() for name, q in skipped],
            "ignored": [{"file": name} | i.as_record() for name, f in found for i in f.ignored],
        })  # fmt: skip
        return 0
    say(_("新导入 {new} 题：{ready} 题可用，{drafts} 题缺少依据、解析或答案，存为草稿。").format(
        new=taken.new, ready=taken.ready, drafts=taken.drafts))  # fmt: skip
    if taken.known:
        say(_("{n} 题在题库中（或文件里前面）已有，没有重复导入。").format(n=taken.known))
    if ignored:
        say(_("{n} 行不是试题，用 --dry-run 可以逐行查看。").format(n=ignored))
    _list(skipped, _("跳过了 {n} 道有疑点的题："))
    return 0


def _refuse(skipped: Sequence[tuple[str, FoundQuestion]], sound: int, args: argparse.Namespace) -> None:
    """Nothing is imported while it is not said what becomes of doubtful questions."""
    told = _(
        "有 {n} 道题有疑点，没有导入任何内容。加 --skip-doubtful 导入其余 {sound} 题，或加 --with-doubtful 全部照导。"
    )
    if args.json:
        as_json({"error": "DoubtfulQuestions", "message": told.format(n=len(skipped), sound=sound),
                 "skipped": [{"file": name} | q.as_record() for name, q in skipped]})  # fmt: skip
        return
    print(told.format(n=len(skipped), sound=sound), file=sys.stderr)
    _list(skipped, _("有疑点的 {n} 题："))


def _list(skipped: Sequence[tuple[str, FoundQuestion]], head: str) -> None:
    if not skipped:
        return
    say(head.format(n=len(skipped)))
    for name, question in skipped[:_SHOWN]:
        say(f"  {name} " + _line(question))
    if len(skipped) > _SHOWN:
        say("  " + _("……还有 {n} 题，加 --json 查看全部").format(n=len(skipped) - _SHOWN))
