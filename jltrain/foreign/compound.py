"""The compound file around an .xls: its workbook stream taken out with every chain counted, and wrapped anew.

Source: [MS-CFB] 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.6 (directory); [MS-XLS] 2.1.4 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from jltrain.foreign.extent import bounded
from jltrain.foreign.faults import FileDamaged, FileLocked
from jltrain.i18n import _

_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_FAT: Final = 0xFFFFFFFD
_MINI_BELOW: Final = 4096

# Records that place a cell at (row, column), the first two words of their data: Formula, Blank, Number,
# Label, BoolErr, RK, LabelSst, RString; and those with several cells: MulRk, MulBlank.
_CELL_RECORDS: Final = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x00BD, 0x00BE})
_DIMENSIONS: Final = 0x0200
_BEGIN: Final = 0x0809
_FILE_PASS: Final = 0x002F
_MULTIPLE: Final = 0x00BD
_BOUND_SHEET: Final = 0x0085
_STREAM: Final = 2


def cleaned(data: bytes, file: str) -> bytes:
    """A compound file with the workbook stream of `data` alone, its cells' extent measured.

    Raises FileDamaged, FileLocked, extent.TooWide.
    """
    try:
        streams = dict(_streams(data))
    except (struct.error, IndexError, ValueError) as error:
        raise FileDamaged(file=file, reason=_("内容不符合格式")) from error
    if "EncryptedPackage" in streams:
        raise FileLocked(file=file)
    name = next((name for name in ("Workbook", "Book") if name in streams), None)
    if name is None:
        raise FileDamaged(file=file, reason=_("文件里没有工作簿"))
    return _wrapped(_measured(streams[name], file))


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain. Raises ValueError when it comes back to itself, IndexError when it leaves the table."""
    for _step in range(len(table) + 1):
        if start == _END:
            return
        yield start
        start = table[start]
    raise ValueError("a chain without end")


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of the streams that can matter."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sector shift")
    size = 1 << shift
    directory, mini_start, difat_start = (struct.unpack_from("<I", data, place)[0] for place in (48, 60, 68))

    def sector(number: int) -> bytes:
        if number >= len(data) // size:  # one less is in the file: the header comes first
            raise ValueError("sector beyond the end")
        return data[(number + 1) * size : (number + 2) * size]

    difat = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while difat_start < _FAT - 1 and difat_start not in seen:
        seen.add(difat_start)
        *more, difat_start = _words(sector(difat_start))
        difat += more
    numbers = dict.fromkeys(number for number in difat if number < _FAT - 1)  # each FAT sector once
    fat = _words(b"".join(sector(number) for number in numbers))
    entries = b"".join(sector(number) for number in _chain(directory, fat))
    records = [entries[i : i + 128] for i in range(0, len(entries) - 127, 128)]
    mini_fat = _words(b"".join(sector(number) for number in _chain(mini_start, fat))) if mini_start < _FAT else ()
    mini_stream = struct.unpack_from("<I", records[0], 116)[0]
    for record in records[1:]:
        name_length, kind = struct.unpack_from("<HB", record, 64)
        start, length = struct.unpack_from("<II", record, 116)
        name = record[: max(0, min(name_length, 64) - 2)].decode("utf-16-le")
        if kind != _STREAM or name not in ("Workbook", "Book", "EncryptedPackage"):
            continue
        if length >= _MINI_BELOW:
            content = b"".join(sector(number) for number in _chain(start, fat))
        else:
            mini = b"".join(sector(number) for number in _chain(mini_stream, fat))
            content = b"".join(mini[number * 64 : number * 64 + 64] for number in _chain(start, mini_fat))
        yield name, content[:length]


def _measured(stream: bytes, file: str) -> bytes:
    """The stream with its stated dimensions blanked, since calamine allots what they say.

    The extent is taken over all sheets together: a sound file never exceeds 65,536 rows and 256 columns.
    Raises TooWide, FileLocked, FileDamaged (a sheet that begins amid another record).
    """
    out = bytearray(stream)
    place = rows = columns = 0
    begins: set[int] = set()
    sheets: set[int] = set()
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _BEGIN:
            begins.add(place)
        place += 4
        if kind == _FILE_PASS:
            raise FileLocked(file=file)
        if kind == _BOUND_SHEET and length >= 4 and place + 4 <= len(stream):
            sheets.add(struct.unpack_from("<I", stream, place)[0])
        elif kind == _DIMENSIONS:
            out[place : place + length] = bytes(len(out[place : place + length]))
        elif kind in _CELL_RECORDS and length >= 6 and place + length <= len(stream):
            row, column = struct.unpack_from("<HH", stream, place)
            if kind == _MULTIPLE:
                column = max(column, struct.unpack_from("<H", stream, place + length - 2)[0])
            if row >= rows or column >= columns:
                rows, columns = max(rows, row + 1), max(columns, column + 1)
                bounded(rows, columns)
        place += length
    if not sheets <= begins:
        raise FileDamaged(file=file, reason=_("内容不符合格式"))
    return bytes(out)


def _wrapped(stream: bytes) -> bytes:
    """A compound file of 4096-byte sectors: FAT, directory, stream, in this order."""
    size = 4096
    body = stream.ljust(size, b"\0")
    sectors = -(-len(body) // size)
    fats = -(-(sectors + 2) // (size // 4 - 1))
    first = fats + 1
    links = [_FAT] * fats + [_END] + [*range(first + 1, first + sectors), _END]
    links += [_FREE] * (fats * size // 4 - len(links))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6, 1, fats, fats, 0, _MINI_BELOW, _END, 0, _END, 0, 0,
    )  # fmt: skip
    difat = [*range(fats), *[_FREE] * (109 - fats)]
    header = header[:76] + struct.pack("<109I", *difat)
    directory = _entry("Root Entry", 5, 0, 0, child=1) + _entry("Workbook", _STREAM, first, len(body))
    parts = (header, struct.pack(f"<{len(links)}I", *links), directory, body)
    return b"".join(part.ljust(-(-len(part) // size) * size, b"\0") for part in parts)


def _entry(name: str, kind: int, start: int, length: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16xIQQIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, 0, 0, 0, start, length)
