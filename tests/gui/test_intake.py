"""导入试题 on real files: Word, Excel and GBK text, looked through, put right and taken into the bank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import bank, intake
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.state import State
from jltrain.gui.intake.choice import Choice
from jltrain.gui.intake.likeness import LikeDialog
from jltrain.gui.intake.page import AreaNotChosen, IntakePage, NothingInFolder
from jltrain.gui.intake.start import PasteDialog
from jltrain.gui.intake.views import View
from jltrain.gui.intake.work import Entry, work_of
from jltrain.gui.page import Page
from jltrain.gui.shell import theme
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]
CORPUS = Path(__file__).parents[1] / "bank" / "corpus"

TEXT = """甲市大队题库

1. 雪天封闭路段前，执勤人员首先应当摆放什么？
A. 锥形标
B. 办公桌
C. 宣传栏
答案：A
解析：先警示后作业。
2. 夜间巡查时，反光背心应当怎样穿？
A. 穿在外面
B. 穿在里面
C. 搭在肩上
3. 巡查记录当天填写。（√）
4. 巡查每____天一次，每次不少于____人。
答案：一；二
"""


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> IntakePage:
    made = IntakePage(shell)
    show_page(made)
    return made


@pytest.fixture
def gbk(tmp_path: Path) -> Path:
    file = tmp_path / "甲市题库.txt"
    file.write_bytes(TEXT.encode("gbk"))
    return file


def word(file: Path, text: str = TEXT) -> Path:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(file))
    return file


def excel(file: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["题干", "选项A", "选项B", "选项C", "答案", "解析"])
    sheet.append(["路面坑槽由谁修补？", "养护单位", "过路司机", "沿线商户", "A", "养护单位负责。"])
    sheet.append(["下列哪些是安全设施？", "护栏", "标志", "广告牌", "AB", ""])
    book.save(file)
    return file


def entries(page: IntakePage) -> list[str]:
    return [entry.found.stem for entry in page.work.entries()]


def chips(page: IntakePage) -> list[str]:
    return [chip.text() for chip in page.desk.views.chips]


def here(page: IntakePage) -> Entry | None:
    return page.desk.entry


def choose_area(page: IntakePage, area: Area = Area.HIGHWAY) -> None:
    page.foot.area.setCurrentIndex(page.foot.area.findData(area.value))


def answer(page: IntakePage, words: str) -> None:
    assert isinstance(page.dialog, Choice)
    next(made for made in page.dialog.buttons if words in made.text()).click()


def test_empty_says_what_can_be_read(page: IntakePage) -> None:
    assert page.start.isVisible() and not page.desk.isVisible() and not page.foot.isVisible()
    assert page.start.choose.isVisible() and not page.more.isVisible()


def test_a_gbk_text_is_listed_with_its_doubts(page: IntakePage, gbk: Path) -> None:
    page.open_files([gbk])
    assert [entry.found.kind for entry in page.work.entries()] == [Kind.SINGLE, Kind.SINGLE, Kind.JUDGE, Kind.BLANK]
    assert chips(page) == ["全部 4(&A)", "有疑问 1(&D)", "没有疑问 3(&G)", "未看懂的行 1(&L)"]
    assert page.desk.sum.text() == "共 14 行：4 题用了 13 行，另有 1 行不是试题，全部有着落。"
    page.desk.next_doubt()
    entry = page.desk.entry
    assert entry is not None and entry.at == 2
    assert page.desk.reading.doubts.text() == "· 没有找到答案。\n· 题型没有写明，按单选题处理。"
    shown = page.desk.source.toPlainText()
    assert "2. 夜间巡查时，反光背心应当怎样穿？" in shown and page.desk.source.line == entry.found.lines.first


def test_word_and_excel_in_one_list(page: IntakePage, tmp_path: Path) -> None:
    page.open_files([word(tmp_path / "a.docx"), excel(tmp_path / "b.xlsx")])
    names = [entry.source.name for entry in page.work.entries()]
    assert names == ["a.docx"] * 4 + ["b.xlsx"] * 2
    assert not page.desk.table.isColumnHidden(6)
    page.desk.go_to(page.work.entries()[-1])
    assert page.desk.reading.form.kind.currentData() == "multiple"
    assert page.desk.reading.form.options.answer() == ("A", "B")


def test_one_file_of_several_that_cannot_be_read_stops_none(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    bad = gbk.with_name("x.pdf")
    bad.write_bytes(b"%PDF-1.7 nothing")
    page.open_files([bad, gbk])
    assert len(page.work.entries()) == 4
    assert "x.pdf" in str(shell.failed[0])


def test_reading_can_be_cancelled(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    shell.cancel = True
    page.open_files([gbk])
    assert page.start.isVisible() and not page.work.sources


def test_what_is_put_right_is_what_is_imported(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    page.open_files([gbk])
    page.desk.next_doubt()
    form = page.desk.reading.form
    form.options.rows[1].letter.click()
    form.options.rows[0].letter.click()
    assert form.options.answer() == ("A",), "one alone is right in a single choice"
    form.explanation.setPlainText("要让来车看见。")
    form.basis.setPlainText("《公路法》第四十三条")
    form.topic.setCurrentText("作业安全")
    form.difficulty.setCurrentIndex(form.difficulty.findData(2))
    page.desk.accept()
    assert chips(page)[1] == "有疑问 0(&D)"
    choose_area(page)
    page.foot.topic.setCurrentText("路政巡查")
    page.take()
    entry = page.work.entries()[1]
    kept = bank.get(shell.context, entry.taken)
    assert (kept.items[0].answer, kept.topic, kept.difficulty) == (("A",), "作业安全", 2)
    assert kept.items[0].basis == ("《公路法》第四十三条",)
    other = bank.get(shell.context, page.work.entries()[0].taken)
    assert (other.topic, other.difficulty, other.discipline) == ("路政巡查", 3, Area.HIGHWAY)
    assert "新导入 4 题：1 题可用，3 题缺少依据、解析或答案，存为草稿，补齐后才能用于组卷。" in page.foot.told.text()
    page.foot.show_taken.click()
    assert shell.gone[-1] == ("bank", {"ids": page.work.ids}) and len(page.work.ids) == 4
    assert bank.hit(shell.context, entry.taken).state is State.READY


def test_doubtful_ones_are_left_out_unless_said_otherwise(page: IntakePage, gbk: Path) -> None:
    page.open_files([gbk])
    assert page.foot.take.text() == "导入 3 题(&I)"
    choose_area(page)
    page.take()
    assert isinstance(page.dialog, Choice) and "有 1 题的疑点还没有核对" in page.dialog.text.text()
    answer(page, "只导入其余 3 题")
    assert [bool(entry.taken) for entry in page.work.entries()] == [True, False, True, True]
    page.take()
    answer(page, "先去核对")
    assert page.desk.entry is page.work.entries()[1]
    page.take()
    answer(page, "连同有疑问的共导入 1 题")
    assert all(entry.taken for entry in page.work.entries())
    assert not page.foot.take.isEnabled()


def test_an_area_must_be_chosen(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    page.open_files([gbk])
    page.take()
    assert isinstance(shell.failed[0], AreaNotChosen) and page.dialog is None, "before anything else is asked"
    assert not any(entry.taken for entry in page.work.entries())


def test_skipped_ones_stay_out(page: IntakePage, gbk: Path) -> None:
    page.open_files([gbk])
    page.desk.go_to(page.work.entries()[1])
    page.desk.skip()
    assert page.foot.rest.text() == "跳过 1 题" and page.desk.reading.skip.text() == "恢复本题(&S)"
    choose_area(page)
    page.take()
    assert [bool(entry.taken) for entry in page.work.entries()] == [True, False, True, True]


def test_known_ones_are_marked_and_skipped(page: IntakePage, shell: FakeShell, gbk: Path, tmp_path: Path) -> None:
    target = intake.Target(Area.HIGHWAY)
    found = intake.read(gbk)
    intake.take(shell.context, [intake.chosen(q, target) for q in found.questions[:1]], "x")
    changed = TEXT.replace("答案：A\n", "答案：B\n")
    page.open_files([gbk, word(tmp_path / "b.docx", changed)])
    same, *_rest, other = [entry for entry in page.work.entries() if entry.at == 1]
    assert same.same and same.skipped and not other.same and other.like == same.like and not other.skipped
    assert "有 1 题题库中已有，默认跳过。" in shell.told
    page.desk.go_to(other)
    assert page.desk.reading.like.isVisible() and "1 道相近的题" in page.desk.reading.like.text()
    page.desk.reading.compare_button.click()
    assert isinstance(page.dialog, LikeDialog) and "锥形标" in page.dialog.preview.toPlainText()
    page.dialog.close()


def test_lines_that_are_none_can_be_made_questions(page: IntakePage, gbk: Path) -> None:
    page.open_files([gbk])
    page.desk.views.chips[View.LINES].click()
    assert [line.ignored.reason for line in page.desk.lines.rows.rows]
    assert "第 1 行不是试题" in page.desk.reason.text()
    page.desk.claim.click()
    assert entries(page)[0] == "甲市大队题库" and page.desk.entry is page.work.entries()[0]
    assert page.desk.sum.text() == "共 14 行：5 题用了 14 行，另有 0 行不是试题，全部有着落。"
    page.desk.reading.undo.click()
    assert len(page.work.entries()) == 4 and not page.desk.reading.undo.isVisible()


def test_merge_and_split(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    page.open_files([gbk])
    second = page.work.entries()[1]
    line = second.found.lines.first
    page.desk.go_to(second)
    page.desk.reading.merge.click()
    assert len(page.work.entries()) == 3 and page.desk.entry is page.work.entries()[0]
    page.desk.split()
    assert "光标" in shell.told[-1], "at the first line there is nothing to cut"
    page.desk.source.put_cursor(line)
    page.desk.reading.split.click()
    assert entries(page)[:2] == ["雪天封闭路段前，执勤人员首先应当摆放什么？", "夜间巡查时，反光背心应当怎样穿？"]
    page.desk.go_to(page.work.entries()[0])
    page.desk.merge()
    assert "前面没有" in shell.told[-1]


def test_every_kind_is_edited_in_place(page: IntakePage) -> None:
    page.open_files([CORPUS / "39-cases.txt", CORPUS / "12-blanks.txt", CORPUS / "10-judge-marks.txt"])
    form, all_found = page.desk.reading.form, page.work.entries()
    case = all_found[0]
    page.desk.go_to(case)
    assert not form.kind.isEnabled() and not form.options.isVisible()
    form.parts.setCurrentIndex(1)
    assert page.desk.source.line == case.found.parts[0].lines.first
    form.options.move_option(0, 1)
    assert case.found.parts[0].answer == ("B",) and case.found.parts[0].options[1] == "未取得许可擅自营运"
    form.options.remove_option(0)
    assert case.found.parts[0].answer == ("A",)
    form.options.add_option()
    form.options.rows[3].text.setPlainText("都\n对")
    assert case.found.parts[0].options[-1] == "都 对"

    blank = next(entry for entry in all_found if entry.found.kind is Kind.BLANK)
    page.desk.go_to(blank)
    form.stem.setPlainText("甲____乙____丙____")
    assert sum(field.isVisible() for field in form.blanks.fields) == 3
    for field, text in zip(form.blanks.fields, ("一", "二 | 两", "三"), strict=False):
        field.setPlainText(text)
    assert list(blank.found.accept) == [("一",), ("二", "两"), ("三",)]
    assert list(blank.found.answer) == ["一", "二", "三"]
    form.kind.setCurrentIndex(form.kind.findData("judge"))
    assert not blank.found.answer and not blank.found.accept
    form.wrong.click()
    assert list(blank.found.answer) == ["N"]
    form.kind.setCurrentIndex(form.kind.findData("multiple"))
    assert sum(row.text.isVisible() for row in form.options.rows) == 4
    form.options.rows[0].text.setPlainText("甲")
    form.options.rows[1].text.setPlainText("乙")
    for n in (1, 0):
        form.options.rows[n].letter.click()
    assert blank.found.options == ("甲", "乙") and list(blank.found.answer) == ["A", "B"]
    form.kind.setCurrentIndex(form.kind.findData("single"))
    assert not blank.found.answer

    judge = next(entry for entry in all_found if entry.found.kind is Kind.JUDGE)
    other = "N" if judge.found.answer == ("Y",) else "Y"
    page.desk.go_to(judge)
    (form.wrong if other == "N" else form.right).click()
    assert "".join(judge.found.answer) == other


def test_looking_changes_nothing(page: IntakePage) -> None:
    page.open_files(
        [CORPUS / name for name in ("26-mistakes.txt", "39-cases.txt", "47-pictures.docx", "84-patchwork.txt")]
    )
    before = [entry.found for entry in page.work.entries()]
    for entry in page.work.entries():
        page.desk.go_to(entry)
        for part in range(len(entry.found.parts) + 1):
            page.desk.reading.form.parts.setCurrentIndex(part)
    assert [entry.found for entry in page.work.entries()] == before
    assert not any(entry.edited for entry in page.work.entries())


def test_keys_go_through_the_doubts(page: IntakePage, qtbot: QtBot) -> None:
    page.open_files([CORPUS / "26-mistakes.txt"])
    page.activateWindow()
    page.desk.table.setFocus()
    doubtful = [entry for entry in page.work.entries() if entry.doubtful]
    QTest.keyClick(page.desk.table, Qt.Key.Key_F8)
    assert here(page) is doubtful[0]
    QTest.keyClick(page.desk.table, Qt.Key.Key_F8)
    QTest.keyClick(page.desk.table, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert here(page) is doubtful[0]
    page.desk.reading.form.stem.setFocus()
    QTest.keyClick(page.desk.reading.form.stem, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert doubtful[0].checked and here(page) is doubtful[1]
    text = page.desk.reading.form.stem.text()
    QTest.keyClick(page.desk.reading.form.stem, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert doubtful[1].skipped and doubtful[1].found.stem == text
    page.desk.go_to(doubtful[0])
    page.desk.reading.check.click()
    assert doubtful[0].doubtful, "its doubts are open again"


def test_filters_list_what_they_say(page: IntakePage) -> None:
    page.open_files([CORPUS / "26-mistakes.txt"])
    every = page.work.entries()
    page.desk.views.chips[View.DOUBTFUL].click()
    assert page.desk.table.rows.rows == [entry for entry in every if entry.found.doubtful]
    page.desk.views.chips[View.CLEAR].click()
    assert page.desk.table.rows.rows == [entry for entry in every if not entry.found.doubtful]
    page.desk.views.chips[View.ALL].click()
    assert page.desk.table.rows.rows == every


def test_several_are_checked_or_skipped_at_once(page: IntakePage) -> None:
    page.open_files([CORPUS / "26-mistakes.txt"])
    page.desk.show_view(View.DOUBTFUL)
    page.desk.table.selectAll()
    page.desk.check()
    assert not any(entry.doubtful for entry in page.work.entries())
    page.desk.skip()
    assert sum(entry.skipped for entry in page.work.entries()) == page.desk.table.rows.rowCount()


def test_pasted_text_and_work_that_is_not_lost(page: IntakePage, shell: FakeShell, show_page: Show) -> None:
    page.paste()
    dialog = page.dialog
    assert isinstance(dialog, PasteDialog) and not dialog.read.isEnabled()
    dialog.box.setPlainText(TEXT)
    dialog.read.click()
    assert len(page.work.entries()) == 4
    page.work.entries()[0].skipped = True
    page.arrive()
    again = IntakePage(shell)  # as the window does when the language changes
    show_page(again)
    assert again.desk.isVisible() and again.work.entries()[0].skipped and again.work is work_of(shell.context)


def test_new_files_ask_what_becomes_of_the_old(page: IntakePage, gbk: Path, tmp_path: Path) -> None:
    page.open_files([gbk])
    page.arrive(files=[excel(tmp_path / "b.xlsx")])
    assert isinstance(page.dialog, Choice) and "还有 4 题没有导入" in page.dialog.text.text()
    page.dialog.no.click()
    assert len(page.work.entries()) == 4
    page.arrive(files=[tmp_path / "b.xlsx"])
    answer(page, "加在后面")
    assert len(page.work.entries()) == 6
    page.arrive(files=[tmp_path / "b.xlsx"])
    answer(page, "替换")
    assert len(page.work.entries()) == 2


def test_the_list_is_cleared_only_when_asked(page: IntakePage, shell: FakeShell, gbk: Path) -> None:
    page.open_files([gbk])
    shell.answers = [False]
    page.begin_anew()
    assert len(page.work.entries()) == 4 and "4 题没有导入" in shell.asked[0]
    page.begin_anew()
    assert not page.work.sources and page.start.isVisible()


def test_a_file_without_questions_shows_its_lines(page: IntakePage) -> None:
    page.open_files([CORPUS / "97-no-questions.txt"])
    assert page.desk.view is View.LINES and page.desk.lines.rows.rowCount()
    assert not page.foot.take.isEnabled()
    page.desk.show_view(View.ALL)
    assert page.desk.table.rows.rowCount() == 0


def test_files_dropped_are_read(page: IntakePage, gbk: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(gbk))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert len(page.work.entries()) == 4


def test_template_and_file_dialog(
    page: IntakePage, shell: FakeShell, tmp_path: Path, gbk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "模板.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(file), ""))
    page.write_template()
    assert intake.read(file).questions and "模板.xlsx" in shell.told[-1]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([str(gbk)], ""))
    page.choose()
    assert len(page.work.entries()) == 4


def test_pictures_are_shown(page: IntakePage) -> None:
    page.open_files([CORPUS / "47-pictures.docx"])
    page.desk.go_to(page.work.entries()[2])
    assert page.desk.reading.pictures_shown() == 4
    page.desk.go_to(page.work.entries()[3])
    assert page.desk.reading.pictures_shown() == 0


@pytest.mark.parametrize(("width", "height", "scale"), [(900, 560, 100), (1060, 580, 150), (1700, 900, 100)])
def test_fits(themed: QApplication, shell: FakeShell, qtbot: QtBot, width: int, height: int, scale: int) -> None:
    theme.apply(themed, dark=scale > 100, scale=scale)
    page = IntakePage(shell)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.open_files([CORPUS / "26-mistakes.txt", CORPUS / "39-cases.txt"])
    QTest.qWait(20)
    assert page.minimumSizeHint().width() <= width
    page.desk.panes.show_lines()
    QTest.qWait(20)
    for made in (page.foot.take, page.desk.reading.check, page.desk.reading.skip, page.desk.reading.merge):
        right = made.mapTo(page, made.rect().bottomRight())
        assert page.rect().contains(right), made.text()
    theme.apply(themed, dark=False, scale=100)


def test_in_a_low_window_list_and_lines_take_turns(
    themed: QApplication, shell: FakeShell, qtbot: QtBot, gbk: Path
) -> None:
    theme.apply(themed, dark=False, scale=150)
    page = IntakePage(shell)
    qtbot.addWidget(page)
    page.resize(1080, 640)
    page.show()
    page.open_files([gbk, CORPUS / "39-cases.txt"])
    QTest.qWait(20)
    desk, line = page.desk, page.fontMetrics().height()
    assert desk.table.isVisible() and not desk.source.isVisible()
    assert desk.table.viewport().height() > 4 * line * 1.9
    assert desk.table.columnWidth(3) > 6 * page.fontMetrics().horizontalAdvance("国"), "the stem can be read"
    desk.split()  # without a line chosen it leads to the lines
    QTest.qWait(20)
    assert desk.source.isVisible() and not desk.table.isVisible() and desk.source.height() > 7 * line
    page.resize(1080, 1200)
    QTest.qWait(20)
    assert desk.source.isVisible() and desk.table.isVisible() and not desk.panes.turns.isVisible()
    theme.apply(themed, dark=False, scale=100)


def test_a_folder_stands_for_its_files(page: IntakePage, shell: FakeShell, gbk: Path, tmp_path: Path) -> None:
    folder, empty = tmp_path / "旧题", tmp_path / "空"
    folder.mkdir()
    empty.mkdir()
    for name in ("甲.txt", "~$甲.txt", "照片.jpg"):
        (folder / name).write_bytes(gbk.read_bytes())
    assert page.wanted(folder)
    page.dropped([folder])
    assert [source.name for source in page.work.sources] == ["甲.txt"]
    page.dropped([empty])
    assert isinstance(shell.failed[-1], NothingInFolder)


def test_when_only_doubts_are_left_the_button_says_so(page: IntakePage, gbk: Path) -> None:
    page.open_files([gbk])
    choose_area(page)
    for entry in page.work.entries():
        entry.skipped = not entry.doubtful
    page.foot.show_work(page.work)
    doubtful = sum(entry.doubtful for entry in page.work.entries())
    assert doubtful and page.foot.take.text().startswith(f"还有 {doubtful} 题待核对")


def test_five_thousand_questions_are_quick(page: IntakePage, tmp_path: Path) -> None:
    from time import perf_counter

    lines = [
        f"{n}. 第{n}公里处的护栏由谁养护？\nA. 甲{n}\nB. 乙{n}\nC. 丙{n}\n答案：{'ABC'[n % 3]}" for n in range(1, 5001)
    ]
    file = tmp_path / "big.txt"
    file.write_text("\n".join(lines), "utf-8")
    page.open_files([file])
    every = page.work.entries()
    assert len(every) == 5000
    began = perf_counter()
    for n in range(0, 5000, 250):
        page.desk.table.selectRow(n)
    assert (perf_counter() - began) / 20 < 0.05
    began = perf_counter()
    page.desk.reading.form.stem.setPlainText("改了")
    assert perf_counter() - began < 0.1
    assert page.desk.entry is not None and page.desk.entry.found.stem == "改了"
