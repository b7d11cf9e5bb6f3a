"""A few rounds of the soak test in every test run: kill -9, and nothing shown as saved is lost."""

from __future__ import annotations

import pytest

from tests.soak.kills import kill_rounds


def test_kill_minus_nine(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JLTRAIN_DATABASE_URL", database_url)
    tally = kill_rounds(4, seed=7, say=lambda _text: None)
    assert tally.kills == 4
    assert tally.shown > 0
    assert (tally.lost, tally.reordered) == (0, 0)
    assert max(tally.gained, tally.taken) <= 1
