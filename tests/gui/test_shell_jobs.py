"""Long work: results and errors reach the GUI thread, it can be stopped, and results nobody wants are dropped."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from jltrain.errors import BadInput
from jltrain.gui.shell.jobs import Jobs, alive
from jltrain.progress import Cancelled, Report, Step


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop()
    qtbot.waitUntil(lambda: not made.busy)


def test_work_runs_elsewhere_and_ends_here(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[object] = []

    def work(report: Report) -> str:
        threads.append(threading.get_ident())
        return "成绩"

    def done(result: str) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    jobs.start(work, done, results.append, "统计")
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["成绩"]
    assert threads[0] != threads[1] == threading.get_ident()


@pytest.mark.parametrize("error", [BadInput(), RuntimeError("bug")])
def test_errors_reach_failed(jobs: Jobs, qtbot: QtBot, error: Exception) -> None:
    failed: list[Exception] = []

    def work(report: Report) -> None:
        raise error

    jobs.start(work, lambda _none: pytest.fail("done"), failed.append, "统计")
    qtbot.waitUntil(lambda: bool(failed))
    assert failed == [error]


def test_short_work_shows_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    shown: list[str] = []
    done: list[object] = []
    jobs.shown.connect(shown.append)
    jobs.start(lambda report: 1, done.append, done.append, "统计")
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(350)
    assert not shown


def test_long_work_is_shown_stepped_and_stopped(jobs: Jobs, qtbot: QtBot) -> None:
    failed: list[Exception] = []
    steps: list[Step] = []

    def work(report: Report) -> None:
        for number in range(100_000):
            report(Step(number, 100_000, "签名"))
            threading.Event().wait(0.005)

    jobs.stepped.connect(steps.append)
    with qtbot.waitSignal(jobs.shown) as shown:
        jobs.start(work, lambda _none: pytest.fail("done"), failed.append, "签发成绩单")
    assert shown.args == ["签发成绩单"]
    qtbot.waitUntil(lambda: len(steps) > 2)
    with qtbot.waitSignal(jobs.hidden):
        jobs.cancel_shown()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)
    assert steps[-1].text == "签名"


def test_disowned_work_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    called: list[object] = []
    jobs.start(lambda report: gate.wait(5), called.append, called.append, "统计")
    jobs.disown()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert not called


def test_result_for_a_deleted_widget_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    import shiboken6

    class Receiver(QObject):
        def take(self, result: object) -> None:
            pytest.fail("called on a deleted object")

    receiver = Receiver()
    gate = threading.Event()
    jobs.start(lambda report: gate.wait(5), receiver.take, receiver.take, "统计")
    shiboken6.delete(receiver)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)


def test_work_may_outlive_its_window(qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    import shiboken6

    gate = threading.Event()
    made = Jobs()
    pool = made._pool
    made.start(lambda report: gate.wait(5), lambda _none: pytest.fail("done"), lambda _error: None, "统计")
    shiboken6.delete(made)
    gate.set()
    assert pool.waitForDone(5000)
    qtbot.wait(10)
    assert capfd.readouterr().err == "", "nobody is told"


def test_alive_looks_into_closures_and_partials(qapp: QObject) -> None:
    import shiboken6

    thing = QObject()
    calls: list[Callable[..., object]] = [
        lambda: thing.objectName(),
        functools.partial(thing.setObjectName, "x"),
        thing.objectName,
    ]
    assert all(alive(call) for call in calls)
    shiboken6.delete(thing)
    assert not any(alive(call) for call in calls)
