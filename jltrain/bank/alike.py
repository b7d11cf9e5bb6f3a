"""Near-duplicates: which questions of a bank say nearly the same as this one, while it is still being typed.

Two texts are compared by the share of character trigrams that they have in common (Jaccard's measure) over the words
without spaces and punctuation: once the whole question with its options, once the stems alone, so that a duplicate
shows before its options are typed. The answer is exact, for every text at or above the index's `least`.

How it is fast: put all trigrams in one order, rare ones first. Two sets of which a share `least` is common must have
a trigram in common among the first of each ("prefix filter", Chaudhuri and others 2006, Bayardo and others 2007), so
only those firsts are kept, in buckets by hash. How many of its firsts a text must share, and how long it must be,
leaves a handful of texts that are then compared as they are.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from itertools import chain
from math import ceil
from typing import Final

from jltrain.bank.figures import squeezed
from jltrain.bank.question import Question
from jltrain.progress import Report, Step, silent

DUPLICATE: Final = 0.85
"""The share from which on content authors take two questions for one."""
LEAST: Final = 0.6
"""The share from which on an author is shown that there is something alike."""
_BUCKETS: Final = 262_139
"""A prime, so that all three characters say which."""
_SAMPLE: Final = 2_000
_OFTEN: Final = 20
"""In a sample of so many questions a trigram of the language stands in at least so many."""
_SHORTEST: Final = 4
"""Characters of a stem that say anything: 第五十一条规定 yes, 填空 no."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A question that says nearly the same; `share` 0..1 of the better of whole and stem."""

    id: str
    share: float
    stem: str


def compared(question: Question) -> tuple[str, str]:
    """The two texts that are compared: the stem, and the whole with options and the stems of a case's parts."""
    stem = squeezed.__wrapped__(question.stem)
    if len(question.items) == 1 and not question.items[0].options:
        return stem, stem
    parts = [o for item in question.items for o in item.options]
    parts += [item.stem for item in question.items if len(question.items) > 1]
    return stem, stem + squeezed.__wrapped__("".join(parts))


def trigrams(text: str) -> set[int]:
    """The trigrams of a squeezed text as numbers, each always the same; a shorter text is its own.

    Three characters of 16 bits stand side by side in eight bytes, moved there by slices, which takes a quarter of the
    time of cutting texts. Rare characters beyond those 16 bits go the long way, for themselves alone.
    """
    count = len(text) - 2
    if count < 1:
        return {_code(text)}
    try:
        low, high = (data := text.encode("utf-16-le"))[::2], data[1::2]
    except UnicodeEncodeError:  # half a character, as a broken file may bring it
        return {_code(text[i : i + 3]) for i in range(count)}
    if len(low) != len(text):
        return {_code(text[i : i + 3]) for i in range(count)}
    packed = bytearray(8 * count)
    for n in range(3):
        packed[2 * n :: 8] = low[n : n + count]
        packed[2 * n + 1 :: 8] = high[n : n + count]
    return set(struct.unpack(f"<{count}Q", packed))


def _code(text: str) -> int:
    """Of at most three characters; a number below 2**48 if all have 16 bits, as `trigrams` packs them."""
    points = [ord(char) for char in text]
    if all(point < 0x10000 for point in points):
        return sum(point << (16 * n) for n, point in enumerate(points))
    return (1 << 63) | sum(point << (21 * n) for n, point in enumerate(points))


def share(one: set[int], other: set[int]) -> float:
    """Jaccard's measure of two sets that are not empty."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)


class AlikeIndex:
    """Texts of a bank, kept in memory. Put together in one thread; asked and updated in one at a time."""

    def __init__(self, sample: Sequence[Question] = (), least: float = LEAST, *, stems: bool = True) -> None:
        self.least, self._stems = least, stems
        often = Counter(chain.from_iterable(trigrams(compared(q)[1]) for q in sample))
        usual = sorted((n, gram) for gram, n in often.items() if n >= _OFTEN)
        self._rank = {gram: place for place, (_n, gram) in enumerate(usual)}
        self._common = frozenset(self._rank)
        self._buckets: list[array[int] | None] = [None] * _BUCKETS
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._sizes = array("H")
        self._of: dict[str, tuple[int, ...]] = {}
        self._stem_of: dict[str, str] = {}

    @classmethod
    def build(
        cls, questions: Sequence[Question], report: Report = silent, least: float = LEAST, *, stems: bool = True
    ) -> AlikeIndex:
        """An index of all these. Takes 40 µs a question."""
        made = cls(questions[:: max(1, len(questions) // _SAMPLE)], least, stems=stems)
        for done, question in enumerate(questions):
            if done % 500 == 0:
                report(Step(done, len(questions)))
            made.put(question)
        report(Step(len(questions), len(questions)))
        return made

    def __len__(self) -> int:
        return len(self._of)

    def put(self, question: Question) -> None:
        """Take a question in, instead of one with the same id."""
        self.drop(question.id)
        stem, whole = compared(question)
        places = [self._add(question.id, whole)] if whole else []
        if self._stems and stem != whole and len(stem) >= _SHORTEST:
            places.append(self._add(question.id, stem))
        self._of[question.id] = tuple(places)
        self._stem_of[question.id] = question.stem

    def drop(self, ident: str) -> None:
        """Take a question out, if it is in."""
        for place in self._of.pop(ident, ()):
            self._sizes[place] = 0  # what stands in the buckets stays, and finds nothing
            self._texts[place] = ""
        self._stem_of.pop(ident, None)

    def _add(self, ident: str, text: str) -> int:
        grams, place, buckets = trigrams(text), len(self._ids), self._buckets
        self._ids.append(ident)
        self._texts.append(text)
        self._sizes.append(min(len(grams), 65_535))
        for code in self._first(grams):
            held = buckets[code % _BUCKETS]
            if held is None:
                buckets[code % _BUCKETS] = array("I", (place,))
            else:
                held.append(place)
        return place

    def _first(self, grams: set[int]) -> list[int]:
        """So many of them, in the order of all, that a text alike must have one of them among its own first."""
        count = len(grams) - ceil(self.least * len(grams)) + 1
        first = sorted(grams - self._common)[:count]
        if len(first) < count:
            first += sorted(grams & self._common, key=self._rank.__getitem__)[: count - len(first)]
        return first

    def like(self, question: Question, limit: int = 5) -> tuple[Alike, ...]:
        """The questions most like this one, itself (by id) left out: all of share `least` and more, at most `limit`."""
        best: dict[str, float] = {}
        stem, whole = compared(question)
        for text in dict.fromkeys((whole, stem) if self._stems and len(stem) >= _SHORTEST else (whole,)):
            for ident, found in self._of_text(text, 2 * limit + 2):
                if ident != question.id and found > best.get(ident, 0.0):
                    best[ident] = found
        chosen = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return tuple(Alike(ident, found, self._stem_of[ident]) for ident, found in chosen)

    def _of_text(self, text: str, most: int) -> Iterator[tuple[str, float]]:
        """The ids of texts at least so much alike, with the share; the best `most` of them are among these.

        Those that may share most come first: once `most` were found of a share that no other can have, it is done.
        """
        if not text:
            return
        mine = trigrams(text)
        held = (self._buckets[code % _BUCKETS] for code in self._first(mine))
        counted = Counter(chain.from_iterable(places for places in held if places is not None))
        sizes, needed, size = self._sizes, self._needed(len(mine)), len(mine)
        few = [(hits, place) for place, hits in counted.items() if hits >= needed.get(sizes[place], size + 1)]
        rest, best = ceil(self.least * size) - 1, list[float]()
        for bound, place in sorted((self._bound(size, rest, sizes[place], hits), place) for hits, place in few):
            if len(best) == most and -bound < best[0]:
                return
            found = share(mine, trigrams(self._texts[place]))
            if found >= self.least:
                (heappush if len(best) < most else heappushpop)(best, found)
                yield self._ids[place], found

    def _bound(self, size: int, rest: int, other: int, hits: int) -> float:
        """The share that two texts of these sizes can have, made negative, if so many of their firsts are common."""
        common = min(hits + max(rest, ceil(self.least * other) - 1), size, other)
        return -common / (size + other - common)

    def _needed(self, size: int) -> dict[int, int]:
        """How many of its firsts a text must share with one of `size`, by its own size; not those of other sizes."""
        least, rest = self.least, ceil(self.least * size) - 1
        others = range(ceil(least * size), min(int(size / least), 65_535) + 1)
        return {
            other: ceil(least / (1 + least) * (size + other) - 1e-9 - max(rest, ceil(least * other) - 1))
            for other in others
        }


def near_duplicates(questions: Sequence[Question], report: Report = silent) -> tuple[tuple[str, str], ...]:
    """Pairs that share more than DUPLICATE of their trigrams, options included, in the order of the questions."""
    index = AlikeIndex(questions[:: max(1, len(questions) // _SAMPLE)], DUPLICATE, stems=False)
    pairs = []
    for done, question in enumerate(questions):
        if done % 500 == 0:
            report(Step(done, len(questions)))
        pairs += [(one.id, question.id) for one in index.like(question, limit=len(index)) if one.share > DUPLICATE]
        index.put(question)
    return tuple(pairs)
