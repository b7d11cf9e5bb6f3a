"""A share drawn as a bar beside its number, in a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from jltrain.gui.shell import theme

SHARE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a model gives a cell's share, 0 to 1; None draws no bar."""


class BarDelegate(QStyledItemDelegate):
    """Draws the text on the right and the bar left of it; other cells as usual."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(SHARE)
        if share is None:
            return
        colours, metrics = theme.tokens(), option.fontMetrics
        pad = metrics.height() // 2
        text = metrics.horizontalAdvance("100.0%") + pad
        whole = QRectF(option.rect).adjusted(pad, 0, -text - pad, 0)
        height = metrics.height() * 0.5
        whole.setTop(whole.center().y() - height / 2)
        whole.setHeight(height)
        if whole.width() < height * 2:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(whole, height / 2, height / 2)
        if share > 0:
            filled = QRectF(whole)
            filled.setWidth(max(height, whole.width() * min(1.0, share)))
            painter.setBrush(QColor(colours.good if share >= 1 else colours.accent))
            painter.drawRoundedRect(filled, height / 2, height / 2)
        painter.restore()
