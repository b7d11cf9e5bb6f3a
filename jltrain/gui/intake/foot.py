"""Where the questions go, the button that brings them into the bank, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from jltrain.bank.areas import Area
from jltrain.gui.hr.parts import button, label, narrow
from jltrain.gui.intake.work import Work
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.app.intake import Taken, Target

Topics = dict[Area, tuple[tuple[str, int], ...]]


class Foot(QWidget):
    """`area_chosen` tells that topics of another area are wanted."""

    area_chosen = Signal()

    def __init__(self, take: Callable[[], object], show: Callable[[], object]) -> None:
        super().__init__()
        self._topics: Topics = {}
        self.area, self.topic, self.difficulty = QComboBox(), QComboBox(), QComboBox()
        self._choosers()
        self.rest = label("", "muted", wrap=False)
        self.take = button(_("导入 {n} 题(&I)").format(n=0), take, _("把列表中的题导入题库（Alt+I）"), role="primary")
        self.told = label("")
        self.show_taken = button(_("在题库中查看(&U)"), show, _("到题库页查看刚导入的题（Alt+U）"))
        self.result = QFrame()
        self.result.setProperty("role", "card")
        row = QHBoxLayout(self.result)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.addWidget(self.told, 1)
        row.addWidget(self.show_taken)
        self.result.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.result)
        self._choice = Flow(
            px(6), self._pair(_("导入到(&R)："), self.area), self.topic, self.difficulty, self.take, self.rest
        )
        column.addWidget(self._choice)
        self.area.currentIndexChanged.connect(lambda _at: self._area_chosen())

    def show_topics(self, topics: Topics) -> None:
        """What the chooser of topics offers for each area."""
        self._topics = topics
        self._area_chosen()

    def topics(self) -> tuple[str, ...]:
        """Of the area chosen, of all when none is."""
        areas = [self.chosen_area] if self.chosen_area else list(self._topics)
        return tuple(name for area in areas if area for name, _count in self._topics.get(area, ()))

    @property
    def chosen_area(self) -> Area | None:
        key = self.area.currentData()
        return Area(key) if key else None

    def target(self) -> Target:
        """Where questions go that say nothing themselves."""
        from jltrain.app.intake import Target

        return Target(self.chosen_area or Area.LAW, self.topic.currentText().strip(), self.difficulty.currentData())

    def show_work(self, work: Work) -> None:
        """How many would be imported, and what the last import came to."""
        unfinished = work.unfinished()
        doubtful = sum(entry.doubtful for entry in unfinished)
        skipped = sum(entry.skipped for entry in work.entries())
        sound = len(unfinished) - doubtful
        text = _("导入 {n} 题(&I)") if sound or not doubtful else _("还有 {n} 题待核对(&I)…")
        self.take.setText(text.format(n=f"{sound or doubtful:,}"))
        self.take.setEnabled(bool(unfinished))
        self.rest.setText(_("跳过 {n} 题").format(n=f"{skipped:,}"))
        self.rest.setVisible(bool(skipped))
        self.told.setText(work.told)
        self.show_taken.setVisible(bool(work.ids))
        self.result.setVisible(bool(work.told))
        self._choice.setVisible(bool(unfinished) or not work.told)

    def _area_chosen(self) -> None:
        with QSignalBlocker(self.topic):
            text = self.topic.currentText()
            self.topic.clear()
            self.topic.addItems(list(self.topics()))
            self.topic.setCurrentText(text)
        self.area_chosen.emit()

    def _choosers(self) -> None:
        self.area.addItem(_("请选择门类"), "")
        for area in Area:
            self.area.addItem(area.label, area.value)
        self.area.setToolTip(_("文件没有写明门类的题归到这里（Alt+R）"))
        self.topic.setEditable(True)
        self.topic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        inside = self.topic.lineEdit()
        if inside is not None:
            inside.setPlaceholderText(_("默认知识点"))
            inside.setAcceptDrops(False)
        self.topic.setToolTip(_("文件没有写明知识点的题用这一个，可以选也可以写"))
        for level in range(1, 6):
            self.difficulty.addItem(_("难度 {level}").format(level=level), level)
        self.difficulty.setCurrentIndex(2)
        self.difficulty.setToolTip(_("文件没有写明难度的题用这一个，1 最易，5 最难"))
        for chooser in (self.area, self.topic):
            narrow(chooser)
            chooser.setMinimumContentsLength(10)
            chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.area.setAccessibleName(_("导入到的门类"))
        self.topic.setAccessibleName(_("默认知识点"))
        self.difficulty.setAccessibleName(_("默认难度"))

    def _pair(self, text: str, field: QComboBox) -> QWidget:
        """A name and its field, kept together where the line breaks."""
        name = QLabel(text)
        name.setBuddy(field)
        both = QWidget()
        both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(name)
        row.addWidget(field, 1)
        return both


def taken_text(taken: Taken) -> str:
    """What an import came to."""
    text = _("新导入 {new} 题：{ready} 题可用").format(new=f"{taken.new:,}", ready=f"{taken.ready:,}")
    if taken.drafts:
        text += _("，{n} 题缺少依据、解析或答案，存为草稿，补齐后才能用于组卷").format(n=f"{taken.drafts:,}")
    text += _("。")
    if taken.known:
        text += _("{n} 题在题库中（或文件里前面）已有，没有重复导入。").format(n=f"{taken.known:,}")
    return text
