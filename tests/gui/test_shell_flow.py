"""A row that wraps, and pages that have room for their words at large type in a small window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from jltrain.app.context import Context
from jltrain.gui.hr.missing import MissingList
from jltrain.gui.hr.parts import Badges
from jltrain.gui.hr.sections import TablePart, read
from jltrain.gui.shell import theme
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.window import MainWindow
from jltrain.ledger.report import Kind, ReportColumn, ReportTable
from tests.gui.conftest import FakeShell


class Block(QWidget):
    """Asks for a size."""

    def __init__(self, width: int, height: int = 20, *, grows: bool = False) -> None:
        super().__init__()
        self._size = QSize(width, height)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size


def laid(qtbot: QtBot, made: Flow, width: int) -> list[QRect]:
    qtbot.addWidget(made)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return [block.geometry() for block in made.findChildren(Block)]


def test_one_line_while_there_is_room_then_more(qtbot: QtBot) -> None:
    made = Flow(10, Block(100), Block(100, 30), Block(100))
    assert made.heightForWidth(320) == 30 and made.heightForWidth(319) == 60 and made.heightForWidth(100) == 90
    assert made.minimumSizeHint() == QSize(100, 30) and made.sizeHint() == QSize(320, 30)
    assert [(r.x(), r.y()) for r in laid(qtbot, made, 250)] == [(0, 5), (110, 0), (0, 40)]
    assert Flow(5).heightForWidth(50) == 0


def test_what_expands_takes_the_rest_of_its_line(qtbot: QtBot) -> None:
    places = laid(qtbot, Flow(10, Block(100), Block(50, grows=True)), 400)
    assert places[1] == QRect(110, 0, 290, 20)


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    first, second = Block(100), Block(100)
    made = Flow(10, first, second)
    laid(qtbot, made, 400)
    first.hide()
    qtbot.waitUntil(lambda: second.x() == 0)
    first.show()
    qtbot.waitUntil(lambda: second.x() == 110)


def test_a_heading_has_its_buttons_on_the_right(qtbot: QtBot) -> None:
    places = laid(qtbot, Flow(10, Block(100), Block(60), Block(60), apart=True), 400)
    assert [r.x() for r in places] == [0, 270, 340]
    below = laid(qtbot, Flow(10, Block(100), Block(60), Block(60), apart=True), 200)
    assert [(r.x(), r.y()) for r in below] == [(0, 0), (140, 0), (140, 30)]


def test_badges_are_never_cut(qtbot: QtBot, themed: QApplication) -> None:
    badges = Badges()
    qtbot.addWidget(badges)
    badges.put([(f"名册中无此人 {n}", "warn") for n in range(6)])
    badges.resize(300, badges.heightForWidth(300))
    badges.show()
    for made in badges.findChildren(QLabel):
        assert made.width() >= made.sizeHint().width() and made.geometry().right() <= 300


def test_in_a_low_window_filters_and_notes_give_way_to_the_rows(shell: FakeShell, qtbot: QtBot) -> None:
    lacking = MissingList(shell)
    table = ReportTable("表", (ReportColumn("项目", Kind.TEXT, 10),), (("一",),), None, ("一句说明",))
    part = TablePart(read(table), {})
    for page, more, given in ((lacking, lacking.more, lacking.filters), (part, part.more_notes, part.notes)):
        qtbot.addWidget(page)
        page.resize(700, 900)
        page.show()
        assert given.isVisible() and not more.isVisible()
        page.resize(700, 180)
        assert not given.isVisible() and more.isVisible()
        more.click()
        assert given.isVisible()
        page.resize(700, 900)
        assert given.isVisible() and not more.isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_navigation_is_whole_at_large_type_in_the_least_window(
    context: Context, themed: QApplication, qtbot: QtBot, language: str
) -> None:
    context.places.prepare()
    context.settings.put("language", language)
    context.settings.put("scale", 150)
    window = MainWindow(context)
    qtbot.addWidget(window)
    try:
        window.apply_settings()
        window.resize(window.minimumSize())
        window.show()
        window.open_pages()
        for page in ("roster", "collect", "activities", "coverage", "transcript", "reports", "trust", "authority"):
            window.go(page)
            qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
            QApplication.processEvents()
            assert window.nav.width() >= window.nav.sizeHint().width(), page
            inside = window.stack.currentWidget()
            assert inside is not None and inside.width() >= inside.minimumSizeHint().width(), page
    finally:
        assert window.jobs.stop()
        context.settings.put("language", "zh")
        context.settings.put("scale", 100)
        window.apply_settings()
        theme.apply(themed, False, 100)
