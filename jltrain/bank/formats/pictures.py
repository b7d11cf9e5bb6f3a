"""What a picture's bytes are, whatever its name says."""

from __future__ import annotations

import re
from typing import Final

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"BM", ".bmp"),
)
_SVG: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<svg[\s>]", re.DOTALL
)
LARGEST: Final = 20 * 1024 * 1024


def suffix_of(data: bytes) -> str:
    """ ".png", ".jpg", ".gif", ".bmp", ".webp" or ".svg" (without script); "" for anything else or too much."""
    if not data or len(data) > LARGEST:
        return ""
    for magic, suffix in _MAGIC:
        if data.startswith(magic):
            return suffix
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return ".webp"
    if _SVG.match(data[:4000]) and not re.search(
        rb"(?i)<script|<!ENTITY|\son[a-z]+\s*=|<foreignObject|javascript:", data
    ):
        return ".svg"
    return ""
