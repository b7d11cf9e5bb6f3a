"""复核: an article was taken out, and the questions that cite those after it follow at one stroke."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from jltrain.bank.state import State
from jltrain.gui.page import Page
from jltrain.gui.review.page import ReviewPage
from tests.app.test_renumber import FIRST, SECOND
from tests.gui.conftest import FakeShell
from tests.gui.statutes_world import bring_in, cite, courseware

Show = Callable[..., Page]


@pytest.fixture
def page(
    shell: FakeShell, show_page: Show, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ReviewPage:
    courseware(tmp_path, monkeypatch)
    cite(shell.context, ship="《渡船法》第三条第二款", marks="《渡船法》第五条", gone="《渡船法》第二条")
    bring_in(shell.context, tmp_path, 2015, FIRST)
    bring_in(shell.context, tmp_path, 2023, SECOND)
    made = ReviewPage(shell)
    show_page(made)
    return made


def _select(page: ReviewPage, subject: str) -> None:
    table = page.queue.rows.table
    at = next(n for n, row in enumerate(page.queue.rows.rows) if row.subject == subject)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(at, 0), flags)


def test_one_is_cited_by_its_new_number(page: ReviewPage, shell: FakeShell) -> None:
    _select(page, "gone")
    assert not page.queue.renumber.isVisible(), "there is no new number for what is gone"
    _select(page, "ship")
    assert page.queue.renumber.isVisible()
    page.queue.renumber.click()
    assert shell.context.questions.get(["ship"])["ship"].basis == ("《渡船法》第二条第二款",)
    assert "ship" not in {row.subject for row in page.queue.rows.rows}
    assert shell.told[-1] == "已改引新条号，完成 1 项复核。"


def test_all_at_once_after_asking(page: ReviewPage, shell: FakeShell) -> None:
    assert page.queue.all_moved.isVisible()
    page.queue.all_moved.click()
    found = shell.context.questions.hits(["ship", "marks", "gone"])
    assert {i: hit.state for i, hit in found.items()} == {
        "ship": State.READY, "marks": State.READY, "gone": State.REVIEW
    }  # fmt: skip
    assert found["marks"].question.basis == ("《渡船法》第四条",)
