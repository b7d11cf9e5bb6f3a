"""`jltrain bank new, edit, history …`"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk_run import Run, runner

NEW = """
- kind: single
  topic: 占用
  stem: 占用公路期满后应当怎样处理？
  options: [继续占用, 恢复原状, 缴纳押金, 另行登记]
  answer: B
  basis: [《公路法》第一条]
  explanation: 依照该条，应当恢复公路原状。
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, capsys, monkeypatch)


def test_a_question_is_made_changed_and_looked_back_on(run: Run, tmp_path: Path) -> None:
    made = run("bank", "new", "--area", "highway", "--json", stdin=NEW)
    ident = made["id"]
    assert ident.startswith("highway-") and (made["version"], made["state"]) == (1, "ready")
    file = tmp_path / "change.json"
    file.write_text('{"answer": ["C"]}', "utf-8")
    assert run("bank", "edit", ident, file, "--note", "改答案", "--json")["version"] == 2
    assert "第 2 版" in run("bank", "edit", ident, file, "--since", "1", code=1)
    assert [v["version"] for v in run("bank", "history", ident, "--json")] == [2, 1]
    assert "改答案" in run("bank", "history", ident)
    assert run("bank", "restore-version", ident, "1", "--json")["version"] == 3
    assert run("bank", "used-in", ident, "--json") == [] and "0 份" in run("bank", "used-in", ident)
    draft = run("bank", "new", "--area", "law", "--id", "d-1", stdin="{kind: judge, stem: 只有题干的一道题}")
    assert "草稿" in draft and "还没有答案" in draft


def test_many_at_once(run: Run) -> None:
    assert run("bank", "retag", "s-1", "s-2", "--topic", "乙", "--json") == {"changed": 2}
    assert "1 题" in run("bank", "withdraw", "s-1", "--reason", "过时")
    assert run("bank", "restore", "s-1", "--json") == {"changed": 1}
    assert run("bank", "alike", "s-1", "--json") == [] and "0 道" in run("bank", "alike", "s-1")


def test_what_is_no_question_is_told(run: Run, tmp_path: Path) -> None:
    for text in (
        "文字",
        "[]",
        "- a\n- b",
        "{kind: nothing}",
        "{kind: judge, answer: 5}",
        "a: [",
        "{stem: 1, kind: judge}",
    ):
        assert "不是一道题" in run("bank", "new", "--area", "law", code=1, stdin=text)
    assert "nothing" in run("bank", "edit", "nothing", code=1, stdin="{stem: 甲}")
    assert "打不开" in run("bank", "new", tmp_path / "missing.yaml", code=1)


def test_where_a_question_came_from_and_belongs_is_told(run: Run) -> None:
    assert "--area" in run("bank", "new", code=1, stdin="{kind: judge, stem: 只有题干的一道题}")
    assert "“标准输入”不是一道题" in run("bank", "edit", "s-1", code=1, stdin="{answer: 5}")
