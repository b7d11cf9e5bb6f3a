"""收取成绩单 with sheets that were really signed, changed and torn off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from jltrain.app import ledger, sheets
from jltrain.app.context import Context
from jltrain.gui.hr.collect import CollectPage
from jltrain.gui.hr.sheet_detail import facts
from jltrain.gui.page import Page
from jltrain.places import Places
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell
from tests.gui.hr_samples import enrolled, sheet_folder

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
    return {line.file: line.outcome for line in page.table.rows.rows}


def test_every_file_has_its_outcome_and_its_sentence(page: CollectPage, shell: FakeShell, folder: Path) -> None:
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
    assert all(line.reason.endswith("。") for line in page.table.rows.rows)
    assert page.badges.texts == ("已导入 2", "拒收 2", "已登记，名册中无此人 1", "已登记，姓名与名册不一致 1", "跳过 1")
    assert "已导入 2" in shell.told[-1]
    assert shell.steps, "the user must see how far the work is"
    assert {line.name for line in page.table.rows.rows if line.outcome == "已导入"} == {"王䶮", "㛃𬭎"}


def test_twice_is_once(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    page.collect([folder])
    page.collect([folder])
    assert outcomes(page)["a.pdf"] == "重复（已导入过）"
    page.tabs.setCurrentIndex(1)
    assert len(page.table.rows.rows) == len(ledger.register(shell.context)) == 6


def test_single_files_keep_their_names(page: CollectPage, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.pdf").write_bytes((folder / "b.pdf").read_bytes())
    page.collect([folder / "a.pdf", other / "a.pdf", folder / "g big.pdf", folder / "gone.pdf"])
    assert sorted(line.file for line in page.table.rows.rows) == ["a.pdf", "a.pdf", "g big.pdf", "gone.pdf"]
    assert page.badges.texts == ("已导入 2", "跳过 2")


def test_only_refused(page: CollectPage, folder: Path) -> None:
    page.collect([folder])
    page.refused.setChecked(True)
    assert set(outcomes(page)) == {"e changed.pdf", "f torn.pdf", "g big.pdf"}
    page.refused.setChecked(False)
    page.search.setText("𬭎")
    assert set(outcomes(page)) == {"b.pdf"}


def test_the_register_is_there_at_the_next_visit(
    page: CollectPage, shell: FakeShell, folder: Path, show_page: Show
) -> None:
    page.collect([folder])
    again = CollectPage(shell)
    show_page(again)
    assert again.tabs.currentIndex() == 1 and len(again.table.rows.rows) == 6


def test_detail_shows_what_is_attested_and_nothing_of_a_refused_file(page: CollectPage, folder: Path) -> None:
    page.collect([folder])
    lines = {line.file: line for line in page.table.rows.rows}
    shown = dict(facts(lines["a.pdf"]))
    assert shown["姓名"] == "王䶮" and shown["执法门类"] == "道路运政" and "合格" in shown["成绩"]
    assert "王丽" in shown["考试中的情况"]
    assert "姓名" not in dict(facts(lines["e changed.pdf"]))
    assert dict(facts(lines["g big.pdf"])) == {"文件": "g big.pdf"}
    for line in lines.values():
        page.open_detail(line)
        assert page.detail is not None and page.detail.isVisible()
        page.detail.reject()


def test_stopping_keeps_what_was_done(page: CollectPage, shell: FakeShell, folder: Path) -> None:
    shell.cancel = True
    page.collect([folder])
    assert "已停止" in shell.told[-1] and not shell.failed


def test_the_trusted_root_is_named_with_its_whole_fingerprint(page: CollectPage) -> None:
    assert "根证书担保" in page.roots.text() and "指纹" in page.roots.text()
    page.roots_button.click()
    assert page.message is not None
    digits = [word for word in page.message.text.text().split() if len(word) == 4 and word.isascii()]
    assert len(digits) == 16
    page.message.close()


def test_no_root_yet(shell: FakeShell, show_page: Show) -> None:
    made = CollectPage(shell)
    show_page(made)
    assert "还没有信任任何根证书" in made.roots.text() and not made.roots_button.isEnabled()


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


def test_another_root_is_trusted_only_after_a_yes(
    page: CollectPage, shell: FakeShell, tmp_path: Path, clock: FakeClock
) -> None:
    other = Context(Places(tmp_path / "other"), clock)
    root = sheets.export_root(other, tmp_path / "root.crt")
    other.close()
    shell.answers = [False, True]
    page.offer_root(tmp_path / "root.crt")
    assert root not in sheets.trusted(shell.context)
    assert root.fingerprint.split()[0] in shell.asked[0]
    page.offer_root(tmp_path / "root.crt")
    assert root in sheets.trusted(shell.context)
    (tmp_path / "junk.crt").write_bytes(b"junk")
    page.offer_root(tmp_path / "junk.crt")
    assert [type(error).__name__ for error in shell.failed] == ["BadRoot"]
