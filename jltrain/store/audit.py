"""Whether the ledger is whole: the chain, the sheets it vouches for, and the plain tables that follow from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, StatementError

from jltrain.ledger.bodies import BadBody, read_plan_body
from jltrain.ledger.entry import GENESIS, ChainBroken, EntryKind, check_chain
from jltrain.ledger.plan import BadPlan, parse_plan
from jltrain.progress import Report, silent
from jltrain.store import auditsheets, audittables, chain, retelling, standings
from jltrain.store.database import Database
from jltrain.store.findings import GARBLED, Audit, Fault, Walk
from jltrain.store.rulings import entry_of
from jltrain.store.tables import entry

__all__ = ["Audit", "Auditing", "Fault"]


@dataclass(frozen=True, slots=True)
class Auditing:
    """Audits."""

    database: Database

    def last(self) -> int:
        """The number of the newest entry, 0 when there is none."""
        with self.database.read() as connection:
            return chain.last(connection)[0]

    def audit(self, plans: standings.Plans | None, report: Report = silent) -> Audit:
        """Look at everything, in one state of the database; `plans` None: at everything but standings."""
        found = Audit()
        with self.database.read() as connection:
            walk = Walk(connection, report)
            _chain(connection, found, walk)
            for where, look in _LOOKS:
                _looked(found, where, partial(look, connection, found, walk))
            if plans is not None:
                _looked(found, "standing", lambda: audittables.standings_hold(connection, found, walk, plans))
        return found


def _looked(found: Audit, where: str, look: Callable[[], None]) -> None:
    """Whatever somebody wrote into a table, the audit comes to its end."""
    try:
        look()
    except BadBody as error:
        found.fault("entry", error, "unreadable")
    except GARBLED:
        found.fault(where, "", "garbled")
    except StatementError as error:
        if isinstance(error, DBAPIError):  # the database's own trouble
            raise
        found.fault(where, "", "garbled")  # a value that cannot even be asked for


def _chain(connection: Connection, found: Audit, walk: Walk) -> None:
    link, number = GENESIS, 0
    after = 0
    query = select(entry).order_by(entry.c.number).limit(5_000)
    while rows := connection.execute(query.where(entry.c.number > after)).all():
        after = rows[-1].number
        walk.on(len(rows))
        found.entries += len(rows)
        if found.broken_at:
            continue
        try:
            for row in rows:
                link, number = check_chain([entry_of(row)], link, number)
        except ChainBroken as error:
            found.broken_at = int(str(error.facts["number"]))
        except GARBLED:
            found.broken_at = number + 1
        if found.broken_at:
            found.fault("entry", found.broken_at, "broken")
    found.link = link if number and not found.broken_at else ""


def _plans(connection: Connection, found: Audit, walk: Walk) -> None:
    """Whether each plan that ever held can be read, and is that of the cycle under which it is found."""
    for some in retelling.of_kind(connection, EntryKind.PLAN):
        walk.on(len(some))
        for one in some:
            found.plans += 1
            try:
                body = read_plan_body(one)
                sound = not body.text or str(parse_plan(body.text.encode(), body.file).cycle.first_year) == one.subject
            except (BadBody, BadPlan):
                sound = False
            if not sound:
                found.fault("entry", one.number, "unreadable")


_LOOKS = (
    ("collected", auditsheets.sheets),
    ("collected", auditsheets.refused),
    ("officer", audittables.officers),
    ("result", audittables.results_settled),
    ("activity", audittables.activities),
    ("entry", _plans),
)
