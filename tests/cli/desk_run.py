"""The command line with a small bank, for tests of the desk's commands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jltrain.cli.main import main
from tests.app.desk_world import ship

Run = Callable[..., Any]


def runner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the program; gives what `--json` printed, or the text. `code`: how it should end."""
    ship(tmp_path / "shipped", monkeypatch)
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))

    def call(*words: object, code: int = 0, stdin: str = "") -> Any:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        ended = main([str(word) for word in words])
        said = capsys.readouterr()
        assert ended == code, said.err or said.out
        return json.loads(said.out) if "--json" in words else said.out + said.err

    return call
