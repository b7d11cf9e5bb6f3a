"""What the page shows before anything is read: where to put a file, and what may be in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.drop import DropFrame
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _


class Start(DropFrame):
    """The frame, with the ways to bring questions in."""

    def __init__(
        self, choose: Callable[[], object], paste: Callable[[], object], template: Callable[[], object]
    ) -> None:
        super().__init__()
        self.choose = button(_("选择文件(&O)…"), choose, _("选择一个或几个文件（Alt+O）"), role="primary")
        self.paste = button(_("粘贴文字(&V)…"), paste, _("从网页、聊天或文档中复制试题，粘贴到这里（Alt+V）"))
        self.template = button(_("保存模板(&T)…"), template, _("保存一份可以填写的 Excel 模板（Alt+T）"))
        title = label(_("把 Word、Excel 或文本文件拖到这里"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(14))
        column.addStretch(2)
        column.addWidget(title)
        ways = QHBoxLayout()
        ways.addStretch(1)
        for made in (self.choose, self.paste, self.template):
            ways.addWidget(made)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addSpacing(px(10))
        for text in (
            _(
                "能读 Word 和 WPS 文字（.docx）、Excel 和 WPS 表格（.xlsx .xls .ods .csv）、纯文本（.txt .md），编码和排版不限。"
            ),
            _("也能读 GIFT、Moodle XML、Aiken、QTI 题库，以及本程序导出的 .yaml、.jsonl 和表格。"),
            _("读完先逐题列出，对照原文核对后再导入；没有看懂的行也会列出，不会丢掉。"),
        ):
            line = label(text, "muted")
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addStretch(3)


class PasteDialog(QDialog):
    """A large field for text from elsewhere."""

    def __init__(self, parent: QWidget, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("粘贴试题"))
        self.box = QPlainTextEdit(text)
        self.box.setAccessibleName(_("试题文字"))
        self.box.setPlaceholderText(
            _("按 Ctrl+V 粘贴。题号、选项、答案写成什么样都可以，也可以直接粘贴 Excel 里复制的几行。")
        )
        self.read = QPushButton(_("识别(&R)"))
        self.read.setToolTip(_("从文字中找出试题（Alt+R）"))
        self.read.setProperty("role", "primary")
        self.read.setEnabled(bool(text.strip()))
        box = QDialogButtonBox()
        box.addButton(self.read, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.box.textChanged.connect(lambda: self.read.setEnabled(not self.box.document().isEmpty()))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addWidget(self.box, 1)
        column.addWidget(box)
        room = parent.window().size()
        self.resize(min(px(900), room.width() - px(60)), min(px(620), room.height() - px(60)))
        self.box.setFocus()


def heading(total: QWidget, more: QWidget) -> Flow:
    """The page's name, where all lines are, and the way to further files."""
    made = label(_("导入试题"), "title", wrap=False)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(16))
    row.addWidget(made)
    row.addWidget(total)
    return Flow(px(6), both, more, apart=True)
