"""The answers of a question with blanks: a field for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.intake.growing import GrowingText
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

Accept = tuple[tuple[str, ...], ...]


class BlanksBox(QWidget):
    """`changed` after each change of a text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[GrowingText] = []
        self._names: list[QLabel] = []
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)

    def put(self, accept: Accept, blanks: int) -> None:
        """Show another question's; as many fields as blanks, or as answers when these are more."""
        with QSignalBlocker(self):
            self._show([" | ".join(texts) for texts in accept], blanks)

    def set_blanks(self, blanks: int) -> None:
        """The stem has so many now; answers already there stay."""
        texts = [field.text() for field in self.fields[: self._count]]
        if self._count != max(blanks, _filled(texts), 1):
            with QSignalBlocker(self):
                self._show(texts[: max(blanks, _filled(texts))], blanks)

    def accept(self) -> Accept:
        """The accepted texts of each blank; () when none has any."""
        texts = [field.text() for field in self.fields[: self._count]]
        split = (tuple(text.strip() for text in line.split("|") if text.strip()) for line in texts)
        return tuple(texts or ("",) for texts in split) if any(texts) else ()

    def _show(self, texts: Sequence[str], blanks: int) -> None:
        self._count = max(blanks, len(texts), 1)
        while len(self.fields) < self._count:
            self._grow()
        for n, (name, field) in enumerate(zip(self._names, self.fields, strict=True)):
            name.setVisible(n < self._count)
            field.setVisible(n < self._count)
            field.put(texts[n] if n < len(texts) else "")

    def _grow(self) -> None:
        at = len(self.fields)
        name = label(_("第 {n} 空").format(n=at + 1), "muted", wrap=False)
        field = GrowingText(name.text(), single=True, hint=_("几种写法都对时用 | 隔开"))
        field.textChanged.connect(self.changed)
        self._names.append(name)
        self.fields.append(field)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, at, 1)


def _filled(texts: Sequence[str]) -> int:
    return max((n for n, text in enumerate(texts, 1) if text), default=0)
