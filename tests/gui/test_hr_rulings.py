"""HR rules on sheets: confirm, assign, exclude, and take back; each with a reason and a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from jltrain.app import collecting, register, roster
from jltrain.gui.hr.collect import WAITING, CollectPage
from jltrain.gui.hr.reason_dialog import ReasonDialog
from jltrain.gui.hr.sheet_detail import DetailDialog
from jltrain.gui.page import Page
from jltrain.ledger.result import State
from jltrain.ledger.ruling import RulingKind
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import HEADER, collected, sheet_file, workbook

Show = Callable[[Page], Page]


@pytest.fixture
def folder(shell: FakeShell, tmp_path: Path) -> Path:
    return collected(shell.context, tmp_path)


@pytest.fixture
def page(shell: FakeShell, show_page: Show, folder: Path) -> CollectPage:
    made = CollectPage(shell)
    show_page(made)
    return made


def detail(page: CollectPage, file: str) -> DetailDialog:
    line = next(line for line in register.register(page.context).rows if line.file == file)
    page.open_detail(line)
    assert isinstance(page.detail, DetailDialog) and page.detail.isVisible()
    return page.detail


def texts(dialog: DetailDialog) -> str:
    return "\n".join(made.text() for made in dialog._area.findChildren(QLabel))


def answer(dialog: ReasonDialog | None, reason: str, by: str = "人事科王姐") -> None:
    assert dialog is not None and dialog.isVisible() and not dialog.go.isEnabled()
    dialog.by.setText(by)
    dialog.reason.setPlainText(reason)
    dialog.go.click()


def state(page: CollectPage, file: str) -> tuple[State | None, str]:
    """How it stands now, and for whom it counts."""
    line = next(line for line in register.register(page.context).rows if line.file == file)
    return line.state, line.counts_for


def test_a_name_that_differs_is_confirmed_and_the_ruling_taken_back(page: CollectPage, shell: FakeShell) -> None:
    dialog = detail(page, "c.pdf")
    assert "李𫍣（22010003" in texts(dialog) and "可能是证号填错了人" in texts(dialog)
    dialog.acts[RulingKind.CONFIRM].click()
    answer(dialog.reason, "同一人，曾用名")
    assert state(page, "c.pdf") == (State.COUNTS, "22010001")
    assert "现状：计入" in dialog.badges.texts and "计入：张三（22010001" in texts(dialog)
    assert "人事科王姐" in texts(dialog) and "同一人，曾用名" in texts(dialog)
    assert not dialog.acts[RulingKind.CONFIRM].isEnabled()
    assert shell.context.settings.text("operator") == "人事科王姐"
    assert page.tabs.tabText(WAITING) == "待核实 1"
    dialog.undo_buttons[0].click()
    assert dialog.reason is not None and dialog.reason.by.text() == "人事科王姐"
    answer(dialog.reason, "核对有误", by="处长")
    assert state(page, "c.pdf") == (State.NAME_DIFFERS, "")
    assert "处长 已撤销。理由：核对有误" in texts(dialog) and dialog.undo_buttons == []
    dialog.reject()


def test_a_sheet_of_the_wrong_person_is_assigned_to_whom_is_found(page: CollectPage) -> None:
    dialog = detail(page, "c.pdf")
    dialog.acts[RulingKind.ASSIGN].click()
    asked = dialog.reason
    assert asked is not None and asked.officers is not None
    assert [row.member.certificate for row in asked.officers.list.rows] == ["22010003"], "begins with the sheet's name"
    asked.reason.setPlainText("考点把证号填错")
    assert not asked.go.isEnabled(), "nobody is chosen"
    asked.officers.look_for("㛃")
    asked.officers.search.setFocus()
    QTest.keyClick(asked.officers.search, Qt.Key.Key_Down)
    asked.officers.list.table.selectRow(0)
    assert "㛃𬭎" in asked.chosen.text() and asked.go.isEnabled()
    asked.go.click()
    assert state(page, "c.pdf") == (State.COUNTS, "22010004")
    assert "记到 22010004 名下" in texts(dialog)
    dialog.reject()


def test_a_sheet_that_shall_not_count(page: CollectPage) -> None:
    dialog = detail(page, "a.pdf")
    assert not dialog.acts[RulingKind.CONFIRM].isEnabled()
    dialog.acts[RulingKind.EXCLUDE].click()
    answer(dialog.reason, "考点来函作废")
    assert state(page, "a.pdf") == (State.EXCLUDED, "")
    assert not dialog.acts[RulingKind.EXCLUDE].isEnabled()
    dialog.reject()


def test_what_waits_is_ruled_on_in_its_list(page: CollectPage, shell: FakeShell) -> None:
    page.tabs.setCurrentIndex(WAITING)
    waiting = page.waiting
    assert [line.file for line in waiting.list.rows] == ["d.pdf", "c.pdf"]
    assert list(page.badges.texts) == ["姓名待核实 1", "名册中无此人 1"]
    waiting.list.table.selectRow(0)
    assert not waiting.acts[RulingKind.CONFIRM].isEnabled() and waiting.acts[RulingKind.ASSIGN].isEnabled()
    waiting.list.table.selectRow(1)
    waiting.acts[RulingKind.CONFIRM].click()
    answer(waiting.dialog, "核对过")
    assert [line.file for line in waiting.list.rows] == ["d.pdf"]
    assert page.tabs.tabText(WAITING) == "待核实 1" and list(page.badges.texts) == ["名册中无此人 1"]
    waiting.to_roster.click()
    assert shell.gone == [("roster", {})]


def test_a_stranger_counts_once_the_roster_has_him(page: CollectPage, shell: FakeShell, tmp_path: Path) -> None:
    row = ("生客", "99990001", "珲春市交通运输综合行政执法大队", "县", "港口行政")
    roster.import_roster(shell.context, workbook(tmp_path / "more.xlsx", [HEADER, row]))
    page.arrive(waiting=True)
    assert [line.file for line in page.waiting.list.rows] == ["c.pdf"]


def test_another_window_was_faster(page: CollectPage, shell: FakeShell) -> None:
    dialog = detail(page, "c.pdf")
    dialog.acts[RulingKind.CONFIRM].click()
    assert dialog.seen is not None
    register.rule(shell.context, dialog.seen.line.digest, RulingKind.CONFIRM, "早已确认", by="另一人")
    answer(dialog.reason, "同一人")
    assert [type(error).__name__ for error in shell.failed] == ["NothingToConfirm"]
    assert dialog.reason is not None and dialog.reason.isVisible()
    assert dialog.reason.reason.toPlainText() == "同一人" and dialog.reason.go.isEnabled()
    dialog.reason.reject()
    dialog.reject()


def test_a_corrected_sheet_and_the_one_it_replaced(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    (folder / "h.pdf").write_bytes(sheet_file(shell.context, 1, "王䶮", "22010002", "transport", version=2))
    collecting.collect(shell.context, [folder / "h.pdf"])
    assert state(page, "a.pdf") == (State.SUPERSEDED, "") and state(page, "h.pdf") == (State.COUNTS, "22010002")
    dialog = detail(page, "h.pdf")
    assert "单位名称填错" in texts(dialog) and "第 1 版" in texts(dialog)
    assert dialog.seen is not None
    dialog.go_to(dialog.seen.versions[0].entry)
    assert "现状：已被更正" in dialog.badges.texts and "第 2 版" in texts(dialog)
    assert not dialog.acts[RulingKind.ASSIGN].isEnabled()
    dialog.reject()


def test_a_certificate_that_has_expired_since_is_said_and_the_sheet_counts(page: CollectPage, clock: FakeClock) -> None:
    clock.advance(6 * 365 * 86_400)
    dialog = detail(page, "a.pdf")
    assert "过期，本成绩单收取在前，仍然有效" in texts(dialog) and "现状：计入" in dialog.badges.texts
    dialog.reject()


def test_the_signer_and_the_place_in_the_ledger_are_shown(page: CollectPage) -> None:
    dialog = detail(page, "a.pdf")
    shown = texts(dialog)
    for what in ("签名单位", "证书指纹", "证书编号", "台账编号", "链校验值", "收取人", "监考员王丽"):
        assert what in shown
    dialog.reject()


def test_the_page_is_shown_where_the_file_is_at_hand(
    page: CollectPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    chosen = [folder / "b.pdf", folder / "a.pdf"]

    def choose(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[1]))
        return str(chosen.pop(0)), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    dialog = detail(page, "a.pdf")
    dialog.look.click()
    assert dialog.message is not None and "不是登记的这一份" in dialog.message.text.text()
    dialog.message.reject()
    dialog.look.click()
    assert dialog.preview is not None and dialog.preview.picture.pixmap().width() > 100
    dialog.preview.reject()
    dialog.reject()
    page.collect([folder])
    dialog = detail(page, "a.pdf")
    dialog.look.click()
    assert dialog.preview is not None and len(asked) == 2, "found where it was collected"
    dialog.preview.reject()
    dialog.reject()
