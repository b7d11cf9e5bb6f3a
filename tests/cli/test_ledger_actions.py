"""`jltrain ledger …`: rulings, activities, plan, lists, reports as files, transcript, audit, rebuild, corrections."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_ledger import Runner, home, own_exam_plan, roster, run, signed_sheets

__all__ = ["home", "roster", "run"]


@pytest.fixture(autouse=True)
def _collected(run: Runner, roster: Path, home: Path, tmp_path: Path) -> None:
    run.json("import", roster, "--by", "王经办")
    signed_sheets(home, tmp_path / "in")
    run.json("collect", tmp_path / "in")


def test_a_ruling_is_made_shown_and_undone(run: Runner) -> None:
    (waiting,) = run.json("register", "--state", "name-differs")
    ruled = run.json("rule", waiting["entry"], "confirm", "--reason", "核对过", "--by", "李经办")
    assert (ruled["state"], ruled["counts_for"]) == ("counts", "22010001")
    found = run.json("sheet", waiting["number"])
    assert found["rulings"][0]["by"] == "李经办"
    text = run.text("sheet", waiting["digest"])
    assert "核对过" in text and waiting["number"] in text
    assert "已撤销" in run.text("undo", found["rulings"][0]["entry"], "--reason", "看错")
    assert run.json("sheet", waiting["entry"])["state"] == "name-differs"
    assert run.json("undo", 1, "--reason", "看错", code=1)["error"] == "not-undoable"
    assert run.json("sheet", "nothing", code=1)["error"] == "no-such-sheet"
    assert "已记入" in run.text("rule", waiting["number"], "exclude", "--reason", "替考")


def test_history_of_an_officer(run: Runner) -> None:
    told = run.json("officer", "22010002")
    assert told["officer"]["name"] == "王䶮"
    assert told["history"][0]["by"] == "王经办"
    assert "王䶮" in run.text("officer", "22010002")
    assert run.json("officer", "nobody", code=1)["error"] == "no-such-officer"


def test_activities_by_hand_and_from_a_file(run: Runner, tmp_path: Path) -> None:
    words = ("--kind", "drill", "--day", "2026-05-06", "--hours", "4", "--title", "桥隧演练", "--signed-by", "赵队")
    assert run.json("activity", "add", "22010001", "22010002", *words)["added"] == 2
    assert run.json("activity", "add", "22010001", *words)["added"] == 0, "word for word the same is one"
    listed = run.json("activity", "list", "--officer", "22010001")
    assert [a["title"] for a in listed] == ["桥隧演练"]
    run.json("undo", listed[0]["entry"], "--reason", "登记错了")
    assert run.json("activity", "list", "--officer", "22010001") == []
    assert "已撤销" in run.text("activity", "list", "--undone")
    assert run.json("activity", "add", "9", *words, code=1)["error"] == "no-such-officer"
    assert run.json("activity", "add", "22010001", *words[:2], "--day", "x", *words[4:], code=1)["error"] == "bad-day"
    run.text("activity", "template", tmp_path / "t.xlsx")
    file = tmp_path / "a.csv"
    file.write_text(
        "执法证号,姓名,活动类型,日期,学时,内容,签认人\n"
        "22010003,李𫍣,体能训练,2026-06-01,8,体能,赵队\n22010004,不是她,体能训练,2026-06-01,8,体能,赵队\n"
        "7777,某,体能训练,2026-06-01,8,体能,赵队\n",
        "utf-8",
    )
    looked = run.json("activity", "import", file, "--dry-run")
    assert (looked["good"], looked["added"], len(looked["problems"])) == (1, None, 2)
    assert run.json("activity", "import", file)["added"] == 1
    assert "其中 1 条已经登记过" in run.text("activity", "import", file)


def test_the_plan_is_shown_set_and_reset(run: Runner, tmp_path: Path) -> None:
    assert run.json("plan", "show")["example"] is True
    assert run.json("plan", "set", own_exam_plan(tmp_path))["title"] == "本单位计划"
    assert "本单位计划" in run.text("plan", "show")
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: 1", "utf-8")
    assert run.json("plan", "set", bad, code=1)["error"] == "bad-plan"
    assert run.json("plan", "reset", "--by", "李经办")["file"] is None
    (dropped, made) = run.json("plan", "--history")
    assert (dropped["dropped"], dropped["by"], made["title"]) == (True, "李经办", "本单位计划")
    assert "改回示例计划" in run.text("plan", "--history") and "示例" in run.text("plan")


@pytest.mark.parametrize("key", ["half-year", "year", "final", "commend", "follow-up"])
def test_every_report_prints_and_is_written(run: Runner, tmp_path: Path, key: str) -> None:
    assert run.json("report", key)["tables"]
    run.text("report", key, "--xlsx", tmp_path / "r.xlsx", "--pdf", tmp_path / "r.pdf")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")
    assert run.text("report", key)


def test_a_report_without_anybody_says_so_and_a_year_out_of_reach_is_wrong_usage(run: Runner) -> None:
    assert "没有符合条件的人员" in run.text("report", "commend")
    with pytest.raises(SystemExit):
        run.text("report", "year", "--year", "1999")


def test_moments_are_told_to_the_minute(run: Runner) -> None:
    """A fraction of a second says nothing to anybody."""
    for said in (run.text("transcript", "22010002"), str(run.json("transcript", "22010002"))):
        assert re.search(r"\d\d:\d\d", said) and not re.search(r"\d\d:\d\d:\d\d", said)


def test_a_sheet_that_counts_after_a_ruling_no_longer_says_that_it_waits(run: Runner) -> None:
    (waiting,) = run.json("register", "--state", "unknown-officer")
    assert "补入名册后" in run.text("register", "--state", "unknown-officer")
    run.json("rule", waiting["number"], "assign", "--officer", "22010003", "--reason", "证号抄错")
    told = run.text("register", waiting["number"])
    assert "计入 22010003 名下" in told and "补入名册后" not in told


def test_transcript_on_screen_and_as_files(run: Runner, tmp_path: Path) -> None:
    text = run.text("transcript", "22010002", "--xlsx", tmp_path / "t.xlsx", "--pdf", tmp_path / "t.pdf")
    assert "王䶮" in text and "JT2026-0001-0001-0001" in text
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF-")
    assert run.json("transcript", "22010002")["tables"]
    assert run.json("transcript", "nobody", code=1)["error"] == "no-such-officer"


def test_the_ledger_is_audited_and_rebuilt(run: Runner) -> None:
    found = run.json("audit")
    assert (found["whole"], found["sheets"], found["refused"], found["officers"]) == (True, 3, 2, 4)
    assert "完整" in run.text("audit")
    assert run.json("rebuild") == {"officers": 4, "results": 3, "activities": 0}
    assert "已重新生成" in run.text("rebuild")
    assert run.json("audit")["whole"]


def test_lists_of_the_missing_can_be_narrowed(run: Runner) -> None:
    assert len(run.json("missing", "--limit", "2")["missing"]) == 2
    assert run.json("missing", "--requirement", "thought")["total"] == 3
    assert "逾期" in run.text("missing", "--overdue")
    assert run.json("missing", "榆树", "--status", "absent")["total"] == 2
    assert "列出 1 条" in run.text("officers", "--limit", "1")
    asked = run.json("missing", "--requirement", "thougth", code=1)
    assert asked["error"] == "no-such-requirement" and "thought" in asked["message"]
    assert "2024、2025年" in run.text("missing"), "the years of one requirement are told together"
