"""Error reports to and from a stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jltrain.app import objections
from jltrain.app.objections import BroughtIn
from jltrain.gui.page import Shell
from jltrain.i18n import _


class Stick(QObject):
    """`read`: reports of other PCs were taken in; the faults of files that could not be."""

    read = Signal(list)

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        super().__init__(parent)
        self._parent, self._shell = parent, shell

    def choose_folder(self) -> None:
        """Ask for a folder with reports in it."""
        name = QFileDialog.getExistingDirectory(self._parent, _("从 U 盘导入报错"))
        if name:
            self.bring_in([Path(name)])

    def choose_files(self) -> None:
        """Ask for files with reports."""
        names, _kind = QFileDialog.getOpenFileNames(self._parent, _("从 U 盘导入报错"), "", _("试题报错 (*.json)"))
        if names:
            self.bring_in([Path(name) for name in names])

    def bring_in(self, places: Sequence[Path]) -> None:
        """Read reports of other PCs."""
        context = self._shell.context

        def done(read: BroughtIn) -> None:
            self._shell.tell(
                _("读入 {files} 个文件：新收 {new} 条，以前收过 {known} 条。").format(
                    files=read.files, new=read.new, known=read.known
                )
                if read.files
                else _("没有找到试题报错文件（文件名以“试题报错-”开头）。")
            )
            self.read.emit(list(read.faults))

        self._shell.run(lambda _report: objections.bring_in(context, places), done, _("正在读入试题报错…"))

    def export(self) -> None:
        """Write the reports of this PC into a folder."""
        export(self._parent, self._shell)


def export(parent: QWidget, shell: Shell) -> None:
    """Ask for a folder and write this PC's open reports there."""
    name = QFileDialog.getExistingDirectory(parent, _("导出试题报错"))
    if not name:
        return

    def done(file: Path | None) -> None:
        if file is None:
            shell.tell(_("本机没有待处理的报错，不用导出。"))
        else:
            shell.tell(_("报错已写到 {file}，请带给教官。").format(file=file))

    shell.run(lambda _report: objections.export(shell.context, Path(name)), done, _("正在导出试题报错…"))
