"""`jltrain course …`: the shipped courseware read in a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jltrain.app import study
from jltrain.app.context import Context
from jltrain.cli.course import in_words
from jltrain.cli.main import main
from jltrain.places import Places


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def told(capsys: pytest.CaptureFixture[str], home: Path, *words: str, code: int = 0) -> str:
    assert main(["--home", str(home), "course", *words]) == code
    out = capsys.readouterr()
    return out.out if code == 0 else out.err


def test_list_names_every_area(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, Any]] = json.loads(told(capsys, home, "list", "--json"))
    assert len({row["area"] for row in rows}) == 10
    assert all(row["minutes"] > 0 and row["topics"] and row["questions"] > 0 for row in rows)
    assert "公路路政" in told(capsys, home, "list")


def test_read_is_plain_text_and_raw_is_markdown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ident = json.loads(told(capsys, home, "list", "--json"))[0]["id"]
    plain = told(capsys, home, "read", ident)
    assert "<" not in plain and "## " in plain and "《" in plain and " │ " in plain
    raw = told(capsys, home, "read", ident, "--raw")
    assert "| --- |" in raw or "|---|" in raw
    facts = json.loads(told(capsys, home, "read", ident, "--json"))
    assert facts["id"] == ident and facts["text"].strip() in plain


def test_progress_is_that_of_the_learner_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context = Context(Places(home))
    ident = study.library(context).chapters[0].id
    study.read_on(context, "22010001", ident, 0.5, 60)
    context.close()
    rows = json.loads(told(capsys, home, "progress", "--learner", "22010001", "--json"))
    assert next(r for r in rows if r["id"] == ident)["furthest"] == 0.5
    rows = json.loads(told(capsys, home, "progress", "--learner", "22010002", "--json"))
    assert all(r["furthest"] == 0 for r in rows)
    assert "50%" in told(capsys, home, "progress", "--learner", "22010001")


def test_a_chapter_that_is_not_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有编号为“x/99”的章节" in told(capsys, home, "read", "x/99", code=1)


def test_words_of_html() -> None:
    html = (
        "<h2>一</h2>\n<p>甲<strong>乙</strong><br>丙 <a href='x'>《法》第一条</a></p>\n"
        "<ol>\n<li>先\n<ul>\n<li>内</li>\n</ul>\n</li>\n<li>后</li>\n</ol>\n"
        "<table><thead><tr><th>左</th><th>右</th></tr></thead><tbody><tr><td>1&lt;2</td><td></td></tr></tbody></table>"
        "<p><img src='a' alt='流程'></p>"
    )
    lines = [line for line in in_words(html).splitlines() if line]
    assert lines == [
        "## 一", "甲乙", "丙 《法》第一条", "1. 先", "  - 内", "2. 后", "左 │ 右", "1<2 │ ", "〔图：流程〕",
    ]  # fmt: skip
