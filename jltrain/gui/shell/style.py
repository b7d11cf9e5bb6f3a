"""One style sheet from colours and size: what each kind of widget and each role looks like.

A page says what a widget is (`widget.setProperty("role", "card")`), never what colour it has. Roles:
title, subtitle, muted, figure (a large number), stem, saved, countdown (with `level` = warn | urgent),
badge-good / -bad / -warn / -info, card, banner, primary, danger, link, option (with `verdict` = right |
wrong), number (with `state` = unseen | seen | answered | flagged | current).
"""

from __future__ import annotations

from string import Template

from jltrain import bundled
from jltrain.gui.shell.tokens import Tokens

_BASE = """
QWidget { color: $text; }
QMainWindow, QDialog, QWidget#pages { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: $p4; }
QLabel { background: transparent; }
QLabel:disabled, QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QScrollArea { background: transparent; border: 1px solid transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollArea:focus { border: 1px solid $focus; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { color: $line; }
QSplitter::handle { background: $line; }
QGroupBox { background: $surface; border: 1px solid $line; border-radius: $p8; margin-top: $em; padding: $p12; }
QGroupBox::title { subcontrol-origin: margin; left: $p12; padding: 0 $p4; color: $muted; }
QCheckBox, QRadioButton { spacing: $p8; padding: $p4; border: 2px solid transparent; border-radius: $p4; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: $box; height: $box; }
QCheckBox::indicator, QAbstractItemView::indicator {
  border: 2px solid $edge; border-radius: $p4; background: $surface;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  border-color: $accent; background: $accent; image: url("$icons/check-$shade.svg");
}
QCheckBox::indicator:disabled { border-color: $line; }
QRadioButton::indicator { border: 2px solid $edge; border-radius: $round; background: $surface; }
QRadioButton::indicator:checked { border: $dot solid $accent; width: $core; height: $core; }
QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
"""

_BUTTONS = """
QPushButton, QToolButton {
  background: $surface; border: 1px solid $edge; border-radius: $p6; padding: $p6 $p16; min-height: $line_height;
}
QToolButton { padding: $p4 $p10; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {
  background: $accent_soft; border-color: $accent; color: $accent;
}
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: $p5 $p15; }
QToolButton:focus { padding: $p3 $p9; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $line; background: $raised; }
QToolButton::menu-indicator { image: none; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed { background: $bad; color: $on_bad; }
QPushButton[role="danger"]:focus { border: 2px solid $text; }
QPushButton[role="danger"]:disabled { color: $faint; border-color: $line; background: $raised; }
QToolButton[role="quiet"] { background: transparent; border: 2px solid transparent; color: $muted; padding: $p3 $p8; }
QToolButton[role="quiet"]:hover { background: $accent_soft; color: $accent; }
QToolButton[role="quiet"]:focus { border: 2px solid $focus; padding: $p3 $p8; }
QPushButton[role="link"] { background: transparent; border: 2px solid transparent; color: $accent; padding: $p4; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $focus; }
QPushButton[role="link"]:disabled { color: $faint; }
QAbstractButton[role="option"] {
  background: $surface; border: 2px solid $line; border-radius: $p8; padding: $p10 $p14; text-align: left;
}
QAbstractButton[role="option"]:hover { border-color: $accent; background: $raised; }
QAbstractButton[role="option"]:checked { border-color: $accent; background: $accent_soft; color: $text; }
QAbstractButton[role="option"]:focus { border: 2px solid $focus; padding: $p10 $p14; }
QAbstractButton[role="option"]:checked:focus { border: 3px solid $focus; padding: $p9 $p13; }
QAbstractButton[role="option"]:disabled { color: $text; }
QAbstractButton[role="option"][verdict="right"] { border-color: $good; background: $good_soft; color: $text; }
QAbstractButton[role="option"][verdict="wrong"] { border-color: $bad; background: $bad_soft; color: $text; }
QAbstractButton[role="number"] {
  background: $surface; border: 1px solid $edge; border-radius: $p6; padding: $p4; min-width: $number;
}
QAbstractButton[role="number"][state="unseen"] { color: $muted; border: 1px dashed $edge; }
QAbstractButton[role="number"][state="seen"] { color: $text; }
QAbstractButton[role="number"][state="answered"] { background: $accent; color: $on_accent; border-color: $accent; }
QAbstractButton[role="number"][state="flagged"] { background: $warn_soft; color: $warn; border: 2px solid $warn; }
QAbstractButton[role="number"][state="current"] { border: 3px solid $text; padding: $p3; font-weight: bold; }
QAbstractButton[role="number"][state="current"][now="answered"] { background: $accent; color: $on_accent; }
QAbstractButton[role="number"][state="current"][flag="true"] { border-color: $warn; }
QAbstractButton[role="number"]:focus { border: 3px solid $focus; padding: $p3; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: $p6; padding: $p5 $p8;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: $line_height; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QTextBrowser { padding: $p12; border-color: $line; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: $p4 $p7;
}
QTextBrowser:focus { padding: $p11; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $faint; background: $raised; border-color: $line;
}
QLineEdit:read-only { background: $raised; }
QComboBox { padding-right: $p28; }
QComboBox:focus { padding-right: $p27; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: $p28; border: 0; }
QComboBox::down-arrow { image: url("$icons/down-$shade.svg"); width: $p12; height: $p12; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $edge; padding: $p4; outline: 0;
  selection-background-color: $accent; selection-color: $on_accent;
}
QAbstractSpinBox { padding-right: $p28; }
QDateEdit::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: $p28; border: 0; }
QDateEdit::down-arrow { image: url("$icons/down-$shade.svg"); width: $p12; height: $p12; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: $p24; border: 0; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: $p24; border: 0; }
QAbstractSpinBox::up-arrow { image: url("$icons/up-$shade.svg"); width: $p10; height: $p10; }
QAbstractSpinBox::down-arrow { image: url("$icons/down-$shade.svg"); width: $p10; height: $p10; }
QProgressBar {
  background: $line; border: 0; border-radius: $p4; text-align: center; min-height: $p8; color: $text;
}
QProgressBar::chunk { background: $accent; border-radius: $p4; }
QSlider::groove:horizontal { height: $p4; background: $line; border-radius: 2px; }
QSlider::handle:horizontal { width: $p16; margin: -$p6 0; background: $accent; border-radius: $p8; }
QScrollBar:vertical { background: transparent; width: $p14; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $p14; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: $p4; margin: $p3; }
QScrollBar::handle:vertical { min-height: $p28; }
QScrollBar::handle:horizontal { min-width: $p28; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_VIEWS = """
QAbstractItemView {
  background: $surface; alternate-background-color: $raised; border: 1px solid $line; border-radius: $p6;
  selection-background-color: $accent_soft; selection-color: $text; outline: 0;
}
QAbstractItemView:focus { border: 2px solid $focus; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTableView { gridline-color: $line; }
QTableView::item { padding: $p4 $p8; }
QTableView::item:focus { border: 1px solid $focus; padding: $inset4 $inset8; }
QTreeView { show-decoration-selected: 1; }
QTreeView::branch:selected { background: $accent_soft; }
QTreeView::branch:has-children:closed { image: url("$icons/right-$shade.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/down-$shade.svg"); }
QTreeView::item, QListView::item { padding: $p5 $p4; }
QTreeView::item:focus, QListView::item:focus { border: 1px solid $focus; }
QHeaderView { background: $raised; border: 0; }
QHeaderView::section {
  background: $raised; color: $muted; border: 0; border-bottom: 1px solid $line; border-right: 1px solid $line;
  padding: $p6 $p8; font-weight: bold;
}
QTableCornerButton::section { background: $raised; border: 0; }
QTabWidget::pane { border: 1px solid $line; border-radius: $p6; background: $surface; top: -1px; }
QTabBar::tab { background: transparent; color: $muted; padding: $p8 $p16; border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; font-weight: bold; }
QTabBar:focus { border: 1px solid $focus; }
QTabBar::tab:focus { background: $accent_soft; }
QTabBar QToolButton { padding: 0; min-height: 0; border: 1px solid $line; border-radius: $p4; }
QTabBar QToolButton::right-arrow { image: url("$icons/right-$shade.svg"); width: $p12; height: $p12; }
QTabBar QToolButton::left-arrow { image: url("$icons/left-$shade.svg"); width: $p12; height: $p12; }
QTabBar::scroller { width: $p28; }
QMenu { background: $surface; border: 1px solid $edge; padding: $p4; }
QMenu::item { padding: $p6 $p24; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $faint; }
"""

_ROLES = """
QLabel[role="title"] { font-size: $title; font-weight: bold; }
QLabel[role="subtitle"] { font-size: $subtitle; font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="figure"] { font-size: $figure; font-weight: bold; color: $accent; }
QLabel[role="stem"] { font-size: $stem; }
QLabel[role="option-mark"] { color: $accent; font-weight: bold; }
QLabel[role="option-mark"]:disabled, QLabel[role="option-text"]:disabled { color: $text; }
QLabel[role="saved"] { color: $good; }
QLabel[role="saved"][state="saving"] { color: $warn; }
QLabel[role="saved"][state="failed"] { color: $bad; font-weight: bold; }
QLabel[role="countdown"] { font-size: $title; font-weight: bold; color: $accent; }
QLabel[role="countdown"][level="warn"] { color: $warn; }
QLabel[role="countdown"][level="urgent"] { color: $on_bad; background: $bad; border-radius: $p6; padding: 0 $p8; }
QLabel[role|="badge"] { border-radius: $p6; padding: $p3 $p8; font-weight: bold; }
QLabel[role="badge-good"] { color: $good; background: $good_soft; }
QLabel[role="badge-bad"] { color: $bad; background: $bad_soft; }
QLabel[role="badge-warn"] { color: $warn; background: $warn_soft; }
QLabel[role="badge-info"] { color: $accent; background: $accent_soft; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: $p10; }
QFrame[role="card"]:focus { border: 2px solid $focus; }
QFrame[role="banner"] { background: $bad_soft; border: 1px solid $bad; border-radius: $p8; }
QFrame[role="banner"] QLabel { color: $bad; }
"""

_SHELL = """
QWidget#nav { background: $nav; }
QWidget#nav QLabel { color: $nav_muted; padding: 0 $p12; }
QWidget#nav QLabel#brand { margin-bottom: $p6; color: $on_nav_active; font-size: $subtitle; font-weight: bold; padding: $p4 0; }
QWidget#nav QFrame#rule { background: $nav_line; border: 0; max-height: 1px; min-height: 1px; }
QWidget#nav QPushButton {
  background: transparent; color: $on_nav; border: 2px solid transparent; border-radius: $p8;
  padding: $p6 $p12; text-align: left; font-weight: normal;
}
QWidget#nav QPushButton:hover { background: $nav_hover; }
QWidget#nav QPushButton:checked { background: $nav_active; color: $on_nav_active; font-weight: bold; }
QWidget#nav QPushButton[role="role-tab"] { color: $nav_muted; }
QWidget#nav QPushButton[role="role-tab"]:checked {
  background: $nav_hover; color: $on_nav_active; border-left: $p4 solid $nav_focus; border-radius: $p4;
}
QWidget#nav QPushButton:focus { border: 2px solid $nav_focus; }
QWidget#header { background: $surface; border-bottom: 1px solid $line; }
QWidget#header QLabel#where { font-weight: bold; }
QWidget#foot { background: $surface; border-top: 1px solid $line; }
QWidget#foot QLabel { color: $muted; }
QWidget#foot QLabel#told { color: $text; }
QWidget#veil { background: $veil; }
QFrame#busy { background: $surface; border: 1px solid $edge; border-radius: $p10; }
"""

_SHEET = Template(_BASE + _BUTTONS + _FIELDS + _VIEWS + _ROLES + _SHELL)


def sheet(colours: Tokens, scale: int) -> str:
    """The style sheet of the whole program. `scale` in percent enlarges type and spacing alike."""
    point = 12 * scale / 100
    values = {name: str(getattr(colours, name)) for name in Tokens.__dataclass_fields__}
    values |= {f"p{n}": f"{round(n * scale / 100)}px" for n in range(3, 29)}
    values |= {f"inset{n}": f"{round(n * scale / 100) - 1}px" for n in (4, 8)}  # within a border of one pixel
    values |= {"title": f"{point * 1.5:g}pt", "subtitle": f"{point * 1.2:g}pt", "stem": f"{point * 1.2:g}pt"}
    values |= {"figure": f"{point * 2:g}pt", "em": f"{round(point)}pt", "line_height": f"{round(point * 1.6)}px"}
    box, dot = round(18 * scale / 100), round(6 * scale / 100)
    values |= {"round": f"{box // 2 + 2}px", "dot": f"{dot}px", "core": f"{box + 4 - 2 * dot}px"}
    values |= {"box": f"{box}px", "number": f"{round(32 * scale / 100)}px"}
    values["veil"] = "#B0" + colours.window[1:]
    values |= {"icons": bundled.resource("icons").as_posix(), "shade": "dark" if colours.dark else "light"}
    return _SHEET.substitute(values)
