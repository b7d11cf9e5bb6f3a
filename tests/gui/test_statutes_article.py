"""The window of one article, and the links that lead to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jltrain.gui.shell import theme
from jltrain.gui.statutes.article_dialog import ArticleDialog, show_article
from jltrain.gui.statutes.article_html import article_html, excerpt, lines
from jltrain.gui.statutes.links import citation_of, cited, first_words, linked
from jltrain.reading.citations import citations
from tests.gui.conftest import FakeShell
from tests.gui.statutes_world import FIRST, SECOND, bring_in


@pytest.fixture
def page(qtbot: QtBot, shell: FakeShell, themed: QApplication, tmp_path: Path) -> QWidget:
    bring_in(shell.context, tmp_path, 2015, FIRST)
    bring_in(shell.context, tmp_path, 2023, SECOND)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(shell: FakeShell, page: QWidget, citation: str) -> ArticleDialog:
    show_article(shell, page, citation)
    (window,) = page.findChildren(ArticleDialog)
    return window


def test_the_paragraph_cited_is_marked(shell: FakeShell, page: QWidget) -> None:
    window = opened(shell, page, "《中华人民共和国渡船法》第二条第二款")
    assert not window.isModal()
    assert window.windowTitle() == "《渡船法》第二条"
    assert window.facts.text().startswith("2023-05-06 版")
    marked = theme.tokens().accent_soft.lower()
    assert f"background-color:{marked}" in window.text.toHtml().split("第二款")[0].rsplit("<p", 1)[1]
    assert "方可航行作业" in window.text.toPlainText()
    window.close()


def test_turning_to_the_articles_around_and_to_other_versions(shell: FakeShell, page: QWidget, qtbot: QtBot) -> None:
    window = opened(shell, page, "《渡船法》第二条第二款")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.text, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.view is not None
    assert window.view.key == "3"
    QTest.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.view.key == "1"
    assert not window.previous.isEnabled()
    window.versions.setCurrentText("2015-05-06")
    window.next.click()
    assert window.view.version == "2015-05-06"
    assert window.view.marked is not None
    assert "方可航行。" in window.text.toPlainText()
    window.close()


def test_copying_and_opening_the_whole(shell: FakeShell, page: QWidget) -> None:
    window = opened(shell, page, "《渡船法》第四条")
    window.copy.click()
    assert QApplication.clipboard().text() == "《中华人民共和国渡船法》（2023-05-06 版）第四条\n" + SECOND[3]
    window.whole.click()
    assert shell.gone == [("laws", {"law": "渡船法", "article": "4", "version": "2023-05-06"})]
    assert not window.isVisible()


def test_one_window_serves_a_page(shell: FakeShell, page: QWidget) -> None:
    window = opened(shell, page, "《渡船法》第一条")
    assert opened(shell, page, "《渡船法》第四条") is window
    assert window.heading.text() == "《渡船法》第四条"
    window.close()


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        ("《桥梁法》第一条", "导入法规"),
        ("《渡船法》第九十九条", "没有第九十九条"),
        ("随便写的", "不是法条引用"),
    ],
)
def test_what_cannot_be_shown_is_said(shell: FakeShell, page: QWidget, citation: str, said: str) -> None:
    window = opened(shell, page, "《渡船法》第一条")
    show_article(shell, page, citation)
    assert said in window.text.toPlainText()
    assert not window.copy.isVisible()
    show_article(shell, page, "《渡船法》第一条")
    assert window.copy.isVisible()
    window.close()


def test_an_article_of_one_version_only(shell: FakeShell, page: QWidget, tmp_path: Path) -> None:
    bring_in(shell.context, tmp_path, 2024, (*SECOND, "第六条的话是新的。"))
    window = opened(shell, page, "《渡船法》第六条")
    window.versions.setCurrentText("2015-05-06")
    assert "2015-05-06 版没有第六条" in shell.told[-1]
    assert window.versions.currentText() == "2024-05-06"
    window.close()


def test_a_link_tells_the_paragraph_by_its_words() -> None:
    text = "见《公路法》第五十条第二款、第五十一条第（一）项。"
    first, second = citations(text)
    assert citation_of(first.href, text[first.start : first.end]) == "《公路法》第五十条第二款"
    assert citation_of(second.href, text[second.start : second.end]) == "《公路法》第五十一条第（一）项"
    assert citation_of(second.href, "第五十条") == "《公路法》第五十一条"
    assert citation_of("javascript:1") == citation_of("statute:a/0") == ""


def test_linked_texts_are_escaped_and_read_back() -> None:
    html = linked(["《A<b>》第一条、第二条 & 别的", "没有"], "；")
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert html.endswith(" &amp; 别的；没有")
    hrefs = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert [cited(href) for href in hrefs] == ["《A<b>》第一条", "《A<b>》第二条"]
    assert cited("https://example.org") == ""


def test_first_words(shell: FakeShell, page: QWidget) -> None:
    href = next(iter(citations("《渡船法》第四条"))).href
    assert first_words(shell.context, href) == SECOND[3]
    assert first_words(shell.context, next(iter(citations("《桥梁法》第四条"))).href) == "条文还没有导入。"
    assert first_words(shell.context, "#x") == ""
    assert excerpt("一" * 100).endswith("……")


def test_spans_across_lines() -> None:
    assert list(lines("甲乙\n丙<丁", ((1, 4),), "s")) == [
        '甲<span style="s">乙</span>',
        '<span style="s">丙</span>&lt;丁',
    ]
    assert article_html("", "甲\n乙").count("<p") == 2
