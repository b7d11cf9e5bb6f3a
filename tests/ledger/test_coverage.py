"""Who is covered, and the laws that coverage keeps."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.areas import DISCIPLINES, Level
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.roster import RosterRow
from jltrain.ledger.standing import Status, Tally
from jltrain.ledger.training import TrainingResult, result_of
from tests.ledger.own_exam import Coverage, DoubtKind, coverage_of
from tests.ledger.people import officer, payload, result

CYCLE = Cycle(2024, 2026)
TODAY = date(2026, 11, 22)
ONE = officer(1)


def status(*results: TrainingResult, who: RosterRow = ONE, confirmed: frozenset[str] = frozenset()) -> Status:
    (line,) = coverage_of([who], results, CYCLE, TODAY, confirmed=confirmed).lines
    return line.status


def test_each_reason() -> None:
    stranger = replace(result(ONE), name="别人")
    elsewhere = replace(result(ONE), discipline=DISCIPLINES[3])
    assert status() is Status.ABSENT
    assert status(result(ONE)) is Status.DONE
    assert status(result(ONE, passed=False)) is Status.FAILED
    assert status(elsewhere) is Status.OTHER_DISCIPLINE
    assert status(result(ONE, date(2023, 12, 31))) is Status.ABSENT
    assert status(result(ONE, date(2026, 11, 23))) is Status.DOUBTFUL
    assert status(stranger) is Status.DOUBTFUL
    assert status(stranger, result(ONE, passed=False)) is Status.DOUBTFUL
    assert status(replace(stranger, passed=False), result(ONE, passed=False)) is Status.FAILED
    assert status(stranger, confirmed=frozenset({stranger.sheet_number})) is Status.DONE
    assert status(replace(result(ONE), certificate=" ２２０１０００１ ", name="人 1")) is Status.DONE


def test_a_resit_counts_from_its_own_day_with_the_best_marks() -> None:
    first = replace(result(ONE, date(2024, 3, 1), passed=False), halves=100)
    second = replace(result(ONE, date(2025, 3, 1)), halves=150)
    third = replace(result(ONE, date(2026, 3, 1)), halves=80, full_halves=100)
    coverage = coverage_of([ONE], [third, first, second, second], CYCLE, TODAY)
    (line,) = coverage.done
    assert (line.passed_on, line.attempts, line.sheet_number) == (date(2025, 3, 1), 3, second.sheet_number)
    assert (line.best_halves, line.best_full_halves) == (80, 100)
    assert [year.done_by_end for year in coverage.by_year] == [0, 1, 1]


def test_strangers_doubts_and_other_cycles_are_listed() -> None:
    known, ghost = replace(result(ONE), name="別人"), result(officer(9))
    coverage = coverage_of([ONE], [known, ghost, result(ONE, date(2021, 1, 1))], CYCLE, TODAY)
    assert coverage.strangers == (ghost,)
    assert [(doubt.kind, doubt.result, doubt.officer) for doubt in coverage.doubts] == [
        (DoubtKind.NAME_DIFFERS, known, ONE)
    ]
    assert coverage.outside == 1
    assert coverage.total == Tally(required=1, doubtful=1)


def test_targets_are_rounded_up() -> None:
    targets = {2024: Fraction(1, 3), 2026: Fraction(1)}
    coverage = coverage_of([officer(n) for n in range(10)], [], CYCLE, TODAY, targets=targets)
    assert [year.target_count for year in coverage.by_year] == [4, None, 10]
    assert coverage.total.rate == 0.0


def test_nobody() -> None:
    coverage = coverage_of([], [], CYCLE, TODAY)
    assert coverage.total == Tally() and coverage.total.rate == 0.0 and coverage.by_unit == ()


def test_two_officers_with_one_number_are_a_bug() -> None:
    with pytest.raises(ValueError, match="certificate"):
        coverage_of([ONE, replace(ONE, name="双")], [], CYCLE, TODAY)


def test_a_sheet_counts_on_its_beijing_day() -> None:
    made = result_of(payload())
    assert made.date == date(2024, 5, 7)  # 16:30 UTC
    assert (made.certificate, made.halves, made.passed) == ("22010002", 171, True)


officers = st.lists(
    st.builds(
        RosterRow,
        name=st.sampled_from(["张三", "王䶮"]),
        certificate=st.integers(1, 12).map(lambda n: f"2201{n:04d}"),
        unit=st.sampled_from(["甲队", "乙队"]),
        level=st.sampled_from(Level),
        discipline=st.sampled_from(DISCIPLINES[:2]),
        city=st.sampled_from(["", "长春市"]),
        batch=st.sampled_from(["", "一"]),
    ),
    max_size=10,
    unique_by=lambda person: person.certificate,
)
results = st.lists(
    st.builds(
        TrainingResult,
        certificate=st.integers(1, 14).map(lambda n: f"2201{n:04d}"),
        name=st.sampled_from(["张三", "王䶮"]),
        date=st.dates(date(2023, 6, 1), date(2027, 6, 1)),
        discipline=st.sampled_from(DISCIPLINES[:2]),
        passed=st.booleans(),
        halves=st.integers(0, 200),
        full_halves=st.just(200),
        sheet_number=st.integers(0, 30).map(str),
        unit=st.just("甲队"),
        session_title=st.just("考试"),
    ),
    max_size=25,
)
laws = settings(deadline=None, max_examples=150)


@laws
@given(officers, results)
def test_totals_add_up_in_every_table(people: list[RosterRow], given_results: list[TrainingResult]) -> None:
    coverage = coverage_of(people, given_results, CYCLE, TODAY)
    total = coverage.total
    assert total.required == len(people)
    tables = (coverage.by_unit, coverage.by_city, coverage.by_level, coverage.by_discipline, coverage.by_batch)
    for table in tables:
        assert tuple(map(sum, zip(*(astuple(group.tally) for group in table), strict=True))) in (astuple(total), ())
        assert all(sum(astuple(group.tally)[1:]) == group.tally.required for group in table)
    assert sum(year.done for year in coverage.by_year) == total.done == coverage.by_year[-1].done_by_end
    assert sum(year.failed for year in coverage.by_year) == total.failed


@laws
@given(officers, results)
def test_each_officer_is_once_in_done_or_missing(people: list[RosterRow], given_results: list[TrainingResult]) -> None:
    coverage = coverage_of(people, given_results, CYCLE, TODAY)
    listed = Counter(line.officer.certificate for line in coverage.done + coverage.missing)
    assert listed == Counter(person.certificate for person in people)
    units = [line.officer.unit for line in coverage.missing]
    assert units == sorted(units)


@laws
@given(officers, results, results)
def test_more_results_never_lower_coverage(
    people: list[RosterRow], given_results: list[TrainingResult], more: list[TrainingResult]
) -> None:
    def done(coverage: Coverage) -> set[str]:
        return {line.officer.certificate for line in coverage.done}

    before = coverage_of(people, given_results, CYCLE, TODAY)
    assert done(before) <= done(coverage_of(people, given_results + more, CYCLE, TODAY))


@laws
@given(officers, results, st.randoms(use_true_random=False))
def test_order_is_of_no_matter(people: list[RosterRow], given_results: list[TrainingResult], random: Random) -> None:
    shuffled, others = list(given_results), list(people)
    random.shuffle(shuffled)
    random.shuffle(others)
    expected = coverage_of(people, given_results, CYCLE, TODAY)
    assert coverage_of(others, shuffled + given_results[:3], CYCLE, TODAY) == replace(expected, doubts=expected.doubts)
