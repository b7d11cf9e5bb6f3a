"""Fixtures for every room: a clock that the test sets, a data folder and a database of its own, a logged warning fails.

In the folders named in BOTH every test that comes to a `context` or a `database` runs twice, on SQLite and on a
PostgreSQL server that is started for the run; elsewhere, and where marked `sqlite_only`, on SQLite alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

# the same examples in every run, so that a red run is this change's; HYPOTHESIS_PROFILE=wild looks further
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wild", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("JLTRAIN_DATABASE_URL", None)  # no test touches anybody's database

from jltrain import i18n
from jltrain.app.context import Context
from jltrain.clock import SystemClock
from jltrain.places import Places
from jltrain.settings import Settings
from jltrain.store.database import Database
from tests import postgres as cluster

BOTH = ("store", "app")


class FakeClock:
    """A clock that stands until the test moves it; `shift_wall` sets the wall clock alone."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
        self.tick = 1000.0
        self.boots = 1

    def now(self) -> datetime:
        return self.wall

    def ticks(self) -> float:
        return self.tick

    def boot(self) -> str:
        return f"boot {self.boots}"

    def restart(self) -> None:
        """The machine is switched off and on: its ticks begin anew."""
        self.boots, self.tick = self.boots + 1, 0.0

    def advance(self, seconds: float) -> None:
        """Time passes."""
        self.wall += timedelta(seconds=seconds)
        self.tick += seconds

    def shift_wall(self, seconds: float) -> None:
        """Somebody sets the clock."""
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite_only: about the file, or too slow to be worth doing twice")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    alone = metafunc.definition.get_closest_marker("sqlite_only")
    if "backend" in metafunc.fixturenames and folder in BOTH and not alone:
        metafunc.parametrize("backend", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[cluster.Server]:
    """A running server whose new databases have our tables already."""
    if cluster.binaries() is None:
        pytest.skip("no PostgreSQL 15 or later on this machine")
    with cluster.server() as server, server.database() as template:
        Database(server.url(template), tmp_path_factory.getbasetemp(), SystemClock()).close()
        server.remember_as_template(template)
        yield server


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """ "sqlite" or "postgresql"."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database for this test, "" for the file in the data folder."""
    if backend == "sqlite":
        yield ""
        return
    server: cluster.Server = request.getfixturevalue("postgres")
    with server.database() as name:
        yield server.url(name)


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock, database_url: str) -> Iterator[Database]:
    (tmp_path / "backups").mkdir()
    made = Database(database_url or tmp_path / "jltrain.db", tmp_path / "backups", clock)
    yield made
    made.close()


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock, database_url: str) -> Iterator[Context]:
    places = Places(tmp_path / "home")
    if database_url:
        places.home.mkdir()
        Settings(places.settings).put("database.url", database_url)
    made = Context(places, clock)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    i18n.use("zh")
    yield
    i18n.use("zh")


class _Failing(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_logged_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that nobody expected (`caplog` in the test's arguments) fails the test."""
    handler = _Failing()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.messages and "caplog" not in request.fixturenames:
        pytest.fail(f"logged: {handler.messages}")
