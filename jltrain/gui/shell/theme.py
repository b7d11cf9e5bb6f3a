"""The colours and the type of the window, light and dark, at the size the user chose.

Every colour has a name for what it is for; pages set a role on a widget (see `style`) and, where they
paint by hand, take the colour from `tokens`. Text on its ground keeps WCAG 2.1 AA contrast (4.5:1,
borders of fields and the focus ring 3:1), which tests/gui/test_shell_theme.py works out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from jltrain.gui.shell import fonts, style
from jltrain.gui.shell.tokens import DARK, LIGHT, Tokens

__all__ = ["Look", "apply", "current", "font", "palette", "tokens"]

BASE_POINTS: Final = 12
"""The size of running text at scale 100, in points."""


@dataclass(slots=True)
class Look:
    """What the window looks like now: `scale` in percent."""

    dark: bool = False
    scale: int = 100


_look: Final = Look()


def current() -> Look:
    """The look last applied."""
    return _look


def tokens(dark: bool | None = None) -> Tokens:
    """The colours of the theme; of the one in use if not told which."""
    return DARK if (_look.dark if dark is None else dark) else LIGHT


def font(scale: int | None = None) -> QFont:
    """The running text's font at `scale` percent."""
    made = QFont()
    made.setFamilies(fonts.FAMILIES)
    made.setPointSizeF(BASE_POINTS * (scale or _look.scale) / 100)
    return made


def palette(colours: Tokens) -> QPalette:
    """The same colours for what Qt draws without the style sheet."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.bad,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Mid: colours.edge,
        QPalette.ColorRole.Dark: colours.edge,
        QPalette.ColorRole.Midlight: colours.line,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(disabled, role, QColor(colours.faint))
    return made


def apply(app: QApplication, dark: bool, scale: int) -> None:
    """Give every window of `app` this look."""
    _look.dark, _look.scale = dark, scale
    colours = tokens(dark)
    app.setFont(font(scale))
    app.setPalette(palette(colours))
    app.setStyleSheet(style.sheet(colours, scale))
