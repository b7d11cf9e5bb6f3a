"""Whatever the bytes are: a RosterRead or a BadFile, soon, and in bounded memory."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.foreign.faults import (
    BadFile,
    FileDamaged,
    FileLocked,
    FileNotKnown,
    FileTooLarge,
    FileUnreadable,
)
from jltrain.foreign.table import SUFFIXES
from jltrain.ledger.roster import RosterRead, read_roster
from tests.ledger.people import HEADER, ROWS, workbook

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"
slack = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(path: Path) -> RosterRead | None:
    try:
        return read_roster(path)
    except BadFile as error:
        assert error.sentence().endswith("。")
        return None


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The zip with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def shared(path: Path) -> Path:
    """A workbook with shared strings, which openpyxl may not write."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((HEADER, *ROWS)):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", [HEADER, *ROWS])


@slack
@given(data=st.binary(max_size=3000), suffix=st.sampled_from(SUFFIXES))
def test_random_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    outcome(path)


@slack
@given(
    text=st.text(alphabet='姓名证号单位层级门类市路政张三a1,;\t"\r\n\0 ', max_size=300),
    suffix=st.sampled_from([".csv", ".xls"]),
)
def test_random_text(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes((",".join(HEADER) + "\n" + text).encode())
    read = outcome(path)
    if read is not None:
        assert read.rows == len(read.people) + read.problem_rows + read.blank_rows + read.ignored_rows


@settings(slack, max_examples=150)
@given(data=st.data(), suffix=st.sampled_from(["xls", "ods", "xlsx"]))
def test_damaged_workbooks(tmp_path: Path, data: st.DataObject, suffix: str) -> None:
    good = tmp_path / "good.xlsx"
    if suffix != "xlsx":
        good = FILES / f"roster.{suffix}"
    elif not good.exists():
        workbook(good, [HEADER, *ROWS])
    content = bytearray(good.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 4))
        content[at : at + 4] = data.draw(
            st.sampled_from([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\1\0\0\0"])
        )
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(content[:cut])
    outcome(path)


@settings(slack, max_examples=100)
@given(data=st.data())
def test_damaged_parts_in_a_sound_zip(tmp_path: Path, data: st.DataObject) -> None:
    path = shared(tmp_path / "a.xlsx")
    part = data.draw(
        st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
    )
    with zipfile.ZipFile(path) as book:
        content = book.read(part)
    at = data.draw(st.integers(0, len(content) - 1))
    width = data.draw(st.integers(0, 30))
    junk = data.draw(
        st.sampled_from([b"", b"<c/>", b"<row>", b'r="ZZZ9999999"', b"&#0;", b"99999999999", b"<!DOCTYPE a>"])
    )
    old = content[:at] + junk + content[at + width :]
    outcome(rewritten(path, part, content, old))


def test_two_cells_a_world_apart_allot_nothing(xlsx: Path) -> None:
    with pytest.raises(FileTooLarge, match="1048576"):
        read_roster(rewritten(xlsx, SHEET, b'r="E5"', b'r="XFD1048576"'))


def test_a_boast_of_shared_strings_allots_nothing(tmp_path: Path) -> None:
    path = shared(tmp_path / "a.xlsx")
    with pytest.raises(FileTooLarge):
        read_roster(rewritten(path, "xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999999'))


def test_a_sheet_under_another_name_is_measured(xlsx: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(xlsx) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = (
                source.read(name).replace(b"worksheets/sheet1.xml", b"other.xml").replace(b'r="E5"', b'r="XFD1048576"')
            )
            target.writestr(name.replace("worksheets/sheet1.xml", "other.xml"), content)
    xlsx.write_bytes(out.getvalue())
    with pytest.raises(FileTooLarge):
        read_roster(xlsx)


def test_an_endless_ods_allots_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes((FILES / "roster.ods").read_bytes())
    cell = b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = b'<table:table-row table:number-rows-repeated="1000000">' + cell + b"</table:table-row></table:table>"
    with pytest.raises(FileTooLarge):
        read_roster(rewritten(path, "content.xml", b"</table:table>", row))


def test_an_xls_whose_chain_bites_its_tail_ends(tmp_path: Path) -> None:
    content = bytearray((FILES / "roster.xls").read_bytes())
    (fat,) = struct.unpack_from("<I", content, 76)
    (directory,) = struct.unpack_from("<I", content, 48)
    struct.pack_into("<I", content, (fat + 1) * 512 + directory * 4, directory)
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(FileDamaged):
        read_roster(path)


def test_an_xls_sheet_that_begins_amid_a_record_is_refused(tmp_path: Path) -> None:
    content = bytearray((FILES / "roster.xls").read_bytes())
    at = content.index(struct.pack("<H", 0x0085), content.index(struct.pack("<HH", 0x0809, 16)))
    struct.pack_into("<I", content, at + 4, struct.unpack_from("<I", content, at + 4)[0] + 2)
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(FileDamaged):
        read_roster(path)


def test_an_xls_cell_in_the_last_corner_allots_nothing(tmp_path: Path) -> None:
    content = (FILES / "roster.xls").read_bytes()
    label = struct.pack("<HH", 0x00FD, 10)
    first, last = content.index(label), content.rindex(label)
    changed = bytearray(content)
    assert first != last
    changed[last + 4 : last + 8] = b"\xff\xff\xff\xff"
    path = tmp_path / "a.xls"
    path.write_bytes(changed)
    with pytest.raises(FileTooLarge):
        read_roster(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        with bomb.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(310):
                part.write(bytes(1024 * 1024))
        bomb.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(FileTooLarge):
        read_roster(path)


def test_a_bomb_that_lies_about_its_size_is_damaged(xlsx: Path) -> None:
    content = bytearray(xlsx.read_bytes())
    with zipfile.ZipFile(xlsx) as book:
        size = book.getinfo(SHEET).file_size
    at = content.rindex(struct.pack("<I", size))  # in the central directory
    struct.pack_into("<I", content, at, 100)
    xlsx.write_bytes(content)
    with pytest.raises(FileDamaged):
        read_roster(xlsx)


def test_entities_are_refused(xlsx: Path) -> None:
    bad = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    with pytest.raises(FileDamaged, match="外部实体"):
        read_roster(rewritten(xlsx, SHEET, b"<worksheet", bad))


def test_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    content = (FILES / "roster.xls").read_bytes()
    old, new = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    entry = bytearray(content)
    at = content.index(old)
    entry[at : at + len(new)] = new
    struct.pack_into("<H", entry, at + 64, len(new) + 2)
    path.write_bytes(entry)
    with pytest.raises(FileLocked):
        read_roster(path)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_roster(tmp_path / "无.xlsx")
    with pytest.raises(FileUnreadable):
        read_roster(tmp_path / "a\0.csv")
    (tmp_path / "夹.csv").mkdir()
    with pytest.raises(FileUnreadable):
        read_roster(tmp_path / "夹.csv")
    for name, content in (("a.pdf", b"%PDF"), ("a.xls", b"<html><table>"), ("a.csv", b"\x00" * 99)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FileNotKnown):
            read_roster(tmp_path / name)
    big = tmp_path / "大.csv"
    with big.open("wb") as stream:
        stream.truncate(31 * 1024 * 1024)
    with pytest.raises(FileTooLarge):
        read_roster(big)


def test_more_rows_than_officers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEADER) + "\n" + "张三,1,甲,市,路政\n" * 200_100, encoding="utf-8")
    with pytest.raises(FileTooLarge):
        read_roster(path)
