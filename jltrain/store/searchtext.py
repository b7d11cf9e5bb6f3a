"""What the index of the full-text search holds of a question: six fields of folded text, and its facets.

A facet is a token of two or more characters, so that no text, whose tokens are single characters, ever matches it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from jltrain.bank.highlight import fold, narrowed
from jltrain.bank.question import Kind
from jltrain.statutes import citation

FIELDS: Final = ("id", "stem", "options", "explanation", "basis", "topic")
GAP: Final = "\ufdd0"
"""Between two pieces of one field: no query holds it, so none is found across it."""
EDGE: Final = "\ufdd1"
"""Between two fields."""
SPACE: Final = "\ufdd2"
"""A space that belongs to the text, where spaces set tokens apart."""
_OURS: Final = (GAP, EDGE, SPACE)
ALL: Final = "x:all"

Record = Mapping[str, Any]
"""A question as `bank.question.as_record` has it."""
Fields = tuple[list[str], ...]
"""The pieces of each field, in the order of FIELDS."""
Cite = tuple[str, str]
"""(law, article): ("行政处罚法", "51"), ("刑法", "133-1")."""


def folded(fields: Fields) -> str:
    """The fields folded, set apart by EDGE; their pieces by GAP. None is empty."""
    whole = " ".join([" ".join(some) for some in fields if some])
    if whole.isprintable() and "  " not in whole:  # nothing invisible in it, nor white space to be folded
        text = narrowed(EDGE.join([GAP.join(some) or GAP for some in fields]))
        if unicodedata.is_normalized("NFKC", text):
            return text.casefold()  # as `fold` would have it, at a third of the time
    return EDGE.join([GAP.join([_clean(fold(piece)) for piece in some]) or GAP for some in fields])


def _clean(text: str) -> str:
    for ours in _OURS:  # no characters at all, says Unicode; but a file may hold them
        text = text.replace(ours, "\ufffd")
    return text


def query(text: str) -> str:
    """A folded word of a query, as `folded` would have it."""
    return _clean(text)


def fields(said: Record) -> Fields:
    """The pieces of each of FIELDS."""
    stems, options, basis = [said["stem"]], list[str](), said["basis"]
    explanations = [said["explanation"]] if said["explanation"] else []
    for part in said.get("parts") or (said,):
        options += part.get("options") or ()
        if "accept" in part:
            for texts in part["accept"]:
                options += texts
        elif part["kind"] == Kind.BLANK:
            options += part["answer"]
        if part is said:
            break
        if part["stem"] != said["stem"]:
            stems.append(part["stem"])
        if part["explanation"] and part["explanation"] != said["explanation"]:
            explanations.append(part["explanation"])
        basis = basis + [text for text in part["basis"] if text not in basis]
    return [said["id"]], stems, options, explanations, basis, [said["topic"]]


def cites(fields: Fields) -> tuple[Cite, ...]:
    """The articles that a question cites anywhere."""
    found = [_cites(text) for some in fields[1:5] for text in some if "《" in text]
    return found[0] if len(found) == 1 else tuple(dict.fromkeys(chain.from_iterable(found)))


@lru_cache(maxsize=4096)  # the same few hundred bases come again and again
def _cites(text: str) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys((c.law, article_key(c)) for c in citation.find(text)))


def article_key(c: citation.Citation) -> str:
    """ "51", or "51-1" for 第五十一条之一."""
    return f"{c.article}-{c.sub}" if c.sub else str(c.article)


Row = tuple[int, str, str]
"""What the index holds of a question: its number, its folded text, its facets apart by spaces."""


def row(number: int, said: Record, state: str, folder: str) -> tuple[Row, tuple[Cite, ...]]:
    """What the index holds, and the articles cited. The same for the same question, always: by saying it again it is
    taken out."""
    pieces = fields(said)
    cited = cites(pieces)
    sorts = f"{ALL} s:{state} o:{folder} a:{said['discipline']} k:{said['kind']} d:{said['difficulty']}"
    return (number, folded(pieces), f"{sorts} {topic_facet(said['topic'])}{_law_facets(cited)}"), cited


@lru_cache(maxsize=4096)
def _law_facets(cited: tuple[Cite, ...]) -> str:
    """Those of a question that cites these, a space before each."""
    facets = [law_facet(law, article) for law, article in cited]
    facets += [law_facet(law) for law in dict.fromkeys(law for law, _article in cited)]
    return "".join(f" {facet}" for facet in facets)


@lru_cache(maxsize=4096)
def topic_facet(topic: str) -> str:
    return f"t:{_short(topic)}"


@lru_cache(maxsize=4096)
def law_facet(law: str, article: str = "") -> str:
    return f"l:{_short(law)}:{article}"


def _short(text: str) -> str:
    """Without spaces or capitals, whatever the text."""
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
