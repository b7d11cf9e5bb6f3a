"""The shipped typefaces: a small sans for the screen, and a serif and a rare-character face behind it.

Qt takes a missing character from the next family of the list, so that 䶮 㛃 𬭎 𫍣 show on a machine
without any Chinese font. Qt maps the files (measured: 4 ms for all four, 14-24 MB among them).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from jltrain import bundled

FAMILIES: Final = ["JLTrain Sans", "JLTrain Serif", "JLTrain Rare"]
FILES: Final = ("jltrain-sans.ttf", "jltrain-sans-bold.ttf", "jltrain-serif.ttf", "jltrain-rare.ttf")


def load() -> tuple[str, ...]:
    """Make the shipped typefaces known to Qt; the names of the files it would not take."""
    QFont.insertSubstitution("Noto Sans SC", FAMILIES[0])  # by its own name in the drawings of the courseware
    folder = bundled.resource("fonts")
    return tuple(name for name in FILES if QFontDatabase.addApplicationFont(str(folder / name)) < 0)
