from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QGuiApplication, QTextDocument
from pytestqt.qtbot import QtBot

from jltrain.reading.render import render
from jltrain.reading.stylesheet import stylesheet
from tests.reading.chapters import picture


@pytest.mark.parametrize("dark", [False, True])
def test_sizes_grow_with_the_scale(dark: bool) -> None:
    def sizes(scale: int) -> list[float]:
        return [float(s) for s in re.findall(r"font-size: ([\d.]+)pt", stylesheet(dark, scale))]

    assert sizes(200) == pytest.approx([2 * s for s in sizes(100)], abs=0.11)
    assert sizes(1) == sizes(50)
    assert min(sizes(100)) >= 11


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("dark", "page"), [(False, "#ffffff"), (True, "#1b1e21")])
def test_text_stands_out_as_wcag_asks(dark: bool, page: str) -> None:
    sheet = stylesheet(dark, 100)
    texts = re.findall(r"[; {]color: (#\w{6})", sheet)
    grounds = [page, *re.findall(r"background-color: (#\w{6})", sheet)]
    assert texts
    for text in texts:
        for ground in grounds:
            high, low = sorted((_luminance(text), _luminance(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5


def test_qt_understands_the_page(qtbot: QtBot) -> None:
    assert QGuiApplication.instance()
    document = QTextDocument()
    document.setDefaultStyleSheet(stylesheet(dark=False, scale_percent=100))
    page = render("## 标题\n\n文《公路法》第五十条\n\n| 甲 | 乙 |\n|--|--|\n| 一 | 二 |\n", picture)
    document.setHtml(page.html)
    assert document.toPlainText().replace("\ufffc", "").split() == [
        "标题",
        "文《公路法》第五十条",
        "甲",
        "乙",
        "一",
        "二",
    ]
    names: list[str] = []
    links: list[str] = []
    points: set[float] = set()
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            style = pieces.fragment().charFormat()
            names += style.anchorNames()
            links += [style.anchorHref()] if style.anchorHref() else []
            points.add(style.fontPointSize())
            pieces += 1
        block = block.next()
    assert names == ["标题"]
    assert links == ["statute:%E5%85%AC%E8%B7%AF%E6%B3%95/50"]
    assert points >= {12.5, 17.5}
