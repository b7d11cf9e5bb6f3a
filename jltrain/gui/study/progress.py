"""我的进度: chapters read and questions right, in all and by area and topic."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jltrain.app import objections
from jltrain.app.study import ChapterRow
from jltrain.bank.areas import Area
from jltrain.gui.page import Page, Shell
from jltrain.gui.study import standing
from jltrain.gui.study.layout import Column, button, card, empty, label
from jltrain.gui.study.rate_bar import RateBar
from jltrain.gui.study.standing import Need, Standing
from jltrain.gui.study.wording import percent
from jltrain.i18n import _
from jltrain.practice.attempt import Source
from jltrain.stats.topics import Rate

_GOOD, _FAIR = 0.8, 0.6
"""From which share right a topic's bar is drawn as good, and as fair."""


class ProgressPage(Page):
    """Totals on top, a card for each area below; two beside each other where there is room."""

    name = "progress"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._standing: Standing | None = None
        self.cards: list[QFrame] = []
        self.figures: list[QFrame] = []
        self.who, self.invitation = label(role="muted"), self._invite()
        self.reports = button(_("导出试题报错(&X)…"), tip=_("把在本机报过的试题错误写到 U 盘，带给教官（Alt+X）"))
        self.reports.clicked.connect(self._export_reports)
        self.reports.hide()
        self.totals = QGridLayout()
        self.pane = Column()
        self.grid = QGridLayout()
        self.pane.column.addWidget(self.invitation)
        self.pane.column.addLayout(self.totals)
        self.pane.column.addLayout(self.grid)
        self.pane.column.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(label(_("我的进度"), "title"))
        top.addWidget(self.who, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.reports)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        self.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # read by scrolling: the keys scroll it

    def _invite(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(_("还没有学习记录。读一章课件，或者做一组练习，这里就会显示进度。")))
        row = QHBoxLayout()
        self.to_courses = button(_("去学课程(&L)"), "primary")
        self.to_practice = button(_("去练习(&P)"))
        self.to_courses.clicked.connect(lambda: self.shell.go("courses"))
        self.to_practice.clicked.connect(lambda: self.shell.go("practice"))
        for made in (self.to_courses, self.to_practice):
            made.setAutoDefault(True)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        frame.hide()
        return frame

    def arrive(self, **arguments: object) -> None:
        learner = self.context.settings.text("learner")
        self.shell.run(
            lambda report: standing.load(self.context, learner, Need.CHAPTERS | Need.ANSWERS, report),
            self._loaded,
            _("正在载入进度…"),
            self.shell.fail,
        )

    def _loaded(self, loaded: Standing) -> None:
        self._standing = loaded
        learner = self.context.settings.text("learner")
        self.who.setText(
            _("执法证号 {number}").format(number=learner) if learner else _("本机记录（没有填写执法证号）")
        )
        begun = bool(loaded.attempts) or any(row.progress.seconds for row in loaded.chapters)
        self.invitation.setVisible(not begun)
        self.reports.setVisible(objections.waiting(self.context) > 0)
        self._fill_totals(loaded)
        empty(self.grid)
        self.cards = [
            _area_card(
                area,
                [r for r in loaded.chapters if r.chapter.area == area],
                [r for r in loaded.rates if r.area is area],
            )
            for area in Area
        ]
        self._place()
        self.take_focus(self.pane if begun else self.to_courses)

    def _export_reports(self) -> None:
        from jltrain.gui.review.objections_stick import export  # not before somebody reports an error

        export(self, self.shell)

    def _fill_totals(self, loaded: Standing) -> None:
        empty(self.totals)
        self.figures = []
        rows, attempts = loaded.chapters, loaded.attempts
        done, must = sum(r.progress.finished for r in rows), [r for r in rows if r.chapter.required]
        practised = [a for a in attempts if a.source is Source.PRACTICE]
        right = sum(a.right for a in practised)
        minutes = int(sum(r.progress.seconds for r in rows) // 60)
        figures = (
            (f"{done}/{len(rows)}", _("已读章节")),
            (f"{sum(r.progress.finished for r in must)}/{len(must)}", _("其中必修")),
            (_("{n} 分钟").format(n=minutes), _("累计阅读")),
            (_("{n} 次").format(n=len(practised)), _("练习作答")),
            (percent(right / len(practised) if practised else None), _("练习正确率")),
            (_("{n} 题").format(n=len(loaded.mistakes)), _("错题本")),
        )
        for figure, words in figures:
            frame, column = card()
            column.addWidget(label(figure, "figure", wrap=False), 0, Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label(words, "muted", wrap=False), 0, Qt.AlignmentFlag.AlignCenter)
            self.figures.append(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Two columns of cards where both have room for a topic's name, its bar and its figures."""
        em = self.fontMetrics().height()
        beside = 6 if self.width() > em * 36 else 3
        for place, frame in enumerate(self.figures):
            self.totals.addWidget(frame, place // beside, place % beside)
        columns = 2 if self.width() > em * 56 else 1
        for place, frame in enumerate(self.cards):
            self.grid.addWidget(frame, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)


def _area_card(area: Area, chapters: Sequence[ChapterRow], rates: Sequence[Rate]) -> QFrame:
    frame, column = card()
    read = sum(row.progress.finished for row in chapters)
    answered, right = sum(r.attempts for r in rates), sum(r.right for r in rates)
    head = QHBoxLayout()
    head.addWidget(label(area.label, "subtitle"), 1)
    facts = _("已读 {read}/{n} 章 · 正确率 {rate}").format(
        read=read, n=len(chapters), rate=percent(right / answered if answered else None)
    )
    beside = label(facts, "muted")
    beside.setAlignment(Qt.AlignmentFlag.AlignRight)
    head.addWidget(beside, 1)
    column.addLayout(head)
    grid = QGridLayout()
    row = 0
    for chapter in chapters:
        share = 1.0 if chapter.progress.finished else chapter.progress.furthest
        words = _("已读") if chapter.progress.finished else percent(share) if share else _("未读")
        _line(grid, row, _("阅读：{title}").format(title=chapter.chapter.title), RateBar(share, "accent"), words)
        row += 1
    for rate in rates:
        words = _("{rate}（{right}/{n}）").format(rate=percent(rate.rate), right=rate.right, n=rate.attempts)
        _line(grid, row, rate.topic, RateBar(rate.rate, _level(rate.rate)), words if rate.attempts else _("未练习"))
        row += 1
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    column.addLayout(grid)
    return frame


def _line(grid: QGridLayout, row: int, name: str, drawn: RateBar, words: str) -> None:
    grid.addWidget(label(name), row, 0)
    grid.addWidget(drawn, row, 1)
    grid.addWidget(
        label(words, "muted", wrap=False), row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    )


def _level(share: float | None) -> str:
    if share is None:
        return "accent"
    return "good" if share >= _GOOD else "warn" if share >= _FAIR else "bad"
