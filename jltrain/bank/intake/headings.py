"""Lines that are no part of a question: headings of parts, pages' headers and footers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jltrain.bank.intake import fields
from jltrain.bank.intake.kinds import CHOICE, FOREIGN, NAME, foreign_kind, kind_of
from jltrain.bank.question import Kind

_CN: Final = "一二三四五六七八九十百"
_PREFIX: Final = (
    rf"(?:[#*\s]*(?:(?:第[ ]?[{_CN}\d]{{1,3}}[ ]?(?:部分|大题|题型|章|节|篇|卷|单元|题)"
    rf"|[（(]?[{_CN}]{{1,3}}[）)]?|[（(]?\d{{1,2}}[）)]?|"
    rf"[IVXⅠⅡⅢⅣⅤⅥ]{{1,4}}|Part \w+)[ ]*[、.．:：,， ]?)?[ ]*[*]*)"
)
_KIND: Final = re.compile(
    rf"^{_PREFIX}(?P<topic>[^，。？?！!；;（）()：:]{{0,24}}?)[【\[《“]?(?P<kind>{NAME}|{FOREIGN}|{CHOICE})(?P<word>试?题(?:目|型|库|部分|汇总)?|部分)?[】\]》”]?"
    r"(?P<key>[的]?(?:参考|标准)?答案(?:及解析|与解析|解析)?)?"
    r"(?P<rest>[ *#]*(?:[（(【\[].*|[:：，,。；;].*|(?:从|请|在?下列|在?以下|每)[^?？]{2,90}|[ ]*[共计每本]?.{0,4}\d+.{0,40}|[ ].{0,60})?)$"
)
_INLINE: Final = re.compile(
    rf"(?:[{_CN}]{{1,3}}、|第[{_CN}]{{1,3}}部分[ ]*)(?:{NAME}|简答|论述|名词解释|选择)试?题(?:[ ]*[（(][^（()）]{{0,80}}[）)])?[:：]?"
)
_TOPIC: Final = re.compile(
    rf"^(?:#{{1,6}}[ ]+.{{1,60}}|[*]*第[ ]?[{_CN}\d]{{1,4}}[ ]?[章节篇编单元部分卷]+(?:[ 、:：].{{0,40}}|[^，。；？?（(]{{0,30}})[*]*"
    rf"|[*]*(?:考点|知识点|专题|模块|项目|任务)[ ]?[{_CN}\d]{{1,3}}[ 、:：].{{1,30}}"
    rf"|[*]*(?:[{_CN}]{{1,3}}[、.．]|[（(][{_CN}]{{1,3}}[）)])[ ]*[^，。；？?！!（()）:：_]{{1,28}}[*]*)$"
)
_KEY: Final = re.compile(
    rf"^{_PREFIX}(?:附[件录]?[ ]?\d?[:：]?)?[ ]*[^，。？?；;:：]{{0,30}}?[【\[（(]?(?:参考|标准|正确|试题|试卷|练习题"
    rf"|题库)?答案(?:要点)?(?:及|与|和|、)?(?:评分标准|评分要点|评分参考|详解|解析|解答)?[】\]）)]?"
    r"[ ]*(?:[（(][^（()）]{0,30}[）)])?[ ]*[:：]?[*#]*$"
)
_PAGE: Final = tuple(
    map(
        re.compile,
        (
            r"^[-—–_=~·• ]*第[ ]*[\d一二三四五六七八九十]{1,4}[ ]*页[ ,，/、]*(?:[（(]?"
            r"[ ]*共[ ]*[\d一二三四五六七八九十]{1,4}[ ]*页[ ]*[）)]?)?[-—–_=~·• ]*$",
            r"^[-—–~·•－]+[ ]*\d{1,4}[ ]*[-—–~·•－]+$",
            r"^\d{1,4}[ ]*/[ ]*\d{1,4}$",
            r"^[Pp]age[ ]*\d{1,4}(?:[ ]*(?:of|/)[ ]*\d{1,4})?$",
            r"^.{0,30}[ ]第[ ]*\d{1,4}[ ]*页[ ,，（(]*共[ ]*\d{1,4}[ ]*页[）) ]*$",
            r"^[-—–=*~ ]{2,}[^-—–=*~]{0,30}(?:结束|完|以下空白|END|end)[^-—–=*~]{0,6}[-—–=*~ ]{2,}$",
            r"^[（(]?(?:全文完|以下空白|以下无正文|试卷结束|完)[）)]?$",
            r"^.{0,20}(?:关注.{0,8}公众号|扫码关注|微信公众号|免费下载|文库下载|如有侵权|版权所有|本资料由|本文档由|仅供参考).{0,50}$",
            r"^\S{0,20}(?:https?://|www\.)[\w./?=&%-]+.{0,20}$",
            r"^(?:收藏|纠错|笔记|分享|上一[题页]|下一[题页]|展开|(?<=[页 ])\d+(?= )|查看解析|反馈|评论|点赞|[ |·])+$",
            r"^\S{1,12} +\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日? +\d{1,2}:\d{2}(?::\d{2})?$",
            r"^[^?？（）()]{0,14}(?:签字处|密封线|装订线|不得答题|不准答题|答题无效|线内不).{0,20}$",
            r"^(?:(?:得分|总分|评卷人|阅卷人|合分人|复核人)[ \t|:：]*){2,}$",
            r"^(?:得分[:：]?)?\d{1,2}(?:\.\d)?[ ]?分$",
            r"^[共][ ]*\d{1,4}[ ]*页[ ,，]*第[ ]*\d{1,4}[ ]*页$",
        ),
    )
)
_PAGES: Final = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _PAGE))
_BRACKETS: Final = re.compile(r"^(?:\s*[（(【\[][^）)】\]]*[）)】\]])+")
_PAGE_WORDS: Final = re.compile(
    r"题库|试题|题目|汇总|复习|试卷|考试|培训|内部|资料|机密|保密|页|练习|学习|手册|汇编|支队|总队|大队|执法局|交通"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `kind` of the questions under it, or `foreign`, the name of a kind we have not; `choice`: 选择题,
    which leaves open whether one or several letters; `key`: what follows is the answers.
    """

    title: str
    kind: Kind | None = None
    foreign: str = ""
    choice: bool = False
    key: bool = False
    open_ended: bool = False
    topic: str = ""


def heading(text: str) -> Heading | None:
    """The heading that a line is by itself; None: none. Topics are told by `topic_heading`."""
    text = text.strip()
    if not text or len(text) > 160:
        return None
    match = _KIND.match(text)
    if match and _whole(text, match):
        name = match["kind"]
        kind = kind_of(name)
        choice = name == CHOICE
        foreign = "" if kind or choice else foreign_kind(name) or name + "题"
        topic = match["topic"].strip(" 、.-—")
        return Heading(text.strip("#* "), kind, foreign, choice, bool(match["key"]), "不定项" in name, topic)
    return None


def _whole(text: str, match: re.Match[str]) -> bool:
    rest = match["rest"].strip(" *#")
    after = text[match.end("word") if match["word"] else match.end("kind") :][:1]
    if (
        after
        and after in "】]》”"
        and rest[:1] not in ("", "（", "(", "【", "[", "：", ":")
        and not re.match(r"[共计每本]|\d+[道题]", rest)
    ):
        return False  # （1）[判断题]某公司2024年…: the kind of one question
    if (
        after
        and after in "】]》”"
        and re.match(r"\s*[（(]?\d", text)
        and (match["topic"] or _BRACKETS.sub("", rest).strip())
    ):
        return False  # 2.【多选题】[3分]船员…, 4. 船员… [判断题]
    if not match["word"] and rest[:1] not in ("", "（", "(", "【", ":", "："):
        return False
    if not match["word"] and match["topic"]:
        return False  # 依法判断 is no heading
    if not match["word"] and not (
        (kind_of(match["kind"]) or rest[:1] in "（(") and (match.start("kind") > 0 or len(text) < 12)
    ):
        return False
    if re.search(r"[（(]\s*[A-Z√×]?\s*[）)]|[?？]|_{2,}|[:：]\s*(?:[A-Z]{1,8}|[√×])\s*$", rest):
        return False
    if match["topic"] and (len(match["topic"]) > 16 and not rest) and not text.startswith("#"):
        return False
    if (
        re.match(r"[:：]", rest)
        and len(rest) > 1
        and not re.search(r"每|共|分|下列|以下|请|正确|选|判断|填|本题|题|答案", rest)
    ):
        return False
    if match["topic"] and re.search(r"[的是在有为和与]$|下列|以下|关于|属于|根据|应当", match["topic"]):
        return False
    return not (
        rest.startswith(("。", "；", ";")) or (rest.startswith(("，", ",")) and not re.search(r"\d+[ ]*[分题道]", rest))
    )


def key_heading(text: str) -> bool:
    """Whether a line says that answers follow: 参考答案, 附：标准答案及解析."""
    text = text.strip()
    return len(text) < 50 and bool(_KEY.match(text))


def topic_heading(text: str) -> bool:
    """Whether a line could be a heading that names a topic: # 公路法, 第二章 许可, 一、总则."""
    return len(text) < 64 and bool(_TOPIC.match(text.strip()))


def inline_headings(text: str) -> list[tuple[int, int]]:
    """Headings inside a long line, after its beginning."""
    return [match.span() for match in _INLINE.finditer(text)] if len(text) > 40 else []


def page_line(text: str) -> bool:
    """A page's number by itself."""
    return len(text) < 120 and _PAGES.match(text) is not None


def running_head(text: str) -> bool:
    """Whether a line that comes again and again could be a page's header."""
    return bool(
        3 < len(text) < 50
        and _PAGE_WORDS.search(text)
        and not re.search(
            r"[?？。！!：:]$|[（(]\s*[A-Z√×]*\s*[）)]|_{2,}|^[（(\[【]?[A-Z\d]{1,4}[）)\]】]?[.、．:： ]|答案|解析",
            text,
        )
        and heading(text) is None
        and not fields.marks(text)
    )
