"""A corrected sheet: version 2 beside the first, accepted by HR in its place; files follow from what was recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain.app import collecting, register, sheets
from jltrain.app.context import Context
from jltrain.app.sheets import Changes, NothingCorrected, NotIssuedYet
from jltrain.bank.areas import Area
from jltrain.exam.session import NotOnRoster
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import State
from tests.app.walk import OFFICERS, held_session, issued_sheets


def test_a_correction_replaces_the_former_in_hrs_ledger(context: Context, tmp_path: Path) -> None:
    session = held_session(context, OFFICERS[:1])
    first = issued_sheets(context, session)[0]
    before = first.read_bytes()
    made = sheets.correct(context, session.id, "jl0001", Changes("张叁", discipline=Area.PORT), "姓名录错")
    assert (made.version, made.name, made.file.parent) == (2, "张叁", first.parent)
    again = sheets.correct(context, session.id, "JL0001", Changes(unit="第二支队"), "单位也录错")
    assert (again.version, again.name) == (3, "张叁"), "what was corrected once stays corrected"
    assert first.read_bytes() == before
    checked = sheets.verify_files(context, [first, made.file, again.file])
    assert all(c.accepted for c in checked)
    paid = checked[2].payload
    assert paid and (paid.officer.unit, paid.correction, paid.replaces) == ("第二支队", "单位也录错", made.number)
    found = collecting.collect(context, [first.parent])
    assert found.count(Outcome.DUPLICATE) == 0 and len(found.lines) == 3
    states = {line.version: line.state for line in register.register(context).rows}
    assert states == {1: State.SUPERSEDED, 2: State.SUPERSEDED, 3: State.UNKNOWN_OFFICER}
    assert [v.version for v in sheets.versions(context, session.id, "JL0001")] == [1, 2, 3]


def test_every_version_is_written_again_when_its_file_is_lost_or_broken(context: Context) -> None:
    session = held_session(context, OFFICERS[:1])
    first = issued_sheets(context, session)[0]
    made = sheets.correct(context, session.id, "JL0001", Changes("张叁"), "姓名录错")
    kept = first.read_bytes(), made.file.read_bytes()
    first.unlink()
    made.file.write_bytes(kept[1][:-1])
    (issued,) = sheets.issue(context, session.id)
    assert (issued.version, issued.file) == (2, made.file)
    assert (first.read_bytes(), made.file.read_bytes()) == kept


def test_what_is_no_correction_is_told(context: Context) -> None:
    session = held_session(context, OFFICERS[:1])
    with pytest.raises(NotIssuedYet):
        sheets.correct(context, session.id, "JL0001", Changes("张叁"), "姓名录错")
    issued_sheets(context, session)
    for changes, reason in ((Changes("张叁"), "  "), (Changes(), "没有"), (Changes(OFFICERS[0].name), "相同")):
        with pytest.raises(NothingCorrected):
            sheets.correct(context, session.id, "JL0001", changes, reason)
    with pytest.raises(NotOnRoster):
        sheets.correct(context, session.id, "JL9999", Changes("张叁"), "姓名录错")
