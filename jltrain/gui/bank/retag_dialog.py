"""批量改标签: topic, area and difficulty of many questions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jltrain.bank.areas import Area
from jltrain.gui.bank.filters import Topics
from jltrain.gui.bank.scope import Scope, ScopeChoice
from jltrain.gui.exam.dialog_size import size_in_lines
from jltrain.gui.hr.parts import label
from jltrain.gui.shell.frame import inset
from jltrain.i18n import _


class RetagDialog(QDialog):
    """What is ticked is changed; the rest of each question stays as it is."""

    def __init__(self, parent: QWidget, counts: Mapping[Scope, int], topics: Topics) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("批量改标签"))
        self._counts, self._topics = dict(counts), topics
        gap = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap // 2)
        self.scope = ScopeChoice(self._counts)
        column.addWidget(self.scope)
        self.area_on, self.topic_on = QCheckBox(_("改门类(&M)")), QCheckBox(_("改知识点(&T)"))
        self.grade_on = QCheckBox(_("改难度(&G)"))
        self.area, self.topic, self.grade = QComboBox(), QComboBox(), QSpinBox()
        for one in Area:
            self.area.addItem(one.label, one.value)
        self.topic.setEditable(True)
        self.topic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.grade.setRange(1, 5)
        self.grade.setValue(3)
        inset(self.grade)
        grid = QGridLayout()
        pairs: Sequence[tuple[QCheckBox, QWidget, str]] = (
            (self.area_on, self.area, _("新的门类")),
            (self.topic_on, self.topic, _("新的知识点")),
            (self.grade_on, self.grade, _("新的难度")),
        )
        for row, (box, field, name) in enumerate(pairs):
            grid.addWidget(box, row, 0)
            grid.addWidget(field, row, 1)
            field.setEnabled(False)
            field.setAccessibleName(name)
            box.toggled.connect(field.setEnabled)
            box.toggled.connect(lambda _on: self._ready())
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(label(_("每题多一个历史版本，随时可以恢复；已做好的试卷不变。"), "muted"))
        column.addStretch(1)
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        box_ = QDialogButtonBox()
        box_.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box_.addButton(QPushButton(_("取消")), QDialogButtonBox.ButtonRole.RejectRole)
        box_.accepted.connect(self.accept)
        box_.rejected.connect(self.reject)
        column.addWidget(box_)
        self.area.currentIndexChanged.connect(lambda _at: self._fill())
        self.topic.editTextChanged.connect(lambda _text: self._ready())
        for made in self.scope.buttons.values():
            made.toggled.connect(lambda _on: self._ready())
        self._fill()
        self._ready()
        size_in_lines(self, 34)

    @property
    def chosen(self) -> tuple[str | None, Area | None, int | None]:
        """(topic, area, difficulty), None for what stays."""
        topic = self.topic.currentText().strip()
        return (
            topic if self.topic_on.isChecked() and topic else None,
            Area(self.area.currentData()) if self.area_on.isChecked() else None,
            self.grade.value() if self.grade_on.isChecked() else None,
        )

    def _fill(self) -> None:
        said = self.topic.currentText()
        self.topic.clear()
        areas = [Area(self.area.currentData())] if self.area_on.isChecked() else list(self._topics)
        self.topic.addItems(list(dict.fromkeys(name for area in areas for name, _n in self._topics.get(area, ()))))
        self.topic.setEditText(said)

    def _ready(self) -> None:
        count = self._counts.get(self.scope.chosen, 0)
        self.go.setText(_("改 {n} 题").format(n=f"{count:,}"))
        lacking = self.topic_on.isChecked() and not self.topic.currentText().strip()
        self.go.setEnabled(count > 0 and any(one is not None for one in self.chosen) and not lacking)
