"""Exporting: every format from the real bank, whole or not at all, stopped when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.app import bank, bankfiles
from jltrain.app.context import Context
from jltrain.bank.formats import registry
from jltrain.progress import Cancelled, Step
from tests.bank.formats.questions import built, lawful

pytestmark = pytest.mark.sqlite_only


@pytest.mark.parametrize("name", ["jsonl", "yaml", "gift", "moodle", "aiken", "qti21", "qti30", "csv", "xlsx"])
def test_the_shipped_bank_in_every_format(context: Context, tmp_path: Path, name: str) -> None:
    bank.compile_bank(context)
    questions = bank.whole(context)
    form = bankfiles.FORMATS[name]
    file = tmp_path / f"bank{form.suffix}"
    steps: list[Step] = []
    done = bankfiles.export(context, questions, file, name, report=steps.append)
    assert done.count == len(questions)
    assert (steps[0].done, steps[-1].done, steps[-1].total) == (0, len(questions), len(questions))
    assert form.label
    if name in ("yaml", "gift", "moodle", "qti21", "qti30", "jsonl"):
        read = registry.reader_of(file.read_bytes(), file.name)
        assert read is not None
        findings = read(file.read_bytes(), file.name)
        lawful(findings)
        found = sorted(map(built, findings.questions), key=lambda q: q.id)
        wanted = sorted(questions, key=lambda q: q.id)
        assert [q.id for q in found] == [q.id for q in wanted]
        assert [q.items for q in found] == [q.items for q in wanted]


def test_stopped_leaves_no_file(context: Context, tmp_path: Path) -> None:
    bank.compile_bank(context)

    def stop(step: Step) -> None:
        if step.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        bankfiles.export(context, bank.whole(context), tmp_path / "x.gift", "gift", report=stop)
    assert not (tmp_path / "x.gift").exists()


def test_an_unknown_format_is_told(context: Context, tmp_path: Path) -> None:
    with pytest.raises(bankfiles.UnknownFormat, match="gift"):
        bankfiles.export(context, [], tmp_path / "x", "word95")
