"""Tables of activities as units really send them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jltrain.foreign.faults import BadFile
from jltrain.ledger.activity import ActivityKind, ActivityResult, activity_kind_of
from jltrain.ledger.activitycolumns import ActivityColumnsMissing
from jltrain.ledger.activityfile import ActivitiesRead, read_activities
from jltrain.ledger.activitytemplate import write_activity_template
from jltrain.ledger.roster import RosterHidden
from jltrain.progress import Cancelled, Step
from tests.ledger.people import workbook

HEADER = ("序号", "姓名", "执法证号", "活动类型", "日期", "学时", "活动内容", "结果", "地点", "签认人", "备注")
TODAY = date(2024, 12, 31)
GOOD = (1, "王䶮", "22010001", "模拟执法演练", date(2024, 3, 1), 4, "路面检查演练", "合格", "检测站", "李队", "")


def read(path: Path) -> ActivitiesRead:
    made = read_activities(path, TODAY)
    assert made.rows == len(made.activities) + made.problem_rows + made.blank_rows + made.ignored_rows
    assert len(made.names) == len(made.places) == len(made.activities)
    return made


def test_merged_cells_stand_for_all_who_took_part(tmp_path: Path) -> None:
    rows = [
        ("某支队训练记录",),
        HEADER,
        GOOD,
        (2, "李𫍣", 22010002, None, None, None, None, None, None, None, ""),
        (3, "张三", "22010003.0", None, None, None, None, None, None, None, ""),
        (4, "赵六", "22010004", None, None, None, None, None, None, None, ""),
        (5,),
    ]
    merges = [f"{letter}3:{letter}5" for letter in "DEFGHIJ"]
    made = read(workbook(tmp_path / "a.xlsx", rows, merges))
    assert [a.certificate for a in made.activities] == ["22010001", "22010002", "22010003"]
    assert made.names == ("王䶮", "李𫍣", "张三") and made.places[1] == (4, "名册")
    assert {(a.kind, a.day, a.hours, a.result, a.signed_by) for a in made.activities} == {
        (ActivityKind.DRILL, date(2024, 3, 1), 4.0, ActivityResult.PASSED, "李队")
    }
    assert {problem.row for problem in made.problems} == {6} and made.blank_rows == 1


def test_each_bad_row_is_told(tmp_path: Path) -> None:
    def changed(**cells: object) -> tuple[object, ...]:
        return tuple(cells.get(title, cell) for title, cell in zip(HEADER, GOOD, strict=True))

    rows = [
        HEADER,
        changed(执法证号=123456789012345678),
        changed(执法证号=date(2024, 3, 1)),
        changed(活动类型="唱歌"),
        changed(日期="昨天"),
        changed(日期=date(2025, 1, 1)),
        changed(学时="半天"),
        changed(学时=0),
        changed(结果="80分"),
        changed(签认人=""),
        changed(活动内容=""),
        GOOD,
        GOOD,
        changed(日期=45352, 学时="4学时"),
        changed(日期="2024.3.2", 学时="1.5", 结果=""),
    ]
    made = read(workbook(tmp_path / "a.xlsx", rows))
    assert [(problem.row, problem.column) for problem in made.problems] == [
        (2, "执法证号"), (3, "执法证号"), (4, "活动类型"), (5, "日期"), (6, "日期"), (7, "学时"), (8, "学时"), (9, "结果"),
        (10, "签认人"), (11, "活动内容"), (13, "执法证号"), (14, "执法证号"),
    ]  # fmt: skip
    assert all(problem.text.endswith("。") for problem in made.problems)
    assert "第 12 行" in made.problems[-1].text  # 45352 is 2024-03-01 and "4学时" is 4
    assert [(a.day, a.hours, a.result) for a in made.activities][1:] == [
        (date(2024, 3, 2), 1.5, ActivityResult.TOOK_PART)
    ]


def test_text_files_and_repeated_headers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "王䶮,22010001,体能,2024-03-01,2,测试,李队"
    path.write_bytes(
        f"姓名,证号,类型,日期,课时,内容,签字人\n{line}\n姓名,证号,类型,日期,课时,内容,签字人\n".encode("gb18030")
    )
    made = read(path)
    assert (len(made.activities), made.ignored_rows) == (1, 1)


def test_tables_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ActivityColumnsMissing) as caught:
        read(workbook(tmp_path / "a.xlsx", [HEADER[:5], GOOD[:5]]))
    assert "学时、活动内容、签认人" in caught.value.sentence() and "姓名" in caught.value.sentence()
    with pytest.raises(ActivityColumnsMissing):
        read(workbook(tmp_path / "b.xlsx", []))
    (tmp_path / "c.xlsx").write_bytes(b"no")
    with pytest.raises(BadFile):
        read(tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(workbook(tmp_path / "d.xlsx", [HEADER, GOOD]))
    book["名册"].sheet_state = "hidden"
    book.create_sheet("说明")
    book.save(tmp_path / "d.xlsx")
    with pytest.raises(RosterHidden):
        read(tmp_path / "d.xlsx")


def test_the_template_reads_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_activity_template(path)
    made = read(path)
    assert (made.activities, made.ignored_rows, made.problems) == ((), 1, ())
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    (kinds, _results) = sheet.data_validations.dataValidation
    assert all(activity_kind_of(word) for word in kinds.formula1.strip('"').split(","))
    assert len(kinds.formula1.split(",")) == len(ActivityKind)


def test_reading_reports_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"人,{22000000 + i},体能,2024-03-01,2,测试,李队\n" for i in range(2000))
    path.write_text("姓名,证号,类型,日期,课时,内容,签字人\n" + rows, encoding="utf-8")
    steps: list[Step] = []
    assert len(read_activities(path, TODAY, steps.append).activities) == 2000
    assert [step.done for step in steps] == [1000, 2000, 2000]

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_activities(path, TODAY, stop)
