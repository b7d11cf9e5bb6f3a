"""One row of a roster made into an officer, or into the faults that keep it from being one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.foreign.table import Cell, Table
from jltrain.i18n import _
from jltrain.ledger.cells import digits_lost, is_moment, number_text, text_of
from jltrain.ledger.columns import Column, Header
from jltrain.ledger.days import day_of
from jltrain.ledger.identity import tidy_certificate, tidy_name, tidy_text, tidy_unit
from jltrain.ledger.merged import Rows
from jltrain.ledger.terms import discipline_of, level_of

CARRIED: Final[tuple[Column, ...]] = (Column.UNIT, Column.CITY, Column.LEVEL, Column.DISCIPLINE, Column.BATCH)
"""Columns in which one merged cell may stand for several officers; never a name or a number."""

MAX_TEXT: Final = 200
MAX_NAME: Final = 50
EXAMPLE: Final = "示例"
OPTIONAL: Final = (Column.CITY, Column.BATCH, Column.POST, Column.EDUCATION)
"""Columns that a list drawn up for one purpose often lacks."""
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "总人数", "合计人数"})

_NONE: Final = frozenset({"", "无", "-", "—", "/", "——"})
_CERTIFICATE: Final = re.compile(r"(?!-)[A-Z0-9\u4e00-\u9fff〔〕()\[\]/·-]{2,40}")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """An officer as the roster has him. `certificate`, `name`, `unit` are in their stored form (identity.py).

    `appointed`: ISO day of the appointment to his present post; `former`: the number he had before, tidied; "" when the
    roster does not say. `unsaid`: fields for which the file has no column at all, so that what is known of him stays.
    """

    name: str
    certificate: str
    unit: str
    level: Level
    discipline: Area
    city: str = ""
    batch: str = ""
    post: str = ""
    education: str = ""
    appointed: str = ""
    former: str = ""
    unsaid: tuple[str, ...] = field(default=(), compare=False)


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


def certificate_fault(cell: Cell) -> str:
    """What is wrong with a certificate number as it stands in a cell, in a sentence; "" when nothing is."""
    number = tidy_certificate(number_text(cell))
    if not number:
        return _("没有执法证号，请补填。")
    if digits_lost(cell):
        return _("执法证号被 Excel 当作数字，末几位已经丢失，请把该列设为“文本”格式后重新填写。")
    if is_moment(cell):
        return _("执法证号被 Excel 当作日期，请把该列设为“文本”格式后重新填写。")
    if not _CERTIFICATE.fullmatch(number) or not any(digit.isdecimal() for digit in number):
        return _("执法证号的写法不对，应由数字（可含字母）组成，请核对。")
    return ""


class RowReader:
    """Reads the rows below one header. `faults` holds the problems of the row read last."""

    def __init__(self, table: Table, header: Header) -> None:
        self.table = table
        self.header = header
        self.faults: list[RowProblem] = []
        self._row = 0
        self._rows = Rows(table, header, CARRIED)
        self._unsaid = tuple(column.value for column in OPTIONAL if column not in header.at)

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

    def is_total(self, row: Sequence[Cell]) -> bool:
        """A line under the list that adds it up: 合计, with no number that is one, or without a discipline."""
        words = [tidy_name(text_of(cell)).rstrip(":：") for cell in row]
        first = next((word for word in words if word), "")
        if first not in _TOTALS:
            return False
        discipline = text_of(self._at(row, Column.DISCIPLINE)).strip()
        return not discipline or bool(certificate_fault(self._at(row, Column.CERTIFICATE)))

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
        city, batch = self._free(row, Column.CITY), self._free(row, Column.BATCH)
        post, education = self._free(row, Column.POST), self._free(row, Column.EDUCATION)
        appointed, former = self._appointed(row), self._former(row, certificate)
        if self.faults or level is None or discipline is None:
            return None
        return RosterRow(
            name, certificate, unit, level, discipline, city, batch, post, education, appointed, former, self._unsaid
        )

    def _at(self, row: Sequence[Cell], column: Column) -> Cell:
        return self._rows.own(row, column)

    def _value(self, row: Sequence[Cell], column: Column) -> Cell:
        return self._rows.value(self._row, row, column)

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
        fault = certificate_fault(cell)
        if fault:
            self._fault(Column.CERTIFICATE, cell, fault)
        return tidy_certificate(number_text(cell))

    def _former(self, row: Sequence[Cell], certificate: str) -> str:
        """The number he had before; "" when the cell is blank or repeats the present one, as some forms do."""
        cell = self._at(row, Column.FORMER)
        former = tidy_certificate(number_text(cell))
        if former in _NONE or former == certificate:
            return ""
        if fault := certificate_fault(cell):
            self._fault(Column.FORMER, cell, fault)
        return former

    def _appointed(self, row: Sequence[Cell]) -> str:
        cell = self._at(row, Column.APPOINTED)
        if text_of(cell).strip() in _NONE:
            return ""
        day = day_of(cell, months=True)
        if day is None:
            self._fault(Column.APPOINTED, cell, _("任职日期看不明白，请写成 2024-03-01 的样子。"))
        return day.isoformat() if day else ""

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
