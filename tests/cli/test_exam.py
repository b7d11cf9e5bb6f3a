"""Sitting in a terminal: what Enter, a lost connection and a second visit do, and do not do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jltrain.cli.main import main
from tests.cli.test_commands import _roster

Sit = Callable[..., dict[str, Any]]


@pytest.fixture
def sit(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Sit once with these lines typed, the rest Enter up to `then`, and the terminal gone after that."""
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))

    def run(*words: object) -> Any:
        assert main([*map(str, words), "--json"]) == 0
        return json.loads(capsys.readouterr().out.splitlines()[-1] if words[0] == "exam" else capsys.readouterr().out)

    paper = run("paper", "make", "highway-city", "--seed", "s")["digest"]
    session = run("session", "create", paper, "--roster", _roster(tmp_path))["id"]
    run("session", "open", session)

    def once(*typed: str, enters: int = 0, then: tuple[str, ...] = ()) -> dict[str, Any]:
        lines = iter([*typed, *[""] * enters, *then])

        def answer(_prompt: str) -> str:
            try:
                return next(lines)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)
        assert main(["exam", "sit", session, "--certificate", "JL0001", "--name", "张三"]) == 0
        out = capsys.readouterr().out
        (row,) = [r for r in run("session", "room", session) if r["certificate"] == "JL0001"]
        return {"out": out, "status": row["status"], "answered": row["answered"]}

    return once


def test_a_lost_connection_hands_nothing_in(sit: Sit) -> None:
    assert sit("a")["status"] == "running"
    assert sit()["answered"] == 1


def test_enter_keeps_an_answer_given_before_and_shows_it(sit: Sit) -> None:
    sit("b")
    again = sit("", "a")
    assert again["answered"] == 2
    assert "已答：B" in again["out"]
    assert "保留原答案" in again["out"]


def test_enter_through_the_whole_paper_does_not_hand_it_in(sit: Sit) -> None:
    once = sit("a", enters=78)
    assert (once["status"], once["answered"]) == ("running", 1)
    assert "没有交卷" in once["out"]
    assert sit(enters=78, then=("y",))["status"] == "submitted"
