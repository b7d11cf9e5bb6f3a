"""Reading a chapter: contents, search, type size, pictures, and how far one has read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jltrain.app import study
from jltrain.app.context import Context
from jltrain.gui.statutes.article_dialog import ArticleDialog
from jltrain.gui.study import chapter_html
from jltrain.gui.study.chapter_view import OBJECT, blocks
from jltrain.gui.study.reader import ReaderPage
from jltrain.gui.study.reading_time import STILL, ReadingTime
from jltrain.practice.scope import Scope, ScopeKind
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.test_study_desk import HIGHWAY, click, desk, in_front, press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    made = desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, shell: FakeShell, themed: QApplication) -> ReaderPage:
    return in_front(qtbot, ReaderPage(shell), chapter=HIGHWAY)


def progress(context: Context, learner: str = "") -> tuple[float, float, bool]:
    row = next(row for row in study.chapters(context, learner) if row.chapter.id == HIGHWAY)
    return row.progress.furthest, row.progress.seconds, row.progress.finished


def test_the_chapter_is_there_with_its_contents(reader: ReaderPage) -> None:
    text = reader.view.toPlainText()
    assert text.startswith("公路路政执法：超限运输、涉路活动与路产保护")
    assert "法规版本：公路法（2017-11-04）" in text
    titles = [reader.contents.item(n).text().strip() for n in range(reader.contents.count())]
    assert titles == [block.text() for block in reader.view.headings[1:]]
    assert len(titles) > 5
    assert reader.contents.currentRow() == 0


def test_the_contents_list_leads_and_follows(qtbot: QtBot, reader: ReaderPage) -> None:
    reader.contents.setFocus()
    for _step in range(3):
        press(qtbot, reader, Qt.Key.Key_Down)
    press(qtbot, reader, Qt.Key.Key_Return)
    top = reader.view.top_of(reader.view.headings[4])
    assert 0 <= top - reader.view.verticalScrollBar().value() < 30
    reader.view.show_fraction(0)
    assert reader.contents.currentRow() == 0
    reader.view.show_fraction(1)
    assert reader.contents.currentRow() == reader.contents.count() - 1
    press(qtbot, reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # back to where the jump began
    assert reader.view.verticalScrollBar().value() == 0
    press(qtbot, reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.shell.gone == [("courses", {})]  # type: ignore[attr-defined]  # the fake shell


def test_keys_scroll(qtbot: QtBot, reader: ReaderPage) -> None:
    bar = reader.view.verticalScrollBar()
    assert reader.view.hasFocus()
    press(qtbot, reader, Qt.Key.Key_Space)
    assert bar.value() == bar.pageStep()
    press(qtbot, reader, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    press(qtbot, reader, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    press(qtbot, reader, Qt.Key.Key_Home)
    assert bar.value() == 0
    press(qtbot, reader, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_searching_counts_marks_and_goes_round(qtbot: QtBot, reader: ReaderPage) -> None:
    press(qtbot, reader, Qt.Key.Key_F, CONTROL)
    bar = reader.search_bar
    assert bar.field.hasFocus()
    bar.field.setText("扣留")
    total = reader.view.toPlainText().count("扣留")
    assert total > 3
    assert bar.count.text() == f"第 1 处，共 {total} 处"
    assert len(reader.view.extraSelections()) == total
    press(qtbot, reader, Qt.Key.Key_Return)
    assert bar.count.text().startswith("第 2 处")
    press(qtbot, reader, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, reader, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text().startswith(f"第 {total} 处")
    press(qtbot, reader, Qt.Key.Key_F3)
    assert bar.count.text().startswith("第 1 处")
    bar.field.setText("没有这样的话")
    assert bar.count.text() == "没有找到"
    assert not bar.after.isEnabled()
    press(qtbot, reader, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert not reader.view.extraSelections()
    assert reader.view.hasFocus()


def test_type_size_is_kept_and_the_place_too(qtbot: QtBot, reader: ReaderPage) -> None:
    reader.view.show_block(reader.view.headings[4])
    before = reader.view.top_position()
    press(qtbot, reader, Qt.Key.Key_Equal, CONTROL)
    assert reader.context.settings.number("reader_scale") == 110
    assert reader.percent.text() == "110 %"
    block = reader.view.document().findBlock(before)
    assert (
        abs(reader.view.top_of(block) - reader.view.verticalScrollBar().value()) < reader.view.viewport().height() / 3
    )
    for _step in range(10):
        reader.larger.click()
    assert reader.context.settings.number("reader_scale") == 200
    assert not reader.larger.isEnabled()
    for _step in range(10):
        press(qtbot, reader, Qt.Key.Key_Minus, CONTROL)
    assert reader.context.settings.number("reader_scale") == 80
    middle = QPointF(reader.view.viewport().rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(reader.view.viewport(), event)
    assert reader.percent.text() == "90 %"


def test_reading_is_noted_and_resumed(qtbot: QtBot, shell: FakeShell, clock: FakeClock, reader: ReaderPage) -> None:
    reader.view.show_fraction(0.5)
    clock.advance(60)
    reader.hide()  # left before the timer struck
    furthest, seconds, finished = progress(shell.context)
    assert furthest == pytest.approx(0.5, abs=0.01)
    assert seconds == 60
    assert not finished
    again = in_front(qtbot, ReaderPage(shell), chapter=HIGHWAY)
    assert again.view.fraction() == pytest.approx(0.5, abs=0.01)
    assert "已回到上次读到的位置" in shell.told[-1]
    again.view.show_fraction(1.0)
    for _minute in range(9):
        clock.advance(60)
        again.view.touched.emit()
        again._keep()
    assert progress(shell.context)[2]
    assert "已读" in again.state.text()
    assert "本章已读完" in shell.told[-1]


def test_who_saw_the_end_too_soon_is_told_how_long_to_read(clock: FakeClock, reader: ReaderPage) -> None:
    reader.view.show_fraction(1.0)
    clock.advance(61)
    reader._keep()
    assert reader.note.text() == "已看到末尾，再读约 8 分钟记为已读。"


def test_another_learner_has_his_own_record(shell: FakeShell, clock: FakeClock, reader: ReaderPage) -> None:
    reader.view.show_fraction(0.4)
    clock.advance(30)
    reader.hide()
    shell.context.settings.put("learner", "22010001")
    reader.show()
    reader.arrive()
    assert reader.progress.value() == 0
    assert progress(shell.context, "22010001") == (0.0, 0.0, False)


def test_a_page_that_stands_open_is_not_read(clock: FakeClock) -> None:
    time = ReadingTime(clock)
    assert time.take() == 0
    time.start()
    clock.advance(100)
    assert time.take() == 100
    clock.advance(10 * STILL)
    assert time.take() == STILL - 100
    time.touch()
    clock.advance(20)
    assert time.stop() == 20
    clock.advance(50)
    assert time.take() == 0


def test_pictures_are_drawn_as_wide_as_the_column(qtbot: QtBot, reader: ReaderPage) -> None:
    def drawn() -> int:
        """Pixels of the picture's own ground in a row near its top."""
        image = reader.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        row = 30
        return sum(image.pixelColor(x, row).name() == "#fbfaf6" for x in range(image.width()))

    (block,) = [b for b in blocks(reader.view.document()) if OBJECT in b.text()]
    reader.view.show_block(block)
    QApplication.processEvents()
    wide = drawn()
    reader.resize(760, 620)
    QApplication.processEvents()
    reader.view.show_block(block)
    QApplication.processEvents()
    assert 100 < drawn() < wide


def test_nothing_is_fetched_by_name(reader: ReaderPage, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("geheim", "utf-8")
    for url in (QUrl.fromLocalFile(str(secret)), QUrl("https://example.org/x.png"), QUrl("picture:0")):
        for kind in range(1, 6):
            assert reader.view.loadResource(kind, url) is None
    reader.view.anchorClicked.emit(QUrl.fromLocalFile(str(secret)))
    assert "geheim" not in reader.view.toPlainText()


def test_a_citation_names_its_article_and_version(shell: FakeShell, reader: ReaderPage) -> None:
    start = reader.view.toPlainText().index("《公路安全保护条例》第三十三条")
    cursor = reader.view.textCursor()
    cursor.setPosition(start + 2)
    href = cursor.charFormat().anchorHref()
    expected = "《公路安全保护条例》第三十三条，本章依据的版本：2011-03-07"
    assert reader._describe(href) == expected
    reader.view.highlighted.emit(QUrl(href))
    assert reader.note.text() == expected
    reader.view.highlighted.emit(QUrl())
    assert reader.note.text().startswith("累计阅读")
    reader.view.setTextCursor(cursor)
    reader.view.anchorClicked.emit(QUrl(href))
    (window,) = reader.findChildren(ArticleDialog)
    assert window.heading.text() == "《公路安全保护条例》第三十三条"
    assert "还没有导入《公路安全保护条例》的文本" in window.text.toPlainText()
    window.close()


@pytest.mark.parametrize("href", ["", "statute:x", "statute:%E5%85%AC/0", "statute:a/99999", "javascript:1"])
def test_what_is_no_citation_says_nothing(href: str) -> None:
    assert chapter_html.describe(None, href) == ""


def test_both_buttons_practise_the_chapter(qtbot: QtBot, shell: FakeShell, reader: ReaderPage) -> None:
    click(reader.practise)
    reader.view.anchorClicked.emit(QUrl(chapter_html.PRACTISE))
    asked = ("practice", {"scope": Scope(ScopeKind.CHAPTER, (HIGHWAY,)), "title": reader._opened.row.chapter.title})  # type: ignore[union-attr]
    assert shell.gone == [asked, asked]
    assert "学完了，练习本章（32 题）" in reader.view.toPlainText()


def test_every_chapter_opens(qtbot: QtBot, shell: FakeShell, reader: ReaderPage) -> None:
    for row in study.chapters(shell.context, ""):
        reader.arrive(chapter=row.chapter.id)
        assert len(reader.view.headings) == reader.contents.count() + 1
    assert not shell.failed


def test_a_chapter_that_is_not_there(qtbot: QtBot, shell: FakeShell) -> None:
    in_front(qtbot, ReaderPage(shell), chapter="highway/99-none")
    assert len(shell.failed) == 1
    assert shell.gone == [("courses", {})]
