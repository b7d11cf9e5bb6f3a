"""A few worker processes that each hold one value and work on it, or nobody: then the work is done here.

Workers are spawned, never forked: the window has threads, and Windows knows nothing else. In a PyInstaller program
`multiprocessing.freeze_support()` must come first in `main`. Workers end when the crew is left, whatever the cause,
and when this process dies; one that hangs in a read from a dying disk is ended after a moment.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import SpawnContext, SpawnProcess
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

_MOST: Final = 8
_PATIENCE: Final = 1.0
"""Seconds for a worker to end by itself."""

_HEARTBEAT: Final = 0.5

_log = logging.getLogger(__name__)
V = TypeVar("V")
A = TypeVar("A")
R = TypeVar("R")


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew(Generic[V]):
    """A context. `value` goes to each worker once, pickled; `wanted=False` starts none.

    `waiting` is called every half second while a result is waited for, and may raise: so that the user can cancel
    although a worker hangs in a read.
    """

    def __init__(self, workers: int, value: V, waiting: Callable[[], None], wanted: bool = True) -> None:
        self._waiting = waiting
        self._value = value
        self._context = _Context()
        self._pool: ProcessPoolExecutor | None = None
        count = min(workers, _MOST)
        if wanted and count > 1:
            self._pool = ProcessPoolExecutor(count, self._context, _begin, (value,))
        self.ahead = 4 * count if self._pool else 1
        """How many tasks keep everybody busy, also while this process is at something else for a moment."""

    def __enter__(self) -> Crew[V]:
        return self

    def start(self, work: Callable[[V, A], R], argument: A) -> Callable[[], R]:
        """Begin `work(value, argument)`; calling what this gives waits for the result. `work`: a module's function."""
        here = partial(work, self._value, argument)
        if self._pool is None:
            return here
        try:
            future = self._pool.submit(_do, work, argument)
        except (BrokenProcessPool, OSError) as error:
            self._lose(error)
            return here

        def result() -> R:
            while not wait([future], _HEARTBEAT).done:
                self._waiting()
            try:
                return future.result()
            except (BrokenProcessPool, CancelledError) as error:  # cancelled: with the pool, by _lose
                self._lose(error)
                return here()

        return result

    def _lose(self, error: Exception) -> None:
        """Go on alone: a worker was ended from outside (memory, a virus scanner), or none can be started."""
        if self._pool:
            _log.info("workers lost, going on without: %r", error)
            pool, self._pool, self.ahead = self._pool, None, 1
            self._end(pool)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            pool, self._pool = self._pool, None
            self._end(pool)

    def _end(self, pool: ProcessPoolExecutor) -> None:
        """What waits its turn is dropped; who is at work may finish, for a moment."""
        ending = threading.Thread(target=lambda: pool.shutdown(wait=True, cancel_futures=True), daemon=True)
        ending.start()
        ending.join(_PATIENCE)
        if ending.is_alive():
            for worker in self._context.made:
                if worker.pid is not None:  # else it could not be started
                    worker.kill()
            ending.join(_PATIENCE)


class _Context(SpawnContext):
    """Remembers the processes that it made: an executor tells nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[SpawnProcess] = []
        self.__dict__["Process"] = self._process  # where the executor looks

    def _process(self, **how: Any) -> SpawnProcess:
        process = SpawnProcess(**how)
        self.made.append(process)
        return process


_held: list[Any] = []
"""In a worker: its value."""


def _begin(value: object) -> None:
    """A worker's first act. Ctrl-C is for the main process to act upon, and nobody works for a dead one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _held.append(value)
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(work: Callable[[Any, A], R], argument: A) -> R:
    return work(_held[0], argument)
