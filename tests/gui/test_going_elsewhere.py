"""What holds while the user goes about: the keyboard stays on the page in hand, a rebuilt window shows the same place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from jltrain import i18n
from jltrain.app import sessions
from jltrain.app.context import Context
from jltrain.bank.question import Kind
from jltrain.errors import Trouble
from jltrain.gui.exam.confirm import ConfirmView
from jltrain.gui.exam.sign_in import SignInPage
from jltrain.gui.page import Page, Shell
from jltrain.gui.shell import opening, registry, speech, theme
from jltrain.gui.shell.guide import Guide
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow
from jltrain.gui.study import rounds
from jltrain.gui.study.courses import CoursesPage
from jltrain.gui.study.mistakes import MistakesPage
from jltrain.gui.study.practice import PracticePage
from jltrain.gui.study.progress import ProgressPage
from jltrain.gui.study.reader import ReaderPage
from jltrain.gui.study.rounds import Round
from jltrain.gui.trainer.papers import PapersPage
from jltrain.i18n import N_
from jltrain.practice.scope import Scope, ScopeKind
from jltrain.progress import Report
from tests.conftest import FakeClock
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell
from tests.gui.test_study_desk import HIGHWAY, desk, in_front, practice, questions

ROOM = 1366 - 270 - 36
"""Pixels that the navigation at 150 % leaves a page on an office screen."""


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    made = desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def elsewhere(qtbot: QtBot, themed: QApplication) -> QStackedWidget:
    """A stack of pages whose field in front has the keyboard."""
    stack, field = QStackedWidget(), QLineEdit()
    qtbot.addWidget(stack)
    stack.addWidget(field)
    stack.show()
    stack.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return stack


def arrive_behind(stack: QStackedWidget, page: Page, **arguments: object) -> None:
    """The page's work ends when the user is on another page already."""
    stack.addWidget(page)
    page.retheme(dark=False, scale=100)
    page.arrive(**arguments)


@pytest.mark.parametrize("kind", [CoursesPage, MistakesPage, PracticePage, ProgressPage])
def test_work_that_ends_late_leaves_the_keyboard_where_the_user_is(
    kind: type[Page], shell: FakeShell, elsewhere: QStackedWidget
) -> None:
    arrive_behind(elsewhere, kind(shell))
    assert elsewhere.focusWidget() is elsewhere.currentWidget()


def test_a_round_drawn_late_waits(qtbot: QtBot, shell: FakeShell, elsewhere: QStackedWidget) -> None:
    page = PracticePage(shell)
    arrive_behind(elsewhere, page, scope=Scope(ScopeKind.CHAPTER, (HIGHWAY,)), title="一章")
    assert elsewhere.focusWidget() is elsewhere.currentWidget()
    elsewhere.setCurrentWidget(page)
    page.arrive()
    assert page.stack.currentWidget() is page.run
    assert page.isAncestorOf(page.window().focusWidget())


def test_a_chapter_opened_late_is_not_read(shell: FakeShell, elsewhere: QStackedWidget) -> None:
    page = ReaderPage(shell)
    arrive_behind(elsewhere, page, chapter=HIGHWAY)
    assert elsewhere.focusWidget() is elsewhere.currentWidget()
    assert [page._time.running] == [False]
    elsewhere.setCurrentWidget(page)
    page.arrive()
    assert [page._time.running] == [True]
    assert page.place() == {"chapter": HIGHWAY}


def test_tab_goes_through_the_answers_before_the_buttons(qtbot: QtBot, shell: FakeShell) -> None:
    drawn = practice(shell.context, questions(shell.context, Kind.SINGLE))
    rounds.keep(shell.context, Round(drawn, "", "综合", None))
    page = in_front(qtbot, PracticePage(shell))
    card, run = page.run.card, page.run
    stops = [card, *(stop for box in card.items for stop in (*box.options.values(), *box.blanks)), run.skip]
    chain: list[QWidget] = [card]
    while (after := chain[-1].nextInFocusChain()) is not None and after is not card:
        chain.append(after)
    order = [chain.index(stop) for stop in stops]
    assert all(before < after for before, after in pairwise(order))


def test_a_fault_of_ours_at_the_start_locks_nobody_in(
    qtbot: QtBot, shell: FakeShell, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam_sample.open_session(context)
    page = in_front(qtbot, SignInPage(shell))
    page.form.certificate.setText("22010001")
    page.form.officer.setText("张三")
    page.sign_in()
    confirm = page.shown
    assert isinstance(confirm, ConfirmView)

    def fault(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sessions, "deliver", fault)
    with qtbot.captureExceptions() as caught:
        confirm.start.click()
    assert len(caught) == 1
    assert not shell.in_exam
    assert page.shown is page.form
    assert page.may_leave()


class Stub(Page):
    """Remembers how it was shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.arrived: list[dict[str, object]] = []

    def arrive(self, **arguments: object) -> None:
        self.arrived.append(arguments)

    def place(self) -> dict[str, object]:
        return self.arrived[-1]


class Broken(Trouble):
    template = N_("数据库由更新版本的程序建立，请升级本程序。")


@pytest.fixture
def window(
    context: Context, themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(registry.Entry, "make", lambda entry, shell: Stub(shell))
    context.places.prepare()
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    yield made
    assert made.jobs.stop()


def test_a_rebuilt_window_shows_the_same_chapter(window: MainWindow) -> None:
    window.open_pages()
    window.go("reader", chapter=HIGHWAY)
    before = window.stack.currentWidget()
    window.rebuild()
    after = window.stack.currentWidget()
    assert isinstance(after, Stub)
    assert after is not before
    assert after.arrived == [{"chapter": HIGHWAY}]


def test_the_sign_of_a_database_that_will_not_open_outlives_a_change_of_language(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(context: Context, report: Report) -> None:
        raise Broken

    monkeypatch.setattr(opening, "prepare", refuse)
    first = Opening(window, guide=False)
    first.begin()
    qtbot.waitUntil(lambda: window.stack.count() == 2)
    window.rebuild()
    sign = window.stack.currentWidget()
    assert sign is not None
    assert any("升级本程序" in label.text() for label in sign.findChildren(QLabel))
    again = sign.findChildren(QPushButton)[0]
    assert window.focusWidget() is again
    monkeypatch.setattr(opening, "prepare", lambda context, report: None)
    again.click()
    qtbot.waitUntil(lambda: first.finished)
    window.rebuild()
    assert isinstance(window.stack.currentWidget(), Stub)


def test_a_change_of_language_does_not_stop_the_opening(window: MainWindow, qtbot: QtBot) -> None:
    first = Opening(window, guide=False)
    first.begin()
    window.rebuild()
    qtbot.waitUntil(lambda: first.finished, timeout=60_000)


def test_files_are_chosen_in_chinese(qtbot: QtBot) -> None:
    speech.speak()
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    texts += [button.text() for button in dialog.findChildren(QPushButton)]
    assert texts
    assert [text for text in texts if text and text.isascii()] == []


@pytest.mark.parametrize("kind", [CoursesPage, MistakesPage, PapersPage])
def test_english_at_150_percent_fits_an_office_screen(
    kind: type[Page], qtbot: QtBot, shell: FakeShell, themed: QApplication
) -> None:
    i18n.use("en")
    theme.apply(themed, dark=False, scale=150)
    page = in_front(qtbot, kind(shell))
    page.resize(ROOM, 600)
    assert page.minimumSizeHint().width() <= ROOM
    for field in page.findChildren(QLineEdit):
        if field.isVisible():
            assert field.width() >= 8 * field.fontMetrics().averageCharWidth()


def test_no_line_of_the_guide_is_squeezed_at_150_percent(qtbot: QtBot, context: Context, themed: QApplication) -> None:
    i18n.use("en")
    theme.apply(themed, dark=False, scale=150)
    window = QWidget()
    qtbot.addWidget(window)
    guide = Guide(window, context)
    guide.show()
    qtbot.waitExposed(guide)
    for label in guide.steps.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.height() >= label.sizeHint().height(), label.text()
    assert guide.height() <= 768
