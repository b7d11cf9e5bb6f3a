"""合并与题库包 on real banks: comparing, deciding by keyboard, writing at once; packages received and made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from jltrain.app import bank, editing, exchange, keys
from jltrain.app.context import Context
from jltrain.app.exchange import Decision, MergeKind, Packed
from jltrain.bank.question import Question
from jltrain.gui.exchange.pack_dialog import PackDialog
from jltrain.gui.exchange.page import ExchangePage
from jltrain.gui.page import Page
from tests.app.desk_world import second, ship
from tests.bank.entries import case, judge, other, single
from tests.conftest import FakeClock
from tests.gui.conftest import FakeShell

Show = Callable[..., Page]


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    context.places.prepare()
    bank.compile_bank(context)
    editing.save(context, single("mine"))
    editing.save(context, case("case-1"))


@pytest.fixture
def away(context: Context, tmp_path: Path, clock: FakeClock) -> Iterator[Context]:
    """Another PC with keys of its own and a bank that was changed."""
    made = second(tmp_path / "away", clock)
    made.places.prepare()
    made.settings.put("unit", "邻县交通运输综合行政执法大队")
    keys.ensure_keys(made)
    yield made
    made.close()


@pytest.fixture
def page(shell: FakeShell, show_page: Show) -> ExchangePage:
    made = ExchangePage(shell)
    show_page(made)
    return made


def lines(file: Path, *questions: Question) -> Path:
    file.write_bytes(b"".join(bank.export_lines(questions)))
    return file


def theirs(context: Context, folder: Path) -> Path:
    shipped = bank.get(context, "s-3")
    return lines(
        folder / "邻县.jsonl",
        bank.get(context, "s-1"),
        other(bank.get(context, "s-2"), answer=("N",)),
        other(single("mine"), answer=("C",)),
        single("renamed"),
        judge("new", "一道全新的判断题，别处没有。"),
        replace(judge("s-3", "编号相同而内容毫不相干的题目。"), discipline=shipped.discipline),
    )


def opened(page: ExchangePage) -> PackDialog:
    assert page.dialog is not None and page.dialog.isVisible()
    return page.dialog


def packed(dialog: PackDialog) -> Packed | None:
    """What was made; asked anew each time."""
    return dialog.made


def trusted(context: Context, away: Context, folder: Path) -> None:
    keys.trust_root(context, keys.write_root(away, folder / "root.crt").file)


def test_another_bank_is_compared_and_decided_by_keyboard(
    page: ExchangePage, shell: FakeShell, context: Context, tmp_path: Path
) -> None:
    page.arrive(place=theirs(context, tmp_path))
    view = page.decide
    assert view.isVisible() and not page.heading.isVisible()
    assert set(view.chips) == {"open", "answers", "clash", "renamed", "new", "all"}
    assert "无变化 1 题" in view.source.text() and view.chip == "open"
    assert [n.decision for n in view.lines] == [
        Decision.OURS, Decision.OURS, Decision.OURS, Decision.THEIRS, Decision.BOTH
    ]  # fmt: skip
    assert view.table.row() is view.lines[0] and "必有一边错了" in view.sentence.text()
    assert "≠" in view.sides.ours.toPlainText() and "≠" in view.sides.theirs.toPlainText()
    assert not view.buttons[Decision.BOTH].isVisible(), "the same question is not kept twice"
    QTest.keyClick(view.table, Qt.Key.Key_1)
    assert view.lines[0].decision is Decision.THEIRS and view.table.row() is view.lines[1]
    QTest.keyClick(view.table, Qt.Key.Key_3)
    assert view.lines[1].decision is Decision.OURS, "no choice of this one"
    assert "应用 3 项" in view.go.text()
    view.go.click()
    assert "新增 2 题，修改 1 题" in shell.asked[0] and "没有看过" not in shell.asked[0]
    assert page.result.isVisible() and "新增 2 题，修改 1 题，停用 0 题，保留本机的 2 处" in page.told.text()
    assert bank.get(context, "s-2").items[0].answer == ("N",)
    page.look.click()
    name, arguments = shell.gone[-1]
    assert name == "bank" and len(arguments["ids"]) == 3  # type: ignore[arg-type]
    assert page.start.isVisible()


def test_all_that_is_listed_at_once_and_back(page: ExchangePage, context: Context, tmp_path: Path) -> None:
    page.read(theirs(context, tmp_path))
    view = page.decide
    view.chips["answers"].click()
    assert len(view.table.rows.rows) == 2
    view.choose_all(Decision.THEIRS)
    assert [n.decision for n in view.listed("answers")] == [Decision.THEIRS] * 2
    view.choose_all(None)
    assert [n.decision for n in view.listed("answers")] == [Decision.OURS] * 2
    view.table.selectAll()
    view.choose(Decision.THEIRS)
    assert all(n.by_hand for n in view.listed("answers"))
    assert page.place()["kept"] == view.kept() and len(view.kept()) == 2
    view.back.click()
    assert page.start.isVisible() and bank.get(context, "s-2").items[0].answer == ("Y",)


def test_decisions_survive_a_window_built_anew(
    page: ExchangePage, shell: FakeShell, show_page: Show, context: Context, tmp_path: Path
) -> None:
    page.read(theirs(context, tmp_path))
    page.decide.choose(Decision.THEIRS)
    again = ExchangePage(shell)
    show_page(again, **page.place())
    assert again.decide.lines[0].decision is Decision.THEIRS and again.decide.lines[0].by_hand


def test_what_was_edited_meanwhile_is_compared_again(
    page: ExchangePage, shell: FakeShell, context: Context, tmp_path: Path
) -> None:
    page.read(theirs(context, tmp_path))
    page.decide.choose(Decision.THEIRS)
    editing.save(context, other(bank.get(context, "s-2"), explanation="本机自己改写了解析。"))
    page.decide.go.click()
    assert shell.failed and page.decide.isVisible()
    assert page.decide.lines[0].decision is Decision.THEIRS
    assert bank.get(context, "s-2").items[0].answer == ("Y",)


def test_refused_in_a_sentence(page: ExchangePage, shell: FakeShell, tmp_path: Path, away: Context) -> None:
    (tmp_path / "x.jsonl").write_text("nothing", "utf-8")
    page.read(tmp_path / "x.jsonl")
    assert page.start.notices.texts and not page.start.trust.isVisible() and not shell.failed
    made = exchange.pack(away, None, tmp_path / "a.jlbank")
    page.dropped([made.file])
    assert "没有采用" in page.start.notices.texts[0] and page.start.trust.isVisible()
    page.start.trust.click()
    assert shell.gone[-1][0] == "trust"


def test_the_same_bank_has_nothing_to_do(page: ExchangePage, context: Context, tmp_path: Path) -> None:
    page.read(lines(tmp_path / "a.jsonl", bank.get(context, "s-1")))
    assert page.result.isVisible() and "没有不同" in page.headline.text() and not page.look.isVisible()


def test_a_package_and_its_update(
    page: ExchangePage, context: Context, away: Context, tmp_path: Path, clock: FakeClock
) -> None:
    trusted(context, away, tmp_path)
    editing.save(away, judge("n-1", "一道全新的判断题，别处没有。"))
    first = exchange.pack(away, None, tmp_path / "1.jlbank")
    page.read(first.file)
    view = page.decide
    assert view.signer.isVisible() and "邻县" in view.signer.line.text() and "整份题库" in view.signer.line.text()
    assert [n.row.kind for n in view.lines] == [MergeKind.NEW] and view.chip == "new"
    view.signer.more.click()
    assert view.signer.dialog is not None and "证书指纹" in view.signer.dialog.text.text()
    view.signer.dialog.close()
    view.go.click()
    assert page.headline.text() == "题库包已接收"
    editing.save(away, other(bank.get(away, "n-1"), answer=("N",)))
    clock.advance(60)
    update = exchange.pack(away, None, tmp_path / "2.jlbank", since=first.file)
    page.read(update.file)
    assert view.chip == "itself" and view.lines[0].row.automatic, "nobody has touched it here"
    view.go.click()
    assert bank.get(context, "n-1").items[0].answer == ("N",)
    page.read(update.file)
    assert page.result.isVisible() and "内容与本机相同" in page.told.text()
    page.finish.click()
    assert len(page.start.packages.rows.rows) == 2


def test_a_package_is_made(page: ExchangePage, context: Context, tmp_path: Path) -> None:
    page.arrive(ids=("mine", "case-1"))
    dialog = opened(page)
    assert dialog.some.isChecked() and "2 题" in dialog.some.text()
    dialog.target.put(tmp_path / "some")
    dialog.go.click()
    made = packed(dialog)
    assert made is not None and made.file == tmp_path / "some.jlbank", dialog.fault.text()
    assert made.questions == 2 and made.digest[:16] in dialog.sentence.text()
    dialog.go.click()
    editing.save(context, other(single("mine"), answer=("C",)))
    page.make()
    dialog = opened(page)
    dialog.changes.setChecked(True)
    dialog.base.setCurrentIndex(dialog.base.count() - 1)
    dialog.go.click()
    assert dialog.previous.isVisible() and packed(dialog) is None
    dialog.previous.put(tmp_path / "some.jlbank")
    dialog.target.put(tmp_path / "next.jlbank")
    dialog.go.click()
    made = packed(dialog)
    assert made is not None and made.base
    dialog.go.click()


def test_a_passphrase_is_asked_for(page: ExchangePage, context: Context, tmp_path: Path) -> None:
    keys.ensure_keys(context)
    keys.change_passphrase(context, None, "unit passphrase 䶮")
    page.start.make.click()
    dialog = opened(page)
    assert dialog.secret is not None
    dialog.target.put(tmp_path / "a.jlbank")
    dialog.go.click()
    assert packed(dialog) is None
    dialog.secret.line.setText("wrong passphrase")
    dialog.go.click()
    assert packed(dialog) is None and any(f.fault.text() for f in dialog.fields)
    dialog.secret.line.setText("unit passphrase 䶮")
    dialog.go.click()
    assert packed(dialog) is not None
    dialog.go.click()


def test_files_are_chosen(
    page: ExchangePage, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = theirs(context, tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "shipped"))
    page.start.file.click()
    assert page.decide.isVisible()
    page.decide.back.click()
    page.start.folder.click()
    assert page.result.isVisible()
    assert page.wanted(file) and page.wanted(tmp_path) and not page.wanted(tmp_path / "a.docx")


def test_a_difference_is_searched_for(page: ExchangePage, context: Context, tmp_path: Path) -> None:
    page.read(theirs(context, tmp_path))
    view = page.decide
    view.chips["all"].setChecked(True)
    every = list(view.table.rows.rows)
    last = every[-1].row.theirs
    assert last is not None
    ident = last.id
    view.search.setText(ident.upper())
    assert view.table.rows.rows == [n for n in every if ident in {q.id for q in (n.row.ours, n.row.theirs) if q}]
    view.search.setText("没有这样的题")
    assert not view.table.rows.rows and "换一类" in view.table.empty
    view.search.clear()
    assert len(view.table.rows.rows) == len(every)
