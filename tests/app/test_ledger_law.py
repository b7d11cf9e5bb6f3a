"""Laws: whatever HR does in whatever order, the plain tables are what the log says, and figures are what the lists say."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.app import activities, auditing, coverage, register, rotation
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.figures import Waiting, figures_of
from jltrain.places import Places
from tests.app.ledger_world import arrival, assert_whole, attested, enrol, own_plan, person, take
from tests.conftest import FakeClock

_ACTS = ("enrol", "rename", "renumber", "leave", "sheets", "correct", "rule", "undo", "activity", "plan")


def _do(context: Context, act: str, dice: random.Random) -> None:
    """One thing that HR does, with whoever the dice name."""
    number = dice.randint(1, 4)
    who = person(
        number, dice.choice(("", "张三", "李四")), post=dice.choice(("科员", "站长", "局长")), education="大专"
    )
    match act:
        case "enrol" | "rename":
            enrol(context, who, person(dice.randint(1, 4)))
        case "renumber":
            enrol(context, replace(who, certificate=f"2209{number:04d}", former=f"2201{number:04d}"))
        case "leave":
            enrol(context, who, replace_all=True)
        case "sheets" | "correct":
            sitting = f"S{dice.randint(1, 5)}"
            made = attested(who, sitting, passed=dice.random() < 0.6, days=dice.randint(0, 900))
            if act == "correct":
                made = replace(
                    made, number=f"{made.number}-2", version=2, replaces=made.number, correction="更正",
                    issuer=dice.choice((made.issuer, "别的单位")),
                )  # fmt: skip
            take(context, made, attested(who, f"S{dice.randint(1, 5)}"))
        case "rule":
            lines = register.register(context).rows
            line = dice.choice(lines) if lines else None
            ruling = dice.choice(tuple(register.RulingKind))
            whom = f"2201{dice.randint(1, 4):04d}" if ruling is register.RulingKind.ASSIGN else ""
            register.rule(context, line.digest if line else "", ruling, "理由", certificate=whom)
        case "undo":
            last = context.ledger.auditing.last()
            register.undo(context, dice.randint(max(1, last - 6), max(1, last)), "理由")
        case "activity":
            kind = dice.choice(tuple(activities.ActivityKind))
            day = rotation.today(context) - timedelta(dice.randint(0, 900))
            draft = activities.Activity("", kind, day, 4.0, activities.ActivityResult.PASSED, "活动", "签认")
            activities.add(context, draft, [f"2201{number:04d}"])
        case "plan":
            coverage.ensure(context, dice.choice((None, Cycle(2021, 2023))))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(_ACTS), min_size=4, max_size=14), st.integers(0, 10**6))
def test_in_whatever_order_tables_follow_from_the_log(acts: list[str], seed: int) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        context = Context(Places(Path(folder) / "home"), FakeClock())
        try:
            coverage.ensure(context)
            for act in acts:
                try:
                    _do(context, act, dice)
                except JltrainError:
                    continue  # told, and nothing done
            assert_whole(context)
            before = register.register(context), coverage.standings(context)
            auditing.rebuild(context)
            assert (register.register(context), coverage.standings(context)) == before
            assert_whole(context)
        finally:
            context.close()


@pytest.mark.parametrize("seed", range(3))
def test_figures_by_sql_are_figures_in_memory(context: Context, seed: int) -> None:
    dice = random.Random(seed)
    for act in ("enrol", *dice.choices(_ACTS, k=25)):
        try:
            _do(context, act, dice)
        except JltrainError:
            continue
    cycle, plan = coverage.ensure(context)
    listed = tuple(coverage.walk(context, cycle))
    found = coverage.figures(context)
    waits = Waiting(found.waiting.name_differs, found.waiting.unknown_officer)
    assert found == figures_of(listed, plan, cycle, rotation.today(context), waiting=waits)
    assert listed == coverage.standings(context).rows


def test_a_new_plan_makes_standings_anew_and_goes_on_where_it_was_stopped(context: Context) -> None:
    enrol(context, *(person(n) for n in range(1, 6)))
    take(context, attested(person(1), "A"))
    coverage.ensure(context)
    own_plan(context)
    assert coverage.figures(context).total.tally.done == 1
    assert coverage.standings(context).rows[0].missing in ((), ("own",))
    assert coverage.figures(context, Cycle(2021, 2023)).total.tally.done == 0
    assert_whole(context)


def test_a_sheet_entered_while_another_plan_is_set_takes_the_standing_away(context: Context) -> None:
    """Collecting goes on with the plan it began with; who asks sees what the plan of now says."""
    enrol(context, person(1))
    coverage.ensure(context)
    before = rotation.plans(context)
    own_plan(context)
    coverage.ensure(context)
    context.ledger.collecting.take([arrival(attested(person(1), "A"))], context.clock.now(), "经办", before)
    assert coverage.standings(context).rows[0].missing == ()
    rotation.drop_plan(context)
    assert "drill:2026" in coverage.standings(context).rows[0].missing
    assert date(2026, 11, 22) == rotation.today(context)
    assert_whole(context)
