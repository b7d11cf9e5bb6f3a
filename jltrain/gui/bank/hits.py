"""How questions stand in the list: what of each is shown, where the search words are, and how a cell is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from jltrain.app.bank import Hit
from jltrain.bank.formula import plain
from jltrain.bank.highlight import spans
from jltrain.bank.state import State
from jltrain.gui.shell import theme
from jltrain.gui.shell.table import Column
from jltrain.i18n import _

Index = QModelIndex | QPersistentModelIndex
Words = Callable[[], tuple[str, ...]]
"""The search words of the moment, folded."""

TONES: Final = {State.READY: "good", State.DRAFT: "info", State.REVIEW: "warn", State.WITHDRAWN: "faint"}
"""State -> what its badge is coloured like."""
TICK, STATE, TEXT = 0, 1, 3
"""Columns that are painted by hand."""

_ROOM: Final = {2: 30, 4: 38, 5: 46, 6: 54, 7: 64}
"""Column -> characters of Chinese that the list must be wide for it to be shown: kind, topic, difficulty, area, id."""

_LEAD: Final = 10
"""Characters shown before the first word found, when it stands too far behind to be seen."""


def excerpt(hit: Hit, words: tuple[str, ...]) -> str:
    """One line of a question: its stem, or the place where the words stand if they are not in the stem."""
    question = hit.question
    stem = _line(question.stem)
    if not words or spans(stem, words):
        return stem
    for name, texts in (
        (_("选项"), [option for item in question.items for option in item.options]),
        (_("小题"), [item.stem for item in question.items]),
        (_("解析"), [question.explanation, *(item.explanation for item in question.items)]),
        (_("依据"), [*question.basis, *(text for item in question.items for text in item.basis)]),
    ):
        for text in map(_line, texts):
            if found := spans(text, words):
                return _("{part}：{text}").format(part=name, text=_from(text, found[0][0]))
    return stem


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _from(text: str, at: int) -> str:
    return text if at <= _LEAD * 2 else f"…{text[at - _LEAD :]}"


def hit_columns(words: Words, ticked: Callable[[str], bool]) -> tuple[Column[Hit], ...]:
    """The list's columns. `ticked`: whether the question of that id is among those picked."""
    return (
        Column("", lambda h: "✓" if ticked(h.question.id) else "", widest=1),
        Column(_("状态"), lambda h: h.state.label, widest=5),
        Column(_("题型"), lambda h: h.question.kind.label, widest=6),
        Column(_("题干"), lambda h: excerpt(h, words()), widest=30, grows=True, least=9),
        Column(_("知识点"), lambda h: h.question.topic, widest=9, least=4),
        Column(_("难度"), lambda h: str(h.question.difficulty), lambda h: h.question.difficulty, number=True),
        Column(_("门类"), lambda h: h.question.discipline.label, widest=8, least=4),
        Column(_("编号"), lambda h: h.question.id, widest=14, least=6),
    )


def hidden_columns(room: float) -> dict[int, bool]:
    """Column -> whether it gives way in a list `room` characters wide; the preview beside the list has it all."""
    return {column: room < least for column, least in _ROOM.items()}


class _Plain(QStyledItemDelegate):
    """Draws a cell's ground and its focus; what stands on it is the subclass's."""

    def ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QStyleOptionViewItem:
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        made.text = ""
        style = made.widget.style() if made.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, made, painter, made.widget)
        return made


class TickDelegate(_Plain):
    """A box that says whether a question is picked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.ground(painter, option, index)
        colours, side = theme.tokens(), round(option.fontMetrics.height() * 0.72)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(option.rect).center())
        on = bool(index.data())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if on else colours.edge))
        painter.setBrush(QColor(colours.accent if on else colours.surface))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            pen = painter.pen()
            pen.setColor(QColor(colours.on_accent))
            pen.setWidthF(max(1.5, side / 8))
            painter.setPen(pen)
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [
                    QPointF(x + side * 0.22, y + side * 0.52),
                    QPointF(x + side * 0.43, y + side * 0.73),
                    QPointF(x + side * 0.79, y + side * 0.29),
                ]
            )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(option.fontMetrics.height() * 1.7), super().sizeHint(option, index).height())


class BadgeDelegate(_Plain):
    """A state as a badge in its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        made = self.ground(painter, option, index)
        text = str(index.data() or "")
        tone = next((TONES[state] for state in State if state.label == text), "info")
        ink, paper = badge_colours(tone)
        metrics = made.fontMetrics
        pad = metrics.height() // 3
        box = QRect(option.rect)
        box.setWidth(min(metrics.horizontalAdvance(text) + 2 * pad, option.rect.width() - pad))
        box.setHeight(min(option.rect.height() - 4, round(metrics.height() * 1.3)))
        box.moveCenter(option.rect.center())
        box.moveLeft(option.rect.left() + pad)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(paper))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(ink))
        painter.setFont(made.font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - pad)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + option.fontMetrics.height(), hint.height())


def badge_colours(tone: str) -> tuple[str, str]:
    """(text, ground) of a badge."""
    colours = theme.tokens()
    return {
        "good": (colours.good, colours.good_soft),
        "warn": (colours.warn, colours.warn_soft),
        "bad": (colours.bad, colours.bad_soft),
        "faint": (colours.muted, colours.line),
    }.get(tone, (colours.accent, colours.accent_soft))


class WordsDelegate(_Plain):
    """A line of text with the search words on colour; it begins later when the first would not be seen."""

    def __init__(self, parent: QObject | None, words: Words) -> None:
        super().__init__(parent)
        self._words = words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words = self._words()
        text = str(index.data() or "")
        hits = spans(text, words) if words else ()
        if not hits:
            super().paint(painter, option, index)
            return
        made = self.ground(painter, option, index)
        metrics, colours = made.fontMetrics, theme.tokens()
        pad = round(metrics.height() * 0.45)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        if metrics.horizontalAdvance(text[: hits[0][1]]) > room.width() and hits[0][0] > _LEAD:
            text = _from(text, hits[0][0]) if hits[0][0] > _LEAD * 2 else text
            hits = spans(text, words)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setFont(made.font)
        painter.setClipRect(option.rect)
        ground = QColor(colours.warn_soft)
        for start, end in hits:
            if start >= len(shown):
                break
            left = metrics.horizontalAdvance(shown[:start])
            wide = metrics.horizontalAdvance(shown[: min(end, len(shown))]) - left
            mark = QRect(room.left() + left, 0, wide, metrics.height())
            mark.moveTop(option.rect.center().y() - metrics.height() // 2)
            painter.fillRect(mark, ground)
        left, at = room.left(), 0
        for start, end in (*hits, (len(shown), len(shown))):
            for piece, ink in ((shown[at:start], colours.text), (shown[start:end], colours.warn)):
                painter.setPen(QColor(ink))
                box = QRect(left, option.rect.top(), room.right() - left + pad, option.rect.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, piece)
                left += metrics.horizontalAdvance(piece)
            at = end
        painter.restore()
