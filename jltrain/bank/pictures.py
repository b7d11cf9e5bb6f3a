"""The pictures of questions: what may be one, and the name it goes by, which follows from its content.

A picture is what its bytes say, whatever its file is called. An SVG that could do more than be seen is refused, and a
picture that would fill the memory once it is unpacked.
"""

from __future__ import annotations

import hashlib
import re
import struct
from typing import Final

from jltrain.errors import BadInput
from jltrain.i18n import N_, _
from jltrain.reading.pictures import svg_fault

LARGEST: Final = 5_000_000
"""Bytes."""
_MOST_PIXELS: Final = 50_000_000
_NAME: Final = re.compile(r"[0-9a-f]{32}\.(?:png|jpg|gif|svg)")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""JPEG markers that say the size (SOF0 … SOF15 but DHT, JPG, DAC): ITU-T T.81, table B.1."""


class PictureUnfit(BadInput):
    template = N_("图片“{name}”不能使用（{reason}），请换一张 png、jpg、gif 或 svg 图片。")


def content_name(data: bytes, told: str = "") -> str:
    """The name under which the picture `data` is kept: the half of its SHA-256 and a suffix by its content.

    `told`: how the user calls it, for the message. Raises PictureUnfit.
    """
    if len(data) > LARGEST:
        raise PictureUnfit(name=told, reason=_("图片超过 5 MB"))
    suffix, size = _kind(data)
    if not suffix:
        raise PictureUnfit(name=told, reason=_("不是图片，或不是能用的格式"))
    if suffix == ".svg":
        if fault := svg_fault(data):
            raise PictureUnfit(name=told, reason=fault)
    elif size is None:
        raise PictureUnfit(name=told, reason=_("图片已损坏"))
    elif size[0] * size[1] > _MOST_PIXELS:
        raise PictureUnfit(name=told, reason=_("图片的长宽太大"))
    return hashlib.sha256(data).hexdigest()[:32] + suffix


def is_content_name(name: str) -> bool:
    """Whether `content_name` could have given it."""
    return bool(_NAME.fullmatch(name))


def _kind(data: bytes) -> tuple[str, tuple[int, int] | None]:
    """Suffix and size in pixels; of an SVG no size."""
    if data.startswith(_PNG):
        whole = len(data) >= 33 and data[12:16] == b"IHDR"
        return ".png", _sized(struct.unpack(">II", data[16:24])) if whole else None
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg", _jpeg_size(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ".gif", _sized(struct.unpack("<HH", data[6:10])) if len(data) > 13 else None
    if b"<svg" in data[:2_000]:
        return ".svg", None
    return "", None


def _sized(pair: tuple[int, ...]) -> tuple[int, int] | None:
    width, height = pair
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _sized((width, height))
        if marker == 0xFF:  # fill
            at += 1
        else:
            at += 2 + max(2, struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None
