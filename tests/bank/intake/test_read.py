"""What a file is, told by what is in it; old and strange files get one sentence of what to do."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import xlsxwriter
import xlwt

from jltrain.bank.intake.read import ArchiveNotKnown, NothingInside, NotQuestions, read, read_text
from jltrain.bank.question import Kind
from jltrain.errors import BadInput
from jltrain.foreign.faults import FileUnreadable

HEAD = ["题干", "选项A", "选项B", "选项C", "答案"]
ROW = ["公路由谁养护（ ）。", "甲站", "乙站", "丙站", "B"]


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("题库")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ROW)
    return out.getvalue()


def _xls() -> bytes:
    out, book = io.BytesIO(), xlwt.Workbook()
    sheet = book.add_sheet("题库")
    for n, row in enumerate((HEAD, ROW)):
        for column, text in enumerate(row):
            sheet.write(n, column, text)
    book.save(out)
    return out.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("单选题")
    table = document.add_table(0, 5)
    for row in (HEAD, ROW):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_CSV = ",".join(HEAD) + "\n" + ",".join(ROW) + "\n"
_MARKDOWN = "# 题库\n\n| " + " | ".join(HEAD) + " |\n|---|---|---|---|---|\n| " + " | ".join(ROW) + " |\n"


@pytest.mark.parametrize("name", ["题库.xlsx", "题库.txt", "没有后缀"])
@pytest.mark.parametrize(
    "data",
    [_xlsx(), _xls(), _docx(), _CSV.encode(), _CSV.encode("gb18030"), _CSV.encode("utf-16"), _CSV.replace(",", "\t").encode("utf-8-sig"),
     _MARKDOWN.encode()],
    ids=["xlsx", "xls", "docx", "csv", "gb18030", "utf-16", "tabs", "markdown"],
)  # fmt: skip
def test_told_by_content(data: bytes, name: str) -> None:
    found = read(data, name)
    assert [(q.kind, q.stem, q.answer, q.doubts) for q in found.questions] == [(Kind.SINGLE, ROW[0], ("B",), ())]
    assert found.unaccounted() == ()


def test_pasted_from_a_spreadsheet() -> None:
    found = read_text("\t".join(HEAD) + "\r\n" + "\t".join(ROW))
    assert [q.answer for q in found.questions] == [("B",)]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"{\\rtf1 ...", b"\x89PNG\r\n", b"\x00\x01\x02\xff\xfe\xfd" * 50])
def test_what_cannot_be_read_says_what_to_do(data: bytes) -> None:
    with pytest.raises(NotQuestions) as told:
        read(data, "题.doc")
    assert "另存为" in told.value.sentence()


def test_old_word() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    with pytest.raises(NotQuestions, match="Word"):
        read(data, "题.doc")


def test_empty_missing_and_strange(tmp_path: Path) -> None:
    with pytest.raises(NothingInside):
        read(b" \r\n", "空.txt")
    with pytest.raises(FileUnreadable):
        read(tmp_path / "没有.xlsx")
    with pytest.raises((ArchiveNotKnown, BadInput)):
        read(b"PK\x05\x06" + b"\0" * 18, "空.zip")


def test_fields_between_bars_without_a_header() -> None:
    text = "1|单选|公路由谁养护（ ）。|甲站#乙站#丙站|B\n2|判断|公路可以随意挖掘。||错\n3|多选|公路分为哪几类（ ）。|国道#省道#街道|AB"
    assert [("".join(q.answer), q.doubts) for q in read_text(text).questions] == [("B", ()), ("N", ()), ("AB", ())]
