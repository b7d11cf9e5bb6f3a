"""Universal signature forgery: the signature's dictionary is made senseless, so that a careless reader checks nothing.

Mladenov, Mainka, Meyer zu Selhausen, Grothe, Schwenk: 1 Trillion Dollar Refund (CCS 2019), 4.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import gap_of
from tests.sheet.attacks.forgery import Scene, several

_RANGE = re.compile(rb"/ByteRange \[[^\]]*\]")


def _range(new: bytes) -> Callable[[Scene], bytes]:
    """Another /ByteRange in the same room where it fits, so that no offset changes."""

    def make(s: Scene) -> bytes:
        old = _RANGE.search(s.good)
        assert old
        return s.good.replace(old[0], new.ljust(len(old[0])), 1)

    return make


def _numbers(change: Callable[[int, int, int], tuple[int, int, int, int]]) -> Callable[[Scene], bytes]:
    """Other numbers in the usual form."""

    def make(s: Scene) -> bytes:
        start, end = gap_of(s.good)
        first, *rest = change(start, end, len(s.good))
        return _range(b"/ByteRange [%d %s]" % (first, b" ".join(b"%010d" % n for n in rest)))(s)

    return make


def _contents(new: bytes) -> Callable[[Scene], bytes]:
    """Another /Contents in the same room."""

    def make(s: Scene) -> bytes:
        start, end = gap_of(s.good)
        return s.good[:start] + new.ljust(end - start) + s.good[end:]

    return make


RANGES = {
    "range_missing": _range(b""),
    "range_null": _range(b"/ByteRange null"),
    "range_empty": _range(b"/ByteRange []"),
    "range_of_one_number": _range(b"/ByteRange [0]"),
    "range_of_three": _range(b"/ByteRange [0 10 20]"),
    "range_of_zeros": _range(b"/ByteRange [0 0 0 0]"),
    "range_of_zeros_in_full": _range(b"/ByteRange [0 0000000000 0000000000 0000000000]"),
    "range_negative": _range(b"/ByteRange [0 -1 -1 -1]"),
    "range_overflowing": _range(b"/ByteRange [0 4294967296 4294967296 1]"),
    "range_of_words": _range(b"/ByteRange [a b c d]"),
    "range_of_reals": _range(b"/ByteRange [0.0 100.5 200.5 1.0]"),
    "range_as_a_reference": _range(b"/ByteRange 1 0 R"),
    "range_under_another_name": lambda s: s.good.replace(b"/ByteRange", b"/ByteRangX", 1),
    "range_with_an_escaped_name": _range(b"/Byte#52ange [0 1 2 3]"),
    "range_in_a_comment": _range(b"%ByteRange [0 1 2 3]"),
    "range_not_from_the_start": _numbers(lambda a, b, n: (9, a - 9, b, n - b)),
    "range_over_all": _numbers(lambda a, b, n: (0, n, n, 0)),
    "range_with_a_wider_gap": _numbers(lambda a, b, n: (0, a - 40, b + 40, n - b - 40)),
    "range_with_a_narrow_gap": _numbers(lambda a, b, n: (0, a + 2, b - 2, n - b + 2)),
    "range_swapped": _numbers(lambda a, b, n: (0, b, a, n - b)),
    "range_overlapping": _numbers(lambda a, b, n: (0, b, a, n - a)),
    "range_one_off": _numbers(lambda a, b, n: (0, a, b + 1, n - b - 1)),
}
several(Code.STRANGE_SIGNATURE, RANGES, "universal")
several(
    Code.TRUNCATED,
    {"range_beyond_the_end": _numbers(lambda a, b, n: (0, a, b, 9_999_999))},
    "universal",
)
several(
    Code.ADDED_TO,
    {
        "range_short_of_the_end": _numbers(lambda a, b, n: (0, a, b, n - b - 10)),
        "range_without_a_second_part": _numbers(lambda a, b, n: (0, a, b, 0)),
    },
    "universal",
)
several(
    Code.STRANGE_SIGNATURE,
    {
        "contents_null": _contents(b"null"),
        "contents_empty": _contents(b"<>"),
        "contents_one_zero": _contents(b"<00>"),
        "contents_of_a_word": _contents(b"0x00"),
        "contents_empty_string": _contents(b"()"),
        "contents_missing": lambda s: s.good.replace(b"/Contents <", b"/Contentz <", 1),
        "contents_a_reference": _contents(b"1 0 R"),
        "contents_of_letters": lambda s: _contents(b"<" + b"z" * (gap_of(s.good)[1] - gap_of(s.good)[0] - 2) + b">")(s),
    },
    "universal",
)
