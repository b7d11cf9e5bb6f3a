"""Frozen papers, by digest."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jltrain.errors import NotFound
from jltrain.i18n import N_
from jltrain.paper.paper import Paper, from_json, to_json
from jltrain.store import upsert
from jltrain.store.database import Database
from jltrain.store.tables import paper as table


class NoSuchPaper(NotFound):
    template = N_("没有编号以“{digest}”开头的试卷，或不止一份；请在试卷列表中核对编号。")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as a list shows it. `created` is UTC ISO."""

    digest: str
    title: str
    blueprint: str
    created: str


class Papers:
    """The repository of the paper room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, paper: Paper, at: str) -> None:
        """Keep a paper. The same paper twice is kept once."""
        row = {
            "digest": paper.digest,
            "title": paper.title,
            "blueprint": paper.blueprint_name,
            "created": at,
            "body": to_json(paper),
        }
        with self._database.write() as connection:
            upsert.once(connection, table, [row])

    def list(self) -> tuple[PaperRow, ...]:
        """All papers, the newest first."""
        c = table.c
        query = select(c.digest, c.title, c.blueprint, c.created).order_by(c.created.desc(), c.digest)
        with self._database.read() as connection:
            return tuple(PaperRow(r.digest, r.title, r.blueprint, r.created) for r in connection.execute(query))

    def get(self, digest: str) -> Paper:
        """The paper whose digest starts with `digest`. Raises NoSuchPaper, PaperDamaged."""
        query = (
            select(table.c.digest, table.c.body)
            .where(table.c.digest.startswith(digest.lower(), autoescape=True))
            .limit(2)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        if len(rows) != 1 or not digest:
            raise NoSuchPaper(digest=digest)
        return from_json(rows[0].body, rows[0].digest)
