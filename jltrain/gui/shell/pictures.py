"""The pictures of a question one below the other, numbered as its text means them (〔图2〕) when there are several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from jltrain.i18n import _


class Picture(QLabel):
    """One picture, never wider than the room there is."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._whole = QPixmap(str(file))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(1)
        self._fit(self._whole.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def sizeHint(self) -> QSize:
        return self.pixmap().size()

    def _fit(self, width: int) -> None:
        if self._whole.isNull():
            return
        width = min(self._whole.width(), max(1, width))
        if width != self.pixmap().width():
            self.setPixmap(self._whole.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
            self.setFixedHeight(self.pixmap().height())


class Pictures(QWidget):
    """Hidden while there are none."""

    def __init__(self, files: Sequence[Path] = ()) -> None:
        super().__init__()
        self._files: tuple[Path, ...] = ()
        self.shown: list[Picture] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        self.show_files(files)

    def show_files(self, files: Sequence[Path]) -> None:
        """These instead of those before."""
        self.setVisible(bool(files))
        if tuple(files) == self._files:
            return
        self._files, self.shown = tuple(files), []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, file in enumerate(files, 1):
            picture = Picture(file)
            picture.setAccessibleName(_("图{number}").format(number=number))
            self.shown.append(picture)
            self._column.addWidget(picture)
            if len(files) > 1:
                caption = QLabel(_("图{number}").format(number=number))
                caption.setProperty("role", "muted")
                self._column.addWidget(caption)
