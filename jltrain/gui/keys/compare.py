"""Two people compare a fingerprint on the telephone; nothing goes on before the one here says that it is the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.keys.parts import Groups, appear, empty
from jltrain.gui.shell.frame import px


class Compare(QWidget):
    """Empty until `put`. `changed`: the tick was set or taken away, or another fingerprint is shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self.tick: QCheckBox | None = None
        self.fingerprint = ""

    def put(self, sentence: str, fingerprint: str, tick: str) -> None:
        """Show a fingerprint, not agreed to yet."""
        self.clear()
        self.fingerprint = fingerprint
        self.tick = QCheckBox(tick)
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        for part in (label(sentence), Groups(fingerprint), self.tick):
            self._column.addWidget(part)
            appear(part)
        self.changed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.tick, self.fingerprint = None, ""
        empty(self._column)
        self.changed.emit()

    @property
    def agreed(self) -> bool:
        """Whether the fingerprint shown was said to be the same."""
        return self.tick is not None and self.tick.isChecked()
