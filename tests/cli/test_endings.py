"""How a command ends when something outside it goes wrong: stopped, cut off, nowhere to write, no command at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from jltrain import i18n
from jltrain.app.context import Context
from jltrain.cli.main import main
from jltrain.cli.output import progress
from jltrain.progress import Cancelled, Step

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a Linux device")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _raising(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    def broken(*_args: object) -> None:
        raise error

    monkeypatch.setattr("jltrain.app.papers.listed", broken)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_stopped_is_130(
    stop: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _raising(monkeypatch, stop)
    assert main(["paper", "list"]) == 130
    assert "已经保存的都在" in capsys.readouterr().err


@pytest.mark.usefixtures("caplog")
def test_a_bug_is_json_for_programs(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _raising(monkeypatch, ZeroDivisionError)
    assert main(["paper", "list", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["error"], told["facts"]) == ("bug", {"kind": "ZeroDivisionError"})
    assert str(home / "logs") in told["message"]


@pytest.mark.usefixtures("caplog")
def test_a_bug_that_cannot_be_logged_is_not_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _raising(monkeypatch, ZeroDivisionError)
    (tmp_path / "file").write_text("x")
    assert main(["--home", str(tmp_path / "file"), "paper", "list"]) == 3
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert "不能记录" in err


def _ended(home: Path, *words: str, stdout: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jltrain", *words],
        env=os.environ | {"JLTRAIN_HOME": str(home)},
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@needs_full
@pytest.mark.parametrize("words", [("settings", "list"), ("settings", "list", "--json"), ("bank", "export")])
def test_a_result_that_cannot_be_written_is_trouble_and_no_bug(tmp_path: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = _ended(tmp_path, *words, stdout=full.fileno())
    said = done.stderr.decode()
    assert (done.returncode, said.count("\n")) == (1, 1)
    assert "磁盘已满" in said or "没有写完" in said


@pytest.mark.parametrize("words", [("settings", "list"), ("session", "open", "x", "--json")])
@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ there")
def test_a_reader_who_has_gone_hears_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = _ended(tmp_path, *words, stdout=write)
    os.close(write)
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("form", [["--home", "{}"], ["--home={}"]])
@pytest.mark.usefixtures("home")
def test_options_without_a_command_open_the_window(form: list[str], tmp_path: Path) -> None:
    opened: list[tuple[Path, str]] = []

    def window(make: Callable[[], Context]) -> int:
        context = make()
        opened.append((context.places.home, i18n.language()))
        return 7

    words = [part.format(tmp_path / "stick") for part in form]
    assert main([*words, "--lang=en"], open_window=window) == 7
    assert opened == [(tmp_path / "stick", "en")]


@pytest.mark.parametrize("words", [["--lang", "en"], ["--lang=en"]])
@pytest.mark.usefixtures("home")
def test_help_is_in_the_language_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    assert capsys.readouterr().out.startswith("usage:")


def test_help_is_in_the_language_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.joinpath("settings.json").write_text('{"language": "en"}', "utf-8")
    for words in (["--home", str(tmp_path)], [f"--home={tmp_path}"]):
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        assert capsys.readouterr().out.startswith("usage:")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [["--lang"], ["--home"], ["--lang", "--home"], ["--lang", "fr", "doctor"]])
def test_half_an_option_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "命令写法不对" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands over text")
def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    words: tuple[str | bytes, ...] = (sys.executable, "-m", "jltrain", "bank", "list", b"\xb9\xab\\")
    environment = os.environ | {"JLTRAIN_HOME": str(tmp_path)}
    done = subprocess.run(words, env=environment, capture_output=True)
    assert done.returncode == 2
    assert "不是 UTF-8" in done.stderr.decode()
    file: tuple[str | bytes, ...] = (*words[:3], "sheet", "verify", b"/nowhere/\xb9\xab.pdf")
    assert subprocess.run(file, env=environment, capture_output=True).returncode == 1, "but a file may be named so"
    typed = (*words[:3], "practice", "run", "--count", "2")
    strict = environment | {"PYTHONIOENCODING": "utf-8:strict"}
    assert subprocess.run(typed, env=strict, input=b"\xb9\xab\n", capture_output=True).returncode == 0


def test_doctor_goes_on_where_there_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["--home", str(tmp_path / "file" / "x"), "doctor", "--json"]) == 1
    checks = {c["name"]: c for c in json.loads(capsys.readouterr().out)}
    assert not checks["folder"]["ok"]
    assert not checks["disk"]["ok"]
    assert checks["fonts"]["ok"]


def test_the_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True, write=shown.append, flush=lambda: None))
    with progress("核验") as report:
        report(Step(7, 0, "甲"))
        report(Step(1, 2, "乙"))
    bars = [line for line in shown if "核验" in line]
    assert "7 甲" in bars[0]
    assert "1/2 乙" in bars[1]
    assert (bars[0].count("█"), bars[1].count("█"), bars[1].count("░")) == (0, 14, 14)
