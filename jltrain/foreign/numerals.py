"""Numbers as lists show them: 1 · 01 · A · iv · ① · 一 · 壹 · 甲. Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_OLD: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """`number` in the format that Word calls `form`; decimal where the form is not known or does not reach so far."""
    make = _FORMS.get(form)
    return (make(number) if make is not None and number >= 0 else "") or str(number) if form != "none" else ""


def _letter(number: int) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _digital(number: int) -> str:
    """二三 for 23."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counted(number: int, digits: str, units: str, *, one: bool) -> str:
    """二十三 for 23, below 10,000. `units`: ten, hundred, thousand; `one`: whether 10 is 一十 or 十 when it begins."""
    if not 0 < number < 10_000:
        return ""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return text if one or not text.startswith(digits[1] + units[0]) else text[1:]


def _thousand(number: int) -> str:
    return _counted(number, "零一二三四五六七八九", "十百千", one=False)


def _below_hundred(number: int) -> str:
    return _thousand(number) if number < 100 else _digital(number)


def _japanese(number: int) -> str:
    """百二 for 102: no 零, no 一 before a unit."""
    text = _thousand(number).replace("零", "")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _circled(number: int) -> str:
    if number == 0:
        return "⓪"
    first = 0x2460 if number <= 20 else 0x3251 - 20 if number <= 35 else 0x32B1 - 35
    return chr(first + number - 1) if number <= 50 else ""


def _ranged(first: int, last: int) -> Callable[[int], str]:
    """`last` characters of Unicode in a row, beginning at `first`."""
    return lambda number: chr(first + number - 1) if 0 < number <= last else ""


def _of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else ""


def _zodiac(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else ""


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalZero": lambda number: f"{number:02}",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _ranged(0x2488, 20),
    "decimalEnclosedParen": _ranged(0x2474, 20),
    "ideographEnclosedCircle": _ranged(0x3280, 10),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "koreanDigital2": _digital,
    "chineseCounting": _below_hundred,
    "taiwaneseCounting": _below_hundred,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾佰仟", one=True),
    "ideographLegalTraditional": lambda number: _counted(number, _LEGAL_OLD, "拾佰仟", one=True),
    "japaneseLegal": lambda number: _counted(number, _LEGAL_OLD, "拾佰仟", one=True),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _zodiac,
}
