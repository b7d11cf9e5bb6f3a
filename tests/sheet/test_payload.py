"""What a sheet attests, and the strict reading of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.sheet.payload import BadPayload, Incident, Payload, from_json, to_json
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
        {"schema": "jltrain.sheet/2"},
        {"template": 2},
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
