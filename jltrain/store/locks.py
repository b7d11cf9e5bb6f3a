"""One at a time, among all processes that write: SQLite has one writer anyway, PostgreSQL is asked for a lock."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection


def serialise(connection: Connection, name: str) -> None:
    """Until this transaction ends no other one that asks for `name` goes on; what the last one wrote is seen."""
    if connection.dialect.name == "postgresql":  # on SQLite BEGIN IMMEDIATE has seen to it
        key = int.from_bytes(hashlib.sha256(f"jltrain {name}".encode()).digest()[:8], "big", signed=True)
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (key,))
