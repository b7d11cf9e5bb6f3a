"""What series look like on the screen: ground, pattern, line and mark, in the theme's colours."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from jltrain.gui.shell import theme
from jltrain.gui.shell.frame import px
from jltrain.ledger.plotlooks import Hatch, Look, Marker
from jltrain.ledger.report import Tone

FILLS: Final = {
    Tone.GOOD: ("good", "on_accent"),
    Tone.PLAIN: ("accent", "on_accent"),
    Tone.WARN: ("warn_soft", "warn"),
    Tone.BAD: ("bad_soft", "bad"),
    Tone.MUTED: ("line", "muted"),
    Tone.TARGET: ("surface", "text"),
}
"""Tokens of ground and ink for each meaning."""
_LINES: Final = {
    Tone.GOOD: "good",
    Tone.PLAIN: "accent",
    Tone.WARN: "warn",
    Tone.BAD: "bad",
    Tone.MUTED: "muted",
    Tone.TARGET: "text",
}
_PATTERNS: Final = {
    Hatch.RISING: Qt.BrushStyle.BDiagPattern,
    Hatch.FALLING: Qt.BrushStyle.FDiagPattern,
    Hatch.CROSSED: Qt.BrushStyle.DiagCrossPattern,
}


def colour(token: str) -> QColor:
    """A colour of the theme in use."""
    return QColor(getattr(theme.tokens(), token))


def area(painter: QPainter, tone: Tone, look: Look, room: QRectF) -> None:
    """A piece of a bar."""
    ground, ink = FILLS[tone]
    painter.fillRect(room, colour(ground))
    pattern = _PATTERNS.get(look.hatch)
    if pattern is not None:
        painter.fillRect(room, QBrush(colour(ink), pattern))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("surface" if ink == "on_accent" else ink), 1))
    painter.drawRect(room)


def pen(painter: QPainter, tone: Tone, look: Look) -> None:
    """Take the pen of a line."""
    style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour(_LINES[tone]), max(2, px(2)), style))


def mark(painter: QPainter, tone: Tone, look: Look, point: QPointF, size: float) -> None:
    """The mark of a series at a point of its line."""
    ink = colour(_LINES[tone])
    painter.setPen(QPen(ink, 2))
    painter.setBrush(colour("surface") if look.dashed else ink)
    x, y = point.x(), point.y()
    match look.marker:
        case Marker.CIRCLE:
            painter.drawEllipse(point, size, size)
        case Marker.SQUARE:
            painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
        case Marker.TRIANGLE:
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - size), QPointF(x + size, y + size), QPointF(x - size, y + size)])
            )
        case Marker.DIAMOND:
            across = [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
            painter.drawPolygon(QPolygonF(across))
