"""A citation of an article: 《行政处罚法》第五十一条第二款."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_
from jltrain.statutes.numerals import NUMERAL, to_chinese, to_number

_N: Final = rf"[0-9{NUMERAL}]{{1,9}}"
_CITATION: Final = re.compile(
    rf"《([^《》]{{1,60}})》\s*第({_N})条(?:之({_N}))?(?:第({_N})款)?(?:第[（(]?({_N})[）)]?项)?"
)


class BadCitation(BadInput):
    template = N_("“{text}”不是法条引用，请写成《行政处罚法》第五十一条 这样的形式。")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """`law` without the state's name; `sub` counts 之一; `paragraph` 款 and `point` 项 are 0 when not named."""

    law: str
    article: int
    sub: int = 0
    paragraph: int = 0
    point: int = 0

    def __str__(self) -> str:
        out = f"《{self.law}》第{to_chinese(self.article)}条"
        out += f"之{to_chinese(self.sub)}" if self.sub else ""
        out += f"第{to_chinese(self.paragraph)}款" if self.paragraph else ""
        return out + (f"第（{to_chinese(self.point)}）项" if self.point else "")


def parse(text: str) -> Citation:
    """The one citation that `text` is. Raises BadCitation."""
    match = _CITATION.fullmatch(text.strip())
    citation = _from_match(match) if match else None
    if citation is None:
        raise BadCitation(text=text)
    return citation


def find(text: str) -> tuple[Citation, ...]:
    """All citations that stand in a running text."""
    return tuple(c for c in map(_from_match, _CITATION.finditer(text)) if c)


def _from_match(match: re.Match[str]) -> Citation | None:
    numbers = [to_number(n) if n else 0 for n in match.groups()[1:]]
    if not 0 < numbers[0] < 10_000 or max(numbers) >= 10_000:
        return None
    return Citation(match[1].removeprefix("中华人民共和国"), *numbers)
