"""What a score sheet attests: one frozen value, one canonical JSON, from which alone the page is drawn.

Marks are counted in half marks throughout (`halves`: 1.5 marks are 3), so that no sum is ever rounded.
Moments are UTC ISO texts (`clock.iso`); the page shows Beijing time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any, Final

import orjson

from jltrain.errors import BadInput
from jltrain.i18n import N_

SCHEMA: Final = "jltrain.sheet/2"
TEMPLATE: Final = 2
SCHEMA_1: Final = "jltrain.sheet/1"
"""Of sheets made before corrected ones and unit codes existed; always drawn by template 1."""


class BadPayload(BadInput):
    template = N_("成绩单附带的数据不完整或格式不对，请向出具单位索取原文件。")


class _Carried:
    """Goes quickly from a worker process to another: a frozen dataclass's own way asks for its fields each time."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple([getattr(self, name) for name in type(self).__slots__])


@dataclass(frozen=True, slots=True)
class Officer(_Carried):
    """Who sat. `level` and `discipline` are keys of bank.areas."""

    name: str
    certificate: str
    unit: str
    level: str
    discipline: str


@dataclass(frozen=True, slots=True)
class SectionScore(_Carried):
    """One part of the paper; `right` counts fully right items of `items`."""

    title: str
    items: int
    right: int
    halves: int
    full_halves: int


@dataclass(frozen=True, slots=True)
class AreaScore(_Carried):
    """The same marks by area (bank.areas key), for the ledger and for the officer's next reading."""

    area: str
    halves: int
    full_halves: int


@dataclass(frozen=True, slots=True)
class Incident(_Carried):
    """Something the invigilator or the program noted; `text` is a Chinese sentence."""

    at: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Payload(_Carried):
    """Everything on the sheet. `number` is the sheet's number, unique in the province.

    A corrected sheet has a `version` from 2 up, the number of the sheet it `replaces` and the reason (`correction`,
    Chinese). `issuer_code`: the unit code bound in the issuer's certificate; "" where it has none.
    """

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
    version: int = 1
    replaces: str = ""
    correction: str = ""
    issuer_code: str = ""
    schema: str = SCHEMA
    template: int = TEMPLATE


DATA_LIMIT: Final = 1_000_000
"""Bytes of the JSON; an ordinary one has 2,000."""
TEXT_LIMIT: Final = 10_000
"""Characters of any one text; a number has at most 100, so that it fits the QR code."""
NUMBER_LIMIT: Final = 100
_LIST_LIMIT: Final = 10_000
_LARGEST: Final = 10_000_000
_MOMENT: Final = re.compile("[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z")
"""A moment as clock.iso writes it, in years that Beijing time can still tell."""


_TYPES: Final[dict[str, type]] = {"str": str, "int": int, "bool": bool}


class _Plan:
    """How one class is read and written: worked out once, because thousands of sheets are read in a row."""

    def __init__(self, kind: type[Any], without: frozenset[str] = frozenset()) -> None:
        declared = {f.name: str(f.type) for f in fields(kind) if f.name not in without}
        self.kind = kind
        self.names = tuple(sorted(declared))
        self.types = tuple(_TYPES.get(declared[n], dict if n == "officer" else list) for n in self.names)
        held: dict[type, type] = {dict: Officer, list: tuple}
        self.held_types = tuple(held.get(t, t) for t in self.types)
        self.items, self.attributes = itemgetter(*self.names), attrgetter(*self.names)
        self.texts = tuple(n for n, t in enumerate(self.types) if t is str)
        self.numbers = tuple(n for n, t in enumerate(self.types) if t is int)
        self.nested = tuple((n, name) for n, name in enumerate(self.names) if declared[name] not in _TYPES)

    def sound(self, values: Sequence[Any], types: tuple[type, ...], where: str) -> None:
        """Types of all values, length of texts, range of numbers."""
        if tuple(map(type, values)) != types:
            wrong = next(n for n, (v, t) in enumerate(zip(values, types, strict=True)) if type(v) is not t)
            raise BadPayload(reason=f"{where}.{self.names[wrong]} is not {types[wrong].__name__}".strip("."))
        for n in self.texts:
            if len(values[n]) > TEXT_LIMIT:
                raise BadPayload(reason=f"{where}.{self.names[n]} is longer than {TEXT_LIMIT} characters".strip("."))
        for n in self.numbers:
            if not 0 <= values[n] <= _LARGEST:
                raise BadPayload(reason=f"{where}.{self.names[n]} is out of range".strip("."))

    def read(self, raw: Any, where: str) -> list[Any]:
        """The checked values of a JSON object, in the order of `names`."""
        if type(raw) is not dict or len(raw) != len(self.names):
            raise BadPayload(reason=f"fields of {where or 'payload'}")
        try:
            values = list(self.items(raw))
        except KeyError as error:
            raise BadPayload(reason=f"fields of {where or 'payload'}: no {error}") from error
        self.sound(values, self.types, where)
        return values


_NESTED: Final = {
    "officer": _Plan(Officer),
    "sections": _Plan(SectionScore),
    "areas": _Plan(AreaScore),
    "incidents": _Plan(Incident),
}
_SINCE_2: Final = frozenset(("version", "replaces", "correction", "issuer_code"))
_PLANS: Final = {(SCHEMA_1, 1): _Plan(Payload, _SINCE_2), (SCHEMA, TEMPLATE): _Plan(Payload)}


def _plan(schema: object, template: object) -> _Plan:
    if type(schema) is str and type(template) is int and (plan := _PLANS.get((schema, template))):
        return plan
    raise BadPayload(reason=f"schema {str(schema)[:40]}, template {str(template)[:40]}")


def to_json(payload: Payload) -> bytes:
    """Canonical: UTF-8, sorted keys, no spaces. Equal payloads give equal bytes.

    Raises BadPayload for another schema, for text that is no Unicode (half of a surrogate pair), and for too much.
    """
    plan = _plan(payload.schema, payload.template)
    raw = dict(zip(plan.names, plan.attributes(payload), strict=True))
    raw["officer"] = _held(_NESTED["officer"], payload.officer)
    for name in ("sections", "areas", "incidents"):
        nested = _NESTED[name]
        raw[name] = [_held(nested, each) for each in raw[name]]
    try:
        data = orjson.dumps(raw)
    except orjson.JSONEncodeError as error:
        raise BadPayload(reason=str(error)) from error
    if len(data) > DATA_LIMIT:
        raise BadPayload(reason=f"{len(data)} bytes")
    return data


def _held(plan: _Plan, value: object) -> dict[str, object]:
    return dict(zip(plan.names, plan.attributes(value), strict=True))


def from_json(data: bytes) -> Payload:
    """The payload in `data`, every field checked for presence, type, size and sense. Raises BadPayload."""
    if len(data) > DATA_LIMIT:
        raise BadPayload(reason=f"{len(data)} bytes")
    try:
        raw = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BadPayload(reason=str(error)) from error
    if type(raw) is not dict:
        raise BadPayload(reason=type(raw).__name__)
    plan = _plan(raw.get("schema"), raw.get("template"))
    values = plan.read(raw, "")
    for n, name in plan.nested:
        nested, found = _NESTED[name], values[n]
        if name == "officer":
            values[n] = _made(nested, found, name)
        elif len(found) > _LIST_LIMIT:
            raise BadPayload(reason=f"{name} has {len(found)} entries")
        else:
            values[n] = tuple([_made(nested, each, name) for each in found])
    payload = Payload(**dict(zip(plan.names, values, strict=True)))
    _sense(payload)
    return payload


def _made(plan: _Plan, raw: Any, where: str) -> Any:
    return plan.kind(**dict(zip(plan.names, plan.read(raw, where), strict=True)))


def check(payload: Payload) -> None:
    """The same checks on a payload in memory: what passes is read back from its JSON. Raises BadPayload."""
    plan = _plan(payload.schema, payload.template)
    plan.sound(plan.attributes(payload), plan.held_types, "")
    later = (payload.version, payload.replaces, payload.correction, payload.issuer_code)
    if payload.schema == SCHEMA_1 and later != (1, "", "", ""):
        raise BadPayload(reason="schema 1 has no such fields")
    officer = _NESTED["officer"]
    officer.sound(officer.attributes(payload.officer), officer.types, "officer")
    for name, entries in (("sections", payload.sections), ("areas", payload.areas), ("incidents", payload.incidents)):
        nested = _NESTED[name]
        if len(entries) > _LIST_LIMIT:
            raise BadPayload(reason=f"{name} has {len(entries)} entries")
        for each in entries:
            if type(each) is not nested.kind:
                raise BadPayload(reason=f"an entry of {name} is not {nested.kind.__name__}")
            nested.sound(nested.attributes(each), nested.types, name)
    _sense(payload)


def _sense(payload: Payload) -> None:
    """What the fields say together."""
    _moments(payload)
    if not 0 < len(payload.number) <= NUMBER_LIMIT:
        raise BadPayload(reason="length of number")
    if payload.halves != sum([s.halves for s in payload.sections]):
        raise BadPayload(reason="sections do not add up")
    if payload.full_halves != sum([s.full_halves for s in payload.sections]):
        raise BadPayload(reason="full marks do not add up")
    if payload.passed != (payload.halves >= payload.pass_halves):
        raise BadPayload(reason="passed does not follow from the marks")
    if any(s.right > s.items or s.halves > s.full_halves for s in payload.sections):
        raise BadPayload(reason="a section has more marks than there are")
    _areas(payload)
    _correction(payload)


def _areas(payload: Payload) -> None:
    """They are parts of the whole; the ledger tells from them which courses an officer has passed."""
    areas = payload.areas
    if len({a.area for a in areas}) != len(areas):
        raise BadPayload(reason="an area twice")
    if any(a.halves > a.full_halves for a in areas):
        raise BadPayload(reason="an area has more marks than there are")
    if sum([a.full_halves for a in areas]) > payload.full_halves:
        raise BadPayload(reason="areas have more marks than the paper")


def _correction(payload: Payload) -> None:
    if payload.version == 1:
        if payload.replaces or payload.correction:
            raise BadPayload(reason="a first sheet replaces none")
    elif payload.version < 1 or not payload.replaces.strip() or not payload.correction.strip():
        raise BadPayload(reason="a corrected sheet names what it replaces and why")
    elif payload.replaces == payload.number or len(payload.replaces) > NUMBER_LIMIT:
        raise BadPayload(reason="number of the replaced sheet")


def _moments(payload: Payload) -> None:
    moments = [payload.started, payload.submitted, payload.issued, *[i.at for i in payload.incidents]]
    for moment in moments:
        if not _MOMENT.fullmatch(moment):
            raise BadPayload(reason="a moment is not in canonical form")
        try:
            datetime.fromisoformat(moment)
        except ValueError as error:
            raise BadPayload(reason=str(error)) from error
