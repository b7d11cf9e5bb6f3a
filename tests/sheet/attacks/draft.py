"""One of our sheets taken to pieces and put together again, well-formed, as a forger with an editor would.

Object bodies can be edited, added and removed; offsets, cross-reference table, lengths and /ByteRange come out right,
so that what is wrong with a forged file is only what the forger changed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

_RANGE = re.compile(rb"/ByteRange \[0 \d{10} \d{10} \d{10}\]")


def gap_of(file: bytes) -> tuple[int, int]:
    """From `<` to behind `>` of the signature's /Contents."""
    start = file.index(b"/Contents <", file.index(b"/ByteRange")) + len(b"/Contents ")
    return start, file.index(b">", start) + 1


def ranged(file: bytes) -> bytes:
    """The file with /ByteRange put right, as long as it has its usual form."""
    start, end = gap_of(file)
    return _RANGE.sub(b"/ByteRange [0 %010d %010d %010d]" % (start, end, len(file) - end), file, count=1)


def refilled(file: bytes, cms: bytes, fill: bytes = b"0") -> bytes:
    """Another CMS in the gap, as long as before."""
    start, end = gap_of(file)
    return file[: start + 1] + cms.hex().encode().ljust(end - start - 2, fill) + file[end - 1 :]


def cms_in(file: bytes) -> bytes:
    """What stands in the gap, with its zeros."""
    start, end = gap_of(file)
    return bytes.fromhex(file[start + 1 : end - 1].decode())


@dataclass
class Draft:
    """`objects`: number -> body, in the order of the file."""

    header: bytes
    objects: dict[int, bytes]
    trailer: bytes
    between: dict[int, bytes] = field(default_factory=dict)
    """Bytes before an object; 0: before the table."""
    edit: Callable[[bytes], bytes] = lambda file: file
    """A last change of the whole, before the range is put right; it may not move anything."""

    @classmethod
    def of(cls, file: bytes) -> Draft:
        table = int(file[file.rindex(b"startxref\n") :].split()[1])
        offsets = {n: int(row) for n, row in enumerate(re.findall(rb"(\d{10}) 00000 n", file[table:]), 1)}
        order = sorted(offsets, key=offsets.__getitem__)
        ends = [*(offsets[n] for n in order[1:]), table]
        bodies = {
            n: file[offsets[n] : end].removeprefix(b"%d 0 obj\n" % n).removesuffix(b"\nendobj\n")
            for n, end in zip(order, ends, strict=True)
        }
        trailer = file[file.index(b"trailer\n", table) : file.rindex(b"startxref\n")]
        return cls(file[: offsets[order[0]]], bodies, trailer)

    def build(self) -> bytes:
        """The file, its signature's place as in the draft."""
        out, offsets = bytearray(self.header), {}
        for number, body in self.objects.items():
            out += self.between.get(number, b"")
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        out += self.between.get(0, b"")
        table, size = len(out), max(offsets) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        out += b"".join(
            b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(1, size)
        )
        out += re.sub(rb"/Size \d+", b"/Size %d" % size, self.trailer) + b"startxref\n%d\n%%%%EOF\n" % table
        return ranged(self.edit(bytes(out)))

    def find(self, mark: bytes) -> int:
        """The first object with these bytes in its dictionary."""
        return next(n for n, body in self.objects.items() if mark in body.split(b"stream\n", 1)[0])

    @property
    def catalog(self) -> int:
        return self.find(b"/Type /Catalog")

    @property
    def page(self) -> int:
        return self.find(b"/Type /Page ")

    @property
    def content(self) -> int:
        """The stream of the first page that says what no other sheet's does; it comes last."""
        found = re.search(rb"/Contents \[?([0-9 R]+)", self.objects[self.page])
        assert found
        return int(found[1].split()[-3])

    @property
    def attached(self) -> int:
        return self.find(b"/Type /EmbeddedFile")

    @property
    def signature(self) -> int:
        return self.find(b"/Type /Sig ")

    @property
    def info(self) -> int:
        return self.find(b"/Producer")

    def reference(self, number: int, key: bytes) -> int:
        """The number of the object that an entry refers to."""
        found = re.search(rb"/" + key + rb" \[?(\d+) 0 R", self.objects[number])
        assert found, key
        return int(found[1])

    def swap(self, number: int, old: bytes, new: bytes) -> Draft:
        """Replace bytes that must be there."""
        assert old in self.objects[number], old
        self.objects[number] = self.objects[number].replace(old, new, 1)
        return self

    def entry(self, number: int, entries: bytes) -> Draft:
        """More entries at the end of an object's dictionary."""
        head, *rest = self.objects[number].split(b"\nstream\n", 1)
        assert head.endswith(b">>")
        self.objects[number] = b"\nstream\n".join([head[:-2] + entries + b" >>", *rest])
        return self

    def add(self, body: bytes) -> int:
        """A new object's number."""
        number = max(self.objects) + 1
        self.objects[number] = body
        return number

    def add_stream(self, entries: bytes, data: bytes) -> int:
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data))

    def data(self, number: int) -> bytes:
        """A stream, unpacked."""
        return zlib.decompress(self.packed(number))

    def packed(self, number: int) -> bytes:
        return self.objects[number].split(b"\nstream\n", 1)[1].removesuffix(b"\nendstream")

    def put(self, number: int, data: bytes) -> Draft:
        """Other data in a stream, packed as ours is."""
        return self.put_packed(number, zlib.compress(data, 6))

    def put_packed(self, number: int, packed: bytes) -> Draft:
        head = self.objects[number].split(b"\nstream\n", 1)[0]
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head, count=1)
        self.objects[number] = b"%s\nstream\n%s\nendstream" % (head, packed)
        return self
