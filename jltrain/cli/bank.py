"""`jltrain bank …`"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.question import LETTERS, Kind, Question, as_record
from jltrain.bank.state import IN_USE, State
from jltrain.cli import bank_check, bank_edit, bank_exchange, bank_export, bank_import
from jltrain.cli.output import as_json, progress, say, table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.bank import Hit


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    compile_ = actions.add_parser("compile", help=_("题库文件有变化时编译进数据库"))
    compile_.add_argument("--json", action="store_true", help=_("输出 JSON"))
    compile_.set_defaults(act=_compile)
    _declare_list(actions)
    show = actions.add_parser("show", help=_("显示一道试题"))
    show.add_argument("id", help=_("试题编号"))
    show.add_argument("--json", action="store_true", help=_("输出 JSON"))
    show.set_defaults(act=_show)
    stats = actions.add_parser("stats", help=_("各门类、题型的题数"))
    stats.add_argument("--json", action="store_true", help=_("输出 JSON"))
    stats.set_defaults(act=_stats)
    reindex = actions.add_parser("reindex", help=_("重建题库的检索"))
    reindex.add_argument("--json", action="store_true", help=_("输出 JSON"))
    reindex.set_defaults(act=_reindex)
    for group in (bank_check, bank_import, bank_edit, bank_exchange, bank_export):
        group.declare(actions)


def _declare_list(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    find = actions.add_parser("list", help=_("查找试题"))
    find.add_argument("words", nargs="*", help=_("都要出现的文字；前面加 - 表示不含（写在 -- 之后）"))
    find.add_argument("--field", choices=_FIELDS, help=_("只在这一部分里找"))
    find.add_argument("--area", choices=[a.value for a in Area], help=_("门类或公共科目"))
    find.add_argument("--kind", choices=[k.value for k in Kind], help=_("题型"))
    find.add_argument("--topic", default="", help=_("知识点"))
    find.add_argument("--difficulty", type=_levels, default=(1, 5), help=_("难度，例如 3 或 2-4"))
    states = [s.value for s in State]
    find.add_argument("--state", choices=states, action="append", help=_("状态（可多次给出；默认为已停用以外的全部）"))
    find.add_argument("--law", default="", help=_("引用的法规，例如 行政处罚法"))
    find.add_argument("--article", default="", help=_("引用的条，例如 51（与 --law 同用）"))
    find.add_argument("--folder", choices=["shipped", "own", "desk"], default="", help=_("来源"))
    find.add_argument("--offset", type=int, default=0, help=_("跳过前面多少题"))
    find.add_argument("--limit", type=int, default=50, help=_("最多列出多少题"))
    find.add_argument("--json", action="store_true", help=_("输出 JSON"))
    find.set_defaults(act=_list)


_FIELDS = ("stem", "options", "explanation", "basis", "topic", "id")


def _levels(text: str) -> tuple[int, int]:
    """A level of difficulty or a range of them."""
    least, _dash, most = text.partition("-")
    return int(least), int(most or least)


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


def _keep_up(context: Context) -> None:
    """Faults of the files are told, but the bank as last compiled can be looked at all the same."""
    from jltrain.app import bank

    fault = bank.keep_up(context)
    if fault is not None:
        print(fault.sentence(), file=sys.stderr)


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    wanted = bank.Wanted(
        " ".join(args.words),
        bank.Field(args.field) if args.field else None,
        Area(args.area) if args.area else None,
        Kind(args.kind) if args.kind else None,
        args.topic,
        args.difficulty,
        tuple(map(State, args.state)) if args.state else IN_USE,
        args.law,
        args.article,
        args.folder,
    )
    page = bank.search(context, wanted, max(args.offset, 0), max(args.limit, 0))
    if args.json:
        as_json({"total": page.total, "questions": [_hit_record(hit) for hit in page.rows]})
        return
    rows = [
        (q.id, q.discipline.label, q.topic, q.kind.label, q.difficulty, hit.state.label, q.stem[:30])
        for hit in page.rows
        for q in (hit.question,)
    ]
    table([_("编号"), _("门类"), _("知识点"), _("题型"), _("难度"), _("状态"), _("题干")], rows)
    say(_("共 {total} 题，列出 {shown} 题。").format(total=page.total, shown=len(rows)))


def _hit_record(hit: Hit) -> dict[str, object]:
    return as_record(hit.question) | {"state": hit.state.value, "version": hit.version, "folder": hit.folder}


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    _keep_up(context)
    hit = bank.hit(context, args.id)
    if args.json:
        as_json(_hit_record(hit))
        return
    print_question(hit.question)
    say(_("状态：{state}，第 {version} 版").format(state=hit.state.label, version=hit.version))


def _reindex(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank

    with progress(_("重建检索")) as report:
        count = bank.reindex(context, report)
    if args.json:
        as_json({"questions": count})
    else:
        say(_("检索已重建，共 {n} 题。").format(n=count))


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
    found, states = bank.counts(context), bank.state_counts(context)
    counts = {a: {k: found.get((a, k), 0) for k in Kind} for a in Area}
    if args.json:
        by_area: dict[str, object] = {a.value: {k.value: n for k, n in row.items()} for a, row in counts.items()}
        as_json(by_area | {"states": {state.value: n for state, n in states.items()}})
        return
    rows: list[list[object]] = [[a.label, *row.values(), sum(row.values())] for a, row in counts.items()]
    rows.append([_("合计"), *(sum(row[k] for row in counts.values()) for k in Kind), sum(found.values())])
    table([_("门类"), *(k.label for k in Kind), _("合计")], rows)
    said = "，".join(_("{state} {n} 题").format(state=state.label, n=n) for state, n in states.items())
    say(_("其中{states}。").format(states=said))
