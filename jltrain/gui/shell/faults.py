"""How the window tells what went wrong: a user's trouble in the banner or a dialog, a bug with the place of its log."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QApplication, QWidget

from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.shell import dialogs, journal
from jltrain.gui.shell.frame import Banner
from jltrain.i18n import _
from jltrain.progress import Cancelled


class Telling(Protocol):
    """What a window has to offer for it; it must be a QWidget as well."""

    banner: Banner

    @property
    def context(self) -> Context: ...

    def tell(self, text: str) -> None: ...

    def isVisible(self) -> bool: ...


class Faults:
    """Of one window."""

    def __init__(self, window: Telling) -> None:
        self._window = window
        self._bug_shown = False

    def show(self, error: Exception) -> None:
        """A user's trouble as its sentence, anything else as a bug."""
        if isinstance(error, Cancelled):
            self._window.tell(_("已停止，没有保存任何改动。"))
        elif not isinstance(error, JltrainError):
            self.report_bug(error)
        elif QApplication.activeModalWidget() is not None or not self._window.isVisible():
            dialogs.inform(self._parent(), _("没有完成"), error.sentence())
        else:
            self._window.banner.show_text(error.sentence())

    def report_bug(self, error: BaseException) -> None:
        """Log what is our own fault and say where the log is; one such message at a time."""
        file = journal.record(self._window.context, error)
        if self._bug_shown:
            return
        self._bug_shown = True
        if file is None:
            text = _("程序出错，本次操作没有完成。日志也没有写成，请检查磁盘空间和写权限后重新打开程序。")
        else:
            text = _(
                "程序出错，本次操作没有完成，已保存的数据不受影响。\n请重试；若再次出现，请把日志文件交给维护人员：\n{file}"
            ).format(file=file)
        message = dialogs.inform(self._parent(), _("程序出错"), text)
        message.finished.connect(self._read)

    def _parent(self) -> QWidget:
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        assert isinstance(self._window, QWidget)
        return self._window

    def _read(self) -> None:
        self._bug_shown = False
