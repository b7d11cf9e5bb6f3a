"""When two spellings are one officer: certificate numbers and names, made comparable.

A certificate number is compared after NFKC (full-width digits and letters are typing habits), without
spaces, in capitals. A name is only brought to NFC: NFKC would change rare characters that people bear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""With the selectors of a glyph's variants: no shipped font has such variants, and two typists seldom agree on them."""
_DOTS: Final = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff65]")
_SPACES: Final = re.compile(r"\s+")


@lru_cache(maxsize=4096)  # units, cities and posts come again on every row
def tidy_text(text: str) -> str:
    """NFC, nothing invisible, spaces single and none at the ends."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def tidy_certificate(text: str) -> str:
    """A certificate number as it is stored and compared: "２２０１ ０００１a" is "22010001A"."""
    if text.isascii() and text.isalnum():  # nearly all; coverage asks for hundreds of thousands
        return text.upper()
    return _SPACES.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).upper()


def tidy_name(text: str) -> str:
    """A name as it is stored: "张　三" is "张三"; spaces stay between Latin words alone."""
    name = _DOTS.sub("·", tidy_text(text))
    return re.sub(r"(?<![A-Za-z.]) | (?![A-Za-z])", "", name)


@lru_cache(maxsize=4096)
def tidy_unit(text: str) -> str:
    """A unit's name as it is stored: brackets full-width, no spaces between Chinese characters."""
    return tidy_name(text).replace("(", "（").replace(")", "）")


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name, capitals aside."""
    return one == other or tidy_name(one).casefold() == tidy_name(other).casefold()
