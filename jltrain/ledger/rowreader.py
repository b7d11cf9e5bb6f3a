"""One row of a roster made into an officer, or into the faults that keep it from being one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.i18n import _
from jltrain.ledger.cells import digits_lost, is_moment, number_text, text_of
from jltrain.ledger.columns import Column, Header
from jltrain.ledger.identity import tidy_certificate, tidy_name, tidy_text, tidy_unit
from jltrain.ledger.table import Cell, Table
from jltrain.ledger.terms import discipline_of, level_of

CARRIED: Final[tuple[Column, ...]] = (Column.UNIT, Column.CITY, Column.LEVEL, Column.DISCIPLINE, Column.BATCH)
"""Columns in which one merged cell may stand for several officers; never a name or a number."""

MAX_TEXT: Final = 200
MAX_NAME: Final = 50
EXAMPLE: Final = "示例"

_CERTIFICATE: Final = re.compile(r"(?!-)[A-Z0-9\u4e00-\u9fff〔〕()\[\]/·-]{2,40}")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """An officer as the roster has him. `certificate`, `name`, `unit` are in their stored form (identity.py)."""

    name: str
    certificate: str
    unit: str
    level: Level
    discipline: Area
    city: str = ""
    batch: str = ""
    post: str = ""
    education: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken. `row` is numbered as the spreadsheet shows it; `sheet` is "" in text files.

    `column` is the header as it stands in the file, `value` what stood in the cell (cut at 80 characters),
    `text` a sentence in the language in use.
    """

    row: int
    column: str
    value: str
    text: str
    sheet: str = ""


class RowReader:
    """Reads the rows below one header. `faults` holds the problems of the row read last."""

    def __init__(self, table: Table, header: Header) -> None:
        self.table = table
        self.header = header
        self.faults: list[RowProblem] = []
        self._row = 0
        self._carried: dict[Column, list[tuple[int, int]]] = {
            column: sorted(
                (m.first_row, m.last_row)
                for m in table.merges
                if m.first_column == m.last_column == at and m.first_row >= header.first
            )
            for column, at in header.at.items()
            if column in CARRIED
        }

    def is_blank(self, row: Sequence[Cell]) -> bool:
        """Nothing in it, or a running number alone, as prefilled in many forms."""
        known = set(self.header.at.values())
        for index, cell in enumerate(row):
            text = text_of(cell).strip()
            if text and (index in known or not number_text(cell).isdecimal()):
                return False
        return True

    def is_example(self, row: Sequence[Cell]) -> bool:
        """The template's own row: its name or number begins with 示例, in brackets or not."""
        cells = (self._at(row, column) for column in (Column.NAME, Column.CERTIFICATE))
        return any(text_of(cell).strip().lstrip("（(【[").startswith(EXAMPLE) for cell in cells)

    def read(self, index: int, row: Sequence[Cell]) -> RosterRow | None:
        """The officer in row `index` (from 0), or None with `faults` saying why."""
        self._row, self.faults = index, []
        words = [text_of(cell).strip() for cell in row]
        if not any(words[at] for c in (Column.NAME, Column.CERTIFICATE) if (at := self.header.at[c]) < len(words)):
            text = _("本行没有姓名和执法证号；如是合计、备注等说明文字，可不处理，否则请补填。")
            self._fault(Column.NAME, " ".join(filter(None, words)), text)
            return None
        name, certificate = self._name(row), self._certificate(row)
        unit = self._unit(row)
        level, discipline = self._level(row), self._discipline(row)
        free = [self._free(row, c) for c in (Column.CITY, Column.BATCH, Column.POST, Column.EDUCATION)]
        if self.faults or level is None or discipline is None:
            return None
        return RosterRow(name, certificate, unit, level, discipline, *free)

    def _at(self, row: Sequence[Cell], column: Column) -> Cell:
        at = self.header.at.get(column)
        return row[at] if at is not None and at < len(row) else ""

    def _value(self, row: Sequence[Cell], column: Column) -> Cell:
        """The cell, or that of the merged range over it. A blank that no merge explains stays blank."""
        cell = self._at(row, column)
        ranges = self._carried.get(column)
        if not ranges or text_of(cell).strip():
            return cell
        first, last = ranges[max(0, bisect_right(ranges, (self._row, 1 << 40)) - 1)]
        return self._at(self.table.rows[first], column) if first <= self._row <= last else cell

    def _fault(self, column: Column, value: Cell, text: str) -> None:
        title = self.header.titles.get(column, column.label)
        self.faults.append(RowProblem(self._row + 1, title, text_of(value)[:80], text, self.table.name))

    def _name(self, row: Sequence[Cell]) -> str:
        cell = self._at(row, Column.NAME)
        name = tidy_name(text_of(cell))
        if not name:
            self._fault(Column.NAME, cell, _("没有姓名，请补填。"))
        elif len(name) > MAX_NAME or any(mark in text_of(cell).strip() for mark in "\n、，,；;"):
            self._fault(Column.NAME, cell, _("姓名过长、分成了几行或有几个人名，请一行只填一人。"))
        elif not isinstance(cell, str):
            self._fault(Column.NAME, cell, _("姓名栏里是数字或日期，请核对是否错列。"))
        elif any(unicodedata.category(letter) == "Co" for letter in name):
            self._fault(Column.NAME, cell, _("姓名里有自造字，别的电脑显示不出来，请改用 GB 18030 收录的字。"))
        elif any(letter in "?？\ufffd" or unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
            self._fault(Column.NAME, cell, _("姓名里有字没能正确保存（显示为问号），请在原表中改正，并另存为 .xlsx。"))
        return name

    def _certificate(self, row: Sequence[Cell]) -> str:
        cell = self._at(row, Column.CERTIFICATE)
        number = tidy_certificate(number_text(cell))
        if not number:
            self._fault(Column.CERTIFICATE, cell, _("没有执法证号，请补填。"))
        elif digits_lost(cell):
            text = _("执法证号被 Excel 当作数字，末几位已经丢失，请把该列设为“文本”格式后重新填写。")
            self._fault(Column.CERTIFICATE, cell, text)
        elif is_moment(cell):
            text = _("执法证号被 Excel 当作日期，请把该列设为“文本”格式后重新填写。")
            self._fault(Column.CERTIFICATE, cell, text)
        elif not _CERTIFICATE.fullmatch(number) or not any(digit.isdecimal() for digit in number):
            self._fault(Column.CERTIFICATE, cell, _("执法证号的写法不对，应由数字（可含字母）组成，请核对。"))
        return number

    def _unit(self, row: Sequence[Cell]) -> str:
        cell = self._value(row, Column.UNIT)
        unit = tidy_unit(text_of(cell))
        if not unit:
            text = _("没有单位，且不在合并单元格内，不能断定与上一行相同，请补填。")
            self._fault(Column.UNIT, cell, text)
        elif len(unit) > MAX_TEXT:
            self._fault(Column.UNIT, cell, _("文字过长（超过 200 字），请核对。"))
        return unit

    def _level(self, row: Sequence[Cell]) -> Level | None:
        cell = self._value(row, Column.LEVEL)
        level = level_of(text_of(cell))
        if level is None:
            self._fault(Column.LEVEL, cell, _("层级应填“省”“市”或“县”，请改正。"))
        return level

    def _discipline(self, row: Sequence[Cell]) -> Area | None:
        cell = self._value(row, Column.DISCIPLINE)
        discipline = discipline_of(text_of(cell))
        if discipline is None:
            names = "、".join(area.label for area in DISCIPLINES)
            text = _("执法门类应填下列之一：{names}，请改正。").format(names=names)
            self._fault(Column.DISCIPLINE, cell, text)
        return discipline

    def _free(self, row: Sequence[Cell], column: Column) -> str:
        cell = self._value(row, column)
        text = tidy_text(number_text(cell))
        if len(text) > MAX_TEXT:
            self._fault(column, cell, _("文字过长（超过 200 字），请核对。"))
        return text
