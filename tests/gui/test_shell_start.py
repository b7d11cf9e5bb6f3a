"""From process start to the first page: what may load before the first paint, and what if it cannot open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jltrain.app.context import Context
from jltrain.errors import Trouble
from jltrain.gui import main
from jltrain.gui.shell import opening, registry
from jltrain.gui.shell.about import About
from jltrain.gui.shell.guide import Guide
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow
from jltrain.i18n import N_
from jltrain.progress import Report

HEAVY = [
    "sqlalchemy",
    "sqlite3",
    "reportlab",
    "pyhanko",
    "cryptography",
    "asn1crypto",
    "fontTools",
    "markdown",
    "nh3",
    "xlsxwriter",
    "python_calamine",
    "ryaml",
    "yaml",
    "orjson",
    "segno",
    "pypdfium2",
    "PIL",
    "asyncio",
    "PySide6.QtSvg",
    "PySide6.QtNetwork",
    "jltrain.store",
    "jltrain.bank",
    "jltrain.paper",
    "jltrain.exam",
    "jltrain.sheet",
    "jltrain.ledger",
    "jltrain.reading",
]

AT_FIRST_PAINT = """
import atexit, sys
atexit.register(lambda: print("loaded:", *sorted(sys.modules)))
from jltrain.app.context import Context
from jltrain.gui.main import run
sys.exit(run(["jltrain"], Context))
"""


def start(code: str, home: Path) -> str:
    environment = os.environ | {"JLTRAIN_HOME": str(home), "JLTRAIN_BENCH_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_is_loaded_at_the_first_paint(tmp_path: Path) -> None:
    ticks, loaded = start(AT_FIRST_PAINT, tmp_path / "home").splitlines()
    assert int(ticks) > 0
    modules = loaded.split()
    assert [name for name in HEAVY if name in modules] == []
    assert not any(name.startswith("jltrain.gui.") and name in {p.module for p in registry.PAGES} for name in modules)
    assert not (tmp_path / "home").exists(), "the data folder is made after the first paint"


@pytest.fixture
def window(context: Context, themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    from jltrain.gui.page import Page

    monkeypatch.setattr(registry.Entry, "make", lambda entry, shell: Page(shell))
    made = MainWindow(context)
    qtbot.addWidget(made)
    return made


def test_opens_database_bank_and_keys_then_shows_guide_once(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Opening(window)
    window.painted.connect(first.begin)
    window.show()
    qtbot.waitUntil(lambda: first.finished, timeout=60_000)
    assert context.places.database.exists()
    assert any(context.places.keys.iterdir())
    assert len(context.questions.heads()) >= 100
    (guide,) = window.findChildren(Guide)
    while guide.steps.currentIndex() < guide.steps.count() - 1:
        guide.next.click()
    texts = " ".join(label.text() for label in guide.findChildren(QLabel))
    assert str(context.places.home) in texts
    assert "试用密钥" in texts
    guide.next.click()
    assert context.settings.flag("guide_seen")
    monkeypatch.setattr(window, "show_guide", lambda: pytest.fail("the guide was seen already"))
    again = Opening(window)
    again.begin()
    qtbot.waitUntil(lambda: again.finished, timeout=60_000)


class Broken(Trouble):
    template = N_("数据库由更新版本的程序建立，请升级本程序。")


def test_a_database_that_will_not_open_is_told_and_can_be_tried_again(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(context: Context, report: Report) -> None:
        raise Broken

    def accept(context: Context, report: Report) -> None:
        return None

    monkeypatch.setattr(opening, "prepare", refuse)
    first = Opening(window, guide=False)
    window.show()
    first.begin()
    qtbot.waitUntil(lambda: window.stack.count() == 2)
    sign = window.stack.currentWidget()
    assert sign is not None
    assert any("升级本程序" in label.text() for label in sign.findChildren(QLabel))
    window.nav._pages["practice"].click()
    assert window.stack.currentWidget() is sign, "no page opens without a database"
    monkeypatch.setattr(opening, "prepare", accept)
    sign.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: first.finished)
    assert window.stack.currentWidget() is not sign


def test_a_faulty_bank_is_told_but_the_window_opens(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = context.places.home / "question_bank" / "highway"
    own.mkdir(parents=True)
    (own / "broken.yaml").write_text("- id: [", "utf-8")
    first = Opening(window, guide=False)
    window.show()
    first.begin()
    qtbot.waitUntil(lambda: first.finished, timeout=60_000)
    assert window.banner.isVisible()


def test_guide_leads_to_a_role(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    context.places.prepare()
    window.show()
    window.open_pages()
    window.show_guide()
    (guide,) = window.findChildren(Guide)
    button = next(b for b in guide.findChildren(QPushButton) if "组织考试" in b.text())
    button.click()
    assert window.header.where.text().startswith("考试组织")


def test_about_shows_what_the_doctor_found(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    context.places.prepare()
    window.show()
    window.open_pages()
    window.show_about()
    (about,) = window.findChildren(About)
    qtbot.waitUntil(lambda: about.grid.count() > 0, timeout=60_000)
    assert about.grid.count() % 3 == 0
    assert "项" in about.state.text()
    about.accept()


def test_bench_row_has_the_agreed_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.bench import bench_start

    times = iter([100.0, 150.0] * 4)
    monkeypatch.setattr(bench_start, "paint_ms", lambda command, home: next(times))
    (row,) = bench_start.rows(3)
    assert (row["value"], row["peer_value"], row["ratio"], row["holds"]) == (150.0, 100.0, 1.5, True)
    assert set(row) == {"name", "value", "unit", "peer", "peer_value", "ratio", "goal", "holds"}


def test_self_test_opens_and_closes(context: Context, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    from jltrain.gui.page import Page

    made: list[str] = []

    def make(entry: registry.Entry, shell: MainWindow) -> Page:
        made.append(entry.name)
        return Page(shell)

    monkeypatch.setattr(registry.Entry, "make", make)
    main.self_test_window(context)
    assert made[:1] == ["courses"]
    assert set(made) == {page.name for page in registry.PAGES if page.text}
    qapp.setStyleSheet("")
