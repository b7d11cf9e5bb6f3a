"""The engine on a clock that the test sets: saving, time, interruptions, invigilators."""

from __future__ import annotations

import pytest

from jltrain.bank.question import Kind
from jltrain.exam.delivery import AlreadySubmitted, BadResponse, Delivery, SittingPaused, TimeIsUp
from jltrain.exam.events import EventKind, LogBroken, check_chain
from jltrain.exam.invigilation import BadExtension, Invigilation, NotPossible, ReasonNeeded
from jltrain.exam.state import Status, fold
from jltrain.paper.assemble import assemble
from jltrain.paper.paper import Paper
from tests.conftest import FakeClock
from tests.exam.memory import MemoryLog
from tests.samples import bank, blueprint

MINUTE = 60_000


@pytest.fixture
def paper() -> Paper:
    return assemble(bank(), "d", blueprint(minutes=60), "seed", "t")


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


def _delivery(paper: Paper, log: MemoryLog, clock: FakeClock) -> Delivery:
    delivery = Delivery("sit", paper, log, clock)
    delivery.start()
    return delivery


def _run(delivery: Delivery, clock: FakeClock, seconds: int) -> list[int]:
    warned: list[int] = []
    for _second in range(seconds):
        clock.advance(1)
        warned += delivery.tick().warnings
    return warned


def test_answers_flags_and_taking_back(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    single = next(p for p in delivery.items if p.item.kind is Kind.SINGLE)
    delivery.answer(single.key, ("C",))
    delivery.answer(single.key, ("C",))
    delivery.flag(single.key, True)
    assert len(log.rows["sit"]) == 3, "the same answer twice is one event"
    delivery.answer(single.key, ())
    assert single.key not in delivery.state.answers
    assert delivery.state.flagged == {single.key}
    delivery.flag(single.key, False)
    again = Delivery("sit", paper, log, clock)
    assert again.state == delivery.state


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Kind.SINGLE, ("A", "B")),
        (Kind.SINGLE, ("E",)),
        (Kind.SINGLE, ("Y",)),
        (Kind.MULTIPLE, ("A", "A")),
        (Kind.JUDGE, ("A",)),
        (Kind.BLANK, ("甲", "乙")),
        (Kind.BLANK, ("x" * 501,)),
    ],
)
def test_a_malformed_answer_is_refused_and_not_saved(
    paper: Paper, log: MemoryLog, clock: FakeClock, kind: Kind, bad: tuple[str, ...]
) -> None:
    delivery = _delivery(paper, log, clock)
    placed = next(p for p in delivery.items if p.item.kind is kind)
    before = len(log.rows["sit"])
    with pytest.raises(BadResponse):
        delivery.answer(placed.key, bad)
    assert len(log.rows["sit"]) == before


def test_countdown_warns_once_each_and_ends_in_time(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    assert _run(delivery, clock, 3599) == [10 * MINUTE, 5 * MINUTE, MINUTE]
    assert delivery.state.status is Status.RUNNING
    _run(delivery, clock, 1)
    assert (delivery.state.status, delivery.state.submitted_by) == (Status.SUBMITTED, "time")
    with pytest.raises(TimeIsUp):
        delivery.answer(delivery.items[0].key, ())
    assert delivery.remaining() == 0


def test_an_answer_after_the_end_is_not_taken_even_without_a_tick(
    paper: Paper, log: MemoryLog, clock: FakeClock
) -> None:
    delivery = _delivery(paper, log, clock)
    clock.advance(3601)
    with pytest.raises(TimeIsUp):
        delivery.answer(delivery.items[0].key, ("A",))


def test_restart_keeps_answers_order_and_time(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    delivery.answer(delivery.items[0].key, ("A",))
    _run(delivery, clock, 100)
    clock.advance(500)  # the machine is off
    again = _delivery(paper, log, clock)
    assert again.items == delivery.items
    assert again.state.answers == delivery.state.answers
    assert again.remaining() == 3000_000
    assert [e.kind for e in again.state.incidents] == [EventKind.RESUMED]


def test_time_running_out_while_off_submits_at_the_start(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    _delivery(paper, log, clock)
    clock.advance(4000)
    assert _delivery(paper, log, clock).state.submitted_by == "time"


def test_clock_set_back_while_off_gains_nothing(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    _run(delivery, clock, 1000)
    left = delivery.remaining()
    clock.shift_wall(-100_000)
    again = _delivery(paper, log, clock)
    assert left - 1000 <= again.remaining() <= left
    assert EventKind.CLOCK_JUMPED in [e.kind for e in again.state.incidents]


@pytest.mark.parametrize("shift", [-7200, 7200])
def test_clock_set_while_running_is_noted_and_changes_nothing(
    paper: Paper, log: MemoryLog, clock: FakeClock, shift: int
) -> None:
    delivery = _delivery(paper, log, clock)
    _run(delivery, clock, 10)
    clock.shift_wall(shift)
    _run(delivery, clock, 10)
    assert delivery.remaining() == 3580_000
    (jump,) = delivery.state.incidents
    assert (jump.kind, jump.data["seconds"]) == (EventKind.CLOCK_JUMPED, shift)
    again = _delivery(paper, log, clock)
    assert again.remaining() == 3580_000, "after a restart the new wall clock is the measure"


def test_invigilator_from_another_process(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery, room = _delivery(paper, log, clock), Invigilation("sit", log, clock)
    _run(delivery, clock, 60)
    room.pause("李监考", "停电")
    assert delivery.tick().status is Status.PAUSED
    with pytest.raises(SittingPaused):
        delivery.answer(delivery.items[0].key, ("A",))
    _run(delivery, clock, 600)
    room.go_on("李监考")
    assert delivery.tick().remaining == 3540_000
    room.extend("李监考", "停电", 10)
    assert delivery.tick().remaining == 4140_000
    assert delivery.state.started == delivery.state.started
    room.note("李监考", "身体不适")
    delivery.answer(delivery.items[0].key, ("A",))  # its number was taken by the note: read again, tried again
    room.end("李监考", "考生离场")
    with pytest.raises(AlreadySubmitted):
        delivery.answer(delivery.items[0].key, ("B",))
    assert delivery.state.submitted_by == "invigilator"
    with pytest.raises(NotPossible):
        room.extend("李监考", "x", 5)


def test_a_pause_outlives_a_restart(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    _run(delivery, clock, 60)
    Invigilation("sit", log, clock).pause("李", "停电")
    delivery.tick()
    clock.advance(5000)
    again = _delivery(paper, log, clock)
    assert (again.state.status, again.remaining()) == (Status.PAUSED, 3540_000)


def test_an_act_needs_name_reason_and_sense(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    _delivery(paper, log, clock)
    room = Invigilation("sit", log, clock)
    with pytest.raises(ReasonNeeded):
        room.pause("", "停电")
    with pytest.raises(ReasonNeeded):
        room.extend("李", " ", 5)
    with pytest.raises(BadExtension):
        room.extend("李", "停电", 0)
    assert len(log.rows["sit"]) == 1


def test_a_changed_log_is_found(paper: Paper, log: MemoryLog, clock: FakeClock) -> None:
    delivery = _delivery(paper, log, clock)
    key = next(p.key for p in delivery.items if p.item.kind is Kind.SINGLE)
    delivery.answer(key, ("A",))
    delivery.submit()
    rows = log.rows["sit"]
    assert check_chain("sit", rows) == fold(rows).chain
    forged = type(rows[1])(2, rows[1].kind, rows[1].at, rows[1].elapsed, {"key": key, "response": ["B"]}, rows[1].chain)
    for broken in ([rows[0], forged, rows[2]], [rows[0], rows[2]], rows[1:]):
        with pytest.raises(LogBroken):
            check_chain("sit", broken)


def test_each_sitting_has_its_own_order_and_the_same_questions(paper: Paper, clock: FakeClock) -> None:
    orders = [tuple(p.key for p in Delivery(str(n), paper, MemoryLog(), clock).items) for n in range(10)]
    assert len(set(orders)) == 10
    assert len({frozenset(o) for o in orders}) == 1
    letters = {Delivery(str(n), paper, MemoryLog(), clock).items[0].letters for n in range(10)}
    assert len(letters) > 1
    for n in range(10):
        parts = [p.key for p in Delivery(str(n), paper, MemoryLog(), clock).items if "#" in p.key]
        assert [p.partition("#")[2] for p in parts] == ["1", "2", "3"] * 3, "a case's parts stay together, in order"
