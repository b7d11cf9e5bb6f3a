"""Exam sessions, their rosters and states, and the event logs of their sittings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import orjson
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_once
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
from jltrain.store.database import Database
from jltrain.store.tables import candidate, exam_event, issued, pulse, session, session_event

_STEPS: Final = {SessionState.PREPARED: SessionState.OPEN, SessionState.OPEN: SessionState.CLOSED}


class NoSuchSession(NotFound):
    template = N_("没有编号为“{id}”的考试场次，请在场次列表中核对。")


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

    def issue(self, number: str, sitting_id: str, file: str, body: bytes, at: str) -> bytes:
        """Record a sitting's sheet; the one that counts: another process may have issued it a moment before."""
        row = {
            "number": number,
            "sitting_id": sitting_id,
            "file": file,
            "file_digest": hashlib.sha256(body).hexdigest(),
            "issued": at,
            "body": body,
        }
        with self._database.write() as connection:
            connection.execute(insert_once(issued).values(row).on_conflict_do_nothing())
        return self.issued_body(sitting_id)

    def issued_body(self, sitting_id: str) -> bytes:
        """The sheet issued for a sitting, b"" if there is none."""
        query = select(issued.c.body).where(issued.c.sitting_id == sitting_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar() or b""

    def issued(self, sitting_ids: Sequence[str]) -> dict[str, str]:
        """Sitting id -> file name of the sheet issued for it."""
        query = select(issued.c.sitting_id, issued.c.file).where(issued.c.sitting_id.in_(sitting_ids))
        with self._database.read() as connection:
            return {r.sitting_id: r.file for r in connection.execute(query)}


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
    connection.exec_driver_sql(
        "INSERT INTO pulse (sitting_id, at, elapsed, boot, ticks) VALUES (?, ?, ?, ?, ?) ON CONFLICT (sitting_id) "
        "DO UPDATE SET at = excluded.at, elapsed = excluded.elapsed, boot = excluded.boot, ticks = excluded.ticks",
        (sitting_id, sign.at, sign.elapsed, sign.boot, sign.ticks),
    )


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
    if found and (state := _state(connection, found.id)) is not SessionState.OPEN:
        raise SessionNotOpen(title=found.title, state=state.label)
