"""The whole PDF around the pages: fonts, attached data, metadata, and the place where a signature goes.

`draw` gives an unsigned sheet. `frame` gives the same with a certifying signature field whose value is still a row
of zeros; signing fills the zeros and nothing else, so that all other bytes follow from the payload alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from jltrain.clock import BEIJING, parse_iso
from jltrain.sheet import pdf, wording
from jltrain.sheet.ink import A4, Types
from jltrain.sheet.page import pages
from jltrain.sheet.payload import Payload, to_json

ATTACHMENT: Final = "score.json"
DATA_ENTRIES: Final = b"/Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size %d /CheckSum <%s> >>"
SIGNATURE_SPACE: Final = 2304
"""Bytes kept for the CMS: ours takes about 900; one of RSA-3072 with its certificate about 1,900."""

_SIGNATURE: Final = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
_RANGE: Final = b"[0 %010d %010d %010d]"
_CONTENTS: Final = b" /Contents "
_NO_CHANGES: Final = (
    b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP "
    b"/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet without its signature: the bytes, and the gap [start, end) from `<` to `>` where the CMS goes."""

    data: bytes
    gap: tuple[int, int]

    @property
    def digest(self) -> bytes:
        """SHA-256 of everything but the gap."""
        view = memoryview(self.data)
        digest = hashlib.sha256(view[: self.gap[0]])
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
    """The unsigned sheet, A4 PDF. The same payload gives the same bytes."""
    out = pdf.Writer()
    root, info = _document(out, payload, to_json(payload), signature=0)
    return out.finish(root, info, hashlib.sha256(to_json(payload)).digest()[:16])


def frame(payload: Payload, pack: pdf.Pack = pdf.deflate) -> Frame:
    """The sheet with the place for its signature."""
    json = to_json(payload)
    out = pdf.Writer(pack)
    signature = out.reserve()
    root, info = _document(out, payload, json, signature)
    zeros = b"<" + b"0" * (2 * SIGNATURE_SPACE) + b">"
    start = out.tell() + len(b"%d 0 obj\n" % signature) + len(_SIGNATURE) + len(_RANGE % (0, 0, 0)) + len(_CONTENTS)
    end = start + len(zeros)
    facts = b" /M %s /Name %s " % (_date(payload.issued), pdf.text(payload.issuer))
    out.write(b"".join((_SIGNATURE, _RANGE % (0, 0, 0), _CONTENTS, zeros, facts, _NO_CHANGES)), signature)
    data = out.finish(root, info, hashlib.sha256(json).digest()[:16])
    ranged = _RANGE % (start, end, len(data) - end)  # as long as the draft of it, having fixed digits
    at = start - len(_CONTENTS) - len(ranged)
    return Frame(b"".join((data[:at], ranged, data[at + len(ranged) :])), (start, end))


def _document(out: pdf.Writer, payload: Payload, json: bytes, signature: int) -> tuple[int, int]:
    """Everything but the signature's dictionary; gives the numbers of the catalog and of the information."""
    checksum = hashlib.md5(json, usedforsecurity=False).hexdigest().encode("ascii")  # ISO 32000-1 table 46 says MD5
    attached = out.stream(DATA_ENTRIES % (len(json), checksum), json)
    types = Types()
    inked = pages(payload, json, types)
    tree = out.reserve()
    contents = [out.stream(b"", ink.content()) for ink in inked]
    fonts = b"/S %d 0 R" % types.serif.embed(out)
    if types.rare.codes:
        fonts += b" /R %d 0 R" % types.rare.embed(out)
    kids = [out.reserve() for _ in contents]
    field = out.reserve() if signature else 0
    box = b" ".join(map(pdf.number, A4))
    for n, (kid, content) in enumerate(zip(kids, contents, strict=True)):
        out.write(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s] /Resources << /Font << %s >> >> /Contents %d 0 R%s >>"
            % (tree, box, fonts, content, b" /Annots [%d 0 R]" % field if field and n == 0 else b""),
            kid,
        )
    out.write(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids)), tree)
    name = pdf.text(ATTACHMENT)
    spec = out.write(
        b"<< /Type /Filespec /F (%s) /UF %s /Desc %s /AFRelationship /Data /EF << /F %d 0 R /UF %d 0 R >> >>"
        % (ATTACHMENT.encode("ascii"), name, pdf.text("成绩数据"), attached, attached)
    )
    form = b""
    if field:
        out.write(
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (issuer) /Rect [0 0 0 0] /F 132 /P %d 0 R /V %d 0 R >>"
            % (kids[0], signature),
            field,
        )
        form = b" /AcroForm << /Fields [%d 0 R] /SigFlags 3 >> /Perms << /DocMDP %d 0 R >>" % (field, signature)
    root = out.write(
        b"<< /Type /Catalog /Pages %d 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> /AF [%d 0 R] "
        b"/Names << /EmbeddedFiles << /Names [%s %d 0 R] >> >>%s >>" % (tree, spec, name, spec, form)
    )
    title = f"{wording.TITLE} {payload.number} {payload.officer.name}"
    info = out.write(
        b"<< /Title %s /Author %s /Producer (jltrain) /CreationDate %s /ModDate %s >>"
        % (pdf.text(title), pdf.text(payload.issuer), _date(payload.issued), _date(payload.issued))
    )
    return root, info


def _date(iso: str) -> bytes:
    """A PDF date (ISO 32000-1, 7.9.4) in Beijing time."""
    t = parse_iso(iso).astimezone(BEIJING)
    return f"(D:{t.year:04d}{t.month:02d}{t.day:02d}{t.hour:02d}{t.minute:02d}{t.second:02d}+08'00')".encode("ascii")
