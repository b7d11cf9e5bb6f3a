"""Notices that the officer was in another program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from jltrain.clock import Clock

AWAY: Final = 2.0
"""Seconds in another program that count as having left; a notification that pops up takes less."""


class Attention(QObject):
    """`came_back` brings the whole seconds that no window of ours was in front, if they were more than AWAY."""

    came_back = Signal(int)

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._since: float | None = None
        self._watching = False
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self.changed)

    def watch(self, on: bool) -> None:
        """Begin or end."""
        self._watching, self._since = on, None

    def changed(self, state: Qt.ApplicationState) -> None:
        """The desktop's word on whether we are in front."""
        if not self._watching:
            return
        if state is not Qt.ApplicationState.ApplicationActive:
            self._since = self._clock.ticks() if self._since is None else self._since
            return
        away = self._clock.ticks() - self._since if self._since is not None else 0.0
        self._since = None
        if away > AWAY:
            self.came_back.emit(round(away))
