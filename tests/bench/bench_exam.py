"""How fast an exam answers: an answer on the disk, and the next question on the screen.

.venv/bin/python -m tests.bench.bench_exam
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from jltrain.app import papers, sessions
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.bank.question import Kind
from jltrain.exam.delivery import Delivery
from jltrain.exam.session import Candidate
from jltrain.gui.exam.sitting import SittingView
from jltrain.gui.shell import fonts, theme
from jltrain.places import Places

Row = dict[str, object]
_ANSWERS = 500
_GOAL = 16.0


def rows() -> list[Row]:
    """The rows of `make bench`, times in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, _sitting(Path(folder)) as (context, signed):
        disk = _disk(Path(folder) / "raw")
        delivery = sessions.deliver(context, signed)
        durable = _answers(delivery)
        shown, saved = _screen(context, signed)
    return [
        _row("answer to durable, p50", _p(durable, 50), "4 KB append + fsync, p50", _p(disk, 50)),
        _row("answer to durable, p99", _p(durable, 99), "4 KB append + fsync, p99", _p(disk, 99)),
        _row("key to painted 已保存, p99", _p(saved, 99), "4 KB append + fsync, p99", _p(disk, 99)),
        _row("next question painted, p99", _p(shown, 99), "one frame at 60 Hz", 1000 / 60),
    ]


@contextmanager
def _sitting(folder: Path) -> Iterator[tuple[Context, sessions.SignedIn]]:
    """A sitting of the shipped example paper, not begun."""
    context = Context(Places(folder / "home"))
    try:
        blueprint = next(b.blueprint for b in papers.blueprints(context) if b.blueprint is not None)
        paper = papers.make(context, blueprint, "bench", "seed")
        officer = Candidate("张三", "22010001", "长春市交通运输综合行政执法支队", Level.CITY, Area.HIGHWAY)
        session = sessions.create(context, "bench", paper.digest, [officer])
        sessions.open_session(context, session.id)
        yield context, sessions.sign_in(context, session.id, "22010001", "张三")
    finally:
        context.close()


def _disk(file: Path) -> list[float]:
    """The raw disk: 4 KB appended and synced, as the log's page is."""
    page, out = b"x" * 4096, os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append() -> None:
        os.write(out, page)
        os.fsync(out)

    times = [_timed(append) for _n in range(_ANSWERS)]
    os.close(out)
    return times


def _answers(delivery: Delivery) -> list[float]:
    """Each answer differs from the last one to its item, so that each is an event."""
    delivery.start()
    items = [p for p in delivery.items if p.item.kind in (Kind.SINGLE, Kind.MULTIPLE)]
    plan = [(items[n % len(items)].key, ("AB"[n // len(items) % 2],)) for n in range(_ANSWERS)]
    return [_timed(partial(delivery.answer, key, response)) for key, response in plan]


def _screen(context: Context, signed: sessions.SignedIn) -> tuple[list[float], list[float]]:
    """Every question shown and painted, three times over; then a key pressed on each until "saved" is painted."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    fonts.load()
    theme.apply(application, dark=False, scale=100)
    view = SittingView(context, signed, sessions.deliver(context, signed))
    view.resize(1366, 768)
    view.show()
    view.begin()
    stem, label = _Painted(), _Painted()
    view.paper.question.stem.installEventFilter(stem)
    view.paper.top.saved.installEventFilter(label)
    QApplication.processEvents()
    shown, saved = [], []
    for turn in range(3):
        for placed in view.delivery.items[1:]:
            shown.append(_timed(partial(_show, view, placed.number - 1, stem)))
            if placed.item.kind is Kind.BLANK:
                continue
            letter = ("Y", "N")[turn % 2] if placed.item.kind is Kind.JUDGE else ("A", "B")[turn % 2]
            view.paper.top.saved.setText("")
            QApplication.processEvents()
            saved.append(_timed(partial(_press, view, letter, label)))
    view.delivery.submit()
    view.tick()
    view.deleteLater()
    return shown, saved


def _show(view: SittingView, index: int, stem: _Painted) -> None:
    view.go_to(index)
    _paint(stem)


def _press(view: SittingView, letter: str, label: _Painted) -> None:
    view.paper.question.press(letter)
    assert view.paper.top.saved.text().startswith("已保存")
    _paint(label)


class _Painted(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def _paint(painted: _Painted) -> None:
    """Lay out and paint what changed, as the event loop does, until it was seen to be painted."""
    before = painted.count
    while painted.count == before:
        QApplication.processEvents()


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _p(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def _row(name: str, value: float, peer: str, peer_value: float) -> Row:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": "ms",
        "peer": peer,
        "peer_value": round(peer_value, 3),
        "ratio": round(value / peer_value, 2),
        "goal": f"< {_GOAL:g} ms",
        "holds": value < _GOAL,
    }


if __name__ == "__main__":
    for line in rows():
        print(line)
