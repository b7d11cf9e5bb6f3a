"""法规查阅: contents, search over all texts, jumping to an article, versions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jltrain.app import statutes
from jltrain.gui.page import Page
from jltrain.gui.statutes.law_html import law_text
from jltrain.gui.statutes.reader import CONTENTS, HITS, LAWS, LawsPage
from tests.gui.conftest import FakeShell
from tests.gui.statutes_world import FIRST, SECOND, bring_in
from tests.statutes.texts import FERRY, statute

Show = Callable[..., Page]


@pytest.fixture
def page(shell: FakeShell, show_page: Show, themed: QApplication, tmp_path: Path) -> LawsPage:
    bring_in(shell.context, tmp_path, 2015, FIRST)
    bring_in(shell.context, tmp_path, 2023, SECOND)
    (tmp_path / "渡口条例.md").write_text(FERRY, "utf-8")
    assert not statutes.bring_in(shell.context, [tmp_path / "渡口条例.md"]).faults
    made = LawsPage(shell)
    show_page(made)
    return made


def top_line(page: LawsPage) -> str:
    view = page.view.text
    return view.document().findBlock(view.top_position()).text().strip()


def test_empty_says_how_laws_come_in(shell: FakeShell, show_page: Show) -> None:
    page = show_page(LawsPage(shell))
    assert isinstance(page, LawsPage)
    assert not page.view.isVisible()
    from PySide6.QtWidgets import QPushButton

    next(b for b in page.findChildren(QPushButton) if "法规库" in b.text()).click()
    assert shell.gone == [("statutes", {})]


def test_every_place_is_the_block_it_says() -> None:
    one = statute(FERRY)
    text = law_text(one, ("2019-03-01",))
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(text.html)
    assert [p.key for p in text.places if p.key] == [a.key for a in one.articles]
    for place in text.places:
        assert document.findBlockByNumber(place.block).text().strip().startswith(place.text)
    assert [(p.text, p.level) for p in text.places[:4]] == [
        ("第一章 总则", 0), ("第一条", 1), ("第二条", 1), ("第二章 渡口", 0),
    ]  # fmt: skip


def test_a_law_with_its_contents(page: LawsPage) -> None:
    page.arrive(law="渡口条例", article="4")
    assert page.view.heading.text() == "《渡口条例》"
    assert page.tabs.currentIndex() == CONTENTS
    item = page.contents.currentItem()
    assert item is not None
    assert item.text(0) == "第四条"
    first, second = (page.contents.topLevelItem(n) for n in range(2))
    assert first is not None
    assert second is not None
    assert second.childCount() == 2
    assert page.place() == {"law": "渡口条例", "version": "2019-03-08", "article": "4"}
    page.contents.setCurrentItem(first)
    QTest.keyClick(page.contents, Qt.Key.Key_Return)
    assert page.place()["article"] == "1"


def test_search_marks_and_opens(page: LawsPage) -> None:
    page.search.setText("罚款")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == HITS
    assert {(hit.law, hit.key) for hit in page.hits.rows} == {("渡船法", "4"), ("渡口条例", "4")}
    at = next(n for n, hit in enumerate(page.hits.rows) if hit.law == "渡口条例")
    page.hits.table.selectRow(at)
    assert page.view.heading.text() == "《渡口条例》"
    assert [s.cursor.selectedText() for s in page.view.text.extraSelections()] == ["罚款"]
    page.hits.table.grab()  # the hits are drawn
    page.search.clear()
    page.delay.now()
    assert page.tabs.currentIndex() == LAWS


def test_a_name_alone_is_found_in_the_list(page: LawsPage) -> None:
    page.search.setText("渡口条")
    page.delay.now()
    assert page.tabs.currentIndex() == LAWS
    assert [row.law for row in page.laws.rows.rows] == ["渡口条例"]


def test_jumping_by_number(page: LawsPage, shell: FakeShell) -> None:
    page.arrive(law="渡口条例")
    for said, key in (("3-1", "3-1"), ("第五条", "5"), ("第三条之一", "3-1")):
        page.view.jump.setText(said)
        QTest.keyClick(page.view.jump, Qt.Key.Key_Return)
        item = page.contents.currentItem()
        assert item is not None
        assert item.text(0) == {"3-1": "第三条之一", "5": "第五条"}[key]
    for said, told in (("99", "没有第九十九条"), ("甲", "不是条号")):
        page.view.jump.setText(said)
        QTest.keyClick(page.view.jump, Qt.Key.Key_Return)
        assert told in shell.told[-1]


def test_another_version_at_the_same_article(page: LawsPage) -> None:
    page.arrive(law="渡船法", article="3")
    assert page.view.law is not None
    assert page.view.law.version == "2023-05-06"
    page.view.versions.setCurrentText("2015-05-06")
    assert page.view.law.version == "2015-05-06"
    assert "三千元" in page.view.text.toPlainText()
    page.arrive(law="渡船法", version="2023-05-06")
    assert "五千元" in page.view.text.toPlainText()


def test_finding_within_and_type_size(page: LawsPage, qtbot: QtBot) -> None:
    page.arrive(law="渡口条例")
    page.view.find_button.click()
    page.view.find_bar.field.setText("渡口")
    assert page.view.find_bar.count.text().endswith("共 6 处")
    before = page.context.settings.number("reader_scale")
    page.view.larger.click()
    assert page.context.settings.number("reader_scale") > before


def test_a_text_brought_in_anew_is_read_anew(page: LawsPage, shell: FakeShell, tmp_path: Path) -> None:
    page.arrive(law="渡船法")
    bring_in(shell.context, tmp_path, 2024, (*SECOND[:4], "本法自2024年起施行。"))
    page.arrive()
    page.arrive(law="渡船法")
    assert page.view.law is not None
    assert page.view.law.version == "2024-05-06"
    page.arrive(law="桥梁法")
    assert "还没有导入《桥梁法》" in shell.told[-1]
