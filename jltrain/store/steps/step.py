"""What a step of the migrations is: the same change, said to each kind of database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

Act = str | Callable[[Connection], None]
"""One SQL statement, or work on rows that SQL alone cannot do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step."""

    sqlite: tuple[Act, ...]
    postgresql: tuple[Act, ...]

    def do(self, connection: Connection) -> None:
        """Do it, within the transaction at hand."""
        for act in self.sqlite if connection.dialect.name == "sqlite" else self.postgresql:
            if isinstance(act, str):
                connection.exec_driver_sql(act)
            else:
                act(connection)


def statements(script: str) -> tuple[str, ...]:
    """The statements of a script without any semicolon inside one."""
    return tuple(s.strip() for s in script.split(";") if s.strip())
