"""Collecting real files: each sheet once, a clear line for every bad file, what was committed stays."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from jltrain.app import collecting, register
from jltrain.app.collecting import FolderMissing, Outcome
from jltrain.app.context import Context
from jltrain.ledger import collect as folders
from jltrain.ledger.outcome import Arrival
from jltrain.progress import Cancelled, Step
from jltrain.store.collecting import Collecting
from jltrain.store.standings import Plans
from jltrain.store.trouble import DiskFull
from tests.app.ledger_world import assert_whole, attested, crowd, enrol, signed
from tests.conftest import FakeClock


def _sheets(context: Context, folder: Path, count: int) -> list[Path]:
    people = crowd(count)
    enrol(context, *people)
    return signed(context, folder, [attested(who, f"S{n}") for n, who in enumerate(people)])


def test_a_folder_is_collected_and_known_files_are_passed_over(context: Context, tmp_path: Path) -> None:
    files = _sheets(context, tmp_path / "in", 7)
    shutil.copy(files[0], tmp_path / "in" / "copy.pdf")
    done = collecting.collect(context, [tmp_path / "in"])
    assert (done.count(Outcome.IMPORTED), done.count(Outcome.DUPLICATE)) == (7, 1)
    again = collecting.collect(context, [tmp_path / "in", files[0]])
    assert again.counts[Outcome.DUPLICATE] == 8
    assert register.counts(context).total == 7
    found = register.detail(context, done.lines[0].digest)
    assert found.payload is not None and found.signer.fingerprint and found.signer.root
    assert_whole(context)


def test_what_was_committed_stays_when_it_is_cancelled(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "_BATCH", 3)
    _sheets(context, tmp_path / "in", 10)

    def stop(step: Step) -> None:
        if step.done >= 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        collecting.collect(context, [tmp_path / "in"], stop)
    kept = register.counts(context).total
    assert 3 <= kept < 10
    done = collecting.collect(context, [tmp_path / "in"])
    assert (done.count(Outcome.DUPLICATE), done.count(Outcome.IMPORTED)) == (kept, 10 - kept)
    assert_whole(context)


def test_a_batch_that_cannot_be_written_leaves_nothing(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sheets(context, tmp_path / "in", 4)

    def full(*_facts: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("jltrain.store.standings.renew", full)
        with pytest.raises(OSError, match="no space"):
            collecting.collect(context, [tmp_path / "in"])
    assert register.counts(context).total == 0
    assert_whole(context)


def test_every_bad_file_gets_its_line(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "U盘"
    good = _sheets(context, place, 2)
    with (place / "big.pdf").open("wb") as big:
        big.truncate(500_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("0", b"0" * 20_000_000)
    (place / "bomb.pdf").write_bytes(bomb.getvalue())
    (place / "empty.pdf").write_bytes(b"")
    (place / "links.pdf").symlink_to(good[0])
    os.mkfifo(place / "pipe.pdf")
    (place / "notes.txt").write_text("x")
    vanishing = place / "gone.pdf"
    vanishing.write_bytes(b"%PDF-")
    survey = folders.survey

    def pulled(folder: Path) -> folders.Found:
        found = survey(folder)
        vanishing.unlink()
        return found

    monkeypatch.setattr(folders, "survey", pulled)
    done = collecting.collect(context, [place])
    assert done.count(Outcome.IMPORTED) == 2
    assert {line.file for line in done.lines if line.outcome is Outcome.REFUSED} == {"bomb.pdf", "empty.pdf"}
    assert {entry.path.name for entry in done.skipped} == {"big.pdf", "links.pdf", "pipe.pdf", "gone.pdf"}
    assert all(entry.text for entry in done.skipped)
    assert all(line.reasons for line in done.lines if line.outcome is Outcome.REFUSED)
    assert_whole(context)


def test_a_stick_pulled_out_gives_a_line_for_each_file_that_is_gone(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "U盘"
    _sheets(context, place, 40)
    monkeypatch.setattr(collecting, "_BATCH", 5)

    def pull(step: Step) -> None:
        if step.done == 6:
            shutil.rmtree(place)

    done = collecting.collect(context, [place], pull)
    assert len(done.lines) + len(done.skipped) == 40
    assert done.skipped
    assert register.counts(context).total == len(done.lines) == done.count(Outcome.IMPORTED)
    assert_whole(context)


def test_ten_thousand_unrelated_files_are_no_matter(context: Context, tmp_path: Path) -> None:
    place = tmp_path / "in"
    _sheets(context, place, 1)
    for n in range(2_000):
        (place / f"{n}.jpg").touch()
    for n in range(60):
        (place / f"{n}.pdf").write_bytes(b"%PDF-1.4 " + str(n).encode())
    done = collecting.collect(context, [place])
    assert (done.count(Outcome.IMPORTED), done.count(Outcome.REFUSED)) == (1, 60)
    collecting.collect(context, [place])
    assert register.counts(context).refused == 60, "the same refusal is written down once"


def test_a_place_that_is_not_there(context: Context, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        collecting.collect(context, [tmp_path / "gone"])
    done = collecting.collect(context, [tmp_path / "gone.pdf"])
    assert [entry.path.name for entry in done.skipped] == ["gone.pdf"]


def test_a_folder_within_that_cannot_be_read_is_a_line(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "in"
    _sheets(context, place, 1)
    (place / "锁住").mkdir()
    scan = os.scandir

    def locked(path: object = ".") -> object:
        if str(path).endswith("锁住"):
            raise PermissionError(13, "denied", str(path))
        return scan(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", locked)
    done = collecting.collect(context, [place])
    assert done.count(Outcome.IMPORTED) == 1
    assert [entry.path.name for entry in done.skipped] == ["锁住"]


def test_a_certificate_that_expired_since_is_told_and_the_sheet_stays(
    context: Context, tmp_path: Path, clock: FakeClock
) -> None:
    _sheets(context, tmp_path / "in", 1)
    line = collecting.collect(context, [tmp_path / "in"]).lines[0]
    assert register.detail(context, line.digest).facts == ()
    clock.advance(3600 * 24 * 365 * 30)
    found = register.detail(context, line.digest)
    assert found.line.counts_for
    assert any("过期" in fact for fact in found.facts)


def test_a_disk_that_fills_up_midway_is_told_with_what_is_in(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sheets(context, tmp_path / "in", 5)
    monkeypatch.setattr(collecting, "_BATCH", 2)
    store = type(context.ledger.collecting)
    take, calls = store.take, iter(range(9))

    def full(self: Collecting, arrivals: Sequence[Arrival], at: datetime, by: str, plans: Plans) -> object:
        if next(calls):
            raise DiskFull(folder="D:")
        return take(self, arrivals, at, by, plans)

    with monkeypatch.context() as patch:
        patch.setattr(store, "take", full)
        with pytest.raises(collecting.CutShort) as caught:
            collecting.collect(context, [tmp_path / "in"])
    assert "磁盘空间不足" in caught.value.sentence() and "2 个文件已经入账" in caught.value.sentence()
    done = collecting.collect(context, [tmp_path / "in"])
    assert (done.count(Outcome.DUPLICATE), done.count(Outcome.IMPORTED)) == (2, 3)
    assert_whole(context)
