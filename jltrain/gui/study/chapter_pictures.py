"""The pictures of a chapter, drawn as wide as the column at every zoom, SVG from its lines each time.

QTextDocument asks this object for the size of each picture and for painting it, so nothing is ever fetched
by name: what can be shown are the files handed over in `load`, read once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat
from PySide6.QtSvg import QSvgRenderer

from jltrain.reading.pictures import PICTURE_BYTES

SCHEME: Final = "picture:"
LARGEST: Final = 2.0
"""No picture is drawn larger than this many times its own size."""
_FONT: Final = re.compile(rb'font-family\s*=\s*"[^"]{0,200}"')


class ChapterPictures(QPyTextObject):
    """The handler of image objects in a chapter's document. `height` limits pictures to the view, 0: no limit."""

    def __init__(self, family: str) -> None:
        super().__init__()
        self._family = family.encode()
        self._pictures: list[QSvgRenderer | QImage | None] = []
        self.height = 0.0

    def load(self, files: Sequence[Path]) -> None:
        """Take the pictures named `picture:0`, `picture:1` … A file that is no picture leaves an empty place."""
        self._pictures = [self._read(file) for file in files]

    def intrinsicSize(self, doc: QTextDocument, position: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """Width of the column, height in proportion, in pixels of the page."""
        own = self._own_size(self._picture(format))
        if own.isEmpty():
            return QSizeF(1, 1)
        frame = doc.rootFrame().frameFormat()
        room = doc.pageSize().width() - frame.leftMargin() - frame.rightMargin() - 2 * doc.documentMargin()
        factor = min(room / own.width(), LARGEST)
        if self.height:
            factor = min(factor, self.height / own.height())
        return own * max(factor, 0.05)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Paint one picture into its place."""
        picture = self._picture(format)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(picture, QSvgRenderer):
            picture.render(painter, rect)
        elif picture is not None:
            painter.drawImage(rect, picture)
        painter.restore()

    def _picture(self, form: QTextFormat) -> QSvgRenderer | QImage | None:
        name = form.toImageFormat().name()
        number = name.removeprefix(SCHEME)
        if name.startswith(SCHEME) and number.isdecimal() and int(number) < len(self._pictures):
            return self._pictures[int(number)]
        return None

    def _own_size(self, picture: QSvgRenderer | QImage | None) -> QSizeF:
        if isinstance(picture, QSvgRenderer):
            return QSizeF(picture.defaultSize())
        return QSizeF(picture.size()) if picture is not None else QSizeF()

    def _read(self, file: Path) -> QSvgRenderer | QImage | None:
        try:
            with file.open("rb") as opened:
                data = opened.read(PICTURE_BYTES)
        except OSError:
            return None  # gone since it was checked: its place stays empty
        if file.suffix.lower() != ".svg":
            image = QImage.fromData(data)
            return None if image.isNull() else image
        # the author's typeface may not be on this machine; ours always is
        renderer = QSvgRenderer(QByteArray(_FONT.sub(b'font-family="' + self._family + b'"', data)))
        return renderer if renderer.isValid() else None
