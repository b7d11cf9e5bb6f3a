"""Rosters and signed sheets as files, for the tests of the pages of 人事."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jltrain.app import collecting, roster, sheets
from jltrain.app.context import Context
from jltrain.clock import iso
from jltrain.sheet import keys
from jltrain.sheet.payload import Officer
from jltrain.sheet.sign import sign
from tests.ledger.people import HEADER, ROWS, workbook
from tests.sheet.samples import sample

__all__ = ["HEADER", "ROWS", "collected", "enrolled", "many", "sheet_file", "sheet_folder", "workbook"]

BRANCH = "榆树市交通运输综合行政执法大队"


def enrolled(context: Context, folder: Path) -> Path:
    """The four officers of ROWS, imported from a real .xlsx; gives the file."""
    file = workbook(folder / "名册.xlsx", [HEADER, *ROWS])
    roster.import_roster(context, file)
    return file


def many(context: Context, folder: Path, people: int) -> None:
    """So many officers in units of 30; every tenth is called 李伟."""
    rows = [
        ("李伟" if n % 10 == 0 else f"人员{n}", f"2207{n:05d}", f"第{n // 30:02d}大队", "县", "公路路政")
        for n in range(people)
    ]
    roster.import_roster(context, workbook(folder / "多人.xlsx", [HEADER, *rows]))


def sheet_file(
    context: Context,
    number: int,
    name: str,
    certificate: str,
    discipline: str,
    *,
    passed: bool = True,
    version: int = 1,
) -> bytes:
    """A signed sheet; a version above 1 corrects that of the same number."""
    sheets.ensure_keys(context)
    now = context.clock.now()
    key = keys.load_signer(context.places.keys, None)
    base = sample()
    parts = base.sections if passed else tuple(replace(part, halves=10) for part in base.sections)
    serial = f"JT2026-0001-0001-{number:04d}"
    paid = replace(
        base,
        number=serial if version == 1 else f"{serial}-{version}",
        version=version,
        replaces="" if version == 1 else serial,
        correction="" if version == 1 else "单位名称填错",
        sitting_id=f"sitting {number}",
        officer=Officer(name, certificate, ROWS[0][2], "city", discipline),
        sections=parts,
        halves=sum(part.halves for part in parts),
        passed=passed,
        issuer=key.unit,
        issuer_code=key.unit_code,
        submitted=iso(now),
    )
    return sign(paid, key, now)


def sheet_folder(context: Context, folder: Path) -> Path:
    """A pass of 王䶮, a fail of 㛃𬭎, one under another name, one of a stranger, one changed, one torn off, one too big."""
    folder.mkdir()
    good = sheet_file(context, 1, "王䶮", "22010002", "transport")
    (folder / "a.pdf").write_bytes(good)
    (folder / "b.pdf").write_bytes(sheet_file(context, 2, "㛃𬭎", "22010004", "maritime", passed=False))
    (folder / "c.pdf").write_bytes(sheet_file(context, 3, "李𫍣", "22010001", "highway"))
    (folder / "d.pdf").write_bytes(sheet_file(context, 4, "生客", "99990001", "port"))
    changed = bytearray(good)
    changed[len(changed) // 2] ^= 1
    (folder / "e changed.pdf").write_bytes(bytes(changed))
    (folder / "f torn.pdf").write_bytes(good[:5000])
    (folder / "g big.pdf").write_bytes(b"%PDF-" + b"0" * (5 * 1024 * 1024))
    return folder


def collected(context: Context, folder: Path) -> Path:
    """Officers enrolled and the folder of sheets collected."""
    enrolled(context, folder)
    sheets_in = sheet_folder(context, folder / "U盘")
    collecting.collect(context, [sheets_in])
    return sheets_in
