"""Before the exam: who is to sit what, and by which rules."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain.app.sessions import SignedIn
from jltrain.exam.state import Status
from jltrain.gui.exam.cards import card, heading, scrolled, wrapped
from jltrain.gui.exam.words import span_text
from jltrain.i18n import _
from jltrain.paper.marks import marks_text
from jltrain.paper.paper import Paper


class ConfirmView(QWidget):
    """`agreed`: begin (or go on). `declined`: these are not my data."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, signed: SignedIn, remaining: int) -> None:
        """`remaining` seconds are left as of now, for a sitting that was begun before."""
        super().__init__()
        again = signed.state.status is not Status.NOT_STARTED
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.addWidget(heading(_("考试确认"), "title"))
        if again:
            self.resumed = wrapped(
                _("您已开始过本场考试，已作答 {count} 题，剩余 {left}。继续后从上次的位置接着作答。").format(
                    count=len(signed.state.answers), left=span_text(remaining)
                )
            )
            self.resumed.setProperty("role", "badge-warn")
            inner.addWidget(self.resumed)
        facts = QHBoxLayout()
        facts.addWidget(_officer(signed), 2)
        facts.addWidget(_facts(signed.paper, signed.session.title), 3)
        inner.addLayout(facts)
        inner.addWidget(_rules(signed.paper))
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(scrolled(body), 1)
        column.addLayout(self._buttons(again))

    def _buttons(self, again: bool) -> QHBoxLayout:
        back = QPushButton(_("不是我本人，返回(&B)"))
        back.clicked.connect(self.declined)
        self.start = QPushButton(_("继续作答(&S)") if again else _("开始考试(&S)"))
        self.start.setProperty("role", "primary")
        self.start.setToolTip(_("按回车键开始"))
        self.start.setAutoDefault(True)
        self.start.clicked.connect(self.agreed)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.start)
        return row


def _officer(signed: SignedIn) -> QFrame:
    person = signed.candidate
    return _card(
        _("请核对本人信息"),
        (_("姓名"), person.name),
        (_("执法证号"), person.certificate),
        (_("单位"), person.unit),
        (
            _("层级与门类"),
            _("{level}级 · {discipline}").format(level=person.level.label, discipline=person.discipline.label),
        ),
    )


def _facts(paper: Paper, session: str) -> QFrame:
    sections = "；".join(
        _("{kind} {count} 题 {marks} 分").format(
            kind=s.kind.label, count=len(s.questions), marks=marks_text(s.full_halves)
        )
        for s in paper.sections
    )
    return _card(
        _("考试内容"),
        (_("场次"), session),
        (_("试卷"), paper.title),
        (_("时间"), _("{minutes} 分钟").format(minutes=paper.minutes)),
        (
            _("分值"),
            _("满分 {full} 分，{line} 分合格").format(
                full=marks_text(paper.full_halves), line=marks_text(paper.pass_halves)
            ),
        ),
        (_("题目"), sections),
    )


def _rules(paper: Paper) -> QFrame:
    rules = (
        paper.rule.label,
        _("每答一题立即保存，屏幕显示“已保存”后即使断电也不会丢失"),
        _("时间一到自动交卷；可提前交卷，交卷后不能修改"),
        _("离开考试窗口会记入考试记录并列在成绩单上"),
        _("程序关闭或断电后，用同一证号和姓名登录即可继续，中断期间照常计时"),
    )
    made = _card(_("考试规则"))
    column = made.layout()
    assert column is not None
    for number, rule in enumerate(rules, 1):
        column.addWidget(wrapped(f"{number}. {rule}"))
    return made


def _card(title: str, *facts: tuple[str, str]) -> QFrame:
    made = card()
    column = QVBoxLayout(made)
    column.addWidget(heading(title))
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name, value in facts:
        caption = QLabel(name)
        caption.setProperty("role", "muted")
        caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(caption, wrapped(value))
    if facts:
        column.addLayout(form)
        column.addStretch(1)
    return made
