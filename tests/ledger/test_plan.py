"""The rotation plan: the shipped example, and each fault by file and field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain import i18n
from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.ledger.activity import ActivityKind
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.education import Education
from jltrain.ledger.plan import BadPlan, read_plan
from jltrain.ledger.post import POST_WORDS, PostKind, post_kind
from jltrain.ledger.requirement import DEFAULT_REQUIREMENTS, OWN, ActivityNeed, ExamNeed, Per

EXAMPLE = Path(__file__).parents[2] / "resources" / "rotation" / "plan-example.yaml"
GOOD = """\
title: 计划
cycle: [2024, 2026]
targets: {2024: 35%, 2025: 2/3, 2026: 1}
batches:
  - {name: 一, levels: [市, county], from: 2024-03-01, to: 2024-06-30}
  - {name: 二, disciplines: [路政], from: 2025-03-01, to: 2025-03-01}
"""

ASKED = (
    GOOD
    + """\
requirements:
  - {id: own, title: 本门类考试, exam: own}
  - {id: law, title: 法律, exam: [综合法律知识, procedure], share: 60%, posts: [officer, 基层站所领导]}
  - {id: fit, title: 体能, activity: 体能, per: year, times: 2, hours: 4.5, passed: true, counts: false}
  - {id: first, title: 初任, activity: 初任培训, within: 365, posts: [station_head]}
posts: {leader: [馆长], station_head: [站长]}
education_target: 本科
commend: 95%
"""
)


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
@given(
    at=st.integers(0, len(ASKED)), junk=st.text(alphabet="[]{}:&*!-1/9%é\n \"'x", max_size=6), cut=st.integers(0, 12)
)
def test_damaged_plans(tmp_path: Path, at: int, junk: str, cut: int) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(ASKED[:at] + junk + ASKED[at + cut :], encoding="utf-8")
    try:
        read_plan(path)
    except BadPlan as error:
        assert error.sentence()


def test_the_shipped_example_asks_what_is_asked_without() -> None:
    plan = read_plan(EXAMPLE)
    assert plan.requirements == DEFAULT_REQUIREMENTS
    assert (plan.education_target, plan.commend_share) == (Education.COLLEGE, Fraction(9, 10))


def test_an_older_plan_file_asks_what_the_policy_says(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(GOOD, encoding="utf-8")
    plan = read_plan(tmp_path / "p.yaml")
    assert plan.requirements == DEFAULT_REQUIREMENTS and plan.post_words == POST_WORDS


def test_a_plan_file_says_the_same_in_an_english_window() -> None:
    chinese = read_plan(EXAMPLE)
    i18n.use("en")
    assert read_plan(EXAMPLE) == chinese


def test_requirements_of_a_plan(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(ASKED, encoding="utf-8")
    plan = read_plan(tmp_path / "p.yaml")
    own, law, fit, first = plan.requirements
    assert own == replace(OWN, title="本门类考试")
    assert law.need == ExamNeed((Area.LAW, Area.PROCEDURE), Fraction(3, 5))
    assert law.posts == (PostKind.OFFICER, PostKind.STATION_HEAD)
    assert fit.need == ActivityNeed(ActivityKind.FITNESS, 2, 4.5, True, Per.YEAR) and not fit.counts
    assert first.need == ActivityNeed(ActivityKind.FIRST_POST, within=365)
    assert plan.requirements_for(PostKind.LEADER) == (own, fit)
    assert post_kind("副馆长", plan.post_words) is PostKind.LEADER
    assert (plan.education_target, plan.commend_share) == (Education.BACHELOR, Fraction(19, 20))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("id: law", "id: own", "requirements[2].id"),
        ("id: law", "id: Law", "requirements[2].id"),
        ("id: law, title: 法律", "id: law", "requirements[2].title"),
        ("exam: own", "exams: own", "requirements[1].exams"),
        ("exam: own}", "exam: own, share: 60%}", "requirements[1].share"),
        ("exam: own}", "exam: own, activity: 体能}", "requirements[1]"),
        ("exam: own}", "exam: own, hours: 3}", "requirements[1].hours"),
        ("exam: own}", "exam: own, posts: [officer]}", "requirements"),
        ("procedure]", "乡]", "requirements[2].exam[2]"),
        ("share: 60%", "share: 6", "requirements[2].share"),
        ("基层站所领导]", "队员]", "requirements[2].posts[2]"),
        ("activity: 体能", "activity: 唱歌", "requirements[3].activity"),
        ("per: year", "per: month", "requirements[3].per"),
        ("per: year", "per: year, share: 5%", "requirements[3].share"),
        ("per: year", "per: year, within: 5", "requirements[3].within"),
        ("times: 2", "times: 0", "requirements[3].times"),
        ("times: 2", "times: 两次", "requirements[3].times"),
        ("hours: 4.5", "hours: -1", "requirements[3].hours"),
        ("hours: 4.5", "hours: 多", "requirements[3].hours"),
        ("passed: true", "passed: 是", "requirements[3].passed"),
        ("within: 365", "within: 99999", "requirements[4].within"),
        ("counts: false", "counts: 0", "requirements[3].counts"),
        ("[馆长]", "[]", "posts.leader"),
        ("[馆长]", "['']", "posts.leader[1]"),
        ("leader: [馆长]", "boss: [馆长]", "posts.boss"),
        ("education_target: 本科", "education_target: 高", "education_target"),
        ("commend: 95%", "commend: 0.95", "commend"),
    ],
)
def test_each_fault_of_a_requirement_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in ASKED
    path = tmp_path / "p.yaml"
    path.write_text(ASKED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPlan) as caught:
        read_plan(path)
    assert caught.value.facts["field"] == field
    assert caught.value.sentence().endswith("。")


def test_the_digest_follows_what_standings_depend_on(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(ASKED, encoding="utf-8")
    plan = read_plan(tmp_path / "p.yaml")
    same = (replace(plan, title="新"), replace(plan, targets={}), read_plan(tmp_path / "p.yaml"))
    assert {one.digest() for one in same} == {plan.digest()}
    other = (
        replace(plan, batches=plan.batches[:1]),
        replace(plan, requirements=plan.requirements[:1]),
        replace(plan, requirements=(replace(OWN, need=ExamNeed((Area.LAW,))),)),
        replace(plan, post_words={}),
        plan.for_cycle(plan.cycle.next),
    )
    assert len({plan.digest(), *(one.digest() for one in other)}) == len(other) + 1


def test_the_target_of_the_years_that_are_over(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(GOOD, encoding="utf-8")
    plan = read_plan(tmp_path / "p.yaml")
    days = (date(2024, 12, 30), date(2024, 12, 31), date(2026, 1, 1), date(2030, 1, 1))
    assert [plan.target_by(day) for day in days] == [0, Fraction(7, 20), Fraction(2, 3), 1]
