"""The content authors' checks, in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.app import bank, bankcheck, editing
from jltrain.app.context import Context
from jltrain.bank.faults import BankFaulty
from jltrain.foreign.faults import BadFile
from jltrain.progress import Cancelled, Step
from tests.app.desk_world import ship, with_law
from tests.bank.entries import judge, other, single


@pytest.fixture(autouse=True)
def _world(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(tmp_path / "shipped", monkeypatch)
    bank.compile_bank(context)


def test_the_bank_is_checked_against_its_statutes(context: Context, tmp_path: Path) -> None:
    assert bankcheck.check_bank(context).unread == ("公路法",)
    assert bankcheck.check_bank(context).count == 0
    with_law(context, tmp_path)
    stem = "在公路上擅自堆放物品的，应当责令停止"
    editing.save(context, other(judge("n-1", stem), basis=("《公路法》第九条",)))
    editing.save(context, other(single("n-2"), options=("处九千元罚款", "不罚", "警告"), answer=("A",)))
    found = bankcheck.check_bank(context)
    assert {(one.id, one.fault.code.value) for one in found.faults} == {("n-1", "no-article"), ("n-2", "figure")}
    assert found.unread == () and found.duplicates == (("s-1", "n-1"),) and found.count == 3
    assert bankcheck.check_bank(context, statutes=False).count == 1


def test_it_can_be_stopped(context: Context) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bankcheck.check_bank(context, report=stop)


def test_files_and_folders_are_read(context: Context, tmp_path: Path) -> None:
    questions = bankcheck.read(tmp_path / "shipped")
    assert bankcheck.read(tmp_path / "shipped" / "law" / "some.yaml") == questions
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + b"".join(bank.export_lines(questions)) + b"\r\n")
    assert bankcheck.read(file) == questions
    line = next(iter(bank.export_lines(questions)))
    for data, error in (
        (line * 2, bankcheck.IdTwice),
        (b"{}", bankcheck.LinesFaulty),
        (b"\x00", bankcheck.LinesFaulty),
    ):
        file.write_bytes(data)
        with pytest.raises(error):
            bankcheck.read(file)
    with pytest.raises(BadFile):
        bankcheck.read(tmp_path / "missing.jsonl")
    broken = tmp_path / "b.yaml"
    broken.write_text("- id: [", "utf-8")
    with pytest.raises(BankFaulty):
        bankcheck.read(broken)
