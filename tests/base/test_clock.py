from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.clock import SystemClock, beijing, iso, parse_iso

moments = st.integers(0, 8_000 * 365 * 86_400 * 1_000_000).map(
    lambda microseconds: datetime(1100, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


@settings(deadline=None)
@given(moments, st.integers(-14, 14))
def test_iso_reads_back_to_the_millisecond_in_any_zone(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert iso(elsewhere) == iso(moment)
    assert timedelta() <= moment - parse_iso(iso(moment)) < timedelta(milliseconds=1)
    assert iso(parse_iso(iso(moment))) == iso(moment)


@settings(deadline=None)
@given(moments, moments)
def test_iso_sorts_as_time_does(one: datetime, other: datetime) -> None:
    if one - other >= timedelta(milliseconds=1):
        assert iso(one) > iso(other)


FORMS = ("2026-11-22T01:02:03Z", "2026-11-22T01:02:03.456", "2026-11-22T01:02:03.456+08:00", "2026-11-22 01:02:03.456Z")
VALUES = (
    "2026-02-30T01:02:03.456Z",
    "2026-11-22T24:02:03.456Z",
    "2026-11-22T01:02:03.456Z\n",
    "２０26-11-22T01:02:03.456Z",
)


@pytest.mark.parametrize("text", ("", "2026-11-22", "20261122T010203.456Z", *FORMS, *VALUES))
def test_what_iso_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"moment|day|hour"):
        parse_iso(text)


def test_beijing_is_eight_hours_ahead() -> None:
    assert beijing(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == "2026-11-23 00:30"
    assert beijing(datetime(2026, 1, 1, tzinfo=UTC), "%H") == "08"


def test_system_clock_is_aware_and_its_ticks_never_go_back() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta()
    ticks = [clock.ticks() for _ in range(1000)]
    assert ticks == sorted(ticks)


def test_ticks_are_seconds() -> None:
    clock, began = SystemClock(), time.perf_counter()
    before = clock.ticks()
    time.sleep(0.05)
    assert clock.ticks() - before == pytest.approx(time.perf_counter() - began, abs=0.04)


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux alone")
def test_ticks_count_the_time_asleep() -> None:
    assert SystemClock().ticks() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=1)
