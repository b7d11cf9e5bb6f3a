"""The whole file of a sheet of template 2, in one pass: constant beginning, data, font T, contents, fonts, the rest.

What repeats from sheet to sheet (font T, the alike layer of a page) is packed well, once, and kept. What is a sheet's
own stays as it is unless the sheet is crowded: to pack it takes as long as all else, and what is not packed does not
hang on anybody's zlib. A crowded sheet's own is packed fast, with a window of 4 kB, since setting up zlib's usual 32 kB
takes longer than packing a page.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from typing import Final

from jltrain.sheet import pdf
from jltrain.sheet.payload import Payload
from jltrain.sheet.pdf import Pack
from jltrain.sheet.template2 import letters, wording
from jltrain.sheet.template2.form import Form, form
from jltrain.sheet.template2.ink import A4
from jltrain.sheet.template2.letters import FontObject, Letters
from jltrain.sheet.template2.page import pages
from jltrain.sheet.template2.prologue import (
    CATALOG,
    DATA,
    FIELD,
    FIRST_VARIABLE,
    FONT_S,
    FONT_T,
    INFO,
    PAGE,
    SIGNATURE,
    TREE,
    catalog,
    prologue,
)  # fmt: skip

ROOM: Final = 14_500
"""Bytes that data, own layers, own fonts and three quarters of font T may take unpacked: then a sheet has < 60 kB."""
SHORT: Final = 400
"""Streams that are never worth packing."""

SIGNATURE_SPACE: Final = 2688
"""Bytes kept for the CMS: one of RSA-3072 under a root of RSA-3072, with the longest names, takes 2,632."""
_ZEROS: Final = b"<" + b"0" * (2 * SIGNATURE_SPACE) + b">"
_HEAD: Final = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 "
_NO_CHANGES: Final = (
    b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP "
    b"/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"
)


def _fast(_offset: int, data: bytes) -> bytes:
    engine = zlib.compressobj(1, zlib.DEFLATED, 12, 5)
    return engine.compress(data) + engine.flush()


_name = lru_cache(64)(pdf.text)


class _Body:
    """What follows the constant beginning: pieces, and where each object is."""

    def __init__(self, pack: Pack) -> None:
        self.pieces = [prologue().data]
        self.length = len(prologue().data)
        self.places: dict[int, int] = {}
        self.crowded = False
        self.pack, self.kept = (_fast, True) if pack is pdf.deflate else (pack, False)

    def put(self, number: int, body: bytes) -> None:
        """An object."""
        self.places[number] = self.length
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self.pieces.append(piece)
        self.length += len(piece)

    def stream(self, number: int, entries: bytes, data: bytes) -> None:
        """A stream of this sheet's own, packed if the sheet is crowded."""
        packs = self.crowded and len(data) > SHORT
        self.put(number, letters.stream(entries, data, self.pack if packs else None, self.length))

    def packed(self, number: int, data: bytes) -> None:
        """A stream that repeats from sheet to sheet: always packed."""
        if self.kept:
            self.put(number, _kept(data))
        else:
            self.put(number, letters.stream(b"", data, self.pack, self.length))

    def font(self, first: int, objects: list[FontObject]) -> None:
        """A font of this sheet alone."""
        for number, (entries, data) in enumerate(objects, first):
            if data is None:
                self.put(number, b"<< %s >>" % entries)
            else:
                self.stream(number, entries, data)

    def font_t(self, characters: str) -> None:
        """Font T: packed, and kept with the places of its objects when packed by this program's own zlib."""
        if not self.kept:
            for number, (entries, data) in enumerate(letters.font(FONT_T, characters), FONT_T):
                if data is None:
                    self.put(number, b"<< %s >>" % entries)
                else:
                    self.put(number, letters.stream(entries, data, self.pack, self.length))
            return
        places, piece = _font_t(characters)
        for number, place in enumerate(places, FONT_T):
            self.places[number] = self.length + place
        self.pieces.append(piece)
        self.length += len(piece)


@lru_cache(512)
def _kept(data: bytes) -> bytes:
    return letters.stream(b"", data, pdf.deflate, 0)


@lru_cache(512)
def _font_t(characters: str) -> tuple[tuple[int, ...], bytes]:
    places, out = [], bytearray()
    for number, (entries, data) in enumerate(letters.font(FONT_T, characters), FONT_T):
        places.append(len(out))
        body = b"<< %s >>" % entries if data is None else letters.stream(entries, data, pdf.deflate, 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return tuple(places), bytes(out)


def lay(payload: Payload, json: bytes, pack: Pack) -> tuple[bytes, tuple[int, int]]:
    """The sheet with the place for its signature, and the gap [start, end) of that."""
    digest = hashlib.sha256(json).hexdigest()
    body = _document(payload, json, digest, pack, FIELD)
    before = b"%d 0 obj\n%s" % (SIGNATURE, _HEAD)
    start = body.length + len(before) + len(b"0000000000 0000000000 0000000000] /Contents ")
    end = start + len(_ZEROS)
    facts = (wording.pdf_date(payload.issued), _name(payload.issuer), _NO_CHANGES)
    after = b" /M %s /Name %s %s\nendobj\n" % facts
    body.places[SIGNATURE] = body.length
    tail = _tail(body.places, end + len(after), CATALOG, digest)
    ranged = b"%010d %010d %010d] /Contents " % (start, end, len(after) + len(tail))
    return b"".join((*body.pieces, before, ranged, _ZEROS, after, tail)), (start, end)


def draw(payload: Payload, json: bytes) -> bytes:
    """The unsigned sheet; its catalog stands where the signature would."""
    digest = hashlib.sha256(json).hexdigest()
    body = _document(payload, json, digest, pdf.deflate, 0)
    body.put(SIGNATURE, catalog(b""))
    return b"".join((*body.pieces, _tail(body.places, body.length, SIGNATURE, digest)))


_PAGE: Final = (
    b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s]" % (TREE, b" ".join(map(pdf.number, A4)))
    + b" /Resources << /Font << %s >> >> /Contents [%d 0 R %d 0 R]%s >>"
)


def _document(payload: Payload, json: bytes, digest: str, pack: Pack, field: int) -> _Body:
    """Everything but the signature's dictionary and the end of the file."""
    mould = form(payload)
    own = Letters(mould.codes)
    inked = pages(payload, digest, mould, own)
    layers = [(b"\n".join(page.alike), b"\n".join(page.own)) for page in inked]
    contents = range(PAGE + len(inked), PAGE + 3 * len(inked), 2)
    names, objects = _own_fonts(contents.stop, mould, own)
    body = _Body(pack)
    used = len(json) + sum([len(mine) for _, mine in layers]) + sum([len(data) for _, data in objects if data])
    body.crowded = used + mould.font_size * 3 // 4 > ROOM
    body.stream(DATA, b"/Type /EmbeddedFile /Subtype /application#2Fjson", json)
    body.font_t(mould.characters)
    for number, (alike, mine) in zip(contents, layers, strict=True):
        body.packed(number, alike)
        body.stream(number + 1, b"", mine)
    body.font(contents.stop, objects)
    fonts = b"/S %d 0 R /T %d 0 R%s" % (FONT_S, FONT_T, names)
    notes = b" /Annots [%d 0 R]" % field if field else b""
    for number, content in enumerate(contents, PAGE):
        body.put(number, _PAGE % (fonts, content, content + 1, notes if number == PAGE else b""))
    kids = b" ".join([b"%d 0 R" % (PAGE + n) for n in range(len(inked))])
    body.put(TREE, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(inked), kids))
    date = wording.pdf_date(payload.issued)
    title = pdf.text(f"{wording.TITLE} {payload.number} {payload.officer.name}")
    body.put(
        INFO,
        b"<< /Title %s /Author %s /Producer (jltrain) /CreationDate %s /ModDate %s >>"
        % (title, _name(payload.issuer), date, date),
    )
    return body


def _own_fonts(first: int, mould: Form, own: Letters) -> tuple[bytes, list[FontObject]]:
    """Fonts Q, U and R, as far as there are, numbered from `first`: their names as resources, their objects."""
    names = b""
    objects: list[FontObject] = []
    for name, characters, rare in (
        (b"Q", mould.rare, True),
        (b"U", "".join(own.own), False),
        (b"R", "".join(own.rare), True),
    ):
        if characters:
            number = first + len(objects)
            objects += letters.font(number, characters, rare)
            names += b" /%s %d 0 R" % (name, number)
    return names, objects


def _tail(places: dict[int, int], start: int, root: int, digest: str) -> bytes:
    """Cross-reference table, trailer and end, beginning at `start`."""
    count = FIRST_VARIABLE + len(places)
    rows = b"".join([b"%010d 00000 n \n" % places[n] for n in range(FIRST_VARIABLE, count)])
    mark = digest[:32].upper().encode("ascii")
    return (
        b"xref\n0 %d\n0000000000 65535 f \n%s%strailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n"
        b"startxref\n%d\n%s" % (count, prologue().rows, rows, count, root, INFO, mark, mark, start, pdf.TAIL)
    )
