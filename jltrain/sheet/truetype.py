"""The shipped fonts, read where they lie: which glyph a character has, how wide it is, and a small font of some glyphs.

The files are mapped, not loaded, so that the first sheet of a process costs milliseconds although the fonts have
12 and 24 MB. Only what `.ci/fonts.py` writes is understood: TrueType outlines without composites or hinting, a
cmap of format 12, long offsets. Tables: OpenType 1.9, chapters cmap, glyf, head, hhea, hmtx, loca, maxp.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final

from jltrain import bundled

SERIF: Final = "jltrain-serif.ttf"
RARE: Final = "jltrain-rare.ttf"


class Face:
    """One font file. Glyph 0 is the box that stands for a character without a glyph."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables: dict[bytes, tuple[int, int]] = {
            tag: (offset, length)
            for tag, _check, offset, length in struct.iter_unpack(">4sLLL", self._data[12 : 12 + 16 * self._u16(4)])
        }
        self.em = self._u16(self._at(b"head") + 18)
        self.box: tuple[int, ...] = tuple(
            round(v * 1000 / self.em) for v in struct.unpack_from(">4h", self._data, self._at(b"head") + 36)
        )
        self.ascent, self.descent = (
            round(v * 1000 / self.em) for v in struct.unpack_from(">2h", self._data, self._at(b"hhea") + 4)
        )
        self._wide = self._u16(self._at(b"hhea") + 34)
        self._starts, self._ends, self._glyphs = self._groups()
        self._pieces: dict[int, _Piece] = {}

    def _u16(self, offset: int) -> int:
        return int(struct.unpack_from(">H", self._data, offset)[0])

    def _at(self, tag: bytes) -> int:
        return self._tables[tag][0]

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _groups(self) -> tuple[list[int], list[int], list[int]]:
        """The runs of the cmap: first and last character, glyph of the first."""
        start = self._at(b"cmap")
        for _platform, _encoding, offset in struct.iter_unpack(
            ">HHL", self._data[start + 4 : start + 4 + 8 * self._u16(start + 2)]
        ):
            if self._u16(start + offset) == 12:
                count = int(struct.unpack_from(">L", self._data, start + offset + 12)[0])
                runs = struct.iter_unpack(">LLL", self._data[start + offset + 16 : start + offset + 16 + 12 * count])
                starts, ends, glyphs = zip(*runs, strict=True)
                return list(starts), list(ends), list(glyphs)
        raise ValueError("font without a cmap of format 12")

    def glyph(self, character: str) -> int:
        """The glyph of one character; 0 when the font has none."""
        point = ord(character)
        run = bisect_right(self._starts, point) - 1
        if run < 0 or point > self._ends[run]:
            return 0
        return self._glyphs[run] + point - self._starts[run]

    def width(self, glyph: int) -> int:
        """The advance in thousandths of an em."""
        return round(self._u16(self._at(b"hmtx") + 4 * min(glyph, self._wide - 1)) * 1000 / self.em)

    def outline(self, glyph: int) -> bytes:
        """The glyph's description as the glyf table has it; empty for a blank."""
        start, end = struct.unpack_from(">LL", self._data, self._at(b"loca") + 4 * glyph)
        base = self._at(b"glyf")
        return self._data[base + start : base + end]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file of these glyphs in this order, with the tables that PDF asks for and no others.

        PDF (ISO 32000-1, 9.9) wants glyf, head, hhea, hmtx, loca and maxp; names and character maps stay out,
        because the PDF itself says which code is which glyph and which character.
        """
        pieces = [self._pieces.get(g) or self._piece(g) for g in glyphs]
        ends, count = [0, *accumulate([len(p.outline) for p in pieces])], len(glyphs)
        return b"".join(
            _assembled(
                (b"glyf", b"".join([p.outline for p in pieces]), sum([p.check for p in pieces])),
                self._head,
                _counted(self._hhea, 34, count),
                (b"hmtx", b"".join([p.metric for p in pieces]), sum([p.metric_check for p in pieces])),
                (b"loca", struct.pack(f">{len(ends)}L", *ends), sum(ends)),
                _counted(self._maxp, 4, count),
            )
        )

    @cached_property
    def _head(self) -> _Table:
        """For a PDF, which has no use for checkSumAdjustment; with long offsets."""
        head = bytearray(self._table(b"head"))
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        return b"head", bytes(head), _sum(bytes(head) + bytes(-len(head) % 4))

    @cached_property
    def _hhea(self) -> _Table:
        return _uncounted(b"hhea", self._table(b"hhea"), 34)

    @cached_property
    def _maxp(self) -> _Table:
        return _uncounted(b"maxp", self._table(b"maxp"), 4)

    def _piece(self, glyph: int) -> _Piece:
        if (piece := self._pieces.get(glyph)) is None:
            outline = self.outline(glyph)
            left = struct.unpack_from(">h", outline, 2)[0] if outline else 0  # the left side bearing in these fonts
            outline += bytes(-len(outline) % 4)
            advance = self._u16(self._at(b"hmtx") + 4 * min(glyph, self._wide - 1))
            metric = struct.pack(">Hh", advance, left)
            piece = self._pieces[glyph] = _Piece(outline, metric, _sum(outline), _sum(metric))
        return piece


@dataclass(frozen=True, slots=True)
class _Piece:
    """A glyph ready to be put in a font: its padded outline, its entry in hmtx, its shares of their checksums."""

    outline: bytes
    metric: bytes
    check: int
    metric_check: int


_Table = tuple[bytes, bytes, int]
"""Tag, data, and the sum of its words."""


def _sum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}L", data))


def _uncounted(tag: bytes, data: bytes, offset: int) -> _Table:
    """A table with nothing in the place of the number of glyphs."""
    data = data[:offset] + b"\0\0" + data[offset + 2 :]
    return tag, data, _sum(data + bytes(-len(data) % 4))


def _counted(table: _Table, offset: int, count: int) -> _Table:
    """The same with the number of glyphs."""
    tag, data, check = table
    return (
        tag,
        data[:offset] + count.to_bytes(2, "big") + data[offset + 2 :],
        check + (count if offset % 4 else count << 16),
    )


def _assembled(*tables: _Table) -> list[bytes]:
    """The font file in pieces. The tables come in the order of their tags."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [struct.pack(">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))]
    body, offset = [], 12 + 16 * count
    for tag, data, check in tables:
        directory.append(struct.pack(">4sLLL", tag, check & 0xFFFFFFFF, offset, len(data)))
        padding = -len(data) % 4
        body.append(data + bytes(padding) if padding else data)
        offset += len(data) + padding
    return directory + body


@cache
def face(file: str) -> Face:
    """The shipped font of this file name, opened once per process."""
    return Face(bundled.resource("fonts", file))
