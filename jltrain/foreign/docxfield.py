r"""Word's old EQ fields, with which WPS and Word still draw ① by hand and simple fractions: \o\ac(○,1) \f(1,2) \r(3,x)."""

from __future__ import annotations

import re
from typing import Final

from jltrain.foreign.numerals import numeral

_ENCLOSED: Final = re.compile(r"\s*\\o\s*\\a[cdl]\s*\(\s*[○◯〇△□◇]\s*[,;，；]\s*(.{1,10}?)\s*\)\s*", re.IGNORECASE)
_FRACTION: Final = re.compile(r"\s*\\f\s*\(([^\\(),;$]{1,100})[,;]([^\\(),;$]{1,100})\)\s*", re.IGNORECASE)
_ROOT: Final = re.compile(r"\s*\\r\s*\((?:([^\\(),;$]{0,20})[,;])?([^\\(),;$]{1,100})\)\s*", re.IGNORECASE)


def eq_text(code: str) -> str:
    """The text of an EQ field's code; "" when it is not one of the simple ones."""
    if enclosed := _ENCLOSED.fullmatch(code):
        inside = enclosed[1]
        return numeral(int(inside), "decimalEnclosedCircle") if re.fullmatch("[0-9]{1,2}", inside) else f"（{inside}）"
    if fraction := _FRACTION.fullmatch(code):
        return rf"$\frac{{{fraction[1].strip()}}}{{{fraction[2].strip()}}}$"
    if root := _ROOT.fullmatch(code):
        degree = (root[1] or "").strip()
        return rf"$\sqrt{f'[{degree}]' if degree else ''}{{{root[2].strip()}}}$"
    return ""
