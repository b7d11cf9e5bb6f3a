"""Chinese numerals as statutes write them: 第五十一条, 二百五十, 十二."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}
NUMERAL: Final = "零〇一二两三四五六七八九十百千万亿"
_FIGURE: Final = re.compile(rf"(\d+(?:\.\d+)?)([百千]?[万亿]?)|([零〇一二两三四五六七八九十][{NUMERAL}]*)")


def to_number(text: str) -> int:
    """The value of a Chinese or Arabic numeral: 二百五十 -> 250. Raises ValueError on anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in NUMERAL for c in text):
        raise ValueError(f"not a numeral: {text!r}")
    if len(text) > 1 and all(c in _DIGITS for c in text):  # read digit by digit: 二〇二一
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char == "万":
            total += (section + digit) * _LARGE[char]  # of 一亿五千万 only the 五千
            section = digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return total + section + digit


def to_chinese(number: int) -> str:
    """How a statute counts its articles, 1 to 9999: 51 -> 五十一, 105 -> 一百零五."""
    if not 0 < number < 10_000:
        raise ValueError(f"out of range: {number}")
    out, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if not digit:
            gap = bool(out)
            continue
        out += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = False
    return out[1:] if out.startswith("一十") else out


def arabic_runs(text: str) -> str:
    """`text` with every figure in plain Arabic digits: 六十日 -> 60日, 8万元 -> 80000元, 5千元 -> 5000元."""
    return _FIGURE.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    digits, scale, numeral = match.groups()
    if digits is None:
        return str(to_number(numeral))
    if not scale:
        return str(digits)
    value = Decimal(digits)
    for unit in scale:
        value *= _SMALL.get(unit) or _LARGE[unit]
    return f"{value.normalize():f}"
