"""How long somebody has really been reading: time counts while there are signs of life."""

from __future__ import annotations

from typing import Final

from jltrain.clock import Clock

STILL: Final = 300.0
"""Seconds without a key, a scroll or a movement of the mouse after which nobody is taken to read: about what
the densest screenful takes."""


class ReadingTime:
    """Counts from `start` until `stop`; `take` gives the seconds since it was last asked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._running = False
        self._last = self._touched = 0.0

    @property
    def running(self) -> bool:
        return self._running

    def start(self) -> None:
        """Somebody opened the page, or came back to it."""
        if not self._running:
            self._running = True
            self._last = self._touched = self._clock.ticks()

    def touch(self) -> None:
        """A sign of life. After a long stillness, time begins to count anew."""
        now = self._clock.ticks()
        if now - self._touched > STILL:
            self._last = max(self._last, now)
        self._touched = now

    def take(self) -> float:
        """The seconds read since the last call."""
        if not self._running:
            return 0.0
        now = self._clock.ticks()
        until = min(now, self._touched + STILL)
        spent = max(0.0, until - self._last)
        self._last = max(self._last, now)
        return spent

    def stop(self) -> float:
        """The page is left; the seconds not yet taken."""
        spent = self.take()
        self._running = False
        return spent
