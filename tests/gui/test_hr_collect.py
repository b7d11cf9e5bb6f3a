"""收取成绩单 with sheets that were really signed, changed and torn off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from jltrain.app import collecting, register, sheets
from jltrain.app.context import Context
from jltrain.gui.hr.collect import ALL, NOW, WAITING, CollectPage
from jltrain.gui.hr.sheet_detail import DetailDialog, SkippedDialog
from jltrain.gui.hr.sheet_line import file_text, outcome_text, reason_text
from jltrain.gui.page import Page
from jltrain.ledger.result import State
from jltrain.places import Places
from jltrain.progress import Step
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import enrolled, sheet_file, sheet_folder

Show = Callable[[Page], Page]


@pytest.fixture
def folder(shell: FakeShell, tmp_path: Path) -> Path:
    enrolled(shell.context, tmp_path)
    return sheet_folder(shell.context, tmp_path / "U盘")


@pytest.fixture
def page(shell: FakeShell, show_page: Show, folder: Path) -> CollectPage:
    made = CollectPage(shell)
    show_page(made)
    return made


def outcomes(page: CollectPage) -> dict[str, str]:
    return {file_text(line): outcome_text(line) for line in page.now.rows.rows}


def registered(page: CollectPage) -> dict[str, State | None]:
    return {line.file: line.state for line in page.register.rows}


def search(page: CollectPage, words: str) -> None:
    page.search.setText(words)
    QTest.keyClick(page.search, Qt.Key.Key_Return)


def choose(page: CollectPage, text: str) -> None:
    page.filter.setCurrentIndex(page.filter.findText(text))


def test_every_file_has_its_outcome_and_its_sentence(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    assert page.tabs.currentIndex() == NOW and "还没有收取" in page.now.empty
    page.collect([folder])
    assert outcomes(page) == {
        "a.pdf": "已导入",
        "b.pdf": "已导入",
        "c.pdf": "已登记，姓名与名册不一致",
        "d.pdf": "已登记，名册中无此人",
        "e changed.pdf": "拒收",
        "f torn.pdf": "拒收",
        "g big.pdf": "跳过",
    }
    assert all(reason_text(line).endswith("。") for line in page.now.rows.rows)
    assert page.badges.texts == ("已导入 2", "拒收 2", "名册中无此人 1", "姓名不一致 1", "跳过 1")
    assert "已导入 2" in shell.told[-1]
    assert shell.steps, "the user must see how far the work is"
    assert page.tabs.tabText(NOW) == "本次收取 7" and page.tabs.tabText(WAITING) == "待核实 2"
    assert not page.offer.isVisible()


def test_twice_is_once(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    page.collect([folder])
    page.collect([folder])
    assert outcomes(page)["a.pdf"] == "重复（已导入过）"
    page.tabs.setCurrentIndex(ALL)
    assert len(page.register.rows) == page.register.total == 6


def test_single_files_keep_their_names(page: CollectPage, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.pdf").write_bytes((folder / "b.pdf").read_bytes())
    page.collect([folder / "a.pdf", other / "a.pdf", folder / "g big.pdf", folder / "gone.pdf"])
    assert sorted(map(file_text, page.now.rows.rows)) == ["a.pdf", "a.pdf", "g big.pdf", "gone.pdf"]
    assert page.badges.texts == ("已导入 2", "跳过 2")


def test_the_lines_of_this_time_are_filtered_and_searched(page: CollectPage, folder: Path) -> None:
    page.collect([folder])
    choose(page, "没有收进来的")
    assert set(outcomes(page)) == {"e changed.pdf", "f torn.pdf", "g big.pdf"}
    choose(page, "拒收")
    assert set(outcomes(page)) == {"e changed.pdf", "f torn.pdf"}
    choose(page, "全部结果")
    search(page, "𬭎")
    assert set(outcomes(page)) == {"b.pdf"}


def test_the_register_is_there_at_the_next_visit(
    page: CollectPage, shell: FakeShell, folder: Path, show_page: Show
) -> None:
    page.collect([folder])
    again = CollectPage(shell)
    show_page(again)
    assert again.tabs.currentIndex() == ALL and len(again.register.rows) == 6
    assert again.badges.texts == ("计入 2", "姓名待核实 1", "名册中无此人 1", "拒收 2")
    choose(again, "名册中无此人")
    assert registered(again) == {"d.pdf": State.UNKNOWN_OFFICER}
    choose(again, "拒收")
    assert registered(again) == {"e changed.pdf": None, "f torn.pdf": None}
    choose(again, "全部状态")
    search(again, "王䶮")
    assert registered(again) == {"a.pdf": State.COUNTS}
    assert again.place() == {"show": "all"}


def test_a_detail_shows_what_is_attested_and_nothing_of_a_refused_file(page: CollectPage, folder: Path) -> None:
    page.collect([folder])
    for line in page.now.rows.rows:
        page.now.opened.emit(line)
        assert page.detail is not None and page.detail.isVisible()
        if isinstance(page.detail, SkippedDialog):
            assert page.detail.facts[0] == ("文件", "g big.pdf")
        else:
            seen = page.detail.seen
            assert seen is not None and (seen.payload is None) == file_text(line).startswith(("e", "f"))
            assert page.detail.look.isVisible() == (seen.payload is not None)
        page.detail.reject()


def test_stopping_keeps_what_was_done_and_goes_on_another_time(
    page: CollectPage, shell: FakeShell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "_BATCH", 1)
    remembered = shell._report

    def stop_after_two(step: Step) -> None:
        shell.cancel = step.done >= 2
        remembered(step)

    monkeypatch.setattr(shell, "_report", stop_after_two)
    page.collect([folder])
    kept = register.counts(shell.context).total
    assert 0 < kept < 6 and not shell.failed
    assert shell.told[-1] == f"已停止，已登记 {kept} 份，再次收取时接着做。"
    assert page.now.total >= kept
    monkeypatch.setattr(shell, "_report", remembered)
    shell.cancel = False
    page.collect([folder])
    assert register.counts(shell.context).total == 6


def test_stopped_before_the_first(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    shell.cancel = True
    page.collect([folder])
    assert "已停止" in shell.told[-1] and not shell.failed
    assert register.counts(shell.context).total == 0


# ---- trust


def test_a_pc_that_trusts_its_own_trial_root_alone_says_so(page: CollectPage, shell: FakeShell) -> None:
    assert "只信任试用根证书" in page.strip.text.text() and not page.strip.closed, "trial sheets can be collected"
    assert page.strip.go.text() == "去导入根证书…"
    page.strip.go.click()
    assert shell.gone == [("trust", {})]


def test_no_root_yet(shell: FakeShell, show_page: Show, tmp_path: Path) -> None:
    made = CollectPage(shell)
    show_page(made)
    assert made.strip.closed and "还没有信任任何根证书" in made.strip.text.text()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    shell.answers = [False, True]
    made.collect([tmp_path])
    assert shell.gone == []
    made.collect([tmp_path])
    assert shell.gone == [("trust", {})]
    assert register.counts(shell.context).total == 0, "nothing is refused by the hundred for want of a root"


def test_a_missing_list_is_said_before_anything_is_refused(
    shell: FakeShell, show_page: Show, clock: FakeClock, tmp_path: Path
) -> None:
    other = Context(Places(tmp_path / "other"), clock)
    sheets.export_root(other, tmp_path / "root.crt")
    stick = sheet_folder(other, tmp_path / "stick")
    other.close()
    sheets.trust_root(shell.context, tmp_path / "root.crt")
    for file in shell.context.places.keys.rglob("*.crl"):
        file.unlink()
    page = CollectPage(shell)
    show_page(page)
    assert page.strip.closed and page.strip.go.text() == "去导入吊销列表…"
    assert "没有有效的吊销列表" in page.strip.text.text()
    page.collect([stick])
    assert shell.gone == [("trust", {})] and outcomes(page) == {}


def test_sheets_of_an_unknown_root_bring_the_offer(
    page: CollectPage, shell: FakeShell, tmp_path: Path, clock: FakeClock
) -> None:
    other = Context(Places(tmp_path / "other"), clock)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "x.pdf").write_bytes(sheet_file(other, 9, "王䶮", "22010002", "transport"))
    other.close()
    page.collect([foreign])
    assert outcomes(page) == {"x.pdf": "拒收"}
    assert "1 份" in page.offered.text() and page.offered.isVisible()
    assert not page.offer.isVisible(), "the strip above shows the same way"
    page.strip.go.click()
    assert shell.gone == [("trust", {})]


def test_choosing(
    page: CollectPage, shell: FakeShell, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "")
    page.folder.click()
    assert outcomes(page) == {}
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(empty))
    page.folder.click()
    assert "没有找到 PDF" in shell.told[-1]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([str(folder / "a.pdf")], ""))
    page.files.click()
    assert outcomes(page) == {"a.pdf": "已导入"}
    assert page.wanted(folder) and page.wanted(Path("x.PDF")) and not page.wanted(Path("x.docx"))


def test_arriving_at_what_waits(page: CollectPage, folder: Path) -> None:
    page.collect([folder])
    page.arrive(waiting=True)
    assert page.tabs.currentIndex() == WAITING and page.waiting.isVisible()
    assert {line.file for line in page.waiting.list.rows} == {"c.pdf", "d.pdf"}
    page.waiting.list.opened.emit(page.waiting.list.rows[0])
    assert isinstance(page.detail, DetailDialog) and page.detail.isVisible()
    page.detail.reject()
