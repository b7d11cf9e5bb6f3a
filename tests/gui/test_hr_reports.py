"""报表, 人员档案, 台账核验 and the plots: what the screen shows is what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from jltrain.app import auditing, reports
from jltrain.gui.hr import sections
from jltrain.gui.hr.audit_dialog import AuditDialog, in_groups
from jltrain.gui.hr.plots import PlotView
from jltrain.gui.hr.reports import ReportsPage
from jltrain.gui.hr.sections import TablePart, cell_text
from jltrain.gui.hr.transcript import TranscriptPage
from jltrain.gui.page import Page
from jltrain.ledger.report import Kind, Plot, PlotKind, Series, Tone
from tests.app.ledger_world import enrol, person
from tests.gui.conftest import FakeShell
from tests.gui.hr_world import OFFICERS, filled

Show = Callable[..., Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> ReportsPage:
    filled(shell.context)
    made = ReportsPage(shell)
    show_page(made)
    return made


def pick(page: ReportsPage, key: str) -> None:
    page.kind.setCurrentIndex(page.kind.findData(key))


def cells(part: TablePart) -> list[list[str]]:
    columns = part.table.rows.columns
    return [[column.text(row) for column in columns] for row in part.table.rows.rows]


def save_as(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(file), ""))


def test_the_next_half_yearly_report_is_there_first(page: ReportsPage) -> None:
    assert page.asked().key == "half-yearly"
    assert page.due.text() == "下一次报送：2026 年下半年，2026-12-20 前，还有 28 天"
    assert "2026年下半年" in page.title.text()
    summary = {row[0]: row[1] for row in cells(page.sections.tables()[0])}
    assert (summary["应训人数"], summary["已完成"], summary["成绩待核实"], summary["门类不符"]) == ("6", "1", "1", "1")


def test_the_screen_shows_every_table_as_it_is(page: ReportsPage, shell: FakeShell) -> None:
    for key in reports.KEYS:
        pick(page, key)
        made = reports.make(shell.context, key, page.asked().cycle)
        assert page.title.text() == made.title
        shown = page.sections.tables()
        assert [part.part.table.title for part in shown] == [table.title for table in made.tables]
        for part, table in zip(shown, made.tables, strict=True):
            rows = [*table.rows, *([table.total] if table.total else [])]
            kinds = [column.kind for column in table.columns]
            assert cells(part) == [[cell_text(k, v) for k, v in zip(kinds, row, strict=True)] for row in rows]
    assert not shell.failed


def test_year_and_cycle(page: ReportsPage) -> None:
    pick(page, "yearly")
    assert page.year.isVisible() and not page.cycle.isVisible() and page.due.text() == ""
    page.year.setCurrentIndex(page.year.findData(2025))
    assert "2025年度" in page.title.text()
    pick(page, "half-yearly")
    page.cycle.setCurrentIndex(1)
    assert "不是当前周期" in page.due.text()
    assert page.place()["key"] == "half-yearly"


@pytest.mark.parametrize(("key", "suffix"), [("half-yearly", ".xlsx"), ("yearly", ".pdf"), ("follow-up", ".xlsx")])
def test_written(page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, suffix: str) -> None:
    pick(page, key)
    save_as(monkeypatch, tmp_path / "报表")
    (page.xlsx if suffix == ".xlsx" else page.pdf).click()
    file = tmp_path / f"报表{suffix}"
    assert page.saved.file == file and page.saved.isVisible()
    if suffix == ".pdf":
        assert file.read_bytes().startswith(b"%PDF-")
    else:
        book = openpyxl.load_workbook(file)
        said = [
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert any(page.title.text() in text for text in said)
        if key == "follow-up":
            assert "李𫍣" in said, "the rows were walked anew"


def test_a_file_that_cannot_be_written(
    page: ReportsPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as(monkeypatch, tmp_path / "gone" / "x.xlsx")
    page.xlsx.click()
    assert "写不进去" in str(shell.failed[-1]) and not page.saved.isVisible()


def test_long_lists_come_in_pieces(shell: FakeShell, show_page: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "PIECE", 10)
    monkeypatch.setattr(sections.read, "__defaults__", (10,))
    monkeypatch.setattr(sections.read_on, "__defaults__", (10,))
    enrol(shell.context, *(person(n) for n in range(1, 26)))
    page = ReportsPage(shell)
    show_page(page, key="follow-up")
    (part,) = page.sections.tables()
    assert len(cells(part)) == 10 and "前 10 行" in part.count.text()
    part.next.click()
    assert len(cells(part)) == 20
    part.next.click()
    assert len(cells(part)) == 25 and part.next.isHidden() and part.count.text() == "共 25 行"
    assert len({row[2] for row in cells(part)}) == 25


def test_stopped(shell: FakeShell, show_page: Show) -> None:
    enrol(shell.context, *OFFICERS)
    shell.cancel = True
    page = ReportsPage(shell)
    show_page(page, key="yearly")
    if page.shown is None:  # there was something to be made anew
        assert "下次接着算" in page.notes.text() and not page.xlsx.isEnabled()
        shell.cancel = False
        page.resume.click()
    assert page.shown is not None


# ---- the transcript


@pytest.fixture
def record(shell: FakeShell, show_page: Show) -> TranscriptPage:
    filled(shell.context)
    made = TranscriptPage(shell)
    show_page(made, certificate="22010002")
    return made


def test_a_record(record: TranscriptPage, shell: FakeShell) -> None:
    assert record.who.text() == "王䶮　22010002" and record.badges.texts == ("2024—2026 部分完成",)
    tables = {part.part.table.title: part for part in record.sections.tables()}
    assert next(iter(tables)) == "2024—2026年轮训周期　部分完成"
    parts = {row[0]: row[2] for row in cells(record.sections.tables()[0])}
    assert parts["本门类业务考试"] == "逾期完成" and parts["习近平法治思想必修"] == "已逾期"
    assert "习近平法治思想必修（" in record.sections.tables()[0].part.table.notes[0]
    assert cells(tables["成绩单"])[0][1] == "JT2026-S2"
    record.enter.click()
    assert shell.gone[-1][0] == "activities" and shell.gone[-1][1]["certificate"] == "22010002"
    assert record.place() == {"certificate": "22010002"}


def test_found_by_number_by_name_or_among_namesakes(record: TranscriptPage, qtbot: QtBot) -> None:
    for words, found in ((" 22010001 ", "张三"), ("赵六", "赵六")):
        record.search.setText(words)
        qtbot.keyClick(record.search, Qt.Key.Key_Return)
        assert record.who.text().startswith(found)
    record.search.setText("李𫍣")
    record.look_up()
    assert record.stack.currentWidget() is record.found and not record.pdf.isEnabled()
    assert [row.namesakes for row in record.found.rows] == [1, 1]
    record.found.opened.emit(record.found.rows[0])
    assert "同名" in record.notice.text()
    record.search.setText("没有这个人")
    record.look_up()
    assert record.found.rows == []


def test_nobody_of_that_number(shell: FakeShell, show_page: Show) -> None:
    made = TranscriptPage(shell)
    show_page(made, certificate="999")
    assert isinstance(made, TranscriptPage) and "999" in made.hint.text() and not made.enter.isEnabled()


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_record_written(record: TranscriptPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    save_as(monkeypatch, tmp_path / f"档案{suffix}")
    record.export(suffix)
    assert record.saved.file == tmp_path / f"档案{suffix}" and record.saved.file.stat().st_size > 1000
    assert not record.grab().isNull()


# ---- the audit


def test_a_whole_ledger(page: ReportsPage, shell: FakeShell) -> None:
    page.audit.click()
    (dialog,) = page.findChildren(AuditDialog)
    found = auditing.audit(shell.context).found
    assert dialog.head.text.text() == "台账完整" and not dialog.mend.isVisible()
    assert (f"{found.entries:,} 条") in dict(dialog.facts.rows).values()
    dialog.copy.click()
    link = in_groups(found.link)
    assert len(link.split()) == 16 and link in QApplication.clipboard().text()
    dialog.accept()


def test_a_table_that_lies_is_made_anew(page: ReportsPage, shell: FakeShell) -> None:
    with shell.context.database.write() as connection:
        connection.execute(text("UPDATE officer SET name = '冒名' WHERE certificate = '22010001'"))
    page.audit.click()
    dialog = page.findChildren(AuditDialog)[-1]
    assert "有出入" in dialog.head.text.text() and dialog.mend.isVisibleTo(dialog)
    dialog.mend.click()
    assert "请再核验一次" in shell.told[-1] and auditing.audit(shell.context).whole


def test_a_broken_chain(page: ReportsPage, shell: FakeShell) -> None:
    with shell.context.database.write() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("UPDATE entry SET by = '他人' WHERE number = 2"))
    page.audit.click()
    dialog = page.findChildren(AuditDialog)[-1]
    assert dialog.head.text.text() == "台账不完整" and dialog.mend.isHidden()
    assert "第 2 条" in dialog.audited.sentences[0]
    dialog.accept()


# ---- plots

STACKED = Plot(
    "按单位",
    PlotKind.STACKED,
    ("甲队", "乙队" * 20),
    (
        Series("已完成", (30.0, 0.0), Tone.GOOD),
        Series("成绩待核实", (5.0, 4.0), Tone.WARN),
        Series("门类不符", (5.0, 4.0), Tone.WARN),
        Series("不合格", (0.0, 2.0), Tone.BAD),
    ),
)
LINE = Plot(
    "进度",
    PlotKind.LINE,
    ("2024", "2025", "2026"),
    (Series("完成", (0.1, 0.5, None), Tone.GOOD), Series("目标", (0.33, 0.5, 1.0), Tone.TARGET)),
    Kind.PERCENT,
)
BARS = Plot("要求", PlotKind.BARS, ("甲", "乙"), (Series("率", (0.5, None), Tone.PLAIN),), Kind.PERCENT)


@pytest.mark.parametrize("plot", [STACKED, LINE, BARS, Plot("空", PlotKind.BARS, (), ())])
def test_plots_paint_and_read_out_their_numbers(plot: Plot, qtbot: QtBot) -> None:
    view = PlotView(plot)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    assert not view.grab().isNull()
    canvas = view.canvas
    assert canvas.accessibleName() == plot.title
    for _step in range(len(plot.labels) + 1):
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    if plot.labels:
        assert canvas.at == len(plot.labels) - 1
        assert view.said.text() == canvas.row_text(canvas.at) == canvas.accessibleDescription()
        qtbot.keyClick(canvas, Qt.Key.Key_Home)
        assert canvas.at == 0
    assert not view.grab().isNull()


def test_doubtful_and_other_discipline_are_told_apart_without_colour() -> None:
    from jltrain.ledger.plotlooks import looks

    patterns = [look.hatch for look in looks(STACKED)]
    assert patterns[1] != patterns[2]


def test_numbers_in_words_and_under_the_mouse(qtbot: QtBot) -> None:
    view = PlotView(STACKED)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    assert view.canvas.row_text(0) == "甲队：共 40，已完成 30，成绩待核实 5，门类不符 5，不合格 0"
    assert PlotView(LINE).canvas.row_text(2) == "2026：完成 —，目标 100.0%"
    row = view.canvas._legend_height(view.canvas.width()) + 5
    at = QPointF(300.0, row)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        at,
        at,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.canvas.mouseMoveEvent(move)
    assert view.canvas.at == 0
