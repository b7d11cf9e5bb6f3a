"""All that the ledger has of one officer, read in one state of the database by a handful of indexed queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jltrain.clock import parse_iso
from jltrain.ledger.activity import Activity, activity_from_row
from jltrain.ledger.bodies import read_ruling, undone
from jltrain.ledger.entry import Entry, EntryKind
from jltrain.ledger.identity import tidy_certificate
from jltrain.ledger.member import Member
from jltrain.ledger.result import Result
from jltrain.ledger.ruling import Ruling
from jltrain.store import people, results, rulings
from jltrain.store.database import Database
from jltrain.store.roster import history
from jltrain.store.tables import activity, entry, result


@dataclass(frozen=True, slots=True)
class Record:
    """One officer. `results`: sheets that count for him or bear one of his numbers; `rulings` on these, with whether
    each is undone; `first_seen` by digest; `activities` with the undone ones."""

    member: Member
    results: tuple[Result, ...]
    activities: tuple[Activity, ...]
    history: tuple[Entry, ...]
    rulings: tuple[tuple[Ruling, bool], ...]
    first_seen: dict[str, datetime]
    namesakes: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Reads officers' records."""

    database: Database

    def record(self, number: str) -> Record | None:
        """By present or former number; None when the roster has nobody of it."""
        number = tidy_certificate(number)
        with self.database.read() as connection:
            member = people.by_number(connection, [number]).get(number)
            if member is None:
                return None
            mine = people.bears(member.numbers, result.c.certificate, result.c.counts_for)
            sheets = results.read(connection, mine)
            whose = activity.c.certificate.in_(member.numbers)
            acts = [activity_from_row(r) for r in connection.execute(select(activity).where(whose))]
            said = rulings.about(connection, [r.file_digest for r in sheets])
            numbers = {r.entry: r.file_digest for r in sheets}
            moments = select(entry.c.number, entry.c.at).where(entry.c.number.in_(numbers))
            seen = {numbers[r.number]: parse_iso(r.at) for r in connection.execute(moments)}
            changes = history(connection, member.numbers)
            named = people.namesakes(connection, [member.name]).get(member.name, [])
        gone = undone(said)
        decided = [(read_ruling(e), e.number in gone) for e in said if e.kind is EntryKind.RULING]
        sheets.sort(key=lambda r: (r.day, r.entry))
        acts.sort(key=lambda a: (a.day, a.entry))
        others = tuple(m for m in named if m.certificate != member.certificate)
        return Record(member, tuple(sheets), tuple(acts), changes, tuple(decided), seen, others)
