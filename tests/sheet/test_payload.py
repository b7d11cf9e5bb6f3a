"""What a sheet attests, and the strict reading of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.sheet.payload import SCHEMA_1, AreaScore, BadPayload, Incident, Payload, check, from_json, to_json
from tests.sheet.samples import RARE_NAME, eventful, named, sample


def test_round_trip_keeps_rare_names() -> None:
    payload = named(RARE_NAME)
    assert from_json(to_json(payload)) == payload
    assert RARE_NAME.encode() in to_json(payload)


def test_json_is_canonical() -> None:
    data = to_json(sample())
    assert data == orjson.dumps(orjson.loads(data), option=orjson.OPT_SORT_KEYS)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name_round_trips(name: str) -> None:
    assert from_json(to_json(named(name))).officer.name == name


@pytest.mark.parametrize("field", [f.name for f in fields(Payload)])
def test_every_field_is_required(field: str) -> None:
    raw = orjson.loads(to_json(sample()))
    del raw[field]
    with pytest.raises(BadPayload):
        from_json(orjson.dumps(raw))


@pytest.mark.parametrize(
    "change",
    [
        {"halves": 170},
        {"full_halves": 1},
        {"passed": False},
        {"passed": 1},
        {"minutes": "90"},
        {"minutes": True},
        {"minutes": -1},
        {"minutes": 10**12},
        {"started": "2026-11-22"},
        {"started": "yesterday"},
        {"issued": "2026-11-22T02:30:00Z"},
        {"number": ""},
        {"number": "x" * 101},
        {"session_title": "长" * 10_001},
        {"schema": "jltrain.sheet/1"},
        {"schema": "jltrain.sheet/3"},
        {"schema": ["jltrain.sheet/2"]},
        {"template": 1},
        {"template": True},
        {"template": 3},
        {"started": "2026-11-22T24:00:00.000Z"},
        {"started": "2026-02-30T01:00:00.000Z"},
        {"started": "9999-12-31T23:00:00.000Z"},
        {"started": "２026-11-22T01:00:00.000Z"},
        {"version": 0},
        {"version": 2},
        {"version": 2, "replaces": "1"},
        {"version": 2, "replaces": "1", "correction": " "},
        {"version": 2, "replaces": " ", "correction": "误"},
        {"version": 2, "replaces": "JL2026-220100-000123", "correction": "误"},
        {"version": 2, "replaces": "x" * 101, "correction": "误"},
        {"replaces": "1"},
        {"correction": " "},
        {"issuer_code": None},
        {"sections": [1]},
        {"areas": {}},
        {"incidents": "none"},
        {"incidents": [{"at": "2026-11-22T01:20:00.000Z"}]},
        {"officer": []},
        {"extra": 1},
    ],
    ids=str,
)
def test_nonsense_is_refused(change: dict[str, Any]) -> None:
    raw = {**orjson.loads(to_json(sample())), **change}
    with pytest.raises(BadPayload):
        from_json(orjson.dumps(raw))


OLD = sample(schema=SCHEMA_1, template=1)
SECOND = sample(number="1-2", version=2, replaces="1", correction="误录", issuer_code="220000")


def test_a_corrected_sheet_round_trips() -> None:
    assert from_json(to_json(SECOND)) == SECOND


def test_schema_1_is_still_read_and_written_as_it_was() -> None:
    later = {"version", "replaces", "correction", "issuer_code"}
    raw = orjson.loads(to_json(OLD))
    assert set(raw) == {f.name for f in fields(Payload)} - later
    assert from_json(to_json(OLD)) == OLD
    for name in later:
        with pytest.raises(BadPayload):
            from_json(orjson.dumps({**raw, name: getattr(OLD, name)}))


@pytest.mark.parametrize(
    "payload",
    [
        sample(halves=1), sample(minutes="90"), sample(minutes=True), sample(sections=[]), sample(officer=None),
        sample(sections=(1,)), sample(incidents=(Incident("2026-11-22T01:20:00.000Z", "noted", "长" * 10_001),)),
        sample(areas=(AreaScore("law", -1, 2),)), sample(number=""), sample(passed=None), sample(version=2),
        replace(OLD, issuer_code="1"), replace(SECOND, schema=SCHEMA_1, template=1), eventful(10_001),
        sample(schema=["x"]),
    ],
    ids=range(15),
)  # fmt: skip
def test_what_would_not_be_read_back_is_found_before_signing(payload: Payload) -> None:
    with pytest.raises(BadPayload):
        check(payload)


@pytest.mark.parametrize("payload", [sample(), SECOND, OLD, eventful(60)], ids=range(4))
def test_good_payloads_pass(payload: Payload) -> None:
    check(payload)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(BadPayload):
        to_json(named("王\ud840"))


@given(st.text(max_size=40), st.text(max_size=40), st.integers(-1, 3))
def test_what_passes_the_check_is_read_back(replaces: str, correction: str, version: int) -> None:
    payload = sample(version=version, replaces=replaces, correction=correction)
    try:
        check(payload)
        data = to_json(payload)
    except BadPayload:
        with pytest.raises(BadPayload):
            from_json(to_json(payload))
    else:
        assert from_json(data) == payload


def test_incident_with_a_bad_moment_is_refused() -> None:
    with pytest.raises(BadPayload):
        from_json(to_json(replace(sample(), incidents=(Incident("9 o'clock", "noted", "。"),))))


def test_too_many_incidents_are_refused() -> None:
    with pytest.raises(BadPayload):
        from_json(to_json(eventful(8_000)))


@given(st.binary(max_size=200))
def test_foreign_bytes_never_break_the_reader(data: bytes) -> None:
    with pytest.raises(BadPayload):
        from_json(data)
