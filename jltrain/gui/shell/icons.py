"""Line icons from `resources/icons`, drawn in a colour of the theme.

QtSvg is imported when the first icon is drawn, which is after the first paint.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from jltrain import bundled

_DRAWN_AT = 2
"""Drawn at twice the size, so that an icon stays sharp on a dense screen."""


@lru_cache(maxsize=128)
def icon(name: str, colour: str, size: int) -> QIcon:
    """The icon `resources/icons/<name>.svg` in `colour` (#RRGGBB), `size` pixels square."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = bundled.resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    picture = QPixmap(size * _DRAWN_AT, size * _DRAWN_AT)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    return QIcon(picture)


def blank(size: int) -> QIcon:
    """An empty icon that keeps the place of one drawn later."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)
