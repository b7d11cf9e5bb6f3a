"""Asks where a file is to go, and afterwards offers to open it or its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QWidget

from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.frame import px
from jltrain.i18n import N_, _
from jltrain.savefile import file_name

KINDS = {".xlsx": N_("Excel 工作簿"), ".pdf": N_("PDF 文件"), ".yaml": N_("轮训计划文件")}


def ask_where(parent: QWidget, title: str, name: str, suffix: str) -> Path | None:
    """The file that the user names, with the right suffix; None if he thinks better of it. `name`: without suffix."""
    kinds = f"{_(KINDS[suffix])} (*{suffix})"
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, file_name(name) + suffix, kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


class Saved(QFrame):
    """Says that a file was written; hidden until then."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.file: Path | None = None
        self.text = label("")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open = button(_("打开文件(&W)"), self._open, _("用电脑上的程序打开（Alt+W）"))
        self.folder = button(_("打开所在文件夹(&F)"), self._folder, _("在文件管理器里打开存放文件的文件夹（Alt+F）"))
        self.close_button = button(_("收起"), self.hide, _("收起这条提示"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(10), px(6))
        row.addWidget(self.text, 1)
        for part in (self.open, self.folder, self.close_button):
            row.addWidget(part)
        self.hide()

    def tell(self, file: Path) -> None:
        """The file is there."""
        self.file = file
        self.text.setText(_("已导出：{file}").format(file=file))
        self.text.setToolTip(str(file))
        self.setAccessibleName(self.text.text())
        self.show()

    def _open(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file)))

    def _folder(self) -> None:
        if self.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))
