"""Names of kinds of questions as trainers write them."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.question import Kind

_OURS: Final = (
    (Kind.CASE, r"案例(?:分析|选择|不定项|单选|多选|综合)?|综合案例|情景分析|案情分析"),
    (Kind.MULTIPLE, r"多项?选择?|多选|不定项(?:选择)?|多项(?=题)|[Mm]ultiple(?: ?[Cc]hoice)?"),
    (Kind.SINGLE, r"单项?选择?|单选|单项(?=题)|最佳选择|[Ss]ingle(?: ?[Cc]hoice)?"),
    (Kind.JUDGE, r"判断(?:正误|对错|改错|是非|选择)?|是非|对错|正误|[Tt]rue ?(?:/|or) ?[Ff]alse"),
    (Kind.BLANK, r"填空|补充完整|[Ff]ill[ -]in(?:[ -]the[ -]blanks?)?"),
)
FOREIGN: Final = (
    r"简答|论述|名词解释|名词|问答|简述|计算|作文|写作|申论|翻译|连线|匹配|排序|实操|操作|主观|辨析|材料分析|分析|应用|综合|绘图|改错"
    r"|文书制作|案例简答|思考|概念|解释|公文|论文|阅读理解"
)
CHOICE: Final = r"选择"
NAME: Final = "|".join(f"(?:{pattern})" for _kind, pattern in _OURS)
"""Matches any of our kinds, without 题."""

_WHOLE: Final = tuple((kind, re.compile(rf"(?:{pattern})(?:试?题目?|类)?")) for kind, pattern in _OURS)
_FOREIGN: Final = re.compile(rf"({FOREIGN})题?")
_OUTER: Final = " \t【】[]（）()〔〕<>《》:：.、，,*#＃"


def kind_of(text: str) -> Kind | None:
    """The kind that `text` names, whole: 单选, 【多选题】, (判断). None: no kind of ours."""
    text = text.strip(_OUTER)
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(text):
            return kind
    return None


def open_ended(text: str) -> bool:
    """Whether the kind's name leaves open how many letters are right."""
    return "不定项" in text


def foreign_kind(text: str) -> str:
    """The kind we have not that `text` names, whole: 简答题. "" otherwise."""
    text = text.strip(_OUTER)
    match = _FOREIGN.fullmatch(text)
    return f"{match[1]}题" if match and kind_of(text) is None else ""
