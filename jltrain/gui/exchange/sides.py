"""Ours and theirs of one question beside each other; both panes scroll together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QSize, QUrl
from PySide6.QtGui import QImage, QImageReader, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from jltrain.app import bank
from jltrain.app.context import Context
from jltrain.app.exchange import Row
from jltrain.bank.question import Question
from jltrain.gui.exchange.sides_html import PICTURE, sides
from jltrain.i18n import _

_WIDEST: Final = 320
"""Pixels in which a picture is shown at most."""


class Side(QTextBrowser):
    """One side. Nothing is loaded but the pictures it was given."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.setOpenLinks(False)
        self.setAccessibleName(name)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        address = name.toString() if isinstance(name, QUrl) else str(name)
        at = address.removeprefix(PICTURE)
        if kind == QTextDocument.ResourceType.ImageResource.value and at.isdecimal() and address != at:
            return self.images[int(at)] if int(at) < len(self.images) else None
        return None


class Sides(QWidget):
    """Shows a Row. `pictures`: theirs, by name."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._row: Row | None = None
        self.ours, self.theirs = Side(_("本机的试题")), Side(_("对方的试题"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for pane in (self.ours, self.theirs):
            row.addWidget(pane, 1)
            pane.setMinimumHeight(self.fontMetrics().height() * 5)
        self._moving = False
        self.ours.verticalScrollBar().valueChanged.connect(lambda _at: self._follow(self.ours, self.theirs))
        self.theirs.verticalScrollBar().valueChanged.connect(lambda _at: self._follow(self.theirs, self.ours))

    def show_row(self, row: Row | None, pictures: Mapping[str, bytes]) -> None:
        """Show both sides of a difference, or nothing."""
        self._row = row
        ours, theirs = (row.ours, row.theirs) if row else (None, None)
        self.ours.images = _from_files(bank.pictures(self._context, ours)) if ours and ours.pictures else []
        self.theirs.images = _from_bytes(theirs, pictures) if theirs and theirs.pictures else []
        self._render()
        self.ours.verticalScrollBar().setValue(0)
        self.theirs.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._render()

    def _render(self) -> None:
        if self._row is None:
            self.ours.setPlainText("")
            self.theirs.setPlainText("")
            return
        left, right = sides(self._row.ours, self._row.theirs, self.font().pointSizeF())
        self._put(self.ours, left, _("本机没有这道题。"))
        self._put(self.theirs, right, _("对方停用了这道题。"))

    def _put(self, pane: Side, html: str, nothing: str) -> None:
        if html:
            pane.setHtml(html)
        else:
            pane.setPlainText(nothing)

    def _follow(self, moved: Side, other: Side) -> None:
        if self._moving:
            return
        self._moving = True
        a, b = moved.verticalScrollBar(), other.verticalScrollBar()
        b.setValue(round(b.maximum() * a.value() / a.maximum()) if a.maximum() else 0)
        self._moving = False


def _from_files(files: Sequence[Path]) -> list[QImage]:
    return [_read(QImageReader(str(file))) for file in files]


def _from_bytes(question: Question, pictures: Mapping[str, bytes]) -> list[QImage]:
    found = []
    for name in question.pictures:
        buffer = QBuffer()
        buffer.setData(QByteArray(pictures.get(name, b"")))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        found.append(_read(QImageReader(buffer)))
    return found


def _read(reader: QImageReader) -> QImage:
    """No larger than it is shown; a null image when it cannot be read."""
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and size.width() > _WIDEST:
        reader.setScaledSize(QSize(_WIDEST, max(1, size.height() * _WIDEST // size.width())))
    return reader.read()
