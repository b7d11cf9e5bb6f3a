"""What the sheet tells HR of a sitting, and the small laws of time that a second more or less would break."""

from __future__ import annotations

import pytest

from jltrain.exam.delivery import Delivery
from jltrain.exam.events import EventKind
from jltrain.exam.invigilation import Invigilation
from jltrain.exam.timing import warnings_between
from jltrain.paper.assemble import assemble
from tests.conftest import FakeClock
from tests.exam.memory import MemoryLog
from tests.samples import bank, blueprint


@pytest.fixture
def delivery(clock: FakeClock) -> Delivery:
    made = Delivery("sit", assemble(bank(), "d", blueprint(minutes=60), "seed", "t"), MemoryLog(), clock)
    made.start()
    return made


def test_every_disturbance_is_an_incident(clock: FakeClock) -> None:
    log = MemoryLog()
    paper = assemble(bank(), "d", blueprint(minutes=60), "seed", "t")
    Delivery("sit", paper, log, clock).start()
    clock.advance(5)
    delivery = Delivery("sit", paper, log, clock)
    delivery.start()
    desk = Invigilation("sit", log, clock)
    delivery.focus_lost(7)
    desk.pause("李", "停电")
    desk.go_on("李")
    desk.extend("李", "停电", 5)
    desk.note("李", "更换座位")
    clock.shift_wall(-600)
    delivery.tick()
    assert {e.kind for e in delivery.state.incidents} == {
        EventKind.RESUMED,
        EventKind.FOCUS_LOST,
        EventKind.PAUSED,
        EventKind.CONTINUED,
        EventKind.EXTENDED,
        EventKind.NOTED,
        EventKind.CLOCK_JUMPED,
    }


def test_the_same_flag_twice_is_one_event(delivery: Delivery) -> None:
    key = delivery.items[0].key
    delivery.flag(key, True)
    number = delivery.state.number
    delivery.flag(key, True)
    assert delivery.state.number == number
    delivery.flag(key, False)
    delivery.flag(key, False)
    assert delivery.state.number == number + 1


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (601_000, 600_000, (600_000,)),
        (600_000, 599_000, ()),
        (3_600_000, 0, (600_000, 300_000, 60_000)),
        (60_000, 0, ()),
    ],
)
def test_a_warning_is_due_on_reaching_its_second_and_once(before: int, after: int, told: tuple[int, ...]) -> None:
    assert warnings_between(before, after) == told
