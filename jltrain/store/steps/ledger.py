"""Step 4: the ledger's chain of entries and what is read from it; sheets issued in several versions. Never changed."""

from __future__ import annotations

from typing import Final

from jltrain.store.steps.adoption import adopt
from jltrain.store.steps.early import sealed_postgresql, sealed_sqlite
from jltrain.store.steps.step import Migration, statements

_SQLITE: Final = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    chain TEXT NOT NULL
);
CREATE INDEX entry_by_subject ON entry (subject, number);
CREATE INDEX entry_by_kind ON entry (kind, number);
ALTER TABLE collected ADD COLUMN signer BLOB NOT NULL DEFAULT x'';
CREATE INDEX collected_refused ON collected (file_digest) WHERE NOT stored;
DROP INDEX collected_number;
ALTER TABLE officer ADD COLUMN post_kind TEXT NOT NULL DEFAULT 'officer';
ALTER TABLE officer ADD COLUMN appointed TEXT NOT NULL DEFAULT '';
ALTER TABLE officer ADD COLUMN names TEXT NOT NULL DEFAULT '[]';
ALTER TABLE officer ADD COLUMN added TEXT NOT NULL DEFAULT '';
ALTER TABLE officer ADD COLUMN formers TEXT NOT NULL DEFAULT '[]';
CREATE TABLE former_number (former TEXT PRIMARY KEY NOT NULL, certificate TEXT NOT NULL);
CREATE INDEX former_number_of ON former_number (certificate);
CREATE INDEX officer_by_unit ON officer (unit, name);
CREATE INDEX officer_by_name ON officer (name);
CREATE TABLE result (
    file_digest TEXT PRIMARY KEY NOT NULL,
    entry INTEGER NOT NULL,
    number TEXT NOT NULL,
    replaces TEXT NOT NULL,
    version INTEGER NOT NULL,
    sitting_id TEXT NOT NULL,
    session_title TEXT NOT NULL,
    certificate TEXT NOT NULL,
    counts_for TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issuer_code TEXT NOT NULL,
    day TEXT NOT NULL,
    discipline TEXT NOT NULL,
    level TEXT NOT NULL,
    passed BOOLEAN NOT NULL,
    halves INTEGER NOT NULL,
    full_halves INTEGER NOT NULL,
    areas TEXT NOT NULL,
    signer TEXT NOT NULL,
    serial TEXT NOT NULL,
    not_after TEXT NOT NULL
);
CREATE INDEX result_by_certificate ON result (certificate);
CREATE INDEX result_by_officer ON result (counts_for, day);
CREATE INDEX result_by_sitting ON result (sitting_id);
CREATE INDEX result_by_number ON result (number);
CREATE INDEX result_by_state ON result (state);
CREATE INDEX result_by_serial ON result (serial);
CREATE TABLE activity (
    entry INTEGER PRIMARY KEY NOT NULL,
    certificate TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    hours FLOAT NOT NULL,
    result TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    undone BOOLEAN NOT NULL
);
CREATE INDEX activity_by_officer ON activity (certificate, day);
CREATE TABLE standing (
    cycle INTEGER NOT NULL,
    certificate TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    city TEXT NOT NULL,
    level TEXT NOT NULL,
    discipline TEXT NOT NULL,
    batch TEXT NOT NULL,
    post_kind TEXT NOT NULL,
    education TEXT NOT NULL,
    status TEXT NOT NULL,
    done_on TEXT NOT NULL,
    done_year INTEGER NOT NULL,
    failed_year INTEGER NOT NULL,
    missing TEXT NOT NULL,
    due TEXT NOT NULL,
    quarters TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    best_halves INTEGER NOT NULL,
    best_full INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    sheet_number TEXT NOT NULL,
    PRIMARY KEY (cycle, certificate)
);
CREATE INDEX standing_by_unit ON standing (cycle, unit);
CREATE INDEX standing_by_status ON standing (cycle, status);
CREATE TABLE standing_of (
    cycle INTEGER PRIMARY KEY NOT NULL, plan TEXT NOT NULL, complete BOOLEAN NOT NULL, at TEXT NOT NULL
);
CREATE TABLE issued_versions (
    number TEXT PRIMARY KEY NOT NULL,
    sitting_id TEXT NOT NULL,
    file TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    issued TEXT NOT NULL,
    body BLOB NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    replaces TEXT NOT NULL DEFAULT '',
    correction TEXT NOT NULL DEFAULT '',
    CONSTRAINT issued_version UNIQUE (sitting_id, version)
);
INSERT INTO issued_versions (number, sitting_id, file, file_digest, issued, body)
    SELECT number, sitting_id, file, file_digest, issued, body FROM issued;
DROP TABLE issued;
ALTER TABLE issued_versions RENAME TO issued
"""

_POSTGRESQL: Final = """
CREATE TABLE entry (
    number BIGINT PRIMARY KEY NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    chain TEXT COLLATE "C" NOT NULL
);
CREATE INDEX entry_by_subject ON entry (subject, number);
CREATE INDEX entry_by_kind ON entry (kind, number);
ALTER TABLE collected ADD COLUMN signer BYTEA NOT NULL DEFAULT '';
CREATE INDEX collected_refused ON collected (file_digest) WHERE NOT stored;
DROP INDEX collected_number;
ALTER TABLE officer ADD COLUMN post_kind TEXT COLLATE "C" NOT NULL DEFAULT 'officer';
ALTER TABLE officer ADD COLUMN appointed TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE officer ADD COLUMN names TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE officer ADD COLUMN added TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE officer ADD COLUMN formers TEXT COLLATE "C" NOT NULL DEFAULT '[]';
CREATE TABLE former_number (former TEXT COLLATE "C" PRIMARY KEY NOT NULL, certificate TEXT COLLATE "C" NOT NULL);
CREATE INDEX former_number_of ON former_number (certificate);
CREATE INDEX officer_by_unit ON officer (unit, name);
CREATE INDEX officer_by_name ON officer (name);
CREATE TABLE result (
    file_digest TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    entry BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    replaces TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    sitting_id TEXT COLLATE "C" NOT NULL,
    session_title TEXT COLLATE "C" NOT NULL,
    certificate TEXT COLLATE "C" NOT NULL,
    counts_for TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C" NOT NULL,
    issuer_code TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    discipline TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    passed BOOLEAN NOT NULL,
    halves INTEGER NOT NULL,
    full_halves INTEGER NOT NULL,
    areas TEXT COLLATE "C" NOT NULL,
    signer TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    not_after TEXT COLLATE "C" NOT NULL
);
CREATE INDEX result_by_certificate ON result (certificate);
CREATE INDEX result_by_officer ON result (counts_for, day);
CREATE INDEX result_by_sitting ON result (sitting_id);
CREATE INDEX result_by_number ON result (number);
CREATE INDEX result_by_state ON result (state);
CREATE INDEX result_by_serial ON result (serial);
CREATE TABLE activity (
    entry BIGINT PRIMARY KEY NOT NULL,
    certificate TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    hours DOUBLE PRECISION NOT NULL,
    result TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    signed_by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    undone BOOLEAN NOT NULL
);
CREATE INDEX activity_by_officer ON activity (certificate, day);
CREATE TABLE standing (
    cycle INTEGER NOT NULL,
    certificate TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    discipline TEXT COLLATE "C" NOT NULL,
    batch TEXT COLLATE "C" NOT NULL,
    post_kind TEXT COLLATE "C" NOT NULL,
    education TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    done_on TEXT COLLATE "C" NOT NULL,
    done_year INTEGER NOT NULL,
    failed_year INTEGER NOT NULL,
    missing TEXT COLLATE "C" NOT NULL,
    due TEXT COLLATE "C" NOT NULL,
    quarters TEXT COLLATE "C" NOT NULL,
    attempts INTEGER NOT NULL,
    best_halves INTEGER NOT NULL,
    best_full INTEGER NOT NULL,
    last_day TEXT COLLATE "C" NOT NULL,
    sheet_number TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (cycle, certificate)
);
CREATE INDEX standing_by_unit ON standing (cycle, unit);
CREATE INDEX standing_by_status ON standing (cycle, status);
CREATE TABLE standing_of (
    cycle INTEGER PRIMARY KEY NOT NULL, plan TEXT COLLATE "C" NOT NULL, complete BOOLEAN NOT NULL, at TEXT COLLATE "C" NOT NULL
);
ALTER TABLE issued DROP CONSTRAINT issued_sitting_id_key;
ALTER TABLE issued ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE issued ADD COLUMN replaces TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE issued ADD COLUMN correction TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE issued ADD CONSTRAINT issued_version UNIQUE (sitting_id, version)
"""

LEDGER: Final = Migration(
    sqlite=(*statements(_SQLITE), *sealed_sqlite("issued", "entry"), adopt),
    postgresql=(*statements(_POSTGRESQL), *sealed_postgresql("entry"), adopt),
)
