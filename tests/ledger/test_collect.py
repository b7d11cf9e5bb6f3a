"""Which files of a folder are looked at, and what becomes of each."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jltrain.bank.areas import Area, Level
from jltrain.ledger.collect import CollectedSheet, CollectReason, FolderMissing, Outcome, decide, find_sheets, survey
from jltrain.ledger.roster import RosterRow
from jltrain.sheet.payload import Payload
from tests.ledger.people import PAYLOAD, UNIT, payload

SEEN = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
ROSTER = {"22010002": RosterRow("王䶮", "22010002", UNIT, Level.CITY, Area.TRANSPORT)}


@dataclass(frozen=True)
class FakeVerdict:
    accepted: bool = True
    reasons: tuple[CollectReason, ...] = ()
    payload: Payload | None = PAYLOAD
    file_digest: str = "d1"
    signer_unit: str = UNIT


def decided(
    verdict: FakeVerdict, digests: Container[str] = (), numbers: Mapping[str, str] | None = None, name: str = "a.pdf"
) -> CollectedSheet:
    return decide(verdict, digests, numbers or {}, ROSTER, file_name=name, first_seen=SEEN)


def test_every_outcome() -> None:
    good = decided(FakeVerdict())
    assert (good.outcome, good.reasons, good.payload, good.first_seen) == (Outcome.IMPORTED, (), payload(), SEEN)
    refused = decided(FakeVerdict(accepted=False, reasons=(CollectReason("tampered", "文件被改动过。"),)))
    assert (refused.outcome, refused.payload) == (Outcome.REFUSED, None)
    assert refused.reasons[0].code == "tampered"
    unknown = decided(FakeVerdict(payload=payload(certificate="22019999")))
    assert (
        unknown.outcome is Outcome.UNKNOWN_OFFICER and unknown.outcome.stored and "22019999" in unknown.reasons[0].text
    )
    other = decided(FakeVerdict(payload=payload(name="王龑")))
    assert other.outcome is Outcome.NAME_DIFFERS and "王䶮" in other.reasons[0].text
    assert (
        decided(FakeVerdict(payload=payload(name="王 䶮", certificate="２２０１０００２"))).outcome is Outcome.IMPORTED
    )


def test_a_file_is_imported_once_whatever_is_said_of_it_later() -> None:
    assert decided(FakeVerdict(), {"d1"}, {payload().number: "d1"}).outcome is Outcome.DUPLICATE
    assert decided(FakeVerdict(accepted=False), {"d1"}).outcome is Outcome.DUPLICATE


def test_one_number_on_two_files_is_refused() -> None:
    sheet = decided(FakeVerdict(file_digest="d2"), {"d1"}, {payload().number: "d1"})
    assert sheet.outcome is Outcome.REFUSED and sheet.reasons[0].code == "conflicting-number"
    assert not sheet.outcome.stored and sheet.payload is None


def test_accepted_without_payload_or_with_nonsense_is_refused() -> None:
    assert decided(FakeVerdict(payload=None)).outcome is Outcome.REFUSED
    sheet = decided(FakeVerdict(payload=replace(payload(), submitted="昨天")))
    assert sheet.outcome is Outcome.REFUSED and sheet.payload is None


def test_a_file_name_in_no_encoding_can_be_stored() -> None:
    assert decided(FakeVerdict(), name=os.fsdecode(b"\xff\xfe.pdf")).file_name.encode()


def test_a_folder_is_searched_whole_and_nothing_else(tmp_path: Path) -> None:
    folder, outside = tmp_path / "收", tmp_path / "外"
    (folder / "下").mkdir(parents=True)
    outside.mkdir()
    for name in ("b.pdf", "a.PDF", "下/c.Pdf", "n.txt", ".h.pdf", "~$a.pdf"):
        (folder / name).write_bytes(b"%PDF")
    (folder / ".隐").mkdir()
    (folder / ".隐" / "x.pdf").write_bytes(b"%PDF")
    (outside / "o.pdf").write_bytes(b"%PDF")
    (folder / "l.pdf").symlink_to(outside / "o.pdf")
    (folder / "ld").symlink_to(outside, target_is_directory=True)
    (folder / "下" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "d.pdf").mkdir()
    with (folder / "big.pdf").open("wb") as stream:
        stream.truncate(5 * 1024 * 1024 + 1)
    assert [str(path.relative_to(folder.resolve())) for path in find_sheets(folder)] == ["a.PDF", "b.pdf", "下/c.Pdf"]
    assert {(entry.path.name, "5 MB" in entry.text) for entry in survey(folder).skipped} == {
        ("big.pdf", True),
        ("l.pdf", False),
    }


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        find_sheets(tmp_path / "无")
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(FolderMissing):
        find_sheets(tmp_path / "f")
