"""The workbook as Excel finds it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from jltrain.ledger.collect import CollectedSheet, CollectReason, Outcome
from jltrain.ledger.coverage import coverage_of
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.workbook import plain, write_workbook
from jltrain.progress import Cancelled, Step
from jltrain.savefile import FileNotWritten
from tests.ledger.people import officer, payload, result

MADE = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
PEOPLE = [
    officer(1, "甲队", "王䶮"),
    officer(2, "乙队", '=HYPERLINK("http://x")'),
    officer(3, "乙队", "@SUM(A1)\ud800\x07"),
    officer(4),
]
RESULTS = [result(PEOPLE[0]), result(PEOPLE[1], passed=False), replace(result(PEOPLE[3]), name="+别人")]
SHEETS = [
    CollectedSheet("a.pdf", "ab" * 32, Outcome.IMPORTED, (), payload(), MADE),
    CollectedSheet("-b.pdf", "cd" * 32, Outcome.REFUSED, (CollectReason("x", "=1+1"),), None, MADE),
]
COVERAGE = coverage_of(PEOPLE, RESULTS, Cycle(2024, 2026), date(2026, 11, 23))


def naive(text: str) -> datetime:
    """A moment as Excel keeps it: without a zone."""
    return datetime.fromisoformat(text)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    path = tmp_path / "覆盖率.xlsx"
    write_workbook(path, COVERAGE, SHEETS, MADE)
    assert [entry.name for entry in tmp_path.iterdir()] == ["覆盖率.xlsx"]
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_sheets_titles_and_headers(book: Any) -> None:
    assert book.sheetnames == ["汇总(按单位)", "按层级", "按门类", "按年度", "未完成名单", "已完成名单", "成绩单登记"]
    for sheet in book:
        assert "2024—2026年轮训周期" in sheet["A1"].value
        assert "2026-11-23 02:00" in sheet["A2"].value and "2026-12-20" in sheet["A2"].value
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.column_dimensions["A"].width > 9


def test_numbers_rates_and_dates_are_real(book: Any) -> None:
    table = book["汇总(按单位)"]
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=4)]
    assert rows == [["乙队", 2, 0, 1, 0, 0, 1, 0], ["甲队", 2, 1, 0, 1, 0, 0, 0.5], ["合计", 4, 1, 1, 1, 0, 1, 0.25]]
    assert table["H4"].number_format == "0.0%" and table["B4"].data_type == "n"
    done = book["已完成名单"]
    assert [done.cell(4, column).value for column in (2, 3, 8, 9)] == ["王䶮", "22010001", naive("2024-05-06"), 85]
    assert done["H4"].is_date and done["C4"].number_format == "@"
    register = book["成绩单登记"]
    assert register["I4"].value == naive("2024-05-07 00:30")
    assert register["J4"].value == 85.5
    assert register["N4"].value == naive("2026-11-23 02:00")


def test_no_text_is_a_formula(book: Any) -> None:
    texts = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    texts[cell.value] = cell.quotePrefix
    assert texts['=HYPERLINK("http://x")'] and texts["@SUM(A1)? "] and texts["-b.pdf"] and texts["=1+1"]
    assert not texts["王䶮"]


def test_another_reader_agrees(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, COVERAGE, SHEETS, MADE)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("按年度").to_python()
    assert [row[:6] for row in rows[3:]] == [
        ["2024", 4, 1, 1, 1, 0.25],
        ["2025", 4, 0, 0, 1, 0.25],
        ["2026", 4, 0, 0, 1, 0.25],
    ]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWritten, match="Excel"):
        write_workbook(path, COVERAGE, SHEETS, MADE)
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
    with pytest.raises(FileNotWritten):
        write_workbook(tmp_path / "无" / "a.xlsx", COVERAGE, SHEETS, MADE)


def test_writing_can_be_stopped(tmp_path: Path) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        if len(steps) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(tmp_path / "a.xlsx", COVERAGE, SHEETS * 2000, MADE, stop)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert list(tmp_path.iterdir()) == []


def test_plain_text_fits_a_cell() -> None:
    assert plain("王䶮　\U00031350\U0002ebf0\x00\ud800") == "王䶮　\U00031350\U0002ebf0 ?"
    assert len(plain("长" * 40_000)) == 32_767
