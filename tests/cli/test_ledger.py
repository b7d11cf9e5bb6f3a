"""`jltrain ledger …` from the outside: real files, a real data folder, the JSON that scripts read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jltrain.app import sheets
from jltrain.app.context import Context
from jltrain.cli.main import main
from jltrain.clock import iso
from jltrain.places import Places
from jltrain.sheet import keys
from jltrain.sheet.payload import Officer
from jltrain.sheet.sign import sign
from tests.ledger.people import HEADER, ROWS, workbook
from tests.sheet.samples import sample


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


class Runner:
    """Runs commands on one data folder."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def text(self, *words: object, code: int = 0) -> str:
        assert main(["--home", str(self.home), "ledger", *map(str, words)]) == code
        told = self._capsys.readouterr()
        return told.out if code == 0 else told.err

    def json(self, *words: object, code: int = 0) -> Any:
        assert main(["--home", str(self.home), "ledger", *map(str, words), "--json"]) == code
        return json.loads(self._capsys.readouterr().out)


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(home, capsys)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return workbook(tmp_path / "名册.xlsx", [HEADER, *ROWS])


def signed_sheets(home: Path, folder: Path) -> None:
    """Sheets of this year: a pass, a pass under another name, one of a stranger, one tampered with, one torn off."""
    context = Context(Places(home))
    now = context.clock.now()
    sheets.ensure_keys(context)
    key = keys.load_signer(context.places.keys, None)
    context.close()
    folder.mkdir()

    def made(number: str, name: str, certificate: str, discipline: str = "transport") -> bytes:
        who = Officer(name, certificate, ROWS[0][2], "city", discipline)
        return sign(
            replace(sample(), number=number, sitting_id=number, officer=who, issuer=key.unit, submitted=iso(now)),
            key,
            now,
        )

    good = made("JT2026-0001-0001-0001", "王䶮", "22010002")
    (folder / "a.pdf").write_bytes(good)
    (folder / "a again.pdf").write_bytes(good)
    (folder / "b.pdf").write_bytes(made("JT2026-0001-0001-0002", "别人", "22010001", "highway"))
    (folder / "c.pdf").write_bytes(made("JT2026-0001-0001-0003", "生客", "99990001"))
    (folder / "torn.pdf").write_bytes(good[: len(good) // 2])
    (folder / "no.PDF").write_bytes(b"not a pdf")


def own_exam_plan(folder: Path) -> Path:
    """A plan that asks for the exam in the own discipline alone, as the first program did."""
    file = folder / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    return file


PLAN = """
title: 本单位计划
cycle: [2024, 2026]
targets: {2024: 1/3, 2025: 2/3, 2026: 1}
batches:
  - {name: 第一批, from: 2024-03-01, to: 2026-06-30}
requirements:
  - {id: own, title: 本门类业务考试, exam: own}
"""


def test_import_says_what_it_did_and_keeps_rare_names(run: Runner, roster: Path) -> None:
    done = run.json("import", roster)
    assert (done["good"], done["problem_rows"]) == (4, 0)
    assert done["change"] == {"added": 4, "changed": 0, "unchanged": 0, "removed": 0, "renumbered": 0}
    assert {o["name"] for o in run.json("officers")} == {"张三", "王䶮", "李𫍣", "㛃𬭎"}
    assert [o["certificate"] for o in run.json("officers", "𬭎", "榆树")] == ["22010004"]
    assert "㛃𬭎" in run.text("officers", "22010004")


def test_dry_run_changes_nothing_and_lists_the_problems(run: Runner, tmp_path: Path) -> None:
    file = workbook(tmp_path / "bad.xlsx", [HEADER, *ROWS, ("钱七", "", "甲队", "乡", "铁路")])
    text = run.text("import", file, "--dry-run")
    assert "没有导入" in text and "没有执法证号" in text
    found = run.json("import", file, "--dry-run")
    assert found["change"] is None
    assert {p["column"] for p in found["problems"]} == {"执法证号", "层级", "执法门类"}
    assert run.json("officers") == []


def test_replace_takes_out_whom_the_file_lacks_but_not_with_problem_rows(
    run: Runner, tmp_path: Path, roster: Path
) -> None:
    run.json("import", roster)
    faulty = workbook(tmp_path / "faulty.xlsx", [HEADER, ROWS[0], ("钱七", "", "甲队", "市", "路政")])
    assert "error" in run.json("import", faulty, "--replace", code=1)
    assert len(run.json("officers")) == 4
    short = workbook(tmp_path / "short.xlsx", [HEADER, *ROWS[:2]])
    assert run.json("import", short, "--replace")["change"]["removed"] == 2
    assert len(run.json("officers")) == 2


def test_gbk_csv_and_a_file_that_is_no_table(run: Runner, tmp_path: Path) -> None:
    csv = tmp_path / "gbk.csv"
    csv.write_bytes("姓名,执法证号,单位,层级,执法门类\r\n张三,22010001,甲队,市,路政\r\n".encode("gbk"))
    assert run.json("import", csv)["change"]["added"] == 1
    other = tmp_path / "x.docx"
    other.write_bytes(b"PK")
    told = run.text("import", other, code=1)
    assert "另存为 .xlsx" in told and "Traceback" not in told


def test_collect_takes_each_sheet_once_and_gives_every_reason(
    run: Runner, roster: Path, home: Path, tmp_path: Path
) -> None:
    run.json("import", roster)
    folder = tmp_path / "U盘"
    signed_sheets(home, folder)
    first = run.json("collect", folder)
    assert {outcome: n for outcome, n in first["counts"].items() if n} == {
        "imported": 1, "duplicate": 1, "refused": 2, "unknown-officer": 1, "name-differs": 1,
    }  # fmt: skip
    assert all(s["reasons"] for s in first["sheets"] if s["outcome"] != "imported")
    assert run.json("collect", folder)["counts"]["duplicate"] == 4
    assert {s["file"] for s in run.json("register", "--refused")} == {"torn.pdf", "no.PDF"}
    assert len(run.json("register")) == 5
    text = run.text("collect", folder)
    assert "拒收 2" in text and "重复（已导入过） 4" in text


def test_coverage_counts_the_pass_and_names_who_is_missing(
    run: Runner, roster: Path, home: Path, tmp_path: Path
) -> None:
    run.json("import", roster)
    run.json("plan", "set", own_exam_plan(tmp_path))
    assert run.json("coverage")["total"]["done"] == 0
    signed_sheets(home, tmp_path / "in")
    run.json("collect", tmp_path / "in")
    found = run.json("coverage", "--by", "discipline")
    assert (found["total"]["required"], found["total"]["done"], found["total"]["doubtful"]) == (4, 1, 1)
    assert [g["key"] for g in found["groups"] if g["done"]] == ["transport"]
    assert found["waiting"] == {"name_differs": 1, "unknown_officer": 1}
    assert [s["name"] for s in run.json("register", "--state", "name-differs")] == ["别人"]
    assert [s["certificate"] for s in run.json("register", "--state", "unknown-officer")] == ["99990001"]
    missing = run.json("missing")["missing"]
    assert {m["name"]: m["status"] for m in missing} == {"张三": "doubtful", "李𫍣": "absent", "㛃𬭎": "absent"}
    assert [m["name"] for m in run.json("missing", "--unit", "长春")["missing"]] == ["张三"]
    assert [m["name"] for m in run.json("missing", "--status", "doubtful")["missing"]] == ["张三"]


@pytest.mark.parametrize("by", ["unit", "level", "discipline", "year", "city", "batch", "requirement"])
def test_every_grouping_prints(run: Runner, roster: Path, by: str) -> None:
    run.json("import", roster)
    assert "4" in run.text("coverage", "--by", by)
    assert run.json("coverage", "--by", by)["by"] == by


@pytest.mark.parametrize("text", ["2025-2027", "2024", "二〇二四", "2024-2025", "-1--3"])
def test_a_cycle_that_is_none_is_a_sentence(run: Runner, text: str) -> None:
    assert run.json("coverage", f"--cycle={text}", code=1)["error"] == "bad-cycle"
    assert run.json("coverage", "--cycle=2021-2023")["cycle"] == [2021, 2023]


def test_bad_cycle_names_the_form(run: Runner) -> None:
    assert "例如 2024-2026" in run.text("missing", "--cycle", "2025-2027", code=1)


def test_export_and_template_are_real_workbooks(run: Runner, roster: Path, tmp_path: Path) -> None:
    run.json("import", roster)
    run.text("export", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert "未完成名单" in book.sheetnames
    names = {cell for row in book["未完成名单"].iter_rows(values_only=True) for cell in row}
    assert {"张三", "王䶮", "李𫍣", "㛃𬭎"} <= names
    run.text("template", tmp_path / "form.xlsx")
    again = run.json("import", tmp_path / "form.xlsx", "--dry-run")
    assert (again["good"], again["ignored_rows"]) == (0, 1)


def test_a_folder_that_is_not_there(run: Runner, tmp_path: Path) -> None:
    assert "打不开" in run.text("collect", tmp_path / "gone", code=1)


def test_an_empty_ledger_says_what_to_do_first(run: Runner, tmp_path: Path) -> None:
    for words in (("coverage",), ("missing",), ("officers",)):
        assert "ledger import" in run.text(*words)
    assert "ledger collect" in run.text("register")
    (tmp_path / "in").mkdir()
    for name in ("照片.jpg", "说明.docx", ".隐藏"):
        (tmp_path / "in" / name).write_bytes(b"x")
    assert "另有 2 个不是 PDF" in run.text("collect", tmp_path / "in")
