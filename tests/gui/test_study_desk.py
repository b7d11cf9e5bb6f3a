"""What the tests of the study pages share: a home with the real bank compiled once, and a page in front."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from jltrain.app import bank, study
from jltrain.app.context import Context
from jltrain.bank.question import Kind, Question, Response
from jltrain.gui.page import Page
from jltrain.places import Places
from jltrain.practice import drill
from jltrain.practice.scope import Scope, ScopeKind
from tests.conftest import FakeClock

P = TypeVar("P", bound=Page)
HIGHWAY = "highway/01-road-protection"


@cache
def _compiled() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    made = Context(Places(Path(folder.name) / "home"), FakeClock())
    bank.compile_bank(made)
    made.close()
    return folder


def desk(folder: Path, clock: FakeClock) -> Context:
    """A Context of its own on a copy of the compiled home."""
    shutil.copytree(Path(_compiled().name) / "home", folder / "home")
    return Context(Places(folder / "home"), clock)


def in_front(qtbot: QtBot, page: P, **arguments: object) -> P:
    """Show a page as the window would, active, so that its keys work."""
    qtbot.addWidget(page)
    page.resize(1000, 620)
    page.retheme(False, 100)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive(**arguments)
    QApplication.processEvents()
    return page


def press(
    qtbot: QtBot, page: QWidget, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key, wherever the keyboard is now."""
    target = QApplication.focusWidget()
    assert target is not None
    assert target is page or page.isAncestorOf(target)
    if isinstance(key, str):
        QTest.keyClicks(target, key, held)
    else:
        QTest.keyClick(target, key, held)


def click(button: QAbstractButton) -> None:
    """The left mouse button, where the button really is on the page."""
    QTest.qWait(20)  # let layouts inside layouts settle
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def questions(context: Context, *kinds: Kind) -> list[Question]:
    """The bank's first question of each kind."""
    return [bank.find(context, kind=kind, limit=1)[0][0] for kind in kinds]


def practice(context: Context, chosen: list[Question], learner: str = "") -> study.Practice:
    """A run through just these questions."""
    return study.Practice(context, learner, {q.id: q for q in chosen}, drill.start([q.id for q in chosen]))


def right(question: Question) -> dict[str, Response]:
    """The right answers."""
    return {key: item.answer for key, item in question.keyed_items()}


def go_wrong(context: Context, count: int, learner: str = "") -> list[Question]:
    """Answer `count` questions wrong, one after the other."""
    run = study.practise(context, learner, Scope(ScopeKind.ALL), count, "seed")
    found = []
    while run.question is not None:
        found.append(run.question)
        run.answer({})
        run.forward()
    return found


def test_a_desk_has_the_real_bank(tmp_path: Path, clock: FakeClock) -> None:
    context = desk(tmp_path, clock)
    assert len(questions(context, *Kind)) == 5
    assert not bank.compile_bank(context).changed
    context.close()
