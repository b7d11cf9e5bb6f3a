"""Lines over time with their marks, numbers and target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from jltrain.gui.hr.plot_ink import colour, mark, pen
from jltrain.ledger.plotlooks import Look, Scale
from jltrain.ledger.report import Plot


@dataclass(frozen=True, slots=True)
class Lines:
    """A plot of lines in `room`. `em`: the height of a line of text; `shown`, `tick`: a value in words, and at the axis."""

    plot: Plot
    looks: tuple[Look, ...]
    scale: Scale
    room: QRectF
    em: float
    shown: Callable[[float | None], str]
    tick: Callable[[float], str]

    @property
    def _step(self) -> float:
        return self.room.width() / len(self.plot.labels)

    def paint(self, painter: QPainter, at: int) -> None:
        """Draw everything; the place `at` is at hand (-1: none)."""
        em, room, step = self.em, self.room, self._step
        if at >= 0:
            here = QRectF(room.left() + step * at, room.top(), step, room.height())
            painter.fillRect(here, colour("accent_soft"))
        for tick in self.scale.ticks:
            y = room.bottom() - room.height() * tick / self.scale.top
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(colour("muted"))
            side = QRectF(0, y - em, room.left() - em * 0.4, em * 2)
            painter.drawText(side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tick(tick))
        for n, name in enumerate(self.plot.labels):
            below = QRectF(room.left() + step * n, room.bottom() + em * 0.3, step, em * 1.4)
            painter.setPen(colour("text"))
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, name)
        for number in range(len(self.plot.series)):
            self._line(painter, number)
        for n in range(len(self.plot.labels)):
            self._numbers(painter, n)

    def _point(self, n: int, value: float) -> QPointF:
        room = self.room
        return QPointF(room.left() + self._step * (n + 0.5), room.bottom() - room.height() * value / self.scale.top)

    def _line(self, painter: QPainter, number: int) -> None:
        series, look = self.plot.series[number], self.looks[number]
        points = [None if v is None else self._point(n, v) for n, v in enumerate(series.values)]
        pen(painter, series.tone, look)
        for one, two in pairwise(points):
            if one is not None and two is not None:
                painter.drawLine(one, two)
        for point in points:
            if point is not None:
                mark(painter, series.tone, look, point, self.em * 0.28)

    def _numbers(self, painter: QPainter, n: int) -> None:
        """Beside their points: the highest above, the others below, pushed apart so that none meet."""
        here = sorted((v for s in self.plot.series if (v := s.values[n]) is not None), reverse=True)
        last, em, room = 0.0, self.em, self.room
        painter.setPen(colour("text"))
        for place, value in enumerate(here):
            point = self._point(n, value).y()
            y = point - em * 1.3 if place == 0 else max(point + em * 0.3, last + em)
            if y + em > room.bottom():  # there stand the labels
                y = point - em * 1.3
            where = QRectF(room.left() + self._step * n, y, self._step, em)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self.shown(value))
            last = y
