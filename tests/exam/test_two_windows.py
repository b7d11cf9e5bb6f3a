"""Several hands at one sitting: the same officer in two windows, an invigilator in between, a store that fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jltrain.bank.question import Kind
from jltrain.exam.delivery import BadResponse, Delivery, SittingPaused, TakenOver
from jltrain.exam.events import Event, EventKind, Pulse, check_chain
from jltrain.exam.invigilation import Invigilation
from jltrain.exam.state import Status, fold
from jltrain.paper.assemble import assemble
from tests.conftest import FakeClock
from tests.exam.memory import MemoryLog
from tests.samples import bank, blueprint

PAPER = assemble(bank(), "d", blueprint(minutes=60), "seed", "t")
SINGLE = next(key for key, item, _halves in PAPER.keyed_items() if item.kind is Kind.SINGLE)


class Between(MemoryLog):
    """Runs `act` once, just before an event of `kind` is appended."""

    kind: EventKind
    act: Callable[[], None] | None = None

    def append(self, sitting_id: str, event: Event, sign: Pulse) -> None:
        if self.act is not None and event.kind is self.kind:
            act, self.act = self.act, None
            act()
        super().append(sitting_id, event, sign)


def _started(log: MemoryLog, clock: FakeClock) -> Delivery:
    delivery = Delivery("sit", PAPER, log, clock)
    delivery.start()
    return delivery


def _run(delivery: Delivery, clock: FakeClock, seconds: int) -> None:
    for _second in range(seconds):
        clock.advance(1)
        delivery.tick()


def _kinds(log: MemoryLog) -> list[EventKind]:
    check_chain("sit", log.rows["sit"])
    return [e.kind for e in log.rows["sit"]]


def test_a_window_opened_before_the_start_and_used_late_gains_no_time(clock: FakeClock) -> None:
    log = MemoryLog()
    waiting = Delivery("sit", PAPER, log, clock)
    first = _started(log, clock)
    _run(first, clock, 3000)
    first.answer(SINGLE, ("A",))
    waiting.start()
    assert waiting.remaining() == 600_000
    assert waiting.state.answers == {SINGLE: ("A",)}
    assert _kinds(log) == [EventKind.STARTED, EventKind.ANSWERED, EventKind.RESUMED]


def test_two_that_start_at_the_same_moment_start_once(clock: FakeClock) -> None:
    log = Between()
    other = Delivery("sit", PAPER, log, clock)
    log.kind, log.act = EventKind.STARTED, other.start
    last = _started(log, clock)
    assert _kinds(log) == [EventKind.STARTED, EventKind.RESUMED]
    last.answer(SINGLE, ("A",))
    with pytest.raises(TakenOver):
        other.answer(SINGLE, ("B",))


def test_the_window_signed_in_last_is_the_one_that_saves(clock: FakeClock) -> None:
    log = MemoryLog()
    old, new = _started(log, clock), _started(log, clock)
    for act in (lambda: old.answer(SINGLE, ("B",)), lambda: old.flag(SINGLE, True), old.submit, old.tick):
        with pytest.raises(TakenOver) as caught:
            act()
    assert "另一个窗口" in caught.value.sentence()
    old.focus_lost(5)
    new.answer(SINGLE, ("C",))
    assert (new.state.answers, new.state.flagged) == ({SINGLE: ("C",)}, frozenset())
    assert EventKind.FOCUS_LOST not in _kinds(log)
    new.submit()
    assert old.tick().status is Status.SUBMITTED, "the old window ends with the sitting"
    again = _started(log, clock)
    assert again.state.status is Status.SUBMITTED


def test_an_old_window_can_take_the_sitting_back(clock: FakeClock) -> None:
    log = MemoryLog()
    old, new = _started(log, clock), _started(log, clock)
    old.start()
    old.answer(SINGLE, ("B",))
    with pytest.raises(TakenOver):
        new.tick()


@pytest.mark.parametrize("what", ["note", "extend", "pause"])
def test_an_invigilators_act_while_the_program_is_off_gives_no_time_back(clock: FakeClock, what: str) -> None:
    log = MemoryLog()
    _run(_started(log, clock), clock, 100)
    clock.advance(1000)  # killed; its time runs on
    desk = Invigilation("sit", log, clock)
    if what == "note":
        desk.note("李", "电脑死机")
    elif what == "extend":
        desk.extend("李", "电脑死机", 10)
    else:
        desk.pause("李", "电脑死机")
    clock.advance(200)
    expected = {"note": 2300, "extend": 2900, "pause": 2500}[what]
    assert _started(log, clock).remaining() == expected * 1000
    if what == "pause":
        desk.go_on("李")
        clock.advance(50)
        assert _started(log, clock).remaining() == 2450_000


def test_time_given_after_it_ran_out_unseen_is_all_there(clock: FakeClock) -> None:
    log = MemoryLog()
    _started(log, clock)
    clock.advance(5000)
    Invigilation("sit", log, clock).extend("李", "停电", 10)
    assert _started(log, clock).remaining() == 600_000


@pytest.mark.parametrize("kind", ["extend", "pause"])
def test_time_or_a_pause_given_in_the_last_moment_counts(clock: FakeClock, kind: str) -> None:
    log = Between()
    delivery, desk = _started(log, clock), Invigilation("sit", log, clock)
    log.kind = EventKind.SUBMITTED
    log.act = (lambda: desk.extend("李", "停电", 1)) if kind == "extend" else (lambda: desk.pause("李", "停电"))
    _run(delivery, clock, 3600)
    assert delivery.state.status is (Status.RUNNING if kind == "extend" else Status.PAUSED)
    if kind == "extend":
        assert delivery.remaining() == 60_000


def test_an_answer_that_meets_a_pause_is_refused_and_one_that_meets_a_note_is_saved_once(clock: FakeClock) -> None:
    log = Between()
    delivery, desk = _started(log, clock), Invigilation("sit", log, clock)
    log.kind, log.act = EventKind.ANSWERED, lambda: desk.note("李", "迟到")
    delivery.answer(SINGLE, ("A",))
    log.act = lambda: desk.pause("李", "停电")
    with pytest.raises(SittingPaused):
        delivery.answer(SINGLE, ("B",))
    assert delivery.state == fold(log.rows["sit"])
    assert _kinds(log).count(EventKind.ANSWERED) == 1


class Failing(MemoryLog):
    """`broken` fails before anything is written, `unsure` after it was."""

    mood = ""

    def append(self, sitting_id: str, event: Event, sign: Pulse) -> None:
        if self.mood == "broken":
            raise OSError
        super().append(sitting_id, event, sign)
        if self.mood == "unsure":
            raise OSError


@pytest.mark.parametrize("mood", ["broken", "unsure"])
def test_after_a_failed_write_the_engine_goes_by_the_disk(clock: FakeClock, mood: str) -> None:
    log = Failing()
    delivery = Delivery("sit", PAPER, log, clock)
    log.mood = mood
    with pytest.raises(OSError):
        delivery.start()
    log.mood = ""
    delivery.start()
    log.mood = mood
    with pytest.raises(OSError):
        delivery.answer(SINGLE, ("A",))
    clock.shift_wall(500)
    with pytest.raises(OSError):
        delivery.tick()
    log.mood = ""
    delivery.answer(SINGLE, ("A",))
    assert delivery.state == fold(log.rows["sit"])
    assert _kinds(log).count(EventKind.STARTED) == 1
    assert _kinds(log).count(EventKind.ANSWERED) == 1
    assert EventKind.CLOCK_JUMPED in _kinds(log), "a set clock is told as soon as it can be"


def test_half_a_character_is_refused(clock: FakeClock) -> None:
    log = MemoryLog()
    delivery = _started(log, clock)
    blank = next(p.key for p in delivery.items if p.item.kind is Kind.BLANK)
    with pytest.raises(BadResponse):
        delivery.answer(blank, ("六十\ud83d日",))


def test_off_time_counts_whatever_the_clock_was_set_to(clock: FakeClock) -> None:
    """Killed at 100 s, off for 1000 s, the clock set back by less than that: nothing looks backwards, yet it is told."""
    log = MemoryLog()
    _run(_started(log, clock), clock, 100)
    clock.advance(1000)
    clock.shift_wall(-900)
    again = _started(log, clock)
    assert again.remaining() == 2500_000
    (jump,) = [e for e in again.state.incidents if e.kind is EventKind.CLOCK_JUMPED]
    assert jump.data["seconds"] == -900


def test_a_clock_put_right_while_off_costs_nothing(clock: FakeClock) -> None:
    log = MemoryLog()
    _run(_started(log, clock), clock, 100)
    clock.advance(10)
    clock.shift_wall(8 * 3600)
    assert _started(log, clock).remaining() == 3490_000


def test_after_the_machine_was_switched_off_the_wall_clock_counts(clock: FakeClock) -> None:
    log = MemoryLog()
    _run(_started(log, clock), clock, 100)
    clock.restart()
    clock.advance(300)
    assert _started(log, clock).remaining() == 3200_000
