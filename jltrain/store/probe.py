"""A look at a server's database before it is used: nothing is made or changed there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from jltrain.store.migrations import MIGRATIONS
from jltrain.store.postgresql import Postgresql
from jltrain.store.tables import entry, officer
from jltrain.store.trouble import DatabaseTooNew


@dataclass(frozen=True, slots=True)
class Probed:
    """`about`: server, database and version in words. `blank`: it has no tables of ours yet; `current`: those of this
    program, so that officers and entries of the ledger could be counted."""

    about: str
    blank: bool
    current: bool
    officers: int = 0
    entries: int = 0


def probe(url: str) -> Probed:
    """Log in and look. Raises BadDatabaseUrl, DatabaseTooNew and every Trouble of a server."""
    backend = Postgresql(url)
    try:
        with backend.engine.execution_options(**backend.reading).connect() as connection:
            found, known = backend.version(connection), len(MIGRATIONS)
            if found > known:
                raise DatabaseTooNew(found=found, known=known)
            about = backend.about(connection)
            if found < known:
                return Probed(about, found == 0, current=False)
            counts = [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (officer, entry)]
            return Probed(about, False, True, *counts)
    except backend.complaints as error:
        trouble = backend.trouble(error)
        if trouble is None:
            raise
        raise trouble from error
    finally:
        backend.engine.dispose()
