"""How much waits for the trainer under 复核与报错, shown in the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from jltrain.errors import JltrainError
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.gui.shell.window import MainWindow

_ROLE: Final = "exams"
_PAGE: Final = "review"
_AFTER: Final = 300
"""Milliseconds: what follows in quick succession is counted once, and the page in hand comes first."""


class Waiting(QObject):
    """Counts anew a moment after `ask`, off the GUI thread, while the pages that show it are in sight."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._count)

    def ask(self) -> None:
        """Something may have changed."""
        if self._window.nav.role == _ROLE:
            self._timer.start()

    def after_work(self, shown: bool) -> None:
        """Some work has ended; `shown`: it was of the sort that changes something."""
        if shown:
            self.ask()

    def _count(self) -> None:
        if not self._window.isVisible():  # closed: nothing may be begun any more
            return
        context = self._window.context

        def work(_report: Report) -> int:
            from jltrain.app import objections, review

            return review.waiting(context) + objections.waiting(context)

        self._window.run(work, self._show, _("统计待处理的内容"), self._failed, quiet=True)

    def _show(self, count: int) -> None:
        self._window.nav.show_count(_PAGE, count)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JltrainError):  # a database that is away is told by whoever needs it
            self._window.fail(error)
