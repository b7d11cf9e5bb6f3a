"""Bring a database forward, one numbered step after the other, after a backup; never back.

A step is plain SQL and is never changed once released. `PRAGMA user_version` holds the number of the last
one done. A database with a higher number was written by a newer program and is refused.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = """
CREATE TABLE bank_source (folder TEXT PRIMARY KEY NOT NULL, digest TEXT NOT NULL, compiled TEXT NOT NULL);
CREATE TABLE question (
    id TEXT PRIMARY KEY NOT NULL,
    folder TEXT NOT NULL REFERENCES bank_source (folder),
    position INTEGER NOT NULL,
    discipline TEXT NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT NOT NULL,
    difficulty INTEGER NOT NULL,
    digest TEXT NOT NULL,
    words TEXT NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX question_by_area ON question (discipline, topic);
CREATE TABLE paper (
    digest TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    blueprint TEXT NOT NULL,
    created TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    paper_digest TEXT NOT NULL REFERENCES paper (digest),
    created TEXT NOT NULL
);
CREATE TABLE candidate (
    session_id TEXT NOT NULL REFERENCES session (id),
    certificate TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    level TEXT NOT NULL,
    discipline TEXT NOT NULL,
    sitting_id TEXT NOT NULL UNIQUE,
    PRIMARY KEY (session_id, certificate)
);
CREATE TABLE session_event (
    session_id TEXT NOT NULL REFERENCES session (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
);
CREATE TABLE exam_event (
    sitting_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    elapsed INTEGER NOT NULL,
    data BLOB NOT NULL,
    chain TEXT NOT NULL,
    PRIMARY KEY (sitting_id, number)
);
CREATE TABLE pulse (sitting_id TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, elapsed INTEGER NOT NULL);
CREATE TABLE issued (
    number TEXT PRIMARY KEY NOT NULL,
    sitting_id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    issued TEXT NOT NULL
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    key TEXT NOT NULL,
    question_id TEXT NOT NULL,
    response BLOB NOT NULL,
    right BOOLEAN NOT NULL,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT
);
CREATE INDEX attempt_by_learner ON attempt (learner, id);
CREATE UNIQUE INDEX attempt_once ON attempt (origin, key) WHERE origin IS NOT NULL;
CREATE TABLE reading (
    learner TEXT NOT NULL,
    chapter_id TEXT NOT NULL,
    furthest FLOAT NOT NULL,
    seconds FLOAT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (learner, chapter_id)
);
CREATE TABLE roster_import (
    id INTEGER PRIMARY KEY NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, people INTEGER NOT NULL
);
CREATE TABLE officer (
    certificate TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    level TEXT NOT NULL,
    discipline TEXT NOT NULL,
    city TEXT NOT NULL,
    batch TEXT NOT NULL,
    post TEXT NOT NULL,
    education TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES roster_import (id)
);
CREATE TABLE collected (
    id INTEGER PRIMARY KEY NOT NULL,
    file_digest TEXT NOT NULL,
    file TEXT NOT NULL,
    outcome TEXT NOT NULL,
    stored BOOLEAN NOT NULL,
    reasons BLOB NOT NULL,
    number TEXT NOT NULL,
    payload BLOB NOT NULL,
    first_seen TEXT NOT NULL
);
CREATE UNIQUE INDEX collected_once ON collected (file_digest) WHERE stored;
CREATE UNIQUE INDEX collected_number ON collected (number) WHERE stored
"""

RECORD: Final = ("paper", "session", "candidate", "session_event", "exam_event", "issued", "attempt", "collected")
"""The tables of the record: rows are added, never changed or taken away, and triggers see to it."""


def _sealed() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        for table in RECORD
        for act in ("update", "delete")
    ]


_TICKS: Final = (
    "ALTER TABLE pulse ADD COLUMN boot TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pulse ADD COLUMN ticks FLOAT NOT NULL DEFAULT 0",
)

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (*(s.strip() for s in _FIRST.split(";") if s.strip()), *_sealed()),
    _TICKS,
    ("ALTER TABLE issued ADD COLUMN body BLOB NOT NULL DEFAULT x''",),  # so that a lost file can be written again
)
"""The statements of each step; the step's number is its place, counted from 1."""
