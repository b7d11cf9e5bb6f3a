"""The decisive proof: the attached data is read, the whole file is built again from it, and must be equal.

So the page cannot say other than the data, and there is no room for scripts, layers, forms, further attachments or
revisions. Every byte outside the gap of the signature is compared, whichever template the data names.

Only packed streams may differ, since two builds of zlib pack alike data differently. Where the file is not what this
PC would write itself, each packed stream is taken from the file at the place where it must be, if it unpacks to
exactly the data that belongs there.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from jltrain.sheet import pdf
from jltrain.sheet.frame import frame
from jltrain.sheet.payload import DATA_LIMIT, Payload, from_json
from jltrain.sheet.template2.prologue import prologue


class NotAsData(ValueError):
    """The file is not what follows from its data."""


def rebuilt(file: bytes, gap: tuple[int, int]) -> Payload:
    """The payload from which the whole file follows. `gap`: [start, end) of the signature's value from `<` to `>`.

    Raises NotAsData, and BadPayload when the attached data cannot be read.
    """
    constant = prologue().data
    begun = file.startswith(constant)
    payload = from_json(_data(file, len(constant) if begun else len(pdf.HEADER)))
    if begun and _same(file, gap, payload, pdf.deflate):
        return payload

    def as_in_file(offset: int, data: bytes) -> bytes:
        packed, found = _stream(file, offset, len(data))
        if found != data:
            raise NotAsData
        return packed

    if not _same(file, gap, payload, as_in_file):
        raise NotAsData
    return payload


def _same(file: bytes, gap: tuple[int, int], payload: Payload, pack: pdf.Pack) -> bool:
    again = frame(payload, pack)
    start, end = gap
    return again.gap == gap and again.data[:start] == file[:start] and again.data[end:] == file[end:]


_PLAIN: Final = re.compile(rb"\d+ 0 obj\n<< /Length (\d{1,7}) /Type /EmbeddedFile [^\n]*>>\nstream\n")


def _data(file: bytes, offset: int) -> bytes:
    """What is attached, in the first object that is not constant."""
    if plain := _PLAIN.match(file, offset):
        return file[plain.end() : plain.end() + min(int(plain[1]), DATA_LIMIT + 1)]
    return _stream(file, offset, DATA_LIMIT)[1]


_STREAM: Final = re.compile(rb"\d+ 0 obj\n<< /Length (\d{1,7}) /Filter /FlateDecode [^\n]*>>\nstream\n")


def _stream(file: bytes, offset: int, limit: int) -> tuple[bytes, bytes]:
    """A stream that begins there, packed and unpacked; it must end with its last byte and unpack to at most `limit`."""
    head = _STREAM.match(file, offset)
    if head is None:
        raise NotAsData
    packed = file[head.end() : head.end() + int(head[1])]
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(packed, limit + 1)
    except zlib.error as error:
        raise NotAsData from error
    if len(data) > limit or not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise NotAsData
    return packed, data
