"""Workbooks (.xlsx, .ods, .xls) read by calamine, after what could choke it was taken out or refused.

calamine allots the whole rectangle that a sheet's cells span before it looks at them, and follows the
chains of an .xls file without counting. So the parts that matter are unpacked here under a limit, their
extent is measured, and a clean container with these parts alone is what calamine gets to see.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from jltrain.i18n import _
from jltrain.ledger.compound import cleaned
from jltrain.ledger.extent import OdsExtent, TooWide, XlsxExtent, bounded
from jltrain.ledger.table import MAX_ROWS, Cell, Merge, RosterDamaged, RosterLocked, RosterTooLarge, Table

MAX_UNPACKED: Final = 300 * 1024 * 1024
MAX_PARTS: Final = 5_000
MAX_SHEETS: Final = 200

_STATED_COUNT: Final = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?(\d{1,4000})")
_MAX_STRINGS: Final = 10_000_000
"""Shared strings that a part may claim to hold: calamine makes room for them unseen."""


def read_spreadsheet(data: bytes, file: str) -> tuple[Table, ...]:
    """All worksheets of the workbook in `data`, hidden ones marked. Raises BadRoster."""
    try:
        clean = _clean_zip(data, file) if data.startswith(b"PK") else cleaned(data, file)
        with CalamineWorkbook.from_filelike(io.BytesIO(clean)) as book:
            if len(book.sheets_metadata) > MAX_SHEETS:
                raise RosterTooLarge(file=file, size=_("超过 200 张表"), limit=_("200 张表"))
            tables: list[Table] = []
            area = 0
            for about in book.sheets_metadata:
                sheet = book.get_sheet_by_name(about.name)
                area += sheet.total_height * sheet.total_width
                bounded(area, 1)
                tables.append(_table(sheet, file, hidden=about.visible != SheetVisibleEnum.Visible))
            return tuple(tables)
    except TooWide as error:
        raise RosterTooLarge(file=file, size=str(error), limit=_("20 万行、2000 万格")) from error
    except PasswordError as error:
        raise RosterLocked(file=file) from error
    except (CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, OSError, EOFError,
            ValueError, RuntimeError) as error:  # fmt: skip
        raise RosterDamaged(file=file, reason=_("内容不符合格式")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's panic: not importable, no kin of Exception
            raise
        raise RosterDamaged(file=file, reason=_("内容不符合格式")) from error


def _table(sheet: CalamineSheet, file: str, *, hidden: bool) -> Table:
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows begins at the first used column
    rows: list[Sequence[Cell]] = []
    used = 0
    for row in sheet.iter_rows():
        blank = all(cell == "" for cell in row)
        used += not blank
        rows.append(() if blank else [*left, *row])
        if used > MAX_ROWS + 15:
            raise RosterTooLarge(file=file, size=_("超过 20 万行"), limit=_("20 万行"))
    merges = tuple(Merge(a[0], b[0], a[1], b[1]) for a, b in sheet.merged_cell_ranges or ())
    return Table(sheet.name, rows, merges, hidden)


def _wanted(name: str) -> bool:
    return name in ("[Content_Types].xml", "content.xml", "mimetype", "META-INF/manifest.xml") or (
        name.startswith(("xl/", "_rels/"))
        and name.endswith((".xml", ".rels"))
        and not name.startswith(("xl/media", "xl/draw", "xl/embed", "xl/charts", "xl/pivot", "xl/external", "xl/print"))
    )


def _clean_zip(data: bytes, file: str) -> bytes:
    """The same workbook with the parts that hold cells alone, stored uncompressed; its extent measured."""
    out = io.BytesIO()
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        parts = old.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise RosterTooLarge(file=file, size=_("解压后超过 300 MB"), limit="300 MB")
        seen: set[str] = set()
        for part in parts:
            if part.flag_bits & 1:
                raise RosterLocked(file=file)
            name = part.filename
            if not _wanted(name) or name in seen:
                continue
            seen.add(name)
            with old.open(part) as stream:
                content = stream.read(left + 1)  # never more than the directory declared: zipfile stops there
            left -= len(content)
            if left < 0:
                raise RosterTooLarge(file=file, size=_("解压后超过 300 MB"), limit="300 MB")
            _inspect(name, content, file)
            new.writestr(name, content)
    if not seen & {"content.xml", "xl/workbook.xml"}:
        raise RosterDamaged(file=file, reason=_("压缩包里没有工作簿"))
    return out.getvalue()


def _inspect(name: str, content: bytes, file: str) -> None:
    """Refuse entities and encryption; measure the parts that hold cells."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RosterDamaged(file=file, reason=_("含有不允许的外部实体声明"))
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise RosterLocked(file=file)
    if name == "content.xml":
        OdsExtent().measure(content)
    elif name.startswith("xl/") and name.endswith(".xml"):  # whichever of them the workbook calls a sheet
        XlsxExtent().measure(content)
        if any(int(count) > _MAX_STRINGS for count in _STATED_COUNT.findall(content)):
            raise TooWide(_("文字条数过多"))
