"""CSV and xlsx of our template, which the import reads back (bank/intake/template.py says how a cell is written)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from jltrain.bank.formats.carried import Losses, Pictures, Written, answerless
from jltrain.bank.intake import template
from jltrain.bank.question import Question
from jltrain.i18n import _

_CELL = 32767
"""Characters that a cell of Excel holds."""


def write_csv(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """UTF-8 with the mark that Excel needs to know it by."""
    losses = Losses()
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(_rows(questions, losses, answers=answers))
    return out.getvalue().encode("utf-8-sig", "replace"), losses.sentences()


def write_xlsx(questions: Sequence[Question], pictures: Pictures, *, answers: bool = True) -> Written:
    """One sheet; every cell is text or a number, never a formula."""
    losses = Losses()
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("试题"))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(_rows(questions, losses, answers=answers)):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, wrapped)
                elif value:
                    if len(value) > _CELL:
                        losses.add(_("有 {n} 个单元格太长，后面的文字没有写进去。"))
                    sheet.write_string(number, column, value[:_CELL], wrapped)
    return out.getvalue(), losses.sentences()


def _rows(questions: Sequence[Question], losses: Losses, *, answers: bool) -> list[Sequence[str | int]]:
    most = max([8, *(len(item.options) for q in questions for item in q.items)])
    rows: list[Sequence[str | int]] = [template.header(most)]
    for question in questions:
        if question.pictures:
            losses.add(_("表格里没有图片：有 {n} 题的图片没有写进去。"))
        if any(item.derived for item in question.items):
            losses.add(_("表格里没有推算数字一栏：有 {n} 题的没有写进去。"))
        rows += template.rows(question if answers else answerless(question), most)
    return rows
