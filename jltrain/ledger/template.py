"""The empty roster that units are asked to fill in: right columns, number column as text, one example."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import xlsxwriter

from jltrain.ledger.columns import REQUIRED, TITLES, Column
from jltrain.savefile import save

_EXAMPLE: Final = {
    Column.NAME: "示例：王小明",
    Column.CERTIFICATE: "22010001234",
    Column.UNIT: "长春市交通运输综合行政执法支队",
    Column.LEVEL: "市",
    Column.DISCIPLINE: "公路路政",
    Column.CITY: "长春市",
    Column.BATCH: "2024年第一批",
    Column.POST: "执法员",
    Column.EDUCATION: "大学本科",
    Column.APPOINTED: "2024-03-01",
    Column.FORMER: "",
}
CHOICES: Final = {
    Column.LEVEL: ["省", "市", "县"],
    Column.DISCIPLINE: ["公路路政", "道路运政", "航道行政", "港口行政", "地方海事行政", "交通工程质量监督"],
}
_WIDTHS: Final = {Column.NAME: 16, Column.CERTIFICATE: 20, Column.UNIT: 40, Column.DISCIPLINE: 22}
_ROWS: Final = 5000
"""How far down the text format and the choices reach."""


def write_template(path: Path) -> None:
    """An .xlsx with the roster's columns (required ones marked *), an example row that `read_roster` passes over.

    Always in Chinese: it is sent to units. Raises savefile.FileNotWritten.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("执法人员名册")
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center"})
        grey = book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"})
        for index, column in enumerate(Column):
            sheet.set_column(index, index, _WIDTHS.get(column, 14), text)
            title = TITLES[column]
            sheet.write_string(0, index, f"*{title}" if column in REQUIRED else title, head)
            sheet.write_string(1, index, _EXAMPLE[column], grey)
        for column, words in CHOICES.items():
            at = list(Column).index(column)
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": words})
        sheet.freeze_panes(1, 0)
    save(path, buffer.getvalue())
