"""A horizontal bar for a share, painted in the theme's colours; its number stands beside it as text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jltrain.gui.shell import theme


class RateBar(QWidget):
    """`share` 0..1, None where there is nothing to show. `level`: good, warn, bad or accent."""

    def __init__(self, share: float | None, level: str = "accent") -> None:
        super().__init__()
        self._share, self._level = share, level
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 5, em // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share:
            painter.setBrush(QColor(getattr(colours, self._level)))
            painter.drawRoundedRect(
                QRectF(0, 0, max(whole.width() * self._share, whole.height()), whole.height()), radius, radius
            )
        painter.end()
