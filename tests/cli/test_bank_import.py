"""`jltrain bank import` as a trainer and as a script use it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jltrain.cli.main import main

Run = Callable[..., tuple[int, str, str]]
_HEAD = "题干,选项A,选项B,选项C,答案,解析,依据\n"
_SOUND = "公路由谁养护（ ）？,公路管理机构,村民,司机,A,按照规定由公路管理机构负责养护。,《公路法》第三十五条\n"
_DOUBTFUL = "公路由谁修建（ ）？,甲,乙,丙,E,说明文字,《公路法》第三条\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(w) for w in words])
        except SystemExit as leaving:
            code = int(str(leaving.code or 0))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "题.csv"
    place.write_text(_HEAD + _SOUND + _DOUBTFUL, "gb18030")
    return place


def test_dry_run(run: Run, file: Path) -> None:
    code, out, _err = run("bank", "import", file, "--dry-run", "--json")
    record = json.loads(out)
    assert code == 0
    assert [(q["kind"], q["answer"], q["lines"]) for q in record["questions"]] == [
        ("single", ["A"], [2, 2]),
        ("single", ["E"], [3, 3]),
    ]
    assert record["questions"][0]["doubts"] == []
    assert record["questions"][1]["doubts"][0]["code"] == "answer-outside"
    assert record["ignored"] == [{"lines": [1, 1], "reason": "表头"}]
    code, out, _err = run("bank", "import", file, "--dry-run")
    assert "认出 2 题，其中 1 题有疑点" in out and "第 1 行不是试题：表头" in out
    code, out, _err = run("--lang", "en", "bank", "import", file, "--dry-run", "--json")
    assert code == 0
    code, out, _err = run("bank", "import", file, file, "--dry-run", "--json")
    assert [f["file"] for f in json.loads(out)["files"]] == ["题.csv", "题.csv"]


def test_doubtful_ones_are_refused_unless_told(run: Run, file: Path) -> None:
    code, out, err = run("bank", "import", file, "--area", "highway")
    assert code == 1 and "没有导入任何内容" in err and "答案 E 不在选项之中" in out
    code, out, _err = run("bank", "import", file, "--area", "highway", "--json")
    assert code == 1 and json.loads(out)["error"] == "DoubtfulQuestions"
    code, out, _err = run("bank", "import", file, "--area", "highway", "--topic", "养护", "--skip-doubtful", "--json")
    record = json.loads(out)
    assert (code, record["new"], record["ready"], len(record["skipped"])) == (0, 1, 1, 1)
    code, out, _err = run("bank", "import", file, "--area", "highway", "--with-doubtful")
    assert code == 0 and "1 题在题库中" in out and "存为草稿" in out
    shown = json.loads(run("bank", "show", record["ids"][0], "--json")[1])
    assert (shown["discipline"], shown["topic"]) == ("highway", "养护")


def test_an_area_is_asked_for(run: Run, file: Path) -> None:
    code, _out, err = run("bank", "import", file, "--skip-doubtful")
    assert code == 1 and "--area" in err
    code, _out, err = run("bank", "import")
    assert code == 1 and "--paste" in err


def test_paste(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (_HEAD + _SOUND).replace(",", "\t")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code, out, _err = run("bank", "import", "--paste", "--dry-run", "--json")
    assert code == 0 and len(json.loads(out)["questions"]) == 1


def test_template(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "模板.xlsx"
    assert run("bank", "import", "--template", place)[0] == 0
    code, out, _err = run("bank", "import", place)
    assert code == 0 and "新导入 10 题：10 题可用" in out


def test_help(run: Run) -> None:
    code, out, _err = run("bank", "import", "--help")
    assert code == 0 and "--dry-run" in out and "usage" not in out
