"""What coverage is computed from: who has to be trained, and what a sheet says he did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jltrain.bank.areas import Area, Level
from jltrain.clock import BEIJING, parse_iso
from jltrain.ledger.identity import tidy_certificate, tidy_name, tidy_unit
from jltrain.sheet.payload import BadPayload, Payload


class Officer(Protocol):
    """Anybody with these fields; RosterRow is one."""

    @property
    def name(self) -> str: ...
    @property
    def certificate(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def discipline(self) -> Area: ...
    @property
    def city(self) -> str: ...
    @property
    def batch(self) -> str: ...


@dataclass(frozen=True, slots=True, order=True)
class TrainingResult:
    """One attested exam. `date` is the Beijing day of submission; marks are counted in half marks."""

    certificate: str
    name: str
    date: date
    discipline: Area
    passed: bool
    halves: int
    full_halves: int
    sheet_number: str
    unit: str
    session_title: str


def result_of(payload: Payload) -> TrainingResult:
    """The result that a verified sheet attests. Raises BadPayload when its date or discipline is no such thing."""
    officer = payload.officer
    try:
        day = parse_iso(payload.submitted).astimezone(BEIJING).date()
        discipline = Area(officer.discipline)
    except (ValueError, OverflowError) as error:
        raise BadPayload(reason=str(error)) from error
    return TrainingResult(
        certificate=tidy_certificate(officer.certificate),
        name=tidy_name(officer.name),
        date=day,
        discipline=discipline,
        passed=payload.passed,
        halves=payload.halves,
        full_halves=payload.full_halves,
        sheet_number=payload.number,
        unit=tidy_unit(officer.unit),
        session_title=payload.session_title,
    )
