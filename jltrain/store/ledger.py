"""The repository of the ledger room, in one place: each part has a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from jltrain.ledger.plan import default_plan
from jltrain.ledger.rowreader import RosterRow
from jltrain.store.activities import Activities, Rulings
from jltrain.store.audit import Auditing
from jltrain.store.collecting import Collecting
from jltrain.store.coverage import Coverage
from jltrain.store.database import Database
from jltrain.store.plans import PlanBook
from jltrain.store.rebuild import Rebuilding
from jltrain.store.register import Register
from jltrain.store.roster import Import, Roster, RosterChange
from jltrain.store.standings import Plans, Upkeep
from jltrain.store.transcripts import Transcripts

__all__ = ["LedgerStore", "RosterChange"]


class LedgerStore:
    """All parts on one database."""

    def __init__(self, database: Database) -> None:
        self.roster = Roster(database)
        self.collecting = Collecting(database)
        self.register = Register(database)
        self.rulings = Rulings(database)
        self.activities = Activities(database)
        self.plans = PlanBook(database)
        self.upkeep = Upkeep(database)
        self.coverage = Coverage(database)
        self.transcripts = Transcripts(database)
        self.auditing = Auditing(database)
        self.rebuilding = Rebuilding(database)

    def import_roster(
        self, people: Sequence[RosterRow], source: str, at: str, *, replace: bool, plans: Plans = default_plan
    ) -> RosterChange:
        """Add and update officers by certificate number; `replace` takes out those whom the file lacks."""
        return self.roster.take(Import(people, source, at, "", replace=replace), plans)

    def officers(self) -> tuple[RosterRow, ...]:
        """The whole roster, by unit and name, for an exam's candidates."""
        everybody = sorted(self.roster.walk(), key=lambda m: (m.unit, m.name, m.certificate))
        return tuple(
            RosterRow(m.name, m.certificate, m.unit, m.level, m.discipline, m.city, m.batch, m.post, m.education)
            for m in everybody
        )
