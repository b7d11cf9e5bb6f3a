"""The question bank page, on the shipped bank and on questions made for the purpose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from jltrain.app import bank, editing, objections
from jltrain.app.context import Context
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty, Fault
from jltrain.bank.fieldnames import place_name
from jltrain.bank.question import Kind, Question
from jltrain.bank.state import State
from jltrain.gui.bank.check_dialog import CheckDialog, CheckResult
from jltrain.gui.bank.counts import CountsDialog
from jltrain.gui.bank.export_dialog import ExportDialog, ExportResult
from jltrain.gui.bank.page import BankPage
from jltrain.gui.bank.retag_dialog import RetagDialog
from jltrain.gui.bank.scope import Scope
from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.page import Page
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> Iterator[BankPage]:
    made = BankPage(shell)
    show_page(made)
    yield made
    if made.actions_.dialog is not None:
        made.actions_.dialog.close()  # a modal one would stay in front of the next test's window


def _changed(question: Question, stem: str) -> Question:
    return replace(question, stem=stem, items=(replace(question.items[0], stem=stem),))


def _single(context: Context, at: int = 0) -> Question:
    return bank.search(context, bank.Wanted(kind=Kind.SINGLE)).rows[at].question


def _look_for(page: BankPage, text: str) -> None:
    page.filters.search.setText(text)
    page.filters.delay.now()


def test_lists_filters_and_shows_a_question_whole(page: BankPage) -> None:
    everything = page.list.total
    assert everything >= 240
    page.filters.area.setCurrentIndex(page.filters.area.findData(Area.HIGHWAY.value))
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(Kind.CASE.value))
    found = [hit.question for hit in page.list.paged.rows]
    assert 0 < len(found) < everything
    assert {(q.discipline, q.kind) for q in found} == {(Area.HIGHWAY, Kind.CASE)}
    assert page.list.paged.count.text() == f"共 {len(found)} 条"
    shown = page.detail.preview.toPlainText()
    assert found[0].items[0].explanation.splitlines()[0] in shown
    assert "第 2 问" in shown


def test_what_is_typed_is_looked_for_after_a_pause_and_shown_in_colour(page: BankPage, qtbot: QtBot) -> None:
    everything = page.list.total
    page.filters.search.setText("公路")
    qtbot.waitUntil(lambda: 0 < page.list.total < everything, timeout=3000)
    assert page.list.words == ("公路",)
    assert "background-color:" in page.detail.preview.toHtml()
    assert page.filters.reset.isVisibleTo(page)
    page.filters.reset.click()
    assert page.list.total == everything
    assert not page.filters.reset.isVisibleTo(page)


def test_a_search_without_hits_says_what_to_do(page: BankPage) -> None:
    _look_for(page, "没有任何一题会这样写")
    assert page.list.total == 0
    assert "放宽筛选" in page.detail.preview.toPlainText()
    page.filters.field.setCurrentIndex(page.filters.field.findData("id"))
    assert "全部字段" in page.list.table.empty
    assert not page.actions_.edit.isEnabled()


def test_the_field_narrows_where_it_is_looked_for(page: BankPage) -> None:
    _look_for(page, "highway")
    assert page.list.total > 0
    page.filters.field.setCurrentIndex(page.filters.field.findData("stem"))
    assert page.list.total == 0


def test_topics_follow_the_area(page: BankPage) -> None:
    all_topics = page.filters.topic.count()
    page.filters.area.setCurrentIndex(page.filters.area.findData(Area.PORT.value))
    assert 1 < page.filters.topic.count() < all_topics
    page.filters.topic.setCurrentIndex(1)
    assert {hit.question.topic for hit in page.list.paged.rows} == {page.filters.topic.itemData(1)}


def test_by_law_and_article(page: BankPage) -> None:
    law = page.filters.law.itemText(1)
    page.filters.law.setEditText(law)
    page.filters.delay.now()
    by_law = page.list.total
    assert by_law > 0
    assert all(any(law in b for i in h.question.items for b in i.basis) for h in page.list.paged.rows)
    page.filters.article.setText("9999")
    page.filters.delay.now()
    assert page.list.total == 0
    assert page.filters.more.text().startswith("更多筛选：1")


def test_in_a_narrow_window_the_choices_go_into_the_panel(page: BankPage) -> None:
    page.filters.resize(200, 100)
    assert page.filters.panel.isAncestorOf(page.filters.area)
    page.filters.resize(1500, 100)
    assert not page.filters.panel.isAncestorOf(page.filters.area)


def test_states_are_told_apart_and_withdrawn_ones_are_found_when_asked_for(
    shell: FakeShell, context: Context, show_page: Show
) -> None:
    bank.compile_bank(context)
    gone, draft = _single(context), _single(context, 1)
    editing.withdraw(context, [gone.id], "废止", "张三")
    editing.save(context, replace(draft, items=(replace(draft.items[0], answer=()),)), by="张三")
    page = BankPage(shell)
    show_page(page)
    everything = page.list.total
    assert gone.id not in bank.found_ids(context, page.filters.wanted())
    for state, ident in ((State.WITHDRAWN, gone.id), (State.DRAFT, draft.id)):
        page.filters.state.setCurrentIndex(page.filters.state.findData(state.value))
        assert [hit.question.id for hit in page.list.paged.rows] == [ident]
        assert page.detail.badges.texts[0] == state.label
        assert page.detail.advice.text()
    page.filters.state.setCurrentIndex(page.filters.state.findData("all"))
    assert page.list.total == everything + 1


def test_picked_questions_stay_picked_on_other_pages(page: BankPage, qtbot: QtBot) -> None:
    # selectRow would extend what is chosen, where an earlier test's Shift still counts as held
    at = page.list.table.model().index(2, 0)
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.list.table.selectionModel().setCurrentIndex(at, chosen)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Space)
    first = page.list.meant()
    assert len(first) == 1
    page.list.paged.turn(1)
    page.list.table.selectRow(0)
    page.list.toggle()
    assert len(page.list.meant()) == 2
    assert page.list.said.text() == "已勾选 2 题（1 题不在本页）"
    page.list.every.emit()
    assert len(page.list.meant()) == page.list.total
    page.list.clear()
    assert page.list.meant() == (page.list.row().question.id,)  # type: ignore[union-attr]  # there is one


def test_versions_with_their_changes_and_the_way_back(shell: FakeShell, context: Context, show_page: Show) -> None:
    bank.compile_bank(context)
    before = _single(context)
    editing.save(context, _changed(before, before.stem + "（新增的一句）"), "按来信改", "张三")
    page = BankPage(shell)
    show_page(page, ids=(before.id,))
    assert page.list.total == 1
    assert "只看指定的 1 题" in page.notice.text()
    page.detail.setCurrentIndex(1)
    history = page.detail.history
    assert [v.version for v in history.table.rows.rows] == [2, 1]
    assert "新增的一句" in history.text.toPlainText()
    assert "按来信改" in history.head.text()
    assert not history.restore.isEnabled()
    history.table.selectRow(1)
    history.restore.click()
    assert "恢复到第 1 版" in shell.asked[-1]
    assert bank.get(context, before.id).stem == before.stem
    assert [v.version for v in history.table.rows.rows] == [3, 2, 1]
    page.everything.click()
    assert page.list.total > 1


def test_reports_of_officers_lead_to_the_page_that_settles_them(
    shell: FakeShell, context: Context, show_page: Show
) -> None:
    bank.compile_bank(context)
    question = _single(context)
    objections.object(context, question, "答案不对", "王五")
    page = BankPage(shell)
    show_page(page, ids=(question.id,))
    page.detail.setCurrentIndex(2)
    assert page.detail.uses.rows.rowCount() == 0
    page.detail.setCurrentIndex(3)
    assert [row.objection.text for row in page.detail.objections.rows.rows] == ["答案不对"]
    page.detail.open_reports.click()
    assert shell.gone[-1] == ("review", {"tab": "reports", "question": question.id})


def test_editing_and_new_questions_go_to_the_editor(page: BankPage, shell: FakeShell, qtbot: QtBot) -> None:
    page.list.table.selectRow(1)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert shell.gone[-1] == ("editor", {"id": page.list.paged.rows[1].question.id})
    page.filters.area.setCurrentIndex(page.filters.area.findData(Area.PORT.value))
    page.actions_.new.trigger()
    assert shell.gone[-1] == ("editor", {"area": Area.PORT})


def test_files_dropped_on_the_page_are_brought_in(page: BankPage, shell: FakeShell, tmp_path: Path) -> None:
    file = tmp_path / "题.docx"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(QPoint(9, 9)), Qt.DropAction.CopyAction, data, buttons, keys))
    assert shell.gone == [("intake", {"files": [file]})]


def test_export_writes_what_is_found_and_says_what_was_lost(
    page: BankPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(file), ""))
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(Kind.BLANK.value))
    page.actions_.many.export()
    dialog = page.actions_.dialog
    assert isinstance(dialog, ExportDialog)
    assert dialog.scope.chosen is Scope.FOUND
    dialog.go.click()
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert len(lines) == page.list.total
    assert {line["kind"] for line in lines} == {"blank"}
    assert f"已导出 {len(lines)} 题" in shell.told[-1]
    page.actions_.many.export()
    dialog = page.actions_.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.format.setCurrentIndex(dialog.format.findData("aiken"))
    assert "单选题" in dialog.said.text()
    dialog.go.click()
    assert isinstance(page.actions_.dialog, ExportResult)


def test_an_export_that_cannot_be_written_says_so(
    page: BankPage, shell: FakeShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "no" / "out.jsonl"), ""))
    page.actions_.many.export()
    dialog = page.actions_.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.go.click()
    assert "写不进去（找不到）" in str(shell.failed[0]), "no word of the system in English"


def test_many_are_sorted_anew_at_once(page: BankPage, shell: FakeShell, context: Context) -> None:
    for row in (0, 3):
        page.list.table.selectRow(row)
        page.list.toggle()
    ids = page.list.meant()
    page.actions_.many.retag()
    dialog = page.actions_.dialog
    assert isinstance(dialog, RetagDialog)
    assert not dialog.go.isEnabled()
    assert dialog.go.text() == "改 2 题"
    dialog.topic_on.setChecked(True)
    assert not dialog.go.isEnabled(), "no topic yet"
    dialog.topic.setEditText("新的知识点")
    dialog.go.click()
    assert {bank.get(context, ident).topic for ident in ids} == {"新的知识点"}
    assert "已改 2 题" in shell.told[-1]
    assert page.list.meant() == ids


def test_withdrawing_asks_for_a_reason_and_can_be_undone(page: BankPage, shell: FakeShell, context: Context) -> None:
    everything = page.list.total
    page.list.table.selectRow(0)
    ident = page.list.meant()[0]
    page.actions_.stop.trigger()
    dialog = page.actions_.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.setPlainText("法规已经废止")
    dialog.by.setText("张三")
    dialog.go.click()
    assert bank.hit(context, ident).state is State.WITHDRAWN
    assert page.list.total == everything - 1
    assert editing.history(context, ident)[0].note == "法规已经废止"
    page.filters.state.setCurrentIndex(page.filters.state.findData(State.WITHDRAWN.value))
    page.actions_.start.trigger()
    assert bank.hit(context, ident).state is State.READY
    assert page.list.total == 0


def test_a_check_lists_what_is_wrong_and_opens_it(shell: FakeShell, context: Context, show_page: Show) -> None:
    bank.compile_bank(context)
    draft = _single(context)
    editing.save(context, replace(draft, items=(replace(draft.items[0], answer=()),)), by="张三")
    page = BankPage(shell)
    show_page(page)
    page.show_only((draft.id,))
    page.list.toggle()
    page.actions_.many.check()
    dialog = page.actions_.dialog
    assert isinstance(dialog, CheckDialog)
    dialog.scope.buttons[Scope.PICKED].setChecked(True)
    dialog.go.click()
    result = page.actions_.dialog
    assert isinstance(result, CheckResult)
    worst = result.table.rows.rows[0]
    shown = result.table.rows.columns[1].text(worst)
    assert draft.stem.startswith(shown.rstrip("…")), "by how it begins, not by its id"
    assert (worst.ids, worst.rank) == ((draft.id,), 0)
    page._show_all()
    result.open_one.click()
    assert page.list.total == 1
    result.edit_one.click()
    assert shell.gone[-1] == ("editor", {"id": draft.id})
    result.close()


@pytest.mark.parametrize(("width", "hidden"), [(1900, 0), (1150, 2), (920, 3)])
def test_the_stem_can_be_read_in_a_narrow_window(themed: QApplication, page: BankPage, width: int, hidden: int) -> None:
    page.resize(width, 700)
    QApplication.processEvents()
    table = page.list.table
    assert sum(table.isColumnHidden(at) for at in range(8)) in (hidden, hidden + bool(hidden))
    assert table.columnWidth(3) >= 9 * table.fontMetrics().horizontalAdvance("国")
    assert not table.horizontalScrollBar().isVisible()


def test_a_check_can_be_cancelled(page: BankPage, shell: FakeShell) -> None:
    page.actions_.many.check()
    dialog = page.actions_.dialog
    shell.cancel = True
    assert isinstance(dialog, CheckDialog)
    dialog.go.click()
    assert page.actions_.dialog is dialog, "no result"
    shell.cancel = False


def test_faults_of_the_files_are_listed_and_the_old_bank_stays(
    page: BankPage, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [Fault(Path("a.yaml"), 3, "[1].answer", "缺少答案"), Fault(Path("b.yaml"), 9, "[2].stem", "题干为空")]

    def faulty(*_arguments: object) -> None:
        raise BankFaulty(faults)

    with monkeypatch.context() as patched:
        patched.setattr(bank, "compile_bank", faulty)
        page.refresh()
        page.refresh()
        assert [page.faults.item(n).text() for n in range(page.faults.count())] == [f.sentence() for f in faults]
        assert page.detail.currentWidget() is page.faults
        assert len(shell.failed) == 1, "told once, not on every visit"
        assert page.list.total > 0
    page.refresh()
    assert page.detail.indexOf(page.faults) < 0


def test_counts_by_area_kind_and_state_add_up(page: BankPage) -> None:
    page.actions_.tally.trigger()
    dialog = page.actions_.dialog
    assert isinstance(dialog, CountsDialog)
    lines = dialog.table.rows.rows
    whole = next(line for line in lines if line.area is None)
    assert whole.total == sum(line.total for line in lines if line.area) == page.list.total
    dialog.states.setCurrentIndex(dialog.states.findData(State.DRAFT.value))
    assert dialog.table.rows.rows[0].total == 0
    dialog.close()


def test_the_place_brings_back_what_was_looked_for(
    page: BankPage, shell: FakeShell, show_page: Show, themed: object
) -> None:
    _look_for(page, "公路")
    page.filters.kind.setCurrentIndex(1)
    again = BankPage(shell)
    show_page(again, **page.place())
    assert again.filters.wanted() == page.filters.wanted()
    assert again.list.total == page.list.total
    show_page(again, text="行政处罚法")
    assert again.filters.wanted() == bank.Wanted(text="行政处罚法")


def test_places_of_faults_in_words() -> None:
    assert place_name("parts[2].answer") == "第 2 问：答案"
    assert place_name("basis[1]") == "依据"
    assert place_name("stem") == "题干"


def test_all_texts_of_the_page_fit_at_150_percent(page: BankPage, qapp: object) -> None:
    assert page.minimumSizeHint().width() < 1100
    assert not any(dialog.isVisible() for dialog in page.findChildren(QDialog))
