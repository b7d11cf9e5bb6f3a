"""Which questions to write into a file, in which format, with or without answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.app.bankfiles import FORMATS, Written
from jltrain.gui.bank.scope import Scope, ScopeChoice
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import button, label
from jltrain.i18n import N_, _

_SAID: Final = {
    "jsonl": N_("每行一题，什么都不丢；给程序和脚本用，也能再导入。"),
    "yaml": N_("本程序自己的题库文件夹，什么都不丢；放回数据文件夹就能用，也便于逐行比较修改。"),
    "gift": N_("Moodle 学习平台的文本格式；没有图片，案例分析题拆成单题。"),
    "moodle": N_("Moodle 学习平台的题库文件，带图片和公式。"),
    "aiken": N_("最简单的文本格式，只有单选题。"),
    "qti21": N_("国际通用的题目交换格式，多数考试系统能读，带图片。"),
    "qti30": N_("国际通用题目交换格式的新版，带图片；接收方要支持 3.0。"),
    "csv": N_("一行一题的文本表格，用表格软件打开；没有图片。"),
    "xlsx": N_("一行一题的 Excel 表格，与导入模板的列相同，改好后能再导入；没有图片。"),
    "word": N_("可以打印和修改的 Word 文件。"),
    "docx": N_("可以打印和修改的 Word 文件。"),
    "pdf": N_("可以直接打印的 PDF 文件。"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written."""

    scope: Scope
    format: str
    answers: bool
    file: Path


class ExportDialog(QDialog):
    """After `accept`, `order` tells what was chosen."""

    def __init__(self, parent: QWidget, counts: dict[Scope, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("导出试题"))
        self.order: Order | None = None
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        self.scope = ScopeChoice(counts)
        column.addWidget(self.scope)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.format = QComboBox()
        for name, one in FORMATS.items():
            self.format.addItem(one.label, name)
        form.addRow(_("格式(&F)"), self.format)
        column.addLayout(form)
        self.said = label("", "muted")
        column.addWidget(self.said)
        self.answers = QCheckBox(_("带答案、依据和解析(&W)"))
        self.answers.setChecked(True)
        self.answers.setToolTip(_("不勾选时只写题干和选项，可以发给学员（Alt+W）"))
        column.addWidget(self.answers)
        column.addStretch(1)
        self.go = QPushButton(_("选择文件并导出…"))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        box = QDialogButtonBox()
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self._choose_file)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.format.currentIndexChanged.connect(lambda _at: self._say())
        self._say()
        self.go.setEnabled(any(counts.values()))
        size_in_lines(self, 34, 20)
        self.format.setFocus()

    def _say(self) -> None:
        self.said.setText(_(_SAID.get(self.format.currentData(), "")) if self.format.currentData() in _SAID else "")

    def _choose_file(self) -> None:
        form = FORMATS[self.format.currentData()]
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("导出试题"), _("题库") + form.suffix, f"{form.label} (*{form.suffix})"
        )
        if not chosen:
            return
        file = Path(chosen)
        if not file.suffix:
            file = file.with_name(file.name + form.suffix)
        self.order = Order(self.scope.chosen, form.name, self.answers.isChecked(), file)
        self.accept()


class ExportResult(QDialog):
    """Says what was written, and what the format could not hold."""

    def __init__(self, parent: QWidget, file: Path, written: Written) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("导出完毕"))
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        told = _("已导出 {count} 题到 {file}").format(count=f"{written.count:,}", file=file)
        column.addWidget(label(told))
        column.addWidget(label(_("下列内容这种格式放不下，没有写进文件："), "badge-warn"))
        self.list = lost_list(written.lost)
        column.addWidget(self.list, 1)
        row = button(_("知道了"), self.accept, _("关闭（回车）"), role="primary")
        row.setDefault(True)
        column.addWidget(row)
        size_in_lines(self, 36, 18)


def lost_list(lost: Sequence[str]) -> QWidget:
    """The sentences, each whole."""
    made = QListWidget()
    made.setWordWrap(True)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(_("没有写进文件的内容"))
    made.addItems(list(lost))
    return made
