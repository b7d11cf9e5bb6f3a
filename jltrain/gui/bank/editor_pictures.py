"""The pictures of the question in hand: from a file, the clipboard or dropped; their order, and their marks in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageReader, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import button
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg")


class PicturesBox(QWidget):
    """`added` with files or bytes of new pictures; `removed`, `moved` (from, to) and `marked` with places from 0."""

    added = Signal(object)
    removed = Signal(int)
    moved = Signal(int, int)
    marked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(_("试题的图片"))
        self.list.setToolTip(_("按回车把图的标记插入正文；按 Delete 去掉"))
        self.list.setIconSize(QSize(px(72), px(48)))
        self.list.itemActivated.connect(lambda _item: self._with_chosen(self.marked.emit))
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(lambda: self._with_chosen(self.removed.emit))
        self.file = button(_("添加图片(&F)…"), self.choose, _("从文件添加，也可以把图片拖到本页（Alt+F）"))
        self.paste = button(
            _("粘贴图片(&C)"), self.paste_picture, _("添加剪贴板里的图片（Alt+C，或在栏目里按 Ctrl+V）")
        )
        self.mark = button(_("插入标记"), lambda: self._with_chosen(self.marked.emit), _("在正文的光标处插入〔图n〕"))
        self.up = button("↑", lambda: self._move(-1), _("上移"))
        self.down = button("↓", lambda: self._move(1), _("下移"))
        self.remove = button(
            _("去掉"), lambda: self._with_chosen(self.removed.emit), _("去掉选中的图片"), role="danger"
        )
        self._chosen_only = (self.mark, self.up, self.down, self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.list)
        column.addWidget(Flow(px(6), self.file, self.paste, *self._chosen_only))
        self._files: tuple[Path | None, ...] = (None,)
        self.put((), ())

    def put(self, names: Sequence[str], files: Sequence[Path]) -> None:
        """Show these; a picture whose file is not there is named."""
        there = {file.name: file for file in files}
        found = tuple(there.get(name) for name in names)
        self.list.setVisible(bool(names))
        for widget in self._chosen_only:
            widget.setVisible(bool(names))
        if found == self._files and self.list.count() == len(names):
            return
        self._files = found
        at = max(0, self.list.currentRow())
        self.list.clear()
        for number, (name, file) in enumerate(zip(names, found, strict=True), 1):
            item = QListWidgetItem(
                f"〔图{number}〕" if file else _("〔图{n}〕 缺少文件 {name}").format(n=number, name=name)
            )
            if file is not None:
                item.setIcon(QIcon(_thumbnail(file, self.list.iconSize())))
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        row = max(self.list.sizeHintForRow(0), px(48))
        self.list.setFixedHeight(row * min(4, max(1, len(names))) + 2 * self.list.frameWidth() + px(4))

    def choose(self) -> None:
        """Ask for files."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        files, _kind = QFileDialog.getOpenFileNames(self, _("添加图片"), "", _("图片（{kinds}）").format(kinds=kinds))
        if files:
            self.added.emit([Path(file) for file in files])

    def paste_picture(self) -> bool:
        """Take what is on the clipboard, if that is a picture."""
        data = clipboard_picture()
        if data is not None:
            self.added.emit([data])
        return data is not None

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at < self.list.count() and 0 <= at + step < self.list.count():
            self.moved.emit(at, at + step)
            self.list.setCurrentRow(at + step)

    def _with_chosen(self, act: Callable[[int], object]) -> None:
        if self.list.currentRow() >= 0:
            act(self.list.currentRow())


def clipboard_picture() -> bytes | None:
    """The clipboard's picture as PNG; None when it has a text, or nothing."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is None or not data.hasImage() or data.hasText():
        return None
    image = clipboard.image()
    return None if image.isNull() else png(image)


def png(image: QImage) -> bytes:
    """A picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs know the bytes form of the name alone
    return bytes(buffer.data().data())


def _thumbnail(file: Path, size: QSize) -> QPixmap:
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
