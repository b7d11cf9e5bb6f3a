"""`jltrain statute …`: law texts, and what a change of them sends to be reviewed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jltrain.app.context import Context
from jltrain.cli import statute_review
from jltrain.cli.output import as_json, progress, say, table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.statutes import ArticleView
    from jltrain.statutes.difference import ArticleChange
    from jltrain.statutes.words import Spans


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    bring = actions.add_parser("import", help=_("导入法规文本（文件或文件夹）"))
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("文件或文件夹"))
    bring.add_argument("--version", type=_day, help=_("版本日期（只导入一个文件、正文里没有日期时）"))
    bring.add_argument("--anyway", action="store_true", help=_("缺少条文时也导入"))
    bring.add_argument("--by", default="", help=_("经办人"))
    bring.set_defaults(act=_import)
    listed = actions.add_parser("list", help=_("已导入的法规"))
    listed.set_defaults(act=_list)
    show = actions.add_parser("show", help=_("显示一部法规或其中一条"))
    show.add_argument("law", help=_("法规名称，或“《公路法》第五十条第二款”这样的引用"))
    show.add_argument("article", nargs="?", default="", help=_("条号，如 51、51-1、第五十一条"))
    show.add_argument("--version", default="", help=_("版本日期（默认为最新版本）"))
    show.set_defaults(act=_show)
    search = actions.add_parser("search", help=_("在法规中查找"))
    search.add_argument("words", nargs="+", help=_("都要出现的文字"))
    search.add_argument("--law", default="", help=_("只在这部法规中查找"))
    search.add_argument("--limit", type=int, default=50, help=_("最多列出多少条"))
    search.set_defaults(act=_search)
    diff = actions.add_parser("diff", help=_("按条比较两个版本"))
    diff.add_argument("law", help=_("法规名称"))
    diff.add_argument("--from", dest="old", default="", help=_("旧版本日期（默认为新版本的前一个）"))
    diff.add_argument("--to", dest="new", default="", help=_("新版本日期（默认为最新版本）"))
    diff.set_defaults(act=_diff)
    remove = actions.add_parser("remove", help=_("删除一个版本"))
    remove.add_argument("law", help=_("法规名称"))
    remove.add_argument("--version", required=True, help=_("版本日期"))
    remove.set_defaults(act=_remove)
    for one in (bring, listed, show, search, diff, remove):
        one.add_argument("--json", action="store_true", help=_("输出 JSON"))
    review = actions.add_parser("review", help=_("法规变化后要复核的试题和章节"))
    statute_review.declare(review)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("日期应写成 2021-01-22 这样的形式")) from error


def _import(context: Context, args: argparse.Namespace) -> int:
    from jltrain.app import bank, statutes

    with progress(_("编译题库")) as report:
        fault = bank.keep_up(context, report)  # else nothing would be known to cite a law
    if fault is not None:
        print(fault.sentence(), file=sys.stderr)
    with progress(_("导入法规")) as report:
        all_ = statutes.bring_in(context, args.paths, report, args.by, args.version, anyway=args.anyway)
    if args.json:
        as_json({
            "statutes": [
                {
                    "file": one.file, "law": one.law, "full_name": one.full_name, "version": one.version,
                    "effective": one.effective, "articles": one.articles, "was": one.was, "opened": one.opened,
                    "remarks": list(one.remarks),
                }
                for one in all_.done
            ],
            "faults": [fault.as_dict() for fault in all_.faults],
        })  # fmt: skip
        return bool(all_.faults)
    was = {"new": _("新导入"), "same": _("已有"), "replaced": _("已替换")}
    rows = [(one.law, one.version, one.effective, one.articles, was[one.was], one.opened) for one in all_.done]
    if rows:
        table([_("法规"), _("版本"), _("施行日期"), _("条数"), _("结果"), _("待复核")], rows)
    for one in all_.done:
        for remark in one.remarks:
            say(f"{one.law}：{remark}")
    for fault in all_.faults:
        print(fault.sentence(), file=sys.stderr)
    if all_.opened:
        say(_("有 {n} 处引用的法条有变化，请用 jltrain statute review list 查看并复核。").format(n=all_.opened))
    return bool(all_.faults)


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes

    rows = statutes.laws(context)
    if args.json:
        as_json([
            {
                "law": r.law, "full_name": r.full_name, "version": r.version, "effective": r.effective,
                "articles": r.articles, "versions": list(r.versions), "source": r.source, "imported": r.imported,
                "by": r.by,
            }
            for r in rows
        ])  # fmt: skip
        return
    head = [_("法规"), _("版本"), _("施行日期"), _("条数"), _("版本数")]
    table(head, [(r.law, r.version, r.effective, r.articles, len(r.versions)) for r in rows])
    say(_("共 {n} 部法规。").format(n=len(rows)))


def _show(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes
    from jltrain.statutes.citation import find
    from jltrain.statutes.statute import article_label

    if not args.article and (cites := find(args.law)):
        found = statutes.cited(context, args.law, args.version)
        if found is None:
            statutes.text(context, cites[0].law, args.version)
            raise statutes.NoSuchArticle(law=cites[0].law, article=article_label(cites[0].key))
        _print_article(found, as_data=args.json)
    elif args.article:
        key = statutes.article_key_of(args.article)
        view = statutes.article(context, args.law, key, args.version) if key else None
        if view is None:
            statutes.text(context, args.law, args.version)  # says so when it is the statute that is missing
            raise statutes.NoSuchArticle(law=args.law, article=args.article)
        _print_article(view, as_data=args.json)
    else:
        _print_statute(context, args)


def _print_article(view: ArticleView, *, as_data: bool) -> None:
    if as_data:
        as_json(article_data(view))
        return
    say(f"《{view.full_name}》（{view.version}）{' › '.join(view.heading)}")
    say(f"{view.label}　{view.text}")
    if view.marked:
        say(_("所引：{text}").format(text=view.text[slice(*view.marked)]))


def article_data(view: ArticleView) -> dict[str, object]:
    """An article for `--json`."""
    return {
        "law": view.law, "full_name": view.full_name, "version": view.version, "effective": view.effective,
        "article": view.key, "label": view.label, "heading": list(view.heading), "text": view.text,
        "marked": list(view.marked) if view.marked else None, "versions": list(view.versions),
    }  # fmt: skip


def _print_statute(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes

    one = statutes.text(context, args.law, args.version)
    if args.json:
        as_json({
            "law": one.law, "full_name": one.full_name, "version": one.version,
            "effective": one.effective or "",
            "articles": [
                {"article": a.key, "label": a.label, "heading": list(a.heading), "text": a.text} for a in one.articles
            ],
        })  # fmt: skip
        return
    say(f"《{one.full_name}》（{one.version}）")
    heading: tuple[str, ...] = ()
    for article in one.articles:
        if article.heading != heading:
            heading = article.heading
            say("\n" + " › ".join(heading))
        say(f"{article.label}　{article.text}")


def _search(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes

    page = statutes.search(context, " ".join(args.words), args.law, limit=max(0, args.limit))
    if args.json:
        as_json({
            "total": page.total,
            "articles": [
                {
                    "law": h.law, "version": h.version, "article": h.key, "label": h.label, "text": h.text,
                    "spans": [list(s) for s in h.spans],
                }
                for h in page.rows
            ],
        })  # fmt: skip
        return
    for hit in page.rows:
        say(f"《{hit.law}》{hit.label}　{bracketed(hit.text, hit.spans)}")
    say(_("共 {total} 条，列出 {shown} 条。").format(total=page.total, shown=len(page.rows)))


def bracketed(text: str, spans: Spans) -> str:
    """`text` with the characters of `spans` in 〔〕."""
    out, at = "", 0
    for start, end in spans:
        out += text[at:start] + "〔" + text[start:end] + "〕"
        at = end
    return out + text[at:]


def _diff(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes
    from jltrain.statutes.difference import Change

    changes = statutes.differences(context, args.law, args.old, args.new)
    if args.json:
        as_json([_change_data(c) for c in changes])
        return
    for change in changes:
        if change.change is Change.UNCHANGED:
            continue
        labels = [a.label for a in (change.old, change.new) if a]
        say(f"[{change.change.label}] {' → '.join(dict.fromkeys(labels))}")
        if change.old and (change.reworded or not change.new):
            say("  - " + bracketed(change.old.text, change.old_spans if change.new else ()))
        if change.new and (change.reworded or not change.old):
            say("  + " + bracketed(change.new.text, change.new_spans if change.old else ()))
    counts = {kind: sum(c.change is kind for c in changes) for kind in Change}
    say("　".join(f"{kind.label} {n}" for kind, n in counts.items()))


def _change_data(change: ArticleChange) -> dict[str, object]:
    return {
        "change": change.change.value,
        "reworded": change.reworded,
        "old": change.old and {"article": change.old.key, "text": change.old.text, "spans": change.old_spans},
        "new": change.new and {"article": change.new.key, "text": change.new.text, "spans": change.new_spans},
    }


def _remove(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import statutes

    statutes.remove(context, args.law, args.version)
    if args.json:
        as_json({"law": args.law, "version": args.version, "removed": True})
    else:
        say(_("已删除“{law}”{version} 版。").format(law=args.law, version=args.version))
