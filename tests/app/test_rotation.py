"""The rotation plan is the ledger's: set on one PC, it holds on every PC, and the log says who set it when."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from jltrain.app import auditing, coverage, moving, rotation
from jltrain.app.context import Context
from jltrain.ledger.bodies import PlanBody
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.plan import BadPlan
from jltrain.places import Places
from jltrain.settings import Settings
from tests import postgres as cluster
from tests.app.ledger_world import OWN_PLAN, assert_whole, enrol, own_plan, person
from tests.conftest import FakeClock
from tests.tamper import unseal

NOW, NEXT, BEFORE = Cycle(2024, 2026), Cycle(2027, 2029), Cycle(2021, 2023)
LATER = OWN_PLAN.replace("2024", "2027").replace("2025", "2028").replace("2026", "2029").replace("本单位", "下一轮")


def written(context: Context, name: str, said: str) -> Path:
    context.places.prepare()
    file = context.places.home / name
    file.write_text(said, "utf-8")
    return file


def second_pc(context: Context, tmp_path: Path, clock: FakeClock) -> Context:
    """Another PC on the same database; of a file there is only the one."""
    url = context.database_url
    if not url:
        return Context(context.places, clock)
    places = Places(tmp_path / "second")
    places.home.mkdir()
    Settings(places.settings).put("database.url", url)
    return Context(places, clock)


def test_a_plan_set_on_one_pc_holds_on_the_other(context: Context, tmp_path: Path, clock: FakeClock) -> None:
    enrol(context, person(1))
    assert rotation.plan(context).example and rotation.own_plan(context) is None and not rotation.history(context)
    coverage.ensure(context)
    other = second_pc(context, tmp_path, clock)
    made = rotation.set_plan(context, written(context, "计划.yaml", OWN_PLAN), by="王人事")
    assert made.title == "本单位计划"
    assert rotation.plan(other) == made and rotation.own_plan(other) == Path("计划.yaml")
    assert coverage.standings(other).rows[0].missing == ("own",)
    assert not (context.places.home / "rotation.yaml").exists()
    rotation.drop_plan(other, by="李人事")
    assert rotation.plan(context).example and rotation.own_plan(context) is None
    told = [(one.cycle, one.by, one.file, one.title, one.dropped) for one in rotation.history(context)]
    assert told == [(NOW, "李人事", "", "", True), (NOW, "王人事", "计划.yaml", "本单位计划", False)]
    assert_whole(other)
    other.close()


def test_each_cycle_has_its_plan_and_the_last_one_goes_on(context: Context) -> None:
    rotation.set_plan(context, written(context, "a.yaml", OWN_PLAN))
    assert [r.id for r in rotation.plan(context, NEXT).requirements] == ["own"]
    assert rotation.plan(context, NEXT).batches == ()
    assert len(rotation.plan(context, BEFORE).requirements) > 1, "what is asked now was not asked then"
    rotation.set_plan(context, written(context, "b.yaml", LATER))
    assert rotation.plan(context, NEXT).title == "下一轮计划" and rotation.plan(context).title == "本单位计划"
    assert rotation.own_plan(context, NEXT) == Path("b.yaml") and rotation.own_plan(context, BEFORE) is None
    rotation.drop_plan(context)
    assert rotation.plan(context).example and rotation.own_plan(context, NEXT) is None
    assert len(rotation.history(context)) == 4


def test_the_same_again_writes_nothing(context: Context) -> None:
    rotation.drop_plan(context)
    assert rotation.history(context) == ()
    for _time in range(2):
        own_plan(context)
    assert len(rotation.history(context)) == 1
    for _time in range(2):
        rotation.drop_plan(context)
    assert len(rotation.history(context)) == 2
    own_plan(context)
    assert rotation.plan(context).title == "本单位计划"


def test_words_for_posts_hold_for_those_who_are_in_the_roster_already(context: Context) -> None:
    enrol(context, person(1, post="片区负责人"), person(2, post="站长"))
    coverage.ensure(context)
    words = "posts: {leader: [局长], station_head: [片区负责人]}\n"
    asked = "  - {id: first-post, title: 初任, posts: [基层站所领导], activity: 初任培训}\n"
    rotation.set_plan(context, written(context, "a.yaml", OWN_PLAN + asked + words))
    assert [line.missing for line in coverage.standings(context).rows] == [("own", "first-post"), ("own",)]
    assert_whole(context)


def test_a_bad_plan_leaves_the_one_before(context: Context) -> None:
    own_plan(context)
    for said in ("title: [", "cycle: 7", "title: x\n" + "#" * 300_000):
        with pytest.raises(BadPlan, match=r"新\.yaml"):
            rotation.set_plan(context, written(context, "新.yaml", said))
    with pytest.raises(rotation.PlanUnreadable):
        rotation.set_plan(context, context.places.home / "没有.yaml")
    assert rotation.plan(context).title == "本单位计划" and len(rotation.history(context)) == 1


def test_a_plan_that_cannot_be_read_any_more_stops_neither_the_audit_nor_another(context: Context) -> None:
    """The entry is sound, but of a kind that this program does not take."""
    own_plan(context)
    context.ledger.plans.put(NOW, PlanBody("旧.yaml", "cycle: 7"), context.now(), "经办")
    with pytest.raises(BadPlan, match=r"旧\.yaml"):
        coverage.figures(context)
    audited = auditing.audit(context)
    assert not audited.whole and not audited.repairable and audited.found.plans == 2
    assert any("第" in said or "读不出来" in said for said in audited.sentences)
    assert any("旧.yaml" in said for said in audited.sentences)
    assert rotation.history(context)[0].title == "" and not rotation.history(context)[0].dropped
    own_plan(context)
    assert coverage.figures(context).total.tally.required == 0


@pytest.mark.sqlite_only
def test_a_plan_that_somebody_changed_breaks_the_chain(context: Context) -> None:
    own_plan(context)
    with context.database.write() as connection:
        unseal(connection, "entry")
        connection.execute(text("UPDATE entry SET body = replace(body, '2026-06-30', '2026-12-30')"))
    assert auditing.audit(context).found.broken_at == 1


@pytest.mark.sqlite_only
def test_the_file_of_the_first_version_holds_until_the_ledger_says_something(context: Context) -> None:
    file = written(context, "rotation.yaml", OWN_PLAN)
    assert rotation.plan(context).title == "本单位计划" and rotation.own_plan(context) == file
    rotation.set_plan(context, written(context, "b.yaml", LATER))
    assert rotation.plan(context).title == "本单位计划" and rotation.plan(context, NEXT).title == "下一轮计划"
    rotation.drop_plan(context)
    assert rotation.plan(context).example and not file.exists()


@pytest.mark.sqlite_only
def test_the_file_of_the_first_version_goes_to_the_server_with_the_rest(
    context: Context, postgres: cluster.Server, clock: FakeClock
) -> None:
    written(context, "rotation.yaml", OWN_PLAN)
    enrol(context, person(1))
    with postgres.database() as name:
        moving.move_to(context, postgres.url(name))
        moving.use(context, postgres.url(name))
        there = Context(context.places, clock)
        (context.places.home / "rotation.yaml").write_text(
            "cycle: 7", "utf-8"
        )  # this PC's alone, so it is not looked at
        assert rotation.plan(there).title == "本单位计划"
        assert_whole(there)
        there.close()
