"""What the list of questions is narrowed to: words, where they are looked for, and what the questions are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jltrain.app.bank import Field, Wanted
from jltrain.bank.areas import Area
from jltrain.bank.question import Kind
from jltrain.bank.state import IN_USE, State
from jltrain.gui.hr.parts import button, search_box
from jltrain.gui.shell.paged import Delay
from jltrain.i18n import N_, _

Topics = Mapping[Area, Sequence[tuple[str, int]]]

_USED: Final = "used"
_ALL: Final = "all"
_FOLDERS: Final = (("shipped", N_("随程序题库")), ("own", N_("自有题库文件")), ("desk", N_("在程序中录入或改过")))


class Filters(QWidget):
    """`changed` once the user has paused typing or chosen something; `wanted` tells what the fields say."""

    changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._topics: Topics = {}
        self._narrow = False
        self._slots: list[QWidget] = []
        self.delay = Delay(self, self._tell)
        self.search = search_box(page, _("搜索试题，多个词用空格分开"), lambda: self.delay.start())
        self.search.setToolTip(
            _("按 Ctrl+F 到这里，按 Esc 清空。几个词用空格分开，要同时出现；带空格的词加引号；前面加减号的词不要出现。")
        )
        self.search.returnPressed.connect(self.delay.now)
        self.field, self.area, self.kind = _combo(_("在哪里查找")), _combo(_("门类")), _combo(_("题型"))
        self.topic, self.state, self.difficulty = _combo(_("知识点")), _combo(_("状态")), _combo(_("难度"))
        self.folder, self.law = _combo(_("来源")), QComboBox()
        self.article = QLineEdit()
        self._fill()
        self.more = QPushButton(_("更多筛选(&R)"))
        self.more.setToolTip(_("按难度、来源、引用的法条筛选（Alt+R）"))
        self.more.clicked.connect(lambda: self.show_more())
        self.reset = button(_("清除条件(&C)"), self.clear, _("显示全部试题（Alt+C）"))
        self._lay_out()
        self._mark()

    # ---- what they say

    def wanted(self) -> Wanted:
        """What the fields say now."""
        area, kind, field = self.area.currentData(), self.kind.currentData(), self.field.currentData()
        least, most = self.difficulty.currentData().split("-")
        return Wanted(
            text=self.search.text().strip(),
            field=Field(field) if field else None,
            area=Area(area) if area else None,
            kind=Kind(kind) if kind else None,
            topic=self.topic.currentData() or "",
            difficulty=(int(least), int(most)),
            states=_states(self.state.currentData()),
            law=self.law.currentText().strip(),
            article=self.article.text().strip() if self.law.currentText().strip() else "",
            folder=self.folder.currentData() or "",
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return self.wanted() != Wanted()

    def put(self, wanted: Wanted) -> None:
        """Say this; nobody is told."""
        with QSignalBlocker(self):
            self.delay.stop()
            self.search.setText(wanted.text)
            _choose(self.field, wanted.field.value if wanted.field else "")
            _choose(self.area, wanted.area.value if wanted.area else "")
            _choose(self.kind, wanted.kind.value if wanted.kind else "")
            self._fill_topics()
            if wanted.topic and self.topic.findData(wanted.topic) < 0:
                self.topic.addItem(wanted.topic, wanted.topic)
            _choose(self.topic, wanted.topic)
            _choose(self.difficulty, f"{wanted.difficulty[0]}-{wanted.difficulty[1]}")
            _choose(self.state, _state_key(wanted.states))
            _choose(self.folder, wanted.folder)
            self.law.setEditText(wanted.law)
            self.article.setText(wanted.article)
            self.delay.stop()
        self._mark()

    def clear(self) -> None:
        """Everything as at first."""
        self.put(Wanted())
        self.search.setFocus()
        self.changed.emit()

    def show_bank(self, topics: Topics, laws: Sequence[str], states: Mapping[State, int]) -> None:
        """What there is to choose from."""
        self._topics = topics
        self._fill_topics()
        said = self.law.currentText()
        with QSignalBlocker(self.law):
            self.law.clear()
            self.law.addItems(["", *laws])
            self.law.setEditText(said)
        counts = (_("{name} {count}").format(name=state.label, count=f"{states.get(state, 0):,}") for state in State)
        self.state.setToolTip(_("状态：") + "，".join(counts))

    # ---- how they are built

    def _fill(self) -> None:
        self.field.addItem(_("全部字段"), "")
        for field in Field:
            self.field.addItem(field.label, field.value)
        self.area.addItem(_("全部门类"), "")
        for area in Area:
            self.area.addItem(area.label, area.value)
        self.kind.addItem(_("全部题型"), "")
        for kind in Kind:
            self.kind.addItem(kind.label, kind.value)
        self.topic.addItem(_("全部知识点"), "")
        for key in (_USED, *(state.value for state in State), _ALL):
            self.state.addItem(_state_name(key), key)
        self.difficulty.addItem(_("全部难度"), "1-5")
        for n in range(1, 6):
            self.difficulty.addItem(_("难度 {grade}").format(grade=n), f"{n}-{n}")
        self.difficulty.addItem(_("难度 1–2"), "1-2")
        self.difficulty.addItem(_("难度 4–5"), "4-5")
        self.folder.addItem(_("全部来源"), "")
        for folder, name in _FOLDERS:
            self.folder.addItem(_(name), folder)
        self.law.setEditable(True)
        self.law.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if (proposals := self.law.completer()) is not None:
            proposals.setFilterMode(Qt.MatchFlag.MatchContains)
            proposals.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.law.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.law.setMinimumContentsLength(12)
        self.law.setAccessibleName(_("引用的法规"))
        self.law.setToolTip(_("引用的法规，例如：公路法"))
        if (line := self.law.lineEdit()) is not None:
            line.setPlaceholderText(_("引用的法规"))
            line.setAcceptDrops(False)
        self.article.setPlaceholderText(_("第几条"))
        self.article.setAccessibleName(_("第几条"))
        self.article.setToolTip(_("先选法规，再写条号，例如：51 或 第五十一条"))
        self.article.setAcceptDrops(False)
        self.law.editTextChanged.connect(lambda _text: self.delay.start())
        self.article.textChanged.connect(lambda _text: self.delay.start())
        self.area.currentIndexChanged.connect(lambda _at: self._fill_topics())
        for combo in (self.field, self.area, self.kind, self.topic, self.state, self.difficulty, self.folder):
            combo.currentIndexChanged.connect(lambda _at: self._tell())

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 3
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.field)
        top.addWidget(self.reset)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        for line in (top, row):
            line.setSpacing(gap)
        self._top, self._row = top, row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(top)
        column.addWidget(self._bar)
        self.panel = QFrame(self, Qt.WindowType.Popup)
        self.panel.setProperty("role", "card")
        form = self._form = QFormLayout(self.panel)
        form.setContentsMargins(*(gap * 3 for _side in range(4)))
        for text, combo in (
            (_("门类(&M)"), self.area),
            (_("题型(&K)"), self.kind),
            (_("知识点(&P)"), self.topic),
            (_("状态(&Z)"), self.state),
        ):
            slot = QWidget()
            inside = QVBoxLayout(slot)
            inside.setContentsMargins(0, 0, 0, 0)
            form.addRow(text, slot)
            name = form.labelForField(slot)
            if isinstance(name, QLabel):
                name.setBuddy(combo)
            self._slots.append(slot)
        for text, field in (
            (_("难度(&D)"), self.difficulty),
            (_("来源(&S)"), self.folder),
            (_("引用的法规(&L)"), self.law),
            (_("第几条(&T)"), self.article),
        ):
            form.addRow(text, field)

        self._narrow = True
        self._make_room(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Where the choices do not fit into one line, they go into the panel."""
        gap = self._row.spacing()
        asked = sum(combo.sizeHint().width() + gap for combo in self._first)
        self._make_room(narrow=asked + self.more.sizeHint().width() > self.width())

    @property
    def _first(self) -> tuple[QComboBox, ...]:
        return self.area, self.kind, self.topic, self.state

    def _make_room(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for combo, slot in zip(self._first, self._slots, strict=True):
            inside = slot.layout()
            if narrow and inside is not None:
                inside.addWidget(combo)
            else:
                self._row.addWidget(combo, 1)
            self._form.setRowVisible(slot, narrow)
        (self._top if narrow else self._row).addWidget(self.more)
        self._bar.setVisible(not narrow)
        self._mark()

    def show_more(self) -> None:
        """Open the rest below its button, inside the screen."""
        self.panel.adjustSize()
        place = self.more.mapToGlobal(self.more.rect().bottomRight())
        place.setX(max(self.screen().availableGeometry().left(), place.x() - self.panel.width()))
        self.panel.move(place)
        self.panel.show()
        (self.area if self._narrow else self.difficulty).setFocus()

    def _hidden_ones(self) -> int:
        """How many of the fields in the panel narrow the list."""
        combos = (self.difficulty, self.folder, *(self._first if self._narrow else ()))
        return sum(combo.currentIndex() > 0 for combo in combos) + bool(self.law.currentText())

    def _fill_topics(self) -> None:
        before, area = self.topic.currentData(), self.area.currentData()
        with QSignalBlocker(self.topic):
            self.topic.clear()
            self.topic.addItem(_("全部知识点"), "")
            for one in [Area(area)] if area else list(self._topics):
                for name, questions in self._topics.get(one, ()):
                    self.topic.addItem(_("{topic}（{count}）").format(topic=name, count=questions), name)
            self.topic.setCurrentIndex(max(0, self.topic.findData(before)))

    def _tell(self) -> None:
        self.delay.stop()
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        self.reset.setVisible(self.narrowed)
        hidden = self._hidden_ones()
        self.more.setText(_("更多筛选：{n}(&R)").format(n=hidden) if hidden else _("更多筛选(&R)"))


def source_label(folder: str) -> str:
    """Where a question comes from, in words."""
    return _(dict(_FOLDERS)[folder])


def _states(key: str) -> tuple[State, ...]:
    if key == _USED:
        return IN_USE
    return tuple(State) if key == _ALL else (State(key),)


def _state_key(states: tuple[State, ...]) -> str:
    if len(states) == 1:
        return states[0].value
    return _ALL if State.WITHDRAWN in states else _USED


def _state_name(key: str) -> str:
    return {_USED: _("使用中"), _ALL: _("全部状态")}.get(key) or State(key).label


def _choose(combo: QComboBox, data: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(data)))


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(11)  # Latin letters: five of Chinese
    return made
