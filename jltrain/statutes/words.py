"""Which words of a text were changed, for showing two versions side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from jltrain.statutes.numerals import NUMERAL

Spans = tuple[tuple[int, int], ...]

EDITS: Final = 500
"""Beyond so many changed words in one place the whole place counts as changed: the work grows with their square."""

_TOKEN: Final = re.compile(rf"[0-9.％%]+|[{NUMERAL}]{{2,}}|[A-Za-z]+|\s+|.", re.DOTALL)
_SAME: Final = str.maketrans(
    "():;,!?<>[]%０１２３４５６７８９〈〉《》“”‘’", "（）：；，！？＜＞【】％0123456789＜＞＜＞\"\"''"
)


def same_words(text: str) -> str:
    """`text` with punctuation and digits of one width, character by character: how publishers differ is no change."""
    return text.translate(_SAME)


@lru_cache(maxsize=512)
def word_spans(old: str, new: str) -> tuple[Spans, Spans]:
    """The characters of `old` that are not in `new`, and those of `new` that were not in `old`.

    What lies between the spans is the same on both sides. A figure counts as one word (三十 -> 六十).
    """
    olds, news = _TOKEN.findall(same_words(old)), _TOKEN.findall(same_words(new))
    pieces = list(_joined(olds, news, list(_pieces(olds, news))))
    at_old, at_new = _places(olds), _places(news)
    return (
        tuple((at_old[a], at_old[b]) for a, b, _, _ in pieces if a < b),
        tuple((at_new[c], at_new[d]) for _, _, c, d in pieces if c < d),
    )


def _places(tokens: Sequence[str]) -> list[int]:
    at, out = 0, [0]
    for token in tokens:
        at += len(token)
        out.append(at)
    return out


Piece = tuple[int, int, int, int]
"""olds[a:b] became news[c:d]."""


def _pieces(olds: Sequence[str], news: Sequence[str]) -> Iterator[Piece]:
    """What changed: the middle between a common beginning and a common end, and in it the fewest edits."""
    start, end_old, end_new = 0, len(olds), len(news)
    while start < min(end_old, end_new) and olds[start] == news[start]:
        start += 1
    while min(end_old, end_new) > start and olds[end_old - 1] == news[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    a, c = start, start
    for x, y in [*_kept(olds[start:end_old], news[start:end_new]), (end_old - start, end_new - start)]:
        if (a, c) != (start + x, start + y):
            yield a, start + x, c, start + y
        a, c = start + x + 1, start + y + 1


def _kept(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places with the same word, by Myers' greedy search for the shortest edit script; [] beyond EDITS."""
    if not olds or not news:
        return []
    reach, trail = {1: 0}, list[dict[int, int]]()
    for edits in range(min(len(olds) + len(news), EDITS) + 1):
        trail.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(olds) and x - k < len(news) and x - k >= 0 and olds[x] == news[x - k]:
                x += 1
            reach[k] = x
            if x >= len(olds) and x - k >= len(news):
                return _walk_back(trail, len(olds), len(news))
    return []


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    kept = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, k = trail[edits], x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        start_x = reach[before] if edits else 0
        start_y = start_x - before if edits else 0
        while x > start_x and y > start_y and x > 0 and y > 0 and (x, y) != (start_x, start_y):
            if x - 1 < start_x or y - 1 < start_y:
                break
            x, y = x - 1, y - 1
            kept.append((x, y))
        if edits:
            x, y = start_x, start_y
    return kept[::-1]


def _joined(olds: Sequence[str], news: Sequence[str], pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces with no more than two characters in common between them are one change: people do not read letters."""
    current: Piece | None = None
    for piece in pieces:
        if current is None:
            current = piece
            continue
        between = sum(map(len, olds[current[1] : piece[0]]))
        size = sum(b - a + d - c for a, b, c, d in (current, piece))
        if between <= 2 and size >= 2 * between + 2:
            current = (current[0], piece[1], current[2], piece[3])
        else:
            yield current
            current = piece
    if current is not None:
        yield current
