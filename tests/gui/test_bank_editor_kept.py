"""试题编辑: what is typed is kept by itself and taken up again; two who change the same question; pictures; reviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jltrain.app import bank, editing, statutes
from jltrain.bank.areas import Area
from jltrain.bank.question import Question
from jltrain.bank.state import State
from jltrain.gui.bank.editor import KEPT_AFTER, EditorPage
from jltrain.gui.bank.editor_pictures import png
from jltrain.gui.bank.editor_work import as_body
from jltrain.gui.page import Page
from tests.app import desk_world
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]


@pytest.fixture
def shipped(shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = desk_world.ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(shell.context)
    return folder


@pytest.fixture
def page(shell: FakeShell, show_page: Show, shipped: Path) -> EditorPage:
    made = EditorPage(shell)
    show_page(made, id="s-1")
    return made


def picture(colour: str = "red", width: int = 40) -> QImage:
    made = QImage(width, 30, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def at_once(page: EditorPage) -> EditorPage:
    """The page as it is now, for a type checker that believes what was true before."""
    return page


def _stem(question: Question, stem: str) -> Question:
    return replace(question, stem=stem, items=(replace(question.items[0], stem=stem),))


def test_kept_by_itself_and_taken_up_again(page: EditorPage, shell: FakeShell, show_page: Show, qtbot: QtBot) -> None:
    page.form.stem.insertPlainText("改过的")
    qtbot.waitUntil(lambda: bool(editing.drafts(shell.context)), timeout=KEPT_AFTER + 2000)
    assert "已留存" in page.frame.unsaved.text()
    again = EditorPage(shell)  # the program was ended in between, by whatever
    show_page(again, id="s-1")
    assert shell.asked and "未保存的修改" in shell.asked[-1]
    assert again.form.stem.toPlainText().startswith("改过的")
    assert bank.get(shell.context, "s-1").stem == desk_world.STEMS["s-1"]
    again.save()
    assert bank.get(shell.context, "s-1").stem.startswith("改过的")
    assert editing.drafts(shell.context) == ()


def test_whoever_starts_anew_can_still_go_back(page: EditorPage, shell: FakeShell, show_page: Show) -> None:
    page.form.stem.insertPlainText("改过的")
    assert page.may_leave() and "自动留存" in shell.told[-1]
    shell.answers = [False]
    page.arrive(id="s-1")
    assert page.form.stem.toPlainText() == desk_world.STEMS["s-1"]
    page.undo()
    assert page.form.stem.toPlainText().startswith("改过的")


def test_a_new_one_is_taken_up_again(page: EditorPage, shell: FakeShell, show_page: Show) -> None:
    page.arrive(area=Area.PORT)
    assert page.work.area is Area.PORT and page.form.stem.toPlainText() == ""
    page.form.stem.insertPlainText("写到一半")
    assert page.place() == {"draft": editing.drafts(shell.context)[0].key}
    again = EditorPage(shell)
    show_page(again, **page.place())
    assert again.form.stem.toPlainText() == "写到一半" and not shell.asked
    again.arrive()
    assert "写到一半" in shell.asked[-1] and again.form.stem.toPlainText() == "写到一半"
    shell.answers = [False]
    again.arrive()
    assert again.form.stem.toPlainText() == "" and len(editing.drafts(shell.context)) == 1


def test_going_to_another_question_keeps_this_one(page: EditorPage, shell: FakeShell) -> None:
    page.form.stem.insertPlainText("改过的")
    page.arrive(id="s-2")
    assert [draft.key for draft in editing.drafts(shell.context)] == ["question:s-1"]
    assert page.form.stem.toPlainText() == desk_world.STEMS["s-2"] and page.history.at == 0


def test_an_untouched_question_leaves_nothing(page: EditorPage, shell: FakeShell) -> None:
    assert page.may_leave() and not shell.told and editing.drafts(shell.context) == ()
    assert page.place() == {"id": "s-1"}


def test_changes_are_thrown_away_and_found_again(page: EditorPage, shell: FakeShell) -> None:
    page.form.stem.insertPlainText("改过的")
    page.keep()
    page.throw_away()
    assert page.form.stem.toPlainText() == desk_world.STEMS["s-1"] and editing.drafts(shell.context) == ()
    page.undo()
    assert page.form.stem.toPlainText().startswith("改过的")


def test_two_change_the_same_question(page: EditorPage, shell: FakeShell) -> None:
    page.form.stem.insertPlainText("我的")
    editing.save(shell.context, _stem(bank.get(shell.context, "s-1"), "别人改的题干，说法不同。"), by="李四")
    page.save()
    dialog = page.saving.dialog
    assert dialog is not None and "李四" in dialog.told.text()
    assert "我的" in dialog.mine.toPlainText() and "别人改的" in dialog.theirs.toPlainText()
    dialog.use_mine.click()
    assert bank.get(shell.context, "s-1").stem.startswith("我的")
    assert [v.version for v in editing.history(shell.context, "s-1")] == [3, 2, 1]
    assert page.subject is not None and page.subject.version == 3


def test_the_other_version_is_taken(page: EditorPage, shell: FakeShell) -> None:
    page.form.stem.insertPlainText("我的")
    editing.save(shell.context, _stem(bank.get(shell.context, "s-1"), "别人改的题干，说法不同。"))
    page.save()
    dialog = page.saving.dialog
    assert dialog is not None
    dialog.reject()
    assert page.form.stem.toPlainText().startswith("我的")
    page.save()
    again = at_once(page).saving.dialog
    assert again is not None and again is not dialog
    again.use_theirs.click()
    assert page.subject is not None and page.subject.version == 2
    assert page.form.stem.toPlainText().startswith("别人改的")
    page.undo()
    assert page.form.stem.toPlainText().startswith("我的")


def test_pictures_from_files_clipboard_and_dropped(page: EditorPage, shell: FakeShell, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    picture().save(str(file))
    page.form.stem.setFocus()
    page.add_pictures([file])
    assert at_once(page).work.pictures and page.form.stem.toPlainText().startswith("〔图1〕")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "b.png"))])
    picture("blue").save(str(tmp_path / "b.png"))
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))
    assert len(at_once(page).work.pictures) == 2  # the first is there already
    QGuiApplication.clipboard().setImage(picture("green"))
    page.form.explanation.setFocus()
    QTest.keyClick(page.form.explanation, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(at_once(page).work.pictures) == 3 and page.form.explanation.toPlainText().startswith("〔图3〕")
    page.save()
    assert [p.is_file() for p in bank.pictures(shell.context, bank.get(shell.context, "s-1"))] == [True] * 3
    QGuiApplication.clipboard().clear()


def test_text_on_the_clipboard_is_pasted_as_text(page: EditorPage) -> None:
    QGuiApplication.clipboard().setText("一段文字")
    QTest.keyClick(page.form.explanation, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "一段文字" in page.form.explanation.toPlainText() and not page.work.pictures
    QGuiApplication.clipboard().clear()


def test_marks_follow_their_pictures(page: EditorPage) -> None:
    page.add_pictures([png(picture("red")), png(picture("blue")), png(picture("green"))])
    names = page.work.pictures
    page.form.stem.setPlainText("看〔图1〕、〔图2〕和〔图3〕。")
    page.form.pictures.list.setCurrentRow(0)
    page.form.pictures.down.click()
    assert page.work.pictures == (names[1], names[0], names[2])
    assert page.form.stem.toPlainText() == "看〔图2〕、〔图1〕和〔图3〕。"
    page.form.pictures.list.setCurrentRow(1)
    page.form.pictures.remove.click()
    assert at_once(page).work.pictures == (names[1], names[2])
    assert page.form.stem.toPlainText() == "看、〔图1〕和〔图2〕。"
    page.undo()
    assert len(at_once(page).work.pictures) == 3 and page.form.pictures.list.count() == 3


def test_what_is_no_picture_is_refused(page: EditorPage, shell: FakeShell, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"nothing")
    page.add_pictures([tmp_path / "no.png"])
    assert "不能使用" in str(shell.failed[-1]) and not page.work.pictures


def test_a_picture_beside_a_file_moves_along(shell: FakeShell, show_page: Show, shipped: Path) -> None:
    picture().save(str(shipped / "law" / "p.png"))
    file = shipped / "law" / "some.yaml"
    file.write_text(file.read_text("utf-8").replace("  topic: 甲\n", "  topic: 甲\n  picture: p.png\n", 1), "utf-8")
    bank.compile_bank(shell.context)
    page = EditorPage(shell)
    show_page(page, id="s-1")
    page.form.head.area.setCurrentIndex(page.form.head.area.findData(Area.PORT.value))
    page.save()
    kept = bank.get(shell.context, "s-1")
    assert kept.discipline is Area.PORT and len(bank.pictures(shell.context, kept)) == 1
    assert page.subject is not None and not page.subject.changed(page.work)


def test_saving_ends_a_review(page: EditorPage, shell: FakeShell, tmp_path: Path) -> None:
    desk_world.with_law(shell.context, tmp_path)
    newer = tmp_path / "new" / "公路法.md"
    newer.parent.mkdir()
    text = desk_world.LAW.replace("2017年11月4日第五次", "2025年11月4日第六次").replace("五千元", "八千元")
    newer.write_text(text, "utf-8")
    assert statutes.bring_in(shell.context, [newer], anyway=True).opened
    page.arrive(id="s-1")
    assert page.frame.review.isVisible() and page.frame.badge.text() == State.REVIEW.label
    page.form.explanation.insertPlainText("按新法，")
    page.save()
    assert "待复核已结束" in shell.told[-1] and not page.frame.review.isVisible()
    assert bank.hit(shell.context, "s-1").state is State.READY


def test_a_draft_of_a_question_that_is_gone_becomes_a_new_one(page: EditorPage, shell: FakeShell) -> None:
    body = {"work": as_body(page.work), "version": 7}
    editing.keep_draft(shell.context, "question:gone-1", body)
    page.arrive(draft="question:gone-1")
    assert page.subject is not None and page.subject.version == 0 and page.work.title == desk_world.STEMS["s-1"]


def test_preview_folds_where_there_is_no_room(page: EditorPage) -> None:
    page.resize(900, 700)
    assert page.frame.fields.isVisible() and not page.side.isVisible() and page.frame.view.isVisible()
    page.form.stem.insertPlainText("新")
    page.look()
    page.frame.view.click()
    assert page.side.isVisible() and not page.frame.fields.isVisible()
    assert page.side.card.question is not None and page.side.card.question.stem.startswith("新")
    page.resize(1300, 700)
    assert page.frame.fields.isVisible() and page.side.isVisible() and not page.frame.view.isVisible()
