"""The colours of the two themes, each named for what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB. `on_x` is text on ground `x`; `x_soft` a pale ground under text of colour `x`."""

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    """A hairline between things; carries no meaning by itself."""
    edge: str
    """The border of a field or a button: 3:1 on surface."""
    text: str
    muted: str
    faint: str
    """Text of a control that cannot be used now (WCAG asks no contrast of it)."""
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    focus: str
    good: str
    good_soft: str
    bad: str
    bad_soft: str
    on_bad: str
    warn: str
    warn_soft: str
    nav: str
    nav_hover: str
    nav_line: str
    on_nav: str
    nav_muted: str
    nav_active: str
    on_nav_active: str
    nav_focus: str


LIGHT: Final = Tokens(
    dark=False,
    window="#F2F5FA",
    surface="#FFFFFF",
    raised="#F7F9FC",
    line="#DCE3ED",
    edge="#7F8CA3",
    text="#1A2333",
    muted="#536079",
    faint="#97A1B3",
    accent="#1D4F9F",
    accent_hover="#2A61B8",
    accent_pressed="#163F82",
    on_accent="#FFFFFF",
    accent_soft="#E6EEFA",
    focus="#2F7BEA",
    good="#1B6B3A",
    good_soft="#E3F3E8",
    bad="#B3261E",
    bad_soft="#FCEAE8",
    on_bad="#FFFFFF",
    warn="#7A4E00",
    warn_soft="#FDF1D8",
    nav="#15305F",
    nav_hover="#1E3F78",
    nav_line="#2B4A80",
    on_nav="#E3EBF8",
    nav_muted="#A9BEDF",
    nav_active="#2F63B8",
    on_nav_active="#FFFFFF",
    nav_focus="#9CC2FF",
)

DARK: Final = Tokens(
    dark=True,
    window="#11161E",
    surface="#19202B",
    raised="#212A37",
    line="#303B4B",
    edge="#6F7E95",
    text="#E6EBF3",
    muted="#A7B3C5",
    faint="#667286",
    accent="#7FB0FA",
    accent_hover="#9CC3FF",
    accent_pressed="#6699E8",
    on_accent="#0B1626",
    accent_soft="#1E314F",
    focus="#7FB0FA",
    good="#7BD49A",
    good_soft="#173324",
    bad="#FF9D94",
    bad_soft="#43201E",
    on_bad="#2A0A08",
    warn="#F2C265",
    warn_soft="#3B2D10",
    nav="#0C121B",
    nav_hover="#182231",
    nav_line="#263244",
    on_nav="#D5DEEB",
    nav_muted="#93A2B8",
    nav_active="#27477A",
    on_nav_active="#FFFFFF",
    nav_focus="#7FB0FA",
)
