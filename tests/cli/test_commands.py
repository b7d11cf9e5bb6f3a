"""The command line as scripts use it: exit codes, JSON, one sentence for trouble, help in Chinese."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jltrain.cli.main import COMMANDS, main
from jltrain.cli.output import table, width

Run = Callable[..., tuple[int, str, str]]


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


def _json(run: Run, *words: object) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err or out
    return json.loads(out)


def _roster(folder: Path, encoding: str = "utf-8") -> Path:
    file = folder / "roster.csv"
    lines = ["姓名,执法证号,单位,层级,执法门类", "张三,JL0001,一队,市,公路路政", "李四,JL0002,二队,县,公路路政"]
    file.write_text("\n".join(lines), encoding)
    return file


def test_the_main_job(run: Run, tmp_path: Path) -> None:
    roster = _roster(tmp_path, "gb18030")
    assert run("ledger", "import", roster)[0] == 0
    assert _json(run, "bank", "compile")["questions"] >= 240
    paper = _json(run, "paper", "make", "highway-city", "--seed", "s", "--title", "卷")
    assert paper["marks"] == 100
    assert _json(run, "paper", "prove", paper["digest"][:10], "highway-city") == {"proven": True}
    session = _json(run, "session", "create", paper["digest"], "--roster", roster)["id"]
    assert run("session", "open", session)[0] == 0
    shown = _json(run, "paper", "show", paper["digest"])
    single = next(s for s in shown["sections"] if s["kind"] == "single")["questions"][0]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({single["id"]: single["answer"]}), "utf-8")
    sit = ("exam", "sit", session, "--certificate", "JL0001", "--name", "张三", "--answers", answers)
    assert _json(run, *sit, "--no-submit")["status"] == "running"
    invigilate = ("session", "extend", session, "JL0001", "--by", "李", "--reason", "停电", "--minutes", "10")
    assert run(*invigilate)[0] == 0
    left = _json(run, "session", "room", session)
    assert left[0]["remaining_seconds"] > 7200
    assert "停电" in left[0]["incidents"][-1]["text"]
    assert run("session", "close", session)[0] == 1, "somebody is still sitting"
    assert _json(run, *sit)["status"] == "submitted"
    assert run(*sit)[0] == 1, "handed in is handed in"
    assert run("session", "close", session)[0] == 0
    results = _json(run, "session", "results", session)
    assert [(r["status"], r["marks"]) for r in results] == [("submitted", 1.0), ("not_started", None)]
    (sheet,) = _json(run, "sheet", "issue", session)
    good = _json(run, "sheet", "verify", sheet["file"])
    assert [(v["verdict"], v["reasons"]) for v in good] == [("accepted", [])]
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(Path(sheet["file"]).read_bytes()[:-100])
    code, out, _err = run("sheet", "verify", bad, "--json")
    assert (code, json.loads(out)[0]["verdict"]) == (1, "refused")
    assert json.loads(out)[0]["reasons"]
    assert run("sheet", "picture", sheet["file"], tmp_path / "pictures")[0] == 0
    assert list((tmp_path / "pictures").glob("*-1.png"))
    assert "张三" in run("sheet", "show", sheet["file"])[1]


def test_typing_the_answers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = _json(run, "paper", "make", "highway-city", "--seed", "s")
    session = _json(run, "session", "create", paper["digest"], "--roster", _roster(tmp_path))["id"]
    run("session", "open", session)
    typed = iter(["z", "a"])

    def answer(_prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)
    code, out, _err = run("exam", "sit", session, "--certificate", "JL0002", "--name", "李四", "--no-submit")
    assert code == 0
    assert "答案格式不对" in out
    assert "已保存" in out
    assert "已答 1/78" in out


def test_export_is_one_object_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bank.jsonl"
    assert run("bank", "export", "--output", file)[0] == 0
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(records) >= 240
    assert all(r["basis"] and r["explanation"] for r in records)
    assert {type(r["answer"]) for r in records if r["kind"] == "judge"} == {bool}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("paper", "make", "没有"), "没有名为“没有”的组卷方案"),
        (("paper", "show", "zz"), "没有编号以“zz”开头的试卷"),
        (("session", "open", "x"), "没有编号为“x”的考试场次"),
        (("bank", "show", "x"), "题库里没有编号为“x”的试题"),
        (("settings", "set", "scale", "99"), "可用的值是"),
    ],
)
def test_trouble_is_one_sentence_and_exit_1(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.strip().count("\n") == 0


def test_trouble_for_programs(run: Run) -> None:
    code, out, _err = run("session", "open", "x", "--json")
    assert code == 1
    assert json.loads(out)["error"] == "no-such-session"


def test_a_broken_bank_is_listed_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bank" / "law").mkdir(parents=True)
    (tmp_path / "bank" / "law" / "a.yaml").write_text("- id: law-a-001\n  kind: single\n", "utf-8")
    code, out, _err = run("bank", "check", tmp_path / "bank", "--json")
    told = json.loads(out)
    assert (code, told["error"]) == (1, "bank-faulty")
    assert {f["field"] for f in told["faults"]} >= {"[1].stem", "[1].answer", "[1].basis"}


def test_settings(run: Run) -> None:
    assert run("settings", "set", "language", "en")[0] == 0
    assert _json(run, "settings", "list")["language"] == "en"
    assert _json(run, "settings", "set", "guide_seen", "true") == {"guide_seen": True}
    assert _json(run, "settings", "set", "scale", 125) == {"scale": 125}
    listed = _json(run, "settings", "list")
    assert (listed["guide_seen"], listed["scale"]) == (True, 125), "numbers and truth values stay what they are"


def test_doctor(run: Run) -> None:
    checks = _json(run, "doctor")
    assert [c["name"] for c in checks] == [
        "folder",
        "database",
        "bank",
        "courses",
        "fonts",
        "template",
        "keys",
        "disk",
        "clock",
    ]
    assert all(c["ok"] for c in checks)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_is_chinese(run: Run, command: tuple[str, ...]) -> None:
    code, out, _err = run(*command, "--help")
    assert code == 0
    prose = re.sub(
        r"--?[a-z-]+|\{[^}]*\}|\b[A-Z_]+\b|(?m:^ {2,}[a-z-]+)",
        "",
        re.sub("jltrain|PostgreSQL|Excel|Word|Moodle", "", out),
    )
    english = set(re.findall(r"[a-z]{4,}", prose)) - {"xlsx", "json", "self", *COMMANDS}
    assert not english, out


def test_wrong_usage_is_told_in_chinese(run: Run) -> None:
    code, _out, err = run("paper", "make")
    assert code == 2
    assert "缺少参数" in err


def test_a_bug_is_logged_with_its_trace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("jltrain.app.papers.listed", broken)
    code, out, err = run("paper", "list")
    assert (code, out) == (3, "")
    assert "jltrain.log" in err
    assert "ZeroDivisionError: ours" in (tmp_path / "home" / "logs" / "jltrain.log").read_text("utf-8")
    assert "a bug on the command line" in caplog.text


def test_columns_line_up_with_wide_characters(capsys: pytest.CaptureFixture[str]) -> None:
    table(["姓名", "n"], [["吴䶮", 1], ["A", 10]])
    lines = capsys.readouterr().out.splitlines()
    assert {width(line) for line in lines} == {8}


@pytest.mark.parametrize("text", ["[]", "{", "1", '{"a": 1}', '{"a": null}', "\x00"])
def test_an_answer_file_of_another_form_is_told(run: Run, tmp_path: Path, text: str) -> None:
    paper = _json(run, "paper", "make", "highway-city", "--seed", "s")
    session = _json(run, "session", "create", paper["digest"], "--roster", _roster(tmp_path))["id"]
    run("session", "open", session)
    file = tmp_path / "answers.json"
    file.write_text(text, "utf-8")
    sit = ("exam", "sit", session, "--certificate", "JL0001", "--name", "张三", "--answers", file)
    code, _out, err = run(*sit)
    assert (code, "答案文件" in err) == (1, True)
    assert _json(run, "session", "room", session)[0]["status"] == "not_started"


def test_a_paper_is_proved_though_the_bank_is_not_compiled_yet(run: Run, tmp_path: Path) -> None:
    """As right after an upgrade of the database, which makes the table of questions anew."""
    digest = _json(run, "paper", "make", "highway-city", "--seed", "s", "--title", "卷")["digest"]
    with closing(sqlite3.connect(next(tmp_path.rglob("jltrain.db")))) as database, database:
        for table_ in ("question", "question_cites", "bank_source"):
            database.execute(f"DELETE FROM {table_}")
    assert _json(run, "paper", "prove", digest, "highway-city") == {"proven": True}
