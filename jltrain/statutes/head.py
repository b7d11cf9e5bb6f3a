"""What stands above a statute's first chapter: the order that promulgates it, its name, its history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from jltrain.statutes.dates import days, is_day
from jltrain.statutes.lines import Line, tight
from jltrain.statutes.names import bare_name

_ENDINGS: Final = "法|条例|规定|办法|规则|细则|决定|准则|规程|章程|解释|通则|总则|法典|制度|基准|规范|标准|指引|意见|通知|公约|补充规定"
_NAME: Final = re.compile(rf"[^，。；：]{{2,80}}(?:{_ENDINGS})(?:[（(](?:试行|暂行|草案|[^（()）]{{2,30}})[）)])?")
_NAMED: Final = re.compile(r"《([^《》]{2,80}(?:〈[^〈〉]{1,80}〉[^《》]{0,80})?)》\s*(?:已|业)?(?:经|由|于)")
_ORDER: Final = re.compile(
    r"令\s*$|^(?:第\s*)?[0-9〇零一二三四五六七八九十百]+\s*号$|公告\s*$|^(?:主席|总理|部长|省长|会长|署长|主任|局长)"
)
_NOT_NAME: Final = re.compile(r"[0-9]|[年日号令》）)]$|^(?:国家?主席|总理|部长|省长|会长|署长|主任|局长)|[:：]")
_NOT_HISTORY: Final = re.compile(
    r"^(?:发布|更新|公开|索引|成文|发文|制定|公布|施行)?(?:时间|日期|来源|浏览|号|字号|机关|有效性|时效性)[^\n]{0,6}[：:]|^来源"
)
_PLAIN: Final = re.compile(r"^(?:英文|字体|打印|分享|收藏|下载|当前位置|首页|网站|扫一扫)")

_PLACE: Final = re.compile(r"中华人民共和国|[^，。；：、《》（）]{2,12}(?:省|市|自治[区州县]|[县区州盟旗])")
"""A line that is no name by itself, but how one begins."""


def title(head: Sequence[Line], file_name: str = "") -> str:
    """The statute's name in its head; failing that, the one its file bears; "" when there is none."""
    marked = [line.text[:200] for line in head if line.mark == 1]
    if marked:
        return bare_name(tight(marked[0]))
    texts = [tight(line.text) for line in head if not _PLAIN.match(line.text)]
    texts = _whole(texts, bare_name(_of_file(file_name)))
    named = _NAMED.search("".join(texts))
    plain = [t for t in _joined(texts) if _NAME.fullmatch(t) and not _ORDER.search(t)]
    if named:
        wanted = bare_name(named[1])
        for text in plain:
            if bare_name(text) == wanted:
                return wanted
    if plain:
        return bare_name(plain[-1] if named else plain[0])
    return bare_name(named[1]) if named else _of_file(file_name)


def _whole(texts: list[str], told: str) -> list[str]:
    """With a name put together whose second line would do as a name by itself, but is less than the name: 吉林省 /
    公路条例. `told` is the name of the file."""
    out = texts[:1]
    for text in texts[1:]:
        both = out[-1] + text
        cut = _NAME.fullmatch(both) and not _NAME.fullmatch(out[-1]) and _NAME.fullmatch(text)
        if cut and (_PLACE.fullmatch(out[-1]) or bare_name(both) == told):
            out[-1] = both
        else:
            out.append(text)
    return out


def _joined(texts: list[str]) -> list[str]:
    """With a long name that stands on two lines put together."""
    out = list(texts)
    for first, second in pairwise(texts):
        both = first + second
        if _NAME.fullmatch(both) and not (_NAME.fullmatch(first) or _NAME.fullmatch(second) or _NOT_NAME.search(first)):
            out.append(both)
            out.remove(second)
    return out


def _of_file(name: str) -> str:
    stem = bare_name(re.sub(r"[_-]?[0-9]{8}$|[_-]?[0-9]{4}-[0-9]{2}-[0-9]{2}$", "", name))
    return stem if _NAME.fullmatch(stem) else ""


def history_text(head: Sequence[Line]) -> str:
    """The lines in which days of adoption are to be looked for, as one text: a web page's own dates are left out."""
    out = ""
    for line in head:
        if not _NOT_HISTORY.match(line.text):
            whole = line.closed or is_day(line.text)  # else a day may be broken by the line's end
            out += ("\n" if days(line.text[:20]) else "") + line.text + ("\n" if whole else "")
    return out
