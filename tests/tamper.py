"""What somebody with the database's password could do, for tests that want it found out."""

from __future__ import annotations

from sqlalchemy import Connection


def unseal(connection: Connection, table: str) -> None:
    """Take away what keeps rows of `table` from being changed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    else:
        for act in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_{act}")
