"""Reports and transcripts as Excel finds them: real values, no formulas, charts, and lists of any length."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jltrain.ledger import book as pieces_of_book
from jltrain.ledger.book import TooManyRows, breadth, plain
from jltrain.ledger.plotlooks import looks, pieces
from jltrain.ledger.report import Kind, Plot, PlotKind, Report, ReportColumn, ReportTable, Row, Series, Tone
from jltrain.ledger.reportbook import write_report_xlsx
from jltrain.ledger.reportlists import commendation, follow_up
from jltrain.ledger.reports import final, half_yearly
from jltrain.ledger.transcriptbook import write_transcript_xlsx
from jltrain.progress import Cancelled, Step
from jltrain.savefile import FileNotWritten
from tests.ledger.handed_in import MADE, PLAN, RARE, TODAY, figures, record, standings

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=cmd|' /C calc'!A0", "\tabc", "\rabc", ' =HYPERLINK("http://x";"y")', "＝1+1",
    "=WEBSERVICE(CONCATENATE(A1))", "%0A=1", "'=1", "http://x", "file://x", "王" + RARE, "\U00031350", "a\x00b\x1fc", "\ud800",
    "<b>&amp;", "_x0041_", "00012", "1E5", "a\nb",
)  # fmt: skip
COLUMNS = (
    ReportColumn("单位", Kind.TEXT, 30),
    ReportColumn("人数", Kind.COUNT),
    ReportColumn("比例", Kind.PERCENT),
    ReportColumn("日期", Kind.DATE),
    ReportColumn("得分", Kind.MARKS),
)


def report(*tables: ReportTable, plots: tuple[Plot, ...] = ()) -> Report:
    return Report("yearly", "=标题", "副标题", ("注一",), tables, plots)


def table(rows: Any, total: Row | None = None, title: str = "名单") -> ReportTable:
    return ReportTable(title, COLUMNS, rows, total, ("表注",))


def naive(text: str) -> datetime:
    """A moment as Excel keeps it: without a zone."""
    return datetime.fromisoformat(text)


def read(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def test_a_half_yearly_report(tmp_path: Path) -> None:
    path = tmp_path / "半年报.xlsx"
    made = half_yearly(figures(400, 20), PLAN)
    write_report_xlsx(path, made, MADE, "张三", unit="省局")
    book = read(path)
    assert book.sheetnames == [*(one.title for one in made.tables), "图表", "图表数据"]
    for sheet, one in zip(book, made.tables, strict=False):
        assert sheet["A1"].value == made.title and one.title in sheet["A2"].value
        assert sheet["A3"].value == "填报单位：省局　　制表时间：2026-11-23 02:00　　填表人：张三"
        assert [cell.value for cell in sheet[4]] == [column.title for column in one.columns]
        assert sheet.freeze_panes == "B5" and sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"
    units = book["按单位"]
    assert units.page_setup.orientation == "landscape" and book["学历"].page_setup.orientation == "portrait"
    last = 4 + 20 + 1
    assert units.cell(last, 1).value == "合计" and units.cell(last, 2).value == 400 and units.cell(last, 2).font.bold
    assert units.cell(5, 2).number_format == "#,##0" and units.cell(5, 9).number_format == "0.0%"
    assert units.auto_filter.ref == f"A4:K{last - 1}"
    assert any(made.notes[0] == cell.value for cell in book[made.tables[0].title]["A"])


def test_values_are_real_and_no_text_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[Row] = [(text, 1234, 0.5, date(2026, 5, 6), 85.5) for text in HOSTILE]
    rows += [
        ("空", None, None, None, None),
        ("时刻", 0, 1.0, naive("2026-05-06 07:08"), 100),
        ("古", 1, 0.0, date(1000, 1, 1), 0),
    ]
    write_report_xlsx(path, report(table(rows, ("=合计", 9, 0.1, None, None), "=名[单]")), MADE, "=by")
    sheet = read(path).worksheets[0]
    assert sheet.title == "=名 单"
    cells = [row[0] for row in sheet.iter_rows(min_row=5, max_row=4 + len(HOSTILE))]
    for cell, text in zip(cells, HOSTILE, strict=True):
        assert cell.data_type == "s" and cell.hyperlink is None
        assert cell.value == re.sub(
            "[\x00-\x08\x0b-\x1f]", " ", text.replace("\ud800", "?").replace("_x0041_", "_x005F_x0041_")
        )
        dangerous = text.lstrip()[:1] in "=+-@＝" or text[:1] in "\t\r"
        assert cell.quotePrefix == dangerous, text
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    row = sheet[5]
    assert [cell.value for cell in row[1:]] == [1234, 0.5, naive("2026-05-06"), 85.5]
    assert [cell.number_format for cell in row] == ["@", "#,##0", "0.0%", "yyyy-mm-dd", "0.0"]
    moment, old = 6 + len(HOSTILE), 7 + len(HOSTILE)
    assert sheet.cell(moment, 4).number_format == "yyyy-mm-dd hh:mm" and sheet.cell(old, 4).value == "1000-01-01"
    assert sheet.cell(moment - 1, 2).value is None


def test_another_reader_agrees(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_report_xlsx(path, report(table([("甲队", 4, 0.25, date(2026, 5, 6), 85.5)])), MADE)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("名单").to_python()
    assert ["甲队", 4, 0.25, date(2026, 5, 6), 85.5] in rows


def test_plain_text_fits_a_cell() -> None:
    assert plain("王䶮　\U00031350\U0002ebf0\x00\ud800") == "王䶮　\U00031350\U0002ebf0 ?"
    assert len(plain("长" * 40_000)) == 32_767


def test_charts_name_their_axes_and_point_at_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = final(figures(300, 12), PLAN)
    write_report_xlsx(path, made, MADE)
    book = read(path)
    assert len(book["图表"]._charts) == sum(bool(plot.labels) for plot in made.plots)
    data = book["图表数据"]
    assert data["A1"].value == made.plots[0].title and data["B2"].value == made.plots[0].series[0].name
    assert data["B3"].value == pytest.approx(made.plots[0].series[0].values[0]) and data["B3"].number_format == "0.0%"
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(n).decode() for n in sorted(archive.namelist()) if n.startswith("xl/charts/chart")]
    assert "'图表数据'!$B$3:$B$5" in charts[0] or "图表数据!$B$3:$B$5" in charts[0]
    assert (
        "<c:lineChart>" in charts[0]
        and "比例" in charts[0]
        and "时间" in charts[0]
        and made.plots[0].title in charts[0]
    )
    assert "人数" in charts[1] and 'val="stacked"' in charts[1] and "<a:pattFill" in charts[1]
    assert f"<c:v>{made.plots[1].labels[0]}</c:v>" in charts[1]  # previewers draw from what is kept in the chart


def test_a_plot_of_many_labels_comes_in_pieces(tmp_path: Path) -> None:
    labels = tuple(f"单位{n}" for n in range(90))
    values = tuple(float(n) if n % 7 else None for n in range(90))
    series = (Series("甲", values, Tone.WARN), Series("乙", values, Tone.WARN))
    plot = Plot("许多", PlotKind.BARS, labels, series)
    path = tmp_path / "a.xlsx"
    empty = Plot("没有", PlotKind.BARS, (), series)
    write_report_xlsx(path, report(table([]), plots=(plot, empty, replace(plot, draw=PlotKind.LINE))), MADE)
    assert len(read(path)["图表"]._charts) == 6
    assert [len(piece) for piece in pieces(plot)] == [30, 30, 30]
    assert len(set(looks(plot))) == 2


@given(st.integers(0, 200), st.integers(1, 60))
def test_pieces_hold_every_label_once(count: int, most: int) -> None:
    plot = Plot("图", PlotKind.BARS, ("甲",) * count, ())
    made = pieces(plot, most)
    assert [n for piece in made for n in piece] == list(range(count))
    assert all(0 < len(piece) <= most for piece in made)


def test_lists_are_walked_once_and_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    people = standings(900)
    write_report_xlsx(path, commendation(iter(people), PLAN), MADE)
    sheet = read(path).worksheets[0]
    names = {cell.value for cell in sheet["B"]}
    assert {char for name in names if name for char in name} >= set(RARE)
    write_report_xlsx(path, follow_up(iter(people), PLAN, TODAY), MADE)
    assert read(path).worksheets[0].max_row > 200


def test_columns_fit_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [("延边朝鲜族自治州和龙市交通运输综合行政执法大队" * 3, 123_456_789, 1.0, date(2026, 1, 1), 99.5)]
    write_report_xlsx(path, report(table(rows)), MADE)
    sheet = read(path).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert 40 < widths[0] < 50 and widths[1] >= 12 and widths[3] >= 12
    assert sheet["A5"].alignment.wrap_text
    assert breadth("王" + RARE + "a\nb") == 11


def test_too_many_rows_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces_of_book, "EXCEL_ROWS", 50)
    path = tmp_path / "a.xlsx"
    row = ("甲", 1, 0.5, None, None)
    with pytest.raises(TooManyRows, match=r"名单.* 60 行"):
        write_report_xlsx(path, report(table(row for _ in range(60))), MADE)
    assert list(tmp_path.iterdir()) == []
    fits = 50 - 4 - 2 - 1  # header, two notes, total
    write_report_xlsx(path, report(table([row] * fits, row)), MADE)
    assert read(path).worksheets[0].max_row == 50


def test_a_long_list_streams_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(drafts))
    steps: list[Step] = []
    walked = 0

    def rows() -> Iterator[Row]:
        nonlocal walked
        for n in range(20_000):
            walked += 1
            yield (f"单位{n}", n, 0.5, None, 1.0)

    def stop(step: Step) -> None:
        steps.append(step)
        if step.done >= 3000:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_report_xlsx(tmp_path / "a.xlsx", report(table(rows())), MADE, "", stop)
    assert walked == 3000 and [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].total == 0 and steps[-1].text == "名单"
    assert list(drafts.iterdir()) == [] and [p.name for p in tmp_path.iterdir()] == ["drafts"]


def test_progress_knows_the_whole_of_tables_that_are_here(tmp_path: Path) -> None:
    steps: list[Step] = []
    rows = [("甲", 1, 0.5, None, None)] * 700
    write_report_xlsx(tmp_path / "a.xlsx", report(table(rows), table(rows)), MADE, "", steps.append)
    assert {step.total for step in steps} == {1400} and steps[-1].done == 1400
    assert read(tmp_path / "a.xlsx").sheetnames == ["名单", "名单 2"]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet._write_single_row", full)
    with pytest.raises(FileNotWritten, match="磁盘已满"):
        write_report_xlsx(tmp_path / "a.xlsx", report(table([("甲", 1, 0.5, None, None)])), MADE)
    monkeypatch.undo()
    monkeypatch.setattr("xlsxwriter.packager.Packager._create_package", full)
    with pytest.raises(FileNotWritten, match="磁盘已满"):
        write_report_xlsx(tmp_path / "a.xlsx", report(table([("甲", 1, 0.5, None, None)])), MADE)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=30)
@given(st.text(max_size=60), st.sampled_from(["", "长" * 40, "𬭎" * 40]))
def test_any_table_title_makes_a_sheet(text: str, more: str) -> None:
    written: list[bytes] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces_of_book, "save", lambda _path, data: written.append(data))
        made = report(table([], title=text + more), table([(text, 1, 0.1, None, None)], title=text + more))
        write_report_xlsx(Path("a.xlsx"), made, MADE, text, unit=text)
    assert written and plain(text) == plain(plain(text))


def test_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "档案.xlsx"
    write_transcript_xlsx(path, record(), MADE, "张三")
    book = read(path)
    assert book.sheetnames == [
        "基本情况", "2024—2026年轮训周期　部分完成", "成绩单", "成绩单签名", "培训活动", "核实结论", "名册变动",
    ]  # fmt: skip
    facts = {row[0].value: row[1].value for row in book["基本情况"].iter_rows(min_row=5)}
    assert facts["姓名"] == "王䶮𬭎" and facts["曾用名"] == "王龙" and facts["岗位类别"] == "基层站所领导"
    assert any("同名" in str(key) for key in facts)
    sheets = book["成绩单"]
    assert [sheets.cell(6, n).value for n in (1, 5, 6, 7)] == [naive("2024-09-10"), 2, 85.5, 100]
    assert book["成绩单签名"]["E5"].value == naive("2026-05-01")
    assert book["培训活动"]["C7"].value == "=3000米跑" and book["培训活动"]["C7"].quotePrefix
    parts = book["2024—2026年轮训周期　部分完成"]
    text = "".join(str(cell.value) for cell in parts["A"])
    assert "计入完成的还缺：共同部分" in text and "习近平法治思想必修（2026-09-30 前）" in text
