"""Walk through the real window as officer, trainer and HR, by mouse and keyboard, and photograph each step.

    .venv/bin/python .ci/walk.py --out shots --size 1366x768 --scale 150 --theme dark --lang en
    .venv/bin/python .ci/walk.py --readme          # the pictures of the READMEs (make screenshots)

Begins with the data folder that `make demo` left, copied, and opens one more session in it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shots import settle, wait

from jltrain import i18n
from jltrain.app import papers, sessions
from jltrain.app.context import Context
from jltrain.bank.question import Kind
from jltrain.exam.session import Candidate
from jltrain.gui.exam.confirm import ConfirmView
from jltrain.gui.exam.sign_in import SignInPage
from jltrain.gui.main import application
from jltrain.gui.shell import theme
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow
from jltrain.gui.study.practice import PracticePage
from jltrain.places import Places

README = ("reader", "sitting", "coverage")


def main() -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="the pictures of the READMEs, in both languages")
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=int, default=100, choices=(100, 110, 125, 150))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--lang", default="zh", choices=i18n.LANGUAGES)
    given = parser.parse_args()
    if not (ROOT / "demo-out" / "home").is_dir():
        subprocess.run([sys.executable, str(ROOT / ".ci" / "demo.py")], check=True, stdout=subprocess.DEVNULL)
    out = ROOT / "resources" / "screenshots" if given.readme else given.out
    out.mkdir(parents=True, exist_ok=True)
    for language in i18n.LANGUAGES if given.readme else (given.lang,):
        for name, widget in walk(language, given.size, given.scale, given.theme):
            if given.readme and name not in README:
                continue
            file = out / (f"{language}-{name}.png" if given.readme else f"{name}.png")
            widget.grab().save(str(file))
            print(file)
    return 0


def walk(language: str, size: str, scale: int, look: str) -> Iterator[tuple[str, QWidget]]:
    """Each step's name and the widget to photograph."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        shutil.copytree(ROOT / "demo-out" / "home", home)
        context = Context(Places(home))
        context.settings.put("language", language)
        context.settings.put("learner", "22010012")
        officer = _open_session(context)
        i18n.use(language)
        app = application(["jltrain"])
        theme.apply(app, look == "dark", scale)
        window = MainWindow(context)
        width, height = (int(n) for n in size.split("x"))
        window.resize(width, height)
        opening = Opening(window, guide=False)
        window.painted.connect(opening.begin)
        window.show()
        wait(lambda: opening.finished)
        yield from _study(window)
        yield from _exam(window, officer)
        for page in ("mistakes", "progress", "bank", "papers", "sessions", "results", "roster", "collect", "coverage"):
            window.go(page)
            settle(window)
            yield page, window
        window.jobs.stop()
        window.close()
        window.deleteLater()
        context.close()


def _open_session(context: Context) -> Candidate:
    officer = sessions.hr_candidates(context)[0]
    paper = papers.listed(context)[0]
    session = sessions.create(context, "公路路政轮训考试（补考）", paper.digest, [officer])
    sessions.open_session(context, session.id)
    return officer


def _study(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.go("courses")
    settle(window)
    yield "courses", window
    window.go("reader", chapter="highway/01-road-protection")
    settle(window)
    yield "reader", window
    window.go("practice")
    settle(window)
    yield "practice", window
    page = cast(PracticePage, window.stack.currentWidget())
    page.chooser.begin()
    settle(window)
    yield "practice-question", window
    question = page.run.round.practice.question if page.run.round else None
    _press(window, Qt.Key.Key_Y if question and question.kind is Kind.JUDGE else Qt.Key.Key_A)
    _press(window, Qt.Key.Key_Return)
    settle(window)
    yield "practice-verdict", window


def _exam(window: MainWindow, officer: Candidate) -> Iterator[tuple[str, QWidget]]:
    window.go("exam")
    settle(window)
    page = cast(SignInPage, window.stack.currentWidget())
    page.form.certificate.setText(officer.certificate)
    page.form.officer.setText(officer.name)
    yield "sign-in", window
    page.sign_in()
    settle(window)
    yield "confirm", window
    size = window.size()
    cast(ConfirmView, page.shown).start.click()
    window.setWindowState(Qt.WindowState.WindowNoState)  # full screen means 800x800 to the offscreen platform
    window.resize(size)
    settle(window)
    for key in (Qt.Key.Key_B, Qt.Key.Key_Right, Qt.Key.Key_C, Qt.Key.Key_Right, Qt.Key.Key_F, Qt.Key.Key_A):
        _press(window, key)
    settle(window)
    yield "sitting", window
    sitting = page.sitting
    if sitting is None:
        raise RuntimeError("the sitting did not begin")
    sitting.go_to(len(sitting.delivery.items) - 3)
    settle(window)
    yield "sitting-case", window
    sitting.ask_submit()
    settle(window)
    yield "submit", QApplication.activeModalWidget() or window
    sitting.delivery.submit()
    sitting.tick()
    settle(window)
    yield "result", window


def _press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or window, key)  # without a window manager no window is ever active


if __name__ == "__main__":
    sys.exit(main())
