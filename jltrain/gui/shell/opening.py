"""What happens between the first paint and the first page: database, bank, keys; and what if it fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain import bundled
from jltrain.app.context import Context
from jltrain.errors import JltrainError
from jltrain.gui.shell import speech
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.window import MainWindow
from jltrain.i18n import _
from jltrain.progress import Report, Step


class Opening(QObject):
    """Opens the house behind a painted window; `finished` when the first page is shown."""

    def __init__(
        self, window: MainWindow, guide: bool = True, failed: Callable[[Exception], None] | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._guide = guide
        self._failed = failed or self._stand_still
        self._sign: QWidget | None = None
        self._reason = ""
        window.rebuilt.connect(self._show_sign)
        self.finished = False

    def begin(self) -> None:
        """Draw what was left for later and start the work on a thread."""
        self._window.setWindowIcon(QIcon(str(bundled.resource("icons", "jltrain.svg"))))
        self._window.draw_icons()
        speech.speak()
        context = self._window.context
        self._window.run(lambda report: prepare(context, report), self._opened, _("正在打开数据和题库"), self._failed)

    def _opened(self, trouble: JltrainError | None) -> None:
        self._clear_sign()
        self._window.open_pages()
        if trouble is not None:
            self._window.fail(trouble)
        if self._guide and not self._window.context.settings.flag("guide_seen"):
            self._window.show_guide()
        self.finished = True

    def _stand_still(self, error: Exception) -> None:
        """Without a database nothing can be done: say why, where the data is, and offer to try again."""
        self._clear_sign()
        if isinstance(error, JltrainError):
            text = error.sentence()
        else:
            self._window.fail(error)
            text = _("程序没有打开。请按“重试”；若仍打不开，请把日志文件交给维护人员。")
        self._reason = text
        self._show_sign()

    def _show_sign(self) -> None:
        """Put the sign up, or up again on a window that was built anew (the old sign went with the old frame)."""
        if not self._reason:
            return
        self._sign = self._make_sign(self._reason)
        self._window.stack.addWidget(self._sign)
        self._window.stack.setCurrentWidget(self._sign)
        self._again.setFocus()

    def _make_sign(self, text: str) -> QWidget:
        sign, card = QWidget(), QFrame()
        card.setProperty("role", "card")
        card.setMinimumWidth(px(560))
        title = QLabel(_("还不能开始"))
        title.setProperty("role", "title")
        reason = QLabel(text)
        reason.setWordWrap(True)
        where = QLabel(_("数据文件夹：{folder}").format(folder=self._window.context.places.home))
        where.setWordWrap(True)
        where.setProperty("role", "muted")
        self._again = again = QPushButton(_("重试(&R)"))
        again.setToolTip(_("再打开一次（Alt+R）"))
        again.setProperty("role", "primary")
        again.clicked.connect(self.begin)
        leave = QPushButton(_("退出程序(&Q)"))
        leave.setToolTip(_("关闭程序（Alt+Q）"))
        leave.clicked.connect(self._window.close)
        buttons = QHBoxLayout()
        buttons.addWidget(again)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(28), px(24), px(28), px(24))
        column.setSpacing(px(14))
        for part in (title, reason, where):
            column.addWidget(part)
        column.addLayout(buttons)
        QVBoxLayout(sign).addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        return sign

    def _clear_sign(self) -> None:
        if self._sign is not None:
            self._window.stack.removeWidget(self._sign)
            self._sign.deleteLater()
            self._sign = None
        self._reason = ""


def prepare(context: Context, report: Report) -> JltrainError | None:
    """Open the database, compile the bank, make the keys; a faulty bank is told but stops nothing.

    Raises the Trouble that keeps the database from opening. Called on a thread.
    """
    from jltrain.app import bank

    _database = context.database
    try:
        bank.compile_bank(context, report)
        if not any(context.places.keys.iterdir()):  # cryptography takes a while to import: only when needed
            from jltrain.app import sheets

            report(Step(0, 0, _("首次使用，正在生成本机试用密钥")))
            sheets.ensure_keys(context)
    except JltrainError as error:
        return error
    return None
