"""The words that rosters use for a level and a discipline. What is vague is not guessed at.

"交通" could be any discipline and "港航" two of them, so both are refused; the clerk decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from jltrain.bank.areas import DISCIPLINES, Area, Level, area_from

_LEVEL_WORDS: Final = {
    Level.PROVINCE: "省 省本 省属 省直 省直属",
    Level.CITY: "市 市本 市属 市直 市州 州 地市 地 设区的市 设区市",
    Level.COUNTY: "县 区 区县 县区 县市区 县级市 市辖区 县属 旗",
}
_LEVELS: Final = {word: level for level, words in _LEVEL_WORDS.items() for word in (level.value, *words.split())}

_DISCIPLINE_WORDS: Final = {
    Area.HIGHWAY: "路政 公路 公路路政管理",
    Area.TRANSPORT: "运政 道路 道路运输 道路运输管理 公路运政",
    Area.WATERWAY: "航道 航道管理",
    Area.PORT: "港口 港政 港口管理",
    Area.MARITIME: "海事 地方海事 海事行政 地方海事管理",
    Area.QUALITY: "质监 质量监督 工程质量 工程质量监督 工程质监 交通工程质监 交通工程 工程质量监督管理",
}
_DISCIPLINES: Final = {word: area for area, words in _DISCIPLINE_WORDS.items() for word in words.split()}
_VAGUE: Final = frozenset({"交通"})


def _bare(text: str) -> str:
    return re.sub(r"[\s()\[\]、,，/.·-]", "", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=1024)
def level_of(text: str) -> Level | None:
    """The level that a roster's cell means ("省级", "市（州）级", "县（市、区）", "city"), or None."""
    word = _bare(text)
    return _LEVELS.get(word) or _LEVELS.get(word.removesuffix("级"))


@lru_cache(maxsize=1024)
def discipline_of(text: str) -> Area | None:
    """The one of the six disciplines that a roster's cell means ("公路路政", "路政", "highway"), or None."""
    word = _bare(text)
    for form in (word, word.removesuffix("类"), word.removesuffix("执法"), word.removesuffix("门类")):
        if form in _DISCIPLINES:
            return _DISCIPLINES[form]
        if form not in _VAGUE and (area := area_from(form)) in DISCIPLINES:
            return area
    return None
