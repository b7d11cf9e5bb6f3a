"""Fixtures for every room: a clock that the test sets, a data folder of its own, a logged warning fails."""

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

from jltrain import i18n
from jltrain.app.context import Context
from jltrain.places import Places


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


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    made = Context(Places(tmp_path / "home"), clock)
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
