"""Time in a sitting: ticks while it runs, recorded wall time across restarts, nothing gained by either.

While the program runs, only ticks count; the wall clock is watched and a jump of it is told. After a
kill, ticks go on counting where the machine can say that it was not restarted meanwhile. After a power
cut, the time since the last sign of life is taken from the wall clock. A wall clock that stands before
that last sign was set back: nothing is added, and nothing is given back either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jltrain.clock import Clock, iso, parse_iso
from jltrain.exam.events import Pulse

WARNINGS: Final = (10 * 60_000, 5 * 60_000, 60_000)
"""Remaining time, in milliseconds, at which the officer is told."""

PULSE_EVERY: Final = 1000
"""Milliseconds between two signs of life."""

JUMP: Final = 2000
"""A wall clock this many milliseconds off the ticks has been set."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What lay between the last sign of life and now, in milliseconds.

    `counted` is added to the time used; `jump` says how far the wall clock was moved (negative: back), or 0.
    """

    counted: int
    jump: int


def gap_since(pulse: Pulse, clock: Clock, *, paused: bool) -> Gap:
    """The gap after a restart; in a pause no time is counted."""
    wall = round((clock.now() - parse_iso(pulse.at)).total_seconds() * 1000)
    ticked = pulse.boot != "" and pulse.boot == clock.boot()
    passed = max(0, round((clock.ticks() - pulse.ticks) * 1000) if ticked else wall)
    jump = wall - passed
    return Gap(0 if paused else passed, jump if abs(jump) >= JUMP else 0)


def later(one: Pulse | None, other: Pulse | None) -> Pulse | None:
    """The sign of life that has seen more of the sitting; of two alike the one with ticks, which nobody can set."""
    found = [p for p in (one, other) if p is not None]
    return max(found, key=lambda p: (p.elapsed, p.boot != "", p.at), default=None)


def warnings_between(before: int, after: int) -> tuple[int, ...]:
    """The thresholds of WARNINGS that remaining time crossed when it fell from `before` to `after`."""
    return tuple(w for w in WARNINGS if after <= w < before)


class Stopwatch:
    """Exam time used, in milliseconds, from `elapsed` onwards; stands still while paused.

    It also compares the wall clock with the ticks: `jump()` gives, once per jump, the milliseconds by
    which somebody moved it (negative: backwards), else 0.
    """

    def __init__(self, clock: Clock, elapsed: int, *, paused: bool = False) -> None:
        self._clock = clock
        self._used = float(elapsed)
        self._mark = clock.ticks()
        self._paused = paused
        self._wall, self._wall_ticks = clock.now(), self._mark

    @property
    def paused(self) -> bool:
        return self._paused

    def elapsed(self) -> int:
        """Milliseconds used so far. Never falls."""
        ticks = self._clock.ticks()
        if not self._paused:
            self._used += max(0.0, ticks - self._mark) * 1000
        self._mark = ticks
        return int(self._used)

    def pause(self) -> None:
        """Stand still from now on."""
        self.elapsed()
        self._paused = True

    def go_on(self) -> None:
        """Run again from now on."""
        self.elapsed()
        self._paused = False

    def pulse(self) -> Pulse:
        """A sign of life as of now."""
        elapsed = self.elapsed()
        return Pulse(iso(self._clock.now()), elapsed, self._clock.boot(), self._mark)

    def jump(self) -> int:
        """How far the wall clock was moved since the last call, in milliseconds; 0 if it was not."""
        wall, ticks = self._clock.now(), self._clock.ticks()
        off = round((wall - self._wall).total_seconds() * 1000 - (ticks - self._wall_ticks) * 1000)
        self._wall, self._wall_ticks = wall, ticks
        return off if abs(off) >= JUMP else 0
