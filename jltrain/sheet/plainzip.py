"""A zip of the one form that this program writes: parts as they are, nothing packed, nothing between them, no dates.

All its bytes follow from the names and contents, so that whoever has checked these checks the file by writing it
again. PKWARE APPNOTE 6.3.3; parts and file stay below 4 GB.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Final

_VERSION: Final = 20
_UTF8: Final = 0x0800
_DAY: Final = (1 << 5) | 1
"""1980-01-01, the first that a zip can say."""


def written(parts: Mapping[str, bytes]) -> bytes:
    """The zip of these parts, in their order."""
    out, directory = bytearray(), bytearray()
    for name, data in parts.items():
        raw, crc, at = name.encode(), zlib.crc32(data), len(out)
        shared = struct.pack("<HHHHHIIIHH", _VERSION, _UTF8, 0, 0, _DAY, crc, len(data), len(data), len(raw), 0)
        out += b"PK\x03\x04" + shared + raw + data
        directory += b"PK\x01\x02" + struct.pack("<H", _VERSION) + shared + struct.pack("<HHHII", 0, 0, 0, 0, at) + raw
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)
