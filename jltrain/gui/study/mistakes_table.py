"""The wrong-question book as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from jltrain.bank.question import Question
from jltrain.clock import beijing, parse_iso
from jltrain.i18n import N_, _
from jltrain.practice.wrongbook import RIGHT_TO_LEAVE, WrongQuestion

Entry = tuple[WrongQuestion, Question]
COLUMNS: Final = (N_("领域"), N_("知识点"), N_("题干"), N_("错过"), N_("移出"), N_("最近答错"))
STEM: Final = 2
_SORT: Final = Qt.ItemDataRole.UserRole
_NUMBERS: Final = (3,)
_Index = QModelIndex | QPersistentModelIndex


class MistakesModel(QAbstractTableModel):
    """One row for each question of the book."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show another book."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry[1].stem if index.column() == STEM else texts(entry)[index.column()]
        if role == _SORT:
            return _keys(entry)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class MistakesFilter(QSortFilterProxyModel):
    """Only the rows of one area, and only those that contain a text."""

    def __init__(self) -> None:
        super().__init__()
        self.setSortRole(_SORT)
        self._area, self._text = "", ""

    def narrow(self, area: str, text: str) -> None:
        """`area` "": all of them."""
        self._area, self._text = area, text.strip().casefold()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, MistakesModel)
        _entry, question = model.entries[source_row]
        if self._area and question.discipline.value != self._area:
            return False
        return self._text in f"{question.topic}\n{question.stem}".casefold()


def left(entry: WrongQuestion) -> int:
    """How many right answers in a row take it out of the book."""
    return RIGHT_TO_LEAVE - entry.streak_right


def texts(entry: Entry) -> tuple[str, ...]:
    """What the columns say."""
    wrong, question = entry
    return (
        question.discipline.label,
        question.topic,
        " ".join(question.stem.split()),
        _("{n} 次").format(n=wrong.times_wrong),
        _("再对 {n} 次移出").format(n=left(wrong)),
        beijing(parse_iso(wrong.last_wrong_at), "%Y-%m-%d"),
    )


def _keys(entry: Entry) -> tuple[str | int, ...]:
    wrong, question = entry
    area = list(type(question.discipline)).index(question.discipline)
    return (
        area,
        question.topic,
        question.stem,
        wrong.times_wrong,
        left(wrong),
        wrong.last_wrong_at,
    )
