"""A citation of an article: 《行政处罚法》第五十一条第二款.

`reading.citations` finds the same in chapters, where a citation becomes a link; here it is taken apart down
to the item, and the statute's name is the one it is known by (`names.short_name`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_
from jltrain.statutes.names import short_name
from jltrain.statutes.numerals import NUMERAL, to_chinese, to_number

_N: Final = rf"[0-9{NUMERAL}]{{1,9}}"
_PLACE: Final = rf"第({_N})条(?:之({_N}))?(?:第({_N})款)?(?:第[（(]?({_N})[）)]?项)?"
_CITATION: Final = re.compile(rf"《([^《》\n]{{1,60}})》\s*(?:[（(][^（()）\n]{{1,30}}[）)]\s*)?{_PLACE}")
_NEXT: Final = re.compile(rf"\s*[、，,和及或与至]\s*{_PLACE}")


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

    @property
    def key(self) -> str:
        """The article's key: "51", or "51-1" for 之一."""
        return f"{self.article}-{self.sub}" if self.sub else str(self.article)

    def __str__(self) -> str:
        out = f"《{self.law}》第{to_chinese(self.article)}条"
        out += f"之{to_chinese(self.sub)}" if self.sub else ""
        out += f"第{to_chinese(self.paragraph)}款" if self.paragraph else ""
        return out + (f"第（{to_chinese(self.point)}）项" if self.point else "")


def parse(text: str) -> Citation:
    """The one citation that `text` is. Raises BadCitation."""
    match = _CITATION.fullmatch(text.strip())
    citation = _citation(match[1], match.groups()[1:]) if match else None
    if citation is None:
        raise BadCitation(text=text)
    return citation


def find(text: str) -> tuple[Citation, ...]:
    """All citations that stand in a running text; in 《公路法》第五十条、第五十一条 the second is of the same law."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Citation]:
    at = 0
    while match := _CITATION.search(text, at):
        at = match.end()
        if first := _citation(match[1], match.groups()[1:]):
            yield first
        while more := _NEXT.match(text, at):
            at = more.end()
            if following := _citation(match[1], more.groups()):
                yield following


def _citation(law: str, places: tuple[str | None, ...]) -> Citation | None:
    numbers = [to_number(n) if n else 0 for n in places]
    name = short_name(law)
    if not name or not 0 < numbers[0] < 10_000 or max(numbers) >= 10_000:
        return None
    return Citation(name, *numbers)
