"""Any file with questions in it, known by its content and not by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from jltrain.bank.formats.registry import reader_of
from jltrain.bank.intake import read_plain, sheets
from jltrain.bank.intake.found import Findings, FoundPicture
from jltrain.bank.intake.table_cells import Row, row_of
from jltrain.foreign import text as foreign_text
from jltrain.foreign.faults import BadFile, FileNotText, bytes_of
from jltrain.foreign.table import Table
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step, silent

MAX_BYTES: Final = 100 * 1024 * 1024
_WEB: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"%PDF", N_("PDF 文件")),
    (b"{\\rtf", N_("RTF 文档")),
    (b"\x89PNG", N_("图片")),
    (b"\xff\xd8\xff", N_("图片")),
    (b"GIF8", N_("图片")),
    (b"Rar!", N_("压缩包")),
    (b"7z\xbc\xaf", N_("压缩包")),
)


class NotQuestions(BadFile):
    template = N_("“{file}”是{format}，不能直接导入。请用 Word 或 WPS 打开（图片先转成文字），另存为 .docx 后再导入。")


class ArchiveNotKnown(BadFile):
    template = N_("压缩包“{file}”里没有本程序认识的题库，请解压后逐个导入其中的文件。")


class NothingInside(BadFile):
    template = N_("文件“{file}”是空的，请检查是否选错了文件。")


def read(place: Path | bytes, name: str = "", report: Report = silent) -> Findings:
    """All that a file holds. `name` is what errors call it, the path's own name if not given.

    Raises BadFile (jltrain.foreign) or another BadInput when it cannot be read at all, Cancelled.
    """
    name = name or (place.name if isinstance(place, Path) else _("粘贴的内容"))
    data = bytes_of(place, MAX_BYTES) if isinstance(place, Path) else place
    report(Step(0, 0, name))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise NothingInside(file=name)
    for start, form in _OTHERS:
        if data.startswith(start):
            raise NotQuestions(file=name, format=_(form))
    if data.startswith(_COMPOUND):
        return _compound(data, name, report)
    standard = reader_of(data, name)
    if standard is not None:
        return standard(data, name)
    if _WEB.match(data[:2000]):
        raise NotQuestions(file=name, format=_("网页"))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, name, report)
    return _text(data, name, report)


def read_text(text: str, report: Report = silent) -> Findings:
    """All that somebody pasted: rows copied from a spreadsheet are told by their tabs."""
    text = foreign_text.tidy(text)
    standard = reader_of(text.encode("utf-8", "replace"), "")
    if standard is not None:
        return standard(text.encode("utf-8", "replace"), _("粘贴的内容"))
    return read_plain.read(text, "", report)


def _packed(data: bytes, name: str, report: Report) -> Findings:
    """A document or a workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        parts = set()
    if any(part.startswith("word/") for part in parts):
        from jltrain.bank.intake import read_word

        return read_word.read(data, name, report)
    if parts and not any(part.startswith("xl/") or part == "content.xml" for part in parts):
        raise ArchiveNotKnown(file=name)
    return _workbook(data, name, report)


def _compound(data: bytes, name: str, report: Report) -> Findings:
    """An old workbook (.xls, .et); an old document is refused with what to do."""
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        old = _("WPS 文字文档") if name.lower().endswith(".wps") else _("旧版 Word 文档（.doc）")
        raise NotQuestions(file=name, format=old)
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise NotQuestions(file=name, format=_("演示文稿"))
    return _workbook(data, name, report)


def _workbook(data: bytes, name: str, report: Report) -> Findings:
    from jltrain.foreign.spreadsheet import read_spreadsheet
    from jltrain.foreign.table import MAX_ROWS

    tables = read_spreadsheet(data, name, MAX_ROWS, pictures=True)
    report(Step(0, sum(len(table.rows) for table in tables), name))
    return of_tables(tables, "table", report)


def of_tables(tables: Sequence[Table], form: str = "table", report: Report = silent) -> Findings:
    """The questions of a workbook's sheets. Their rows are source lines, each sheet's name one before them."""
    source: list[str] = []
    parts: list[sheets.Part] = []
    pictures: list[FoundPicture] = []
    for table in tables:
        if table.name:
            source.append(f"［{table.name}］")
        rows = _rows(table, pictures)
        first = len(source) + 1
        source += [row.shown for row in rows]
        parts.append(sheets.Grid(first, rows, table.name, bool(table.name), table.hidden, pictures))
    return sheets.findings(source, parts, form, report)


def _rows(table: Table, pictures: list[FoundPicture]) -> list[Row]:
    """The rows of a sheet, its pictures as 〔图n〕 where they lie; on an empty row they belong to the one above, perhaps."""
    rows = [row_of(cells) for cells in table.rows]
    while rows and not rows[-1].cells:
        rows.pop()
    for picture in table.pictures:
        place = min(picture.row, len(rows) - 1)
        while place > 0 and not rows[place].cells:
            place -= 1
        if place < 0 or table.hidden:
            continue
        pictures.append(FoundPicture(picture.data, picture.suffix))
        column = min(picture.column, 200)
        cells = [*rows[place].cells, *[""] * (column + 1 - len(rows[place].cells))]
        cells[column] += f"〔图{len(pictures)}〕"
        shown = row_of(cells)
        rows[place] = replace(shown, changed=rows[place].changed, odd=rows[place].odd or place != picture.row)
    return rows


def _text(data: bytes, name: str, report: Report) -> Findings:
    try:
        text = foreign_text.decoded(data, name).text
    except FileNotText as error:
        raise NotQuestions(file=name, format=_("本程序不认识的文件")) from error
    return read_plain.read(text, name, report)
