"""What `Database` asks of the kind of database behind it; `sqlite` and `postgresql` answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Connection, Engine

from jltrain.clock import Clock
from jltrain.errors import Trouble

Complaints = tuple[type[Exception], ...]


class Backend(Protocol):
    """One kind of database, opened."""

    engine: Engine
    name: str
    """ "sqlite" or "postgresql", as `Migration` names its fields."""
    reading: Mapping[str, object]
    """Execution options of a connection that sees one state throughout."""
    writing: Mapping[str, object]
    """Execution options of a connection that writes."""
    complaints: Complaints
    """What it raises, through SQLAlchemy or past it."""

    def version(self, connection: Connection) -> int:
        """The number of the last migration done, 0 for an empty database. Raises the Trouble of a wrong server."""

    def before_migration(self, found: int, clock: Clock) -> None:
        """What is done first where there is something to lose."""

    def alone(self, connection: Connection) -> None:
        """Wait until no other process migrates, until the transaction ends."""

    def mark(self, connection: Connection, number: int, clock: Clock) -> None:
        """Write down that a step is done."""

    def check(self, connection: Connection) -> str:
        """ "ok", or what is wrong, in words."""

    def about(self, connection: Connection) -> str:
        """What this is and where, in words; without any password."""

    def trouble(self, error: Exception) -> Trouble | None:
        """The user's trouble behind an error of the driver; None where the error is a bug."""
