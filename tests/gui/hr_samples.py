"""Rosters and signed sheets as files, for the tests of the pages of 人事."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jltrain.app import ledger, sheets
from jltrain.app.context import Context
from jltrain.clock import iso
from jltrain.sheet import keys
from jltrain.sheet.payload import Officer
from jltrain.sheet.sign import sign
from tests.ledger.people import HEADER, ROWS, workbook
from tests.sheet.samples import sample

__all__ = ["HEADER", "ROWS", "enrolled", "sheet_folder", "workbook"]


def enrolled(context: Context, folder: Path) -> Path:
    """The four officers of ROWS, imported from a real .xlsx; gives the file."""
    file = workbook(folder / "名册.xlsx", [HEADER, *ROWS])
    ledger.import_roster(context, file)
    return file


def sheet_folder(context: Context, folder: Path) -> Path:
    """A pass of 王䶮, a fail of 㛃𬭎, one under another name, one of a stranger, one changed, one torn off, one too big."""
    sheets.ensure_keys(context)
    now = context.clock.now()
    key = keys.load_signer(context.places.keys, None)

    def made(number: int, name: str, certificate: str, discipline: str, *, passed: bool = True) -> bytes:
        base = sample()
        parts = base.sections if passed else tuple(replace(part, halves=10) for part in base.sections)
        paid = replace(
            base,
            number=f"JT2026-0001-0001-{number:04d}",
            officer=Officer(name, certificate, ROWS[0][2], "city", discipline),
            sections=parts,
            halves=sum(part.halves for part in parts),
            passed=passed,
            issuer=key.unit,
            submitted=iso(now),
        )
        return sign(paid, key, now)

    folder.mkdir()
    good = made(1, "王䶮", "22010002", "transport")
    (folder / "a.pdf").write_bytes(good)
    (folder / "b.pdf").write_bytes(made(2, "㛃𬭎", "22010004", "maritime", passed=False))
    (folder / "c.pdf").write_bytes(made(3, "别人", "22010001", "highway"))
    (folder / "d.pdf").write_bytes(made(4, "生客", "99990001", "port"))
    changed = bytearray(good)
    changed[len(changed) // 2] ^= 1
    (folder / "e changed.pdf").write_bytes(bytes(changed))
    (folder / "f torn.pdf").write_bytes(good[:5000])
    (folder / "g big.pdf").write_bytes(b"%PDF-" + b"0" * (5 * 1024 * 1024))
    return folder
