"""Photograph the window's pages as they are, from a prepared data folder, without a display.

    .venv/bin/python .ci/shots.py --home demo-out/hr --out shots --size 1366x768 --scale 150 --theme dark

Each page is taken with each of its tabs. `--pages` names pages of jltrain/gui/shell/registry.py and the dialogs
guide, settings, about, database, plan, audit; without it all are taken. The language, theme and scale of the data
folder's own settings are not touched.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QTabWidget, QWidget

from jltrain import i18n
from jltrain.app import roster, rotation
from jltrain.app.context import Context
from jltrain.gui.hr import audit_dialog
from jltrain.gui.hr.plan_dialog import PlanDialog
from jltrain.gui.main import application
from jltrain.gui.shell import registry, theme
from jltrain.gui.shell.database_dialog import DatabaseDialog
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow
from jltrain.places import Places

LONGEST = 60_000
SETTLE = 250
DIALOGS = ("guide", "settings", "about", "database", "plan", "audit")


def main() -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, required=True, help="data folder to show")
    parser.add_argument("--out", type=Path, required=True, help="folder for the PNG files")
    parser.add_argument("--size", default="1366x768", help="of the window, as WIDTHxHEIGHT")
    parser.add_argument("--scale", type=int, default=100, choices=(100, 110, 125, 150))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--lang", default="zh", choices=i18n.LANGUAGES)
    parser.add_argument("--pages", default="", help="comma-separated; all if left out")
    given = parser.parse_args()
    names = [p for p in given.pages.split(",") if p] or [*(page.name for page in registry.PAGES), *DIALOGS]
    width, height = (int(n) for n in given.size.split("x"))
    app = application(["jltrain"])
    context = Context(Places(given.home.resolve()))
    i18n.use(given.lang)
    theme.apply(app, given.theme == "dark", given.scale)
    window = MainWindow(context)
    window.resize(width, height)
    opening = Opening(window, guide=False)
    window.painted.connect(opening.begin)
    window.show()
    wait(lambda: opening.finished)
    given.out.mkdir(parents=True, exist_ok=True)
    for name in names:
        for tab, widget in enumerate(shown(window, name)):
            file = given.out / (f"{name}-{tab}.png" if tab else f"{name}.png")
            widget.grab().save(str(file))
            print(file)
        for dialog in window.findChildren(QDialog):
            dialog.close()
    window.close()
    context.close()
    return 0


def shown(window: MainWindow, name: str) -> Iterator[QWidget]:
    """The window with that page and each of its tabs, or that dialog, loaded and painted."""
    if name in DIALOGS:
        yield dialog(window, name)
        return
    window.go(name, **_arguments(window, name))
    settle(window)
    tabs = getattr(window.stack.currentWidget(), "tabs", None)
    for tab in range(tabs.count() if isinstance(tabs, QTabWidget | QTabBar) else 1):
        if tabs is not None:
            tabs.setCurrentIndex(tab)
            settle(window)
        yield window


def dialog(window: MainWindow, name: str) -> QWidget:
    """That dialog, open."""
    acts: dict[str, Callable[[], object]] = {
        "guide": window.show_guide,
        "settings": window.show_settings,
        "about": window.show_about,
        "database": lambda: DatabaseDialog(window, window).open(),
        "plan": lambda: PlanDialog(window, window, rotation.cycles(window.context)[0]).open(),
        "audit": lambda: audit_dialog.start(window, window),
    }
    acts[name]()
    settle(window)
    return window.findChildren(QDialog)[-1]


def _arguments(window: MainWindow, name: str) -> dict[str, object]:
    """What a page that other pages lead to is told."""
    if name == "reader":
        return {"chapter": "highway/01-road-protection"}
    officers = roster.officers(window.context, limit=1).rows if name == "transcript" else ()
    return {"certificate": officers[0].member.certificate} if officers else {}


def settle(window: MainWindow) -> None:
    """Wait until no work is under way and what it brought is painted."""
    wait(lambda: not window.jobs.busy)
    since = QElapsedTimer()
    since.start()
    wait(lambda: since.elapsed() > SETTLE)
    wait(lambda: not window.jobs.busy)


def wait(until: Callable[[], bool]) -> None:
    """Serve events until the condition holds. Raises TimeoutError after a minute."""
    waited = QElapsedTimer()
    waited.start()
    while not until():
        if waited.elapsed() > LONGEST:
            raise TimeoutError("the window did not get ready")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


if __name__ == "__main__":
    sys.exit(main())
