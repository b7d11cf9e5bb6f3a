"""Bring a database forward, one numbered step after the other, after a backup; never back.

A step is plain SQL, or a function where rows must be worked on, and is never changed once released: a test holds
the digest of each. The number of the last one done is in SQLite's `PRAGMA user_version`, in PostgreSQL's table
`schema_version`. A database with a higher number was written by a newer program and is refused.
"""

from __future__ import annotations

from typing import Final

from jltrain.store.steps import bank, early, ledger
from jltrain.store.steps.step import Migration

RECORD: Final = (*early.FIRST_RECORD, "entry", *bank.SEALED)
"""The tables of the record: rows are added, never changed or taken away, and triggers see to it."""

MIGRATIONS: Final[tuple[Migration, ...]] = (early.FIRST, early.TICKS, early.BODY, ledger.LEDGER, bank.BANK)
"""The steps in order; a step's number is its place, counted from 1."""
