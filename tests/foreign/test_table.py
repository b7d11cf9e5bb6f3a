"""Tables from others: what the ledger's tests of hostile rosters do not ask."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.foreign.faults import BadFile, FileDamaged, FileNotKnown, FileTooLarge
from jltrain.foreign.table import SUFFIXES, delimited, read_tables

ROWS = [
    ["题型", "题干", "选项A", "答案"],
    ["单选题", "谁，出示；证件？", "执法人员", "A"],
    ["判断题", "罚款|没收", "", "对"],
]


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("题库")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


XLSX, XLS = xlsx(), xls()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_workbooks(tmp_path: Path) -> None:
    (old,) = read_tables(written(tmp_path, "a.xls", XLS))
    assert [list(row) for row in old.rows] == ROWS
    (same,) = read_tables(written(tmp_path, "a.et", XLS))
    assert same == old
    new, hidden = read_tables(written(tmp_path, "a.xlsx", XLSX))
    assert [row[1] for row in new.rows] == [row[1] for row in ROWS] and hidden.hidden and new.merges[0].last_row == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text(tmp_path: Path, delimiter: str, codec: str) -> None:
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS]
    (table,) = read_tables(written(tmp_path, "a.csv", "\r\n".join(lines).encode(codec)))
    assert table.rows == ROWS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("题干,答案\n甲,A\n乙,B\n", [["题干", "答案"], ["甲", "A"], ["乙", "B"]]),
        ("题干\t答案\n甲,乙,丙\tA\n丁;戊\tB\n", [["题干", "答案"], ["甲,乙,丙", "A"], ["丁;戊", "B"]]),
        ("sep=;\n甲,1;A\n", [["sep=", ""], ["甲,1", "A"]]),
        ("", []),
        ("一行\n两行\n", [["一行"], ["两行"]]),
        ('题干,答案\n"第一行\n第二行",A\n', [["题干", "答案"], ["第一行\n第二行", "A"]]),
    ],
)
def test_the_delimiter_is_found(text: str, expected: list[list[str]]) -> None:
    assert delimited(text, "a.csv") == expected


def test_a_quote_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(FileDamaged, match="行附近的引号"):
        delimited('a,b\n"c,d\ne,f\n', "a.csv")


def test_limits_are_the_callers(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"a,b\n" * 100)
    assert len(read_tables(path, max_rows=100)[0].rows) == 100
    with pytest.raises(FileTooLarge, match="50 行"):
        read_tables(path, max_rows=50)
    with pytest.raises(FileTooLarge):
        read_tables(written(tmp_path, "a.csv", bytes(2_000_000)), max_bytes=1_000_000)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(100):
        sheet.append(["x"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileTooLarge, match="50 行"):
        read_tables(tmp_path / "a.xlsx", max_rows=50)


def test_sentences_speak_of_files() -> None:
    with pytest.raises(FileNotKnown) as caught:
        read_tables(Path("a.pdf"))
    assert "名册" not in caught.value.sentence()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), good=st.sampled_from([XLSX, XLS]), suffix=st.sampled_from(SUFFIXES))
def test_damaged_workbooks(tmp_path: Path, data: st.DataObject, good: bytes, suffix: str) -> None:
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 4))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        read_tables(written(tmp_path, f"a{suffix}", bytes(content)))
    except BadFile as error:
        assert error.sentence().endswith("。")
