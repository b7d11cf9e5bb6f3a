"""The tables, as SQLAlchemy Core knows them. `migrations` makes them; both are compared in a test."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata: Final = MetaData()

bank_source = Table(
    "bank_source",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("compiled", Text, nullable=False),
)

question = Table(
    "question",
    metadata,
    Column("id", Text, primary_key=True),
    Column("folder", Text, ForeignKey("bank_source.folder"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
Index("question_by_area", question.c.discipline, question.c.topic)

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
    Column("ticks", Float, nullable=False),
)

issued = Table(
    "issued",
    metadata,
    Column("number", Text, primary_key=True),
    Column("sitting_id", Text, nullable=False, unique=True),
    Column("file", Text, nullable=False),
    Column("file_digest", Text, nullable=False),
    Column("issued", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
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
Index("attempt_once", attempt.c.origin, attempt.c.key, unique=True, sqlite_where=text("origin IS NOT NULL"))

reading = Table(
    "reading",
    metadata,
    Column("learner", Text, primary_key=True),
    Column("chapter_id", Text, primary_key=True),
    Column("furthest", Float, nullable=False),
    Column("seconds", Float, nullable=False),
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
    Column("import_id", Integer, ForeignKey("roster_import.id"), nullable=False),
)

roster_import = Table(
    "roster_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("people", Integer, nullable=False),
)

collected = Table(
    "collected",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("stored", Boolean, nullable=False),
    Column("reasons", LargeBinary, nullable=False),
    Column("number", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("first_seen", Text, nullable=False),
)
Index("collected_once", collected.c.file_digest, unique=True, sqlite_where=text("stored"))
Index("collected_number", collected.c.number, unique=True, sqlite_where=text("stored"))
