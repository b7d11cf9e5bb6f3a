"""Files dragged onto a page, and the frame that invites to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame

from jltrain.gui.page import Page, Shell
from jltrain.gui.shell import theme


def local_files(data: QMimeData) -> list[Path]:
    """The files and folders of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropPage(Page):
    """A page that takes files wherever they are dropped on it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAcceptDrops(True)

    def wanted(self, path: Path) -> bool:
        """Whether the page can use this file or folder."""
        raise NotImplementedError

    def dropped(self, paths: list[Path]) -> None:
        """Files that are wanted were dropped."""
        raise NotImplementedError

    def hover(self, on: bool) -> None:
        """Files that are wanted are held over the page, or no longer."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(self.wanted(path) for path in local_files(event.mimeData())):
            event.acceptProposedAction()
            self.hover(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hover(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hover(False)
        paths = [path for path in local_files(event.mimeData()) if self.wanted(path)]
        if paths:
            event.acceptProposedAction()
            self.dropped(paths)


class DropFrame(QFrame):
    """A dashed frame; `hot` while files are held over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._hot = False

    def set_hot(self, on: bool) -> None:
        """Light up, or go back."""
        self._hot = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if self._hot else colours.edge), 2, Qt.PenStyle.DashLine))
        if self._hot:
            painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)
        painter.end()
