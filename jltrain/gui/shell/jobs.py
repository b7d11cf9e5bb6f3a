"""Long work beside the GUI: a thread does it, signals bring its progress and its end to the window.

The library reports by callback (`Step`) and stops by `Cancelled`; this file is where both become Qt.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from jltrain.progress import Cancelled, Report, Step

T = TypeVar("T")

SHOWN_AFTER: Final = 300
"""Milliseconds of work after which it is shown."""


class Job:
    """One piece of work. Only `work` runs elsewhere; it speaks through signals of `Jobs`, which outlives it."""

    def __init__(
        self,
        jobs: Jobs,
        work: Callable[[Report], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        text: str,
    ) -> None:
        self.text = text
        self.done = done
        self.failed = failed
        self.stopped = False
        self.wanted = True
        """Whether anybody still waits for the result."""
        self._do, self._came, self._ended = work, jobs.came, jobs.ended

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self.stopped = True

    def work(self) -> None:
        """Called on a thread of the pool."""
        try:
            result = self._do(self._report)
        except Exception as error:  # noqa: BLE001 - whatever it is, the GUI thread must be told
            self._ended.emit(self, None, error)
        else:
            self._ended.emit(self, result, None)

    def _report(self, step: Step) -> None:
        if self.stopped:
            raise Cancelled
        self._came.emit(self, step)


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job = job

    def run(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone, and its signals with it: nobody is to be told
            self._job.work()


class Jobs(QObject):
    """The work under way. `shown` and `hidden` say when the window should show the foremost job.

    `done`: a job has ended and its result was taken; whether it was one that is shown when it takes long.
    `came` and `ended` are emitted by the threads.
    """

    came = Signal(object, object)
    ended = Signal(object, object, object)

    shown = Signal(str)
    stepped = Signal(object)
    hidden = Signal()
    done = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(4)
        self._running: dict[Job, _Runner] = {}
        self._in_view: Job | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._show)
        self.came.connect(self._stepped)
        self.ended.connect(self._ended)

    def start(
        self, work: Callable[[Report], T], done: Callable[[T], None], failed: Callable[[Exception], None], text: str
    ) -> None:
        """Begin; `done` or `failed` is called on this thread, unless the work was disowned or its widget is gone.

        Work without a `text` is never shown.
        """
        job = Job(self, work, done, failed, text)
        runner = _Runner(job)
        self._running[job] = runner
        if text and not self._delay.isActive() and self._in_view is None:
            self._delay.start(SHOWN_AFTER)
        self._pool.start(runner)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def cancel_shown(self) -> None:
        """The user pressed cancel."""
        if self._in_view is not None:
            self._in_view.cancel()

    def disown(self) -> None:
        """The pages that asked are gone: stop what runs and drop the results."""
        for job in self._running:
            job.wanted = False
            job.cancel()

    def stop(self, milliseconds: int = 10_000) -> bool:
        """Stop everything and wait; False if something would not stop in time."""
        self.disown()
        return self._pool.waitForDone(milliseconds)

    def _show(self) -> None:
        job = next((job for job in self._running if job.text), None)
        if job is not None:
            self._in_view = job
            self.shown.emit(job.text)

    @Slot(object, object)
    def _stepped(self, job: Job, step: Step) -> None:
        if job is self._in_view:
            self.stepped.emit(step)

    @Slot(object, object, object)
    def _ended(self, job: Job, result: object, error: Exception | None) -> None:
        del self._running[job]
        if job is self._in_view or not self._running:
            self._delay.stop()
            self._in_view = None
            self.hidden.emit()
            if self._running:
                self._delay.start(SHOWN_AFTER)
        if job.wanted and error is None and alive(job.done):
            job.done(result)
        elif job.wanted and error is not None and alive(job.failed):
            job.failed(error)
        self.done.emit(bool(job.text))


def alive(call: Callable[..., object]) -> bool:
    """Whether the Qt objects that `call` is bound to or closes over still exist."""
    inner = getattr(call, "func", call)  # functools.partial
    held = [getattr(inner, "__self__", None)]
    for cell in getattr(inner, "__closure__", None) or ():
        try:
            held.append(cell.cell_contents)
        except ValueError:  # not filled yet
            continue
    return all(shiboken6.isValid(thing) for thing in held if isinstance(thing, QObject))
