"""Pictures of a PDF's pages, for the screen. Only for files that were verified or are our own.

pdfium is not thread-safe: one thread at a time.
"""

from __future__ import annotations

import struct
import zlib

import pypdfium2

from jltrain.errors import BadInput
from jltrain.i18n import N_


class NotShown(BadInput):
    template = N_("这个文件不是能显示的 PDF，可能没有复制完；请先核验，或向出具单位索取原文件。")


def png(file: bytes, dpi: int = 110) -> list[bytes]:
    """One PNG (RGB, 8 bits) for each page. Raises NotShown when it is no PDF."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise NotShown from error
    try:
        return [_picture(document[n], dpi) for n in range(len(document))]
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
    row = 3 * bitmap.width
    pixels = memoryview(bitmap.buffer)
    lines = b"".join(b"\0" + bytes(pixels[y * bitmap.stride : y * bitmap.stride + row]) for y in range(bitmap.height))
    header = struct.pack(">LLBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    density = struct.pack(">LLB", round(dpi / 0.0254), round(dpi / 0.0254), 1)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(tag, data)
        for tag, data in ((b"IHDR", header), (b"pHYs", density), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    )


def _chunk(tag: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + tag + data + struct.pack(">L", zlib.crc32(tag + data))
