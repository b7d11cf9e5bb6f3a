"""A PDF written in one pass: objects in order, one cross-reference table, one end of file.

Not ReportLab, whose output hangs on its version, on `~/.reportlab_settings` and on RL_* environment variables: a
sheet must be rebuilt byte for byte on another office's PC years later, and its page is simple. Syntax: ISO 32000-1, 7.

Every byte follows from what is written, but for one thing: two builds of zlib may pack the same stream differently.
So packing is handed in: `pack(offset, data)` gets the place where the object begins. A writer deflates;
verification hands in one that takes the stream out of the file at hand, at the same place, if it unpacks to `data`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final

HEADER: Final = b"%PDF-1.7\n%\xe6\x88\x90\xe7\xbb\xa9\n"
"""The second line has bytes above 127, as ISO 32000-1, 7.5.2 recommends, so that nothing takes the file for text."""

TAIL: Final = b"%%EOF\n"

Pack = Callable[[int, bytes], bytes]


def deflate(offset: int, data: bytes) -> bytes:
    """The plain packer."""
    return zlib.compress(data, 6)


def text(value: str) -> bytes:
    """A text string in UTF-16BE with its mark, as hexadecimal: it holds every character and needs no escapes."""
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode("ascii") + b">"


@lru_cache(16_384)
def number(value: float) -> bytes:
    """At most two decimals (a hundredth of a point) and no exponent."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return b"0" if short == "-0" else short.encode("ascii")


class Writer:
    """Numbers are promised with `reserve` and kept with `write` or `stream`, in any order, each once."""

    def __init__(self, pack: Pack = deflate) -> None:
        self._out = bytearray(HEADER)
        self._offsets: list[int] = []
        self._pack = pack

    def reserve(self) -> int:
        """The number of an object to be written later."""
        self._offsets.append(-1)
        return len(self._offsets)

    def write(self, body: bytes, object_number: int = 0) -> int:
        """An object; gives its number."""
        mine = object_number or self.reserve()
        self._offsets[mine - 1] = len(self._out)
        self._out += b"%d 0 obj\n%s\nendobj\n" % (mine, body)
        return mine

    def stream(self, entries: bytes, data: bytes, object_number: int = 0) -> int:
        """A packed stream whose dictionary has these entries besides its length and filter."""
        packed = self._pack(len(self._out), data)
        return self.write(
            b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed),
            object_number,
        )

    def tell(self) -> int:
        """Where the next object will begin."""
        return len(self._out)

    def finish(self, root: int, info: int, identity: bytes) -> bytes:
        """The whole file. `identity`: 16 bytes for the trailer's /ID."""
        if -1 in self._offsets:
            raise ValueError(f"object {self._offsets.index(-1) + 1} was reserved and never written")
        start, mark = len(self._out), identity.hex().upper().encode("ascii")
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets)
        self._out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(self._offsets) + 1, rows)
        self._out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n" % (
            len(self._offsets) + 1, root, info, mark, mark,
        )  # fmt: skip
        self._out += b"startxref\n%d\n%s" % (start, TAIL)
        return bytes(self._out)
