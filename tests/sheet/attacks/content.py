"""The unit's real key over a page that is right, in a file that carries more than a sheet does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft
from tests.sheet.attacks.forgery import Scene, forgery, several

FOREIGN, OTHER = Code.FOREIGN_CONTENT, Code.NOT_AS_DATA
_JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def _catalog(entries: bytes) -> Callable[[Scene], bytes]:
    return lambda s: s.signed(s.draft().entry(s.draft().catalog, entries))


def _page(entries: bytes) -> Callable[[Scene], bytes]:
    return lambda s: s.signed(s.draft().entry(s.draft().page, entries))


def _swap(number: Callable[[Draft], int], old: bytes, new: bytes) -> Callable[[Scene], bytes]:
    return lambda s: s.signed(s.draft().swap(number(s.draft()), old, new))


def _field(draft: Draft) -> int:
    return draft.find(b"/FT /Sig")


ACTIVE = {
    "javascript_when_opened": _catalog(b" /OpenAction " + _JS),
    "javascript_among_the_names": _swap(
        lambda d: d.catalog, b"/Names <<", b"/Names << /JavaScript << /Names [(a) %s] >>" % _JS
    ),
    "javascript_when_closed": _catalog(b" /AA << /WC " + _JS + b" >>"),
    "javascript_on_the_page": _page(b" /AA << /O " + _JS + b" >>"),
    "javascript_in_the_field": _swap(_field, b"/FT /Sig", b"/AA << /C %s >> /FT /Sig" % _JS),
    "program_launched": _catalog(b" /OpenAction << /S /Launch /F (calc.exe) >>"),
    "address_opened": _catalog(b" /OpenAction << /S /URI /URI (http://example.com) >>"),
    "form_sent_off": _catalog(b" /OpenAction << /S /SubmitForm /F (http://example.com) >>"),
    "jump_elsewhere": _catalog(b" /OpenAction << /S /GoToR /F (other.pdf) /D [0 /Fit] >>"),
    "optional_content": _catalog(b" /OCProperties << /OCGs [] /D << >> >>"),
    "form_field": _swap(lambda d: d.catalog, b"/Fields [", b"/Fields [<< /FT /Tx /T (mark) /V (100) >> "),
    "form_appearances_by_the_reader": _swap(lambda d: d.catalog, b"/SigFlags 3", b"/SigFlags 3 /NeedAppearances true"),
    "form_of_xfa": _swap(lambda d: d.catalog, b"/SigFlags 3", b"/SigFlags 3 /XFA (<template/>)"),
    "note_on_the_page": _swap(
        lambda d: d.page,
        b"/Annots [",
        b"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (100) >> ",
    ),
    "link_on_the_page": _swap(
        lambda d: d.page, b"/Annots [", b"/Annots [<< /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (x) >> >> "
    ),
    "second_attachment_named": _swap(
        lambda d: d.catalog, b"/EmbeddedFiles << /Names [", b"/EmbeddedFiles << /Names [(a) 1 0 R "
    ),
    "metadata_stream": lambda s: s.signed(_with_metadata(s)),
    "film_on_the_page": _swap(lambda d: d.page, b"/Annots [", b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >> "),
    "portfolio": _catalog(b" /Collection << /View /D >>"),
}
several(FOREIGN, ACTIVE, "content")


def _with_metadata(s: Scene) -> Draft:
    draft = s.draft()
    stream = draft.add_stream(b"/Type /Metadata /Subtype /XML", b"<x:xmpmeta/>")
    return draft.entry(draft.catalog, b" /Metadata %d 0 R" % stream)


@forgery(FOREIGN)
def second_attachment_in_full(s: Scene) -> bytes:
    """A better result beside the true one, under the name that an importer may ask for."""
    draft = s.draft()
    body = draft.add_stream(b"/Type /EmbeddedFile", s.json(s.altered(halves=s.payload.full_halves)))
    spec = draft.add(b"<< /Type /Filespec /F (score.json) /EF << /F %d 0 R >> >>" % body)
    return s.signed(draft.swap(draft.catalog, b"/AF [", b"/AF [%d 0 R " % spec))


@forgery(FOREIGN, OTHER)
def encrypted(s: Scene) -> bytes:
    """A trailer that says the file is encrypted: readers decrypt what is none."""
    draft = s.draft()
    lock = draft.add(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"00" * 32, b"00" * 32))
    draft.trailer = draft.trailer.replace(b"<< /Size", b"<< /Encrypt %d 0 R /Size" % lock, 1)
    return s.signed(draft)


HARMLESS = {
    "title_changed": lambda s: _title(s),
    "producer": _swap(lambda d: d.info, b"/Producer (jltrain)", b"/Producer (Jltrain)"),
    "keywords": lambda s: s.signed(s.draft().entry(s.draft().info, b" /Keywords (passed)")),
    "language": _swap(lambda d: d.catalog, b"/Lang (zh-CN)", b"/Lang (en-GB)"),
    "version_in_the_catalog": _catalog(b" /Version /2.0"),
    "page_labels": _catalog(b" /PageLabels << /Nums [0 << /P (x) >>] >>"),
    "bookmarks": _catalog(b" /Outlines << /Type /Outlines /Count 0 >>"),
    "private_data": _page(b" /PieceInfo << /X << /Private (hidden) >> >>"),
    "structure": _catalog(b" /StructTreeRoot << /Type /StructTreeRoot >> /MarkInfo << /Marked true >>"),
    "extensions": _catalog(b" /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>"),
    "page_thumbnail": _page(b" /Thumb 1 0 R"),
    "attachment_of_another_name": _swap(lambda d: d.find(b"/Type /Filespec"), b"(score.json)", b"(scorf.json)"),
    "changes_permitted": _swap(lambda d: d.signature, b"/P 1 /V", b"/P 3 /V"),
    "certification_taken_away": _swap(lambda d: d.catalog, b"/Perms << /DocMDP", b"/Permz << /DocMDP"),
    "time_of_signing": lambda s: _signature(s, rb"/M \(D:\d{4}", b"/M (D:2019"),
    "reason_given": lambda s: s.signed(s.draft().entry(s.draft().signature, b" /Reason (passed)")),
    "place_given": lambda s: s.signed(s.draft().entry(s.draft().signature, b" /Location (Changchun)")),
    "name_of_the_signer": lambda s: _signature(s, rb"/Name <FEFF", b"/Name <FEFF0041"),
    "old_kind_of_signature": lambda s: _signature(s, rb"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"),
    "contents_before_the_range_again": lambda s: s.signed(s.draft().entry(s.draft().signature, b" /Contents <00>")),
}


def _title(s: Scene) -> bytes:
    draft = s.draft()
    draft.objects[draft.info] = re.sub(rb"/Title <FEFF....", b"/Title <FEFF0041", draft.objects[draft.info])
    return s.signed(draft)


def _signature(s: Scene, old: bytes, new: bytes) -> bytes:
    draft = s.draft()
    before = draft.objects[draft.signature]
    draft.objects[draft.signature] = re.sub(old, new, before, count=1)
    assert draft.objects[draft.signature] != before
    return s.signed(draft)


@forgery(OTHER)
def title_of_another_sheet(s: Scene) -> bytes:
    """What the reader's window shows."""
    from jltrain.sheet.frame import frame

    other = Draft.of(frame(replace(s.payload, officer=replace(s.payload.officer, name="张三"))).data)
    draft = s.draft()
    draft.objects[draft.info] = other.objects[other.info]
    return s.signed(draft)


several(OTHER, HARMLESS, "content")
