"""`jltrain bank list, show, stats, reindex`: what is found, and in which state."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk_run import Run, runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, capsys, monkeypatch)


def test_list_by_words_and_filters(run: Run) -> None:
    everything = run("bank", "list", "--json")
    assert everything["total"] == len(everything["questions"]) == 3
    one = everything["questions"][1]
    assert (one["state"], one["version"], one["folder"]) == ("ready", 1, "shipped")
    assert run("bank", "list", "--json", "--offset", "1", "--limit", "1")["questions"] == [one]
    assert one in run("bank", "list", one["stem"][2:6], "--field", "stem", "--json")["questions"]
    assert run("bank", "list", "--json", "--", "-" + one["stem"])["total"] < 3
    assert run("bank", "list", "--law", "公路法", "--json")["total"] > 0
    assert run("bank", "list", "--law", "公路法", "--article", "999", "--json")["total"] == 0
    assert run("bank", "list", "--difficulty", str(one["difficulty"]), "--json")["total"] > 0
    assert run("bank", "list", "--difficulty", "6-9", "--folder", "shipped", "--json")["total"] == 0
    run("bank", "withdraw", one["id"], "--reason", "不用")
    assert run("bank", "list", "--json")["total"] == 2
    assert run("bank", "list", "--state", "withdrawn", "--json")["questions"][0]["id"] == one["id"]
    assert "已停用" in run("bank", "list", "--state", "withdrawn", "--state", "ready")
    shown = run("bank", "show", one["id"])
    assert "状态：已停用，第 2 版" in shown
    assert run("bank", "stats", "--json")["states"] == {"ready": 2, "draft": 0, "review": 0, "withdrawn": 1}
    assert "已停用 1 题" in run("bank", "stats")
    assert run("bank", "reindex", "--json") == {"questions": 3}
    assert "共 3 题" in run("bank", "reindex")
