"""A score sheet as a picture, page by page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jltrain.app import sheets
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.page import Shell
from jltrain.i18n import _
from jltrain.progress import Report

_DPI = 96


class SheetPreview(QDialog):
    """Shows `file`, the first page first."""

    def __init__(self, shell: Shell, file: Path, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("成绩单：{title}").format(title=title))
        self._shell, self._file, self._page = shell, file, 0
        self.picture, self._number = QLabel(), QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.picture)
        self.previous, self.next = QPushButton(_("← 上一页")), QPushButton(_("下一页 →"))
        self.previous.clicked.connect(lambda: self.turn(self._page - 1))
        self.next.clicked.connect(lambda: self.turn(self._page + 1))
        close = QPushButton(_("关闭(&C)"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.previous)
        row.addWidget(self._number)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addLayout(row)
        size_in_lines(self, 42, 36)
        self.turn(0)

    def turn(self, page: int) -> None:
        """Show another page; beyond the last one, nothing changes but the button."""

        def work(_report: Report) -> bytes:
            try:
                return sheets.preview_page(self._file, page, _DPI)
            except IndexError:
                return b""

        def done(png: bytes) -> None:
            if not png:
                self.next.setEnabled(False)
                return
            picture = QPixmap()
            picture.loadFromData(png)
            self._page = page
            self.picture.setPixmap(picture)
            self._number.setText(_("第 {page} 页").format(page=page + 1))
            self.previous.setEnabled(page > 0)
            self.next.setEnabled(True)

        self._shell.run(work, done, _("正在打开成绩单…"))
