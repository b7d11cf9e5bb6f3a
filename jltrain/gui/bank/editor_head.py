"""What a question is and where it belongs: area, topic, kind and difficulty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QWidget

from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.gui.bank.editor_checks import FaultLabel
from jltrain.gui.bank.editor_work import Work
from jltrain.gui.hr.parts import label, narrow
from jltrain.gui.shell.frame import px
from jltrain.i18n import N_, _

_GRADES: Final = (
    (N_("1　记忆"), N_("法条直接写明")),
    (N_("2　理解"), N_("换一种说法，或举例")),
    (N_("3　运用"), N_("用于一个简单情境")),
    (N_("4　分析"), N_("情境较复杂，或规定易混")),
    (N_("5　综合"), N_("权衡几条规定")),
)


class HeadFields(QWidget):
    """`changed` with the name of the field the user changed: area, topic, kind or difficulty."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._topics: Mapping[Area, Sequence[str]] = {}
        self.area, self.topic, self.kind, self.difficulty = (QComboBox() for _n in range(4))
        self.faults: dict[str, FaultLabel] = {"topic": FaultLabel(), "difficulty": FaultLabel(), "parts": FaultLabel()}
        for area in Area:
            self.area.addItem(area.label, area.value)
        for kind in Kind:
            self.kind.addItem(kind.label, kind.value)
        for level, (name, meaning) in enumerate(_GRADES, 1):
            self.difficulty.addItem(_(name), level)
            self.difficulty.setItemData(level - 1, _(meaning), Qt.ItemDataRole.ToolTipRole)
        self.meaning = label("", "muted")
        self.topic.setEditable(True)
        self.topic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._lay_out()
        self.area.currentIndexChanged.connect(self._area_chosen)
        self.topic.editTextChanged.connect(lambda _text: self.changed.emit("topic"))
        self.kind.currentIndexChanged.connect(lambda _at: self.changed.emit("kind"))
        self.difficulty.currentIndexChanged.connect(self._tell_meaning)
        self.difficulty.currentIndexChanged.connect(lambda _at: self.changed.emit("difficulty"))

    def offer(self, topics: Mapping[Area, Sequence[str]]) -> None:
        """The topics that the bank has of each area."""
        self._topics = topics
        with QSignalBlocker(self):
            self._offer()

    def put(self, work: Work) -> None:
        """Show these. Nothing is told of it."""
        with QSignalBlocker(self):
            self.area.setCurrentIndex(self.area.findData(work.area.value))
            self._offer()
            if self.topic.currentText().strip() != work.topic:
                self.topic.setEditText(work.topic)
            self.kind.setCurrentIndex(self.kind.findData(work.kind.value))
            self.difficulty.setCurrentIndex(self.difficulty.findData(work.difficulty))

    def read(self, work: Work) -> Work:
        """The work with what stands here, but the kind, which changes more than itself."""
        return replace(
            work,
            area=Area(self.area.currentData()),
            topic=" ".join(self.topic.currentText().split()),
            difficulty=self.difficulty.currentData() or work.difficulty,
        )

    @property
    def order(self) -> tuple[QWidget, ...]:
        """In which the keyboard goes through them."""
        return self.area, self.topic, self.kind, self.difficulty

    def _area_chosen(self) -> None:
        with QSignalBlocker(self):
            self._offer()
        self.changed.emit("area")

    def _tell_meaning(self, at: int) -> None:
        self.meaning.setText(_(_GRADES[at][1]) if at >= 0 else "")

    def _offer(self) -> None:
        text = self.topic.currentText()
        self.topic.clear()
        self.topic.addItems(list(self._topics.get(Area(self.area.currentData()), ())))
        self.topic.setEditText(text)
        completer = self.topic.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        names = (
            (_("门类"), self.area, _("试题属于哪个执法门类或公共部分")),
            (_("知识点"), self.topic, _("写几个字就列出题库里已有的知识点，也可以写新的")),
            (_("题型"), self.kind, _("换题型时，新题型用不到的内容仍然留着，换回来就又有了")),
            (_("难度"), self.difficulty, _("1 最容易，5 最难")),
        )
        for at, (name, box, hint) in enumerate(names):
            caption: QLabel = label(name, wrap=False)
            caption.setBuddy(box)
            box.setAccessibleName(name)
            box.setToolTip(hint)
            narrow(box)
            whole = at < 2  # names may be long
            row, column = (at * 2, 0) if whole else (4, at % 2 * 2)
            grid.addWidget(caption, row, column)
            grid.addWidget(box, row, column + 1, 1, 3 if whole else 1)
        inside = self.topic.lineEdit()
        if inside is not None:
            inside.setAccessibleName(_("知识点"))
            inside.setPlaceholderText(_("如：超限运输"))
        grid.addWidget(self.faults["topic"], 3, 1, 1, 3)
        grid.addWidget(self.meaning, 5, 3)
        grid.addWidget(self.faults["difficulty"], 6, 0, 1, 4)
        grid.addWidget(self.faults["parts"], 7, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._tell_meaning(0)
