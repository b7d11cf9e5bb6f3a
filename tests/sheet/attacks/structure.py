"""The unit's real key over the right objects in another file structure: what is parsed depends on who parses."""

from __future__ import annotations

import re
import zlib

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft
from tests.sheet.attacks.forgery import Scene, forgery

insider = forgery(Code.NOT_AS_DATA)


@insider
def comment_between_objects(s: Scene) -> bytes:
    draft = s.draft()
    draft.between[2] = b"% hidden\n"
    return s.signed(draft)


@insider
def object_that_nobody_needs(s: Scene) -> bytes:
    draft = s.draft()
    draft.add(b"(hidden)")
    return s.signed(draft)


@insider
def bytes_before_the_table(s: Scene) -> bytes:
    draft = s.draft()
    draft.between[0] = b"\n\n"
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def object_before_the_first(s: Scene) -> bytes:
    """An object that no table names: readers that search for objects find it."""
    draft = s.draft()
    draft.between[next(iter(draft.objects))] = b"900 0 obj\n<< /Type /Page >>\nendobj\n"
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def object_twice(s: Scene) -> bytes:
    """The same number before, with other words: the table decides, a search does not."""
    draft = s.draft()
    old = b"%d 0 obj\n%s\nendobj\n" % (
        draft.content,
        Draft.of(s.blank_failed).objects[Draft.of(s.blank_failed).content],
    )
    draft.between[draft.content] = old
    return s.signed(draft)


@insider
def objects_in_another_order(s: Scene) -> bytes:
    draft = s.draft()
    order = list(draft.objects)
    draft.objects = {n: draft.objects[n] for n in [*order[:-2], order[-1], order[-2]]}
    return s.signed(draft)


@insider
def two_spaces(s: Scene) -> bytes:
    draft = s.draft()
    return s.signed(draft.swap(draft.catalog, b"/Type /Catalog", b"/Type  /Catalog"))


@insider
def escaped_name(s: Scene) -> bytes:
    draft = s.draft()
    return s.signed(draft.swap(draft.catalog, b"/Catalog", b"/C#61talog"))


@insider
def older_version(s: Scene) -> bytes:
    draft = s.draft()
    draft.header = draft.header.replace(b"%PDF-1.7", b"%PDF-1.6")
    return s.signed(draft)


@insider
def comment_in_the_header(s: Scene) -> bytes:
    draft = s.draft()
    draft.header += b"% hidden\n"
    return s.signed(draft)


@insider
def another_identity(s: Scene) -> bytes:
    draft = s.draft()
    draft.trailer = re.sub(rb"/ID \[<..", b"/ID [<00", draft.trailer)
    return s.signed(draft)


@insider
def more_in_the_trailer(s: Scene) -> bytes:
    draft = s.draft()
    draft.trailer = draft.trailer.replace(b"<< /Size", b"<< /Hidden (x) /Size", 1)
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def table_before_this_one(s: Scene) -> bytes:
    """/Prev into the signed part, although there is one revision."""
    draft = s.draft()
    draft.trailer = draft.trailer.replace(b"<< /Size", b"<< /Prev 20 /Size", 1)
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def hybrid_tables(s: Scene) -> bytes:
    """/XRefStm: a second, compressed table that only newer readers look at."""
    draft = s.draft()
    rows = zlib.compress(b"\0" * 5)
    stream = draft.add(
        b"<< /Type /XRef /Size 1 /W [1 2 2] /Index [0 1] /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(rows), rows)
    )
    built = draft.build()
    draft.trailer = draft.trailer.replace(
        b"<< /Size", b"<< /XRefStm %010d /Size" % built.index(b"%d 0 obj" % stream), 1
    )
    return s.signed(draft)


@insider
def object_stream(s: Scene) -> bytes:
    """Objects inside a packed stream, out of sight."""
    draft = s.draft()
    hidden = zlib.compress(b"950 0 << /JS (app.alert\\(1\\)) >>")
    draft.add(
        b"<< /Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(hidden), hidden)
    )
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def offset_of_another_object(s: Scene) -> bytes:
    """The table sends the catalog's number to another object."""
    draft = s.draft()
    built = draft.build()
    rows = re.findall(rb"\d{10} 00000 n", built)
    return s.signed(built.replace(rows[1], rows[2], 1))


@forgery(Code.NOT_AS_DATA)
def free_object(s: Scene) -> bytes:
    draft = s.draft()
    draft.objects[max(draft.objects) + 5] = b"null"
    return s.signed(draft)


@forgery(Code.ADDED_TO)
def two_ends_of_file(s: Scene) -> bytes:
    """Both inside what is signed, the first in a comment: what looks like one revision may be two."""
    draft = s.draft()
    draft.between[2] = b"%%EOF\n"
    return s.signed(draft)


@forgery(Code.ADDED_TO)
def two_startxref(s: Scene) -> bytes:
    draft = s.draft()
    draft.between[0] = b"startxref\n9\n"
    return s.signed(draft)


@forgery(Code.ADDED_TO)
def signed_in_two_revisions(s: Scene) -> bytes:
    """A first revision, complete, with the failed exam's page; the second replaces it; the signature covers both."""
    draft = s.draft()
    first = s.blank_failed.replace(b"/ByteRange", b"/ByteRangX").replace(b"/Contents <0", b"/Contentz <0")
    previous = int(first[first.rindex(b"startxref\n") :].split()[1])
    out, offsets = bytearray(first), {}
    for number, body in draft.objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
    out += draft.trailer.replace(b"<< /Size", b"<< /Prev %d /Size" % previous, 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return s.signed(bytes(out))


@forgery(Code.NOT_AS_DATA)
def no_end_of_file(s: Scene) -> bytes:
    """Signed to the last byte, which is not the end that a file has."""
    draft = s.draft()
    draft.edit = lambda file: file.replace(b"%%EOF\n", b"%%EOG\n")
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA, Code.ADDED_TO)
def end_of_file_without_a_line_end(s: Scene) -> bytes:
    draft = s.draft()
    draft.edit = lambda file: file.removesuffix(b"\n")
    return s.signed(draft)


@forgery(Code.NOT_AS_DATA)
def startxref_elsewhere(s: Scene) -> bytes:
    """Readers repair such a file, each in its own way."""
    draft = s.draft()
    draft.edit = lambda file: re.sub(rb"startxref\n\d", b"startxref\n9", file)
    return s.signed(draft)
