"""An officer's report, from the practice card to the trainer's verdict, on one PC and by a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import bank, editing, objections
from jltrain.app.context import Context
from jltrain.gui.page import Page
from jltrain.gui.review.objections_tab import ObjectionsTab
from jltrain.gui.review.page import REPORTS, ReviewPage
from jltrain.gui.study.error_report import ReportButton
from jltrain.gui.study.progress import ProgressPage
from tests.app.desk_world import second, ship
from tests.bank.entries import other, single
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(context)
    editing.save(context, single("mine"))


@pytest.fixture
def tab(shell: FakeShell, qtbot: QtBot) -> ObjectionsTab:
    made = ObjectionsTab(shell)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.arrive()
    return made


def say(context: Context, ident: str = "mine", text: str = "答案有误：应当是 C。") -> str:
    return objections.object(context, bank.get(context, ident), text, "22010001").id


def test_an_officer_reports_and_it_is_remembered(shell: FakeShell, context: Context, qtbot: QtBot) -> None:
    context.settings.put("learner", "22010001")
    button = ReportButton(shell)
    qtbot.addWidget(button)
    button.show_question(bank.get(context, "mine"))
    assert "本题有误" in button.text()
    button.click()
    dialog = button.dialog
    assert dialog is not None and not dialog.go.isEnabled()
    dialog.choices[0].setChecked(True)
    assert not dialog.go.isEnabled()
    dialog.text.setPlainText("应当是 C。")
    dialog.go.click()
    (row,) = objections.listed(context)
    assert row.objection.text == "答案有误：应当是 C。" and row.objection.learner == "22010001"
    assert "谢谢" in shell.told[-1] and "已报错" in button.text()
    button.click()
    assert button.dialog is not None
    button.dialog.reject()
    editing.save(context, other(single("mine"), answer=("C",)))
    button.show_question(bank.get(context, "mine"))
    assert "本题有误" in button.text(), "another version was not reported yet"
    button.show_question(None)
    assert not button.isVisible()


def test_reports_are_grouped_and_settled(tab: ObjectionsTab, shell: FakeShell, context: Context) -> None:
    assert not tab.edit.isEnabled()
    say(context, "s-1")
    say(context)
    say(context, text="选项有误：B 与 C 重复。")
    tab.arrive()
    assert [(g.ident, len(g.rows)) for g in tab.groups.rows.rows] == [("mine", 2), ("s-1", 1)]
    assert "占用公路" in tab.preview.toPlainText()
    tab.reject.click()
    assert tab.dialog is not None and not tab.dialog.go.isEnabled()
    tab.dialog.text.setPlainText("现行条文如此规定。")
    tab.dialog.go.click()
    assert [g.ident for g in tab.groups.rows.rows] == ["s-1"]
    done = objections.listed(context, False, "mine")
    assert {row.acts[-1].note for row in done} == {"现行条文如此规定。"}
    tab.filter.setCurrentIndex(1)
    assert len(tab.groups.rows.rows) == 2
    tab.arrive(question="mine")
    assert "不采纳" in tab.history.toPlainText() and not tab.reject.isEnabled()


def test_accepted_and_edited(tab: ObjectionsTab, shell: FakeShell, context: Context) -> None:
    say(context)
    tab.arrive(question="mine")
    tab.edit.click()
    assert shell.gone[-1] == ("editor", {"id": "mine"})
    tab.arrive()
    assert not tab.settle_edited.isVisible(), "nothing was changed yet"
    editing.save(context, other(single("mine"), answer=("C",)))
    tab.arrive()
    assert tab.settle_edited.isVisible() and "第 2 版" in tab.done.texts[0]
    assert "●" in tab.tabs.tabText(1) and "C" in tab.changes.toPlainText()
    tab.settle_edited.click()
    (row,) = objections.listed(context, False)
    assert row.acts[-1].version == 2 and not tab.groups.rows.rows and not tab.settle_edited.isVisible()


def test_what_is_asked_for_is_shown_though_settled(tab: ObjectionsTab, context: Context) -> None:
    objections.settle(context, say(context), "rejected", "没有错")
    tab.arrive(question="mine")
    assert tab.filter.currentIndex() == 1 and tab.groups.rows.rows[0].ident == "mine"


def test_accepted_without_editing(tab: ObjectionsTab, context: Context) -> None:
    say(context)
    tab.arrive()
    tab.accept.click()
    assert tab.dialog is not None and tab.dialog.go.isEnabled()
    tab.dialog.go.click()
    assert objections.waiting(context) == 0


def test_by_stick(
    tab: ObjectionsTab,
    shell: FakeShell,
    context: Context,
    tmp_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "U"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(stick))
    tab.write_button.click()
    assert "没有待处理" in shell.told[-1]
    tab.stick.choose_folder()
    assert "没有找到" in shell.told[-1]
    away = second(tmp_path / "away", clock)
    editing.save(away, single("elsewhere"))
    say(away, "s-1")
    say(away, "elsewhere")
    objections.export(away, stick)
    away.close()
    (stick / "试题报错-x.json").write_text("{}", "utf-8")
    tab.stick.choose_folder()
    assert "新收 2 条" in shell.told[-1] and tab.done.texts
    assert [g.rows[-1].question is None for g in tab.groups.rows.rows].count(True) == 1
    tab.arrive(question="elsewhere")
    assert "没有编号为 elsewhere" in tab.preview.toPlainText() and not tab.edit.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([str(next(stick.glob("试题报错-*.json")))], ""))
    tab.stick.choose_files()


def test_an_officer_without_a_sheet_exports(
    shell: FakeShell, show_page: Show, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ProgressPage(shell)
    show_page(page)
    assert not page.reports.isVisible()
    say(context)
    page.arrive()
    assert page.reports.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "out"))
    page.reports.click()
    assert len(list((tmp_path / "out").glob("试题报错-*.json"))) == 1 and "带给教官" in shell.told[-1]


def test_the_tab_counts_what_is_left(shell: FakeShell, show_page: Show, context: Context) -> None:
    page = ReviewPage(shell)
    say(context)
    say(context, "s-1")
    show_page(page, tab="reports")
    assert "2" in page.tabs.tabText(REPORTS)
    page.reports.accept.click()
    assert page.reports.dialog is not None
    page.reports.dialog.go.click()
    assert "1" in page.tabs.tabText(REPORTS), "at once, not when the page is next shown"
