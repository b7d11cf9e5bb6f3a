"""Incremental updates: something is appended after signing, by pyHanko's writer or by hand.

The evil annotation and the second signer are those of Mladenov et al., Processing Dangerous Paths (NDSS 2021), and
Attacks on Certified Documents (IEEE S&P 2021): they hit sheets that are certified, as ours are.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic as _generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft, gap_of
from tests.sheet.attacks.forgery import Scene, forgery, several
from tests.sheet.attacks.pki import Holder

generic: Any = _generic


def appended(file: bytes, change: Callable[[Any], None]) -> bytes:
    """An update with cross-reference table, as pyHanko writes it."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(file), strict=False)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def appended_raw(file: bytes, objects: dict[int, bytes], *, table: bool = True, end: bool = True) -> bytes:
    """An update by hand: objects, then perhaps a table, then perhaps the end of a file."""
    out, offsets = bytearray(file), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, previous = len(out), int(file[file.rindex(b"startxref\n") :].split()[1])
    if table:
        out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
        root = file[file.rindex(b"/Root ") :].split(b" R", 1)[0] + b" R"
        out += b"trailer\n<< /Size %d %s /Prev %d >>\n" % (
            max(*offsets, len(Draft.of(file).objects)) + 1,
            root,
            previous,
        )
    if end:
        out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _page(writer: Any) -> Any:
    return writer.find_page_for_modification(0)[0].get_object()


def _javascript(writer: Any) -> None:
    action = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    )
    writer.root["/OpenAction"] = writer.add_object(action)
    writer.update_root()


def _note(writer: Any) -> None:
    box = generic.ArrayObject(map(generic.FloatObject, (60, 400, 540, 460)))
    note = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"), pdf_name("/Rect"): box,
        pdf_name("/Contents"): pdf_string("合格"), pdf_name("/DA"): pdf_string("/Helv 20 Tf"), pdf_name("/F"): generic.NumberObject(4),
    })  # fmt: skip
    page = _page(writer)
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)


def _title(writer: Any) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = pdf_string("别人的成绩单")
    writer.update_container(info)


def _metadata(writer: Any) -> None:
    stream = generic.StreamObject({pdf_name("/Type"): pdf_name("/Metadata")}, stream_data=b"<x:xmpmeta/>")
    writer.root["/Metadata"] = writer.add_object(stream)
    writer.update_root()


def _layers(writer: Any) -> None:
    layer = writer.add_object(
        generic.DictionaryObject({pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): pdf_string("a")})
    )
    writer.root["/OCProperties"] = generic.DictionaryObject(
        {pdf_name("/OCGs"): generic.ArrayObject([layer]), pdf_name("/D"): generic.DictionaryObject()}
    )
    writer.update_root()


def _attachment(writer: Any) -> None:
    body = EmbeddedFileObject.from_file_data(writer, b'{"passed":true}', mime_type="application/json")
    embed_file(writer, FileSpec("score.json", file_name="score2.json", embedded_data=body))


def _field(writer: Any) -> None:
    append_signature_field(writer, SigFieldSpec("second", box=(60, 60, 200, 100)))


def _nothing(writer: Any) -> None:
    writer.update_root()


def _page_text(writer: Any) -> None:
    stream = generic.StreamObject(stream_data=b"BT /S 30 Tf 100 400 Td <00010002> Tj ET")
    _page(writer)["/Contents"] = writer.add_object(stream)
    writer.update_container(_page(writer))


def _pages(writer: Any) -> None:
    page = _page(writer)
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def _security_store(writer: Any) -> None:
    """What pyHanko and Adobe append for long-term validation, harmless as it is."""
    writer.root["/DSS"] = writer.add_object(generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject()}))
    writer.update_root()


several(
    Code.ADDED_TO,
    {
        "update_of_nothing": lambda s: appended(s.good, _nothing),
        "update_with_javascript": lambda s: appended(s.good, _javascript),
        "update_with_evil_annotation": lambda s: appended(s.good, _note),
        "update_of_title": lambda s: appended(s.good, _title),
        "update_with_metadata": lambda s: appended(s.good, _metadata),
        "update_with_layers": lambda s: appended(s.good, _layers),
        "update_with_attachment": lambda s: appended(s.good, _attachment),
        "update_with_signature_field": lambda s: appended(s.good, _field),
        "update_of_page_text": lambda s: appended(s.good, _page_text),
        "update_turning_the_page": lambda s: appended(s.good, _pages),
        "update_with_security_store": lambda s: appended(s.good, _security_store),
    },
    "revisions",
)


@forgery(Code.ADDED_TO)
def update_replacing_the_attachment(s: Scene) -> bytes:
    """The attached object redefined: pass instead of fail."""
    mine, other = Draft.of(s.failed), Draft.of(s.good)
    return appended_raw(s.failed, {mine.attached: other.objects[other.attached]})


@forgery(Code.ADDED_TO)
def update_replacing_the_page_by_a_better_one(s: Scene) -> bytes:
    """Every object of the page of a passed exam over the sheet of a failed one."""
    mine, other = Draft.of(s.failed), Draft.of(s.good)
    kept = {mine.signature, mine.catalog, mine.info, mine.attached}
    return appended_raw(s.failed, {n: body for n, body in other.objects.items() if n not in kept})


@forgery(Code.ADDED_TO)
def update_without_table(s: Scene) -> bytes:
    """Readers that look for objects from the end find the later one."""
    mine = Draft.of(s.failed)
    return appended_raw(s.failed, {mine.content: Draft.of(s.good).objects[mine.content]}, table=False)


@forgery(Code.ADDED_TO)
def update_without_table_and_end(s: Scene) -> bytes:
    mine = Draft.of(s.failed)
    return appended_raw(s.failed, {mine.content: Draft.of(s.good).objects[mine.content]}, table=False, end=False)


@forgery(Code.ADDED_TO)
def update_with_a_trailer_alone(s: Scene) -> bytes:
    """Incremental saving attack: a trailer with another /Root and no table."""
    return s.good + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


@forgery(Code.ADDED_TO)
def update_with_the_signature_copied(s: Scene) -> bytes:
    """Incremental saving attack, third form: the updated objects are followed by a copy of the signature's object."""
    mine = Draft.of(s.failed)
    better = Draft.of(s.good).objects[mine.content]
    return appended_raw(
        s.failed,
        {mine.content: better, mine.signature: mine.objects[mine.signature].replace(b"/ByteRange", b"/ByteRangX")},
    )


def _second(s: Scene, signer: Holder) -> bytes:
    """By hand: pyHanko declines to add a signature to a certified sheet."""
    mine = Draft.of(s.good)
    number, room = max(mine.objects) + 1, gap_of(s.good)[1] - gap_of(s.good)[0] - 2
    value = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
    value += b"[0 0000000000 0000000000 0000000000] /Contents <" + b"0" * room + b"> >>"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (second) /Rect [0 0 0 0] /F 132 /P %d 0 R /V %d 0 R >>"
    catalog = re.sub(rb"/Fields \[(\d+ 0 R)\]", rb"/Fields [\1 %d 0 R]" % (number + 1), mine.objects[mine.catalog])
    file = appended_raw(s.good, {number: value, number + 1: field % (mine.page, number), mine.catalog: catalog})
    start = file.rindex(b"/Contents <") + len(b"/Contents ")
    end = start + room + 2
    place = file.rindex(b"/ByteRange [0 ") + len(b"/ByteRange [0 ")
    file = file[:place] + b"%010d %010d %010d" % (start, end, len(file) - end) + file[place + 32 :]
    cms = signer.cms(hashlib.sha256(file[:start] + file[end:]).digest())
    return file[: start + 1] + cms.hex().encode().ljust(room, b"0") + file[end - 1 :]


@forgery(Code.ADDED_TO, Code.SEVERAL_SIGNATURES)
def second_signer_trusted(s: Scene) -> bytes:
    """The unit's own key signs again, in a second revision."""
    return _second(s, s.pki.unit)


@forgery(Code.ADDED_TO, Code.SEVERAL_SIGNATURES)
def second_signer_rogue(s: Scene) -> bytes:
    return _second(s, s.pki.rogue)


@forgery(Code.UNTRUSTED, Code.ADDED_TO, Code.STRANGE_SIGNATURE)
def signature_of_a_rogue_over_the_plain_page(s: Scene) -> bytes:
    """Drawn by us, signed by pyHanko with somebody's key."""
    from jltrain.sheet.frame import draw

    about = signers.PdfSignatureMetadata(field_name="a", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(BytesIO(draw(s.payload)))
    return bytes(signers.sign_pdf(writer, about, signer=s.pki.simple_signer(s.pki.rogue)).getvalue())


@forgery(Code.STRANGE_SIGNATURE, Code.SEVERAL_SIGNATURES)
def signature_of_the_unit_by_pyhanko(s: Scene) -> bytes:
    """Valid PAdES by the true key over our page, in a second revision: still not what this program writes."""
    from jltrain.sheet.frame import draw

    about = signers.PdfSignatureMetadata(field_name="a", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(BytesIO(draw(s.payload)))
    return bytes(signers.sign_pdf(writer, about, signer=s.pki.simple_signer(s.pki.unit)).getvalue())


def _shadowed(s: Scene) -> Draft:
    """Signed by the unit over a page whose text somebody prepared to be hidden or replaced later."""
    draft = Draft.of(s.blank_failed)
    draft.objects[draft.page] = draft.objects[draft.page].replace(b"/Font <<", b"/XObject << /X 900 0 R >> /Font <<", 1)
    return draft


_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 850]"


def _with_overlay(s: Scene, drawing: bytes) -> bytes:
    draft = _shadowed(s)
    draft.objects[900] = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(drawing), _FORM, drawing)
    draft.put(draft.content, draft.data(draft.content) + b"\n/X Do")
    return s.signed(draft)


@forgery(Code.ADDED_TO)
def shadow_hide(s: Scene) -> bytes:
    """A white sheet over the verdict when it was signed; the update takes it away."""
    signed = _with_overlay(s, b"1 1 1 rg 0 0 600 500 re f")
    return appended_raw(signed, {900: b"<< /Length 0 %s >>\nstream\n\nendstream" % _FORM})


@forgery(Code.ADDED_TO)
def shadow_replace(s: Scene) -> bytes:
    """A harmless overlay when it was signed; the update puts a better verdict there."""
    signed = _with_overlay(s, b"")
    better = Draft.of(s.good)
    drawing = zlib.compress(b"1 1 1 rg 0 0 600 850 re f " + better.data(better.content))
    body = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(drawing), _FORM, drawing)
    return appended_raw(signed, {900: body})


@forgery(Code.ADDED_TO)
def shadow_hide_and_replace(s: Scene) -> bytes:
    """Two whole sheets under one signature; the update only points at the other page."""
    draft, better = Draft.of(s.blank_failed), Draft.of(s.good)
    for number in (better.content, better.page):
        draft.objects[900 + number] = better.objects[number]
    tree = draft.reference(draft.catalog, b"Pages")
    changed = draft.objects[tree].replace(b"%d 0 R" % draft.page, b"%d 0 R" % (900 + better.page))
    return appended_raw(s.signed(draft), {tree: changed})


@forgery(Code.NOT_AS_DATA)
def shadow_prepared(s: Scene) -> bytes:
    """The prepared sheet before its update: an overlay that hides the verdict, truly signed."""
    return _with_overlay(s, b"1 1 1 rg 0 0 600 500 re f")
