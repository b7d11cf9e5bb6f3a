"""What every page of the window is, and what the window does for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jltrain.app.context import Context
from jltrain.progress import Report

T = TypeVar("T")


class Shell(Protocol):
    """The window, as pages see it."""

    @property
    def context(self) -> Context:
        """The program's one Context."""

    def run(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        text: str,
        failed: Callable[[Exception], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Do `work` off the GUI thread; `done` gets its result on the GUI thread.

        Short work shows nothing; after 0.3 s `text` is shown with progress and a button to cancel. A
        JltrainError is shown as its sentence, any other exception logged and told as a bug, unless `failed`
        takes it. Results for a page that is gone are dropped. `quiet`: nothing is ever shown, the user goes on
        typing meanwhile.
        """

    def tell(self, text: str) -> None:
        """A short message at the foot of the window that goes away by itself."""

    def fail(self, error: Exception) -> None:
        """Show a user's trouble as its sentence; log and tell anything else as a bug."""

    def ask(self, question: str, yes: str, no: str = "") -> bool:
        """Ask before something that cannot be undone. `yes` and `no` are the buttons' words (no: 取消)."""

    def go(self, page: str, **arguments: object) -> None:
        """Show another page by its name; `arguments` go to its `arrive`."""

    def enter_exam(self, on: bool) -> None:
        """Hide navigation and keep the window in front while an officer sits an exam."""


class Page(QWidget):
    """One page. `name` is its address for `Shell.go`."""

    name = ""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.context = shell.context

    def arrive(self, **arguments: object) -> None:
        """Called each time the page is shown, after it is visible: load what it shows."""

    def place(self) -> dict[str, object]:
        """Arguments of `arrive` that bring the user back to what he looks at, when the window builds pages anew."""
        return {}

    def take_focus(self, widget: QWidget) -> None:
        """Put the keyboard into `widget`, unless the user went elsewhere while work ran.

        Qt gives it to a hidden button as well, which Enter on another page would then press.
        """
        if self.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Whether the user may go elsewhere now (an exam says no)."""
        return True

    def retheme(self, dark: bool, scale: int) -> None:
        """Called when theme or scale (percent) changed, and once before the page is first shown."""
