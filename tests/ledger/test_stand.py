"""How one officer stands: each kind of requirement, by when, and agreement with the coverage of the first program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import DISCIPLINES, Area, Level
from jltrain.ledger.activity import Activity, ActivityKind, ActivityResult
from jltrain.ledger.education import Education
from jltrain.ledger.figures import figures_of
from jltrain.ledger.member import Member, member_of
from jltrain.ledger.missing import missing_labels, overdue_quarters
from jltrain.ledger.plan import Batch, RotationPlan, default_plan
from jltrain.ledger.post import PostKind
from jltrain.ledger.requirement import EVERYBODY, OWN, ActivityNeed, ExamNeed, Per, Requirement, part_of, parts_of
from jltrain.ledger.result import Result, State
from jltrain.ledger.stand import Assessment, assess, batch_of, stand
from jltrain.ledger.standing import Status, standing_from_row
from jltrain.ledger.training import TrainingResult
from tests.ledger.ledgers import CYCLE, activity, row
from tests.ledger.own_exam import coverage_of
from tests.ledger.people import officer

PLAN = default_plan(CYCLE)
OWN_ONLY = replace(PLAN, requirements=(OWN,))
ONE = member_of(officer(1))
HEAD = member_of(replace(officer(2), post="朝阳检测站站长", education="大学专科"))
LEADER = member_of(replace(officer(3), post="副支队长"))
ALL = [(Area.LAW, 20, 20), (Area.PROCEDURE, 20, 20), (Area.CONDUCT, 10, 20), (Area.THOUGHT, 15, 20)]
TRAINING_END = date(2026, 9, 30)


def found(who: Member, results: list[Result], activities: list[Activity], plan: RotationPlan = PLAN) -> Assessment:
    return assess(who, results, activities, plan, CYCLE)


def test_kinds_of_post() -> None:
    assert [who.post_kind for who in (ONE, HEAD, LEADER)] == [
        PostKind.OFFICER, PostKind.STATION_HEAD, PostKind.LEADER,
    ]  # fmt: skip


def test_an_exam_without_the_common_part_leaves_it_missing() -> None:
    standing = found(ONE, [row(ONE)], []).standing
    assert standing.status is Status.PARTLY
    assert standing.missing[:2] == ("common", "thought")
    assert standing.due == TRAINING_END and standing.done_on is None
    done = found(ONE, [row(ONE, areas=ALL)], []).standing
    assert (done.status, done.done_on, done.done_year) == (Status.DONE, date(2024, 5, 6), 2024)
    assert done.in_time and done.due == TRAINING_END and not done.overdue(date(2030, 1, 1))
    assert "drill:2024" in done.missing and "own" not in done.missing
    labels = missing_labels(done, PLAN, date(2025, 3, 1))
    assert any("演练" in label and "2024" in label for label in labels)
    assert not any("2025" in label for label in labels)


def test_two_sheets_may_share_the_parts_and_the_later_day_counts() -> None:
    first, second = row(ONE), replace(row(ONE, date(2026, 11, 1), areas=ALL), discipline=Area.PORT)
    standing = found(ONE, [first, second], []).standing
    assert (standing.status, standing.done_on, standing.attempts) == (Status.DONE, date(2026, 11, 1), 1)
    assert not standing.in_time and standing.due == TRAINING_END


def test_a_share_of_the_areas_marks() -> None:
    need = Requirement("x", "x", EVERYBODY, ExamNeed((Area.LAW, Area.CONDUCT), Fraction(3, 4)))
    plan = replace(PLAN, requirements=(OWN, need))
    assert found(ONE, [row(ONE, areas=ALL)], [], plan).standing.status is Status.DONE
    poor = [(Area.LAW, 19, 20), *ALL[1:]]
    assert found(ONE, [row(ONE, areas=poor)], [], plan).standing.status is Status.PARTLY
    none = [(Area.LAW, 20, 20), (Area.CONDUCT, 0, 0)]
    assert found(ONE, [row(ONE, areas=none)], [], plan).standing.status is Status.PARTLY


def test_first_post_training() -> None:
    exam = row(HEAD, areas=ALL)
    assert found(HEAD, [exam], []).standing.missing[0] == "first-post"
    done = activity(HEAD, ActivityKind.FIRST_POST, date(2025, 1, 2))
    standing = found(HEAD, [exam], [done]).standing
    assert (standing.status, standing.done_on) == (Status.DONE, date(2025, 1, 2))
    for bad in (
        replace(done, undone=True),
        replace(done, result=ActivityResult.FAILED),
        replace(done, certificate="9"),
    ):
        assert found(HEAD, [exam], [bad]).standing.status is Status.PARTLY
    # trained for this post in another cycle: given once
    since = replace(HEAD, appointed="2022-03-01")
    before = activity(HEAD, ActivityKind.FIRST_POST, date(2021, 6, 1))
    assert found(since, [exam], [before]).standing.status is Status.DONE
    assert found(HEAD, [exam], [before]).standing.status is Status.PARTLY
    need = Requirement("f", "f", (PostKind.STATION_HEAD,), ActivityNeed(ActivityKind.FIRST_POST, within=365))
    plan = replace(PLAN, requirements=(OWN, need))
    new = replace(HEAD, appointed="2025-03-01")
    late = found(new, [exam], [replace(done, day=date(2026, 5, 1))], plan).standing
    assert late.done and late.due == date(2026, 3, 1) and not late.in_time


def test_hours_and_times_add_up() -> None:
    need = Requirement("h", "h", EVERYBODY, ActivityNeed(ActivityKind.FITNESS, 2, 8.0, passed=True))
    plan = replace(PLAN, requirements=(OWN, need))
    passed = ActivityResult.PASSED
    days = [activity(ONE, ActivityKind.FITNESS, date(2024, m, 1), 2.7, passed) for m in (3, 4, 5)]
    part = found(ONE, [row(ONE)], days, plan).parts[1]
    assert (part.met_on, len(part.by)) == (date(2024, 5, 1), 3)
    assert found(ONE, [row(ONE)], days[:2], plan).parts[1].missing
    assert found(ONE, [row(ONE)], [replace(a, result=ActivityResult.TOOK_PART) for a in days], plan).parts[1].missing


def test_quarters_of_a_leader() -> None:
    done = [
        activity(LEADER, ActivityKind.LAW_STUDY, day)
        for day in (date(2024, 3, 31), date(2024, 4, 1), date(2026, 12, 31))
    ]
    standing = found(LEADER, [row(LEADER, areas=ALL)], done).standing
    assert standing.quarters == "110000000001" and standing.done
    assert standing.missing[0] == "law-study"
    assert [overdue_quarters(standing, day) for day in (date(2024, 6, 30), date(2024, 10, 1), date(2027, 1, 1))] == [
        0,
        1,
        9,
    ]
    new = replace(LEADER, appointed="2024-07-15")
    assert found(new, [], done).standing.quarters == "110000000001"
    assert found(new, [], []).standing.quarters == "--0000000000"
    assert found(ONE, [], done).standing.quarters == ""


def test_a_quarterly_one_that_counts() -> None:
    counted = tuple(replace(r, counts=True) if r.id == "law-study" else r for r in PLAN.requirements)
    plan = replace(PLAN, requirements=counted)
    standing = found(LEADER, [row(LEADER, areas=ALL)], [], plan).standing
    assert standing.status is Status.PARTLY and standing.due == date(2024, 3, 31)
    assert standing.overdue(date(2024, 4, 1)) and not standing.overdue(date(2024, 3, 31))


def test_parts_and_their_ids() -> None:
    for requirement in PLAN.requirements:
        for part in parts_of(requirement, CYCLE):
            assert part_of(part.id, PLAN.requirements) == part
            first, last = part.span(CYCLE)
            assert first <= last and CYCLE.contains(first) and CYCLE.contains(last)
    quarter = Requirement("q", "q", EVERYBODY, ActivityNeed(ActivityKind.LAW_STUDY, per=Per.QUARTER))
    spans = [part.span(CYCLE) for part in parts_of(quarter, CYCLE)]
    assert all(b[0] - a[1] == timedelta(1) for a, b in pairwise(spans))
    assert parts_of(quarter, CYCLE)[6].id == "q:2025Q3" and "第3季度" in parts_of(quarter, CYCLE)[6].label
    assert part_of("gone", PLAN.requirements) is None and part_of("own:x", PLAN.requirements) is None
    assert part_of("own:2025Qx", PLAN.requirements) is None


def test_batches_say_by_when() -> None:
    early = Batch("一", (Level.CITY,), (Area.HIGHWAY,), date(2024, 3, 1), date(2024, 6, 30))
    late = Batch("补考", tuple(Level), DISCIPLINES, date(2026, 1, 1), date(2026, 3, 1))
    plan = replace(PLAN, batches=(late, early))
    assert batch_of(ONE, plan) == early
    assert batch_of(replace(ONE, batch=" 补 考 "), plan) == late
    assert batch_of(replace(ONE, level=Level.COUNTY), plan) == late
    assert batch_of(ONE, PLAN) is None
    standing = found(ONE, [], [], plan).standing
    assert standing.due == date(2024, 6, 30) and standing.overdue(date(2024, 7, 1))
    other = stand(ONE, [], [], plan, CYCLE.next)
    assert other.due == date(2029, 9, 30) and other.cycle == 2027


def test_the_row_reads_back() -> None:
    for standing in (found(HEAD, [row(HEAD)], []).standing, found(LEADER, [row(LEADER, areas=ALL)], []).standing):
        assert standing_from_row(SimpleNamespace(**standing.as_row())) == standing
    assert found(HEAD, [], []).standing.education is Education.COLLEGE


members = st.lists(
    st.builds(
        Member,
        certificate=st.integers(1, 9).map(lambda n: f"2201{n:04d}"),
        name=st.sampled_from(["张三", "王䶮"]),
        unit=st.sampled_from(["甲队", "乙队"]),
        level=st.sampled_from(Level),
        discipline=st.sampled_from(DISCIPLINES[:2]),
        city=st.sampled_from(["", "长春市"]),
        batch=st.sampled_from(["", "一"]),
    ),
    max_size=8,
    unique_by=lambda member: member.certificate,
)
given_results = st.lists(
    st.builds(
        lambda n, name, day, discipline, passed, halves, sheet_number: replace(
            row(officer(n, name=name)), day=day, discipline=discipline, passed=passed, halves=halves,
            number=str(sheet_number), file_digest=f"{sheet_number}",
        ),
        st.integers(1, 11), st.sampled_from(["张三", "王䶮"]), st.dates(date(2023, 6, 1), date(2027, 6, 1)),
        st.sampled_from(DISCIPLINES[:2]), st.booleans(), st.integers(0, 200), st.integers(0, 40),
    ),
    max_size=25,
    unique_by=lambda result: result.number,
)  # fmt: skip


def placed(results: list[Result], people: list[Member]) -> list[Result]:
    known = {member.certificate: member for member in people}
    made = []
    for result in results:
        owner = known.get(result.certificate)
        if owner is None:
            made.append(replace(result, state=State.UNKNOWN_OFFICER, counts_for=""))
        elif not owner.bears(result.name):
            made.append(replace(result, state=State.NAME_DIFFERS, counts_for=""))
        else:
            made.append(result)
    return made


@settings(deadline=None, max_examples=150)
@given(members, given_results, st.randoms(use_true_random=False))
def test_agreement_with_coverage(people: list[Member], results: list[Result], random: Random) -> None:
    """For a plan that asks for the own exam alone, officer by officer and table by table."""
    today = date(2028, 1, 1)
    oracle = coverage_of(
        people,
        [TrainingResult(r.certificate, r.name, r.day, r.discipline, r.passed, r.halves, r.full_halves, r.number, r.unit,
                        r.session_title) for r in results],
        CYCLE,
        today,
        targets={2024: Fraction(1, 3)},
    )  # fmt: skip
    plan = replace(OWN_ONLY, targets={2024: Fraction(1, 3)})
    shuffled = placed(results, people)
    random.shuffle(shuffled)
    standings = {member.certificate: stand(member, shuffled, [], plan, CYCLE) for member in people}
    for line in oracle.lines:
        one = standings[line.officer.certificate]
        assert (one.status, one.done_on, one.sheet_number) == (line.status, line.passed_on, line.sheet_number)
        assert (one.attempts, one.last_day) == (line.attempts, line.last_attempt)
        assert (one.best_halves, one.best_full) == (
            (-1, -1) if line.best_halves is None else (line.best_halves, line.best_full_halves)
        )
    figures = figures_of(list(standings.values()), plan, CYCLE, today)
    assert figures.total.tally == oracle.total
    for mine, theirs in (
        (figures.by_unit, oracle.by_unit), (figures.by_city, oracle.by_city), (figures.by_level, oracle.by_level),
        (figures.by_discipline, oracle.by_discipline), (figures.by_batch, oracle.by_batch),
    ):  # fmt: skip
        assert [(g.key, g.label, g.tally) for g in mine] == [(g.key, g.label, g.tally) for g in theirs]
    assert figures.by_year == oracle.by_year
    (own,) = figures.requirements
    assert (own.required, own.met) == (len(people), oracle.total.done)


@settings(deadline=None, max_examples=60)
@given(given_results, given_results, st.lists(st.sampled_from(ActivityKind), max_size=5))
def test_more_never_takes_done_away(few: list[Result], more: list[Result], kinds: list[ActivityKind]) -> None:
    person = replace(HEAD, certificate="22010001", name="张三", discipline=DISCIPLINES[0])
    mine = [replace(r, state=State.COUNTS, counts_for=person.certificate) for r in few]
    extra = [replace(r, state=State.COUNTS, counts_for=person.certificate) for r in more]
    done = [activity(person, kind) for kind in kinds]
    before, after = found(person, mine, []).standing, found(person, mine + extra, done).standing
    assert set(after.missing) <= set(before.missing)
    assert after.done or not before.done


def test_on_the_day_itself_is_in_time_and_not_overdue() -> None:
    standing = found(ONE, [row(ONE, TRAINING_END, areas=ALL)], []).standing
    assert standing.in_time and standing.due == TRAINING_END
    counted = figures_of([standing], PLAN, CYCLE, date(2026, 12, 31), since=TRAINING_END)
    assert counted.total.recent == 0
    assert figures_of([standing], PLAN, CYCLE, TRAINING_END, since=date(2026, 9, 29)).total.recent == 1
    last = date(2026, 10, 5)
    second = Requirement("f", "f", EVERYBODY, ActivityNeed(ActivityKind.FITNESS, per=Per.YEAR))
    plan = replace(PLAN, requirements=(OWN, second))
    days = [activity(ONE, ActivityKind.FITNESS, day) for day in (date(2024, 1, 1), date(2025, 1, 1), last)]
    standing = found(ONE, [row(ONE, TRAINING_END)], days, plan).standing
    assert standing.done_on == last and standing.in_time and standing.due == date(2026, 12, 31)
