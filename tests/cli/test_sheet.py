"""`jltrain sheet …` on files that are none, beside one that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jltrain.app.context import Context
from jltrain.cli.main import main
from jltrain.places import Places
from jltrain.sheet.verify import SIZE_LIMIT
from tests.app.walk import OFFICERS, held_session, issued_sheets


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def good(home: Path) -> Path:
    context = Context(Places(home))
    file = issued_sheets(context, held_session(context, OFFICERS[1:2]))[0]
    context.close()
    return file


@pytest.fixture
def sheet(home: Path) -> list[str]:
    return ["--home", str(home), "sheet"]


def test_every_file_gets_its_verdict(
    sheet: list[str], good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(SIZE_LIMIT * 400)
    files = [tmp_path / "gone.pdf", good, tmp_path, huge]
    assert main([*sheet, "verify", *map(str, files), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [f["file"] for f in found] == [str(f) for f in files]
    assert [f["verdict"] for f in found] == ["refused", "accepted", "refused", "refused"]
    assert [[r["code"] for r in f["reasons"]] for f in found] == [
        ["file-unreadable"], [], ["file-unreadable"], ["too-large"],
    ]  # fmt: skip
    assert "2000 MB" in found[3]["reasons"][0]["text"]


def test_showing_a_refused_sheet_gives_json_too(
    sheet: list[str], good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(good.read_bytes()[:3000])
    assert main([*sheet, "show", str(torn), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["reasons"][0]["code"] == "truncated"


def test_a_picture_of_what_is_no_pdf_and_with_senseless_resolution(
    sheet: list[str], good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.pdf"
    text.write_text("no PDF", "utf-8")
    assert main([*sheet, "picture", str(text), str(tmp_path)]) == 1
    assert "不是能显示的 PDF" in capsys.readouterr().err
    for dpi in ("0", "100000", "x"):
        with pytest.raises(SystemExit):
            main([*sheet, "picture", str(good), str(tmp_path), "--dpi", dpi])
    assert main([*sheet, "picture", str(good), str(tmp_path / "out"), "--dpi", "30"]) == 0
    assert (tmp_path / "out" / f"{good.stem}-1.png").read_bytes().startswith(b"\x89PNG")
