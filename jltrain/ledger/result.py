"""An accepted sheet as the ledger counts it: one row of the result table, and who signed it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Protocol

import orjson

from jltrain.bank.areas import Area, Level
from jltrain.clock import iso
from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_unit
from jltrain.ledger.training import result_of
from jltrain.sheet.payload import BadPayload, Payload


class State(StrEnum):
    """Whether a stored sheet counts, and if not, why. Only COUNTS does."""

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    NAME_DIFFERS = "name-differs"
    UNKNOWN_OFFICER = "unknown-officer"
    EXCLUDED = "excluded"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    State.COUNTS: N_("计入"),
    State.SUPERSEDED: N_("已被更正"),
    State.NAME_DIFFERS: N_("姓名待核实"),
    State.UNKNOWN_OFFICER: N_("名册中无此人"),
    State.EXCLUDED: N_("不予计入"),
}


class SignerLike(Protocol):
    """What sheet.verify says of who signed."""

    @property
    def signer_unit(self) -> str: ...
    @property
    def signer_code(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def serial(self) -> str: ...
    @property
    def not_after(self) -> datetime | None: ...
    @property
    def root(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as verified at the moment of import. `not_after` as clock.iso writes it, "" when not known."""

    fingerprint: str = ""
    unit: str = ""
    code: str = ""
    serial: str = ""
    not_after: str = ""
    root: str = ""

    def as_record(self) -> dict[str, str]:
        """For bodies and the column collected.signer: {fingerprint, unit, code, serial, not_after, root}."""
        return asdict(self)


NO_SIGNER: Final = Signer()


def signer_of(verdict: SignerLike) -> Signer:
    """The signer facts of a verdict."""
    not_after = iso(verdict.not_after) if verdict.not_after else ""
    return Signer(
        verdict.fingerprint, verdict.signer_unit, verdict.signer_code, verdict.serial, not_after, verdict.root
    )


def signer_from(record: object) -> Signer:
    """What `as_record` wrote; missing keys are "" (sheets of the first program). Raises ValueError on other types."""
    if not isinstance(record, dict) or not all(isinstance(value, str) for value in record.values()):
        raise ValueError("no record of a signer")
    return Signer(**{field.name: record.get(field.name, "") for field in fields(Signer)})


@dataclass(frozen=True, slots=True)
class AreaMarks:
    """Half marks gained of those to be had in one area."""

    area: Area
    halves: int
    full: int


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the result table. `certificate` is the number on the sheet, tidied; `counts_for` that of the officer
    for whom it counts, "" while it counts for nobody (every state but COUNTS). `day` is the Beijing day of submission.
    `signer` is a fingerprint. `entry` 0 until the entry is in the log.
    """

    file_digest: str
    number: str
    certificate: str
    name: str
    unit: str
    level: Level
    discipline: Area
    day: date
    passed: bool
    halves: int
    full_halves: int
    areas: tuple[AreaMarks, ...] = ()
    sitting_id: str = ""
    session_title: str = ""
    version: int = 1
    replaces: str = ""
    issuer: str = ""
    issuer_code: str = ""
    state: State = State.UNKNOWN_OFFICER
    counts_for: str = ""
    signer: str = ""
    serial: str = ""
    not_after: str = ""
    entry: int = 0

    def as_row(self) -> dict[str, Any]:
        """Column -> value of the result table (areas as JSON text, day as ISO text)."""
        row: dict[str, Any] = {name: getattr(self, name) for name in _NAMES}
        row |= {name: row[name].value for name in ("level", "discipline", "state")}
        row["day"] = self.day.isoformat()
        row["areas"] = orjson.dumps([[a.area.value, a.halves, a.full] for a in self.areas]).decode()
        return row


def result_from_row(row: Any) -> Result:
    """From a row of the result table (attributes by column name)."""
    given = {name: getattr(row, name) for name in _NAMES}
    given["level"], given["discipline"] = Level(row.level), Area(row.discipline)
    given["state"], given["day"] = State(row.state), date.fromisoformat(row.day)
    given["areas"] = tuple(AreaMarks(Area(area), halves, full) for area, halves, full in orjson.loads(row.areas))
    return Result(**given)


def result_row(payload: Payload, file_digest: str, signer: Signer, entry: int = 0) -> Result:
    """The sheet's row, not yet placed (`outcome.settle` or `place` says its state).

    Raises BadPayload when its day, level, discipline or areas are no such thing.
    """
    attested = result_of(payload)
    try:
        level = Level(payload.officer.level)
        areas = tuple(AreaMarks(Area(a.area), a.halves, a.full_halves) for a in payload.areas)
    except ValueError as error:
        raise BadPayload(reason=str(error)) from error
    return Result(
        file_digest=file_digest,
        number=payload.number,
        certificate=attested.certificate,
        name=attested.name,
        unit=attested.unit,
        level=level,
        discipline=attested.discipline,
        day=attested.date,
        passed=payload.passed,
        halves=payload.halves,
        full_halves=payload.full_halves,
        areas=areas,
        sitting_id=payload.sitting_id,
        session_title=payload.session_title,
        version=payload.version,
        replaces=payload.replaces,
        issuer=tidy_unit(payload.issuer),
        issuer_code=payload.issuer_code,
        signer=signer.fingerprint,
        serial=signer.serial,
        not_after=signer.not_after,
        entry=entry,
    )


_NAMES: Final = tuple(field.name for field in fields(Result))
