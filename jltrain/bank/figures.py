"""Figures with their units, and runs of words, that two texts have in common: what a right answer owes its article.

    二百五十元, 250元, 0.025万元 -> (250, 元)      百分之五, 5%, 5％ -> (5, %)      十五个工作日 -> (15, 工作日)

Calendar dates are no figures: an article seldom has one, a story often.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from jltrain.statutes.numerals import NUMERAL, arabic_runs, to_number

Figure = tuple[Decimal, str]
"""Value and unit; money in 元, a share in %, a length in 米 or 海里."""

_UNITS: Final = "元|个工作日|工作日|日|天|个月|年|小时|分钟|公里|千米|米|海里|倍|周岁|吨|人|次|分"
_ONE_UNIT: Final = {"天": "日", "个工作日": "工作日"}
_KILOMETRES: Final = ("公里", "千米")
"""Counted in metres: 两千米 is either."""
_FIGURE: Final = re.compile(
    rf"百分之([{NUMERAL}]+)|([0-9]+(?:\.[0-9]+)?)%|([0-9]+(?:\.[0-9]+)?[十百千]?[万亿]?|[{NUMERAL}]+)({_UNITS})"
)
_DATE: Final = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日")
_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_NOT_WORDS: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=512)  # the same articles are asked for at each key that is typed
def figures(text: str) -> frozenset[Figure]:
    """All figures that stand in `text`."""
    plain = _DATE.sub("", _THOUSANDS.sub("", normalize("NFKC", text)))
    found = set()
    for share, percent, number, unit in _FIGURE.findall(plain):
        if share:
            found.add((Decimal(to_number(share)), "%"))
        elif percent:
            found.add((Decimal(percent), "%"))
        elif number.strip("万亿"):  # not the end of a figure that is written some other way
            value = _value(number)
            found.add((value * 1000, "米") if unit in _KILOMETRES else (value, _ONE_UNIT.get(unit, unit)))
    return frozenset(found)


def _value(number: str) -> Decimal:
    return Decimal(arabic_runs(number)) if number[0] in "0123456789" else Decimal(to_number(number))


def shown(found: frozenset[Figure]) -> str:
    """For a sentence: 250元、5%."""
    return "、".join(f"{value.normalize():f}{unit}" for value, unit in sorted(found))


@lru_cache(maxsize=512)
def squeezed(text: str) -> str:
    """`text` without spaces and punctuation."""
    return _NOT_WORDS.sub("", text)


def copied_run(text: str, source: str, longest: int) -> str:
    """The longest run of words of `text` that stands in `source` too, if it is longer than `longest`; else "".

    Both are compared as `squeezed`. Takes about a millisecond where there is none.
    """
    mine, theirs = squeezed(text), squeezed(source)
    size, best = longest + 1, ""
    places: dict[str, list[int]] = {}
    for at in range(len(mine) - size + 1):
        places.setdefault(mine[at : at + size], []).append(at)
    for at in range(len(theirs) - size + 1) if places else ():
        for start in places.get(theirs[at : at + size], ()):
            length = size
            while mine[start : start + length + 1] == theirs[at : at + length + 1] and start + length < len(mine):
                length += 1
            if length > len(best):
                best = mine[start : start + length]
    return best
