"""A whole exam on the screen, driven by keys and mouse, on the real engine and database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jltrain.app import sessions
from jltrain.app.context import Context
from jltrain.bank.question import Response
from jltrain.exam.events import EventKind
from jltrain.exam.invigilation import Invigilation
from jltrain.exam.state import Status
from jltrain.gui.exam.confirm import ConfirmView
from jltrain.gui.exam.result import ResultView
from jltrain.gui.exam.sign_in import SignInPage
from jltrain.gui.exam.sitting import SittingView
from jltrain.gui.exam.submit import SubmitDialog
from jltrain.gui.page import Page
from jltrain.store.database import DiskFull
from tests.conftest import FakeClock
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell
from tests.gui.exam_driver import chord, click, in_front, press, texts

Key = Qt.Key


@pytest.fixture
def page(shell: FakeShell, show_page: Callable[[Page], Page]) -> SignInPage:
    made = SignInPage(shell)
    exam_sample.open_session(shell.context)
    show_page(made)
    in_front(made)
    return made


def sign_in(page: SignInPage, certificate: str = "22010002", name: str = "李䶮") -> None:
    press(page, certificate, Key.Key_Return, name, Key.Key_Return)


def begin(page: SignInPage) -> SittingView:
    sign_in(page)
    confirm = page.shown
    assert isinstance(confirm, ConfirmView)
    click(confirm.start)
    assert page.sitting is not None
    return page.sitting


def answers(page: SignInPage) -> dict[str, Response]:
    """What is in the database, read as another process would."""
    context = page.context
    ident = context.sessions.list()[0].id
    row = next(r for r in sessions.room(context, ident) if r.candidate.name == "李䶮")
    return dict(row.state.answers)


def test_a_whole_sitting_by_keyboard(qtbot: QtBot, page: SignInPage, shell: FakeShell) -> None:
    sign_in(page)
    press(page, Key.Key_Space)  # the focus is on "begin"
    sitting = page.sitting
    assert sitting is not None
    assert (shell.in_exam, page.may_leave()) == (True, False)
    press(page, Key.Key_A, Key.Key_Return, Key.Key_B, Key.Key_Right)  # single: right, wrong
    press(page, Key.Key_A, Key.Key_B, Key.Key_D, Key.Key_D, Key.Key_C, Key.Key_Enter)  # D put in and out
    press(page, Key.Key_A, Key.Key_F, Key.Key_Return)  # a subset: half
    press(page, Key.Key_Y, Key.Key_Return, Key.Key_N, Key.Key_Y, Key.Key_Return)
    press(page, Key.Key_Tab, "7", Key.Key_Tab, "民事诉讼法", Key.Key_Return)
    press(page, Key.Key_C, Key.Key_Return, Key.Key_N)
    assert answers(page) == {
        "s1": ("A",), "s2": ("B",), "m1": ("A", "B", "C"), "m2": ("A",), "j1": ("Y",), "j2": ("Y",),
        "b1": ("7", "民事诉讼法"), "c1#1": ("C",), "c1#2": ("N",),
    }  # fmt: skip
    assert sitting.delivery.state.flagged == {"m2"}
    chord(page, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sitting.dialog is not None
    assert "已全部作答" in sitting.dialog.heading.text()
    in_front(sitting.dialog)
    chord(sitting.dialog, Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(page.shown, ResultView))  # a mnemonic shows the button pressed first
    result = page.shown
    assert isinstance(result, ResultView)
    assert "17" in texts(result)  # 20 less 2 for s2 and 1 for m2
    assert "合格" in texts(result)
    assert (shell.in_exam, page.may_leave()) == (False, True)
    assert shell.context.study.attempts("22010002"), "the exam's answers are in the officer's record"
    click(result.done)
    assert page.form.certificate.text() == ""


def test_who_is_not_on_the_roster_is_told_beside_the_fields(page: SignInPage, shell: FakeShell) -> None:
    sign_in(page, "22010002", "李龙")
    assert "不在本场考试名单中" in " ".join(texts(page.form))
    assert page.sitting is None
    assert not shell.failed


def test_without_an_open_session_the_page_says_what_to_wait_for(
    shell: FakeShell, show_page: Callable[[Page], Page]
) -> None:
    page = SignInPage(shell)
    show_page(page)
    assert not page.form.entered.isEnabled()
    assert any("开考" in text for text in texts(page.form))


def test_confirmation_names_officer_paper_and_rules(page: SignInPage) -> None:
    sign_in(page)
    shown = texts(page)
    for wanted in ("李䶮", "22010002", "30 分钟", "满分 20 分，12 分合格", "市级 · 道路运政"):
        assert wanted in shown
    assert any("少选且无错选得一半分" in text for text in shown)
    assert any("自动交卷" in text for text in shown)


def test_saved_is_shown_with_the_time_when_it_is_on_the_disk(page: SignInPage, clock: FakeClock) -> None:
    sitting = begin(page)
    saved = sitting.paper.top.saved
    assert "已保存" not in saved.text()
    clock.advance(5)
    click(sitting.paper.question.options[2])
    assert saved.text() == "已保存 09:00:05"
    assert answers(page) == {"s1": ("C",)}


def test_a_response_that_cannot_be_saved_stays_and_is_saved_later(
    page: SignInPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = begin(page)
    press(page, Key.Key_A)

    def full(*_arguments: object) -> None:
        raise DiskFull(folder="D:")

    monkeypatch.setattr(page.context.log, "append", full)
    press(page, Key.Key_B)
    top, banner = sitting.paper.top, sitting.paper.banner
    assert top.saved.text() == "未保存 1 题"
    assert "磁盘空间不足" in banner.text.text()
    press(page, Key.Key_Right, Key.Key_Left)
    assert sitting.paper.question.options[1].isChecked(), "what was chosen is still on the screen"
    assert answers(page) == {"s1": ("A",)}
    sitting.ask_submit()
    assert sitting.dialog is None, "nothing unsaved is handed in"
    monkeypatch.undo()
    click(banner.retry)
    assert answers(page) == {"s1": ("B",)}
    assert top.saved.text().startswith("已保存")
    assert not banner.isVisible()


def test_a_blank_is_saved_when_typing_stops_and_when_it_is_left(qtbot: QtBot, page: SignInPage) -> None:
    sitting = begin(page)
    sitting.go_to(6)
    press(page, Key.Key_Tab, "7F", Key.Key_Left)  # keys of the exam are letters and arrows in here
    assert sitting.current == 6
    assert "b1" not in answers(page)
    assert "正在输入" in sitting.paper.top.saved.text()
    qtbot.waitUntil(lambda: "b1" in answers(page), timeout=3000)
    assert answers(page)["b1"] == ("7F", "")
    press(page, Key.Key_Backspace, "十")
    press(page, Key.Key_Tab)
    assert answers(page)["b1"] == ("十F", "")


def test_closing_the_program_and_signing_in_again_goes_on_where_it_ended(
    page: SignInPage, shell: FakeShell, clock: FakeClock, show_page: Callable[[Page], Page]
) -> None:
    begin(page)
    press(page, Key.Key_A, Key.Key_Return, Key.Key_B, Key.Key_F)
    page.close()
    clock.advance(120)
    again = SignInPage(shell)
    show_page(again)
    in_front(again)
    sign_in(again)
    assert any("已作答 2 题，剩余 28 分钟" in text for text in texts(again))
    confirm = again.shown
    assert isinstance(confirm, ConfirmView)
    assert "继续作答" in confirm.start.text()
    click(confirm.start)
    sitting = again.sitting
    assert sitting is not None
    assert sitting.current == 2, "the first item without an answer"
    assert sitting.paper.top.countdown.text() == "28:00"
    assert sitting.paper.top.saved.text() == "已恢复 2 题的作答"
    sitting.go_to(1)
    assert sitting.paper.question.options[1].isChecked()
    assert sitting.paper.panel.buttons[0].property("state") == "answered"
    assert sitting.paper.panel.buttons[1].text() == "2★"


def test_warnings_then_hand_in_by_time_with_what_was_being_typed(page: SignInPage, clock: FakeClock) -> None:
    sitting = begin(page)
    banner, top = sitting.paper.banner, sitting.paper.top
    clock.advance(20 * 60)
    sitting.tick()
    assert banner.text.text() == "距考试结束还有 10 分钟。"
    click(banner.close_button)
    clock.advance(5 * 60)
    sitting.tick()
    assert banner.text.text() == "距考试结束还有 5 分钟。"
    clock.advance(4 * 60)
    sitting.tick()
    assert "不到 1 分钟" in banner.text.text()
    assert top.countdown.property("level") == "urgent"
    sitting.go_to(6)
    clock.advance(57)
    press(page, Key.Key_Tab, "七")
    clock.advance(1.5)
    press(page, "日")
    clock.advance(2)
    sitting.tick()
    assert isinstance(page.shown, ResultView)
    assert any("自动交卷" in text for text in texts(page.shown))
    assert answers(page) == {"b1": ("七日", "")}


def test_time_that_ran_out_while_the_program_was_off_ends_in_the_result(
    page: SignInPage, shell: FakeShell, clock: FakeClock, show_page: Callable[[Page], Page]
) -> None:
    begin(page)
    press(page, Key.Key_A)
    page.close()
    clock.advance(3600)
    again = SignInPage(shell)
    show_page(again)
    in_front(again)
    sign_in(again)
    confirm = again.shown
    assert isinstance(confirm, ConfirmView)
    click(confirm.start)
    assert isinstance(again.shown, ResultView)
    assert not shell.in_exam


def test_early_submission_counts_what_is_unanswered_and_leads_to_it(page: SignInPage) -> None:
    sitting = begin(page)
    press(page, Key.Key_A, Key.Key_F)
    click(sitting.paper.hand_in)
    dialog = sitting.dialog
    assert dialog is not None
    assert dialog.heading.text() == "还有 8 道题没有作答，确定现在交卷吗？"
    assert any("1 道题做了标记" in text for text in texts(dialog))
    in_front(dialog)
    dialog.unanswered.setCurrentRow(3)
    dialog.unanswered.setFocus()
    press(dialog.unanswered, Key.Key_Return)
    assert sitting.current == 4
    assert sitting.findChildren(SubmitDialog) == [dialog]
    assert dialog.isHidden()
    assert sitting.delivery.state.status is Status.RUNNING
    sitting.ask_submit()
    assert sitting.dialog is not None
    click(sitting.dialog.hand_in)
    assert isinstance(page.shown, ResultView)


def test_a_pause_covers_the_paper_and_stops_keys_and_clock(
    page: SignInPage, clock: FakeClock, context: Context
) -> None:
    sitting = begin(page)
    sitting.ask_submit()
    invigilation = Invigilation(sitting.delivery.sitting_id, context.log, clock)
    invigilation.pause("王监考", "停电检查")
    sitting.tick()
    assert not sitting.paper.question.isVisible()
    assert sitting.dialog is None
    assert "原因：停电检查" in texts(sitting)
    press(page, Key.Key_A)
    clock.advance(600)
    sitting.tick()
    assert sitting.paper.top.countdown.text() == "30:00"
    assert answers(page) == {}
    invigilation.go_on("王监考")
    sitting.tick()
    assert sitting.paper.question.isVisible()
    press(page, Key.Key_B)
    assert answers(page) == {"s1": ("B",)}


def test_what_is_typed_when_the_pause_comes_is_saved_after_it(
    page: SignInPage, clock: FakeClock, context: Context
) -> None:
    sitting = begin(page)
    sitting.go_to(6)
    press(page, Key.Key_Tab, "七")
    invigilation = Invigilation(sitting.delivery.sitting_id, context.log, clock)
    invigilation.pause("王监考", "停电检查")
    sitting.tick()
    invigilation.go_on("王监考")
    sitting.tick()
    assert answers(page) == {"b1": ("七", "")}


def test_extra_time_and_being_sent_out_reach_the_officer(page: SignInPage, clock: FakeClock, context: Context) -> None:
    sitting = begin(page)
    invigilation = Invigilation(sitting.delivery.sitting_id, context.log, clock)
    invigilation.extend("王监考", "补时", 10)
    sitting.tick()
    assert sitting.paper.banner.text.text() == "监考员已为您延长考试时间 10 分钟。"
    assert sitting.paper.top.countdown.text() == "40:00"
    invigilation.end("王监考", "违纪")
    press(page, Key.Key_A)
    assert isinstance(page.shown, ResultView)
    assert any("监考员" in text and "收卷" in text for text in texts(page.shown))


def test_leaving_the_window_is_recorded_but_a_moment_is_not(page: SignInPage, clock: FakeClock) -> None:
    sitting = begin(page)
    for away in (1.5, 7):
        sitting.attention.changed(Qt.ApplicationState.ApplicationInactive)
        clock.advance(away)
        sitting.attention.changed(Qt.ApplicationState.ApplicationActive)
    incidents = [e for e in sitting.delivery.state.incidents if e.kind is EventKind.FOCUS_LOST]
    assert [e.data["seconds"] for e in incidents] == [7]
    assert "7 秒" in sitting.paper.banner.text.text()


def test_shown_letters_stand_for_the_banks_own(shell: FakeShell, show_page: Callable[[Page], Page]) -> None:
    page = SignInPage(shell)
    exam_sample.open_session(shell.context, shuffle=True)
    show_page(page)
    in_front(page)
    sitting = begin(page)
    for index, placed in enumerate(sitting.delivery.items):
        if not placed.letters:
            continue
        sitting.go_to(index)
        press(page, Key.Key_A)
        shown = sitting.paper.question.options[0].caption()
        bank = placed.item.options["ABCDEFGH".index(placed.letters[0])]
        assert shown == f"A {bank}"
        assert answers(page)[placed.key] == (placed.letters[0],)
    assert any(p.letters and p.letters[0] != "A" for p in sitting.delivery.items), "the sample must be shuffled"


def test_panel_shows_where_each_item_stands(page: SignInPage) -> None:
    sitting = begin(page)
    press(page, Key.Key_A, Key.Key_Return, Key.Key_Return, Key.Key_F, Key.Key_Return)
    states = [button.property("state") for button in sitting.paper.panel.buttons]
    assert states == ["answered", "seen", "flagged", "current", *["unseen"] * 5]
    click(sitting.paper.panel.buttons[7])
    assert sitting.current == 7
    assert any(exam_sample.STORY in text for text in texts(sitting))
    press(page, Key.Key_A, Key.Key_Delete)
    assert answers(page) == {"s1": ("A",)}, "Delete takes an answer back"
