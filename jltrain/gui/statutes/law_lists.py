"""The lists of statutes and of hits beside the text."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from jltrain.app.statutes import LawRow, StatuteHit
from jltrain.gui.shell import theme
from jltrain.gui.shell.table import Column, RowsModel
from jltrain.i18n import _

_AROUND = 16
"""Characters shown before the first hit in an article."""
LINES = 2
"""Lines of an article shown in the list, below its name."""


def law_columns() -> tuple[Column[LawRow], ...]:
    """The list of statutes."""
    return (
        Column(_("法规"), lambda row: row.law, widest=24, grows=True, least=8),
        Column(_("版本"), lambda row: row.version, widest=8),
    )


def hit_columns() -> tuple[Column[StatuteHit], ...]:
    """The hits; drawn by `HitDelegate`, the text is for copying and for screen readers."""
    return (Column(_("查找结果"), lambda hit: f"《{hit.law}》{hit.label}\n{hit.text}", grows=True, widest=10, least=6),)


def hit_html(hit: StatuteHit, most: int) -> str:
    """A hit: the article, and below it `most` characters around the first place, the words found marked."""
    colours = theme.tokens()
    first = hit.spans[0][0] if hit.spans else 0
    start = max(0, min(first - _AROUND, len(hit.text) - most))
    end, out, at = min(len(hit.text), start + most), "", start
    for a, b in hit.spans:
        if at <= a and b <= end:
            mark = f"background-color:{colours.warn_soft};color:{colours.warn};text-decoration:underline"
            out += f'{escape(hit.text[at:a])}<span style="{mark}">{escape(hit.text[a:b])}</span>'
            at = b
    out = ("…" if start else "") + out + escape(hit.text[at:end]) + ("…" if end < len(hit.text) else "")
    return f"<b>{escape(f'《{hit.law}》{hit.label}')}</b><br>{out.replace(chr(10), ' ')}"


class HitDelegate(QStyledItemDelegate):
    """Draws a hit over as many lines as it takes."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        document = self._document(index, option.rect.width())
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.setClipRect(0, 0, option.rect.width(), option.rect.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._view.palette().color(QPalette.ColorRole.Text))
        document.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.horizontalHeader().sectionSize(index.column())
        return QSize(width, round(self._document(index, width).size().height()))

    def _document(self, index: QModelIndex | QPersistentModelIndex, width: int) -> QTextDocument:
        model, em = index.model(), self._view.fontMetrics().horizontalAdvance("国")
        document = QTextDocument()
        document.setDefaultFont(self._view.font())
        document.setDocumentMargin(self._view.fontMetrics().height() / 3)
        if isinstance(model, RowsModel):
            document.setHtml(hit_html(model.rows[index.row()], max(10, width // em) * LINES - LINES - 1))
        document.setTextWidth(max(60, width))
        return document
