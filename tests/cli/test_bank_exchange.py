"""`jltrain bank merge, pack, unpack, object, objections, settle`"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.desk_run import Run, runner


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, capsys, monkeypatch)


def test_a_bank_goes_out_as_jsonl_and_comes_back_changed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    text = run("bank", "export")
    file.write_text(text.replace('"answer":true', '"answer":false', 1).replace('"s-3"', '"t-3"'), "utf-8")
    told = run("bank", "merge", file)
    assert "答案不同" in told and "没有改动" in told
    found = run("bank", "merge", file, "--json")
    assert [(row["kind"], row["loud"]) for row in found["rows"]] == [("answer", True), ("renamed", False)]
    assert found["done"] is None
    for wrong in ("1", "9=ours", "0=ours", "1=both", "1=what"):
        run("bank", "merge", file, "--apply", "--decide", wrong, code=1)
    done = run("bank", "merge", file, "--apply", "--decide", "1=theirs", "2=both", "--json")["done"]
    assert done == {"added": 1, "changed": 1, "kept": 0, "withdrawn": 0}
    assert "保留" in run("bank", "merge", file, "--apply", "--suggested")


def test_a_package_goes_out_and_in(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "1.jlbank"
    made = run("bank", "pack", file, "--json")
    assert made["questions"] == 3
    run("bank", "retag", "s-1", "--topic", "乙")
    update = run("bank", "pack", tmp_path / "2.jlbank", "--since", made["digest"], "--json")
    assert (update["questions"], update["base"]) == (1, made["digest"])
    assert "已写好" in run("bank", "pack", tmp_path / "3.jlbank", "--since", file)
    found = run("bank", "unpack", file, "--apply", "--json")
    assert found["again"] and found["signer"]["unit"] and found["done"]["changed"] == 0
    assert "签名单位" in run("bank", "unpack", tmp_path / "2.jlbank")
    assert [row["direction"] for row in run("bank", "packages", "--json")].count("out") >= 2
    assert "写出" in run("bank", "packages")
    file.write_bytes(file.read_bytes()[:-1])
    assert "没有采用" in run("bank", "unpack", file, code=1)


def test_an_objection_is_made_carried_and_settled(run: Run, tmp_path: Path) -> None:
    ident = run("bank", "object", "s-1", "答案有误", "--name", "张三", "--json")["id"]
    assert "张三" in run("bank", "objections") and "待处理" in run("bank", "objections")
    written = run("bank", "objections", "--write", tmp_path / "stick", "--json")["written"]
    again = run("bank", "objections", "--read", written, "--json")
    assert again["read"] == {"new": 0, "known": 1, "faults": []}
    assert "不采纳的，请写明理由" in run("bank", "settle", ident[:8], "rejected", code=1)
    assert "不采纳" in run("bank", "settle", ident[:8], "rejected", "--note", "没有错")
    assert run("bank", "objections", "--json")["objections"] == []
    assert run("bank", "objections", "--all", "--json")["objections"][0]["acts"][0]["verdict"] == "rejected"
    Path(written).write_text("x", "utf-8")
    assert "不是试题报错文件" in run("bank", "objections", "--read", written, code=1)
    assert "没有待处理" in run("bank", "objections", "--write", tmp_path / "none")


def test_times_are_told_as_in_beijing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "1.jlbank"
    said = run("bank", "pack", file)
    assert "试用密钥" in said, "which nobody else will accept"
    for told in (run("bank", "unpack", file), run("bank", "packages"), run("bank", "history", "s-1")):
        assert re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", told)
        assert not re.search(r"[0-9]T[0-9]{2}:.*Z", told)


def test_a_row_that_is_not_listed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(run("bank", "export"), "utf-8")
    assert "没有第 9 行" in run("bank", "merge", file, "--apply", "--decide", "9=ours", code=1)
