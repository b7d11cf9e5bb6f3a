"""What the three pages have in common: they read the state of the keys, and take files that are dropped on them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from jltrain.app import keys
from jltrain.app.keys import KeyStatus
from jltrain.errors import JltrainError
from jltrain.gui.keys.authority_dialogs import IssueDialog
from jltrain.gui.keys.incoming import Incoming, NoAuthorityHere, NothingPending, likely, recognise
from jltrain.gui.keys.install_dialog import InstallDialog
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.keys.trust_dialogs import ListDialog, TrustDialog
from jltrain.gui.page import Shell
from jltrain.gui.shell.drop import DropPage
from jltrain.gui.shell.table import refit
from jltrain.i18n import _


class ChainPage(DropPage):
    """`dialog` is the step in hand. `status` is what was read last."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.status: KeyStatus | None = None
        self.dialog: StepDialog | None = None

    def arrive(self, **arguments: object) -> None:
        self.reload()

    def reload(self) -> None:
        """Read all anew."""
        self.shell.run(
            lambda _report: keys.status(self.context), self._read, _("正在读取密钥…"), failed=self._unreadable
        )

    def _read(self, status: KeyStatus) -> None:
        self.status = status
        self.show_status(status)

    def _unreadable(self, error: Exception) -> None:
        if isinstance(error, JltrainError):
            self.status = None
            self.show_fault(error.sentence())
        else:
            self.shell.fail(error)

    def show_status(self, status: KeyStatus) -> None:
        """Show this state."""
        raise NotImplementedError

    def show_fault(self, sentence: str) -> None:
        """The keys cannot be read: say why."""
        raise NotImplementedError

    def retheme(self, dark: bool, scale: int) -> None:
        refit(self)

    def open_step(self, dialog: StepDialog) -> None:
        """Show a step; the page is read anew when something has changed."""
        self.dialog = dialog
        dialog.changed.connect(self.reload)
        dialog.open()

    # ---- files dropped

    def wanted(self, path: Path) -> bool:
        return likely(path)

    def dropped(self, paths: list[Path]) -> None:
        self.take(paths[0])

    def take(self, file: Path) -> None:
        """Open the step that this file is for."""
        try:
            self._take(file)
        except JltrainError as error:
            self.shell.fail(error)

    def _take(self, file: Path) -> None:
        kind, status = recognise(self.context, file), keys.status(self.context)
        if kind is Incoming.REQUEST:
            if status.root is None or status.root.trial:
                raise NoAuthorityHere(file=file.name)
            self.open_step(IssueDialog(self, self.shell, file))
        elif kind is Incoming.ANSWER:
            if status.pending is None:
                raise NothingPending(file=file.name)
            self.open_step(InstallDialog(self, self.shell, status, file))
        elif kind is Incoming.ROOT:
            self.open_step(TrustDialog(self, self.shell, file))
        else:
            self.open_step(ListDialog(self, self.shell, file))


def scrolled(column: QVBoxLayout) -> tuple[QScrollArea, QVBoxLayout]:
    """An area for what is higher than the window, put into `column`, and the column inside it."""
    area, inside = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    made = QVBoxLayout(inside)
    made.setContentsMargins(0, 0, 0, 0)
    area.setWidget(inside)
    column.addWidget(area, 1)
    return area, made
