"""What a certificate can say of a unit: its name and its code."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

from jltrain.errors import BadInput
from jltrain.i18n import N_

NAME_LIMIT: Final = 64
"""Characters of an organization (RFC 5280, ub-organization-name)."""

_CODE: Final = re.compile(r"[0-9A-Z](?:[0-9A-Z-]{0,30}[0-9A-Z])")
_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits of a unified social credit code (GB 32100-2015): without I, O, S, V, Z."""
_CREDIT_LENGTH: Final = 18


class BadUnitName(BadInput):
    template = N_(
        "单位名称“{unit}”不能写入证书：须为 1 至 64 个字，不能有看不见的字符、部首字符或连续的空格；请重新输入单位的规范名称。"
    )


class BadUnitCode(BadInput):
    template = N_(
        "单位代码“{code}”不能写入证书：须为 2 至 32 位大写字母、数字或短横线；18 位的须是校验正确的统一社会信用代码。"
    )


_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Mn", "Me", "Zl", "Zp"))
"""Kinds of characters that show nothing, or what each PC likes: controls, direction marks, private use, variants."""
_MISTAKEN: Final = re.compile(r"[\u2800\u115f\u1160\u3164\uffa0\u2e80-\u2fdf]|[^\S ]| {2}")
"""Blanks that count as letters, radicals that look like ideographs, blanks of other kinds or widths."""


def fit_name(unit: str) -> str:
    """The name in NFC without blanks around it. Raises BadUnitName, also where it would look like another one: two
    units are told apart by people who read their names."""
    name = normalize("NFC", unit.strip())
    if not 0 < len(name) <= NAME_LIMIT or any(category(c) in _UNSEEN for c in name) or _MISTAKEN.search(name):
        raise BadUnitName(unit=unit.encode("utf-8", "replace").decode())
    return name


def fit_code(code: str) -> str:
    """The code in capitals, without blanks around it. Raises BadUnitCode; one of 18 places must check (GB 32100-2015)."""
    code = code.strip().upper()
    if not _CODE.fullmatch(code) or (len(code) == _CREDIT_LENGTH and not _checks(code)):
        raise BadUnitCode(code=code.encode("utf-8", "replace").decode())
    return code


def _checks(code: str) -> bool:
    """The last place by ISO 7064 mod 31 with weights 3^i."""
    if any(c not in _CREDIT for c in code):
        return False
    total = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(code[:-1]))
    return _CREDIT[-total % 31] == code[-1]
