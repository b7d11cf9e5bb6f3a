"""Sheets built again from their own data: old ones, other builds of zlib, and whatever was kept in between."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.sheet.frame import Frame, draw, frame
from jltrain.sheet.payload import SCHEMA_1, BadPayload, Incident, Payload, to_json
from jltrain.sheet.rebuild import NotAsData, rebuilt
from jltrain.sheet.template2 import document, form, ink, letters
from jltrain.sheet.template2.prologue import begun, prologue
from tests.sheet.samples import RARE_NAME, eventful, named, sample
from tests.sheet.test_page import CORRECTED, LONG_UNIT

GOLDEN = Path(__file__).parent / "golden"

ODD = named("王\U00031350龘" + RARE_NAME, "𠀀한강\t大队\u3000" + LONG_UNIT)
PAYLOADS = {
    "plain": sample(),
    "corrected": CORRECTED,
    "rare": named(RARE_NAME, LONG_UNIT),
    "odd": ODD,
    "long": eventful(60),
    "empty": sample(incidents=(), areas=(), sections=(), halves=0, full_halves=0, pass_halves=0),
    "old": sample(schema=SCHEMA_1, template=1),
    "old, long": eventful(30, schema=SCHEMA_1, template=1),
}


def forget() -> None:
    """As if the process had just begun."""
    for kept in (form._form, document._kept, document._font_t, letters._data, ink._wrapped):
        kept.cache_clear()


def gap_of(file: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange \[0 (\d{10}) (\d{10}) ", file)
    assert found
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(
    ("file", "payload"),
    [
        ("template-1.pdf", named(RARE_NAME, schema=SCHEMA_1, template=1)),
        ("template-2.pdf", named(RARE_NAME)),
        ("template-2-corrected.pdf", CORRECTED),
        ("template-2-long.pdf", eventful(40, officer=ODD.officer)),
    ],
)
def test_sheets_made_long_ago_are_rebuilt(file: str, payload: Payload) -> None:
    """If this fails, a template has changed of which sheets may be in people's hands: that needs a new template."""
    data = (GOLDEN / file).read_bytes()
    assert rebuilt(data, gap_of(data)) == payload
    start, end = gap_of(data)
    again = frame(payload).data
    assert (again[:start], again[end:]) == (data[:start], data[end:]), "only another build of zlib may come here"


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_drawn_is_rebuilt(payload: Payload) -> None:
    made = frame(payload)
    assert rebuilt(made.data, made.gap) == payload


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_that_is_kept_between_sheets_shows(payload: Payload) -> None:
    forget()
    alone = frame(payload).data
    for other in PAYLOADS.values():
        frame(other)
    assert frame(payload).data == alone


def test_forms_do_not_learn_from_sheets() -> None:
    """Two officers of one form, whose names need fonts U and R in different order."""
    first, second = named("𠀀龘鑫"), named("鑫龘㛃𬭎𠀀")
    forget()
    alone = frame(second).data
    forget()
    frame(first)
    assert frame(second).data == alone


@pytest.mark.parametrize("level", [0, 1, 9])
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_another_zlib_does_not_matter(payload: Payload, level: int) -> None:
    made = frame(payload, lambda offset, data: zlib.compress(data, level))
    assert made.data != frame(payload).data
    assert rebuilt(made.data, made.gap) == payload


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_byte_is_compared(data: st.DataObject) -> None:
    made = frame(sample())
    position = data.draw(st.integers(0, len(made.data) - 1).filter(lambda n: not made.gap[0] <= n < made.gap[1]))
    changed = bytearray(made.data)
    changed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NotAsData, BadPayload)):
        rebuilt(bytes(changed), made.gap)


def test_a_file_of_one_template_with_data_of_the_other_is_refused() -> None:
    new, old = frame(sample()), frame(sample(schema=SCHEMA_1, template=1))
    mine, others = to_json(sample()), to_json(sample(schema=SCHEMA_1, template=1))
    swapped = new.data.replace(b"/Length %d " % len(mine), b"/Length %d " % len(others), 1).replace(mine, others)
    with pytest.raises(NotAsData):
        rebuilt(swapped, new.gap)
    with pytest.raises(NotAsData):
        rebuilt(prologue().data + old.data, old.gap)


def test_junk_and_bombs_are_refused() -> None:
    for pack in (lambda _, data: zlib.compress(data) + b"hidden", lambda _, data: zlib.compress(bytes(20_000_000))):
        made = frame(eventful(60), pack)
        with pytest.raises((NotAsData, BadPayload)):
            rebuilt(made.data, made.gap)


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
)
def test_any_texts_are_rebuilt(name: str, unit: str, incident: str) -> None:
    payload = named(name, unit, incidents=(Incident("2026-11-22T01:20:00.000Z", "noted", incident),), issuer=unit)
    made = frame(payload)
    assert rebuilt(made.data, made.gap) == payload


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_the_kept_state_of_a_hash_gives_the_same_digest(algorithm: str) -> None:
    import hashlib

    for payload in (sample(), sample(schema=SCHEMA_1, template=1)):
        made = frame(payload)
        covered = made.data[: made.gap[0]] + made.data[made.gap[1] :]
        assert made.digest(algorithm) == hashlib.new(algorithm, covered).digest()
        digest, seen = begun(algorithm, made.data)
        digest.update(made.data[seen:])
        assert digest.digest() == hashlib.new(algorithm, made.data).digest()
    assert Frame(b"%PDF", (1, 2)).digest(algorithm) == hashlib.new(algorithm, b"%DF").digest()


def test_the_constant_beginning_is_what_its_script_makes() -> None:
    """Byte for byte but for the packing, which is not done again."""
    from jltrain.sheet.template2.prologue import make

    def unpacked(data: bytes) -> bytes:
        return re.sub(
            rb"/Length \d+ (/Filter /FlateDecode [^\n]*>>\nstream\n)(.*?)\nendstream\nendobj",
            lambda found: found[1] + zlib.decompress(found[2]),
            data,
            flags=re.DOTALL,
        )

    assert unpacked(prologue().data) == unpacked(make(lambda _, data: zlib.compress(data)))


def test_every_object_is_where_the_table_says() -> None:
    for payload in PAYLOADS.values():
        for data in (draw(payload), frame(payload).data):
            start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
            rows = re.findall(rb"(\d{10}) 00000 n \n", data[start:])
            for number, offset in enumerate(rows, 1):
                assert data[int(offset) :].startswith(b"%d 0 obj\n" % number)
