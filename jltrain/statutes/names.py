"""What a statute is called: in full, for short, and with its version in brackets behind the name."""

from __future__ import annotations

import re
from typing import Final

STATE: Final = "中华人民共和国"
_BRACKET: Final = re.compile(
    r"[（(〔\[【][^（()）〔〕\[\]【】]*(?:[0-9〇零一二三四五六七八九]{4}|修订|修正|修改|新修|版|废止|全文|施行)[^（()）〔〕\[\]【】]*[）)〕\]】]$"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WIDE: Final = str.maketrans("（）〈〉《》", "()<><>")


def bare_name(name: str) -> str:
    """The name without 《》, spaces and any version: 《 港口法（2018年修正）》 -> 港口法. 暂行 and （试行） belong to it."""
    text = "".join(name.split()).removeprefix("《").removesuffix("》")
    while (found := _BRACKET.search(text)) and found.start():
        text = text[: found.start()]
    return text


def short_name(name: str) -> str:
    """The name by which a statute is known here: 《中华人民共和国公路法（2017年修正）》 -> 公路法."""
    bare = bare_name(name)
    return bare.removeprefix(STATE) or bare


def folded(name: str) -> str:
    """Two ways to write one name come out the same: brackets and quotation marks of either width."""
    return short_name(name).translate(_WIDE).casefold()


def year_named(name: str) -> int:
    """The year in the brackets behind a name, 0 without: 《行政处罚法》（2021年修订） -> 2021."""
    bracket = _BRACKET.search("".join(name.split()).removesuffix("》"))
    years = _YEAR.findall(bracket[0]) if bracket else []
    return int(years[-1]) if years else 0
