"""Each thing that can become of a sheet, shown in the register, counted or not, and undone by a new entry alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jltrain.app import activities, coverage, register, reports, roster, rotation
from jltrain.app.context import Context
from jltrain.app.register import NothingToConfirm, NotUndoable, RulingKind, Wanted
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from jltrain.ledger.outcome import Outcome
from jltrain.ledger.result import State
from jltrain.ledger.ruling import BadRuling
from jltrain.ledger.standing import Status
from tests.app.ledger_world import arrival, assert_whole, attested, enrol, own_plan, person, take
from tests.conftest import FakeClock


@pytest.fixture(autouse=True)
def _plan(context: Context) -> None:
    own_plan(context)


def _status(context: Context, certificate: str = "22010001") -> Status:
    page = coverage.standings(context, wanted=coverage.StandingFilter(words=certificate))
    return page.rows[0].status


def test_a_sheet_counts_once_and_a_resit_is_a_further_one(context: Context) -> None:
    one = person(1)
    enrol(context, one)
    coverage.ensure(context)
    failed, passed = attested(one, "A", passed=False, days=9), attested(one, "B")
    assert [line.outcome for line in take(context, failed)] == [Outcome.IMPORTED]
    assert _status(context) is Status.FAILED
    assert [line.outcome for line in take(context, failed, passed)] == [Outcome.DUPLICATE, Outcome.IMPORTED]
    assert _status(context) is Status.DONE
    assert [line.attempt for line in reports.transcript(context, "22010001").sheets] == [1, 2]
    assert_whole(context)


def test_a_corrected_sheet_replaces_whichever_comes_first(context: Context) -> None:
    one = person(1)
    enrol(context, one)
    first = attested(one, "A", passed=False)
    second = replace(attested(one, "A"), number="JT2026-A-2", version=2, replaces=first.number, correction="门类填错")
    assert take(context, second)[0].outcome is Outcome.REPLACES
    late = take(context, first)[0]
    assert (late.outcome, late.state) == (Outcome.SUPERSEDED, State.SUPERSEDED)
    assert _status(context) is Status.DONE
    found = register.find(context, first.number)
    assert "JT2026-A-2" in "".join(found.facts)
    assert [line.number for line in found.versions] == ["JT2026-A-2"]
    assert any("门类填错" in fact for fact in register.find(context, "JT2026-A-2").facts)
    assert_whole(context)


def test_both_versions_in_one_batch(context: Context) -> None:
    one = person(1)
    enrol(context, one)
    first = attested(one, "A")
    second = replace(first, number="JT2026-A-2", version=2, replaces=first.number, correction="单位有误")
    lines = take(context, first, second)
    assert [(line.outcome, line.state) for line in lines] == [
        (Outcome.IMPORTED, State.SUPERSEDED), (Outcome.REPLACES, State.COUNTS),
    ]  # fmt: skip
    assert_whole(context)


def test_another_content_under_a_known_number_is_refused(context: Context) -> None:
    one = person(1)
    enrol(context, one)
    first = attested(one, "A", passed=False)
    take(context, first)
    line = take(context, attested(one, "A"))[0]
    assert line.outcome is Outcome.REFUSED
    assert [r.code for r in line.reasons] == ["conflicting-number"]
    assert take(context, attested(one, "A"))[0].entry == 0, "the same refusal is written down once"
    assert register.counts(context).refused == 1
    assert register.detail(context, line.digest).payload is None
    assert_whole(context)


def test_a_name_that_differs_waits_for_a_ruling_that_can_be_undone(context: Context) -> None:
    enrol(context, person(1), person(2, "李四"))
    coverage.ensure(context)
    line = take(context, attested(person(1, "李四"), "A"))[0]
    assert line.outcome is Outcome.NAME_DIFFERS
    assert "22010002" in line.reasons[-1].text, "who of that name is in the roster"
    assert _status(context) is Status.DOUBTFUL
    assert register.waiting(context, State.NAME_DIFFERS).total == 1
    confirmed = register.rule(context, line.digest, RulingKind.CONFIRM, "曾用名，已核对身份证", by="王五")
    assert (confirmed.state, confirmed.counts_for) == (State.COUNTS, "22010001")
    assert _status(context) is Status.DONE
    with pytest.raises(NothingToConfirm):
        register.rule(context, line.digest, RulingKind.CONFIRM, "再来")
    found = register.detail(context, line.entry)
    assert "王五" in "".join(found.facts)
    register.undo(context, found.rulings[0].ruling.entry, "看错了")
    assert _status(context) is Status.DOUBTFUL
    again = register.detail(context, line.digest).rulings[0]
    assert (again.undone, again.undo_reason) == (True, "看错了")
    with pytest.raises(NotUndoable):
        register.undo(context, found.rulings[0].ruling.entry, "再撤")
    assert_whole(context)


def test_a_wrong_person_is_assigned_and_a_sheet_excluded(context: Context) -> None:
    enrol(context, person(1), person(2, "李四"))
    coverage.ensure(context)
    line = take(context, attested(person(1, "李四"), "A"))[0]
    with pytest.raises(roster.NoSuchOfficer):
        register.rule(context, line.digest, RulingKind.ASSIGN, "证号印错", certificate="99")
    with pytest.raises(BadRuling):
        register.rule(context, line.digest, RulingKind.EXCLUDE, "  ")
    assert (
        register.rule(context, line.digest, RulingKind.ASSIGN, "证号印错", certificate="22010002").counts_for
        == "22010002"
    )
    assert (_status(context), _status(context, "22010002")) == (Status.ABSENT, Status.DONE)
    register.rule(context, line.digest, RulingKind.EXCLUDE, "替考")
    assert _status(context, "22010002") is Status.ABSENT
    assert register.register(context, Wanted(states=(State.EXCLUDED,))).total == 1
    assert_whole(context)


def test_somebody_not_on_the_roster_counts_from_the_day_he_is(context: Context, clock: FakeClock) -> None:
    enrol(context, person(1))
    coverage.ensure(context)
    line = take(context, attested(person(2), "A"))[0]
    assert line.outcome is Outcome.UNKNOWN_OFFICER
    clock.advance(60)
    enrol(context, person(1), person(2))
    assert _status(context, "22010002") is Status.DONE
    assert register.detail(context, line.digest).line.state is State.COUNTS
    enrol(context, person(1), replace_all=True)
    assert register.detail(context, line.digest).line.state is State.UNKNOWN_OFFICER
    assert coverage.figures(context).total.tally.required == 1
    assert_whole(context)


def test_a_new_name_keeps_the_old_sheets_and_a_transfer_takes_them_along(context: Context) -> None:
    enrol(context, person(1, "张三"))
    take(context, attested(person(1, "张三"), "A", days=3))
    enrol(context, person(1, "张叁", "榆树市交通运输综合行政执法大队"))
    assert take(context, attested(person(1, "张三"), "B"))[0].outcome is Outcome.IMPORTED
    units = {group.key: group.tally.done for group in coverage.figures(context).by_unit}
    assert units == {"榆树市交通运输综合行政执法大队": 1}
    told = [(change.what, change.before, change.after) for change in roster.history(context, "22010001")]
    assert ("姓名", "张三", "张叁") in told and ("单位", person(1).unit, "榆树市交通运输综合行政执法大队") in told
    assert_whole(context)


def test_a_new_number_keeps_the_old_sheets(context: Context) -> None:
    enrol(context, person(1, "张三"))
    take(context, attested(person(1, "张三"), "A"))
    change = enrol(context, person(9, "张三", former="22010001"))
    assert (change.added, change.changed, change.renumbered) == (0, 1, 1)
    assert roster.officer(context, "22010001").certificate == "22010009"
    assert _status(context, "22010009") is Status.DONE
    assert take(context, attested(person(1, "张三"), "B"))[0].counts_for == "22010009", "a late sheet of the old number"
    assert [line.what for line in roster.history(context, "22010009")].count("执法证号") >= 1
    assert_whole(context)


def test_two_officers_of_one_name_are_told_apart_by_number_and_marked(context: Context) -> None:
    enrol(context, person(1, "张三"), person(2, "张三"), person(3))
    take(context, attested(person(2, "张三"), "A"))
    assert (_status(context, "22010001"), _status(context, "22010002")) == (Status.ABSENT, Status.DONE)
    assert [row.namesakes for row in roster.officers(context, "张三").rows] == [1, 1]
    assert [m.certificate for m in reports.transcript(context, "22010001").namesakes] == ["22010002"]


def test_arrivals_of_a_correction_by_another_unit_are_refused(context: Context) -> None:
    one = person(1)
    enrol(context, one)
    first = attested(one, "A", passed=False)
    take(context, first)
    forged = replace(
        attested(one, "A"), number="JT2026-A-2", version=2, replaces=first.number, correction="更正", issuer="别的单位"
    )
    line = take(context, forged)[0]
    assert [r.code for r in line.reasons] == ["replaced-by-other"]
    assert _status(context) is Status.FAILED
    assert arrival(first).digest in {row.digest for row in register.register(context).rows}


def test_several_are_taken_back_together_or_none(context: Context) -> None:
    enrol(context, person(1), person(2, "李四"))
    done = Activity("", ActivityKind.DRILL, date(2026, 5, 6), 4.0, ActivityResult.PASSED, "演练", "赵主任")
    activities.add(context, done, [person(1).certificate, person(2).certificate])
    first, second = sorted(line.activity.entry for line in activities.activities(context).rows)
    register.undo(context, second, "先被别的窗口撤销")
    with pytest.raises(NotUndoable):
        register.undo(context, [first, second], "一起撤")
    # as in the moment between looking and writing
    at_once = context.ledger.rulings.undo((first, second), context.now(), "周科长", "一起撤", rotation.plans(context))
    assert at_once == second
    assert [line.activity.entry for line in activities.activities(context).rows] == [first]
    register.undo(context, [first], "登记错了")
    assert activities.activities(context).total == 0
    assert_whole(context)
