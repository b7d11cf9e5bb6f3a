"""The tables of the question bank: questions and their versions, statutes, reviews, objections, the editor's desk.

The index of the full-text search is no table of Core's: `search` keeps it, each kind of database in its own way.
Whoever works on all tables takes `metadata` from here.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, UniqueConstraint, and_

from jltrain.store.tables import Number, Text, metadata

__all__ = [
    "bank_file", "bank_source", "current", "desk_draft", "metadata", "objection", "objection_act", "picture", "question",
    "question_cites", "question_version", "review", "review_act", "statute", "statute_article",
]  # fmt: skip

bank_source = Table(
    "bank_source",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("compiled", Text, nullable=False),
)

bank_file = Table(
    "bank_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
"""What the YAML folders hold as last compiled, whatever the desk made of it."""

question = Table(
    "question",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("discipline", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    UniqueConstraint("id", name="question_once"),
)
"""Which version of each question is current, and what lists ask of it; its text is that version's record (`current`).
`number` is its place in the bank (see `questionrows.Places`) and may change; other tables refer to a question by `id`."""

question_version = Table(
    "question_version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

current = question.join(
    question_version,
    and_(question_version.c.id == question.c.id, question_version.c.version == question.c.version),
)
"""Each question with the version that is current."""

question_cites = Table(
    "question_cites",
    metadata,
    Column("question", Number, primary_key=True, autoincrement=False),
    Column("law", Text, primary_key=True),
    Column("article", Text, primary_key=True),
)
"""`question`: its number; `article`: "51", "51-1" for 第五十一条之一."""

picture = Table(
    "picture",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

statute = Table(
    "statute",
    metadata,
    Column("id", Number, primary_key=True),
    Column("law", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("effective", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("imported", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    UniqueConstraint("law", "version", name="statute_once"),
)

statute_article = Table(
    "statute_article",
    metadata,
    Column("statute_id", Number, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
)

review = Table(
    "review",
    metadata,
    Column("number", Number, primary_key=True),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("law", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("old_version", Text, nullable=False),
    Column("new_version", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("opened", Text, nullable=False),
    UniqueConstraint("subject_kind", "subject", "law", "article", "new_version", name="review_once"),
)

review_act = Table(
    "review_act",
    metadata,
    Column("number", Number, primary_key=True),
    Column("review", Number, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text, nullable=False),
)
Index("review_act_of", review_act.c.review)

objection = Table(
    "objection",
    metadata,
    Column("id", Text, primary_key=True),
    Column("question_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("learner", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
)
Index("objection_of", objection.c.question_id)

objection_act = Table(
    "objection_act",
    metadata,
    Column("number", Number, primary_key=True),
    Column("objection", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text, nullable=False),
)
Index("objection_act_of", objection_act.c.objection)

desk_draft = Table(
    "desk_draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What the editor saves by itself while somebody types."""

bank_package = Table(
    "bank_package",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("direction", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("holds", LargeBinary, nullable=False),
)
"""Packages that were made ("out") or taken in ("in") here; `holds`: JSON, id -> digest of all that the bank then had."""
