"""Law texts from files to the reader: names, versions, search, what a second import does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from jltrain.app import statutes
from jltrain.app.context import Context
from jltrain.progress import Cancelled, Step
from jltrain.statutes.citation import parse
from jltrain.statutes.difference import Change
from jltrain.statutes.faults import NoVersion, StatuteFaulty
from tests.statutes.texts import FERRY, law

OLD = ("制定本法。", "渡船应当检验合格方可航行。", "罚款三千元以上一万元以下。\n第二款的内容没有变化。")
NEW = ("制定本法。", "渡工应当持证上岗作业。", OLD[1], OLD[2].replace("三千", "五千"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "laws"
    made.mkdir()
    return made


def _write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def _both(context: Context, folder: Path) -> None:
    _write(folder, "b-old.md", law("渡船法", "2015年1月1日", *OLD))
    _write(folder, "a-new.md", law("渡船法", "2023年5月6日", *NEW))
    statutes.bring_in(context, [folder])


def test_a_folder_in_all_formats(context: Context, folder: Path) -> None:
    _write(folder, "渡口条例.txt", FERRY, "gb18030")
    _write(folder, "桥梁法.md", law("桥梁法", "2020年1月1日", "甲。", "乙。"))
    document = Document()
    for line in law("隧道法", "2021年2月3日", "甲。", "乙。", "丙。").replace("# ", "").split("\n"):
        document.add_paragraph(line)
    document.save(str(folder / "隧道法.docx"))
    _write(folder, "空.md", "没有条文")
    steps: list[Step] = []
    found = statutes.bring_in(context, [folder], steps.append, "李四")
    assert [(one.law, one.version, one.articles, one.was) for one in found.done] == [
        ("桥梁法", "2020-01-01", 2, "new"),
        ("渡口条例", "2019-03-08", 6, "new"),
        ("隧道法", "2021-02-03", 3, "new"),
    ]
    assert [fault.code for fault in found.faults] == ["not-a-statute"]
    assert steps
    rows = {r.law: r for r in statutes.laws(context)}
    assert rows["渡口条例"].effective == "2019-05-01"
    assert rows["渡口条例"].by == "李四"
    assert rows["隧道法"].articles == 3
    whole = statutes.text(context, "《中华人民共和国渡口条例》")
    assert whole.articles == statutes.read(folder / "渡口条例.txt").articles


def test_the_same_text_again_changes_nothing(context: Context, folder: Path) -> None:
    file = _write(folder, "桥梁法.md", law("桥梁法", "2020年1月1日", "甲。", "乙。"))
    assert statutes.bring_in(context, [file]).done[0].was == "new"
    assert statutes.bring_in(context, [file]).done[0].was == "same"
    _write(folder, "桥梁法.md", law("桥梁法", "2020年1月1日", "甲。", "乙改正。"))
    assert statutes.bring_in(context, [file]).done[0].was == "replaced"
    assert [a.text for a in statutes.text(context, "桥梁法").articles] == ["甲。", "乙改正。"]
    assert len(statutes.versions(context, "桥梁法")) == 1


@pytest.mark.parametrize(
    "name", ["渡船法", "《渡船法》", "中华人民共和国渡船法", "《中华人民共和国渡船法（2023年修订）》"]
)
def test_an_article_by_any_name(context: Context, folder: Path, name: str) -> None:
    _both(context, folder)
    found = statutes.article(context, name, "2")
    assert found is not None
    assert (found.version, found.text, found.label) == ("2023-05-06", "渡工应当持证上岗作业。", "第二条")
    assert (found.previous_key, found.next_key) == ("1", "3")
    assert found.versions == ("2023-05-06", "2015-01-01")


def test_versions_are_chosen_by_day_and_by_the_year_in_the_name(context: Context, folder: Path) -> None:
    _both(context, folder)
    for found in (
        statutes.article(context, "渡船法", "2", "2015-01-01"),
        statutes.article(context, "《渡船法（2015年版）》", "2"),
        statutes.cited(context, "《渡船法（2015年版）》第二条"),
    ):
        assert found is not None
        assert found.text == OLD[1]
    assert statutes.article(context, "渡船法", "9") is None
    assert statutes.article(context, "无此法", "1") is None
    with pytest.raises(statutes.NoSuchStatute):
        statutes.text(context, "渡船法", "1999-01-01")


def test_a_cited_paragraph_is_marked(context: Context, folder: Path) -> None:
    _both(context, folder)
    found = statutes.cited(context, "《渡船法》第四条第二款")
    assert found is not None
    assert found.marked is not None
    assert found.text[slice(*found.marked)] == "第二款的内容没有变化。"


def test_many_citations_at_once(context: Context, folder: Path) -> None:
    _both(context, folder)
    named = [parse(t) for t in ("《渡船法》第三条", "《渡船法》第三十条", "《桥梁法》第一条")]
    found = statutes.resolve(context, named)
    assert [view and view.text for view in found.values()] == [OLD[1], None, None]


def test_search(context: Context, folder: Path) -> None:
    _both(context, folder)
    _write(folder, "桥梁法.md", law("桥梁法", "2020年1月1日", "桥梁应当检验。", "甲%乙。"))
    statutes.bring_in(context, [folder])
    found = statutes.search(context, "应当 检验")
    assert [(h.law, h.key) for h in found.rows] == [("桥梁法", "1"), ("渡船法", "3")]  # of the newest version alone
    hit = found.rows[1]
    assert [hit.text[slice(*s)] for s in hit.spans] == ["应当检验"]
    assert statutes.search(context, "检验", limit=1).total == 2
    assert [h.law for h in statutes.search(context, "检验", "《渡船法》").rows] == ["渡船法"]
    assert [h.key for h in statutes.search(context, "%").rows] == ["2"]
    assert [h.key for h in statutes.search(context, "渡船法 第四条").rows] == ["4"]
    assert statutes.search(context, " ").total == statutes.search(context, "检验", "无此法").total == 0


def test_differences(context: Context, folder: Path) -> None:
    _both(context, folder)
    found = statutes.differences(context, "渡船法")
    assert [c.change for c in found] == [Change.UNCHANGED, Change.NEW, Change.MOVED, Change.MOVED]
    assert [found[3].old.text[slice(*s)] for s in found[3].old_spans if found[3].old] == ["三千"]
    backwards = statutes.differences(context, "渡船法", "2023-05-06", "2015-01-01")
    assert Change.GONE in {c.change for c in backwards}
    _write(folder, "桥梁法.md", law("桥梁法", "2020年1月1日", "甲。", "乙。"))
    statutes.bring_in(context, [folder / "桥梁法.md"])
    with pytest.raises(statutes.NoEarlierVersion):
        statutes.differences(context, "桥梁法")
    with pytest.raises(statutes.NoSuchStatute):
        statutes.differences(context, "无此法")


def test_a_version_can_be_removed(context: Context, folder: Path) -> None:
    _both(context, folder)
    statutes.remove(context, "渡船法", "2023-05-06")
    assert [v.version for v in statutes.versions(context, "渡船法")] == ["2015-01-01"]
    with pytest.raises(statutes.NoSuchStatute):
        statutes.remove(context, "渡船法", "2023-05-06")
    statutes.remove(context, "渡船法", "2015-01-01")
    assert statutes.laws(context) == ()


def test_a_list_beside_the_files_gives_versions_and_checks_them(context: Context, folder: Path) -> None:
    _write(folder, "桥梁法.md", "# 桥梁法\n\n第一条 甲。\n\n第二条 乙。")
    _write(folder, "INDEX.tsv", "short_name\tfull_name\tversion_date\tarticles\n桥梁法\t桥梁法\t2020-01-01\t2\n")
    assert statutes.bring_in(context, [folder]).done[0].version == "2020-01-01"
    _write(folder, "INDEX.tsv", "short_name\tfull_name\tversion_date\tarticles\n桥梁法\t桥梁法\t2020-01-01\t3\n")
    (fault,) = statutes.bring_in(context, [folder]).faults
    assert isinstance(fault, StatuteFaulty)
    assert "3 条" in fault.sentence()


def test_a_version_can_be_said_for_one_file(context: Context, folder: Path) -> None:
    file = _write(folder, "桥梁法.md", "# 桥梁法\n\n第一条 甲。\n\n第二条 乙。")
    assert isinstance(statutes.bring_in(context, [file]).faults[0], NoVersion)
    assert statutes.bring_in(context, [file], version=date(2020, 1, 1)).done[0].version == "2020-01-01"
    with pytest.raises(statutes.OneVersionOneFile):
        statutes.bring_in(context, [file, _write(folder, "b.md", FERRY)], version=date(2020, 1, 1))


def test_places_without_statutes(context: Context, folder: Path) -> None:
    with pytest.raises(statutes.NoStatuteFiles):
        statutes.bring_in(context, [folder])
    missing, strange = statutes.bring_in(context, [folder / "无.md", _write(folder, "a.exe", "x")]).faults
    assert missing.code == "file-unreadable"
    assert strange.code == "not-a-statute-file"


def test_stopping_keeps_whole_what_was_kept(context: Context, folder: Path) -> None:
    for n in range(4):
        _write(folder, f"{n}.md", law(f"第{n}法", "2020年1月1日", "甲。", "乙。"))

    def stop(step: Step) -> None:
        if step.done == 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        statutes.bring_in(context, [folder], stop)
    assert [(r.law, r.articles) for r in statutes.laws(context)] == [("第0法", 2), ("第1法", 2)]


def test_an_empty_folder_keeps_no_other_place_out(context: Context, folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    file = _write(folder, "a.md", law("渡船法", "2015年1月1日", *OLD))
    done = statutes.bring_in(context, [empty, file])
    assert [one.law for one in done.done] == ["渡船法"]
    assert [type(fault) for fault in done.faults] == [statutes.NoStatuteFiles]
    with pytest.raises(statutes.NoStatuteFiles):
        statutes.bring_in(context, [empty])
