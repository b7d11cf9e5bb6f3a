"""What becomes of a sheet, in each case and in every order of arrival."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.ledger.member import Member, member_of
from jltrain.ledger.outcome import Arrival, CollectReason, Outcome, place, settle
from jltrain.ledger.plan import default_plan
from jltrain.ledger.requirement import OWN
from jltrain.ledger.result import Result, State, result_from_row, result_row, signer_from
from jltrain.ledger.roster import RosterRow
from jltrain.ledger.ruling import Ruling, RulingKind
from jltrain.sheet.payload import BadPayload, Payload
from tests.ledger.ledgers import CYCLE, SIGNER, MemoryLedger, sheet
from tests.ledger.people import officer

ONE, TWO = officer(1, name="张三"), officer(2, name="李四")
AT = "2024-06-01T00:00:00.000Z"


@pytest.fixture
def ledger() -> MemoryLedger:
    made = MemoryLedger()
    made.import_roster([ONE, TWO])
    return made


def states(ledger: MemoryLedger) -> dict[str, tuple[str, str]]:
    return {r.number: (r.state.value, r.counts_for) for r in ledger.results.values()}


def test_a_sheet_counts_once(ledger: MemoryLedger) -> None:
    first = ledger.collect(sheet(ONE))
    assert (first.outcome, first.reasons, first.state, first.counts_for) == (
        Outcome.IMPORTED, (), State.COUNTS, ONE.certificate,
    )  # fmt: skip
    again = ledger.collect(sheet(ONE))
    assert (again.outcome, again.result, again.state, again.counts_for) == (Outcome.DUPLICATE, None, None, "")
    assert not Outcome.DUPLICATE.stored and not Outcome.REFUSED.stored and Outcome.SUPERSEDED.stored


def test_a_correction_replaces_in_either_order(ledger: MemoryLedger) -> None:
    old, new = sheet(ONE, sitting="t"), sheet(ONE, sitting="t", version=2)
    other = MemoryLedger()
    other.import_roster([ONE, TWO])
    ledger.collect(old)
    placed = ledger.collect(new)
    assert placed.outcome is Outcome.REPLACES and old.number in placed.reasons[0].text
    assert [(r.number, r.state) for r in placed.changed] == [(old.number, State.SUPERSEDED)]
    early = other.collect(new)
    assert early.outcome is Outcome.REPLACES and early.reasons[0].code == "earlier-missing"
    late = other.collect(old)
    assert late.outcome is Outcome.SUPERSEDED and new.number in late.reasons[0].text and not late.changed
    assert states(ledger) == states(other) == {
        old.number: ("superseded", ""), new.number: ("counts", ONE.certificate),
    }  # fmt: skip


def test_what_hr_excluded_replaces_nothing(ledger: MemoryLedger) -> None:
    old, new = sheet(ONE, sitting="t"), sheet(ONE, sitting="t", version=2)
    ledger.collect(old)
    ledger.collect(new)
    ledger.rule(Ruling(RulingKind.EXCLUDE, "d:" + new.number, "误更正", "王", AT))
    assert states(ledger) == {old.number: ("counts", ONE.certificate), new.number: ("excluded", "")}


def test_conflicts_are_refused_and_the_first_stays(ledger: MemoryLedger) -> None:
    ledger.collect(sheet(ONE, sitting="t"))
    same_number = ledger.collect(sheet(ONE, sitting="u", number=sheet(ONE, sitting="t").number), "other")
    same_version = ledger.collect(sheet(ONE, sitting="t", number="X"))
    other_unit = ledger.collect(sheet(ONE, sitting="t", version=2, issuer="乙队"))
    first_by_other = ledger.collect(sheet(ONE, sitting="t", issuer="乙队"))
    placed = (same_number, same_version, other_unit, first_by_other)
    assert {p.outcome for p in placed} == {Outcome.REFUSED}
    assert [p.reasons[0].code for p in placed] == [
        "conflicting-number", "conflicting-number", "replaced-by-other", "conflicting-number",
    ]  # fmt: skip
    assert all(p.reasons[0].text.endswith("。") for p in placed)
    assert list(states(ledger).values()) == [("counts", ONE.certificate)]


def test_anothers_correction_that_came_first_gives_way(ledger: MemoryLedger) -> None:
    foreign = sheet(ONE, sitting="t", version=2, issuer="乙队")
    ledger.collect(foreign)
    placed = ledger.collect(sheet(ONE, sitting="t"))
    assert placed.outcome is Outcome.IMPORTED
    assert [(r.number, r.state, r.counts_for) for r in placed.changed] == [(foreign.number, State.EXCLUDED, "")]
    third = MemoryLedger()
    third.import_roster([ONE])
    third.collect(foreign)
    apart = third.collect(sheet(ONE, sitting="t", version=3))
    assert apart.outcome is Outcome.EXCLUDED and apart.reasons[0].code == "replaced-by-other"


def test_a_renamed_unit_is_known_by_its_code(ledger: MemoryLedger) -> None:
    old = replace(sheet(ONE, sitting="t"), issuer_code="2201")
    new = replace(sheet(ONE, sitting="t", version=2), issuer="新名称队", issuer_code="2201")
    ledger.collect(old)
    assert ledger.collect(new).outcome is Outcome.REPLACES


def test_no_unit_is_replaced_by_one_of_its_name_without_its_code(ledger: MemoryLedger) -> None:
    """A PC's own trial root signs under any name, but for no code."""
    true = replace(sheet(ONE, sitting="t"), issuer_code="2201")
    posing = replace(sheet(ONE, sitting="t", version=2), issuer_code="")
    ledger.collect(true)
    assert [r.code for r in ledger.collect(posing).reasons] == ["replaced-by-other"]
    other = MemoryLedger()
    other.import_roster([ONE])
    other.collect(posing)
    other.collect(true)
    assert states(other)[true.number] == ("counts", ONE.certificate)
    assert states(other)[posing.number] == ("excluded", "")
    grown = MemoryLedger()  # the unit got its certificate between the two versions
    grown.import_roster([ONE])
    grown.collect(sheet(ONE, sitting="t"))
    assert grown.collect(replace(posing, issuer_code="2201")).outcome is Outcome.REPLACES


@pytest.mark.parametrize("false", ["same number", "same sitting"])
def test_a_false_sheet_that_came_first_keeps_the_true_one_out_no_longer_than_hr_wants(
    ledger: MemoryLedger, false: str
) -> None:
    true = sheet(ONE, sitting="t")
    squatting = sheet(ONE, sitting="t" if "sitting" in false else "u", issuer="乙队", number=true.number)
    if "sitting" in false:
        squatting = replace(squatting, number="X")
    ledger.collect(squatting, "false")
    assert ledger.collect(true).reasons[0].code == "conflicting-number"
    ledger.rule(Ruling(RulingKind.EXCLUDE, "false", "乙队没有组织过这场考试", "王", AT))
    assert ledger.collect(true).outcome is Outcome.IMPORTED
    held = ledger.results["d:" + true.number]
    assert (held.state, held.counts_for) == (State.COUNTS, ONE.certificate)
    assert ledger.results["false"].state is State.EXCLUDED


def test_names_numbers_and_hints(ledger: MemoryLedger) -> None:
    def find(name: str) -> list[Member]:
        return [member for member in ledger.members.values() if member.name == name]

    wrong = sheet(TWO, name="张三")
    placed = place(Arrival("a", "a", wrong, (), SIGNER), ledger.officer, (), {}, find)
    assert placed.outcome is Outcome.NAME_DIFFERS and placed.counts_for == ""
    assert [reason.code for reason in placed.reasons] == ["name-differs", "namesake"]
    assert ONE.certificate in placed.reasons[1].text
    unknown = sheet(officer(9, name="张三"))
    placed = place(Arrival("a", "a", unknown, (), SIGNER), ledger.officer, (), {}, find)
    assert placed.outcome is Outcome.UNKNOWN_OFFICER and len(placed.reasons) == 2
    many = [member_of(officer(n, name="张三")) for n in range(20, 29)]
    placed = place(Arrival("a", "a", unknown, (), SIGNER), ledger.officer, (), {}, lambda name: many)
    assert "等 9 人" in placed.reasons[1].text


def test_refused_files_say_why(ledger: MemoryLedger) -> None:
    reason = CollectReason("unsigned", "文件没有电子签名。")
    placed = place(Arrival("a", "a", None, (reason,)), ledger.officer, (), {})
    assert (placed.outcome, placed.reasons) == (Outcome.REFUSED, (reason,))
    assert place(Arrival("a", "a", None), ledger.officer, (), {}).reasons[0].code == "no-payload"
    strange = replace(sheet(ONE), officer=replace(sheet(ONE).officer, level="乡"))
    assert place(Arrival("a", "a", strange), ledger.officer, (), {}).reasons[0].code == "bad-payload"
    with pytest.raises(BadPayload):
        result_row(strange, "a", SIGNER)


def test_rulings_roster_and_renumbering(ledger: MemoryLedger) -> None:
    wrong, stranger = sheet(TWO, name="张三"), sheet(officer(9, name="王五"))
    for payload in (wrong, stranger):
        ledger.collect(payload)
    assert [state for state, _who in states(ledger).values()] == ["name-differs", "unknown-officer"]
    ledger.rule(Ruling(RulingKind.ASSIGN, "d:" + wrong.number, "错号", "王", AT, ONE.certificate))
    ledger.import_roster([officer(9, name="王五")])
    assert states(ledger) == {
        wrong.number: ("counts", ONE.certificate), stranger.number: ("counts", stranger.officer.certificate),
    }  # fmt: skip
    ledger.import_roster([replace(ONE, certificate="2299", former=ONE.certificate, unit="乙队")])
    assert states(ledger)[wrong.number] == ("counts", "2299")
    assert ledger.collect(sheet(ONE, date(2025, 1, 1))).counts_for == "2299"
    ledger.import_roster([replace(TWO, name="李新")])
    assert ledger.collect(sheet(TWO, date(2025, 1, 1))).outcome is Outcome.IMPORTED
    ledger.rule(Ruling(RulingKind.ASSIGN, "d:" + wrong.number, "错号", "王", AT, "没有"))
    assert states(ledger)[wrong.number] == ("unknown-officer", "")


def test_rows_and_signers_read_back() -> None:
    from types import SimpleNamespace

    from jltrain.bank.areas import Area

    made = result_row(sheet(ONE, areas=[(Area.LAW, 3, 10)]), "d", SIGNER, 5)
    assert result_from_row(SimpleNamespace(**made.as_row())) == made
    assert signer_from(SIGNER.as_record()) == SIGNER and signer_from({}).unit == ""
    for record in (None, {"unit": 5}):
        with pytest.raises(ValueError, match="signer"):
            signer_from(record)


PEOPLE = [officer(1, name="张三"), officer(2, name="李四"), officer(3, name="张三")]
sheets = st.lists(
    st.builds(
        lambda who, name, sitting, version, foreign, day, passed: sheet(
            who, day, sitting=sitting, version=version, issuer="乙队" if foreign and version > 1 else "甲队",
            name=name, passed=passed,
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(["张三", "李四", "王新"]),
        st.sampled_from(["s1", "s2", "s3", "s4"]),
        st.integers(1, 3),
        st.booleans(),
        st.dates(date(2023, 11, 1), date(2027, 1, 31)),
        st.booleans(),
    ),
    max_size=9,
    unique_by=lambda payload: payload.number,
)  # fmt: skip
rosters = st.lists(
    st.lists(
        st.builds(
            lambda who, name, unit, move: replace(who, name=name, unit=unit, **move),
            st.sampled_from(PEOPLE),
            st.sampled_from(["张三", "李四", "王新"]),
            st.sampled_from(["甲队", "乙队"]),
            st.sampled_from([{}, {}, {"certificate": "2299", "former": "22010001"}]),
        ),
        max_size=3,
    ),
    max_size=3,
)
kinds = st.sampled_from(RulingKind)


@settings(deadline=None, max_examples=200)
@given(sheets, rosters, st.lists(st.tuples(kinds, st.integers(0, 8)), max_size=3), st.randoms(use_true_random=False))
def test_any_order_of_arrival_ends_in_the_same_standings(
    papers: list[Payload], imports: list[list[RosterRow]], ruled: list[tuple[RulingKind, int]], random: Random
) -> None:
    """Rulings and imports keep their own order; everything else comes in any."""
    rulings = [
        Ruling(kind, "d:" + papers[at].number, "因", "王", AT, "22010002" if kind is RulingKind.ASSIGN else "", n)
        for n, (kind, at) in enumerate(ruled, 1)
        if at < len(papers)
    ]
    plan = replace(default_plan(CYCLE), requirements=(OWN,))

    def run(order: Random | None) -> MemoryLedger:
        ledger = MemoryLedger()
        papers_twice: list[list[object]] = [[paper, paper] for paper in papers]
        lanes: list[list[object]] = [list(imports), list(rulings), *papers_twice]
        while any(lanes):
            lane = order.choice([one for one in lanes if one]) if order else next(one for one in lanes if one)
            event = lane.pop(0)
            if isinstance(event, list):
                ledger.import_roster(event)
            elif isinstance(event, Ruling):
                ledger.rule(event)
            elif isinstance(event, Payload):
                ledger.collect(event)
        return ledger

    first, second = run(None), run(random)
    assert first.standings(plan) == second.standings(plan)
    counting = [{r for r in ledger.results.values() if r.state is State.COUNTS} for ledger in (first, second)]
    assert counting[0] == counting[1]
    for ledger in (first, second):
        held: list[Result] = list(ledger.results.values())
        assert settle(held, ledger.officer, ledger.rulings) == tuple(held)


def test_a_confirmed_sheet_counts_though_the_name_differs(ledger: MemoryLedger) -> None:
    payload = sheet(ONE, name="别人")
    ledger.collect(payload)
    ledger.rule(Ruling(RulingKind.CONFIRM, "d:" + payload.number, "本人曾用名", "王", AT))
    assert states(ledger) == {payload.number: ("counts", ONE.certificate)}
    assert ledger.collect(payload).outcome is Outcome.DUPLICATE
