"""What a score sheet attests: one frozen value, one canonical JSON, from which alone the page is drawn.

Marks are counted in half marks throughout (`halves`: 1.5 marks are 3), so that no sum is ever rounded.
Moments are UTC ISO texts (`clock.iso`); the page shows Beijing time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import orjson

from jltrain.clock import iso, parse_iso
from jltrain.errors import BadInput
from jltrain.i18n import N_

SCHEMA: Final = "jltrain.sheet/1"
TEMPLATE: Final = 1


class BadPayload(BadInput):
    template = N_("成绩单附带的数据不完整或格式不对，请向出具单位索取原文件。")


@dataclass(frozen=True, slots=True)
class Officer:
    """Who sat. `level` and `discipline` are keys of bank.areas."""

    name: str
    certificate: str
    unit: str
    level: str
    discipline: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One part of the paper; `right` counts fully right items of `items`."""

    title: str
    items: int
    right: int
    halves: int
    full_halves: int


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The same marks by area (bank.areas key), for the ledger and for the officer's next reading."""

    area: str
    halves: int
    full_halves: int


@dataclass(frozen=True, slots=True)
class Incident:
    """Something the invigilator or the program noted; `text` is a Chinese sentence."""

    at: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Payload:
    """Everything on the sheet. `number` is the sheet's number, unique in the province."""

    number: str
    officer: Officer
    session_id: str
    session_title: str
    sitting_id: str
    paper_title: str
    paper_digest: str
    rule: str
    minutes: int
    started: str
    submitted: str
    submitted_by: str
    used_seconds: int
    sections: tuple[SectionScore, ...]
    areas: tuple[AreaScore, ...]
    halves: int
    full_halves: int
    pass_halves: int
    passed: bool
    incidents: tuple[Incident, ...]
    log_digest: str
    issued: str
    issuer: str
    schema: str = SCHEMA
    template: int = TEMPLATE


def to_json(payload: Payload) -> bytes:
    """Canonical: UTF-8, sorted keys, no spaces. Equal payloads give equal bytes."""
    return orjson.dumps(asdict(payload), option=orjson.OPT_SORT_KEYS)


def from_json(data: bytes) -> Payload:
    """The payload in `data`, every field checked for presence, type, size and sense. Raises BadPayload."""
    if len(data) > DATA_LIMIT:
        raise BadPayload(reason=f"{len(data)} bytes")
    try:
        raw = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BadPayload(reason=str(error)) from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise BadPayload(reason=f"schema {raw.get('schema') if isinstance(raw, dict) else type(raw).__name__}")
    payload: Payload = _build(Payload, raw, "")
    if payload.template != TEMPLATE:
        raise BadPayload(reason=f"template {payload.template}")
    _check_moments(payload)
    if payload.halves != sum(s.halves for s in payload.sections):
        raise BadPayload(reason="sections do not add up")
    if payload.full_halves != sum(s.full_halves for s in payload.sections):
        raise BadPayload(reason="full marks do not add up")
    if payload.passed != (payload.halves >= payload.pass_halves):
        raise BadPayload(reason="passed does not follow from the marks")
    return payload


DATA_LIMIT: Final = 1_000_000
"""Bytes of the JSON; an ordinary one has 2,000."""
TEXT_LIMIT: Final = 10_000
"""Characters of any one text; a number has at most 100, so that it fits the QR code."""
NUMBER_LIMIT: Final = 100
_LARGEST: Final = 10_000_000


def _check_moments(payload: Payload) -> None:
    moments = (payload.started, payload.submitted, payload.issued, *(i.at for i in payload.incidents))
    try:
        if any(iso(parse_iso(moment)) != moment for moment in moments):
            raise BadPayload(reason="a moment is not in canonical form")
    except (ValueError, OverflowError) as error:
        raise BadPayload(reason=str(error)) from error
    if not 0 < len(payload.number) <= NUMBER_LIMIT:
        raise BadPayload(reason="length of number")


_NESTED: Final[dict[str, Any]] = {
    "officer": Officer,
    "sections": SectionScore,
    "areas": AreaScore,
    "incidents": Incident,
}
_TYPES: Final = {"str": str, "int": int, "bool": bool}


def _build(kind: type[Any], raw: object, where: str) -> Any:
    if not isinstance(raw, dict):
        raise BadPayload(reason=f"{where or 'payload'} is not an object")
    names = {f.name for f in fields(kind)}
    if set(raw) != names:
        raise BadPayload(reason=f"fields of {where or 'payload'}: {sorted(set(raw) ^ names)}")
    values: dict[str, object] = {}
    for field in fields(kind):
        value, place = raw[field.name], f"{where}.{field.name}".strip(".")
        if field.name in _NESTED and field.type == _NESTED[field.name].__name__:
            values[field.name] = _build(_NESTED[field.name], value, place)
        elif field.name in _NESTED:
            if not isinstance(value, list) or len(value) > 10_000:
                raise BadPayload(reason=f"{place} is not a list")
            values[field.name] = tuple(_build(_NESTED[field.name], v, f"{place}[{i}]") for i, v in enumerate(value))
        elif type(value) is not _TYPES[str(field.type)]:
            raise BadPayload(reason=f"{place} is not {field.type}")
        elif isinstance(value, str) and len(value) > TEXT_LIMIT:
            raise BadPayload(reason=f"{place} is longer than {TEXT_LIMIT} characters")
        elif isinstance(value, int) and not 0 <= value <= _LARGEST:
            raise BadPayload(reason=f"{place} is out of range")
        else:
            values[field.name] = value
    return kind(**values)
