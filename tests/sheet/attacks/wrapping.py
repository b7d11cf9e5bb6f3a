"""Signature wrapping: the signed second part is moved to the end, and the space before it is filled with objects.

Mladenov et al. (CCS 2019), 4.3. The old cross-reference offset still stands at the file's end, inside the signed
part, so the forger puts his own table exactly there; his signature dictionary repeats the old CMS and names the new
place of the second part, so that the digest is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jltrain.sheet.cms import take_apart
from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft, cms_in, gap_of
from tests.sheet.attacks.forgery import Scene, forgery


def wrapped(s: Scene, contents: Callable[[bytes, int], bytes]) -> bytes:
    """The failed exam's signature around the page of the passed one.

    `contents`: from the CMS (DER) and a number of bytes to a /Contents of at most twice as many characters.
    """
    file, better, mine = s.failed, Draft.of(s.good), Draft.of(s.failed)
    start, end = gap_of(file)
    table = int(file[file.rindex(b"startxref\n") :].split()[1])
    trailer = file[file.index(b"trailer\n", table) : file.rindex(b"startxref\n")]
    bodies = {n: body for n, body in better.objects.items() if n != mine.signature}
    size = len(b"xref\n0 1\n" + b"0000000000 65535 f \n" + trailer) + sum(len(b"%d 1\n" % n) + 20 for n in mine.objects)
    cms = take_apart(cms_in(file))[2]
    offsets, at, objects = {}, table + size, bytearray()
    for number, body in bodies.items():
        offsets[number] = at + len(objects)
        objects += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    offsets[mine.signature] = at + len(objects)
    # the gap is 2 + 2n characters, as if /Contents were n bytes in hexadecimal: readers look at no more than that
    count = at + len(objects) + 2000 - start
    room = start + 2 + 2 * count
    objects += (
        b"%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange " % mine.signature
    )
    objects += b"[0 %010d %010d %010d] /Contents %s >>\nendobj\n" % (start, room, len(file) - end, contents(cms, count))
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
    out = file[:end] + b" >>\nendobj\n"
    out = out.ljust(table) + b"xref\n0 1\n0000000000 65535 f \n" + rows + trailer + bytes(objects)
    assert len(out) < room
    return out + b"%" + b" " * (room - len(out) - 2) + b"\n" + file[end:]


def _hexadecimal(cms: bytes, count: int) -> bytes:
    return b"<" + cms.hex().encode() + b">"


def _literal(cms: bytes, count: int) -> bytes:
    """Half as long as in hexadecimal, so that a gap of the right length has room for as much again."""
    raw = cms.ljust(count, b"\0")
    return b"(" + re.sub(rb"[()\\]", rb"\\\g<0>", raw).replace(b"\r", b"\\r").replace(b"\n", b"\\n") + b")"


@forgery(Code.SEVERAL_SIGNATURES)
def wrapping_classic(s: Scene) -> bytes:
    return wrapped(s, _hexadecimal)


@forgery(Code.SEVERAL_SIGNATURES)
def wrapping_with_a_literal_string(s: Scene) -> bytes:
    """The CMS and zeros as (raw bytes), so many of them that the gap has the length which hexadecimal would have."""
    return wrapped(s, _literal)


@forgery(Code.SEVERAL_SIGNATURES)
def wrapping_by_reference(s: Scene) -> bytes:
    return wrapped(s, lambda cms, count: b"1 0 R")


@forgery(Code.STRANGE_SIGNATURE, Code.ADDED_TO)
def moved_second_part(s: Scene) -> bytes:
    """The gap widened in place: the one dictionary's range is right for the moved part and holds foreign objects."""
    _start, end = gap_of(s.good)
    more = b" /X (hidden) "
    file = s.good[:end] + more + s.good[end:]
    return file.replace(
        b"%010d %010d" % (end, len(s.good) - end), b"%010d %010d" % (end + len(more), len(s.good) - end), 1
    )


def _in_the_gap(s: Scene, gap: bytes) -> bytes:
    """Something else between the two signed parts, exactly as long."""
    start, end = gap_of(s.good)
    assert len(gap) == end - start
    return s.good[:start] + gap + s.good[end:]


def _gap(s: Scene) -> tuple[bytes, bytes]:
    """The hexadecimal CMS without its zeros, and the zeros."""
    start, end = gap_of(s.good)
    digits = take_apart(cms_in(s.good))[2].hex().encode()
    return digits, b"0" * (end - start - 2 - len(digits))


@forgery(Code.STRANGE_SIGNATURE)
def gap_in_capitals(s: Scene) -> bytes:
    """The same value written otherwise: two files of one sheet."""
    digits, zeros = _gap(s)
    return _in_the_gap(s, b"<" + digits.upper() + zeros + b">")


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_white_space(s: Scene) -> bytes:
    digits, zeros = _gap(s)
    return _in_the_gap(s, b"<" + digits + zeros[:-9] + b" \n\t \r\n  \n" + b">")


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_keys_injected(s: Scene) -> bytes:
    """The string ends early and further entries of the dictionary follow, in the one place that no digest covers."""
    digits, zeros = _gap(s)
    keys = b"> /Reason (passed) /Reference [] /Cert <"
    return _in_the_gap(s, b"<" + digits + keys + zeros[: len(zeros) - len(keys)] + b">")


@forgery(Code.SEVERAL_SIGNATURES)
def gap_with_another_range(s: Scene) -> bytes:
    """A second /ByteRange for readers that take the last."""
    digits, zeros = _gap(s)
    keys = b"> /ByteRange [0 10 20 30] /X <"
    return _in_the_gap(s, b"<" + digits + keys + zeros[: len(zeros) - len(keys)] + b">")


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_an_object(s: Scene) -> bytes:
    """The dictionary and its object end inside the gap, and another begins."""
    digits, zeros = _gap(s)
    keys = b"> >>\nendobj\n900 0 obj\n<< /JS (app.alert\\(1\\)) /X <"
    return _in_the_gap(s, b"<" + digits + keys + zeros[: len(zeros) - len(keys)] + b">")


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_bytes_after_the_cms(s: Scene) -> bytes:
    """A place to hide data that no signature covers: here the JSON of a passed exam."""
    digits, zeros = _gap(s)
    hidden = b"{passed}".hex().encode()
    return _in_the_gap(s, b"<" + digits + zeros[: -len(hidden)] + hidden + b">")


def _literal_gap(s: Scene, keys: bytes) -> bytes:
    start, end = gap_of(s.good)
    literal = _literal(take_apart(cms_in(s.good))[2], (end - start - 2) // 2)
    return _in_the_gap(s, literal + keys.ljust(end - start - len(literal)))


@forgery(Code.STRANGE_SIGNATURE)
def gap_as_a_literal_string(s: Scene) -> bytes:
    """The right CMS, written otherwise."""
    return _literal_gap(s, b"")


@forgery(Code.STRANGE_SIGNATURE)
def gap_as_a_literal_string_and_keys(s: Scene) -> bytes:
    """Half of the gap is free for entries that no signature covers."""
    return _literal_gap(s, b" /Reason (passed) /Location (Changchun)")


@forgery(Code.STRANGE_SIGNATURE)
def gap_as_a_literal_string_and_an_object(s: Scene) -> bytes:
    """The page's content anew, in the one place that no signature covers; readers that search for objects find it."""
    number = Draft.of(s.good).content
    text = b"BT /S 30 Tf 90 300 Td <00010002> Tj ET"
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n900 0 obj\n<<" % (number, len(text), text)
    return _literal_gap(s, b" >>\nendobj\n" + body)


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_an_odd_digit(s: Scene) -> bytes:
    digits, zeros = _gap(s)
    return _in_the_gap(s, b"<" + digits + zeros[:-1] + b" >")


@forgery(Code.STRANGE_SIGNATURE)
def gap_with_a_comment(s: Scene) -> bytes:
    digits, zeros = _gap(s)
    return _in_the_gap(s, b"<" + digits + b">%" + zeros[:-3] + b"\n ")
