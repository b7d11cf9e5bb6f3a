"""After the exam: that it was handed in, and what it earned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain.app.sessions import SignedIn
from jltrain.clock import beijing, parse_iso
from jltrain.exam.grading import Grade
from jltrain.exam.state import SittingState
from jltrain.gui.exam.cards import card, heading, scrolled, wrapped
from jltrain.gui.exam.tally import Part, by_area, by_section
from jltrain.i18n import _
from jltrain.paper.marks import marks_text


class ResultView(QWidget):
    """`closed`: the officer has read it."""

    closed = Signal()

    def __init__(self, signed: SignedIn, state: SittingState, grade: Grade) -> None:
        super().__init__()
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.addLayout(_heading(grade))
        inner.addWidget(wrapped(_how(signed, state)))
        inner.addWidget(_total(signed, grade))
        inner.addWidget(_table(_("各部分得分"), by_section(grade)))
        inner.addWidget(_table(_("各知识领域得分"), by_area(grade)))
        hint = wrapped(_("带电子签名的成绩单由教官在“成绩与成绩单”页出具，请向教官索取。"))
        hint.setProperty("role", "muted")
        inner.addWidget(hint)
        inner.addStretch(1)
        self.done = QPushButton(_("完成，返回登录页(&D)"))
        self.done.setProperty("role", "primary")
        self.done.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done)
        column = QVBoxLayout(self)
        column.addWidget(scrolled(body), 1)
        column.addLayout(row)


def _heading(grade: Grade) -> QHBoxLayout:
    verdict = QLabel(_("合格") if grade.passed else _("不合格"))
    verdict.setProperty("role", "badge-good" if grade.passed else "badge-bad")
    row = QHBoxLayout()
    row.addWidget(heading(_("已交卷"), "title"))
    row.addWidget(verdict)
    row.addStretch(1)
    return row


def _how(signed: SignedIn, state: SittingState) -> str:
    ways = {
        "officer": _("{name} 于 {time} 交卷，作答已全部保存。"),
        "time": _("考试时间已到，{name} 的试卷于 {time} 自动交卷，作答已全部保存。"),
        "invigilator": _("监考员于 {time} 为 {name} 收卷，作答已全部保存。"),
    }
    time = beijing(parse_iso(state.submitted), "%Y-%m-%d %H:%M:%S")
    return ways.get(state.submitted_by, ways["officer"]).format(name=signed.candidate.name, time=time)


def _total(signed: SignedIn, grade: Grade) -> QFrame:
    made = card()
    figure = QLabel(marks_text(grade.halves))
    figure.setProperty("role", "figure")
    text = wrapped(
        _("满分 {full} 分，{line} 分合格；{rule}。").format(
            full=marks_text(grade.full_halves),
            line=marks_text(signed.paper.pass_halves),
            rule=signed.paper.rule.label,
        )
    )
    row = QHBoxLayout(made)
    row.addWidget(figure)
    row.addWidget(QLabel(_("分")))
    row.addWidget(text, 1)
    return made


def _table(title: str, parts: Sequence[Part]) -> QFrame:
    made = card()
    grid = QGridLayout(made)
    grid.setHorizontalSpacing(made.fontMetrics().height() * 2)
    grid.addWidget(heading(title), 0, 0, 1, 4)
    for column, name in enumerate((_("项目"), _("答对"), _("得分"), _("满分"))):
        caption = QLabel(name)
        caption.setProperty("role", "muted")
        grid.addWidget(caption, 1, column)
    for line, part in enumerate(parts, 2):
        right = _("{right}/{items} 题").format(right=part.right, items=part.items)
        for column, text in enumerate((part.title, right, marks_text(part.halves), marks_text(part.full_halves))):
            grid.addWidget(QLabel(text), line, column)
    grid.setColumnStretch(4, 1)
    return made
