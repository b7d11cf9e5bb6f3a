"""Workbooks (.xlsx, .ods, .xls) read by calamine, after what could choke it was taken out or refused.

calamine allots the whole rectangle that a sheet's cells span before it looks at them, and follows the
chains of an .xls file without counting. So the parts that matter are unpacked here under a limit, their
extent is measured, and a clean container with these parts alone is what calamine gets to see.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from jltrain.foreign import archive
from jltrain.foreign.compound import cleaned
from jltrain.foreign.extent import OdsExtent, TooWide, XlsxExtent, bounded
from jltrain.foreign.faults import FileDamaged, FileLocked, FileTooLarge
from jltrain.foreign.table import SLACK, Cell, Merge, Table, rows_exceeded
from jltrain.foreign.xlsxpercent import percent, percents
from jltrain.foreign.xlsxpictures import Pictures, pictures_of
from jltrain.i18n import _

MAX_SHEETS: Final = 200

_STATED_COUNT: Final = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?(\d{1,4000})")
_MAX_STRINGS: Final = 10_000_000
"""Shared strings that a part may claim to hold: calamine makes room for them unseen."""


def read_spreadsheet(data: bytes, file: str, max_rows: int, *, pictures: bool = False) -> tuple[Table, ...]:
    """All worksheets of the workbook in `data`, hidden ones marked, of `max_rows` rows each. Raises BadFile.

    `pictures`: those of .xlsx come with the tables. What is shown as per cent comes as the text that is shown.
    """
    try:
        packed = data.startswith(b"PK")
        clean = _clean_zip(data, file) if packed else cleaned(data, file)
        source = archive.opened(data, file) if packed else None
        placed = pictures_of(source) if source is not None and pictures else None
        shares = percents(source) if source is not None else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(clean)) as book:
            if len(book.sheets_metadata) > MAX_SHEETS:
                raise FileTooLarge(file=file, size=_("超过 200 张表"), limit=_("200 张表"))
            tables: list[Table] = []
            area = 0
            for about in book.sheets_metadata:
                sheet = book.get_sheet_by_name(about.name)
                area += sheet.total_height * sheet.total_width
                bounded(area, 1)
                made = _table(sheet, file, max_rows, hidden=about.visible != SheetVisibleEnum.Visible)
                made = _with_percents(made, shares[about.name]) if shares.get(about.name) else made
                tables.append(_with_pictures(made, placed) if placed is not None else made)
            return tuple(tables)
    except TooWide as error:
        raise FileTooLarge(
            file=file, size=str(error), limit=_("{count} 行、2000 万格").format(count=max_rows)
        ) from error
    except PasswordError as error:
        raise FileLocked(file=file) from error
    except (CalamineError, expat.ExpatError, OSError, ValueError, RuntimeError, zipfile.LargeZipFile) as error:
        raise FileDamaged(file=file, reason=_("内容不符合格式")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's panic: not importable, no kin of Exception
            raise
        raise FileDamaged(file=file, reason=_("内容不符合格式")) from error


def _table(sheet: CalamineSheet, file: str, max_rows: int, *, hidden: bool) -> Table:
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows begins at the first used column
    rows: list[Sequence[Cell]] = []
    used = 0
    for row in sheet.iter_rows():
        blank = all(cell == "" for cell in row)
        used += not blank
        rows.append(() if blank else [*left, *row])
        if used > max_rows + SLACK:
            raise rows_exceeded(file, max_rows)
    merges = tuple(Merge(a[0], b[0], a[1], b[1]) for a, b in sheet.merged_cell_ranges or ())
    return Table(sheet.name, rows, merges, hidden)


def _with_percents(table: Table, shown: dict[tuple[int, int], int]) -> Table:
    """The table with what is shown as per cent as the text that is shown."""
    rows = list(table.rows)
    for (row, column), decimals in shown.items():
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(value, float) and not isinstance(value, bool) and abs(value) < 1e9:
            cells = list(rows[row])
            cells[column] = percent(value, decimals)
            rows[row] = cells
    return replace(table, rows=rows)


def _with_pictures(table: Table, pictures: Pictures) -> Table:
    """The table with its pictures; cells that were nothing but one are empty."""
    found = pictures.of_sheet(table.name)
    rows = list(table.rows)
    for row, cells in enumerate(rows):
        if not any(isinstance(cell, str) and "DISPIMG(" in cell for cell in cells):
            continue
        left: list[Cell] = []
        for column, cell in enumerate(cells):
            picture = pictures.in_cell(cell, row, column) if isinstance(cell, str) and "DISPIMG(" in cell else None
            left.append("" if picture is not None else cell)
            found += [picture] if picture is not None else []
        rows[row] = left
    found.sort(key=lambda picture: (picture.row, picture.column))
    return replace(table, rows=rows, pictures=tuple(found))


def _wanted(name: str) -> bool:
    return name in ("[Content_Types].xml", "content.xml", "mimetype", "META-INF/manifest.xml") or (
        name.startswith(("xl/", "_rels/"))
        and name.endswith((".xml", ".rels"))
        and not name.startswith(("xl/media", "xl/draw", "xl/embed", "xl/charts", "xl/pivot", "xl/external", "xl/print"))
    )


def _clean_zip(data: bytes, file: str) -> bytes:
    """The same workbook with the parts that hold cells alone, stored uncompressed; its extent measured."""
    out = io.BytesIO()
    old = archive.opened(data, file)
    wanted = [name for name in old if _wanted(name)]
    if not {"content.xml", "xl/workbook.xml"} & set(wanted):
        raise FileDamaged(file=file, reason=_("压缩包里没有工作簿"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in wanted:
            content = old.read(name)
            _inspect(name, content, file)
            new.writestr(name, content)
    return out.getvalue()


def _inspect(name: str, content: bytes, file: str) -> None:
    """Refuse entities and encryption; measure the parts that hold cells."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileDamaged(file=file, reason=_("含有不允许的外部实体声明"))
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise FileLocked(file=file)
    if name == "content.xml":
        OdsExtent().measure(content)
    elif name.startswith("xl/") and name.endswith(".xml"):  # whichever of them the workbook calls a sheet
        XlsxExtent().measure(content)
        if any(int(count) > _MAX_STRINGS for count in _STATED_COUNT.findall(content)):
            raise TooWide(_("文字条数过多"))
