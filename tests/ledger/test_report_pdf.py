"""Reports and transcripts as they come out of the printer: texts taken from the PDF again, page by page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.ledger import print_report
from jltrain.ledger.plotlooks import scale_for
from jltrain.ledger.print_columns import PAD, fits, measures, shown, widths
from jltrain.ledger.print_page import Pages, cleaned, lines_of
from jltrain.ledger.print_plots import draw_plot
from jltrain.ledger.print_report import TooLongToPrint, look_for, write_report_pdf
from jltrain.ledger.print_table import measured
from jltrain.ledger.print_transcript import write_transcript_pdf
from jltrain.ledger.report import Kind, Plot, PlotKind, Report, ReportColumn, ReportTable, Row, Series, Tone, Value
from jltrain.ledger.reportlists import commendation, follow_up
from jltrain.ledger.reports import final, half_yearly, yearly
from jltrain.ledger.transcripttables import identity
from jltrain.paper.print_fonts import Chain, width
from jltrain.paper.print_text import Style
from jltrain.progress import Cancelled, Step
from jltrain.savefile import FileNotWritten
from tests.ledger.handed_in import MADE, PLAN, RARE, TODAY, figures, record, standings, units

LONG = "延边朝鲜族自治州和龙市交通运输综合行政执法大队（含道路运输、公路路政、地方海事三个中队及机动中队）"
COLUMNS = (ReportColumn("单位", Kind.TEXT, 30), ReportColumn("姓名"), ReportColumn("人数", Kind.COUNT))


def texts(path: Path) -> list[str]:
    """The text of each page without spaces and line ends, with compatibility forms made one."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        pages = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    finally:
        document.close()
    return [bare(page) for page in pages]


def bare(text: str) -> str:
    return re.sub(r"[\s￾]+", "", unicodedata.normalize("NFKC", text))


def sizes(path: Path) -> set[tuple[int, int]]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return {(round(w), round(h)) for w, h in (document[n].get_size() for n in range(len(document)))}
    finally:
        document.close()


def report(*tables: ReportTable, key: str = "follow-up", plots: tuple[Plot, ...] = ()) -> Report:
    return Report(key, "名单" + RARE, "副标题", ("注一",), tables, plots)


def rows(count: int) -> Iterator[Row]:
    return ((f"第{n}大队", "王" + RARE[n % 4], n) for n in range(count))


def test_a_half_yearly_report_of_sixty_units(tmp_path: Path) -> None:
    path = tmp_path / "半年报.pdf"
    made = half_yearly(figures(3000, 60), PLAN)
    count = write_report_pdf(path, made, MADE, "张三", unit="省局" + RARE)
    pages = texts(path)
    assert count == len(pages) and 5 <= count <= 9 and sizes(path) == {(595, 842)}
    whole = "".join(pages)
    assert bare(made.title) in pages[0] and "填报单位:省局" + RARE in pages[0] and "2026年11月23日" in pages[0]
    for one in made.tables:
        assert bare(one.title) in whole
        for row in one.rows:
            assert bare(str(row[0])) in whole  # names run over two lines, but never out of their cell
    for unit, _city, _level in units(60):
        assert whole.count(bare(unit)) >= 1
    for number, plot in enumerate(made.plots, 1):
        assert bare(f"图{number}{plot.title}") in whole
    assert all(f"第{n}页共{count}页" in page and "制表时间2026-11-2302:00" in page for n, page in enumerate(pages, 1))
    assert "填表人:张三" in pages[-1] and "单位(盖章):" in pages[-1] and "审核人:" in pages[-1] and "日期:" in pages[-1]


def test_headers_are_on_every_page_and_no_row_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    count = write_report_pdf(path, report(ReportTable("花名册", COLUMNS, rows(200), ("合计", "", 19900))), MADE)
    pages = texts(path)
    assert count == len(pages) > 4
    assert all("单位姓名人数" in page for page in pages) and all("(续)花名册" in page for page in pages[1:])
    whole = "".join(pages)
    assert [int(n) for n in re.findall(r"第(\d+)大队", whole)] == list(range(200))
    assert "合计19,900" in pages[-1] and "填表人" not in whole
    assert len(re.findall("大队", pages[-1])) >= 3  # the total is not left alone
    assert all(char in whole for char in RARE)


def test_the_signature_stands_below_the_last_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for count in range(24, 36):
        write_report_pdf(path, report(ReportTable("名册", COLUMNS, list(rows(count))), key="yearly"), MADE)
        last = texts(path)[-1]
        assert "单位(盖章)" in last and "大队" in last


def test_a_cell_higher_than_a_page_goes_on_over_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    text = "".join(chr(0x4E00 + n) for n in range(3000))
    columns = (ReportColumn("说明", Kind.TEXT, 20), ReportColumn("号", Kind.COUNT), *COLUMNS[:1] * 6)
    table = ReportTable("长", columns, [("前", 1, *[LONG] * 6), (text, 2, *[LONG] * 6), ("后", 3, *[LONG] * 6)])
    assert write_report_pdf(path, report(table), MADE) >= 3
    whole = "".join(texts(path))
    assert sum(c in whole for c in text) >= 2990  # a few share NFKC forms


def test_lists_lie_across(tmp_path: Path) -> None:
    people = standings(300)
    path = tmp_path / "a.pdf"
    write_report_pdf(path, commendation(iter(people), PLAN), MADE, "")
    assert sizes(path) == {(842, 595)} and "填表人:__" in texts(path)[-1].replace("_", "_")
    write_report_pdf(path, follow_up(iter(people), PLAN, TODAY), MADE, "")
    assert sizes(path) == {(842, 595)} and "填表人" not in texts(path)[-1]


def test_yearly_final_and_empty_reports(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_report_pdf(path, final(figures(100, 5), PLAN), MADE)
    assert "总结" in texts(path)[0]
    counted = replace(figures(100, 5), since=date(2025, 12, 31))
    write_report_pdf(path, yearly(counted, PLAN, 2026), MADE)
    assert "2026年度" in texts(path)[0]
    write_report_pdf(path, report(ReportTable("空表", COLUMNS, [])), MADE)
    assert "(无)" in texts(path)[0]
    write_report_pdf(path, final(figures(0, 1), PLAN), MADE)
    assert "单位(盖章)" in texts(path)[-1]


def test_too_long_a_list_points_to_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_report, "MAX_PRINTED", 50)
    with pytest.raises(TooLongToPrint, match=r"名册.*50.*Excel"):
        write_report_pdf(tmp_path / "a.pdf", report(ReportTable("名册", COLUMNS, rows(51))), MADE)
    assert list(tmp_path.iterdir()) == []
    write_report_pdf(tmp_path / "a.pdf", report(ReportTable("名册", COLUMNS, rows(50))), MADE)


def test_printing_can_be_stopped_and_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        if step.done >= 1000:
            raise Cancelled

    made = report(ReportTable("名册", COLUMNS, list(rows(3000))))
    with pytest.raises(Cancelled):
        write_report_pdf(path, made, MADE, "", stop)
    assert steps[-1] == Step(1000, 3000, "名册")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWritten):
        write_report_pdf(path, report(ReportTable("名册", COLUMNS, list(rows(3)))), MADE)
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


UNIT = st.text(st.sampled_from("延边朝鲜族自治州交通（）、，。0123456789AbC-/ \n\t\x00" + RARE), max_size=80)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(UNIT, UNIT, st.integers(0, 10**9)), min_size=1, max_size=6), st.booleans(), st.integers(7, 10)
)
def test_no_line_leaves_its_cell_and_no_character_is_lost(
    lines: list[tuple[str, str, int]], across: bool, size: int
) -> None:
    columns = (*COLUMNS, *(replace(column, title=column.title * 3) for column in COLUMNS))
    made: list[tuple[Value, ...]] = [(*line, *line) for line in lines]
    room = Pages.room_of(across=across)
    needs = measures(columns, made)
    parts = widths(needs, size, room)
    assert sum(parts) == pytest.approx(room) and all(part > 2 * PAD + size for part in parts)
    for row in made:
        for column, value, part in zip(columns, row, parts, strict=True):
            text, style = shown(column.kind, value), Style(size, size * 1.35)
            split = lines_of(text, style, part - 2 * PAD)
            assert bare("".join(split)) == bare(text)
            assert all(width(Chain.BODY, line, size) <= part - 2 * PAD + 0.02 for line in split)
            if column.kind is not Kind.TEXT and fits(needs, size, room):
                assert len(split) == 1


def test_cells_are_shown_as_people_write_them() -> None:
    assert [shown(Kind.COUNT, 1234567), shown(Kind.PERCENT, 0.3333), shown(Kind.MARKS, 85.5), shown(Kind.MARKS, 85.0)] == [
        "1,234,567", "33.3%", "85.5", "85",
    ]  # fmt: skip
    assert [shown(Kind.DATE, date(2026, 1, 2)), shown(Kind.DATE, datetime.fromisoformat("2026-01-02 03:04"))] == [
        "2026-01-02", "2026-01-02 03:04",
    ]  # fmt: skip
    assert shown(Kind.COUNT, None) == "—" and shown(Kind.TEXT, None) == "" and cleaned("a\tb\x00\u200b") == "a b"


def test_a_table_too_wide_for_any_sheet_is_still_whole(tmp_path: Path) -> None:
    columns = tuple(ReportColumn(f"栏目{n}", Kind.COUNT) for n in range(40))
    made = [measured(ReportTable("宽", columns, ()), [tuple(range(10**6, 10**6 + 40))])]
    assert look_for(made) == (True, 7.0)
    path = tmp_path / "a.pdf"
    write_report_pdf(path, report(ReportTable("宽", columns, [tuple(range(10**6, 10**6 + 40))])), MADE)
    assert texts(path)[0].count("0") > 40


@given(st.floats(0, 1e12))
def test_scales_hold_what_they_show(most: float) -> None:
    scale = scale_for(most)
    assert scale.top >= most and 1 <= scale.steps <= 6 and len(scale.ticks) == scale.steps + 1
    assert all(tick == int(tick) for tick in scale.ticks)


@pytest.mark.parametrize("draw", list(PlotKind))
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.PERCENT])
def test_plots_name_every_label_once(draw: PlotKind, kind: Kind, tmp_path: Path) -> None:
    count = 6 if draw is PlotKind.LINE else 130
    labels = tuple(f"单位{n}号" for n in range(count))
    values = tuple(None if n == 3 else n % 50 / 50 if kind is Kind.PERCENT else float(n) for n in range(count))
    zero = (0.0,) * count
    series = (Series("完成", values, Tone.GOOD), Series("目标", zero, Tone.TARGET), Series("不足", zero, Tone.BAD))
    pages = Pages("图", "脚", "", across=False)
    draw_plot(pages, Plot("进度", draw, labels, series, kind), 1)
    draw_plot(pages, Plot("无", draw, (), series, kind), 2)
    many = tuple(Series(f"第{n}种很长的情况说明", values, Tone.WARN) for n in range(12))
    draw_plot(pages, Plot("图例", draw, labels, many, kind), 3)
    data, number = pages.finish()
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    whole = "".join(texts(path))
    for label in labels:
        assert whole.count(label) == 2
    assert number < 60 and all(one.name in whole for one in many)
    assert "图1进度" in whole and "目标" in whole and "图2" not in whole


def test_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "档案.pdf"
    count = write_transcript_pdf(path, record(), MADE, "张三", unit="省局")
    pages = texts(path)
    whole = "".join(pages)
    assert count == len(pages) and sizes(path) == {(595, 842)}
    assert "执法人员培训考试档案(王䶮𬭎)" in pages[0] and "通化支队22990001" in pages[0]
    for label, value in identity(record()):
        assert bare(label) + bare(value) in pages[0] or bare(value) in whole
    for text in ("JL-2200-20240910-0002", "签名证书已于2026-05-01过期", "超限超载联合执法演练", "不予计入", "已撤销", "单位(盖章)",
                 "计入完成的还缺:共同部分", "延边朝鲜族自治州交通运输局"):  # fmt: skip
        assert bare(text) in whole, text
    bare_record = replace(record(), sheets=(), activities=(), rulings=(), changes=(), namesakes=(), cycles=())
    write_transcript_pdf(path, bare_record, MADE)
    assert "同名" not in texts(path)[0] and "(无)" in texts(path)[0]
