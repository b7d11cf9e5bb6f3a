"""Practising with the keyboard and the mouse, on the real bank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jltrain.app import study
from jltrain.app.context import Context
from jltrain.bank.question import Kind, Question
from jltrain.gui.study import rounds
from jltrain.gui.study.practice import PracticePage
from jltrain.gui.study.rounds import Round
from jltrain.practice.scope import Scope, ScopeKind
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.test_study_desk import HIGHWAY, click, desk, go_wrong, in_front, practice, press, questions

ENTER = Qt.Key.Key_Return


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    made = desk(tmp_path, clock)
    yield made
    made.close()


def on(qtbot: QtBot, shell: FakeShell, chosen: list[Question]) -> PracticePage:
    rounds.keep(shell.context, Round(practice(shell.context, chosen), "", "综合", None))
    return in_front(qtbot, PracticePage(shell))


def keys(question: Question) -> list[str]:
    return list(question.items[0].answer)


def wrong_key(question: Question) -> str:
    return next(letter for letter in "ABCD" if letter not in question.items[0].answer)


def judged(page: PracticePage) -> bool:
    return page.run.card.revealed


def type_in(qtbot: QtBot, page: PracticePage, *pressed: Qt.Key | str) -> None:
    for key in pressed:
        press(qtbot, page, key)


def test_one_key_chooses_and_enter_confirms_and_goes_on(qtbot: QtBot, shell: FakeShell) -> None:
    first, second = questions(shell.context, Kind.SINGLE, Kind.JUDGE)
    page = on(qtbot, shell, [first, second])
    card = page.run.card
    press(qtbot, page, wrong_key(first))
    press(qtbot, page, keys(first)[0])  # another letter takes the place of the one before
    assert card.responses() == {first.id: first.items[0].answer}
    assert not judged(page)
    press(qtbot, page, ENTER)
    assert judged(page)
    assert "回答正确" in page.run.said.text()
    (kept,) = study.attempts(shell.context, "")
    assert kept.right
    assert kept.response == first.items[0].answer
    press(qtbot, page, ENTER)
    assert card.question == second
    assert "第 2 题" in page.run.place.text()
    assert "正确率 100 %" in page.run.rate.text()


def test_a_wrong_answer_is_told_in_words_and_explained(qtbot: QtBot, shell: FakeShell) -> None:
    (question,) = questions(shell.context, Kind.SINGLE)
    page = on(qtbot, shell, [question])
    wrong = wrong_key(question)
    press(qtbot, page, wrong)
    press(qtbot, page, ENTER)
    box = page.run.card.items[0]
    assert "选错" in box.options[wrong].said()
    assert box.options[wrong].property("verdict") == "wrong"
    assert "正确答案" in box.options[keys(question)[0]].said()
    shown = "\n".join(found.text() for found in box.findChildren(type(box.stem)))
    assert question.items[0].explanation in shown
    assert question.items[0].basis[0] in shown
    assert "已收进错题本" in page.run.said.text()
    assert [entry.question_id for entry, _q in study.mistakes(shell.context, "")] == [question.id]
    press(qtbot, page, keys(question)[0])  # too late
    assert page.run.card.responses() == {question.id: (wrong,)}


def test_letters_toggle_in_a_multiple_choice(qtbot: QtBot, shell: FakeShell) -> None:
    (question,) = questions(shell.context, Kind.MULTIPLE)
    page = on(qtbot, shell, [question])
    press(qtbot, page, wrong_key(question) if len(keys(question)) < 4 else "A")
    press(qtbot, page, wrong_key(question) if len(keys(question)) < 4 else "A")
    for letter in reversed(keys(question)):
        press(qtbot, page, letter)
    assert page.run.card.responses() == {question.id: question.items[0].answer}
    press(qtbot, page, ENTER)
    assert "回答正确" in page.run.said.text()


def test_y_and_n_answer_a_judgement(qtbot: QtBot, shell: FakeShell) -> None:
    (question,) = questions(shell.context, Kind.JUDGE)
    page = on(qtbot, shell, [question])
    for letter in "YN":
        press(qtbot, page, letter)
        assert page.run.card.responses() == {question.id: (letter,)}


def test_blanks_take_letters_and_enter_goes_through_them(qtbot: QtBot, shell: FakeShell) -> None:
    found = questions(shell.context, Kind.BLANK)
    page = on(qtbot, shell, found)
    box = page.run.card.items[0]
    assert box.blanks[0].hasFocus()
    press(qtbot, page, "s")  # typed, not skipped
    assert box.blanks[0].text() == "s"
    for edit, accepted in zip(box.blanks, box.item.accept, strict=True):
        assert edit.hasFocus()
        edit.setText(accepted[-1])
        press(qtbot, page, ENTER)
    assert judged(page)
    assert "回答正确" in page.run.said.text()


def test_a_case_is_answered_part_by_part(qtbot: QtBot, shell: FakeShell) -> None:
    cases = shell.context.questions.find(kind=Kind.CASE)[0]
    question = next(q for q in cases if all(i.kind is not Kind.BLANK for i in q.items))
    page = on(qtbot, shell, [question])
    card = page.run.card
    assert question.stem in [found.text() for found in card.findChildren(type(card.items[0].stem))]
    press(qtbot, page, ENTER)
    assert not judged(page)
    for place, item in enumerate(question.items):
        assert card.current == place
        for letter in item.answer:
            press(qtbot, page, letter)
        if item.kind is Kind.MULTIPLE and place + 1 < len(question.items):
            press(qtbot, page, ENTER)  # not whole yet: on to the part that is missing
    press(qtbot, page, ENTER)
    assert judged(page)
    assert [a.right for a in study.attempts(shell.context, "")] == [True] * len(question.items)


def test_enter_without_an_answer_asks_for_one(qtbot: QtBot, shell: FakeShell) -> None:
    page = on(qtbot, shell, questions(shell.context, Kind.SINGLE))
    press(qtbot, page, ENTER)
    assert not judged(page)
    assert "请先作答" in page.run.said.text()
    assert study.attempts(shell.context, "") == ()


def test_arrows_keep_what_was_answered_and_skipping_leaves_it_out(qtbot: QtBot, shell: FakeShell) -> None:
    first, second, third = questions(shell.context, Kind.SINGLE, Kind.JUDGE, Kind.MULTIPLE)
    page = on(qtbot, shell, [first, second, third])
    press(qtbot, page, "B")
    press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, "S")
    assert page.run.card.question == third
    press(qtbot, page, Qt.Key.Key_Left)
    press(qtbot, page, Qt.Key.Key_Left)
    assert page.run.card.responses() == {first.id: ("B",)}
    press(qtbot, page, ENTER)
    press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, Qt.Key.Key_Left)
    assert judged(page)  # the verdict stands when one comes back
    for _step in range(3):
        press(qtbot, page, Qt.Key.Key_Right)
    assert page.stack.currentWidget() is page.summary
    assert "未答 2" in page.summary.words.text()
    click(page.summary.to_open)
    assert page.run.card.question == second


def test_not_knowing_counts_as_wrong_and_shows_the_answer(qtbot: QtBot, shell: FakeShell) -> None:
    (question,) = questions(shell.context, Kind.SINGLE)
    page = on(qtbot, shell, [question])
    click(page.run.reveal)
    assert judged(page)
    assert not study.attempts(shell.context, "")[0].right


def test_the_mouse_chooses_and_enter_still_confirms(qtbot: QtBot, shell: FakeShell) -> None:
    (question,) = questions(shell.context, Kind.SINGLE)
    page = on(qtbot, shell, [question])
    click(page.run.card.items[0].options["C"])
    press(qtbot, page, ENTER)
    assert judged(page)


def test_the_summary_practises_the_wrong_ones_again(qtbot: QtBot, shell: FakeShell) -> None:
    first, second = questions(shell.context, Kind.SINGLE, Kind.MULTIPLE)
    page = on(qtbot, shell, [first, second])
    type_in(qtbot, page, wrong_key(first), ENTER, ENTER)
    type_in(qtbot, page, *keys(second), ENTER, ENTER)
    assert page.summary.figure.text() == "50 %"
    assert page.summary.wrong_again.hasFocus()
    press(qtbot, page, ENTER)
    assert page.run.round is not None
    assert page.run.round.practice.run.ids == (first.id,)
    type_in(qtbot, page, *keys(first), ENTER, ENTER)
    (entry, _question), *_rest = study.mistakes(shell.context, "")
    assert entry.streak_right == 1


def test_choosing_a_scope_and_another_round(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, PracticePage(shell))
    chooser = page.chooser
    click(chooser.kinds[ScopeKind.TOPIC])
    choice = chooser.choice()
    assert choice is not None
    assert choice.scope.kind is ScopeKind.TOPIC
    assert choice.scope.values[0].startswith("highway/")
    chooser.number.setCurrentIndex(0)
    chooser.tree.setFocus()
    press(qtbot, page, ENTER)
    assert page.run.round is not None
    before = page.run.round.practice.run.ids
    assert 0 < len(before) <= 10
    click(page.run.skip)
    click(page.run.stop)
    assert page.stack.currentWidget() is page.summary
    click(page.summary.next_round)
    assert page.stack.currentWidget() is page.run
    assert set(page.run.round.practice.run.ids) == set(before)


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_every_scope_can_be_begun(qtbot: QtBot, shell: FakeShell, kind: ScopeKind) -> None:
    go_wrong(shell.context, 3)
    page = in_front(qtbot, PracticePage(shell), kind=kind)
    assert page.chooser.start.isEnabled()
    press(qtbot, page, ENTER)
    assert page.stack.currentWidget() is page.run
    assert not shell.failed


def test_an_empty_book_says_what_to_do(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, PracticePage(shell), kind=ScopeKind.MISTAKES)
    assert not page.chooser.start.isEnabled()
    assert "错题本是空的" in page.chooser.hint.text()
    page.arrive(scope=Scope(ScopeKind.MISTAKES))
    assert len(shell.failed) == 1
    assert page.stack.currentWidget() is page.chooser


def test_a_chapter_is_practised_at_once(qtbot: QtBot, shell: FakeShell) -> None:
    page = in_front(qtbot, PracticePage(shell), scope=Scope(ScopeKind.CHAPTER, (HIGHWAY,)), title="公路路政执法")
    assert page.stack.currentWidget() is page.run
    assert page.run.title.text() == "公路路政执法"
    assert page.run.round is not None
    assert len(page.run.round.practice.run.ids) == 20


def test_a_round_goes_on_after_the_window_was_built_anew(qtbot: QtBot, shell: FakeShell) -> None:
    first, second = questions(shell.context, Kind.SINGLE, Kind.MULTIPLE)
    page = on(qtbot, shell, [first, second])
    type_in(qtbot, page, keys(first)[0], ENTER, ENTER, "A")
    page.hide()
    again = in_front(qtbot, PracticePage(shell))
    assert again.run.card.question == second
    assert again.run.card.responses() == {second.id: ("A",)}
    shell.context.settings.put("learner", "22010001")
    again.arrive()  # another learner begins on his own
    assert again.stack.currentWidget() is again.chooser


def test_what_cannot_be_kept_is_told_and_can_be_tried_again(
    qtbot: QtBot, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jltrain.places import FolderNotWritable

    (question,) = questions(shell.context, Kind.SINGLE)
    page = on(qtbot, shell, [question])

    def full(*_arguments: object) -> None:
        raise FolderNotWritable(folder="D:", reason="磁盘已满")

    with monkeypatch.context() as broken:
        broken.setattr(shell.context.study, "add", full)
        press(qtbot, page, "A")
        press(qtbot, page, ENTER)
    assert not judged(page)
    assert len(shell.failed) == 1
    press(qtbot, page, ENTER)
    assert judged(page)
    assert len(study.attempts(shell.context, "")) == 1


def test_the_verdict_comes_into_view(qtbot: QtBot, shell: FakeShell, themed: QApplication) -> None:
    (question,) = questions(shell.context, Kind.MULTIPLE)
    page = on(qtbot, shell, [question])
    page.resize(1000, 400)
    click(page.run.reveal)
    bar, box = page.run.pane.verticalScrollBar(), page.run.card.items[0]

    def in_view() -> bool:
        view = page.run.pane.viewport()
        return box.verdict is not None and box.verdict.mapTo(view, box.verdict.rect().bottomLeft()).y() <= view.height()

    qtbot.waitUntil(lambda: bar.value() > 0 and in_view(), timeout=2000)


@pytest.mark.parametrize("width", [900, 1900])
def test_no_explanation_is_cut_off(qtbot: QtBot, shell: FakeShell, themed: QApplication, width: int) -> None:
    cases = shell.context.questions.find(kind=Kind.CASE)[0]
    page = on(qtbot, shell, [cases[0]])
    page.resize(width, 900)
    click(page.run.reveal)

    def whole() -> bool:
        labels = page.run.card.findChildren(QLabel)
        return all(found.height() >= found.heightForWidth(found.width()) - 1 for found in labels if found.isVisible())

    qtbot.waitUntil(whole, timeout=2000)
