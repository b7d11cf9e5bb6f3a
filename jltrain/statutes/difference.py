"""Two versions of a statute, article by article: what stayed, changed, moved, came, went.

Articles with the same words are found by their words; the others are paired by how many runs of three characters
they share, looked up in an index, so that the work grows with the text and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.statutes.statute import Article, paragraph_texts, paragraphs_of
from jltrain.statutes.words import Spans, same_words, word_spans

ALIKE: Final = 0.5
"""From this share of common runs on an article under another number is the same one, with other words."""
STILL: Final = 0.25
"""The same for an article that kept its number."""
_RUN: Final = 3
_WORK: Final = 2_000_000
"""Comparisons in the index at most; the rarest runs come first, and decide."""


class Change(StrEnum):
    """What became of an article."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    Change.UNCHANGED: N_("未变"),
    Change.CHANGED: N_("有修改"),
    Change.MOVED: N_("条号变动"),
    Change.NEW: N_("新增"),
    Change.GONE: N_("删去"),
}


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article in both versions. `old` is None for NEW, `new` for GONE; `similarity` 1 means the same words.

    MOVED says that the number is another one; its words may have changed too.
    """

    change: Change
    old: Article | None
    new: Article | None
    similarity: float

    @property
    def reworded(self) -> bool:
        """Whether the words are others, in an article that is on both sides."""
        return bool(self.old and self.new) and self.similarity < 1

    @property
    def old_spans(self) -> Spans:
        """The characters of the old text that are no more."""
        return self._spans()[0]

    @property
    def new_spans(self) -> Spans:
        """The characters of the new text that were not there."""
        return self._spans()[1]

    def _spans(self) -> tuple[Spans, Spans]:
        if self.old and self.new:
            return word_spans(self.old.text, self.new.text) if self.reworded else ((), ())
        old, new = (((0, len(a.text)),) if a else () for a in (self.old, self.new))
        return old, new


def differences(old: Sequence[Article], new: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """Every article of either side once, in the order of the new text; those gone stand where they stood."""
    olds, news = [same_words(a.text) for a in old], [same_words(a.text) for a in new]
    pairs: dict[int, tuple[int, float]] = {}
    _same_place(old, new, olds, news, pairs)
    _same_words(olds, news, pairs)
    _alike(old, new, olds, news, pairs)
    _between(old, new, pairs)
    return tuple(_in_order(old, new, pairs))


def _same_place(
    old: Sequence[Article],
    new: Sequence[Article],
    olds: list[str],
    news: list[str],
    pairs: dict[int, tuple[int, float]],
) -> None:
    places = {a.key: n for n, a in enumerate(new)}
    for place, article in enumerate(old):
        at = places.get(article.key)
        if at is not None and olds[place] == news[at]:
            pairs[place] = (at, 1.0)


def _same_words(olds: list[str], news: list[str], pairs: dict[int, tuple[int, float]]) -> None:
    taken = {at for at, _ in pairs.values()}
    free: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(news) - 1, -1, -1):
        if at not in taken:
            free[news[at]].append(at)
    for place, text in enumerate(olds):
        if place not in pairs and free.get(text):
            pairs[place] = (free[text].pop(), 1.0)


def _alike(
    old: Sequence[Article],
    new: Sequence[Article],
    olds: list[str],
    news: list[str],
    pairs: dict[int, tuple[int, float]],
) -> None:
    """Pair what is left, the most alike first; of two equally alike the nearer one."""
    taken = {at for at, _ in pairs.values()}
    left = {n: _runs(olds[n]) for n in range(len(olds)) if n not in pairs}
    right = {n: _runs(news[n]) for n in range(len(news)) if n not in taken}
    ranked = []
    for (a, b), share in _shares(left, right).items():
        stays = old[a].key == new[b].key
        if share >= (STILL if stays else ALIKE):
            ranked.append((share + 0.1 * stays - 0.05 * min(1.0, abs(a - b) / 20), -a, -b, share))
    for rank in sorted(ranked, reverse=True):
        a, b, share = -rank[1], -rank[2], rank[3]
        if a not in pairs and b not in taken:
            pairs[a] = (b, min(share, 0.999))
            taken.add(b)


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + _RUN] for n in range(max(1, len(text) - _RUN + 1)))


def _shares(left: dict[int, frozenset[str]], right: dict[int, frozenset[str]]) -> dict[tuple[int, int], float]:
    """Dice's share of common runs for all pairs that have any, as far as the work allowed reaches."""
    index: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, sets in enumerate((left, right)):
        for place, runs in sets.items():
            for run in runs:
                index[run][side].append(place)
    both = sorted(((len(a) * len(b), run) for run, (a, b) in index.items() if a and b))
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    work = 0
    for size, run in both:
        work += size
        if work > _WORK:
            break
        for a in index[run][0]:
            for b in index[run][1]:
                common[a, b] += 1
    return {(a, b): 2 * n / (len(left[a]) + len(right[b])) for (a, b), n in common.items()}


def _between(old: Sequence[Article], new: Sequence[Article], pairs: dict[int, tuple[int, float]]) -> None:
    """An article that kept its number between two neighbours that kept theirs was rewritten, not replaced."""
    taken = {at for at, _ in pairs.values()}
    places = {a.key: n for n, a in enumerate(new)}

    def stays(place: int) -> bool:
        if not 0 <= place < len(old):
            return True
        return place in pairs and new[pairs[place][0]].key == old[place].key

    for place, article in enumerate(old):
        at = places.get(article.key)
        if place not in pairs and at is not None and at not in taken and stays(place - 1) and stays(place + 1):
            pairs[place] = (at, 0.0)
            taken.add(at)


def _in_order(
    old: Sequence[Article], new: Sequence[Article], pairs: dict[int, tuple[int, float]]
) -> Iterator[ArticleChange]:
    found = {at: (place, share) for place, (at, share) in pairs.items()}
    gone: defaultdict[int, list[Article]] = defaultdict(list)
    after = -1
    for place, article in enumerate(old):
        if place in pairs:
            after = pairs[place][0]
        else:
            gone[after].append(article)
    yield from (ArticleChange(Change.GONE, article, None, 0.0) for article in gone[-1])
    for at, article in enumerate(new):
        if at not in found:
            yield ArticleChange(Change.NEW, None, article, 0.0)
        else:
            before, share = old[found[at][0]], found[at][1]
            change = Change.UNCHANGED if share == 1 else Change.CHANGED
            yield ArticleChange(Change.MOVED if before.key != article.key else change, before, article, share)
        yield from (ArticleChange(Change.GONE, lost, None, 0.0) for lost in gone[at])


def touched(changes: Iterable[ArticleChange]) -> dict[str, ArticleChange]:
    """Old key -> what became of the article, for those that a citation may not be left as it is for."""
    return {c.old.key: c for c in changes if c.old and c.change in (Change.CHANGED, Change.MOVED, Change.GONE)}


def same_at(change: ArticleChange, paragraph: int, point: int = 0) -> bool:
    """Whether 款 `paragraph` (and in it 项 `point`) of an article reads as before and under the same number."""
    return bool(paragraph or point) and paragraph_now(change, paragraph, point) == (paragraph or 1)


def paragraph_now(change: ArticleChange, paragraph: int, point: int = 0) -> int:
    """The number under which 款 `paragraph` of the old article stands in the new one, 0 when its words are others.

    With a 项 only the words that introduce it and its own have to be the same. A 项 cited without 款 is of the first.
    """
    if not change.old or not change.new:
        return 0
    number = paragraph or 1
    before = _cited(change.old.text, point)
    if number > len(before) or not before[number - 1]:
        return 0
    after = _cited(change.new.text, point)
    wanted = before[number - 1]
    if number <= len(after) and after[number - 1] == wanted:
        return number
    return after.index(wanted) + 1 if wanted in after else 0


def _cited(text: str, point: int) -> list[str]:
    """Each paragraph's words, or with `point` those before its items and of that item; "" where there is none."""
    folded = same_words(text)
    if not point:
        return list(paragraph_texts(folded))
    out = []
    for paragraph in paragraphs_of(folded):
        own = [i for n, i in enumerate(paragraph.items, 1) if n == point]
        out.append(f"{paragraph.text}\n{own[0]}" if own else "")
    return out
