"""What a list of questions is to show, and the search for it; faces come to it through `app.bank`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.highlight import parse
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import IN_USE, State
from jltrain.i18n import N_, _
from jltrain.statutes import citation
from jltrain.store import searchtext
from jltrain.store.paging import Page
from jltrain.store.questionlists import Hit
from jltrain.store.search import Asked


class Field(StrEnum):
    """Where a word is looked for."""

    STEM = "stem"
    OPTIONS = "options"
    EXPLANATION = "explanation"
    BASIS = "basis"
    TOPIC = "topic"
    ID = "id"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_FIELDS[self])


_FIELDS: Final = {
    Field.STEM: N_("题干"),
    Field.OPTIONS: N_("选项"),
    Field.EXPLANATION: N_("解析"),
    Field.BASIS: N_("依据"),
    Field.TOPIC: N_("知识点"),
    Field.ID: N_("编号"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of questions is to show.

    `text`: words apart by spaces, each of which stands somewhere in the question (or all in `field`); "…" holds one with
    spaces, -word must not occur (see `bank.highlight`). `law` as cited, with or without 《》; `article` of it: 51,
    51-1 or 第五十一条. `difficulty`: the least and the greatest. `folder`: shipped, own, desk, "" any.
    """

    text: str = ""
    field: Field | None = None
    area: Area | None = None
    kind: Kind | None = None
    topic: str = ""
    difficulty: tuple[int, int] = (1, 5)
    states: tuple[State, ...] = IN_USE
    law: str = ""
    article: str = ""
    folder: str = ""


def search(context: Context, wanted: Wanted, offset: int = 0, limit: int = 50) -> Page[Hit]:
    """A page of the questions wanted, in the bank's order."""
    return context.questions.search(_asked(wanted), offset, limit)


def count(context: Context, wanted: Wanted) -> int:
    """How many there are."""
    return context.questions.count(_asked(wanted))


def found_ids(context: Context, wanted: Wanted) -> tuple[str, ...]:
    """The ids of all of them, in the bank's order."""
    return context.questions.found_ids(_asked(wanted))


def find(
    context: Context,
    text: str = "",
    area: Area | None = None,
    kind: Kind | None = None,
    topic: str = "",
    limit: int = 500,
) -> tuple[tuple[Question, ...], int]:
    """Questions in use that contain every word of `text`, at most `limit`, and how many there are in all."""
    page = search(context, Wanted(text, area=area, kind=kind, topic=topic), 0, limit)
    return tuple(found.question for found in page.rows), page.total


def _asked(wanted: Wanted) -> Asked:
    query = parse(wanted.text)
    facets: list[tuple[str, ...]] = []
    facets += [(f"a:{wanted.area.value}",)] if wanted.area else []
    facets += [(f"k:{wanted.kind.value}",)] if wanted.kind else []
    facets += [(f"o:{wanted.folder}",)] if wanted.folder else []
    facets += [(searchtext.topic_facet(wanted.topic),)] if wanted.topic else []
    law = wanted.law.strip().strip("《》").removeprefix("中华人民共和国")
    facets += [(searchtext.law_facet(law, _article(wanted.article)),)] if law else []
    least, most = wanted.difficulty
    if least > 1 or most < 5:
        facets.append(tuple(f"d:{n}" for n in range(max(least, 1), min(most, 5) + 1)) or ("d:none",))
    without: tuple[str, ...] = ()
    if State.READY in wanted.states:  # nearly all are: to leave out the others costs less
        without = tuple(f"s:{state.value}" for state in State if state not in wanted.states)
    else:
        facets.append(tuple(f"s:{state.value}" for state in wanted.states) or ("s:none",))
    field = wanted.field.value if wanted.field else ""
    return Asked(query.wanted, query.unwanted, field, tuple(facets), without)


def _article(text: str) -> str:
    word = re.sub(r"\s", "", text)
    found = citation.find(f"《x》{word if word.startswith('第') else f'第{word}条'}")
    return searchtext.article_key(found[0]) if found else word
