"""What the entries of the log hold: canonical JSON, written here and read back here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from jltrain.ledger.activity import Activity, activity_from_record
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.member import Member, member_from_record
from jltrain.ledger.outcome import CollectReason, Outcome
from jltrain.ledger.result import NO_SIGNER, Signer, signer_from
from jltrain.ledger.ruling import Ruling, RulingKind


@dataclass(frozen=True, slots=True)
class SheetBody:
    """SHEET and REFUSED. `payload` is the SHA-256 (hexadecimal) of the payload JSON kept beside, "" when refused."""

    file: str
    digest: str
    outcome: Outcome
    reasons: tuple[CollectReason, ...] = ()
    number: str = ""
    payload: str = ""
    signer: Signer = NO_SIGNER


@dataclass(frozen=True, slots=True)
class RosterBody:
    """ROSTER: one import of a file."""

    file: str
    added: int
    changed: int
    unchanged: int
    removed: int
    problems: int = 0
    replace: bool = False


@dataclass(frozen=True, slots=True)
class OfficerBody:
    """OFFICER: None before = added, None after = removed. `renumbered`: the new number, in the entry under the old one."""

    before: Member | None
    after: Member | None
    renumbered: str = ""


@dataclass(frozen=True, slots=True)
class UndoBody:
    """UNDO: the number of the entry it takes back, that entry's kind (RULING or ACTIVITY), and why."""

    entry: int
    kind: EntryKind
    reason: str


@dataclass(frozen=True, slots=True)
class PlanBody:
    """PLAN: the text of the plan file (YAML) that holds from now on, and the file's name; both "" = none does, so that
    the shipped example holds."""

    file: str
    text: str


class BadBody(ValueError):
    """A body that this program did not write."""


def sheet_body(body: SheetBody) -> bytes:
    """For SHEET, and for REFUSED."""
    record = asdict(body) | {"reasons": [[reason.code, reason.text] for reason in body.reasons]}
    return _canonical(record)


refused_body = sheet_body


def payload_digest(payload_json: bytes) -> str:
    """What SheetBody.payload is: "" for no payload."""
    return hashlib.sha256(payload_json).hexdigest() if payload_json else ""


def roster_body(body: RosterBody) -> bytes:
    return _canonical(asdict(body))


def officer_body(before: Member | None, after: Member | None, renumbered: str = "") -> bytes:
    """Raises ValueError for nobody before and after."""
    if before is None and after is None:
        raise ValueError("nobody")
    record = {"before": before and before.as_record(), "after": after and after.as_record()}
    return _canonical(record | ({"renumbered": renumbered} if renumbered else {}))


def activity_body(activity: Activity) -> bytes:
    return _canonical(activity.as_record())


def ruling_body(ruling: Ruling) -> bytes:
    return _canonical({"kind": ruling.kind.value, "certificate": ruling.certificate, "reason": ruling.reason})


def undo_body(body: UndoBody) -> bytes:
    return _canonical(asdict(body))


def plan_body(body: PlanBody) -> bytes:
    return _canonical(asdict(body))


def _canonical(record: object) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS)


def read_sheet(entry: Entry) -> SheetBody:
    """Each reader raises BadBody when the body is not what its kind holds."""
    with _reading(entry, EntryKind.SHEET, EntryKind.REFUSED) as record:
        reasons = tuple(CollectReason(_text(code), _text(text)) for code, text in record.pop("reasons"))
        signer = signer_from(record.pop("signer"))
        outcome = Outcome(record.pop("outcome"))
        texts = {name: _text(value) for name, value in record.items()}
        return SheetBody(outcome=outcome, reasons=reasons, signer=signer, **texts)


def read_roster_body(entry: Entry) -> RosterBody:
    with _reading(entry, EntryKind.ROSTER) as record:
        return RosterBody(**record)


def read_officer(entry: Entry) -> OfficerBody:
    with _reading(entry, EntryKind.OFFICER) as record:
        before, after = (record[key] and member_from_record(record[key]) for key in ("before", "after"))
        return OfficerBody(before, after, _text(record.get("renumbered", "")))


def read_activity(entry: Entry) -> Activity:
    """With the entry's number; undone is False: later entries say."""
    with _reading(entry, EntryKind.ACTIVITY) as record:
        return activity_from_record(record, entry.number)


def read_ruling(entry: Entry) -> Ruling:
    """With the entry's number, `by` and `at`."""
    with _reading(entry, EntryKind.RULING) as record:
        kind = RulingKind(record["kind"])
        reason, certificate = _text(record["reason"]), _text(record["certificate"])
        return Ruling(kind, entry.subject, reason, entry.by, entry.at, certificate, entry.number)


def read_undo(entry: Entry) -> UndoBody:
    with _reading(entry, EntryKind.UNDO) as record:
        return UndoBody(int(record["entry"]), EntryKind(record["kind"]), _text(record["reason"]))


def read_plan_body(entry: Entry) -> PlanBody:
    with _reading(entry, EntryKind.PLAN) as record:
        return PlanBody(_text(record["file"]), _text(record["text"]))


@contextmanager
def _reading(entry: Entry, *kinds: EntryKind) -> Iterator[dict[str, Any]]:
    """The body as a record; whatever is wrong with it becomes BadBody."""
    try:
        record = orjson.loads(entry.body)
        if entry.kind not in kinds or not isinstance(record, dict):
            raise BadBody(entry.number)
        yield record
    except BadBody:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise BadBody(f"entry {entry.number}: {error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadBody(f"{value!r} is no text")
    return value


def undone(entries: Iterable[Entry]) -> set[int]:
    """Numbers of the entries that UNDO entries among `entries` take back."""
    return {read_undo(entry).entry for entry in entries if entry.kind is EntryKind.UNDO}
