"""`jltrain bank check`"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk_run import Run, runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, capsys, monkeypatch)


def test_folders_files_and_the_bank_itself(run: Run, tmp_path: Path) -> None:
    assert "3 题，没有错误" in run("bank", "check")
    found = run("bank", "check", "--bank", "--laws", "--json")
    assert (found["questions"], found["faults"], found["laws_not_imported"]) == (3, [], ["公路法"])
    assert "未能核对" in run("bank", "check", "--laws", "--hints")
    file = tmp_path / "a.jsonl"
    file.write_text(run("bank", "export").replace("依照该条，这一说法是正确的。", "见条文", 1), "utf-8")
    told = run("bank", "check", file, code=1)
    assert "解析太短" in told and "1 处错误" in told
    faults = run("bank", "check", file, "--json", code=1)["faults"]
    assert [(fault["code"], fault["blocking"]) for fault in faults] == [("explanation-short", False)]
    file.write_text("{", "utf-8")
    assert "第 1 行" in run("bank", "check", file, code=1)


def test_every_line_that_is_no_question_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = run("bank", "export").splitlines()
    file.write_text("\n".join([good[0], "{", good[1].replace('"difficulty":', '"难":')]), "utf-8")
    told = run("bank", "check", file, code=1)
    assert "第 2 行不是试题：不是 JSON" in told and "第 3 行不是试题" in told and "1 题，2 处错误" in told
    found = run("bank", "check", file, "--json", code=1)
    assert ([line["line"] for line in found["lines"]], found["questions"]) == ([2, 3], 1)


def test_places_are_told_in_chinese(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(run("bank", "export").replace("依照该条，这一说法是正确的。", "见条文", 1), "utf-8")
    assert "解析：解析太短" in run("bank", "check", file, code=1)
