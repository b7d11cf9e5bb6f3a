"""A sheet before its signature: everything but the value in the gap, which follows from the payload alone.

Each template draws in a package of its own and is frozen once sheets were issued with it; this module picks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jltrain.sheet import pdf
from jltrain.sheet.payload import Payload, to_json
from jltrain.sheet.template1 import document as _document_1
from jltrain.sheet.template2 import document as _document_2
from jltrain.sheet.template2.prologue import begun

ATTACHMENT: Final = "score.json"
SIGNATURE_SPACES: Final = (_document_1.SIGNATURE_SPACE, _document_2.SIGNATURE_SPACE)
"""Bytes kept for the CMS, by template; ours takes about 900."""

_DRAW: Final = {1: _document_1.draw, 2: _document_2.draw}
_LAY: Final = {1: _document_1.lay, 2: _document_2.lay}


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet without its signature: the bytes, and the gap [start, end) from `<` to `>` where the CMS goes."""

    data: bytes
    gap: tuple[int, int]

    def digest(self, algorithm: str = "sha256") -> bytes:
        """The digest ("sha256", "sha512") of everything but the gap."""
        digest, start = begun(algorithm, self.data)
        view = memoryview(self.data)
        digest.update(view[start : self.gap[0]])
        digest.update(view[self.gap[1] :])
        return digest.digest()

    def filled(self, cms: bytes) -> bytes:
        """The signed file."""
        room = self.gap[1] - self.gap[0] - 2
        value = cms.hex().encode("ascii")
        if len(value) > room:
            raise ValueError(f"CMS of {len(cms)} bytes is too long")
        return b"".join((self.data[: self.gap[0]], b"<", value.ljust(room, b"0"), b">", self.data[self.gap[1] :]))


def draw(payload: Payload) -> bytes:
    """The unsigned sheet, A4 PDF. The same payload gives the same bytes. Raises BadPayload for an unknown template."""
    json = to_json(payload)
    return _DRAW[payload.template](payload, json)


def frame(payload: Payload, pack: pdf.Pack = pdf.deflate) -> Frame:
    """The sheet with the place for its signature. Raises BadPayload for an unknown template."""
    json = to_json(payload)
    return Frame(*_LAY[payload.template](payload, json, pack))
