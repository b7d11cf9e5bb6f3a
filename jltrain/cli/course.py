"""`jltrain course …`"""

from __future__ import annotations

import argparse
from html.parser import HTMLParser
from typing import Final

from jltrain.app.context import Context
from jltrain.cli.output import as_json, say, table, yes_no
from jltrain.i18n import _


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    listed = actions.add_parser("list", help=_("列出全部章节"))
    listed.set_defaults(act=_list)
    read = actions.add_parser("read", help=_("在终端里读一章"))
    read.add_argument("chapter", help=_("章节编号，如 highway/01-road-protection"))
    read.add_argument("--raw", action="store_true", help=_("原样输出 Markdown"))
    read.set_defaults(act=_read)
    far = actions.add_parser("progress", help=_("阅读进度"))
    far.set_defaults(act=_progress)
    for action in (listed, far):
        action.add_argument("--learner", help=_("学习者的执法证号（默认为窗口中最近的学习者）"))
    for action in (listed, read, far):
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def learner(context: Context, args: argparse.Namespace) -> str:
    """Whose progress: `--learner`, else the one who learnt at the window last; "" is nobody in particular."""
    given: str | None = args.learner
    return context.settings.text("learner") if given is None else given


def _list(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import bank, study
    from jltrain.bank.areas import Area

    bank.keep_up(context)
    rows = study.chapters(context, learner(context, args))
    if args.json:
        as_json(
            [
                {
                    "id": row.chapter.id,
                    "area": row.chapter.area,
                    "title": row.chapter.title,
                    "topics": list(row.chapter.topics),
                    "minutes": row.chapter.minutes,
                    "required": row.chapter.required,
                    "questions": row.questions,
                    "finished": row.progress.finished,
                }
                for row in rows
            ]
        )
        return
    head = [_("编号"), _("门类"), _("标题"), _("分钟"), _("必修"), _("练习题数"), _("已读完")]
    table(
        head,
        [
            (
                row.chapter.id,
                Area(row.chapter.area).label,
                row.chapter.title,
                row.chapter.minutes,
                yes_no(row.chapter.required),
                row.questions,
                yes_no(row.progress.finished),
            )
            for row in rows
        ],
    )
    say(_("共 {n} 章。").format(n=len(rows)))


def _read(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import study

    chapter = study.chapter(context, args.chapter)
    text = chapter.body if args.raw else in_words(study.open_chapter(context, chapter.id).html)
    if args.json:
        as_json(
            {
                "id": chapter.id,
                "area": chapter.area,
                "title": chapter.title,
                "topics": list(chapter.topics),
                "minutes": chapter.minutes,
                "laws": list(chapter.laws),
                "digest": chapter.digest,
                "text": text,
            }
        )
    elif args.raw:
        say(text)
    else:
        say(chapter.title)
        if chapter.laws:
            say(_("依据：{laws}").format(laws="、".join(chapter.laws)))
        say()
        say(text)


def _progress(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import study

    rows = study.chapters(context, learner(context, args))
    if args.json:
        as_json(
            [
                {
                    "id": row.chapter.id,
                    "furthest": row.progress.furthest,
                    "seconds": round(row.progress.seconds),
                    "finished_at": row.progress.finished_at or None,
                }
                for row in rows
            ]
        )
        return
    table(
        [_("编号"), _("标题"), _("读到"), _("用时（分）"), _("已读完")],
        [
            (
                row.chapter.id,
                row.chapter.title,
                f"{row.progress.furthest:.0%}",
                round(row.progress.seconds / 60),
                yes_no(row.progress.finished),
            )
            for row in rows
        ],
    )
    done = sum(row.progress.finished for row in rows)
    say(_("共 {n} 章，读完 {done} 章。").format(n=len(rows), done=done))


_HEADINGS: Final = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}


def in_words(html: str) -> str:
    """A rendered chapter as plain text: headings marked #, points with their signs, a table's cells by │."""
    words = _Words()
    words.feed(html)
    words.close()
    return "\n".join(words.lines).strip()


class _Words(HTMLParser):
    """Reads what `reading.render` writes: a few known tags, well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line = ""
        self._lists: list[int | None] = []
        self._row: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag in _HEADINGS:
            self._line = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self._end()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._line = self._sign()
        elif tag == "tr":
            self._row = []
        elif tag == "br":
            self._end()
        elif tag == "img":
            self._line += _("〔图：{text}〕").format(text=facts.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._row is not None:
            self._row.append(self._line.strip())
            self._line = ""
        elif tag == "tr" and self._row is not None:
            self.lines.append(" │ ".join(self._row))
            self._row = None
        elif tag in ("ul", "ol"):
            self._lists.pop()
            self.lines.append("")
        elif tag == "li":
            self._end()
        elif tag in _HEADINGS or tag in ("p", "table", "blockquote", "pre"):
            self._end()
            if not self._lists:
                self.lines.append("")

    def handle_data(self, data: str) -> None:
        self._line += data.replace("\n", " ") if self._line.strip() else data.lstrip()

    def _sign(self) -> str:
        depth = "  " * (len(self._lists) - 1)
        number = self._lists[-1] if self._lists else None
        if number is None:
            return f"{depth}- "
        self._lists[-1] = number + 1
        return f"{depth}{number + 1}. "

    def _end(self) -> None:
        if self._line.strip():
            self.lines.append(self._line.rstrip())
        self._line = ""
