"""HR's roster and the register of collected sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from jltrain.bank.areas import Area, Level
from jltrain.clock import iso, parse_iso
from jltrain.ledger.collect import CollectedSheet, CollectReason, Outcome
from jltrain.ledger.rowreader import RosterRow
from jltrain.sheet.payload import from_json, to_json
from jltrain.store.database import Database
from jltrain.store.tables import collected, officer, roster_import


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What an import did, in officers."""

    added: int
    changed: int
    unchanged: int
    removed: int


class LedgerStore:
    """The repository of the ledger room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def import_roster(self, people: Sequence[RosterRow], source: str, at: str, *, replace: bool) -> RosterChange:
        """Add and update officers by certificate number; `replace` takes out those whom the file lacks."""
        before = {row.certificate: row for row in self.officers()}
        new = {person.certificate: person for person in people}
        gone = before.keys() - new.keys() if replace else set()
        with self._database.write() as connection:
            made = connection.execute(insert(roster_import).values(source=source, at=at, people=len(people)))
            key = made.inserted_primary_key
            rows = [asdict(p) | {"import_id": key[0] if key else 0} for p in people if before.get(p.certificate) != p]
            if rows:
                query = upsert(officer)
                fields = {name: query.excluded[name] for name in rows[0] if name != "certificate"}
                connection.execute(query.on_conflict_do_update(index_elements=["certificate"], set_=fields), rows)
            for certificate in gone:
                connection.execute(delete(officer).where(officer.c.certificate == certificate))
        added = len(new.keys() - before.keys())
        return RosterChange(added, len(rows) - added, len(new) - len(rows), len(gone))

    def officers(self) -> tuple[RosterRow, ...]:
        """The roster, by unit and name."""
        query = select(officer).order_by(officer.c.unit, officer.c.name, officer.c.certificate)
        with self._database.read() as connection:
            return tuple(
                RosterRow(r.name, r.certificate, r.unit, Level(r.level), Area(r.discipline), r.city, r.batch, r.post,
                          r.education)
                for r in connection.execute(query)
            )  # fmt: skip

    def known(self) -> tuple[set[str], dict[str, str]]:
        """File digests of all sheets in the ledger, and sheet number -> file digest."""
        query = select(collected.c.file_digest, collected.c.number).where(collected.c.stored)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {r.file_digest for r in rows}, {r.number: r.file_digest for r in rows}

    def add(self, sheets: Sequence[CollectedSheet]) -> None:
        """Append what became of files, in one transaction; duplicates leave no row, nor does the same refusal twice."""
        with self._database.write() as connection:
            refusals = select(collected.c.file_digest, collected.c.reasons).where(~collected.c.stored)
            known = {(r.file_digest, r.reasons) for r in connection.execute(refusals)}
            rows = [_row(s) for s in sheets if s.outcome is not Outcome.DUPLICATE]
            rows = [r for r in rows if r["stored"] or (r["file_digest"], r["reasons"]) not in known]
            if rows:  # another process may have collected the same sheet a moment before
                connection.execute(upsert(collected).on_conflict_do_nothing(), rows)

    def collected(self) -> tuple[CollectedSheet, ...]:
        """The register in the order in which files were first seen."""
        with self._database.read() as connection:
            return tuple(
                CollectedSheet(
                    r.file,
                    r.file_digest,
                    Outcome(r.outcome),
                    tuple(CollectReason(c, t) for c, t in orjson.loads(r.reasons)),
                    from_json(r.payload) if r.payload else None,
                    parse_iso(r.first_seen),
                )
                for r in connection.execute(select(collected).order_by(collected.c.id))
            )


def _row(sheet: CollectedSheet) -> dict[str, object]:
    return {
        "file_digest": sheet.file_digest,
        "file": sheet.file_name,
        "outcome": sheet.outcome.value,
        "stored": sheet.outcome.stored,
        "reasons": orjson.dumps([[r.code, r.text] for r in sheet.reasons]),
        "number": sheet.payload.number if sheet.payload else "",
        "payload": to_json(sheet.payload) if sheet.payload else b"",
        "first_seen": iso(sheet.first_seen),
    }
