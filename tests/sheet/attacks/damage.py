"""A good sheet changed after signing by nobody clever: bits, lengths, what stands before and behind."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pypdfium2

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft, gap_of
from tests.sheet.attacks.forgery import Scene, forgery, several


def flipped(file: bytes, at: int, mask: int = 1) -> bytes:
    """One byte changed."""
    return file[:at] + bytes((file[at] ^ mask,)) + file[at + 1 :]


def _in(scene: Scene, mark: bytes, ahead: int = 0) -> bytes:
    """A flip where these bytes stand for the first time."""
    return flipped(scene.good, scene.good.index(mark) + ahead)


def _in_stream(scene: Scene, number: int) -> bytes:
    """A flip in the middle of a stream."""
    packed = Draft.of(scene.good).packed(number)
    return flipped(scene.good, scene.good.index(packed) + len(packed) // 2)


def _font(scene: Scene) -> int:
    return Draft.of(scene.good).reference(Draft.of(scene.good).find(b"/FontFile2"), b"FontFile2")


def _unicode(scene: Scene) -> int:
    return Draft.of(scene.good).reference(Draft.of(scene.good).find(b"/ToUnicode"), b"ToUnicode")


several(
    Code.CHANGED,
    {
        "flip_in_binary_mark": lambda s: flipped(s.good, 12),
        "flip_in_version": lambda s: flipped(s.good, 7),
        "flip_in_catalog": lambda s: _in(s, b"/Type /Catalog", 8),
        "flip_in_page_size": lambda s: _in(s, b"/MediaBox [0 0 ", 15),
        "flip_in_page_content": lambda s: _in_stream(s, Draft.of(s.good).content),
        "flip_in_attached_data": lambda s: _in_stream(s, Draft.of(s.good).attached),
        "flip_in_font": lambda s: _in_stream(s, _font(s)),
        "flip_in_to_unicode": lambda s: _in_stream(s, _unicode(s)),
        "flip_in_glyph_widths": lambda s: _in(s, b"/W [", 4),
        "flip_in_title": lambda s: _in(s, b"/Title <FEFF", 20),
        "flip_in_identity": lambda s: _in(s, b"/ID [<", 8),
        "flip_in_table": lambda s: _in(s, b" 00000 n", -2),
        "flip_in_startxref": lambda s: flipped(s.good, len(s.good) - 9),
        "flip_in_time_of_signing": lambda s: _in(s, b"/M (D:20", 8),
        "flip_in_certified_permissions": lambda s: _in(s, b"/P 1 /V", 3),
        "zeros_over_the_page": lambda s: s.good.replace(
            Draft.of(s.good).packed(Draft.of(s.good).content),
            bytes(len(Draft.of(s.good).packed(Draft.of(s.good).content))),
        ),
        "line_ends_of_windows": lambda s: s.good.replace(b"\nendobj\n", b"\rendobj\r"),
    },
    "damage",
)
several(
    Code.TRUNCATED,
    {
        "cut_in_half": lambda s: s.good[: len(s.good) // 2],
        "cut_in_gap": lambda s: s.good[: gap_of(s.good)[0] + 500],
        "cut_before_signature": lambda s: s.good[: gap_of(s.good)[0] - 200],
        "last_bytes_missing": lambda s: s.good[:-3],
        "end_of_file_missing": lambda s: s.good[: s.good.rindex(b"%%EOF")],
        "only_the_first_line": lambda s: s.good[:9],
    },
    "damage",
)
several(
    Code.ADDED_TO,
    {
        "trailing_newline": lambda s: s.good + b"\n",
        "trailing_nuls": lambda s: s.good + bytes(512),
        "trailing_end_of_file": lambda s: s.good + b"%%EOF\n",
        "trailing_startxref": lambda s: s.good + b"startxref\n15\n%%EOF\n",
        "trailing_megabyte": lambda s: s.good + b"A" * 1_000_000,
        "trailing_web_page": lambda s: s.good + b"<html><script>alert(1)</script></html>",
        "trailing_archive": lambda s: s.good + _archive(s.json()),
    },
    "damage",
)
several(
    Code.NOT_PDF,
    {
        "empty": lambda s: b"",
        "leading_newline": lambda s: b"\n" + s.good,
        "leading_byte_order_mark": lambda s: b"\xef\xbb\xbf" + s.good,
        "leading_web_page": lambda s: b"<html>" + s.good,
        "leading_nuls": lambda s: bytes(1024) + s.good,
        "an_archive": lambda s: _archive(s.good),
        "the_json_alone": lambda s: s.json(),
    },
    "damage",
)


def _archive(file: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("sheet.pdf", file)
    return out.getvalue()


@forgery(Code.STRANGE_SIGNATURE)
def leading_header(s: Scene) -> bytes:
    """A second header before the first moves every byte."""
    return b"%PDF-1.7\n" + s.good


@forgery(Code.SEVERAL_SIGNATURES)
def two_sheets_in_one_file(s: Scene) -> bytes:
    return s.failed + s.good


@forgery(Code.STRANGE_SIGNATURE)
def one_digit_of_the_range(s: Scene) -> bytes:
    return _in(s, b"/ByteRange [0 ", 23)


@forgery(Code.STRANGE_SIGNATURE, Code.UNSIGNED, Code.SEVERAL_SIGNATURES)
def saved_again_by_a_viewer(s: Scene) -> bytes:
    """No malice: somebody opened it and chose "save as"."""
    document, out = pypdfium2.PdfDocument(s.good), BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@forgery(Code.UNSIGNED)
def no_signature(s: Scene) -> bytes:
    """Drawn and never signed."""
    from jltrain.sheet.frame import draw

    return draw(s.payload)


@forgery(Code.TOO_LARGE)
def five_megabytes(s: Scene) -> bytes:
    return s.good + bytes(5_000_001)


@forgery(Code.UNSIGNED)
def the_word_pdf_alone(s: Scene) -> bytes:
    return b"%PDF-1.7\n%%EOF\n"
