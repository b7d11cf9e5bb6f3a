"""Both themes can be read: WCAG 2.1 contrast of every pair of colours that the style sheet puts together."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from jltrain import bundled
from jltrain.gui.shell import fonts, registry, style, theme
from jltrain.gui.shell.table import Column, Table
from jltrain.gui.shell.tokens import DARK, LIGHT, Tokens
from jltrain.settings import DECLARED

READABLE = [
    ("text", ("window", "surface", "raised", "accent_soft", "good_soft", "bad_soft", "warn_soft")),
    ("muted", ("window", "surface", "raised")),
    ("accent", ("window", "surface", "raised", "accent_soft")),
    ("on_accent", ("accent", "accent_hover")),
    ("good", ("surface", "good_soft", "window")),
    ("bad", ("surface", "bad_soft", "window")),
    ("on_bad", ("bad",)),
    ("warn", ("surface", "warn_soft", "window")),
    ("on_nav", ("nav", "nav_hover")),
    ("nav_muted", ("nav", "nav_hover")),
    ("on_nav_active", ("nav_active", "nav_hover", "nav")),
]
VISIBLE = [
    ("edge", ("surface", "window", "raised")),
    ("focus", ("surface", "window", "raised")),
    ("nav_focus", ("nav",)),
    ("good", ("surface",)),
    ("bad", ("surface",)),
]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1, 1.4.3, of two colours #RRGGBB."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(READABLE, 4.5), (VISIBLE, 3.0)], ids=["text", "edges"])
def test_contrast(colours: Tokens, pairs: list[tuple[str, tuple[str, ...]]], least: float) -> None:
    for front, grounds in pairs:
        for ground in grounds:
            ratio = contrast(getattr(colours, front), getattr(colours, ground))
            assert ratio >= least, f"{front} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [int(n) for n in DECLARED["scale"].choices])
def test_the_sheet_is_complete_and_its_pictures_exist(colours: Tokens, scale: int) -> None:
    made = style.sheet(colours, scale)
    assert "$" not in made
    for file in re.findall(r'url\("([^"]+)"\)', made):
        assert bundled.resource("icons", file.rsplit("/", 1)[1]).is_file()


def test_every_page_has_its_icon() -> None:
    for page in registry.PAGES:
        assert not page.text or bundled.resource("icons", f"{page.icon}.svg").is_file()


def test_look_is_applied(themed: QApplication, qtbot: QtBot) -> None:
    theme.apply(themed, dark=True, scale=150)
    label = QLabel("执法")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pointSizeF() == theme.BASE_POINTS * 1.5
    assert QFontInfo(label.font()).family() == "JLTrain Sans"
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text
    assert theme.tokens() is DARK


def test_rare_names_show(themed: QApplication) -> None:
    metrics = QFontMetrics(theme.font(100))
    for character in "䶮㛃𬭎𫍣":
        assert metrics.inFontUcs4(ord(character)) or _falls_back(character), character
    assert fonts.load() == ()


def _falls_back(character: str) -> bool:
    """Drawn with the family list, the character differs from the box that stands for a missing one."""
    from PySide6.QtGui import QImage, QPainter

    def drawn(text: str) -> bytes:
        picture = QImage(60, 60, QImage.Format.Format_Grayscale8)
        picture.fill(255)
        painter = QPainter(picture)
        painter.setFont(theme.font(150))
        painter.drawText(8, 44, text)
        painter.end()
        return bytes(picture.constBits())

    blank, missing = drawn(" "), drawn("\U0010fffe")
    return drawn(character) not in (blank, missing)


def test_focus_is_seen(themed: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("确定")
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.hasFocus)
    button.clearFocus()
    before = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != before


def test_a_table_of_thousands_is_fitted_by_its_first_rows(themed: QApplication, qtbot: QtBot) -> None:
    asked: list[int] = []

    def text(row: int) -> str:
        asked.append(row)
        return f"第 {row} 行"

    table: Table[int] = Table("表", (Column("甲", text),))
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.show_rows(range(20_000))
    assert max(asked) < 1_000
    assert table.rowHeight(19_999) == table.verticalHeader().defaultSectionSize() > table.fontMetrics().height() * 1.8


def test_a_bold_cell_in_focus_is_not_cut(themed: QApplication, qtbot: QtBot) -> None:
    """The border of the cell in focus takes its room from the padding, not from the text."""
    table: Table[str] = Table("表", (Column("甲", str, tone=lambda _row: "good"), Column("乙", str, grows=True)))
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.show_rows(["执法资格证号码"])
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect, option.widget, option.text = table.visualRect(table.rows.index(0, 0)), table, "执法资格证号码"
    rooms = []
    for focus in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_HasFocus):
        option.state = QStyle.StateFlag.State_Enabled | focus
        option.state |= QStyle.StateFlag.State_Active
        rooms.append(table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table).width())
    assert rooms[0] == rooms[1] > 0
