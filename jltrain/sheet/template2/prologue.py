"""The constant beginning of every sheet of template 2: resources/sheet/template-2.bin, shipped packed and never made anew.

It holds the objects that no payload changes: font S, the description of the attachment, the signature's field and the
catalog. It is compared as raw bytes, so that no build of zlib matters, and the state of a hash over it is kept, so
that four fifths of a sheet need not be hashed again for each.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from jltrain import bundled
from jltrain.errors import Trouble
from jltrain.i18n import N_
from jltrain.sheet import pdf
from jltrain.sheet.template2 import letters

if TYPE_CHECKING:
    from hashlib import _Hash

FILE: Final = ("sheet", "template-2.bin")
DIGEST: Final = "d63d907ba0c1212c8c33d791c3c4a51eb9f81b834d15a03810f3dd6bd26a1ab8"
"""SHA-256 of the file."""

# Numbers of objects. A sheet has these and, from PAGE on, its pages, their contents, and fonts U and R where needed.
FONT_S, FILESPEC, FIELD, CATALOG, FONT_T, DATA, TREE, INFO, SIGNATURE, PAGE = 1, 6, 7, 8, 9, 14, 15, 16, 17, 18
FIRST_VARIABLE: Final = FONT_T

_OBJECT: Final = re.compile(rb"^(\d+) 0 obj$", re.MULTILINE)


class TemplateDamaged(Trouble):
    template = N_("随程序的成绩单模板缺失或已损坏，请重新安装。")


@dataclass(frozen=True, slots=True)
class Prologue:
    """The bytes, and the rows of the cross-reference table for the objects in them."""

    data: bytes
    rows: bytes


@cache
def prologue() -> Prologue:
    """Read and checked once per process. Raises TemplateDamaged."""
    try:
        data = bundled.resource(*FILE).read_bytes()
    except OSError as error:
        raise TemplateDamaged from error
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise TemplateDamaged
    places = {int(found[1]): found.start() for found in _OBJECT.finditer(data)}
    return Prologue(data, b"".join([b"%010d 00000 n \n" % places[n] for n in range(1, FIRST_VARIABLE)]))


@cache
def _state(algorithm: str) -> _Hash:
    return hashlib.new(algorithm, prologue().data)


def begun(algorithm: str, file: bytes) -> tuple[_Hash, int]:
    """A hash ("sha256", "sha512") of the file's beginning, and how many bytes it has seen: go on from there."""
    start = prologue().data
    if file.startswith(start):
        return _state(algorithm).copy(), len(start)
    return hashlib.new(algorithm), 0


def make(pack: pdf.Pack) -> bytes:
    """The bytes as .ci/sheet.py ships them. Never called by the program."""
    out = bytearray(pdf.HEADER)

    def put(number: int, body: bytes) -> None:
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    for number, (entries, data) in enumerate(letters.font(FONT_S, letters.CONSTANT), FONT_S):
        if data is None:
            put(number, b"<< %s >>" % entries)
        else:
            put(number, letters.stream(entries, data, pack, 0))
    name = pdf.text("score.json")
    put(
        FILESPEC,
        b"<< /Type /Filespec /F (score.json) /UF %s /Desc %s /AFRelationship /Data /EF << /F %d 0 R /UF %d 0 R >> >>"
        % (name, pdf.text("成绩数据"), DATA, DATA),
    )
    put(
        FIELD,
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (issuer) /Rect [0 0 0 0] /F 132 /P %d 0 R /V %d 0 R >>"
        % (PAGE, SIGNATURE),
    )
    signed = b" /AcroForm << /Fields [%d 0 R] /SigFlags 3 >> /Perms << /DocMDP %d 0 R >>" % (FIELD, SIGNATURE)
    put(CATALOG, catalog(signed))
    return bytes(out)


def catalog(more: bytes) -> bytes:
    """The document's catalog, with `more` entries."""
    return (
        b"<< /Type /Catalog /Pages %d 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> /AF [%d 0 R] "
        b"/Names << /EmbeddedFiles << /Names [%s %d 0 R] >> >>%s >>"
        % (TREE, FILESPEC, pdf.text("score.json"), FILESPEC, more)
    )
