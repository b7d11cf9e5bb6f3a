"""What the list of an import shows: all questions, the doubtful, the clear, or the lines that are none."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QButtonGroup, QPushButton

from jltrain.gui.intake.work import Entry, Work
from jltrain.i18n import _


class View(IntEnum):
    """What the list shows."""

    ALL = 0
    DOUBTFUL = 1
    CLEAR = 2
    LINES = 3


class Views(QObject):
    """`chips`: a button for each view, with its count."""

    def __init__(self, parent: QObject, show: Callable[[View], object]) -> None:
        super().__init__(parent)
        self.chips = [QPushButton() for _view in View]
        group = QButtonGroup(self)
        for at, chip in enumerate(self.chips):
            chip.setCheckable(True)
            chip.clicked.connect(partial(show, View(at)))
            group.addButton(chip, at)

    def count(self, work: Work) -> int:
        """Say how many there are of each; how many are doubtful."""
        entries = work.entries()
        doubtful = sum(entry.doubtful for entry in entries)
        lines = sum(len(source.ignored) for source in work.sources)
        texts = (_("全部 {n}(&A)"), _("有疑问 {n}(&D)"), _("没有疑问 {n}(&G)"), _("未看懂的行 {n}(&L)"))
        counts = (len(entries), doubtful, len(entries) - doubtful, lines)
        for chip, text, count in zip(self.chips, texts, counts, strict=True):
            chip.setText(text.format(n=f"{count:,}"))
        return doubtful


def listed(entry: Entry, view: View) -> bool:
    """Whether a view of questions lists it."""
    return view is View.ALL or entry.doubtful == (view is View.DOUBTFUL)
