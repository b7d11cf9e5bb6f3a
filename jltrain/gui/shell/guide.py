"""The first-run guide: who works where, where the data lies, what the key is, how to begin."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from jltrain.app.context import Context
from jltrain.gui.shell import registry
from jltrain.gui.shell.frame import px
from jltrain.i18n import _
from jltrain.settings import SettingsNotSaved


class Guide(QDialog):
    """Four steps; finishing or closing it marks it as seen."""

    def __init__(self, window: QWidget, context: Context, go_role: Callable[[str], object] | None = None) -> None:
        super().__init__(window)
        self._context = context
        self._go_role = go_role
        self.setWindowTitle(_("使用引导"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.steps = QStackedWidget()
        for step in (self._roles(), self._data(), self._key(), self._begin()):
            self.steps.addWidget(step)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.back = QPushButton(_("上一步(&B)"))
        self.back.setToolTip(_("回到上一步（Alt+B）"))
        self.back.clicked.connect(lambda: self._turn(-1))
        self.next = QPushButton()
        self.next.setProperty("role", "primary")
        self.next.setDefault(True)
        self.next.clicked.connect(lambda: self._turn(1))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(18))
        column.addWidget(self.steps, 1)
        column.addLayout(row)
        self.setMinimumWidth(px(640))
        self.ensurePolished()
        self._make_room(px(640 - 2 * 28))
        self.finished.connect(self._seen)
        self._turn(0)
        self.next.setFocus()

    def _make_room(self, width: int) -> None:
        """Height for the longest step: a stack asks too little for wrapped texts."""
        steps = [step for place in range(self.steps.count()) if (step := self.steps.widget(place)) is not None]
        for label in self.steps.findChildren(QLabel):
            label.ensurePolished()  # the theme's larger type counts
        self.steps.setMinimumHeight(max(step.heightForWidth(width) for step in steps))

    def _turn(self, by: int) -> None:
        here, last = self.steps.currentIndex() + by, self.steps.count() - 1
        if here > last:
            self.accept()
            return
        self.steps.setCurrentIndex(here)
        self.count.setText(_("第 {here} 步，共 {all} 步").format(here=here + 1, all=last + 1))
        self.back.setEnabled(here > 0)
        self.next.setText(_("开始使用(&N)") if here == last else _("下一步(&N)"))
        self.next.setToolTip(_("按回车或 Alt+N"))

    def _seen(self) -> None:
        with contextlib.suppress(SettingsNotSaved):  # then it is shown once more, which harms nobody
            self._context.settings.put("guide_seen", True)

    def _roles(self) -> QWidget:
        step, column = _step(_("欢迎使用"), _("同一个程序，三类人各用各的一部分。左上角随时可以切换。"))
        for number, role in enumerate(registry.ROLES, 1):
            card, inside = QFrame(), QVBoxLayout()
            card.setProperty("role", "card")
            card.setLayout(inside)
            inside.setContentsMargins(px(16), px(10), px(16), px(10))
            name = QLabel(_("{role}（Ctrl+{number}）").format(role=_(role.text), number=number))
            name.setProperty("role", "subtitle")
            inside.addWidget(name)
            inside.addWidget(_text(_(role.hint)))
            column.addWidget(card)
        column.addStretch(1)
        return step

    def _data(self) -> QWidget:
        step, column = _step(
            _("数据在哪里"),
            _("程序不联网。学习记录、试卷、考试和成绩单都保存在本机的一个文件夹里："),
        )
        folder = _text(str(self._context.places.home))
        folder.setProperty("role", "subtitle")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(folder)
        column.addWidget(_text(_("要备份，退出程序后把整个文件夹复制到别处即可。")))
        column.addWidget(_text(_("要装在 U 盘上带走，把环境变量 JLTRAIN_HOME 设为 U 盘上的文件夹。")))
        column.addStretch(1)
        return step

    def _key(self) -> QWidget:
        step, column = _step(
            _("成绩单怎样防改"),
            _("每份成绩单是一个 PDF，带有电子签名。分数改动一个字，人事收取时就会查出来。"),
        )
        column.addWidget(
            _text(_("签名要用单位密钥。为了让您马上能试用，程序已在本机自动生成一把试用密钥，不需要您做任何设置。"))
        )
        column.addWidget(_text(_("试用密钥只能证明成绩单出自这台电脑。正式使用前，请与上级单位约定由谁签发单位密钥。")))
        column.addStretch(1)
        return step

    def _begin(self) -> QWidget:
        step, column = _step(_("从这里开始"), _("选一件最想先做的事，或按“开始使用”。"))
        doings = (
            ("study", _("我要学习：打开课程，学一章，做几道题(&1)")),
            ("exams", _("我要组织考试：导入题目和法规，组一份试卷，建一场考试(&2)")),
            ("hr", _("我管人事：导入花名册，收取成绩单，看轮训覆盖(&3)")),
        )
        for role, text in doings:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(_bound(self._start, role))
            column.addWidget(button)
        column.addWidget(
            _text(_("课件和试题里引用的法条点开就能看；学员对题目的报错、法规修订后待复核的题，都在“复核与报错”。"))
        )
        column.addWidget(_text(_("全部操作都可以用键盘完成：Tab 移动，回车确认，Alt+数字切换页面，F1 再看本引导。")))
        column.addStretch(1)
        return step

    def _start(self, role: str) -> None:
        self.accept()
        if self._go_role is not None:
            self._go_role(role)


def _step(title: str, lead: str) -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(12))
    heading = QLabel(title)
    heading.setProperty("role", "title")
    column.addWidget(heading)
    column.addWidget(_text(lead))
    return step, column


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _bound(call: Callable[[str], object], value: str) -> Callable[[], object]:
    return lambda: call(value)
