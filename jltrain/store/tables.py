"""The tables, as SQLAlchemy Core knows them. `migrations` makes them, on either kind of database; a test compares.
Those of the question bank are in `banktables`.

Partial indexes are said in SQLite's name alone: to say it in PostgreSQL's would load its dialect at each start.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DOUBLE_PRECISION,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy import Text as AnyText

metadata: Final = MetaData()

Text: Final = AnyText().with_variant(AnyText(collation="C"), "postgresql")
"""Compared byte by byte by both kinds of database."""
Number: Final = Integer().with_variant(BigInteger(), "postgresql")
"""64 bits, as SQLite's integers have anyway."""
Real: Final = Float().with_variant(DOUBLE_PRECISION(), "postgresql")

paper = Table(
    "paper",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("blueprint", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("paper_digest", Text, ForeignKey("paper.digest"), nullable=False),
    Column("created", Text, nullable=False),
)

candidate = Table(
    "candidate",
    metadata,
    Column("session_id", Text, ForeignKey("session.id"), primary_key=True),
    Column("certificate", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("sitting_id", Text, nullable=False, unique=True),
)

session_event = Table(
    "session_event",
    metadata,
    Column("session_id", Text, ForeignKey("session.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
)

exam_event = Table(
    "exam_event",
    metadata,
    Column("sitting_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("elapsed", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("chain", Text, nullable=False),
)

pulse = Table(
    "pulse",
    metadata,
    Column("sitting_id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("elapsed", Integer, nullable=False),
    Column("boot", Text, nullable=False),
    Column("ticks", Real, nullable=False),
)

issued = Table(
    "issued",
    metadata,
    Column("number", Text, primary_key=True),
    Column("sitting_id", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_digest", Text, nullable=False),
    Column("issued", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("replaces", Text, nullable=False, server_default=""),
    Column("correction", Text, nullable=False, server_default=""),
    UniqueConstraint("sitting_id", "version", name="issued_version"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Number, primary_key=True),
    Column("learner", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("question_id", Text, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("origin", Text),
)
Index("attempt_by_learner", attempt.c.learner, attempt.c.id)
Index(
    "attempt_once",
    attempt.c.origin,
    attempt.c.key,
    unique=True,
    sqlite_where=text("origin IS NOT NULL"),
)

reading = Table(
    "reading",
    metadata,
    Column("learner", Text, primary_key=True),
    Column("chapter_id", Text, primary_key=True),
    Column("furthest", Real, nullable=False),
    Column("seconds", Real, nullable=False),
    Column("finished_at", Text, nullable=False),
)

officer = Table(
    "officer",
    metadata,
    Column("certificate", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("education", Text, nullable=False),
    Column("import_id", Number, ForeignKey("roster_import.id"), nullable=False),
    Column("post_kind", Text, nullable=False, server_default="officer"),
    Column("appointed", Text, nullable=False, server_default=""),
    Column("names", Text, nullable=False, server_default="[]"),
    Column("added", Text, nullable=False, server_default=""),
    Column("formers", Text, nullable=False, server_default="[]"),
)
Index("officer_by_unit", officer.c.unit, officer.c.name)
Index("officer_by_name", officer.c.name)

former_number = Table(
    "former_number",
    metadata,
    Column("former", Text, primary_key=True),
    Column("certificate", Text, nullable=False),
)
Index("former_number_of", former_number.c.certificate)

roster_import = Table(
    "roster_import",
    metadata,
    Column("id", Number, primary_key=True),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("people", Integer, nullable=False),
)

collected = Table(
    "collected",
    metadata,
    Column("id", Number, primary_key=True),
    Column("file_digest", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("stored", Boolean, nullable=False),
    Column("reasons", LargeBinary, nullable=False),
    Column("number", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("signer", LargeBinary, nullable=False, server_default=""),
)
Index(
    "collected_once",
    collected.c.file_digest,
    unique=True,
    sqlite_where=text("stored"),
)
Index("collected_refused", collected.c.file_digest, sqlite_where=text("NOT stored"))

entry = Table(
    "entry",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("chain", Text, nullable=False),
)
Index("entry_by_subject", entry.c.subject, entry.c.number)
Index("entry_by_kind", entry.c.kind, entry.c.number)

result = Table(
    "result",
    metadata,
    Column("file_digest", Text, primary_key=True),
    Column("entry", Number, nullable=False),
    Column("number", Text, nullable=False),
    Column("replaces", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sitting_id", Text, nullable=False),
    Column("session_title", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("counts_for", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("issuer_code", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("halves", Integer, nullable=False),
    Column("full_halves", Integer, nullable=False),
    Column("areas", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("not_after", Text, nullable=False),
)
Index("result_by_certificate", result.c.certificate)
Index("result_by_officer", result.c.counts_for, result.c.day)
Index("result_by_sitting", result.c.sitting_id)
Index("result_by_number", result.c.number)
Index("result_by_state", result.c.state)
Index("result_by_serial", result.c.serial)

activity = Table(
    "activity",
    metadata,
    Column("entry", Number, primary_key=True, autoincrement=False),
    Column("certificate", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("hours", Real, nullable=False),
    Column("result", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
)
Index("activity_by_officer", activity.c.certificate, activity.c.day)

standing = Table(
    "standing",
    metadata,
    Column("cycle", Integer, primary_key=True, autoincrement=False),
    Column("certificate", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("post_kind", Text, nullable=False),
    Column("education", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("done_on", Text, nullable=False),
    Column("done_year", Integer, nullable=False),
    Column("failed_year", Integer, nullable=False),
    Column("missing", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("quarters", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("best_halves", Integer, nullable=False),
    Column("best_full", Integer, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("sheet_number", Text, nullable=False),
)
Index("standing_by_unit", standing.c.cycle, standing.c.unit)
Index("standing_by_status", standing.c.cycle, standing.c.status)

standing_of = Table(
    "standing_of",
    metadata,
    Column("cycle", Integer, primary_key=True, autoincrement=False),
    Column("plan", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("at", Text, nullable=False),
)
