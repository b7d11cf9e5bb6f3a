"""What the editor's desk keeps beside the bank: drafts that were not saved yet, packages made and taken in; and where
questions have been used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import delete, select

from jltrain.bank.state import Origin
from jltrain.store import upsert
from jltrain.store.banktables import bank_package, desk_draft, question_version
from jltrain.store.database import Database
from jltrain.store.tables import paper, session

IN: Final = "in"
OUT: Final = "out"


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """What was autosaved: `key` names the editor's subject, `body` is the editor's own."""

    key: str
    at: str
    by: str
    body: bytes


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package made here ("out") or taken in ("in"). `base`: digest of the one it builds on, "" for none."""

    digest: str
    direction: str
    at: str
    by: str
    unit: str
    created: str
    base: str


@dataclass(frozen=True, slots=True)
class PaperUse:
    """A paper that has a question: with the question's record as it is in the paper, and the sessions held with it."""

    title: str
    digest: str
    created: str
    record: dict[str, object]
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of questions that other PCs have, too. `base`: id -> digest as a unit's last package had it, or else
    of the newest version that came with a package or with the program; `passed`: (id, digest) of all that came with the program."""

    base: dict[str, str]
    passed: frozenset[tuple[str, str]]


class Desk:
    """The repository of the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, draft: StoredDraft) -> None:
        """Keep a draft in place of the one with the same key."""
        row = {"key": draft.key, "at": draft.at, "by": draft.by, "body": draft.body}
        with self._database.write() as connection:
            upsert.put(connection, desk_draft, [row], ["key"])

    def drafts(self) -> tuple[StoredDraft, ...]:
        """All drafts, the newest first."""
        query = select(desk_draft).order_by(desk_draft.c.at.desc(), desk_draft.c.key)
        with self._database.read() as connection:
            return tuple(StoredDraft(r.key, r.at, r.by, bytes(r.body)) for r in connection.execute(query))

    def drop(self, key: str) -> bool:
        """Throw a draft away; whether there was one."""
        with self._database.write() as connection:
            return bool(connection.execute(delete(desk_draft).where(desk_draft.c.key == key)).rowcount)

    def note_package(self, row: PackageRow, holds: dict[str, str]) -> None:
        """Remember a package; the same again is remembered once."""
        columns = {name: getattr(row, name) for name in PackageRow.__slots__} | {"holds": orjson.dumps(holds)}
        with self._database.write() as connection:
            upsert.once(connection, bank_package, [columns])

    def packages(self) -> tuple[PackageRow, ...]:
        """All packages, the newest first."""
        c = bank_package.c
        query = select(*(c[name] for name in PackageRow.__slots__)).order_by(c.at.desc(), c.digest, c.direction)
        with self._database.read() as connection:
            return tuple(PackageRow(*row) for row in connection.execute(query))

    def holds(self, digest: str) -> dict[str, str] | None:
        """id -> digest of what a package's bank had, for one whose digest starts so; None when there is none or more."""
        query = select(bank_package.c.digest, bank_package.c.holds).distinct()
        query = query.where(bank_package.c.digest.startswith(digest, autoescape=True))
        with self._database.read() as connection:
            rows = {row.digest: bytes(row.holds) for row in connection.execute(query)}
        if len(rows) != 1 or not digest:
            return None
        found: dict[str, str] = orjson.loads(next(iter(rows.values())))
        return found

    def known(self, unit: str = "") -> Known:
        """What other PCs have of our questions; `unit`: whose last package counts most."""
        c, p = question_version.c, bank_package.c
        origins = (Origin.PACKAGE.value, Origin.SHIPPED.value)
        query = select(c.id, c.digest, c.origin).where(c.origin.in_(origins)).order_by(c.id, c.version)
        last = select(p.holds).where(p.unit == unit, p.direction == IN).order_by(p.created.desc(), p.at.desc()).limit(1)
        shipped: dict[str, str] = {}
        packed: dict[str, str] = {}
        passed = set()
        with self._database.read() as connection:
            for row in connection.execute(query):
                if row.origin == Origin.PACKAGE.value:
                    packed[row.id] = row.digest
                else:
                    shipped[row.id] = row.digest
                    passed.add((row.id, row.digest))
            holds = connection.execute(last).scalar()
        return Known(shipped | packed | (orjson.loads(bytes(holds)) if holds else {}), frozenset(passed))

    def used_in(self, ident: str) -> tuple[PaperUse, ...]:
        """The papers with this question, the newest first."""
        said, found = b'"id":' + orjson.dumps(ident), []
        query = select(paper).order_by(paper.c.created.desc(), paper.c.digest)
        with self._database.read() as connection:
            held: dict[str, list[str]] = {}
            for row in connection.execute(select(session.c.title, session.c.paper_digest).order_by(session.c.created)):
                held.setdefault(row.paper_digest, []).append(row.title)
            for row in connection.execute(query):
                body = bytes(row.body)
                record = _within(body, ident) if said in body else None
                if record is not None:
                    uses = tuple(held.get(row.digest, ()))
                    found.append(PaperUse(row.title, row.digest, row.created, record, uses))
        return tuple(found)


def _within(body: bytes, ident: str) -> dict[str, object] | None:
    """The record of a question in a stored paper."""
    for section in orjson.loads(body)["sections"]:
        for record in section["questions"]:
            if record["id"] == ident:
                return {name: value for name, value in record.items() if name != "halves"}
    return None
