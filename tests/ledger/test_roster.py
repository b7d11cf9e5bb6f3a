"""Rosters as units really send them.

files/roster.xls was written by xlwt (merged unit cells, numbers as RK), files/roster.ods by odfpy (repeated rows).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.bank.areas import Area, Level
from jltrain.ledger.columns import RosterColumnDoubled, RosterColumnsMissing
from jltrain.ledger.roster import RosterHidden, RosterRead, read_roster
from jltrain.ledger.template import CHOICES, write_template
from jltrain.ledger.terms import discipline_of, level_of
from jltrain.progress import Cancelled, Step
from tests.ledger.people import HEADER, ROWS, UNIT, workbook

FILES = Path(__file__).parent / "files"
NAMES = ["张三", "王䶮", "李𫍣", "㛃𬭎"]


def names(read: RosterRead) -> list[str]:
    assert read.rows == len(read.people) + read.problem_rows + read.blank_rows + read.ignored_rows
    return [person.name for person in read.people]


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def lines(delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(row) for row in (HEADER, *ROWS)) + "\r\n"


def test_a_workbook_gives_every_officer_with_rare_names_whole(tmp_path: Path) -> None:
    read = read_roster(workbook(tmp_path / "名册.xlsx", [HEADER, *ROWS]))
    assert names(read) == NAMES
    assert read.problems == ()
    assert read.source == "名册.xlsx"
    third = read.people[2]
    assert (third.certificate, third.level, third.discipline) == ("22010003", Level.COUNTY, Area.PORT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    assert names(read_roster(text(tmp_path / "a.csv", lines(delimiter), encoding))) == NAMES


def test_characters_newer_than_this_python_survive(tmp_path: Path) -> None:
    name = "\U00031350\U0002ebf0"
    rows = [HEADER, (name, "22010001", UNIT, "市", "路政")]
    assert names(read_roster(workbook(tmp_path / "a.xlsx", rows))) == [name]


def test_plain_gbk(tmp_path: Path) -> None:
    content = "姓名,证号,单位,级别,专业\n张三,22010001,甲队,市,路政\n"
    assert names(read_roster(text(tmp_path / "a.csv", content, "gbk"))) == ["张三"]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_formats(suffix: str) -> None:
    read = read_roster(FILES / f"roster.{suffix}")
    assert names(read)[:2] == ["张三", "王䶮"]
    assert {person.unit for person in read.people} == {UNIT}
    assert read.people[0].certificate == "22010001"


def test_titles_above_blank_rows_synonyms_and_unread_columns(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("吉林省交通运输执法人员名册",),
        ("填报单位：某某", None, "2024年3月"),
        (),
        (
            "序号",
            "姓 名*",
            "执法证件号（全称）",
            "所在单位",
            "单位层级",
            "岗位类别",
            "专业",
            "职务",
            "备注",
            "所属市州",
        ),
        (1, "张　三", "２２０１ ０００１a", UNIT, "市（州）级", "公路路政", "法学", "中队长", "", "长春市"),
        (),
        (2, None, None, None, None, None, None, None, None),
        (None, None, None, None, None, None, None, None, "合计1人"),
    ]
    read = read_roster(workbook(tmp_path / "a.xlsx", rows))
    assert names(read) == ["张三"]
    person = read.people[0]
    assert (person.certificate, person.post, person.city, person.level) == ("22010001A", "中队长", "长春市", Level.CITY)
    assert read.unread_columns == ("序号", "专业", "备注")
    assert (read.rows, read.blank_rows, read.problem_rows) == (4, 2, 1)
    assert read.problems[0].row == 8 and "合计1人" in read.problems[0].value


def test_a_header_in_two_rows(tmp_path: Path) -> None:
    rows = [
        ("姓名", "单位", "执法信息", None, None),
        (None, None, "证号", "门类", "层级"),
        ("张三", UNIT, "22010001", "路政", "市"),
    ]
    assert names(read_roster(workbook(tmp_path / "a.xlsx", rows, ["A1:A2", "C1:E1"]))) == ["张三"]


def test_a_merged_unit_is_carried_down_and_a_plain_blank_is_not(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("甲一", "22010001", UNIT, "市", "路政"),
        ("甲二", "22010002", None, "市", "路政"),
        ("甲三", "22010003", None, "市", "路政"),
    ]
    read = read_roster(workbook(tmp_path / "a.xlsx", rows, ["C2:C3"]))
    assert [(person.name, person.unit) for person in read.people] == [("甲一", UNIT), ("甲二", UNIT)]
    assert [(problem.row, problem.column) for problem in read.problems] == [(4, "单位")]


def test_a_merge_across_columns_is_not_taken_for_a_unit(tmp_path: Path) -> None:
    rows = [HEADER, ("甲一", "22010001", UNIT, None, "路政"), ("甲二", "22010002", None, None, "路政")]
    read = read_roster(workbook(tmp_path / "a.xlsx", rows, ["C2:D3"]))
    assert names(read) == []
    assert {problem.row for problem in read.problems} == {2, 3}


def test_numbers_that_a_spreadsheet_made_of_certificates(tmp_path: Path) -> None:
    rows = [HEADER, *((f"人{i}", value, UNIT, "市", "路政") for i, value in enumerate(
        [22010001.0, 22010002, "22010003.0", 123456789012345, 123456789012345678, "1.23457E+17", 1.5, "无", "2201-05"]
    ))]  # fmt: skip
    read = read_roster(workbook(tmp_path / "a.xlsx", rows))
    taken = [person.certificate for person in read.people]
    assert taken == ["22010001", "22010002", "22010003", "123456789012345", "2201-05"]
    assert [problem.row for problem in read.problems] == [6, 7, 8, 9]
    assert "丢失" in read.problems[0].text and "丢失" in read.problems[1].text
    names(read)


def test_a_negative_number_is_no_certificate(tmp_path: Path) -> None:
    read = read_roster(workbook(tmp_path / "a.xlsx", [HEADER, ("张三", -22010001, UNIT, "市", "路政")]))
    assert [problem.column for problem in read.problems] == ["执法证号"]


def test_numbers_marked_as_text_for_excel(tmp_path: Path) -> None:
    content = "\r\n".join([",".join(HEADER), f'张三,"=""0220""",{UNIT},市,路政', f"李四,'0221,{UNIT},市,路政"])
    read = read_roster(text(tmp_path / "a.csv", content, "gb18030"))
    assert [person.certificate for person in read.people] == ["0220", "0221"]


def test_variant_selectors_and_several_names_in_a_cell(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("王\U000e0100三\ufe0f", "22010001", UNIT, "市", "路政"),
        ("张三、李四", "2202", UNIT, "市", "路政"),
    ]
    read = read_roster(workbook(tmp_path / "a.xlsx", rows))
    assert names(read) == ["王三"]
    assert "几个人名" in read.problems[0].text


def test_a_roster_that_is_all_hidden_says_so(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(workbook(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    book["名册"].sheet_state = "hidden"
    book.create_sheet("说明").append(["请如实填写"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(RosterHidden, match="“名册”"):
        read_roster(tmp_path / "a.xlsx")


def test_each_fault_of_a_row_is_named(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("", "22010001", UNIT, "市", "路政"),
        ("张?", "22010002", UNIT, "乡", "交通"),
        ("张三", "", UNIT, "市", "综合法律知识"),
        ("\ue863三", "22010004", UNIT, "市", "港航"),
    ]
    read = read_roster(workbook(tmp_path / "a.xlsx", rows))
    assert names(read) == []
    assert [(problem.row, problem.column) for problem in read.problems] == [
        (2, "姓名"), (3, "姓名"), (3, "层级"), (3, "执法门类"), (4, "执法证号"), (4, "执法门类"), (5, "姓名"), (5, "执法门类"),
    ]  # fmt: skip
    assert read.problems[2].value == "乡"
    assert all(problem.sheet == "名册" and problem.text.endswith("。") for problem in read.problems)


def test_doubled_numbers(tmp_path: Path) -> None:
    same, other = ("张三", "22010001", UNIT, "市", "路政"), ("李四", "22010001", UNIT, "市", "路政")
    read = read_roster(workbook(tmp_path / "a.xlsx", [HEADER, same, same, ROWS[1]]))
    assert names(read) == ["张三", "王䶮"]
    assert [problem.row for problem in read.problems] == [3]
    read = read_roster(workbook(tmp_path / "b.xlsx", [HEADER, same, other, ROWS[1]]))
    assert names(read) == ["王䶮"]
    assert [problem.row for problem in read.problems] == [2, 3]
    assert "第 3 行" in read.problems[0].text and "第 2 行" in read.problems[1].text


def test_missing_columns_are_named_beside_those_found(tmp_path: Path) -> None:
    with pytest.raises(RosterColumnsMissing) as caught:
        read_roster(workbook(tmp_path / "a.xlsx", [("姓名", "证号", "电话"), ("张三", "22010001", "1")]))
    assert "单位、层级、执法门类" in caught.value.sentence()
    assert "姓名、证号" in caught.value.sentence()


def test_the_same_header_twice_is_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(RosterColumnDoubled):
        read_roster(workbook(tmp_path / "a.xlsx", [(*HEADER, "单位"), (*ROWS[0], "乙队")]))


def test_several_sheets_are_read_and_others_named(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "a.xlsx", [HEADER, ROWS[0]])
    book = openpyxl.load_workbook(path)
    for title, rows in (("县", [HEADER, ROWS[2]]), ("说明", [("请如实填写",)]), ("旧", [HEADER, ROWS[3]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    read = read_roster(path)
    assert names(read) == ["张三", "李𫍣"]
    assert read.unread_sheets == ("说明", "旧")


def test_a_quote_never_closed_swallows_nobody_in_silence(tmp_path: Path) -> None:
    from jltrain.foreign.faults import FileDamaged

    with pytest.raises(FileDamaged, match="引号"):
        read_roster(text(tmp_path / "a.csv", lines().replace("王䶮", '"王䶮')))


def test_the_template_reads_back_empty_and_its_choices_are_known(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "模板.xlsx"
    write_template(path)
    read = read_roster(path)
    assert names(read) == [] and read.ignored_rows == 1 and read.problems == ()
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert sheet["B2"].number_format == "@"
    sheet.append(["张三", "022010001", UNIT, "市", "公路路政"])
    book.save(path)
    assert [person.certificate for person in read_roster(path).people] == ["022010001"]
    levels, disciplines = CHOICES.values()
    assert None not in {level_of(word) for word in levels} | {discipline_of(word) for word in disciplines}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("省级", "province"),
        ("市辖区", "county"),
        ("县（市、区）", "county"),
        ("州", "city"),
        ("市县", None),
        ("", None),
    ],
)
def test_levels(word: str, level: str | None) -> None:
    assert level_of(word) == (level and Level(level))


@pytest.mark.parametrize(
    ("word", "area"),
    [("路政", "highway"), ("公路路政类", "highway"), ("质监", "quality"), ("QUALITY", "quality"), ("海事执法", "maritime"),
     ("交通", None), ("公路路政、道路运政", None), ("law", None), ("港航", None), ("", None)],
)  # fmt: skip
def test_disciplines(word: str, area: str | None) -> None:
    assert discipline_of(word) == (area and Area(area))


def test_reading_reports_and_can_be_stopped(tmp_path: Path) -> None:
    rows = "".join(f"人{i},{22000000 + i},甲队,市,路政\n" for i in range(3000))
    path = text(tmp_path / "a.csv", ",".join(HEADER) + "\n" + rows)
    steps: list[Step] = []
    assert len(read_roster(path, steps.append).people) == 3000
    assert [step.done for step in steps] == [1000, 2000, 3000, 3000]

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_roster(path, stop)
