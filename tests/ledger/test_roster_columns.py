"""Appointments, former numbers, and what spreadsheets do to rosters: merged cells, numbers as text, days as numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jltrain.ledger.member import member_of
from jltrain.ledger.roster import RosterRead, read_roster
from jltrain.ledger.template import write_template
from tests.ledger.people import HEADER, UNIT, officer, workbook

FULL = (*HEADER, "任现职时间", "原证号")


def rows(*cells: tuple[object, object, object]) -> list[tuple[object, ...]]:
    """A roster of numbers, days of appointment and former numbers."""
    return [
        FULL,
        *((f"人{chr(0x4E00 + n)}", number, UNIT, "市", "路政", day, old) for n, (number, day, old) in enumerate(cells)),
    ]


def read(path: Path) -> RosterRead:
    made = read_roster(path)
    assert made.rows == len(made.people) + made.problem_rows + made.blank_rows + made.ignored_rows
    assert all(problem.text.endswith("。") for problem in made.problems)
    return made


def test_days_of_every_kind(tmp_path: Path) -> None:
    days = [
        date(2024, 3, 1),
        45352,
        "45352",
        "2024/3/1",
        "2024年3月1日",
        "2024.03",
        "",
        None,
        "无",
        "去年",
        2024.1,
        "2024-13-01",
    ]
    made = read(workbook(tmp_path / "a.xlsx", rows(*((f"2201{n:04d}", day, None) for n, day in enumerate(days)))))
    assert [person.appointed for person in made.people] == ["2024-03-01"] * 6 + [""] * 3
    assert [(problem.row, problem.column) for problem in made.problems] == [(n, "任现职时间") for n in (11, 12, 13)]
    assert made.unread_columns == ()


def test_a_date_cell_shown_as_a_number(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", rows(("22010001", date(2024, 3, 1), None), ("22010002", date(2024, 3, 1), None))
    )
    book = openpyxl.load_workbook(path)
    book["名册"]["F2"].number_format = "General"
    book["名册"]["F3"].number_format = "yyyy年m月"
    book.save(path)
    assert [person.appointed for person in read(path).people] == ["2024-03-01"] * 2


def test_numbers_as_numbers_and_as_text(tmp_path: Path) -> None:
    made = read(
        workbook(
            tmp_path / "a.xlsx",
            rows(
                (22010001, None, 22000001), ("22010002", None, "22000002.0"), (" ２２０１０００３ ", None, "—"),
                ("22010004", None, 22010004),
            ),
        )
    )  # fmt: skip
    assert [(p.certificate, p.former) for p in made.people] == [
        ("22010001", "22000001"), ("22010002", "22000002"), ("22010003", ""), ("22010004", ""),
    ]  # fmt: skip


def test_former_numbers_that_cannot_be(tmp_path: Path) -> None:
    made = read(
        workbook(
            tmp_path / "a.xlsx",
            rows(
                ("22010001", None, 123456789012345678), ("22010002", None, date(2024, 3, 1)), ("22010003", None, "旧"),
                ("22010004", None, "22010005"), ("22010005", None, ""), ("22010006", None, "2200"), ("22010007", None, "2200"),
            ),
        )
    )  # fmt: skip
    assert [p.certificate for p in made.people] == ["22010005"]
    assert [problem.row for problem in made.problems] == [2, 3, 4, 5, 7, 8]
    assert "丢失" in made.problems[0].text and "另有人" in made.problems[3].text


def test_merged_units_are_filled_down_and_the_rest_is_told(tmp_path: Path) -> None:
    table = [
        HEADER,
        ("甲一", "22010001", UNIT, "市", "路政"),
        ("甲二", "22010002", None, None, None),
        ("甲三", "22010003", None, "市", "路政"),
        ("甲四", "22010004", None, "市", "路政"),
    ]
    made = read(workbook(tmp_path / "a.xlsx", table, ["C2:C4", "D2:D3", "E2:E3"]))
    assert [person.unit for person in made.people] == [UNIT] * 3
    (problem,) = made.problems
    assert (problem.row, problem.column) == (5, "单位") and "合并单元格" in problem.text


def test_a_merged_name_or_number_is_never_filled_down(tmp_path: Path) -> None:
    table = [
        HEADER,
        ("甲一", "22010001", UNIT, "市", "路政"),
        (None, "22010002", UNIT, "市", "运政"),
        ("甲三", None, UNIT, "市", "路政"),
    ]
    made = read(workbook(tmp_path / "a.xlsx", table, ["A2:A3", "B3:B4"]))
    assert [person.name for person in made.people] == ["甲一"]
    assert [(problem.row, problem.column) for problem in made.problems] == [(3, "姓名"), (4, "执法证号")]


def test_one_number_as_text_and_as_a_number_is_one(tmp_path: Path) -> None:
    made = read(workbook(tmp_path / "a.xlsx", rows(("22010001", None, None), (22010001.0, None, None))))
    assert made.people == () and {problem.row for problem in made.problems} == {2, 3}


def test_the_template_has_the_columns(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    made = read(tmp_path / "t.xlsx")
    assert made.ignored_rows == 1 and made.unread_columns == ()
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-2:] == ["任职日期", "原执法证号"]


def test_a_members_history() -> None:
    first = member_of(replace(officer(1, name="张三"), post="站长", appointed="2020-01-01"), added="2024-01-01")
    assert (first.names, first.formers, first.added, first.post_kind) == ((), (), "2024-01-01", "station_head")
    renamed = member_of(replace(officer(1, name="张䶮"), post="站长"), first, added="2025-01-01")
    assert (renamed.names, renamed.appointed, renamed.added) == (("张三",), "2020-01-01", "2024-01-01")
    moved = member_of(replace(officer(1, name="张䶮"), post="大队长"), renamed)
    assert (moved.appointed, moved.post_kind) == ("", "leader")
    back = member_of(officer(1, name="张三"), moved)
    assert back.names == ("张䶮",)
    other = member_of(officer(2, name="张三三"), added="2023-01-01")
    merged = member_of(replace(officer(2, name="张三"), former="22010001"), other, back)
    assert (merged.certificate, merged.formers, merged.added) == ("22010002", ("22010001",), "2023-01-01")
    assert merged.names == ("张䶮", "张三三") and merged.bears("张䶮") and not merged.bears("李四")
    again = member_of(officer(2, name="张三"), merged)
    assert again.formers == ("22010001",) and again.numbers == ("22010002", "22010001")
    assert member_of(replace(officer(3), former="9")).formers == ("9",)


@pytest.mark.parametrize("word", ["任职日期", "任现职时间", "任 职 时 间"])
def test_names_of_the_column(tmp_path: Path, word: str) -> None:
    made = read(
        workbook(tmp_path / "a.xlsx", [(*HEADER, word), ("张三", "22010001", UNIT, "市", "路政", "2024-03-01")])
    )
    assert made.people[0].appointed == "2024-03-01"


def test_what_the_file_has_no_column_for_stays_as_it_is_known(tmp_path: Path) -> None:
    """A list drawn up for an exam lacks posts and schooling; importing it must not make anybody lose them."""
    head = "姓名,执法证号,单位,层级,执法门类"
    full, short = tmp_path / "full.csv", tmp_path / "short.csv"
    full.write_text(
        f"{head},市州,批次,岗位,学历,任职日期\n张三,22010001,甲队,市,公路路政,长春市,一批,站长,本科,2024-03-01\n",
        "utf-8",
    )
    short.write_text(f"{head},学历\n张三,22010001,乙队,市,公路路政,\n", "utf-8")
    before = member_of(read_roster(full).people[0])
    after = member_of(read_roster(short).people[0], before)
    assert after == replace(before, unit="乙队", education=""), "a blank cell is said, a missing column is not"


def test_a_line_that_adds_up_is_no_officer(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = (
        "张三,22010001,甲队,市,公路路政",
        "小计,1人,,,",
        ",合 计：,2,,",
        "合计,22010009,甲队,市,公路路政",
        "总计,,,,",
    )
    file.write_text("姓名,执法证号,单位,层级,执法门类\n" + "\n".join(rows), "utf-8")
    read = read_roster(file)
    assert [p.name for p in read.people] == ["张三", "合计"] and not read.problems and read.ignored_rows == 3
