"""A step that begins with a file somebody brought: it is read, what it holds is shown, and only then can one go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from jltrain.errors import JltrainError
from jltrain.gui.keys.compare import Compare
from jltrain.gui.keys.file_field import OpenField
from jltrain.gui.keys.parts import Facts
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell

T = TypeVar("T")


class ReadingDialog(StepDialog, Generic[T]):
    """`held` is what the file holds, once it was read and can be used."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, act: str) -> None:
        super().__init__(parent, shell, title, act)
        self.held: T | None = None
        self.facts, self.compare = Facts(), Compare()
        self.compare.changed.connect(self.ready)

    def ask_file(self, caption: str, choose: str, kinds: str, codes: Sequence[str]) -> None:
        """The field for the file; facts and comparison come below it."""
        self.file = OpenField(choose, kinds)
        self.file_field = self.field(caption, self.file, codes=codes)
        self.file.picked.connect(self.read)
        self.file.edited.connect(self._drop)
        self.put(self.facts)
        self.put(self.compare)

    def look(self, file: Path) -> T:
        """What the file holds. Raises JltrainError."""
        raise NotImplementedError

    def show_held(self, held: T) -> bool:
        """Show it; whether one can go on with it."""
        raise NotImplementedError

    def read(self, file: Path) -> None:
        """Look at the file and show what it holds."""
        self._drop()
        self.fault.hide()
        self.file_field.calm()
        try:
            held = self.look(file)
        except JltrainError as error:
            self.blame(error)
        else:
            self.held = held if self.show_held(held) else None
            self.file.used()
            if self.isVisible():
                self.fit()
        self.ready()

    def _drop(self) -> None:
        if self.held is not None or self.facts.rows:
            self.held = None
            self.facts.put(())
            self.compare.clear()
        self.ready()

    def ready(self) -> None:
        compared = not self.compare.fingerprint or self.compare.agreed
        self.go.setEnabled(self.held is not None and compared)

    def missing(self) -> bool:
        return self.held is None
