"""Levels of education, in order, and what rosters call them.

Source: 吉交法规〔2021〕161号 item 5 (到2023年，基本实现执法人员达到大专以上学历).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from jltrain.i18n import N_, _


class Education(StrEnum):
    """From the lowest to the highest; `rank` compares them."""

    JUNIOR = "junior"
    SENIOR = "senior"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    POSTGRADUATE = "postgraduate"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])

    @property
    def rank(self) -> int:
        return list(Education).index(self)


_LABELS: Final = {
    Education.JUNIOR: N_("初中及以下"),
    Education.SENIOR: N_("高中（中专）"),
    Education.COLLEGE: N_("大专"),
    Education.BACHELOR: N_("本科"),
    Education.POSTGRADUATE: N_("研究生"),
}

TARGET: Final = Education.COLLEGE
"""What the policy asks of officers by the end of the cycle."""

# In the order in which they are looked for: 大学专科 is no 大学, 高职 no 职高.
_WORDS: Final = (
    (Education.POSTGRADUATE, "研究生 硕士 博士 postgraduate master doctor"),
    (Education.BACHELOR, "本科 学士 bachelor"),
    (Education.COLLEGE, "大专 专科 高职 高专 college"),
    (Education.SENIOR, "高中 中专 中技 职高 技校 技工 职业中学 职中 中师 senior"),
    (Education.JUNIOR, "初中 小学 初级中学 junior"),
    (Education.BACHELOR, "大学"),
)
_UNFINISHED: Final = ("在读", "肄业", "未毕业")


@lru_cache(maxsize=1024)
def education_of(text: str) -> Education | None:
    """The level that a roster's cell means ("省委党校本科", "大学专科", "硕士研究生"); None when it says none or none yet."""
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    if any(mark in word for mark in _UNFINISHED):
        return None
    return next((level for level, words in _WORDS if any(name in word for name in words.split())), None)
