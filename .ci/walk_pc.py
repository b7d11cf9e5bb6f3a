"""One PC of the walk: a real window on a data folder, driven and photographed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shots import settle, wait

from jltrain import i18n
from jltrain.app.context import Context
from jltrain.gui.keys.chain_page import ChainPage
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.main import application
from jltrain.gui.page import Page
from jltrain.gui.shell import theme
from jltrain.gui.shell.dialogs import Message
from jltrain.gui.shell.opening import Opening
from jltrain.gui.shell.window import MainWindow
from jltrain.places import Places

P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=StepDialog)

Shots = Iterator[tuple[str, QPixmap]]
"""The name and the picture of each step."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the windows look: size in pixels, scale in per cent, theme, language."""

    width: int
    height: int
    scale: int
    dark: bool
    language: str


class Pc:
    """A window on one data folder."""

    def __init__(self, home: Path, look: Look, **settings: str) -> None:
        self.context = Context(Places(home))
        self.context.places.prepare()
        for name, value in {"language": look.language, **settings}.items():
            self.context.settings.put(name, value)
        i18n.use(look.language)
        theme.apply(application(["jltrain"]), look.dark, look.scale)
        self.look = look
        self.window = MainWindow(self.context)
        self.window.resize(look.width, look.height)
        opening = Opening(self.window, guide=False)
        self.window.painted.connect(opening.begin)
        self.window.show()
        wait(lambda: opening.finished)

    def close(self) -> None:
        """Shut the window."""
        self.window.jobs.stop()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop runs that would do it
        self.context.close()

    def settle(self) -> None:
        """Wait until no work is under way and all is painted."""
        settle(self.window)

    def go(self, name: str, cls: type[P], **arguments: object) -> P:
        """Another page, loaded."""
        self.window.go(name, **arguments)
        return self.go_on(cls)

    def go_on(self, cls: type[P]) -> P:
        """The page that was gone to from another, loaded."""
        self.settle()
        page = self.window.stack.currentWidget()
        assert isinstance(page, cls)
        return page

    def picture(self, widget: QWidget | None = None) -> QPixmap:
        """The window, or one dialog, as it is now."""
        self.settle()
        return (widget or self.window).grab()

    def dialog(self) -> QDialog:
        """The dialog in front, loaded."""
        self.settle()
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog), "a dialog was to open"
        return found

    def step(self, page: ChainPage, cls: type[D]) -> D:
        """The step that is open on a page of keys."""
        self.settle()
        assert isinstance(page.dialog, cls)
        return page.dialog

    def act(self, dialog: StepDialog) -> None:
        """Press the step's main button; it must come to its good end."""
        dialog.go.click()
        self.settle()
        faults = dialog.fault.text() + " ".join(field.fault.text() for field in dialog.fields)
        assert dialog.finished_well, faults

    def press(self, key: Qt.Key) -> None:
        """A key for whoever has the keyboard: without a window manager no window is ever active."""
        QTest.keyClick(self.window.focusWidget() or self.window, key)


@contextmanager
def at(home: Path, look: Look, **settings: str) -> Iterator[Pc]:
    """Sit down at a PC and leave it."""
    pc = Pc(home, look, **settings)
    try:
        yield pc
    finally:
        pc.close()


@contextmanager
def choosing(*files: Path) -> Iterator[None]:
    """The system's file choosers answer with these."""
    names = [str(file) for file in files]

    def one(*_arguments: object) -> tuple[str, str]:
        return names[0], ""

    def many(*_arguments: object) -> tuple[list[str], str]:
        return names, ""

    def folder(*_arguments: object) -> str:
        return names[0]

    with (
        patch.object(QFileDialog, "getOpenFileName", one),
        patch.object(QFileDialog, "getSaveFileName", one),
        patch.object(QFileDialog, "getOpenFileNames", many),
        patch.object(QFileDialog, "getExistingDirectory", folder),
    ):
        yield


def asked(act: Callable[[], object], *, yes: bool = True) -> QPixmap:
    """Do what asks a question, answer it, and give the question's picture."""
    taken: list[QPixmap] = []

    def answer() -> None:
        message = QApplication.activeModalWidget()
        if not isinstance(message, Message):
            QTimer.singleShot(50, answer)
            return
        taken.append(message.grab())
        if yes:
            message.yes.click()
        else:
            message.reject()

    QTimer.singleShot(50, answer)
    act()
    return taken[0]
