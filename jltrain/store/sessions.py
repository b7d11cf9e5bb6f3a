"""Exam sessions, their rosters and states, and the event logs of their sittings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from jltrain.bank.areas import Area, Level
from jltrain.errors import NotFound
from jltrain.exam.events import AppendedElsewhere, Event, EventKind, Pulse
from jltrain.exam.session import (
    Candidate,
    ExamSession,
    SessionNotOpen,
    SessionState,
    Sitting,
    StillSitting,
    WrongStep,
)
from jltrain.i18n import N_
from jltrain.store import upsert
from jltrain.store.database import Database
from jltrain.store.locks import serialise
from jltrain.store.tables import candidate, exam_event, issued, pulse, session, session_event

_STEPS: Final = {SessionState.PREPARED: SessionState.OPEN, SessionState.OPEN: SessionState.CLOSED}
_CHUNK: Final = 500


class NoSuchSession(NotFound):
    template = N_("没有编号为“{id}”的考试场次，请在场次列表中核对。")


@dataclass(frozen=True, slots=True)
class IssuedSheet:
    """One version of a sheet that was issued. `issued` is UTC ISO; `correction` says why there was a further one;
    `digest`: SHA-256 of the file."""

    version: int
    number: str
    file: str
    issued: str
    replaces: str = ""
    correction: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A signed sheet to be recorded: `body` its bytes, `file` its place below the data folder."""

    number: str
    sitting_id: str
    file: str
    body: bytes
    version: int = 1
    replaces: str = ""
    correction: str = ""


class Sessions:
    """The repository of sessions and issued sheets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, made: ExamSession) -> None:
        """Keep a new session with its roster, in one transaction."""
        with self._database.write() as connection:
            connection.execute(
                insert(session).values(
                    id=made.id, title=made.title, paper_digest=made.paper_digest, created=made.created
                )
            )
            rows = [
                {
                    "session_id": made.id,
                    "certificate": c.certificate,
                    "position": n,
                    "name": c.name,
                    "unit": c.unit,
                    "level": c.level.value,
                    "discipline": c.discipline.value,
                    "sitting_id": Sitting(made.id, c.certificate).id,
                }
                for n, c in enumerate(made.roster)
            ]
            connection.execute(insert(candidate), rows)

    def list(self) -> tuple[ExamSession, ...]:
        """All sessions, the newest first."""
        with self._database.read() as connection:
            ids = connection.execute(select(session.c.id).order_by(session.c.created.desc(), session.c.id)).scalars()
            found = tuple(ids)
        return tuple(self.get(ident) for ident in found)

    def get(self, ident: str) -> ExamSession:
        """The session with its roster. Raises NoSuchSession."""
        with self._database.read() as connection:
            row = connection.execute(select(session).where(session.c.id == ident)).first()
            if row is None:
                raise NoSuchSession(id=ident)
            query = select(candidate).where(candidate.c.session_id == ident).order_by(candidate.c.position)
            roster = tuple(
                Candidate(r.name, r.certificate, r.unit, Level(r.level), Area(r.discipline))
                for r in connection.execute(query)
            )
        return ExamSession(row.id, row.title, row.paper_digest, row.created, roster)

    def state(self, ident: str) -> SessionState:
        """Where the session stands after the last of its own events."""
        with self._database.read() as connection:
            return _state(connection, ident)

    def enter(self, ident: str, state: SessionState, at: str, by: str) -> None:
        """Append a new state of the session. Raises WrongStep, and StillSitting where it would close over somebody."""
        with self._database.write() as connection:
            serialise(connection, _door(ident))
            before = _state(connection, ident)
            if _STEPS.get(before) is not state:
                title = connection.execute(select(session.c.title).where(session.c.id == ident)).scalar()
                raise WrongStep(title=title, state=before.label, wanted=state.label)
            if state is SessionState.CLOSED and (count := _still_sitting(connection, ident)):
                raise StillSitting(count=count)
            c = session_event.c
            last = connection.execute(select(func.max(c.number)).where(c.session_id == ident)).scalar() or 0
            connection.execute(
                insert(session_event).values(session_id=ident, number=last + 1, state=state.value, at=at, by=by)
            )

    def issue_all(self, sheets: Sequence[NewSheet], at: str) -> None:
        """Record signed sheets in one transaction. A version that another process recorded a moment before stays as it
        is: read with `versions` and `body` what counts."""
        rows = [
            {
                "number": sheet.number,
                "sitting_id": sheet.sitting_id,
                "file": sheet.file,
                "file_digest": hashlib.sha256(sheet.body).hexdigest(),
                "issued": at,
                "body": sheet.body,
                "version": sheet.version,
                "replaces": sheet.replaces,
                "correction": sheet.correction,
            }
            for sheet in sheets
        ]
        with self._database.write() as connection:
            upsert.once(connection, issued, rows)

    def issue(
        self,
        number: str,
        sitting_id: str,
        file: str,
        body: bytes,
        at: str,
        *,
        version: int = 1,
        replaces: str = "",
        correction: str = "",
    ) -> bytes:
        """Record one sheet; the bytes of the version that counts."""
        self.issue_all([NewSheet(number, sitting_id, file, body, version, replaces, correction)], at)
        return self.body(sitting_id, version)

    def body(self, sitting_id: str, version: int) -> bytes:
        """A sheet as it was issued, b"" if there is none."""
        query = select(issued.c.body).where(issued.c.sitting_id == sitting_id, issued.c.version == version)
        with self._database.read() as connection:
            return connection.execute(query).scalar() or b""

    def issued_body(self, sitting_id: str) -> bytes:
        """The newest version of the sheet issued for a sitting, b"" if there is none."""
        query = select(issued.c.body).where(issued.c.sitting_id == sitting_id).order_by(issued.c.version.desc())
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).scalar() or b""

    def issued(self, sitting_ids: Sequence[str]) -> dict[str, str]:
        """Sitting id -> file name of the newest version of the sheet issued for it."""
        return {sitting_id: sheets[-1].file for sitting_id, sheets in self.versions(sitting_ids).items()}

    def versions(self, sitting_ids: Sequence[str]) -> dict[str, tuple[IssuedSheet, ...]]:
        """Sitting id -> what was issued for it, the newest version last; sittings without any are left out."""
        c = issued.c
        query = select(c.sitting_id, c.version, c.number, c.file, c.issued, c.replaces, c.correction, c.file_digest)
        found: dict[str, tuple[IssuedSheet, ...]] = {}
        with self._database.read() as connection:
            for start in range(0, len(sitting_ids), _CHUNK):
                chunk = query.where(c.sitting_id.in_(sitting_ids[start : start + _CHUNK])).order_by(c.version)
                for r in connection.execute(chunk):
                    sheet = IssuedSheet(r.version, r.number, r.file, r.issued, r.replaces, r.correction, r.file_digest)
                    found[r.sitting_id] = (*found.get(r.sitting_id, ()), sheet)
        return found


class StoredLog:
    """The exam's EventLog on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, sitting_id: str, event: Event, sign: Pulse) -> None:
        """On the disk when it returns. Raises AppendedElsewhere when the number is taken, SessionNotOpen when
        the session was closed before the officer began."""
        row = {
            "sitting_id": sitting_id,
            "number": event.number,
            "kind": event.kind.value,
            "at": event.at,
            "elapsed": event.elapsed,
            "data": orjson.dumps(dict(event.data), option=orjson.OPT_SORT_KEYS),
            "chain": event.chain,
        }
        try:
            with self._database.write() as connection:
                if event.kind is EventKind.STARTED:
                    _must_be_open(connection, sitting_id)
                connection.execute(insert(exam_event), row)
                _put(connection, sitting_id, sign)
        except IntegrityError as error:
            raise AppendedElsewhere from error

    def events(self, sitting_id: str, after: int = 0) -> Sequence[Event]:
        """Events with a number above `after`, in order."""
        c = exam_event.c
        query = select(exam_event).where(c.sitting_id == sitting_id, c.number > after).order_by(c.number)
        with self._database.read() as connection:
            return [
                Event(r.number, EventKind(r.kind), r.at, r.elapsed, orjson.loads(r.data), r.chain)
                for r in connection.execute(query)
            ]

    def pulse(self, sitting_id: str, sign: Pulse) -> None:
        """Replace the last sign of life: no part of the record, so it may be replaced."""
        with self._database.write() as connection:
            _put(connection, sitting_id, sign)

    def last_pulse(self, sitting_id: str) -> Pulse | None:
        """The last sign of life."""
        with self._database.read() as connection:
            row = connection.execute(select(pulse).where(pulse.c.sitting_id == sitting_id)).first()
        return Pulse(row.at, row.elapsed, row.boot, row.ticks) if row else None


def _put(connection: Connection, sitting_id: str, sign: Pulse) -> None:
    row = {"sitting_id": sitting_id, "at": sign.at, "elapsed": sign.elapsed, "boot": sign.boot, "ticks": sign.ticks}
    upsert.put(connection, pulse, [row], ("sitting_id",))


def _door(session_id: str) -> str:
    """The lock of whoever opens or closes a session, and of who goes in: nobody begins in a closing one."""
    return f"session {session_id}"


def _state(connection: Connection, ident: str) -> SessionState:
    c = session_event.c
    last = connection.execute(select(c.state).where(c.session_id == ident).order_by(c.number.desc()).limit(1)).scalar()
    return SessionState(last) if last else SessionState.PREPARED


def _still_sitting(connection: Connection, ident: str) -> int:
    """How many have begun and not handed in."""
    begun, ended = (
        select(exam_event.c.number)
        .where(exam_event.c.sitting_id == candidate.c.sitting_id, exam_event.c.kind == kind.value)
        .exists()
        for kind in (EventKind.STARTED, EventKind.SUBMITTED)
    )
    query = select(func.count()).select_from(candidate).where(candidate.c.session_id == ident, begun, ~ended)
    return int(connection.execute(query).scalar_one())


def _must_be_open(connection: Connection, sitting_id: str) -> None:
    query = (
        select(session.c.id, session.c.title)
        .join(candidate, candidate.c.session_id == session.c.id)
        .where(candidate.c.sitting_id == sitting_id)
    )
    found = connection.execute(query).first()
    if found:
        serialise(connection, _door(found.id))
    if found and (state := _state(connection, found.id)) is not SessionState.OPEN:
        raise SessionNotOpen(title=found.title, state=state.label)
