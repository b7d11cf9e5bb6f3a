"""The basis of a question as files give it: citations, tidied where they parse."""

from __future__ import annotations

import re
from typing import Final

from jltrain.statutes.citation import Citation, find
from jltrain.statutes.numerals import NUMERAL

_N: Final = rf"[0-9{NUMERAL}]{{1,9}}"
_ARTICLE: Final = rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第[（(]?{_N}[）)]?项)?"
_CHAIN: Final = re.compile(rf"(《[^《》]{{1,60}}》)\s*({_ARTICLE}(?:\s*[、,，和及与]\s*{_ARTICLE})*)(?:的?规定)?")
_ONE: Final = re.compile(_ARTICLE)
_JOINTS: Final = re.compile(r"[\s、,，;；。和及与.]|^(?:根据|依据|见|参见|依照)")
_CITES: Final = re.compile(rf"《[^《》]+》|{_ARTICLE}")


def read_basis(text: str) -> tuple[tuple[str, ...], bool]:
    """The citations of `text`, and whether it is one at all (a law's title, or an article's number)."""
    text = text.strip().strip("。；;")
    if not text:
        return (), True
    rest = _JOINTS.sub("", _CHAIN.sub("", text))
    if rest:
        parts = tuple(part.strip() for part in re.split(r"[;；\n]", text) if part.strip())
        if len(parts) > 1 and all(_CITES.match(part) for part in parts):
            return tuple(text for part in parts for text in read_basis(part)[0]), True
        return (re.sub(r"\s*\n\s*", "", text),), bool(_CITES.search(text))
    cited: list[Citation] = []
    for match in _CHAIN.finditer(text):
        for article in _ONE.findall(match[2]):
            cited.extend(find(match[1] + article))
    return (tuple(map(str, cited)), True) if cited else ((text,), True)
