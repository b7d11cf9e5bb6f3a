"""The empty table of activities that units fill in: right columns, dates as dates, choices, one example."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import xlsxwriter

from jltrain.ledger.activitycolumns import REQUIRED, TITLES, ActivityColumn
from jltrain.savefile import save

_EXAMPLE: Final = {
    ActivityColumn.NAME: "示例：王小明",
    ActivityColumn.CERTIFICATE: "22010001234",
    ActivityColumn.KIND: "模拟执法演练",
    ActivityColumn.DAY: "2024-03-01",
    ActivityColumn.HOURS: "4",
    ActivityColumn.TITLE: "超限运输车辆路面检查情景演练",
    ActivityColumn.RESULT: "合格",
    ActivityColumn.PLACE: "长春市某检测站",
    ActivityColumn.SIGNED_BY: "李大队长",
    ActivityColumn.NOTE: "",
}
_WIDTHS: Final = {ActivityColumn.TITLE: 40, ActivityColumn.CERTIFICATE: 20, ActivityColumn.KIND: 24}
_ROWS: Final = 5000
"""How far down the formats and the choices reach."""
# As the templates are in Chinese whatever the language in use, and a list of choices holds 255 characters at most.
_KINDS: Final = [
    "模拟执法演练", "体能训练", "交通指挥手势", "队列训练", "法治讲座", "法庭旁听", "以案释法", "专题学习", "初任培训",
    "季度学法", "比武练兵",
]  # fmt: skip
_RESULTS: Final = ["参加", "合格", "不合格"]


def write_activity_template(path: Path) -> None:
    """An .xlsx to be filled in, always in Chinese, with an example row that is passed over. Raises FileNotWritten."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("活动记录")
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center"})
        formats = {
            ActivityColumn.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
            ActivityColumn.HOURS: book.add_format({"num_format": "0.0"}),
        }
        text = book.add_format({"num_format": "@"})
        grey = book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"})
        for index, column in enumerate(ActivityColumn):
            sheet.set_column(index, index, _WIDTHS.get(column, 14), formats.get(column, text))
            sheet.write_string(0, index, f"*{TITLES[column]}" if column in REQUIRED else TITLES[column], head)
            sheet.write_string(1, index, _EXAMPLE[column], grey)
        for column, words in ((ActivityColumn.KIND, _KINDS), (ActivityColumn.RESULT, _RESULTS)):
            at = list(ActivityColumn).index(column)
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": words})
        sheet.freeze_panes(1, 0)
    save(path, buffer.getvalue())
