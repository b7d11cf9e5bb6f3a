"""`jltrain paper …`"""

from __future__ import annotations

import argparse
from pathlib import Path

from jltrain.app.context import Context
from jltrain.bank.question import as_record
from jltrain.cli.output import as_json, progress, say, table, yes_no
from jltrain.clock import beijing, parse_iso
from jltrain.i18n import _
from jltrain.paper.marks import marks_text


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    blueprints = actions.add_parser("blueprints", help=_("列出组卷方案"))
    blueprints.set_defaults(act=_blueprints)
    make = actions.add_parser("make", help=_("按方案组卷"))
    make.add_argument("blueprint", help=_("方案的名称、文件名或路径"))
    make.add_argument("--title", default="", help=_("试卷标题"))
    make.add_argument("--seed", default="", help=_("随机种子（默认随机抽取并记录）"))
    make.set_defaults(act=_make)
    listed = actions.add_parser("list", help=_("列出试卷"))
    listed.set_defaults(act=_list)
    show = actions.add_parser("show", help=_("显示一份试卷"))
    show.add_argument("paper", help=_("试卷编号（校验值的开头几位）"))
    show.add_argument("--answers", action="store_true", help=_("连同答案"))
    show.set_defaults(act=_show)
    prove = actions.add_parser("prove", help=_("用同一题库、方案和种子重新组卷，验证试卷未被改动"))
    prove.add_argument("paper", help=_("试卷编号（校验值的开头几位）"))
    prove.add_argument("blueprint", help=_("方案的名称、文件名或路径"))
    prove.set_defaults(act=_prove)
    printed = actions.add_parser("print", help=_("把一份试卷排成可打印的 PDF"))
    printed.add_argument("paper", help=_("试卷编号（校验值的开头几位）"))
    printed.add_argument("file", type=Path, help=_("要写的 PDF 文件"))
    printed.add_argument("--answers", action="store_true", help=_("后面附参考答案（保密）"))
    printed.set_defaults(act=_print)
    for action in (blueprints, make, listed, show, prove, printed):
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _blueprints(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import papers

    found = papers.blueprints(context)
    if args.json:
        as_json(
            [
                {"file": str(b.file), "fault": b.fault}
                | ({"name": b.blueprint.name, "example": b.blueprint.example} if b.blueprint else {})
                for b in found
            ]
        )
        return
    rows = [
        (
            b.file.stem,
            b.blueprint.name,
            marks_text(b.blueprint.full_halves),
            b.blueprint.minutes,
            yes_no(b.blueprint.example),
        )
        for b in found
        if b.blueprint
    ]
    table([_("文件"), _("名称"), _("总分"), _("分钟"), _("示例")], rows)
    for b in found:
        if b.fault:
            say(b.fault)


def _make(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import papers

    paper = papers.make(context, papers.find_blueprint(context, args.blueprint), args.title, args.seed)
    items = sum(1 for _item in paper.keyed_items())
    if args.json:
        as_json(
            {
                "digest": paper.digest,
                "title": paper.title,
                "seed": paper.seed,
                "items": items,
                "marks": paper.full_halves / 2,
                "minutes": paper.minutes,
            }
        )
        return
    say(_("试卷：{title}").format(title=paper.title))
    say(_("编号（校验值）：{digest}").format(digest=paper.digest))
    say(
        _("随机种子 {seed}；{items} 小题，总分 {marks}，{minutes} 分钟").format(
            seed=paper.seed, items=items, marks=marks_text(paper.full_halves), minutes=paper.minutes
        )
    )


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import papers

    found = papers.listed(context)
    if args.json:
        as_json([{"digest": p.digest, "title": p.title, "blueprint": p.blueprint, "created": p.created} for p in found])
        return
    rows = [(p.digest[:12], p.title, p.blueprint, beijing(parse_iso(p.created))) for p in found]
    table([_("编号"), _("标题"), _("组卷方案"), _("组卷时间")], rows)


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import papers
    from jltrain.cli.bank import print_question

    paper = papers.get(context, args.paper)
    if args.json:
        sections = [
            {
                "kind": s.kind.value,
                "marks": s.full_halves / 2,
                "questions": [{"marks": sum(q.halves) / 2, **as_record(q.question)} for q in s.questions],
            }
            for s in paper.sections
        ]
        as_json({"digest": paper.digest, "title": paper.title, "seed": paper.seed, "sections": sections})
        return
    say(paper.title)
    say(paper.rule.label)
    for section in paper.sections:
        say()
        say(
            _("{kind}（{n} 题，共 {marks} 分）").format(
                kind=section.kind.label, n=len(section.questions), marks=marks_text(section.full_halves)
            )
        )
        for entry in section.questions:
            print_question(entry.question, answers=args.answers)


def _prove(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import papers

    proven = papers.prove(context, args.paper, papers.find_blueprint(context, args.blueprint))
    if args.json:
        as_json({"proven": proven})
    elif proven:
        say(_("验证通过：由同一题库、方案和种子得到同一份试卷。"))
    else:
        say(_("不能验证：题库或方案已经变化，或试卷不是由它们组成的。"))
    return 0 if proven else 1


def _print(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import printing

    with progress(_("排版")) as report:
        made = printing.print_paper(context, args.paper, args.file, answers=args.answers, report=report)
    if args.json:
        as_json({"file": str(made.file), "pages": made.pages, "left_out": [t.as_dict() for t in made.left_out]})
        return
    say(_("已写入 {file}，共 {pages} 页。").format(file=made.file, pages=made.pages))
    for trouble in made.left_out:
        say(trouble.sentence())
