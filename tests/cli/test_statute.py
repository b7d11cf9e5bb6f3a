"""`jltrain statute …`: for people and, with --json, for programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.cli.main import main
from jltrain.clock import SystemClock
from tests.statutes.texts import FERRY, law


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one question that cites 《行政处罚法》第五十一条, and two versions of short laws beside it."""
    home, shipped = tmp_path / "home", tmp_path / "shipped"
    (shipped / "law").mkdir(parents=True)
    (shipped / "law" / "a.yaml").write_text(
        "- id: q-1\n  kind: judge\n  stem: 题干\n  answer: true\n  basis: [《行政处罚法》第五十一条]\n"
        "  explanation: 解析说明解析说明\n  topic: 甲\n  difficulty: 1\n",
        "utf-8",
    )
    monkeypatch.setattr(bundled, "question_bank", lambda: shipped)
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "渡口条例.txt").write_text(FERRY, "utf-8")
    old = [f"第{n}项内容的原来文字。" for n in range(1, 52)]
    (tmp_path / "laws" / "a.md").write_text(law("行政处罚法", "2017年9月1日", *old), "utf-8")
    new = [*old[:50], "第51项内容的现在文字。"]
    (tmp_path / "laws" / "b.md").write_text(law("行政处罚法", "2021年1月22日", *new), "utf-8")
    return home


def _run(home: Path, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(["--home", str(home), "statute", *words]) == code
    out = capsys.readouterr()
    return out.out + out.err


def test_words_for_people(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = _run(home, capsys, "import", str(home.parent / "laws"), "--by", "李四")
    assert "渡口条例" in said
    assert "statute review list" in said
    assert "共 2 部法规" in _run(home, capsys, "list")
    shown = _run(home, capsys, "show", "《渡口条例》第三条第一款第二项")
    assert "所引：（二）有下列设施之一" in shown
    assert "第三条之一　渡口的名称" in _run(home, capsys, "show", "渡口条例", "3-1")
    assert "第二章 渡口 › 第一节 设置" in _run(home, capsys, "show", "渡口条例")
    assert "〔码头〕" in _run(home, capsys, "search", "码头", "引道")
    assert "第51项内容的〔现在〕文字" in _run(home, capsys, "diff", "行政处罚法")
    assert "第五十一条有修改" in _run(home, capsys, "review", "list")
    assert "〔原来〕" in _run(home, capsys, "review", "show", "1")
    assert "已确认 1 项" in _run(home, capsys, "review", "confirm", "1", "--by", "李四", "--note", "无碍")
    assert "确认仍然正确" in _run(home, capsys, "review", "history", "q-1")
    assert "已删除" in _run(home, capsys, "remove", "渡口条例", "--version", "2019-03-08")


def test_json_for_programs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str, code: int = 0) -> object:
        return json.loads(_run(home, capsys, *words, "--json", code=code))

    (home.parent / "laws" / "bad.md").write_text("没有条文", "utf-8")
    found = run("import", str(home.parent / "laws"), code=1)
    assert isinstance(found, dict)
    assert next((s["law"], s["articles"], s["opened"]) for s in found["statutes"]) == ("渡口条例", 6, 0)
    assert sum(s["opened"] for s in found["statutes"]) >= 1
    assert found["faults"][0]["error"] == "not-a-statute"
    listed = run("list")
    assert isinstance(listed, list)
    assert {r["law"]: r["versions"] for r in listed}["行政处罚法"] == ["2021-01-22", "2017-09-01"]
    article = run("show", "渡口条例", "第三条之一")
    assert isinstance(article, dict)
    assert (article["article"], article["version"]) == ("3-1", "2019-03-08")
    whole = run("show", "渡口条例")
    assert isinstance(whole, dict)
    assert len(whole["articles"]) == 6
    hits = run("search", "码头")
    assert isinstance(hits, dict)
    assert hits["total"] == 2
    changes = run("diff", "行政处罚法", "--from", "2017-09-01", "--to", "2021-01-22")
    assert isinstance(changes, list)
    assert [c["change"] for c in changes].count("unchanged") == 50
    reviews = run("review", "list", "--kind", "question")
    assert isinstance(reviews, dict)
    (row,) = reviews["reviews"]
    assert (row["subject"], row["article"], row["change"]) == ("q-1", "51", "changed")
    shown = run("review", "show", str(row["number"]))
    assert isinstance(shown, dict)
    assert shown["new"]["spans"]
    assert run("review", "confirm", str(row["number"])) == {"confirmed": 1}
    acts = run("review", "history")
    assert isinstance(acts, list)
    assert acts[0]["verdict"] == "confirmed"
    assert run("remove", "渡口条例", "--version", "2019-03-08") == {
        "law": "渡口条例", "version": "2019-03-08", "removed": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "无此法"), "没有导入法规“无此法”"),
        (("show", "渡口条例", "99"), "没有“99”这一条"),
        (("show", "渡口条例", "乱写"), "没有“乱写”这一条"),
        (("show", "《无此法》第一条"), "没有导入法规“无此法”"),
        (("diff", "渡口条例"), "只导入了一个版本"),
        (("remove", "渡口条例", "--version", "2000-01-01"), "没有导入"),
        (("review", "show", "77"), "没有编号为 77 的复核"),
        (("import", "没有这个文件.md"), "打不开"),
    ],
)
def test_trouble_is_told_in_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    _run(home, capsys, "import", str(home.parent / "laws" / "渡口条例.txt"))
    assert told in _run(home, capsys, *words, code=1)


def test_a_citation_that_leads_nowhere_says_why(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(home, capsys, "import", str(home.parent / "laws"))
    assert "没有导入法规“没有法”" in _run(home, capsys, "show", "《没有法》第九条", code=1)
    assert "“渡口条例”里没有“第九十条”" in _run(home, capsys, "show", "《渡口条例》第九十条", code=1)


def test_what_was_reviewed_is_told_apart_and_dated_here(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _self: datetime(2026, 11, 22, 17, 5, tzinfo=UTC))
    _run(home, capsys, "import", str(home.parent / "laws"))
    assert "待复核" in _run(home, capsys, "review", "list").splitlines()[-2]
    _run(home, capsys, "review", "confirm", "1")
    assert "确认仍然正确" in _run(home, capsys, "review", "list", "--all")
    assert "2026-11-23 01:05" in _run(home, capsys, "review", "history")
