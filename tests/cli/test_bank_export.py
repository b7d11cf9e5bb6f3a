"""`jltrain bank export`: the default is what it always was, the rest is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jltrain.app import bankfiles
from jltrain.cli import bank_export
from jltrain.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main(["bank", "export", *(str(w) for w in words)])
        except SystemExit as leaving:
            code = int(str(leaving.code or 0))
        said = capfdbinary.readouterr()
        return code, said.out.decode(errors="replace"), said.err.decode()

    return call


def test_lines_to_standard_output(run: Run) -> None:
    code, out, _err = run()
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(records) >= 240
    assert all(r["answer"] not in ([], None) for r in records if r["kind"] != "case")
    one = records[0]["id"]
    code, out, _err = run("--ids", one, "--without-answers")
    assert (code, json.loads(out)["id"], json.loads(out)["answer"]) == (0, one, [])


def test_a_selection_into_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    code, out, err = run("--format", "gift", "--area", "law", "--kind", "judge", "--output", file, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["questions"] == file.read_text("utf-8").count("TRUE") + file.read_text("utf-8").count("FALSE")
    assert told["lost"] == []
    code, _out, err = run("--format", "aiken", "--output", tmp_path / "a.txt")
    assert (code, "Aiken" in err) == (0, True), "what was lost is told"


def test_one_yaml_list(run: Run, tmp_path: Path) -> None:
    code, _out, _err = run("--format", "yaml", "--area", "law", "--output", tmp_path / "a.yaml")
    assert code == 0
    assert (tmp_path / "a.yaml").read_text("utf-8").startswith("- id: ")
    assert run("--format", "yaml", "--area", "law")[1].startswith("- id: ")


@pytest.mark.parametrize("words", [("--ids", "no-such"), ("--topic", "没有这个"), ("--json",), ("--format", "word95")])
def test_trouble_is_told(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert code != 0
    assert out or err


def test_the_names_are_those_of_the_application() -> None:
    assert set(bank_export.formats()) == set(bankfiles.FORMATS)
