"""How large a dialog opens: by the size of type, but never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def size_in_lines(dialog: QDialog, width: int, height: int = 0) -> None:
    """Make it `width` by `height` lines of text large (height 0: as high as its contents ask)."""
    line, screen = dialog.fontMetrics().height(), dialog.screen().availableGeometry()
    wanted = line * height if height else dialog.sizeHint().height()
    dialog.resize(min(line * width, screen.width() * 9 // 10), min(wanted, screen.height() * 85 // 100))
