"""How a chapter looks in QTextBrowser, whose style sheets know a small part of CSS 2.1.

Sizes are points, so that they follow the screen's resolution; the page's own font is the widget's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Colours:
    text: str
    heading: str
    link: str
    header: str
    quote: str
    code: str
    line: str


_LIGHT: Final = _Colours("#1f2328", "#0b3d6b", "#0b57a4", "#e4edf6", "#f1f5f0", "#f3f3f3", "#9fb0c0")
_DARK: Final = _Colours("#e4e7ea", "#9cc7f2", "#8abfff", "#25384a", "#26302a", "#2c2f33", "#5d6b78")
BASE_POINTS: Final = 12.5
SCALES: Final = (50, 400)


def stylesheet(dark: bool, scale_percent: int) -> str:
    """A default style sheet for QTextDocument. `scale_percent` is brought between 50 and 400."""
    colours = _DARK if dark else _LIGHT
    scale = min(max(scale_percent, SCALES[0]), SCALES[1]) / 100

    def points(factor: float) -> str:
        return f"{BASE_POINTS * factor * scale:.1f}pt"

    return f"""
p, li, td, th, blockquote {{ font-size: {points(1)}; color: {colours.text}; line-height: 150%; }}
p {{ margin-top: 6px; margin-bottom: 10px; }}
li {{ margin-top: 2px; margin-bottom: 2px; line-height: 135%; }}
td, th {{ line-height: 125%; }}
h1 {{ font-size: {points(1.6)}; }}
h2 {{ font-size: {points(1.4)}; margin-top: 22px; margin-bottom: 8px; }}
h3 {{ font-size: {points(1.2)}; margin-top: 16px; margin-bottom: 6px; }}
h4, h5, h6 {{ font-size: {points(1.05)}; margin-top: 12px; margin-bottom: 4px; }}
h1, h2, h3, h4, h5, h6 {{ color: {colours.heading}; font-weight: bold; }}
a {{ color: {colours.link}; text-decoration: none; }}
table {{ border-collapse: collapse; border-color: {colours.line}; border-style: solid; margin-top: 8px;
  margin-bottom: 12px; }}
td, th {{ padding: 6px; border-color: {colours.line}; border-style: solid; border-width: 1px; }}
th {{ background-color: {colours.header}; font-weight: bold; }}
blockquote {{ margin-left: 12px; margin-right: 12px; }}
blockquote p {{ background-color: {colours.quote}; margin-top: 0px; margin-bottom: 0px; }}
code {{ background-color: {colours.code}; font-size: {points(0.95)}; }}
pre {{ background-color: {colours.code}; font-size: {points(0.95)}; margin: 8px; }}
"""
