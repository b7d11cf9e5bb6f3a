"""The rotation plan: the shipped example, and each fault by file and field."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import DISCIPLINES, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.plan import BadPlan, read_plan

EXAMPLE = Path(__file__).parents[2] / "resources" / "rotation" / "plan-example.yaml"
GOOD = """\
title: 计划
cycle: [2024, 2026]
targets: {2024: 35%, 2025: 2/3, 2026: 1}
batches:
  - {name: 一, levels: [市, county], from: 2024-03-01, to: 2024-06-30}
  - {name: 二, disciplines: [路政], from: 2025-03-01, to: 2025-03-01}
"""


def test_the_shipped_example() -> None:
    plan = read_plan(EXAMPLE)
    assert plan.example and "示例" in plan.title
    assert plan.cycle == Cycle(2024, 2026)
    assert plan.targets == {2024: Fraction(1, 3), 2025: Fraction(2, 3), 2026: Fraction(1)}
    assert {level for batch in plan.batches for level in batch.levels} == set(Level)


def test_a_good_plan(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(GOOD, encoding="utf-8")
    plan = read_plan(path)
    assert not plan.example and plan.targets[2024] == Fraction(7, 20)
    assert plan.batches[0].levels == (Level.CITY, Level.COUNTY)
    assert plan.batches[0].disciplines == DISCIPLINES


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("title: 计划", "title: 5", "title"),
        ("title: 计划", "titel: 计划", "titel"),
        ("title: 计划\n", "", "title"),
        ("title: 计划", "title: 计划\nexample: 是", "example"),
        ("[2024, 2026]", "[2025, 2027]", "cycle"),
        ("[2024, 2026]", "2024", "cycle"),
        ("35%", "0.35", "targets.2024"),
        ("35%", "1/0", "targets.2024"),
        ("35%", "120%", "targets.2024"),
        ("35%", "true", "targets.2024"),
        ("35%", "9/10", "targets"),
        ("2026: 1}", "2026: 9/10}", "targets.2026"),
        ("2026: 1}", "2027: 1}", "targets"),
        ("name: 一", "name: ''", "batches[1].name"),
        ("name: 二", "name: 一", "batches[2].name"),
        ("county]", "乡]", "batches[1].levels[2]"),
        ("[路政]", "[law]", "batches[2].disciplines[1]"),
        ("from: 2024-03-01", "from: 2023-03-01", "batches[1].from"),
        ("from: 2024-03-01", "from: 2024-3-1", "batches[1].from"),
        ("to: 2024-06-30", "to: 2024-02-01", "batches[1].to"),
        ("to: 2024-06-30", "to: 2024-06-31", "batches[1].to"),
        ("name: 二", "nom: 二", "batches[2].nom"),
        ("title: 计划", "title: 计划\ntitle: 再", "整个文件"),
    ],
)
def test_each_fault_names_file_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    path = tmp_path / "p.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPlan) as caught:
        read_plan(path)
    assert caught.value.facts["field"] == field
    assert "p.yaml" in caught.value.sentence()


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, content in (("a", b"\xff\xfe"), ("b", b"[]"), ("c", b"x" * 300_000), ("d", b"["), ("e", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadPlan):
            read_plan(tmp_path / name)
    with pytest.raises(BadPlan):
        read_plan(tmp_path / "none")


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(GOOD)), junk=st.text(alphabet="[]{}:&*!-1/9%é\n \"'x", max_size=6), cut=st.integers(0, 12))
def test_damaged_plans(tmp_path: Path, at: int, junk: str, cut: int) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(GOOD[:at] + junk + GOOD[at + cut :], encoding="utf-8")
    try:
        read_plan(path)
    except BadPlan as error:
        assert error.sentence()
