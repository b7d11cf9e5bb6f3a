"""The plots of a report on the screen: lying bars and lines, in the theme's colours, each series with a pattern of its own.

Nothing is told by colour alone: the patterns are those of the printed plots, and the keyboard (arrow keys) or the
mouse reads out the numbers of one row, which a screen reader gets as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import label
from jltrain.gui.hr.plot_ink import area, colour, mark, pen
from jltrain.gui.hr.plot_lines import Lines
from jltrain.gui.shell.frame import px
from jltrain.i18n import _
from jltrain.ledger.plotlooks import Hatch, Scale, looks, scale_for
from jltrain.ledger.report import Kind, Plot, PlotKind, Tone

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class PlotView(QFrame):
    """A plot with its title above it and, below, the numbers of the row at hand."""

    def __init__(self, plot: Plot, note: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.canvas = Canvas(plot)
        self.said = label(_rest(), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(10))
        column.setSpacing(px(6))
        column.addWidget(label(plot.title, "subtitle"))
        if note:
            column.addWidget(label(note, "muted"))
        column.addWidget(self.canvas)
        column.addWidget(self.said)
        self.canvas.moved.connect(self._say)

    def _say(self, at: int) -> None:
        self.said.setText(self.canvas.row_text(at) if at >= 0 else _rest())


def _rest() -> str:
    return _("用方向键或鼠标逐项查看数字。")


class Canvas(QWidget):
    """The drawing. `moved`: another row is at hand (-1: none)."""

    moved = Signal(int)

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self.plot, self.looks = plot, looks(plot)
        self.at = -1
        self.scale = _scale(plot)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription("\n".join(self.row_text(n) for n in range(len(plot.labels))))

    # ---- what it says

    def row_text(self, at: int) -> str:
        """The numbers of one label in words."""
        parts = [
            _("{name} {value}").format(name=series.name, value=self._shown(series.values[at]))
            for series in self.plot.series
        ]
        if self.plot.draw is PlotKind.STACKED:
            parts.insert(0, _("共 {n}").format(n=self._shown(self._total(at))))
        return _("{label}：{parts}").format(label=self.plot.labels[at], parts=_("，").join(parts))

    def _shown(self, value: float | None) -> str:
        if value is None:
            return "—"
        return f"{value:.1%}" if self.plot.kind is Kind.PERCENT else f"{round(value):,}"

    def _total(self, at: int) -> float:
        return sum(series.values[at] or 0.0 for series in self.plot.series)

    # ---- the row at hand

    def move_to(self, at: int) -> None:
        """Take another row to hand; -1: none."""
        if at != self.at:
            self.at = at
            self.moved.emit(at)
            if at >= 0:
                self.setAccessibleDescription(self.row_text(at))
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self.plot.labels) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.move_to(max(0, min(last, self.at + _STEPS[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.move_to(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.plot.labels:
            self.move_to(max(0, self.at))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.move_to(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.move_to(self._row_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        if not self.hasFocus():
            self.move_to(-1)

    def _row_at(self, point: QPointF) -> int:
        if self.plot.draw is PlotKind.LINE:
            room = self._field()
            at = int((point.x() - room.left()) / max(1.0, room.width()) * len(self.plot.labels))
        else:
            at = int((point.y() - self._legend_height(self.width())) // self._row_height)
        return at if 0 <= at < len(self.plot.labels) else -1

    # ---- sizes

    @property
    def _em(self) -> int:
        return self.fontMetrics().height()

    @property
    def _bar(self) -> float:
        return self._em * (1.1 if self.plot.draw is PlotKind.STACKED else 0.95)

    @property
    def _row_height(self) -> float:
        bars = 1 if self.plot.draw is PlotKind.STACKED else len(self.plot.series)
        return max(self._bar * bars, float(self._em)) + self._em * 0.5

    def sizeHint(self) -> QSize:
        width = self._em * 30
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._em * 16, self._em * 4)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        top = self._legend_height(width)
        if self.plot.draw is PlotKind.LINE:
            return round(top + self._em * 12)
        return round(top + self._row_height * len(self.plot.labels) + self._em * 1.6)

    def _legend(self, width: int) -> Iterator[tuple[int, float, float]]:
        """(series, x, y) of each entry."""
        metrics, x, y = self.fontMetrics(), 0.0, 0.0
        for n, series in enumerate(self.plot.series):
            long = metrics.horizontalAdvance(series.name) + self._em * 3.2
            if x and x + long > width:
                x, y = 0.0, y + self._em * 1.4
            yield n, x, y
            x += long

    def _legend_height(self, width: int) -> float:
        last = max((y for _n, _x, y in self._legend(width)), default=0.0)
        return last + self._em * 1.9

    # ---- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        if self.plot.labels:
            if self.plot.draw is PlotKind.LINE:
                self._lines().paint(painter, self.at)
            else:
                self._paint_bars(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        em = self._em
        for n, x, y in self._legend(self.width()):
            swatch = QRectF(x + em * 0.2, y + em * 0.25, em * 1.6, em * 0.8)
            if self.plot.draw is PlotKind.LINE:
                pen(painter, self.plot.series[n].tone, self.looks[n])
                painter.drawLine(
                    QPointF(swatch.left(), swatch.center().y()), QPointF(swatch.right(), swatch.center().y())
                )
                mark(painter, self.plot.series[n].tone, self.looks[n], swatch.center(), self._em * 0.28)
            else:
                area(painter, self.plot.series[n].tone, self.looks[n], swatch)
            painter.setPen(colour("text"))
            room = QRectF(swatch.right() + em * 0.4, y, self.width(), em * 1.3)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.plot.series[n].name)

    def _paint_bars(self, painter: QPainter) -> None:
        em, metrics = self._em, self.fontMetrics()
        top, high = self._legend_height(self.width()), self._row_height
        names = min(max(metrics.horizontalAdvance(name) for name in self.plot.labels), round(self.width() * 0.34))
        ends = max(metrics.horizontalAdvance(self._shown(value)) for value in self._ends())
        left = names + em * 0.6
        long = max(em * 2.0, self.width() - left - ends - em)
        bottom = top + high * len(self.plot.labels)
        self._grid(painter, left, long, top, bottom)
        for n, name in enumerate(self.plot.labels):
            y = top + n * high
            if n == self.at:
                painter.fillRect(QRectF(0, y, self.width(), high), colour("accent_soft"))
            painter.setPen(colour("text"))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, names)
            painter.drawText(
                QRectF(0, y, names, high), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown
            )
            if self.plot.draw is PlotKind.STACKED:
                self._stacked(painter, n, left, y + (high - self._bar) / 2, long)
            else:
                self._beside(painter, n, left, y, long)
        painter.setPen(QPen(colour("edge"), 1))
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))

    def _ends(self) -> list[float]:
        stacked = self.plot.draw is PlotKind.STACKED
        rows = range(len(self.plot.labels))
        values = [self._total(n) for n in rows] if stacked else [v for s in self.plot.series for v in s.values if v]
        return [*values, self.scale.top]

    def _grid(self, painter: QPainter, left: float, long: float, top: float, bottom: float) -> None:
        for tick in self.scale.ticks:
            x = left + long * tick / self.scale.top
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setPen(colour("muted"))
            room = QRectF(x - self._em * 3, bottom + self._em * 0.2, self._em * 6, self._em * 1.3)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, self._tick(tick))

    def _tick(self, value: float) -> str:
        return f"{value:.0%}" if self.plot.kind is Kind.PERCENT else f"{value:,.1f}".removesuffix(".0")

    def _stacked(self, painter: QPainter, n: int, left: float, y: float, long: float) -> None:
        x = left
        for at, series in enumerate(self.plot.series):
            value = series.values[n] or 0.0
            wide = long * value / self.scale.top
            if wide > 0:
                room = QRectF(x, y, wide, self._bar)
                area(painter, self.plot.series[at].tone, self.looks[at], room)
                self._inside(painter, at, room, self._shown(value))
            x += wide
        self._after(painter, x, y, self._shown(self._total(n)))

    def _inside(self, painter: QPainter, at: int, room: QRectF, text: str) -> None:
        """The number in its piece, where there is room for it."""
        wide = self.fontMetrics().horizontalAdvance(text)
        if wide + self._em * 0.6 > room.width():
            return
        tone, hatched = self.plot.series[at].tone, self.looks[at].hatch is not Hatch.NONE
        if hatched:
            ground = QRectF(0, 0, wide + self._em * 0.3, room.height() - 2)
            ground.moveCenter(room.center())
            painter.fillRect(ground, colour("surface"))
        solid = tone in (Tone.GOOD, Tone.PLAIN) and not hatched
        painter.setPen(colour("on_accent" if solid else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _beside(self, painter: QPainter, n: int, left: float, y: float, long: float) -> None:
        y += (self._row_height - self._bar * len(self.plot.series)) / 2
        for at, series in enumerate(self.plot.series):
            value = series.values[n]
            wide = long * (value or 0.0) / self.scale.top
            if wide > 0:
                area(painter, self.plot.series[at].tone, self.looks[at], QRectF(left, y, wide, self._bar - 2))
            self._after(painter, left + wide, y, self._shown(value))
            y += self._bar

    def _after(self, painter: QPainter, x: float, y: float, text: str) -> None:
        painter.setPen(colour("text"))
        room = QRectF(x + self._em * 0.3, y, self._em * 8, self._bar)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _lines(self) -> Lines:
        return Lines(self.plot, self.looks, self.scale, self._field(), self._em, self._shown, self._tick)

    def _field(self) -> QRectF:
        """Where lines are drawn."""
        em, top = self._em, self._legend_height(self.width())
        left = max(self.fontMetrics().horizontalAdvance(self._tick(t)) for t in self.scale.ticks) + em * 0.6
        return QRectF(left, top + em, max(1.0, min(self.width() - left, em * 46.0)), em * 8.8)


def _scale(plot: Plot) -> Scale:
    if plot.kind is Kind.PERCENT:
        return Scale(1.0, 5)
    rows = range(len(plot.labels))
    values = [[series.values[n] or 0.0 for series in plot.series] for n in rows]
    return scale_for(max((sum(row) if plot.draw is PlotKind.STACKED else max(row) for row in values), default=0.0))
