"""The unit's real key over attached data that is not, to the byte, what this program attaches."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from jltrain.clock import iso
from jltrain.sheet.frame import frame
from jltrain.sheet.payload import Payload
from jltrain.sheet.reasons import Code
from tests.sheet.attacks.forgery import Scene, forgery, several


def _attached(s: Scene, json: bytes) -> bytes:
    """Other data in a file whose checksum of it is right, too."""
    import hashlib

    draft = s.draft()
    draft.put(draft.attached, json)
    checksum = hashlib.md5(json, usedforsecurity=False).hexdigest().encode()
    body = re.sub(
        rb"/Size \d+ /CheckSum <\w+>", b"/Size %d /CheckSum <%s>" % (len(json), checksum), draft.objects[draft.attached]
    )
    draft.objects[draft.attached] = body
    return s.signed(draft)


def _json(change: Callable[[bytes], bytes]) -> Callable[[Scene], bytes]:
    def make(s: Scene) -> bytes:
        changed = change(s.json())
        assert changed != s.json()
        return _attached(s, changed)

    return make


def _sub(old: bytes, new: bytes) -> Callable[[Scene], bytes]:
    return _json(lambda json: re.sub(old, new, json, count=1))


def _whole(change: Callable[[Payload], Payload]) -> Callable[[Scene], bytes]:
    """Data and page agree; the data makes no sense. `sign` refuses to make it."""

    def make(s: Scene) -> bytes:
        return s.signed(frame(change(s.payload)).data)

    return make


def _deep(json: bytes) -> bytes:
    return b"[" * 200_000 + b"]" * 200_000


SPELLING = {
    "json_with_spaces": _sub(b":", b": "),
    "json_with_a_newline": _json(lambda json: json + b"\n"),
    "json_with_other_order": _json(lambda json: b'{"version":1,' + json[1:].replace(b',"version":1', b"")),
    "json_with_a_key_twice": _json(lambda json: b'{"passed":false,' + json[1:]),
    "json_with_a_key_twice_at_the_end": _json(lambda json: json[:-1] + b',"version":1}'),
    "json_with_escaped_letters": _json(lambda json: json.replace("省".encode(), b"\\u7701", 1)),
    "json_of_a_failed_exam": lambda s: _attached(
        s, s.json(replace(s.payload, halves=100, passed=False, sections=_less(s), areas=()))
    ),
    "json_with_another_name": _json(lambda json: json.replace("欧阳".encode(), "张三".encode())),
    "json_with_another_number": _sub(rb'"number":"...', b'"number":"XXX'),
    "json_with_one_mark_elsewhere": _json(lambda json: json.replace(b'"right":27', b'"right":28')),
}
several(Code.NOT_AS_DATA, SPELLING, "data")


def _less(s: Scene) -> tuple[Any, ...]:
    """Sections with 100 half marks, which is a fail."""
    first, second, *others = s.payload.sections
    return (first, replace(second, halves=100 - first.halves), *(replace(x, halves=0) for x in others))


def _first(p: Payload, **changes: Any) -> Payload:
    first, *others = p.sections
    return replace(p, sections=(replace(first, **changes), *others))


SENSELESS = {
    "json_empty": _json(lambda json: b""),
    "json_of_nothing": _json(lambda json: b"{}"),
    "json_null": _json(lambda json: b"null"),
    "json_a_list": _json(lambda json: b"[" + json + b"]"),
    "json_cut": _json(lambda json: json[:-20]),
    "json_deep": _json(_deep),
    "json_no_utf8": _json(lambda json: json.replace(b'"number":"', b'"number":"\xff')),
    "json_with_a_byte_order_mark": _json(lambda json: b"\xef\xbb\xbf" + json),
    "json_with_an_unknown_key": _json(lambda json: b'{"bonus":10,' + json[1:]),
    "json_without_a_key": _sub(rb'"minutes":\d+,', b""),
    "json_with_a_fraction": _sub(rb'"halves":(\d+)', rb'"halves":\1.0'),
    "json_with_an_exponent": _sub(rb'"minutes":90', b'"minutes":9e1'),
    "json_with_a_text_for_a_number": _sub(rb'"minutes":90', b'"minutes":"90"'),
    "json_with_minus_zero": _sub(rb'"minutes":90', b'"minutes":-0.0'),
    "json_with_not_a_number": _sub(rb'"minutes":90', b'"minutes":NaN'),
    "json_with_a_huge_number": _sub(rb'"minutes":90', b'"minutes":' + b"9" * 400),
    "json_with_a_number_for_truth": _sub(rb'"passed":true', b'"passed":1'),
    "json_with_half_a_character": _sub(rb'"number":"', rb'"number":"\\ud800'),
    "marks_that_do_not_add_up": _whole(lambda p: replace(p, halves=p.halves + 1)),
    "full_marks_that_do_not_add_up": _whole(lambda p: replace(p, full_halves=p.full_halves + 10)),
    "passed_below_the_pass_mark": _whole(lambda p: replace(p, pass_halves=p.halves + 1)),
    "failed_above_the_pass_mark": _whole(lambda p: replace(p, passed=False)),
    "no_number": _whole(lambda p: replace(p, number="")),
    "corrected_without_a_reason": _whole(lambda p: replace(p, version=2, replaces="JL2026-1")),
    "corrected_without_naming_the_first": _whole(lambda p: replace(p, version=2, correction="姓名有误")),
    "first_sheet_that_replaces_another": _whole(lambda p: replace(p, replaces="JL2026-1")),
    "more_right_than_items": _whole(lambda p: _first(p, right=p.sections[0].items + 1)),
    "section_beyond_its_full_marks": _whole(
        lambda p: replace(_first(p, full_halves=50), full_halves=p.full_halves - 10)
    ),
    "area_beyond_its_full_marks": _whole(lambda p: replace(p, areas=(replace(p.areas[0], halves=101), *p.areas[1:]))),
    "area_twice": _whole(lambda p: replace(p, areas=(*p.areas[:3], p.areas[2]))),
    "areas_beyond_the_paper": _whole(lambda p: replace(p, areas=(replace(p.areas[0], full_halves=101), *p.areas[1:]))),
    "version_zero": _whole(lambda p: replace(p, version=0)),
}
several(Code.BAD_DATA, SENSELESS, "data")

LATER = {
    "template_of_tomorrow": _sub(rb'"template":\d+', b'"template":99'),
    "schema_of_tomorrow": _sub(rb"jltrain.sheet/\d+", b"jltrain.sheet/99"),
}
several(Code.NEWER, LATER, "data")
OTHERS = {
    "template_of_yesterday": _sub(rb'"template":\d+', b'"template":1'),
    "template_zero": _sub(rb'"template":\d+', b'"template":0'),
    "template_true": _sub(rb'"template":\d+', b'"template":true'),
    "schema_of_somebody": _sub(rb"jltrain.sheet/\d+", b"jltrain.shout/1"),
}
several(Code.BAD_DATA, OTHERS, "data")


def _packed(pack: Callable[[bytes], bytes]) -> Callable[[Scene], bytes]:
    """The right data, packed otherwise."""

    def make(s: Scene) -> bytes:
        draft = s.draft()
        return s.signed(draft.put_packed(draft.attached, pack(s.json())))

    return make


PACKING = {
    "bytes_behind_the_data": _packed(lambda json: zlib.compress(json) + b"hidden"),
    "second_stream_behind_the_data": _packed(lambda json: zlib.compress(json) + zlib.compress(b"{}")),
    "data_cut_short": _packed(lambda json: zlib.compress(json)[:-4]),
    "data_with_a_wrong_sum": _packed(lambda json: zlib.compress(json)[:-4] + bytes(4)),
    "data_not_packed": _packed(lambda json: json),
    "data_that_unpacks_to_gigabytes": _packed(lambda json: zlib.compress(bytes(30_000_000), 9)),
    "data_with_an_empty_stream": _packed(lambda json: b""),
}
several(Code.NOT_AS_DATA, PACKING, "data")


@forgery(Code.NOT_AS_DATA)
def page_that_unpacks_to_gigabytes(s: Scene) -> bytes:
    draft = s.draft()
    return s.signed(draft.put_packed(draft.content, zlib.compress(bytes(30_000_000), 9)))


@forgery(Code.NOT_AS_DATA)
def font_that_unpacks_to_gigabytes(s: Scene) -> bytes:
    draft = s.draft()
    number = draft.reference(draft.find(b"/FontFile2"), b"FontFile2")
    return s.signed(draft.put_packed(number, zlib.compress(bytes(30_000_000), 9)))


@forgery(Code.NOT_AS_DATA)
def bytes_behind_the_page(s: Scene) -> bytes:
    draft = s.draft()
    return s.signed(draft.put_packed(draft.content, draft.packed(draft.content) + b"hidden"))


@forgery(Code.NOT_AS_DATA)
def data_described_otherwise(s: Scene) -> bytes:
    """A filter twice over, which says the same."""
    draft = s.draft()
    return s.signed(draft.swap(draft.attached, b"/Filter /FlateDecode", b"/Filter [/FlateDecode]"))


@forgery(Code.DATED_AHEAD)
def issued_next_week(s: Scene) -> bytes:
    """Made with the clock put forward."""
    return s.signed(frame(replace(s.payload, issued=iso(s.now + timedelta(days=7)))).data)


@forgery(Code.DATED_AHEAD)
def handed_in_next_year(s: Scene) -> bytes:
    return s.signed(frame(replace(s.payload, submitted=iso(s.now + timedelta(days=365)))).data)
