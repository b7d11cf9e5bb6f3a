"""The window's way in: paint first, then open the database, compile the bank, make the keys.

Before the first paint nothing is imported but Qt and the small base modules (a test looks): the user
sees the window at once, and SQLAlchemy, pyHanko and the rest load while he looks at it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from jltrain.app.context import Context
from jltrain.gui.shell import fonts, registry, theme
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow

BENCH: Final = "JLTRAIN_BENCH_PAINT"
"""In the environment: print the clock's ticks in nanoseconds after the first paint, and quit."""

_SELF_TEST_LIMIT: Final = 120_000
"""Milliseconds; generous, for a slow office PC that opens everything for the first time."""


def run(argv: list[str], context_factory: Callable[[], Context]) -> int:
    """Open the window and serve it until it is closed; the exit code."""
    app = application(argv)
    context = context_factory()
    window = _window(app, context)
    sys.excepthook = _hook(window)
    if os.environ.get(BENCH):
        window.painted.connect(lambda: _print_and_quit(app, context))
    else:
        window.painted.connect(Opening(window).begin)
    window.show()
    code = app.exec()
    window.jobs.stop()
    context.close()
    return code


def self_test_window(context: Context) -> None:
    """Open the window, show every page once, close it; raises whatever goes wrong on the way."""
    if not sys.platform.startswith("win"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    window = _window(application(["jltrain"]), context)
    faults: list[Exception] = []
    opening = Opening(window, guide=False, failed=faults.append)
    window.painted.connect(opening.begin)
    window.show()
    waited = QElapsedTimer()
    waited.start()
    while not (opening.finished or faults) and waited.elapsed() < _SELF_TEST_LIMIT:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    if faults:
        raise faults[0]
    if not opening.finished:
        raise TimeoutError("the window did not open")
    for page in registry.PAGES:
        if page.text:
            window.go(page.name)
            QApplication.processEvents()
    if not window.jobs.stop():
        raise TimeoutError("work was still under way after the window had closed")
    window.close()


def application(argv: list[str]) -> QApplication:
    """The program's one QApplication, with its fonts."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication(argv)
    app.setApplicationName("jltrain")
    app.setDesktopFileName("jltrain")
    app.setStyle("Fusion")
    fonts.load()
    return app


def _window(app: QApplication, context: Context) -> MainWindow:
    theme.apply(app, context.settings.text("theme") == "dark", context.settings.number("scale"))
    window = MainWindow(context)
    space = app.primaryScreen().availableSize()
    window.resize(min(1280, space.width()), min(800, space.height()))
    return window


def _print_and_quit(app: QApplication, context: Context) -> None:
    print(round(context.clock.ticks() * 1e9), flush=True)
    QTimer.singleShot(0, app.quit)


def _hook(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What an exception that left a slot comes to."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            window.fail(error)
        else:
            sys.__excepthook__(kind, error, trace)
            QApplication.exit(130)

    return hook
