"""What stands around a chapter's text: its title and facts above, the way to practise below."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from jltrain.app.study import ChapterRow
from jltrain.gui.shell import theme
from jltrain.i18n import _
from jltrain.reading.chapter import Chapter
from jltrain.reading.citations import parse_href
from jltrain.statutes.numerals import to_chinese

PRACTISE: Final = "#jltrain-practise"
"""The href of the button at the end of the page."""
_NAMED: Final = 6
"""So many revised articles are named one by one."""


def page(row: ChapterRow, text: str, revised: Sequence[str] = ()) -> str:
    """The whole page. `text` is the chapter's safe HTML, `revised` the articles that it cites in older words."""
    chapter = row.chapter
    facts = [
        _("必修") if chapter.required else _("选修"),
        _("建议阅读 {minutes} 分钟").format(minutes=chapter.minutes),
        _("知识点：{topics}").format(topics="、".join(chapter.topics)),
    ]
    muted = theme.tokens().muted
    parts = [f"<h1>{escape(chapter.title)}</h1>", *_warned(revised), _muted(" · ".join(facts), muted)]
    if chapter.laws:
        parts.append(_muted(_("法规版本：{laws}").format(laws="、".join(chapter.laws)), muted))
    return "".join([*parts, text, _end(row)])


def describe(chapter: Chapter | None, href: str) -> str:
    """What a link leads to, in words: the citation and the version that the chapter goes by; "" if nothing."""
    if href == PRACTISE:
        return _("练习本章知识点的题目")
    cited = parse_href(href)
    if cited is None:
        return ""
    law, article = cited
    number, _hyphen, extra = article.partition("-")
    if not 0 < int(number) < 10_000:
        return ""
    text = f"《{law}》第{to_chinese(int(number))}条" + (f"之{to_chinese(int(extra))}" if extra.isdecimal() else "")
    version = next((v.removeprefix(law) for v in (chapter.laws if chapter else ()) if v.startswith(f"{law}（")), "")
    return text + (_("，本章依据的版本：{version}").format(version=version.strip("（）")) if version else "")


def _warned(revised: Sequence[str]) -> list[str]:
    if not revised:
        return []
    shown = "、".join(revised[:_NAMED])
    if len(revised) > _NAMED:
        shown = _("{shown}等 {n} 条").format(shown=shown, n=len(revised))
    text = escape(_("本章引用的{articles}已修订，待复核；学习时请以现行条文为准。").format(articles=shown))
    colours = theme.tokens()
    return [
        f'<table border="0" width="100%" cellpadding="8"><tr><td bgcolor="{colours.warn_soft}">'
        f'<span style="color: {colours.warn}; font-weight: bold">! {text}</span></td></tr></table>'
    ]


def _muted(text: str, colour: str) -> str:
    return f'<p><span style="color: {colour}">{escape(text)}</span></p>'


def _end(row: ChapterRow) -> str:
    if not row.questions:
        return ""
    colours = theme.tokens()
    text = escape(_("学完了，练习本章（{n} 题）").format(n=row.questions))
    return (
        f'<table border="0" align="center" cellpadding="12"><tr><td align="center" bgcolor="{colours.accent}">'
        f'<a href="{PRACTISE}"><span style="color: {colours.on_accent}; font-weight: bold">{text} →</span></a>'
        "</td></tr></table>"
    )
