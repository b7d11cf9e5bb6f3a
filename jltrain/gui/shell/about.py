"""What this program is, where its data lies, and whether the computer serves it well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jltrain import __version__
from jltrain.gui.shell.frame import px
from jltrain.gui.shell.window import MainWindow
from jltrain.i18n import _
from jltrain.progress import Report

if TYPE_CHECKING:
    from jltrain.app.admin import Check


class About(QDialog):
    """Version, data folder and the results of `jltrain doctor`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(_("关于"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(_("交通执法轮训 {version}").format(version=__version__))
        title.setProperty("role", "title")
        what = QLabel(_("交通运输综合行政执法人员离线培训与考试系统"))
        what.setProperty("role", "muted")
        home = window.context.places.home
        folder = QLabel(_("数据文件夹：{folder}").format(folder=home))
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        checks = QLabel(_("运行检查"))
        checks.setProperty("role", "subtitle")
        inside, found = QWidget(), QScrollArea()
        found.setWidgetResizable(True)
        found.setFrameShape(QFrame.Shape.NoFrame)
        found.setWidget(inside)
        self.grid = QGridLayout(inside)
        self.grid.setContentsMargins(0, 0, px(8), 0)
        self.grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.grid.setHorizontalSpacing(px(14))
        self.grid.setVerticalSpacing(px(8))
        self.grid.setColumnStretch(2, 1)
        self.state = QLabel(_("正在检查…"))
        self.state.setProperty("role", "muted")
        show = QPushButton(_("打开数据文件夹(&O)"))
        show.setToolTip(_("在文件管理器中打开（Alt+O）"))
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(home))))
        close = QPushButton(_("关闭"))
        close.setToolTip(_("关闭本窗口（Esc）"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(show)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(12))
        for part in (title, what, folder, checks, self.state):
            column.addWidget(part)
        column.addWidget(found, 1)
        column.addLayout(row)
        space = self.screen().availableSize()
        self.resize(min(px(680), space.width() - 40), min(px(600), space.height() - 80, window.height()))
        window.run(self._examine, self._show, _("正在检查这台电脑"), self._broke)

    def _examine(self, report: Report) -> tuple[Check, ...]:
        from jltrain.app import admin

        return admin.doctor(self._window.context)

    def _show(self, checks: tuple[Check, ...]) -> None:
        bad = sum(not check.ok for check in checks)
        self.state.setText(_("有 {bad} 项需要处理。").format(bad=bad) if bad else _("各项正常。"))
        for row, check in enumerate(checks):
            badge = QLabel(_("正常") if check.ok else _("注意"))
            badge.setProperty("role", "badge-good" if check.ok else "badge-warn")
            text = QLabel(check.text)
            text.setWordWrap(True)
            self.grid.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(QLabel(check.label), row, 1, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(text, row, 2)

    def _broke(self, error: Exception) -> None:
        self.state.setText(_("检查没有完成。"))
        self._window.fail(error)
