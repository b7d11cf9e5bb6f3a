"""Item analysis: how hard each item of an exam was, whether it tells good from weak, and what was chosen.

Facility p: mean share of the item's marks (Ebel & Frisbie, Essentials of Educational Measurement, 5th ed.
1991, ch. 13). Discrimination r: Pearson correlation of the item's share with the share of all *other*
marks, for right-or-wrong items the corrected point-biserial (Henrysson, Psychometrika 28 (1963) 211-218).
Discrimination D: facility in the upper minus that in the lower 27 % (Kelley, Journal of Educational
Psychology 30 (1939) 17-24); officers who tie at the edge of a group are in it by equal fractions, so that
no order of names matters. Few sittings give no figure rather than a wrong one: at 10 sittings the standard
error of r is already about 0.33, and a group of fewer than 5 is no group.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from jltrain.bank.marking import is_right
from jltrain.bank.question import LETTERS, Item, Kind, Response

FEWEST_FOR_CORRELATION: Final = 10
GROUP_SHARE: Final = 0.27
FEWEST_IN_GROUP: Final = 5
TEXTS: Final = 8
"""Of what was written in blanks, this many texts are listed, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What one sitting earned on one item. Marks in any unit, the same for both (the exam room: half marks)."""

    sitting: str
    key: str
    earned: int
    full: int
    response: Response


@dataclass(frozen=True, slots=True)
class Choice:
    """How many sittings chose `text`: a letter, Y or N, the texts of a blank item joined by " / ", or "" for no answer."""

    text: str
    right: bool
    count: int


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """`count` sittings saw the item. `facility` 0..1; `correlation` and `upper_lower` -1..1, None: not to be told."""

    key: str
    count: int
    facility: float
    correlation: float | None
    upper_lower: float | None
    choices: tuple[Choice, ...]


def analyse(results: Iterable[ItemResult], items: Mapping[str, Item]) -> tuple[ItemAnalysis, ...]:
    """One analysis for each item that was put, by key. `items`, by key, say what was right; items not in it
    have no choices. A sitting's results must all be given; an item in one sitting twice is a ValueError."""
    by_item: dict[str, dict[str, ItemResult]] = {}
    totals: dict[str, list[int]] = {}
    for result in results:
        group = by_item.setdefault(result.key, {})
        if result.sitting in group:
            raise ValueError(f"two results for {result.key!r} in sitting {result.sitting!r}")
        group[result.sitting] = result
        total = totals.setdefault(result.sitting, [0, 0])
        total[0] += result.earned
        total[1] += result.full
    return tuple(_analysis(key, tuple(by_item[key].values()), totals, items.get(key)) for key in sorted(by_item))


def _analysis(
    key: str, results: tuple[ItemResult, ...], totals: Mapping[str, list[int]], item: Item | None
) -> ItemAnalysis:
    shares = [_share(r.earned, r.full) for r in results]
    rests = [_share(totals[r.sitting][0] - r.earned, totals[r.sitting][1] - r.full) for r in results]
    wholes = [_share(*totals[r.sitting]) for r in results]
    return ItemAnalysis(
        key=key,
        count=len(results),
        facility=math.fsum(shares) / len(shares),
        correlation=_correlation(shares, rests),
        upper_lower=_upper_lower(shares, wholes),
        choices=_choices(item, [r.response for r in results]) if item else (),
    )


def _share(earned: int, full: int) -> float:
    return earned / full if full else 0.0


def _correlation(left: list[float], right: list[float]) -> float | None:
    """Pearson's r; None with too few pairs, or when one side does not vary."""
    count = len(left)
    if count < FEWEST_FOR_CORRELATION or len(set(left)) < 2 or len(set(right)) < 2:
        return None
    mean_left, mean_right = math.fsum(left) / count, math.fsum(right) / count
    products = math.fsum((x - mean_left) * (y - mean_right) for x, y in zip(left, right, strict=True))
    squares = math.fsum((x - mean_left) ** 2 for x in left) * math.fsum((y - mean_right) ** 2 for y in right)
    return max(-1.0, min(1.0, products / math.sqrt(squares))) if squares > 0 else None


def _upper_lower(shares: list[float], wholes: list[float]) -> float | None:
    """Kelley's D; None with too few sittings, or when all have the same total."""
    size = round(GROUP_SHARE * len(wholes))
    if size < FEWEST_IN_GROUP or len(set(wholes)) < 2:
        return None
    ranked = sorted(wholes)
    upper = _group_mean(shares, [w - ranked[-size] for w in wholes], size)
    lower = _group_mean(shares, [ranked[size - 1] - w for w in wholes], size)
    return upper - lower


def _group_mean(shares: list[float], beyond: list[float], size: int) -> float:
    """Mean share of the `size` sittings furthest in: all with beyond > 0, those at 0 by equal fractions."""
    inside = [s for s, b in zip(shares, beyond, strict=True) if b > 0]
    edge = [s for s, b in zip(shares, beyond, strict=True) if b == 0]
    return (math.fsum(inside) + math.fsum(edge) * (size - len(inside)) / len(edge)) / size


def _choices(item: Item, responses: list[Response]) -> tuple[Choice, ...]:
    empty = Choice("", False, sum(not any(r) for r in responses))
    if item.kind is Kind.BLANK:
        texts = Counter(r for r in responses if any(r))
        listed = sorted(texts.items(), key=lambda pair: (-pair[1], pair[0]))[:TEXTS]
        return (*(Choice(" / ".join(r), is_right(item, r), count) for r, count in listed), empty)
    letters = ("Y", "N") if item.kind is Kind.JUDGE else tuple(LETTERS[: len(item.options)])
    counts = Counter(letter for r in responses for letter in set(r))
    return (*(Choice(letter, letter in item.answer, counts[letter]) for letter in letters), empty)
