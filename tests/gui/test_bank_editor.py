"""试题编辑: each kind is made from nothing by the keyboard, checked while it is typed, taken back, saved as a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jltrain.app import bank, editing
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import State
from jltrain.gui.bank import editor_side as side
from jltrain.gui.bank.editor import EditorPage
from jltrain.gui.bank.editor_checks import place_of
from jltrain.gui.bank.editor_work import Work
from jltrain.gui.page import Page
from tests.app import desk_world
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]
LAW = "《公路法》第五十一条"
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
KEYS = {"PgDown": Qt.Key.Key_PageDown}
WHY = "该条对此有明文规定，其余说法都不合法。"


@pytest.fixture
def page(
    shell: FakeShell, show_page: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> EditorPage:
    desk_world.ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(shell.context)
    desk_world.with_law(shell.context, tmp_path)
    made = EditorPage(shell)
    made.resize(1300, 800)
    show_page(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def put(text: str, *keys: str) -> None:
    """Type where the keyboard is. QTest types Latin alone; the rest comes as from an input method."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    if isinstance(widget, QPlainTextEdit):
        widget.insertPlainText(text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.insert(text)
    press(*keys)


def press(*keys: str) -> None:
    for sequence in keys:
        *held, last = sequence.split("+")
        pressed = Qt.KeyboardModifier.NoModifier
        for name in held:
            pressed |= MODIFIERS[name]
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, KEYS.get(last) or Qt.Key[f"Key_{last}"], pressed)


def tab_to(widget: QWidget) -> None:
    """Press Tab until the keyboard is there."""
    for _n in range(60):
        if widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or widget.window()):
            return
        QTest.keyClick(QApplication.focusWidget() or widget, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {widget.accessibleName() or widget}")


def state(page: EditorPage) -> Work:
    """The work as it is now, for a type checker that believes what was true before."""
    return page.work


def begin(page: EditorPage, topic: str = "路政") -> None:
    tab_to(page.form.head.topic)
    put(topic)


def reason(page: EditorPage) -> None:
    """Basis and explanation, by Tab."""
    tab_to(page.form.basis)
    put(LAW)
    tab_to(page.form.explanation)
    put(WHY)


def kind(page: EditorPage, wanted: Kind) -> None:
    box = page.form.part_kind if page.form.tab else page.form.head.kind
    tab_to(box)
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != wanted.value:
        QTest.keyClick(box, Qt.Key.Key_Down)


def save(page: EditorPage) -> Question:
    press("Ctrl+S")
    assert page.subject is not None and page.subject.version
    return bank.get(page.context, page.subject.ident)


def choices(page: EditorPage, texts: str, right: str) -> None:
    for row, text in zip(page.form.options.rows, texts, strict=False):
        tab_to(row.letter)
        if row.letter.text() in right:
            QTest.keyClick(row.letter, Qt.Key.Key_Space)
        tab_to(row.text)
        put(f"说法{text}")


@pytest.mark.parametrize(("wanted", "right"), [(Kind.SINGLE, "C"), (Kind.MULTIPLE, "ABD")])
def test_a_choice_from_nothing_by_keyboard(page: EditorPage, shell: FakeShell, wanted: Kind, right: str) -> None:
    begin(page)
    kind(page, wanted)
    tab_to(page.form.stem)
    put("下列说法对不对？")
    choices(page, "甲乙丙丁", right)
    reason(page)
    made = save(page)
    assert (made.kind, made.topic, made.discipline) == (wanted, "路政", page.work.area)
    assert made.items[0].options == ("说法甲", "说法乙", "说法丙", "说法丁")
    assert "".join(made.items[0].answer) == right
    assert (made.basis, made.explanation) == ((LAW,), WHY)
    assert bank.hit(page.context, made.id).state is State.READY
    assert "可以用于练习和组卷" in shell.told[-1]


def test_a_judgement_from_nothing_by_keyboard(page: EditorPage) -> None:
    begin(page)
    kind(page, Kind.JUDGE)
    tab_to(page.form.stem)
    put("这样做不合法。")
    tab_to(page.form.wrong)
    QTest.keyClick(page.form.wrong, Qt.Key.Key_Space)
    reason(page)
    assert save(page).items[0].answer == ("N",)


def test_blanks_from_nothing_by_keyboard(page: EditorPage) -> None:
    begin(page)
    kind(page, Kind.BLANK)
    tab_to(page.form.stem)
    put("应当", "Ctrl+B")
    put("处理，并", "Ctrl+B")
    put("。")
    assert page.work.parts[0].stem == "应当____处理，并____。"
    tab_to(page.form.accept.fields[0])
    put("依法\n按照法律")
    tab_to(page.form.accept.fields[1])
    put("公告")
    reason(page)
    made = save(page)
    assert made.items[0].accept == (("依法", "按照法律"), ("公告",))
    assert made.items[0].answer == ("依法", "公告")


def test_a_case_from_nothing_by_keyboard(page: EditorPage) -> None:
    begin(page)
    kind(page, Kind.CASE)
    tab_to(page.form.stem)
    put("张某在公路上堆放货物。")
    reason(page)
    press("Ctrl+PgDown")
    kind(page, Kind.JUDGE)
    tab_to(page.form.stem)
    put("张某违法。")
    tab_to(page.form.right)
    QTest.keyClick(page.form.right, Qt.Key.Key_Space)
    press("Ctrl+PgDown")
    tab_to(page.form.stem)
    put("应当怎样处理？")
    choices(page, "甲乙丙", "B")
    reason(page)
    tab_to(page.form.case.add)
    QTest.keyClick(page.form.case.add, Qt.Key.Key_Space)
    kind(page, Kind.BLANK)
    tab_to(page.form.stem)
    put("可以处", "Ctrl+B")
    tab_to(page.form.accept.fields[0])
    put("罚款")
    made = save(page)
    assert made.stem == "张某在公路上堆放货物。"
    assert [item.kind for item in made.items] == [Kind.JUDGE, Kind.SINGLE, Kind.BLANK]
    assert (made.items[1].basis, made.items[1].answer) == ((LAW,), ("B",))
    assert (made.items[0].basis, made.items[0].explanation, made.basis) == ((), "", (LAW,))
    assert bank.hit(page.context, made.id).state is State.READY


def test_options_move_with_the_answer(page: EditorPage) -> None:
    page.form.options.rows[0].letter.click()
    page.form.options.rows[0].text.setFocus()
    put("甲")
    press("Alt+Down", "Alt+Down")
    assert ",".join(page.work.parts[0].options) == ",,甲," and page.work.parts[0].chosen == ("C",)
    page.form.options.rows[0].remove.click()
    left = page.work.parts[0]
    assert "".join(left.options) == "甲" and len(left.options) == 3 and left.chosen == ("B",)


def test_undo_across_fields(page: EditorPage) -> None:
    blank = page.work
    page.form.stem.setFocus()
    put("题干一")
    page.form.explanation.setFocus()
    put("解析一")
    page.form.options.rows[1].letter.click()
    page.form.head.kind.setCurrentIndex(page.form.head.kind.findData(Kind.CASE.value))
    assert page.work.case and page.form.case.tabs.isVisible()
    press("Ctrl+Z")
    assert not state(page).case and state(page).parts[0].chosen == ("B",)
    press("Ctrl+Z")
    assert state(page).parts[0].chosen == () and not page.form.options.rows[1].letter.isChecked()
    press("Ctrl+Z")
    assert page.form.explanation.toPlainText() == "" and page.form.explanation.hasFocus()
    press("Ctrl+Z")
    assert page.work == blank and page.form.stem.toPlainText() == ""
    press("Ctrl+Z")
    assert page.work == blank
    press("Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+Y")
    assert state(page).case and page.work.parts[0].stem == "题干一" and page.work.parts[0].explanation == "解析一"


def test_typing_is_one_step_until_a_pause(page: EditorPage) -> None:
    page.form.stem.setFocus()
    for letter in "abc":
        QTest.keyClicks(page.form.stem, letter)
    page.history.pause()
    QTest.keyClicks(page.form.stem, "d")
    press("Ctrl+Z")
    assert page.form.stem.toPlainText() == "abc"
    press("Ctrl+Z")
    assert page.form.stem.toPlainText() == ""


def test_faults_stand_beside_their_fields(page: EditorPage) -> None:
    page.form.stem.setFocus()
    put("题干")
    page.form.basis.rows[0].line.setFocus()
    put("《公路法》第九百条")
    page.look()
    shown = page.form.faults
    assert shown["answer"].text() == "还没有答案" and shown["answer"].property("role") == "badge-bad"
    assert "没有这一条" in page.form.basis.rows[0].faults.text()
    assert not shown["stem"].isVisible()
    page.form.basis.rows[0].line.setText(LAW)
    page.look()
    assert not page.form.basis.rows[0].faults.isVisible()
    assert page.form.basis.rows[0].article.text() == "第五十一条　依照本法处理。"
    blocking = [fault.blocking for fault in page.side.faults.faults]
    assert blocking == sorted(blocking, reverse=True) and any(blocking)
    assert page.frame.lacking.isVisible() and page.frame.lacking.text().startswith(str(sum(blocking)))


def test_a_fault_leads_to_its_field(page: EditorPage) -> None:
    kind(page, Kind.CASE)
    page.form.stem.setFocus()
    put("案情")
    page.look()
    assert page.form.case.tabs.tabText(2).endswith("！")
    page.frame.turn(side.FAULTS)
    at = next(n for n, fault in enumerate(page.side.faults.faults) if fault.place == "parts[2].stem")
    page.side.faults.list.setCurrentRow(at)
    QTest.keyClick(page.side.faults.list, Qt.Key.Key_Return)
    assert page.form.tab == 2 and page.form.stem.hasFocus()
    for fault in page.side.faults.faults:
        page.form.go_to(place_of(fault))
        inside = QApplication.focusWidget()
        assert inside is not None and page.form.isAncestorOf(inside)


def test_what_is_typed_is_looked_at_soon(page: EditorPage) -> None:
    page.form.stem.setFocus()
    put("新的题干")
    QTest.qWait(300)
    assert page.side.card.question is not None and page.side.card.question.stem == "新的题干"
    assert set(page.side.faults.faults) == set(page.examined.faults) != set()


def test_the_card_follows_without_being_built_anew(page: EditorPage) -> None:
    page.form.head.kind.setCurrentIndex(page.form.head.kind.findData(Kind.CASE.value))
    page.form.stem.insertPlainText("案情一")
    page.form.case.turn(1)
    page.form.stem.insertPlainText("问一")
    page.form.options.rows[0].text.insertPlainText("甲")
    page.look()
    box = page.side.card.items[0]
    box.options["A"].click()
    page.form.stem.insertPlainText("改")
    page.form.options.rows[0].text.insertPlainText("乙")
    page.form.case.turn(-1)
    page.form.stem.insertPlainText("，又及")
    page.look()
    assert page.side.card.items[0] is box and box.response() == ("A",)
    assert box.stem.text() == "问一改" and box.options["A"].caption().endswith("甲乙")
    assert "，又及案情一" in [label.text() for label in page.side.card.findChildren(QLabel)]


def test_preview_of_officer_and_trainer(page: EditorPage) -> None:
    page.arrive(id="s-1")
    assert page.side.card.question is not None and page.side.card.question.id == "s-1"
    page.side.turn(side.TRAINER)
    assert "依照该条" in page.side.preview.toPlainText()
    assert page.side.preview.isVisible() and not page.side.card.isVisible()


def test_alike_while_typing(page: EditorPage) -> None:
    kind(page, Kind.JUDGE)
    page.form.stem.setFocus()
    put("在公路上擅自堆放物品的，应当责令其停止。")
    page.look()
    assert [one.id for one in page.side.alike.found] == ["s-1"]
    assert "%" in page.side.alike.list.item(0).text() and page.frame.likeness.isVisible()
    page.frame.turn(side.ALIKE)
    assert "责令停止" in page.side.alike.preview.toPlainText()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_basis_is_completed_and_read(page: EditorPage) -> None:
    assert page.form.basis.names.stringList() == ["《公路法》第"]
    line = page.form.basis.rows[0].line
    line.setFocus()
    line.setText(LAW)
    assert len([row for row in page.form.basis.rows if row.line.isVisible()]) == 2
    opened: list[str] = []
    page.form.basis.opened.connect(opened.append)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert opened == [LAW]
    page.form.basis.rows[0].remove.click()
    assert page.work.parts[0].basis == ()


def test_topics_of_the_area(page: EditorPage) -> None:
    head = page.form.head
    head.area.setCurrentIndex(head.area.findData(Area.LAW.value))
    assert [head.topic.itemText(n) for n in range(head.topic.count())] == ["甲"]
    assert page.work.area is Area.LAW and page.work.topic == ""


def test_nothing_is_saved_without_a_stem(page: EditorPage, shell: FakeShell) -> None:
    press("Ctrl+S")
    assert page.subject is not None and not page.subject.version
    assert "题干" in shell.told[-1] and page.form.stem.hasFocus()


def test_what_lacks_something_is_a_draft(page: EditorPage, shell: FakeShell) -> None:
    page.form.stem.setFocus()
    put("只有题干")
    save(page)
    assert page.frame.badge.text() == "草稿" and "还没有答案" in shell.told[-1]


def test_save_and_new(page: EditorPage) -> None:
    begin(page, "超限")
    kind(page, Kind.JUDGE)
    page.form.stem.setFocus()
    put("第一道。")
    press("Ctrl+Shift+S")
    assert page.subject is not None and not page.subject.version
    assert (page.work.topic, page.work.kind, page.work.title) == ("超限", Kind.JUDGE, "")
    assert page.form.stem.hasFocus() and page.form.stem.toPlainText() == ""
    assert [hit.question.stem for hit in bank.search(page.context, bank.Wanted(text="第一道")).rows] == ["第一道。"]


def test_each_change_is_a_version_with_its_note(page: EditorPage, shell: FakeShell) -> None:
    page.arrive(id="s-2")
    page.form.stem.setFocus()
    put("凡")
    page.form.note.setText("说得更清楚")
    save(page)
    newest = editing.history(page.context, "s-2")[0]
    assert (newest.note, newest.question.stem) == ("说得更清楚", "凡" + desk_world.STEMS["s-2"])
    assert page.form.note.text() == "" and not page.frame.discard.isEnabled()
    press("Ctrl+S")
    assert "没有改动" in shell.told[-1] and len(editing.history(page.context, "s-2")) == 2


def test_every_shipped_question_survives_the_form(shell: FakeShell, show_page: Show) -> None:
    bank.compile_bank(shell.context)
    made = EditorPage(shell)
    show_page(made)
    assert made.subject is not None
    for question in bank.whole(shell.context)[::9]:
        made.arrive(id=question.id)
        for tab in range(len(question.items) + 1 if question.kind is Kind.CASE else 1):
            made.form.show_work(made.work, tab)
            assert made.form._read() == made.work
        assert made.work.question(question.id) == question


def test_kind_keeps_what_it_does_not_need(page: EditorPage) -> None:
    page.form.options.rows[0].text.setFocus()
    put("甲")
    page.form.options.rows[0].letter.click()
    before = page.work
    kind(page, Kind.BLANK)
    assert page.work.question("x").items[0].options == ()
    kind(page, Kind.SINGLE)
    assert page.work == before
    assert replace(page.work) == before
