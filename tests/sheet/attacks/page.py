"""The unit's real key over a page that says other than the attached data: only rebuilding tells.

Every one of these is a valid signature by a trusted unit; a program that checks signatures alone accepts them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from jltrain.sheet.reasons import Code
from tests.sheet.attacks.draft import Draft
from tests.sheet.attacks.forgery import Scene, forgery

insider = forgery(Code.NOT_AS_DATA)


def _drawn(s: Scene, add: bytes, before: bool = False) -> bytes:
    """More ink on the first page."""
    draft = s.draft()
    ink = draft.data(draft.content)
    return s.signed(draft.put(draft.content, add + b"\n" + ink if before else ink + b"\n" + add))


def _paged(s: Scene, change: Callable[[bytes], bytes]) -> bytes:
    """Another dictionary of the first page."""
    draft = s.draft()
    before = draft.objects[draft.page]
    draft.objects[draft.page] = change(before)
    assert draft.objects[draft.page] != before
    return s.signed(draft)


def _from(s: Scene, other: Draft, *numbers: Callable[[Draft], int]) -> bytes:
    """Objects of another sheet in the place of this one's."""
    draft = s.draft()
    for number in numbers:
        draft.objects[number(draft)] = other.objects[number(other)]
    return s.signed(draft)


@insider
def page_of_another_exam(s: Scene) -> bytes:
    """Data of a failed exam under the whole page of a passed one: all objects but the attachment."""
    failed, passed = Draft.of(s.blank_failed), s.draft()
    passed.objects[passed.attached] = failed.objects[failed.attached]
    return s.signed(passed)


@insider
def content_of_another_exam(s: Scene) -> bytes:
    return _from(s, Draft.of(s.blank_failed), lambda d: d.content)


@insider
def visible_text_added(s: Scene) -> bytes:
    return _drawn(s, b"BT /S 20 Tf 100 300 Td <00010002> Tj ET")


@insider
def white_text(s: Scene) -> bytes:
    """Not seen, but found by a search and read by a machine."""
    return _drawn(s, b"q 1 1 1 rg BT /S 8 Tf 100 300 Td <00010002> Tj ET Q")


@insider
def invisible_text(s: Scene) -> bytes:
    """Rendering mode 3, as under a scan."""
    return _drawn(s, b"q BT 3 Tr /S 8 Tf 100 300 Td <00010002> Tj ET Q")


@insider
def text_outside_the_paper(s: Scene) -> bytes:
    return _drawn(s, b"BT /S 8 Tf 9000 9000 Td <00010002> Tj ET")


@insider
def tiny_text(s: Scene) -> bytes:
    return _drawn(s, b"BT /S 0.01 Tf 100 300 Td <00010002> Tj ET")


@insider
def text_under_a_box(s: Scene) -> bytes:
    return _drawn(s, b"BT /S 8 Tf 100 300 Td <00010002> Tj ET 1 1 1 rg 90 290 100 30 re f")


@insider
def text_under_the_page(s: Scene) -> bytes:
    return _drawn(s, b"q BT /S 8 Tf 100 300 Td <00010002> Tj ET Q 1 1 1 rg 0 0 600 850 re f", before=True)


@insider
def verdict_covered(s: Scene) -> bytes:
    return _drawn(s, b"1 1 1 rg 0 300 600 120 re f")


@insider
def text_clipped_away(s: Scene) -> bytes:
    return _drawn(s, b"0 0 1 1 re W n", before=True)


@insider
def one_operand_changed(s: Scene) -> bytes:
    """A hundredth of a point."""
    draft = s.draft()
    ink = draft.data(draft.content)
    place = re.search(rb"\d(?= [-\d.]+ Td)|\d(?= Tf)|\d(?= re)", ink)
    assert place
    digit = b"1" if place[0] != b"1" else b"2"
    return s.signed(draft.put(draft.content, ink[: place.start()] + digit + ink[place.end() :]))


@insider
def comment_in_the_page(s: Scene) -> bytes:
    return _drawn(s, b"% passed")


@insider
def spaces_in_the_page(s: Scene) -> bytes:
    return _drawn(s, b"   ")


@insider
def marked_content(s: Scene) -> bytes:
    """Text that is copied instead of what is shown."""
    return _drawn(s, b"/Span << /ActualText <FEFF54084683> >> BDC EMC")


@insider
def inline_picture(s: Scene) -> bytes:
    return _drawn(s, b"q 100 0 0 100 100 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q")


@insider
def picture_over_the_page(s: Scene) -> bytes:
    draft = s.draft()
    picture = draft.add_stream(
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\xff"
    )
    draft.swap(draft.page, b"/Font <<", b"/XObject << /X %d 0 R >> /Font <<" % picture)
    return s.signed(draft.put(draft.content, draft.data(draft.content) + b"\nq 400 0 0 400 90 200 cm /X Do Q"))


@insider
def smaller_paper(s: Scene) -> bytes:
    """The verdict cut off."""
    return _paged(s, lambda page: page.replace(b"841.89", b"400.00"))


@insider
def crop_box(s: Scene) -> bytes:
    return _paged(s, lambda page: page.replace(b"/MediaBox", b"/CropBox [0 500 595 841] /MediaBox"))


@insider
def page_turned(s: Scene) -> bytes:
    return _paged(s, lambda page: page.replace(b"/MediaBox", b"/Rotate 90 /MediaBox"))


@insider
def page_magnified(s: Scene) -> bytes:
    return _paged(s, lambda page: page.replace(b"/MediaBox", b"/UserUnit 4 /MediaBox"))


@insider
def second_content(s: Scene) -> bytes:
    draft = s.draft()
    more = draft.add_stream(b"", b"BT /S 20 Tf 100 300 Td <00010002> Tj ET")
    draft.objects[draft.page] = re.sub(
        rb"/Contents \[([0-9 R]+)\]", rb"/Contents [\1 %d 0 R]" % more, draft.objects[draft.page]
    )
    return s.signed(draft)


@insider
def one_more_page(s: Scene) -> bytes:
    draft = s.draft()
    tree = draft.reference(draft.catalog, b"Pages")
    page = draft.add(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << >> >>" % tree)
    draft.objects[tree] = draft.objects[tree].replace(b"/Count 1", b"/Count 2").replace(b"]", b" %d 0 R]" % page)
    return s.signed(draft)


@insider
def text_that_copies_as_another(s: Scene) -> bytes:
    """The map to Unicode of another sheet's font: the page shows 不合格 and copies, searches and reads aloud as 合格."""
    draft = s.draft()
    number = draft.reference(draft.find(b"/ToUnicode"), b"ToUnicode")
    meaning = draft.data(number)
    pairs = re.findall(rb"<[0-9A-F]{4}> <[0-9A-F]{4}>", meaning)
    first, second = pairs[0], pairs[1]
    swapped = meaning.replace(first, first[:7] + second[7:]).replace(second, second[:7] + first[7:])
    assert swapped != meaning
    return s.signed(draft.put(number, swapped))


def _font(draft: Draft) -> int:
    return draft.reference(draft.find(b"/FontFile2"), b"FontFile2")


@insider
def glyphs_swapped(s: Scene) -> bytes:
    """One bit in an outline: the text says what it said, the picture does not."""
    draft = s.draft()
    font = bytearray(draft.data(_font(draft)))
    font[len(font) // 2] ^= 0x40
    return s.signed(draft.put(_font(draft), bytes(font)))


@insider
def glyph_numbers_shifted(s: Scene) -> bytes:
    draft = s.draft()
    number = draft.find(b"/CIDToGIDMap")
    return s.signed(draft.swap(number, b"/CIDToGIDMap /Identity", b"/CIDToGIDMap /Identitz"))


@insider
def glyph_widths(s: Scene) -> bytes:
    draft = s.draft()
    return s.signed(draft.swap(draft.find(b"/DW 1000"), b"/DW 1000", b"/DW 1001"))


@insider
def font_not_embedded(s: Scene) -> bytes:
    """The text as the reader's own fonts show it."""
    draft = s.draft()
    number = draft.find(b"/FontFile2")
    draft.objects[number] = re.sub(rb"/FontFile2 \d+ 0 R", b"", draft.objects[number])
    return s.signed(draft)


@insider
def font_after_its_end(s: Scene) -> bytes:
    """Bytes behind the font's last table, which no reader shows."""
    draft = s.draft()
    return s.signed(draft.put(_font(draft), draft.data(_font(draft)) + b"hidden"))


@insider
def code_of_another_sheet(s: Scene) -> bytes:
    """Another number in the page and its QR code, the data unchanged."""
    from jltrain.sheet.frame import frame

    other = Draft.of(frame(replace(s.payload, number=s.payload.number[:-1] + "9")).data)
    return _from(s, other, lambda d: d.content)


@insider
def visible_signature(s: Scene) -> bytes:
    """The signature's own field shown on the page, with words of the forger's."""
    draft = s.draft()
    look = draft.add_stream(b"/Type /XObject /Subtype /Form /BBox [0 0 100 50]", b"0 0 100 50 re f")
    field = draft.find(b"/FT /Sig")
    draft.swap(field, b"/Rect [0 0 0 0]", b"/Rect [90 300 190 350] /AP << /N %d 0 R >>" % look)
    return s.signed(draft)
