"""课程学习: the chapters of the ten areas, how far each is read, and the way into them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jltrain.app.study import ChapterRow
from jltrain.bank.areas import Area
from jltrain.errors import JltrainError
from jltrain.gui.page import Page, Shell
from jltrain.gui.study import standing
from jltrain.gui.study.chapter_card import ChapterCard
from jltrain.gui.study.layout import Column, empty, label, narrow
from jltrain.gui.study.standing import Need, Standing
from jltrain.i18n import _
from jltrain.ledger.identity import tidy_certificate
from jltrain.practice.scope import Scope, ScopeKind


class CoursesPage(Page):
    """Who learns is asked here, and only for his own record: no number is needed to read or practise."""

    name = "courses"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._standing: Standing | None = None
        self._arriving = False
        self.cards: list[ChapterCard] = []
        self.learner = QLineEdit(self.context.settings.text("learner"))
        self.learner.setMaxLength(40)
        self.learner.setPlaceholderText(_("可以不填"))
        self.learner.setToolTip(_("填写后，学习和练习记录归到这个执法证号下"))
        self.learner.editingFinished.connect(self._keep_learner)
        self.area = narrow(QComboBox())
        self.area.addItem(_("全部领域"), "")
        for area in Area:
            self.area.addItem(area.label, area.value)
        self.area.currentIndexChanged.connect(self._fill)
        self.unread = QCheckBox(_("只看没读完的(&U)"))
        self.unread.toggled.connect(self._fill)
        self.count = label(role="muted", wrap=False)
        self.problem = label(role="badge-warn")
        self.problem.hide()
        self.list = Column()
        self._lay_out()

    def _lay_out(self) -> None:
        top, filters = QHBoxLayout(), QHBoxLayout()
        top.addWidget(label(_("课程学习"), "title"), 1)
        top.addWidget(_named(_("执法证号(&N)"), self.learner))
        top.addWidget(self.learner)
        filters.addWidget(_named(_("领域(&A)"), self.area))
        filters.addWidget(self.area, 1)
        filters.addWidget(self.unread)
        filters.addStretch(1)
        filters.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(self.problem)
        column.addWidget(self.list, 1)

    def arrive(self, **arguments: object) -> None:
        """`area`: an area key to show alone."""
        if isinstance(area := arguments.get("area"), str) and (place := self.area.findData(area)) >= 0:
            self.area.setCurrentIndex(place)
        self._arriving = True
        self._load()

    def _load(self) -> None:
        learner = self.context.settings.text("learner")
        self.shell.run(
            lambda report: standing.load(self.context, learner, Need.CHAPTERS | Need.COURSEWARE_FAULTS, report),
            self._loaded,
            _("正在载入课程…"),
            self.shell.fail,
        )

    def _loaded(self, loaded: Standing) -> None:
        self._standing = loaded
        problems = [problem.sentence() for problem in loaded.problems]
        self.problem.setText("\n".join(problems[:3]))
        self.problem.setVisible(bool(problems))
        self._fill()
        if self._arriving and self.cards:
            self._arriving = False
            first = next((card for card in self.cards if not card.row.progress.finished), self.cards[0])
            self.take_focus(first.read)

    def _keep_learner(self) -> None:
        number = tidy_certificate(self.learner.text())
        self.learner.setText(number)
        if number == self.context.settings.text("learner"):
            return
        try:
            self.context.settings.put("learner", number)
        except JltrainError as error:
            self.shell.fail(error)
            return
        who = _("学习记录归到 {number}。").format(number=number) if number else _("学习记录不再归到某个证号。")
        self.shell.tell(_("已保存。") + who)
        self._load()

    def _fill(self) -> None:
        if self._standing is None:
            return
        at = self.list.verticalScrollBar().value()
        rows = [row for row in self._standing.chapters if self._wanted(row)]
        self.list.setUpdatesEnabled(False)
        empty(self.list.column)
        self.cards = []
        area = ""
        for row in rows:
            if row.chapter.area != area:
                area = row.chapter.area
                self.list.column.addWidget(label(self._heading(area), "subtitle"))
            card = ChapterCard(row, self._read, self._practise)
            self.cards.append(card)
            self.list.column.addWidget(card)
        if not rows:
            self.list.column.addWidget(label(self._nothing()), 0, Qt.AlignmentFlag.AlignCenter)
        self.list.column.addStretch(1)
        self.list.setUpdatesEnabled(True)
        self.list.verticalScrollBar().setValue(at)
        done = sum(row.progress.finished for row in self._standing.chapters)
        self.count.setText(_("共 {n} 章，已读 {done} 章").format(n=len(self._standing.chapters), done=done))

    def _wanted(self, row: ChapterRow) -> bool:
        area = self.area.currentData()
        return (not area or row.chapter.area == area) and not (self.unread.isChecked() and row.progress.finished)

    def _heading(self, area: str) -> str:
        rows = [row for row in self._standing.chapters if row.chapter.area == area] if self._standing else []
        done = sum(row.progress.finished for row in rows)
        return _("{area}（已读 {done}/{n}）").format(area=Area(area).label, done=done, n=len(rows))

    def _nothing(self) -> str:
        if self.unread.isChecked():
            return _("这里的章节都读完了。去掉“只看没读完的”可以重读。")
        return _("这个领域还没有课件，请选别的领域。")

    def _read(self, row: ChapterRow) -> None:
        self.shell.go("reader", chapter=row.chapter.id)

    def _practise(self, row: ChapterRow) -> None:
        scope = Scope(ScopeKind.CHAPTER, (row.chapter.id,))
        self.shell.go("practice", scope=scope, title=row.chapter.title)


def _named(text: str, field: QWidget) -> QWidget:
    made = label("", wrap=False)
    made.setTextFormat(Qt.TextFormat.AutoText)
    made.setText(text)
    made.setBuddy(field)
    return made
