"""Drawing papers on the page, and proving them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jltrain.app import papers
from jltrain.gui.page import Page
from jltrain.gui.trainer.papers import PapersPage
from tests.gui.conftest import FakeShell
from tests.gui.exam_driver import click


@pytest.fixture
def page(shell: FakeShell, show_page: Callable[[Page], Page]) -> PapersPage:
    made = PapersPage(shell)
    show_page(made)
    return made


def test_a_paper_is_drawn_shown_proved_and_used(page: PapersPage, shell: FakeShell) -> None:
    blueprints = page.blueprints
    assert blueprints.list.count() >= 6
    assert sum(c.count for c in blueprints.cells.rows.rows) > 50
    blueprints.title.setText("第四季度A卷")
    blueprints.seed.setText("种子7")
    click(blueprints.draw)
    assert page.tabs.currentWidget() is page.papers
    paper = page.papers.paper
    assert paper is not None
    assert (paper.title, paper.seed) == ("第四季度A卷", "种子7")
    shown = page.papers.preview.toPlainText()
    assert all(entry.question.items[0].stem.splitlines()[0][:20] in shown for entry in paper.questions())
    click(page.papers.prove_button)
    assert page.papers.proof.text().startswith("✓ 验证通过")
    click(page.papers.use_button)
    assert shell.gone == [("sessions", {"paper": paper.digest})]


def test_an_infeasible_blueprint_names_each_cell_that_lacks(
    shell: FakeShell, show_page: Callable[[Page], Page]
) -> None:
    folder = shell.context.places.home / "blueprints"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(
        "name: 太大的方案\nminutes: 60\npass: 60\ncells:\n"
        "  - {area: law, kind: single, count: 400, marks: 1}\n"
        "  - {area: port, kind: case, count: 300, marks: 1}\n",
        "utf-8",
    )
    (folder / "b.yaml").write_text("name: [", "utf-8")
    page = PapersPage(shell)
    show_page(page)
    click(page.blueprints.draw)
    text = page.blueprints.lacking.text()
    assert "综合法律知识·单选题·难度1-5：需要 400 题" in text
    assert "港口行政·案例分析题" in text
    assert page.blueprints.lacking.isVisible()
    assert not papers.listed(shell.context)
    page.blueprints.list.setCurrentRow(1)
    assert not page.blueprints.draw.isEnabled()
    assert "有错误" in page.blueprints.list.item(1).text()


def test_no_paper_yet_says_what_to_do(page: PapersPage, qtbot: QtBot) -> None:
    assert "组卷" in page.papers.table.empty
    assert not page.papers.use_button.isEnabled()


def test_a_paper_of_another_bank_cannot_be_proved_and_says_why(
    page: PapersPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page.blueprints.draw)
    monkeypatch.setattr(shell.context.questions, "digest", lambda: "0" * 64)
    page.papers.prove()
    assert "题库有改动" in page.papers.proof.text()


def test_printing_with_and_without_the_key(qtbot: QtBot, shell: FakeShell, tmp_path: Path) -> None:
    page = PapersPage(shell)
    qtbot.addWidget(page)
    papers.make(shell.context, papers.find_blueprint(shell.context, "highway-city"), seed="print")
    page.arrive()
    tab = page.papers
    tab.print_to(tmp_path / "a.pdf", answers=False)
    tab.print_to(tmp_path / "b.pdf", answers=True)
    assert (tmp_path / "b.pdf").stat().st_size > (tmp_path / "a.pdf").stat().st_size > 10_000
    assert "a.pdf" in shell.told[0]
