"""Steps 1 to 3: bank, papers, sessions, logs, practice, roster, register. Never changed: they are released.

Texts of PostgreSQL compare byte by byte (COLLATE "C"), as SQLite's do: the same order on every server, and no index
that a new version of the system's language data would spoil.
"""

from __future__ import annotations

from typing import Final

from jltrain.store.steps.step import Migration, statements

_SQLITE: Final = """
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

_POSTGRESQL: Final = """
CREATE TABLE bank_source (
    folder TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    compiled TEXT COLLATE "C" NOT NULL
);
CREATE TABLE question (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    folder TEXT COLLATE "C" NOT NULL REFERENCES bank_source (folder),
    position INTEGER NOT NULL,
    discipline TEXT COLLATE "C" NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    difficulty INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    record BYTEA NOT NULL
);
CREATE INDEX question_by_area ON question (discipline, topic);
CREATE TABLE paper (
    digest TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    blueprint TEXT COLLATE "C" NOT NULL,
    created TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL
);
CREATE TABLE session (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    paper_digest TEXT COLLATE "C" NOT NULL REFERENCES paper (digest),
    created TEXT COLLATE "C" NOT NULL
);
CREATE TABLE candidate (
    session_id TEXT COLLATE "C" NOT NULL REFERENCES session (id),
    certificate TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    discipline TEXT COLLATE "C" NOT NULL,
    sitting_id TEXT COLLATE "C" NOT NULL UNIQUE,
    PRIMARY KEY (session_id, certificate)
);
CREATE TABLE session_event (
    session_id TEXT COLLATE "C" NOT NULL REFERENCES session (id),
    number INTEGER NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (session_id, number)
);
CREATE TABLE exam_event (
    sitting_id TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    elapsed INTEGER NOT NULL,
    data BYTEA NOT NULL,
    chain TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (sitting_id, number)
);
CREATE TABLE pulse (sitting_id TEXT COLLATE "C" PRIMARY KEY NOT NULL, at TEXT COLLATE "C" NOT NULL, elapsed INTEGER NOT NULL);
CREATE TABLE issued (
    number TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    sitting_id TEXT COLLATE "C" NOT NULL UNIQUE,
    file TEXT COLLATE "C" NOT NULL,
    file_digest TEXT COLLATE "C" NOT NULL,
    issued TEXT COLLATE "C" NOT NULL
);
CREATE TABLE attempt (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    learner TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    question_id TEXT COLLATE "C" NOT NULL,
    response BYTEA NOT NULL,
    "right" BOOLEAN NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C"
);
CREATE INDEX attempt_by_learner ON attempt (learner, id);
CREATE UNIQUE INDEX attempt_once ON attempt (origin, key) WHERE origin IS NOT NULL;
CREATE TABLE reading (
    learner TEXT COLLATE "C" NOT NULL,
    chapter_id TEXT COLLATE "C" NOT NULL,
    furthest DOUBLE PRECISION NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    finished_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (learner, chapter_id)
);
CREATE TABLE roster_import (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    source TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    people INTEGER NOT NULL
);
CREATE TABLE officer (
    certificate TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    discipline TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C" NOT NULL,
    batch TEXT COLLATE "C" NOT NULL,
    post TEXT COLLATE "C" NOT NULL,
    education TEXT COLLATE "C" NOT NULL,
    import_id BIGINT NOT NULL REFERENCES roster_import (id)
);
CREATE TABLE collected (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    file_digest TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    stored BOOLEAN NOT NULL,
    reasons BYTEA NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    payload BYTEA NOT NULL,
    first_seen TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX collected_once ON collected (file_digest) WHERE stored;
CREATE UNIQUE INDEX collected_number ON collected (number) WHERE stored
"""

FIRST_RECORD: Final = ("paper", "session", "candidate", "session_event", "exam_event", "issued", "attempt", "collected")

_APPEND_ONLY: Final = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$
""".strip()


def sealed_sqlite(*tables: str) -> list[str]:
    """Triggers by which rows of these tables are never changed or taken away."""
    return [
        f"CREATE TRIGGER {table}_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        for table in tables
        for act in ("update", "delete")
    ]


def sealed_postgresql(*tables: str) -> list[str]:
    """The same; TRUNCATE is refused too, and a statement that would touch no row as well."""
    return [
        f"CREATE TRIGGER {table}_{act} BEFORE {act} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        for table in tables
        for act in ("update", "delete", "truncate")
    ]


FIRST: Final = Migration(
    sqlite=(*statements(_SQLITE), *sealed_sqlite(*FIRST_RECORD)),
    postgresql=(*statements(_POSTGRESQL), _APPEND_ONLY, *sealed_postgresql(*FIRST_RECORD)),
)
TICKS: Final = Migration(
    sqlite=(
        "ALTER TABLE pulse ADD COLUMN boot TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE pulse ADD COLUMN ticks FLOAT NOT NULL DEFAULT 0",
    ),
    postgresql=(
        """ALTER TABLE pulse ADD COLUMN boot TEXT COLLATE "C" NOT NULL DEFAULT ''""",
        "ALTER TABLE pulse ADD COLUMN ticks DOUBLE PRECISION NOT NULL DEFAULT 0",
    ),
)
BODY: Final = Migration(  # so that a lost file can be written again
    sqlite=("ALTER TABLE issued ADD COLUMN body BLOB NOT NULL DEFAULT x''",),
    postgresql=("ALTER TABLE issued ADD COLUMN body BYTEA NOT NULL DEFAULT ''",),
)
