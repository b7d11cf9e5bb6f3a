"""Fields for a file to read or to write, each with a button that opens the system's own chooser."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QDir, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from jltrain.i18n import _


class _FileField(QWidget):
    """A path with a button beside it. `last`: the folder last used, until the program ends."""

    last: ClassVar[Path | None] = None
    edited = Signal()

    def __init__(self, name: str, kinds: str) -> None:
        super().__init__()
        self.kinds = kinds
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setAcceptDrops(False)  # what is dropped belongs to the page
        self.line.textChanged.connect(lambda _text: self.edited.emit())
        self.browse = QPushButton(_("浏览…"))
        self.browse.setToolTip(name)
        self.browse.setAutoDefault(False)  # Enter in the field is the dialog's main button
        self.browse.clicked.connect(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """What stands in the field."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def put(self, path: Path) -> None:
        """Write a path into the field."""
        self.line.setText(QDir.toNativeSeparators(str(path)))
        self.line.setCursorPosition(len(self.line.text()))

    def choose(self) -> None:
        """Ask with the system's chooser."""
        raise NotImplementedError

    def used(self) -> None:
        """The file was read or written: begin there the next time."""
        path = self.path()
        if path is not None:
            type(self).last = _FileField.last = path if path.is_dir() else path.parent


class OpenField(_FileField):
    """A file to read; `picked` when another one stands there, whole."""

    picked = Signal(object)

    def __init__(self, name: str, kinds: str) -> None:
        super().__init__(name, kinds)
        self._picked: Path | None = None
        self.line.editingFinished.connect(self.settle)

    def settle(self) -> None:
        """Emit `picked` if that was not done for this path."""
        path = self.path()
        if path is not None and path != self._picked:
            self._picked = path
            self.picked.emit(path)

    def take(self, path: Path) -> None:
        """Read this file (again)."""
        self.put(path)
        self._picked = None
        self.settle()

    def choose(self) -> None:
        start = str(self.path() or _FileField.last or "")
        name, _kind = QFileDialog.getOpenFileName(self, self.line.accessibleName(), start, self.kinds)
        if name:
            self.take(Path(name))


class SaveField(_FileField):
    """A file to write, with a name suggested. `sure`: the chooser has asked about overwriting that path."""

    def __init__(self, name: str, kinds: str, suggested: str) -> None:
        super().__init__(name, kinds)
        self.sure: Path | None = None
        self._suggested: Path | None = None
        self.suggest(suggested)

    def suggest(self, name: str) -> None:
        """Another name, unless the user has written his own."""
        if self.path() == self._suggested:
            self._suggested = (_FileField.last or _desktop()) / name
            self.put(self._suggested)

    def choose(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.line.accessibleName(), str(self.path() or ""), self.kinds
        )
        if chosen:
            self.put(Path(chosen))
            self.sure = Path(chosen)

    def overwrites(self) -> bool:
        """Whether there is a file of that name, which the user was not asked about."""
        path = self.path()
        return path is not None and path != self.sure and path.is_file()


def _desktop() -> Path:
    """Where people look first."""
    for place in (QStandardPaths.StandardLocation.DesktopLocation, QStandardPaths.StandardLocation.HomeLocation):
        folder = QStandardPaths.writableLocation(place)
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()
