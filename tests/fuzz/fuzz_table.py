"""Tables by chance: `python -m tests.fuzz.fuzz_table [libFuzzer options]`, with atheris, on Linux.

The first byte says how an input is used: as a text table, as a workbook's bytes, as changes to a sound workbook,
as the XML of its sheet.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import openpyxl
import xlwt

from jltrain.foreign.faults import BadFile
from jltrain.foreign.table import delimited, read_tables
from jltrain.foreign.text import tidy

_ROWS: Final = (("题型", "题干", "答案"), ("单选题", "谁", "A"), ("多选题", 1.5, True))
_SHEET: Final = "xl/worksheets/sheet1.xml"


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("题库")
    for number, row in enumerate(_ROWS):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_XLSX: Final = _xlsx()
_XLS: Final = _xls()
_FOLDER: Final = Path(tempfile.mkdtemp(prefix="fuzz_table"))


def _flipped(good: bytes, places: bytes) -> bytes:
    content = bytearray(good)
    for high, low, value in zip(places[::3], places[1::3], places[2::3], strict=False):
        content[(high * 256 + low) % len(content)] = value
    return bytes(content)


def _with_sheet(insert: bytes) -> bytes:
    """The sound workbook with bytes put into its sheet, at a place that the first of them tells."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_XLSX)) as good, zipfile.ZipFile(out, "w") as made:
        for name in good.namelist():
            content = good.read(name)
            if name == _SHEET and insert:
                at = insert[0] * len(content) // 256
                content = content[:at] + insert[1:] + content[at:]
            made.writestr(name, content)
    return out.getvalue()


def one_input(data: bytes) -> None:
    """Read it; BadFile is an answer, anything else is not."""
    how, rest = (data[0] % 6, data[1:]) if data else (0, b"")
    suffix, content = (
        (".csv", rest), (".xls", rest), (".xls", _flipped(_XLS, rest)), (".xlsx", _flipped(_XLSX, rest)),
        (".xlsx", _with_sheet(rest)), (".txt", b""),
    )[how]  # fmt: skip
    try:
        if how == 5:
            delimited(tidy(rest.decode("utf-8", "replace")), "a.txt")
            return
        path = _FOLDER / f"a{suffix}"
        path.write_bytes(content)
        for table in read_tables(path):
            assert all(isinstance(table.rows[number], list | tuple) for number in range(len(table.rows)))
    except BadFile as error:
        assert error.sentence().endswith("。")


def main() -> None:
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
