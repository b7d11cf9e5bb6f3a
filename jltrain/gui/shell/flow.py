"""A row that goes on in the next line where there is no more room: for headings, badges and filters at large type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Widgets as wide as they ask, from left to right; those that expand share what is left of their line.

    `apart`: where none expands, the first stands on the left and the others on the right.
    """

    def __init__(self, gap: int, *widgets: QWidget, apart: bool = False) -> None:
        super().__init__()
        self._gap, self._apart = gap, apart
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        self._widgets.append(widget)
        widget.setParent(self)
        self._changed()

    def clear(self) -> None:
        """Take all out, for good."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets = []
        self._changed()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [max(_size(widget).height() for widget in line) for line in self._lines(width)]
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [_size(widget) for widget in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest alone."""
        sizes = [_size(widget) for widget in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _lines(self, room: int) -> list[list[QWidget]]:
        """Which widgets stand in which line, in `room` pixels."""
        lines: list[list[QWidget]] = []
        left = -1
        for widget in self._shown():
            wide = _size(widget).width()
            if wide > left:
                lines.append([])
                left = room
            lines[-1].append(widget)
            left -= wide + self._gap
        return lines

    def _arrange(self) -> None:
        y = 0
        for line in self._lines(self.width()):
            high = max(_size(widget).height() for widget in line)
            self._place(line, y, high)
            y += high + self._gap

    def _place(self, line: list[QWidget], y: int, high: int) -> None:
        sizes = [_size(widget) for widget in line]
        left = max(0, self.width() - sum(size.width() for size in sizes) - self._gap * (len(line) - 1))
        growing = [n for n, widget in enumerate(line) if _expands(widget)]
        apart = self._apart and not growing
        heads = line[0] is self._shown()[0]
        x = left if apart and not heads else 0
        for n, (widget, size) in enumerate(zip(line, sizes, strict=True)):
            wide = min(self.width(), size.width() + (left // len(growing) if n in growing else 0))
            down = (high - size.height()) // 2
            widget.setGeometry(QRect(x, y + down, wide, size.height()))
            x += wide + self._gap + (left if apart and heads and n == 0 else 0)


def _size(widget: QWidget) -> QSize:
    """What a widget asks for, within what it may have."""
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _expands(widget: QWidget) -> bool:
    return bool(widget.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal)
