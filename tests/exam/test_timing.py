"""Whatever happens to machine and clock, time used never falls short of time that ran while answering."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.exam.delivery import Delivery
from jltrain.exam.state import Status
from jltrain.paper.assemble import assemble
from tests.conftest import FakeClock
from tests.exam.memory import MemoryLog
from tests.samples import bank, blueprint

PAPER = assemble(bank(), "d", blueprint(minutes=60), "seed", "t")
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(1, 40)),
        st.tuples(st.just("off"), st.integers(0, 300)),
        st.tuples(st.just("boot"), st.integers(0, 300)),
        st.tuples(st.just("set"), st.integers(-5000, 5000)),
        st.tuples(st.just("answer"), st.integers(0, 20)),
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(_STEPS)
def test_no_history_gains_more_than_a_second_per_restart(steps: list[tuple[str, int]]) -> None:
    clock, log = FakeClock(), MemoryLog()
    delivery = Delivery("sit", PAPER, log, clock)
    delivery.start()
    usable = restarts = 0
    last = delivery.remaining()
    for what, amount in steps:
        if delivery.state.status is Status.SUBMITTED:
            break
        match what:
            case "run":
                for _second in range(amount):
                    clock.advance(1)
                    delivery.tick()
                usable += amount
            case "off" | "boot":
                if what == "boot":
                    clock.restart()
                clock.advance(amount)
                restarts += 1
                delivery = Delivery("sit", PAPER, log, clock)
                delivery.start()
            case "set":
                clock.shift_wall(amount)
            case "answer":
                placed = delivery.items[amount % len(delivery.items)]
                delivery.answer(placed.key, placed.item.answer)
        assert delivery.remaining() <= last + 1000 * (what in ("off", "boot")), "remaining time never rises by itself"
        last = delivery.remaining()
    gained = delivery.remaining() - (3600_000 - usable * 1000)
    assert gained <= 1000 * restarts or delivery.state.status is Status.SUBMITTED


@settings(max_examples=100, deadline=None)
@given(_STEPS, st.sampled_from(["set", "boot"]))
def test_time_is_exact_if_the_clock_is_honest_or_the_machine_stays_on(steps: list[tuple[str, int]], never: str) -> None:
    clock, log = FakeClock(), MemoryLog()
    delivery = Delivery("sit", PAPER, log, clock)
    delivery.start()
    passed = 0
    for what, amount in steps:
        if what == never:
            continue
        if what == "set":
            clock.shift_wall(amount)
        if what == "run":
            for _second in range(amount):
                clock.advance(1)
                delivery.tick()
            passed += amount
        elif what in ("off", "boot"):
            if what == "boot":
                clock.restart()
            clock.advance(amount)
            passed += amount
            delivery = Delivery("sit", PAPER, log, clock)
            delivery.start()
    assert delivery.remaining() == max(0, 3600 - passed) * 1000
