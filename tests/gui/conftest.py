"""A shell without a window, for tests of pages: it runs work at once and remembers what it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.page import Page
from jltrain.gui.shell import fonts, theme
from jltrain.progress import Cancelled, Step

T = TypeVar("T")


class FakeShell:
    """Implements `Shell`. Work runs inside `run`, on the caller's thread.

    told: messages of `tell`. failed: errors of `fail` (a bug is raised again, so that it fails the test).
    asked: questions of `ask`, answered by `answers` in turn, then yes. gone: (page, arguments) of `go`.
    steps: what running work reported; with `cancel` set, the first report raises Cancelled.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.told: list[str] = []
        self.failed: list[Exception] = []
        self.asked: list[str] = []
        self.answers: list[bool] = []
        self.gone: list[tuple[str, dict[str, object]]] = []
        self.steps: list[Step] = []
        self.cancel = False
        self.in_exam = False

    @property
    def context(self) -> Context:
        return self._context

    def run(
        self,
        work: Callable[[Callable[[Step], None]], T],
        done: Callable[[T], None],
        text: str,
        failed: Callable[[Exception], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        assert text, "the user must be told what is being worked on"
        try:
            result = work(self._report)
        except (JltrainError, Cancelled) as error:
            (failed or self.fail)(error)
            return
        done(result)

    def _report(self, step: Step) -> None:
        self.steps.append(step)
        if self.cancel:
            raise Cancelled

    def tell(self, text: str) -> None:
        self.told.append(text)

    def fail(self, error: Exception) -> None:
        self.failed.append(error)
        if not isinstance(error, JltrainError | Cancelled):
            raise error

    def ask(self, question: str, yes: str, no: str = "") -> bool:
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else True

    def go(self, page: str, **arguments: object) -> None:
        self.gone.append((page, arguments))

    def enter_exam(self, on: bool) -> None:
        self.in_exam = on


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt up to 6.11 says this of every window with a least size, offscreen; it is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _keys_let_go(qapp: QApplication) -> Iterator[None]:
    """QTest lets a key go with the modifiers of its press: Qt would believe them held in the tests that follow."""
    yield
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


@pytest.fixture
def shell(context: Context, qapp: QApplication) -> FakeShell:
    """A FakeShell on the test's context."""
    return FakeShell(context)


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the program's own fonts and light look; plain again afterwards."""
    before = qapp.font(), qapp.palette()
    fonts.load()
    theme.apply(qapp, dark=False, scale=100)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


@pytest.fixture
def show_page(qtbot: QtBot) -> Callable[[Page], Page]:
    """Show a page as the window would: retheme, show, arrive."""

    def show(page: Page, **arguments: object) -> Page:
        qtbot.addWidget(page)
        page.resize(1100, 680)
        page.retheme(dark=False, scale=100)
        page.show()
        page.arrive(**arguments)
        return page

    return show
