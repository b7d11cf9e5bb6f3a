from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain import bundled
from jltrain.bank import source
from jltrain.paper.assemble import assemble
from jltrain.paper.blueprint import BadBlueprint, as_record, from_record, read_blueprint
from jltrain.paper.marks import halves_from, marks_text, shared_out

GOOD = """\
name: 样例
minutes: 90
pass: 3
multiple_rule: subset
shuffle: true
cells:
  - {area: law, kind: single, difficulty: [1, 3], count: 2, marks: 1.5}
  - {area: law, kind: multiple, difficulty: 2, count: 1, marks: 2, topics: [甲, 乙]}
"""


def _read(folder: Path, text: str) -> object:
    file = folder / "b.yaml"
    file.write_text(text, "utf-8")
    return read_blueprint(file)


def test_good(tmp_path: Path) -> None:
    file = tmp_path / "b.yaml"
    file.write_text(GOOD, "utf-8")
    plan = read_blueprint(file)
    assert (plan.full_halves, plan.pass_halves, plan.cells[0].halves, plan.cells[1].lowest) == (10, 6, 3, 2)
    assert from_record(as_record(plan), lambda f, r: BadBlueprint(file="", field=f, reason=r)) == plan


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("minutes: 90", "minutes: 0", "minutes"),
        ("minutes: 90", "minutes: '90'", "minutes"),
        ("pass: 3", "pass: 3.3", "pass"),
        ("pass: 3", "pass: 99", "pass"),
        ("multiple_rule: subset", "multiple_rule: lenient", "multiple_rule"),
        ("shuffle: true", "shuffle: 1", "shuffle"),
        ("shuffle: true", "shuffel: true", "shuffel"),
        ("marks: 1.5", "marks: 0.3", "cells[1].marks"),
        ("marks: 1.5", "marks: true", "cells[1].marks"),
        ("count: 2", "count: -1", "cells[1].count"),
        ("area: law, kind: multiple", "area: tax, kind: multiple", "cells[2].area"),
        ("difficulty: [1, 3]", "difficulty: [3, 1]", "cells[1].difficulty"),
        ("name: 样例", "name: ''", "name"),
        ("cells:", "cells: []\nrest:", "rest"),
    ],
)
def test_each_fault_names_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(BadBlueprint) as caught:
        _read(tmp_path, GOOD.replace(old, new))
    assert caught.value.facts["field"] == field


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_no_bytes_crash_the_reader(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(data)
    with pytest.raises(BadBlueprint):
        read_blueprint(file)


def test_shipped_examples_are_feasible() -> None:
    bank = source.read_bank(bundled.question_bank())
    files = sorted(bundled.resource("blueprints").glob("*.yaml"))
    assert len(files) >= 6
    for file in files:
        plan = read_blueprint(file)
        assert (plan.example, plan.full_halves, plan.minutes, plan.pass_halves) == (True, 200, 120, 120)
        assert assemble(bank, "d", plan, "seed", "t").full_halves == 200


@given(st.integers(1, 100), st.integers(1, 20))
def test_shares_add_up_and_differ_by_half_a_mark_at_most(halves: int, items: int) -> None:
    shares = shared_out(halves, items)
    assert sum(shares) == halves
    assert max(shares) - min(shares) <= 1


@given(st.integers(1, 2000))
def test_half_marks_are_exact(halves: int) -> None:
    assert halves_from(float(marks_text(halves))) == halves
