"""The whole PDF of template 1 around its pages: fonts, attached data, metadata, and the place of the signature.

`draw` gives an unsigned sheet; `lay` the same with a certifying signature field whose value is a row of zeros.
"""

from __future__ import annotations

import hashlib
from typing import Final

from jltrain.clock import BEIJING, parse_iso
from jltrain.sheet import pdf
from jltrain.sheet.payload import Payload
from jltrain.sheet.template1 import wording
from jltrain.sheet.template1.ink import A4, Types
from jltrain.sheet.template1.page import pages

ATTACHMENT: Final = "score.json"
DATA_ENTRIES: Final = b"/Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size %d /CheckSum <%s> >>"
SIGNATURE_SPACE: Final = 2304
"""Bytes kept for the CMS."""

_SIGNATURE: Final = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
_RANGE: Final = b"[0 %010d %010d %010d]"
_CONTENTS: Final = b" /Contents "
_NO_CHANGES: Final = (
    b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP "
    b"/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"
)


def draw(payload: Payload, json: bytes) -> bytes:
    """The unsigned sheet, A4 PDF."""
    out = pdf.Writer()
    root, info = _document(out, payload, json, signature=0)
    return out.finish(root, info, hashlib.sha256(json).digest()[:16])


def lay(payload: Payload, json: bytes, pack: pdf.Pack) -> tuple[bytes, tuple[int, int]]:
    """The sheet with the place for its signature, and the gap [start, end) of that."""
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
    return b"".join((data[:at], ranged, data[at + len(ranged) :])), (start, end)


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
