"""The accepted answers of each blank: a field for each, a spelling to a line."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from jltrain.gui.bank.editor_work import Accept
from jltrain.gui.hr.parts import label
from jltrain.gui.intake.growing import GrowingText
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class AcceptBox(QWidget):
    """`changed` after each change by the user. The first line of a blank is the standard answer."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[GrowingText] = []
        self._names: list[QLabel] = []
        self._count = 0
        self.first_after: QWidget | None = None
        """The field before this box, from which Tab comes to the first answer."""
        self._none = label(_("先在题干里插入空（Ctrl+B），每个空的答案写在这里。"), "muted")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._none, 0, 0, 1, 2)

    def put(self, accept: Accept, blanks: int) -> None:
        """Show these, and as many fields as the stem has blanks. Nothing is told of it."""
        with QSignalBlocker(self):
            self._show(["\n".join(texts) for texts in accept], blanks)

    def set_blanks(self, blanks: int) -> None:
        """The stem has so many now; answers already there stay, those of blanks that are gone until they are emptied."""
        self._show([field.toPlainText() for field in self.fields[: self._count]], blanks)

    def accept(self) -> Accept:
        """The accepted texts of each blank."""
        texts = [field.text().split("\n") for field in self.fields[: self._count]]
        return tuple(tuple(text.strip() for text in lines if text.strip()) for lines in texts)

    def _show(self, texts: list[str], blanks: int) -> None:
        filled = max((n for n, text in enumerate(texts, 1) if text.strip()), default=0)
        self._count = max(blanks, filled)
        while len(self.fields) < self._count:
            self._grow()
        self._none.setVisible(not self._count)
        for n, (name, field) in enumerate(zip(self._names, self.fields, strict=True)):
            name.setVisible(n < self._count)
            field.setVisible(n < self._count)
            text = texts[n] if n < min(len(texts), self._count) else ""
            if field.toPlainText() != text:
                with QSignalBlocker(field):
                    field.put(text)

    def _grow(self) -> None:
        at = len(self.fields) + 1
        name = label(_("第 {n} 空").format(n=at), "muted", wrap=False)
        field = GrowingText(name.text(), hint=_("每行一种写法，第一行是标准答案"))
        field.textChanged.connect(self.changed)
        name.setBuddy(field)
        before = self.fields[-1] if self.fields else self.first_after
        self._names.append(name)
        self.fields.append(field)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, at, 1)
        if before is not None:
            QWidget.setTabOrder(before, field)
