"""`jltrain statute review …`: questions and chapters that cite an article which has changed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.cli.output import as_json, progress, say, shown_time, table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.review import ReviewRow


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    listed = actions.add_parser("list", help=_("要复核的试题和章节"))
    listed.add_argument("--law", default="", help=_("只列这部法规"))
    listed.add_argument("--kind", choices=["question", "chapter"], default="", help=_("只列试题或章节"))
    listed.add_argument("--subject", default="", help=_("只列这道试题或这一章"))
    listed.add_argument("--all", action="store_true", help=_("已经复核过的也列出"))
    listed.add_argument("--limit", type=int, default=200, help=_("最多列出多少项"))
    listed.set_defaults(act=_list)
    show = actions.add_parser("show", help=_("一项复核：法条新旧文字对照"))
    show.add_argument("number", type=int, help=_("复核编号"))
    show.set_defaults(act=_show)
    confirm = actions.add_parser("confirm", help=_("确认仍然正确"))
    confirm.add_argument("numbers", nargs="+", type=int, help=_("复核编号"))
    confirm.add_argument("--by", default="", help=_("经办人"))
    confirm.add_argument("--note", default="", help=_("说明"))
    confirm.set_defaults(act=_confirm)
    renumber = actions.add_parser("renumber", help=_("条号变动的试题改引新条号"))
    renumber.add_argument("numbers", nargs="*", type=int, help=_("复核编号（不写则为全部条号变动而文字未变的）"))
    renumber.add_argument("--by", default="", help=_("经办人"))
    renumber.add_argument("--note", default="", help=_("说明"))
    renumber.set_defaults(act=_renumber)
    history = actions.add_parser("history", help=_("谁复核过什么"))
    history.add_argument("subject", nargs="?", default="", help=_("试题编号或章节编号"))
    history.add_argument("--law", default="", help=_("只列这部法规"))
    history.set_defaults(act=_history)
    for one in (listed, show, confirm, renumber, history):
        one.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _data(row: ReviewRow) -> dict[str, object]:
    return {
        "number": row.number, "kind": row.kind, "subject": row.subject, "title": row.title, "law": row.law,
        "article": row.article, "old_version": row.old_version, "new_version": row.new_version,
        "change": row.change.value, "moved_to": row.moved_to, "reworded": row.reworded, "cited": list(row.cited),
        "cited_unchanged": row.cited_unchanged, "told": row.told, "opened": row.opened, "verdict": row.verdict,
    }  # fmt: skip


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import review

    wanted = review.Wanted(args.kind, args.law, args.subject, open_only=not args.all)
    page = review.queue(context, wanted, limit=max(0, args.limit))
    if args.json:
        as_json({"total": page.total, "reviews": [_data(r) for r in page.rows]})
        return
    kinds = {"question": _("试题"), "chapter": _("章节")}
    rows = [
        (r.number, kinds[r.kind], r.subject, f"《{r.law}》{r.told}", r.new_version, _ended(r.verdict))
        for r in page.rows
    ]
    table([_("编号"), _("类别"), _("试题或章节"), _("法条变化"), _("新版本"), _("结论")], rows)
    say(_("共 {total} 项，列出 {shown} 项。").format(total=page.total, shown=len(page.rows)))


def _ended(verdict: str) -> str:
    from jltrain.statutes.verdict import Verdict

    return Verdict(verdict).label if verdict else _("待复核")


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import review

    view = review.show(context, args.number)
    if args.json:
        sides = (("old", view.old, view.old_spans), ("new", view.new, view.new_spans))
        texts = {
            name: side and {"article": side.key, "version": side.version, "text": side.text, "spans": spans}
            for name, side, spans in sides
        }
        as_json(_data(view.row) | texts)
        return
    old, new = review.changed_words(context, view.row)
    say(f"[{view.row.subject}] {view.row.title}")
    say(_("引用：{cited}").format(cited="、".join(view.row.cited)))
    say(f"《{view.row.law}》{view.row.told}")
    say(f"{view.row.old_version}　{old}")
    if new:
        say(f"{view.row.new_version}　{new}")


def _confirm(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import review

    count = review.confirm(context, args.numbers, args.note, args.by)
    if args.json:
        as_json({"confirmed": count})
    else:
        say(_("已确认 {n} 项。").format(n=count))


def _renumber(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import renumber

    numbers = args.numbers or renumber.merely_moved(context)
    with progress(_("改引新条号")) as report:
        count = renumber.renumber(context, numbers, args.note, args.by, report)
    if args.json:
        as_json({"renumbered": count})
    else:
        say(_("已改引新条号，完成 {n} 项复核。").format(n=count))


def _history(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import review

    acts = review.history(context, args.subject, args.law)
    if args.json:
        as_json([
            {
                "at": a.at, "by": a.by, "verdict": a.verdict.value, "note": a.note, "number": a.number, "kind": a.kind,
                "subject": a.subject, "law": a.law, "article": a.article, "old_version": a.old_version,
                "new_version": a.new_version,
            }
            for a in acts
        ])  # fmt: skip
        return
    rows = [(shown_time(a.at), a.by, a.subject, a.law, a.article, a.verdict.label, a.note) for a in acts]
    table([_("时间"), _("经办人"), _("试题或章节"), _("法规"), _("条"), _("结论"), _("说明")], rows)
