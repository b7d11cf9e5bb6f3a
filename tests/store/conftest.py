"""Fixtures of the store's own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jltrain.store.database import Database
from tests.conftest import FakeClock
from tests.postgres import Server

Open = Callable[[], Database]


@pytest.fixture
def blank_url(postgres: Server) -> Iterator[str]:
    """The URL of a PostgreSQL database in which nothing is, and which sorts by pinyin if left to itself."""
    with postgres.database("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh'") as name:
        yield postgres.url(name)


@pytest.fixture
def empty(backend: str, request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Open]:
    """Opens one and the same database, which has no table at first."""
    (tmp_path / "backups").mkdir()
    where: Path | str = tmp_path / "jltrain.db"
    if backend == "postgresql":
        where = request.getfixturevalue("blank_url")
    opened: list[Database] = []

    def opening() -> Database:
        opened.append(Database(where, tmp_path / "backups", clock))
        return opened[-1]

    yield opening
    for database in opened:
        database.close()
