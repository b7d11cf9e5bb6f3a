"""The ids of questions: what may be one, and new ones that no other PC makes too."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container
from typing import Final

from jltrain.bank.areas import Area

_ID: Final = re.compile(r"[\w.:-]{1,80}")
"""Wider than what our own files use, for banks of others; a # would be taken for an item's key."""
_LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
"""Nothing that is mistaken for something else when read aloud or typed off a sheet."""
_DRAWN: Final = 8


def fits(ident: str) -> bool:
    """Whether a question may be called so."""
    return bool(_ID.fullmatch(ident))


def fresh(area: Area, taken: Container[str] = ()) -> str:
    """A new id: highway-7f3k2a9d. Drawn at random (6·10¹¹ of an area), so that banks of two PCs can be merged."""
    while True:
        made = f"{area.value}-{''.join(secrets.choice(_LETTERS) for _ in range(_DRAWN))}"
        if made not in taken:
            return made
