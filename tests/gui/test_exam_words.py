"""Times in words, and a story that gets the room it needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QSplitter

from jltrain.app import sessions
from jltrain.gui.exam.sitting import SittingView
from jltrain.gui.exam.words import clock_text, span_text
from jltrain.gui.page import Page
from tests.gui import exam_sample
from tests.gui.conftest import FakeShell


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "00:00"), (1, "00:01"), (59_999, "01:00"), (600_000, "10:00"), (3_600_000, "1:00:00"), (7_199_001, "2:00:00")],
)
def test_a_begun_second_counts_whole(milliseconds: int, text: str) -> None:
    assert clock_text(milliseconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0 分钟"), (11, "11 秒"), (120, "2 分钟"), (260, "4 分 20 秒"), (5400, "1 小时 30 分钟")],
)
def test_spans(seconds: int, text: str) -> None:
    assert span_text(seconds) == text


@pytest.mark.parametrize(("width", "beside"), [(1000, False), (1800, True)])
def test_a_story_stands_above_or_beside_its_question(
    themed: QApplication, shell: FakeShell, show_page: Callable[[Page], Page], width: int, beside: bool
) -> None:
    session = exam_sample.open_session(shell.context)
    signed = sessions.sign_in(shell.context, session.id, "22010001", "张三")
    view = SittingView(shell.context, signed, sessions.deliver(shell.context, signed))
    page = Page(shell)
    view.setParent(page)
    show_page(page)
    view.resize(width, 700)
    view.begin()
    view.show()
    view.go_to(7)
    QApplication.processEvents()
    split = view.findChild(QSplitter)
    assert split is not None
    story, question = split.sizes()
    assert (split.orientation().name == "Horizontal") is beside
    assert 100 < story <= question + split.handleWidth() + 1
