"""台账核验: whether the ledger is whole, in clear words, with what is written down so that it can be compared later."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jltrain.app import auditing
from jltrain.app.auditing import Audited, Rebuilt
from jltrain.clock import beijing
from jltrain.gui.hr.parts import button, label
from jltrain.gui.keys.parts import Facts, Groups, Headline, copyable
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.i18n import _
from jltrain.progress import Report

SHOWN = 20
"""Faults listed; the count of all stands above them."""


def start(parent: QWidget, shell: Shell) -> None:
    """Audit with progress, then show what was found."""
    context = shell.context

    def work(report: Report) -> Audited:
        return auditing.audit(context, report)

    def done(found: Audited) -> None:
        AuditDialog(parent, shell, found).open()

    shell.run(work, done, _("核验台账"))


def in_groups(link: str) -> str:
    """A chain value as 16 groups of four, to be written down."""
    return " ".join(link[n : n + 4] for n in range(0, len(link), 4)).upper()


class AuditDialog(QDialog):
    """What an audit found."""

    def __init__(self, parent: QWidget, shell: Shell, audited: Audited) -> None:
        super().__init__(parent)
        self.shell, self.audited = shell, audited
        self.setWindowTitle(_("台账核验"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        found = audited.found
        self.head = Headline()
        self.text = copyable("")
        if audited.whole:
            self.head.put(_("台账完整"), _("没有发现改动"), "good")
            self.text.setText(_("每条记录都与前一条相接，成绩单原件与记录一致，各统计表都能由记录推出。"))
        elif audited.repairable:
            self.head.put(_("台账记录完整，统计表有出入"), _("可以重建"), "warn")
            self.text.setText(
                _(
                    "记录和成绩单原件都完好，只是由它们推出的表有 {n} 处不符。重建这些表即可，记录和原件不会改动。"
                ).format(n=found.fault_count)
            )
        else:
            self.head.put(_("台账不完整"), _("请停用"), "bad")
            self.text.setText(
                _(
                    "发现 {n} 处问题，记录或成绩单原件被改动、删除过。请停止使用这个数据库，用备份核对，并报告负责人。"
                ).format(n=found.fault_count)
            )
        self.facts = Facts(self._facts(shell), across=2)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(px(6), px(4), px(12), px(4))
        body.setSpacing(px(10))
        for part in (self.head, self.text):
            body.addWidget(part)
        if found.link and found.entries and not found.broken_at:
            said = _("台账共 {n} 条，最后一条的链值如下。请连同日期和条数抄在登记本上，以备日后核对。")
            body.addWidget(label(said.format(n=f"{found.entries:,}"), "muted"))
            body.addWidget(Groups(in_groups(found.link)))
        for sentence in audited.sentences[:SHOWN]:
            body.addWidget(copyable(sentence, "badge-bad"))
        if found.fault_count > SHOWN:
            body.addWidget(label(_("……共 {n} 处。").format(n=found.fault_count), "muted"))
        body.addWidget(self.facts)
        body.addStretch(1)
        self._lay_out(inside)

    def _facts(self, shell: Shell) -> list[tuple[str, str]]:
        found = self.audited.found
        return [
            (_("核验时间"), beijing(shell.context.clock.now(), "%Y-%m-%d %H:%M")),
            (_("台账记录"), _("{n} 条").format(n=f"{found.entries:,}")),
            (_("入账成绩单"), _("{n} 份").format(n=f"{found.sheets:,}")),
            (_("拒收文件"), _("{n} 份").format(n=f"{found.refused:,}")),
            (_("花名册"), _("{n} 人").format(n=f"{found.officers:,}")),
            (_("培训活动"), _("{n} 条").format(n=f"{found.activities:,}")),
        ]

    def _lay_out(self, inside: QWidget) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("核验结果"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.copy = button(_("复制结果(&C)"), self.copy_text, _("复制成文字，可以粘贴到登记表（Alt+C）"))
        self.mend = button(_("重建统计表(&R)…"), self.rebuild, _("由台账记录重新生成各表（Alt+R）"), role="danger")
        self.mend.setVisible(self.audited.repairable)
        close = button(_("关闭"), self.accept, _("关闭本窗口（Esc）"), role="primary")
        feet = QHBoxLayout()
        for part in (self.copy, self.mend):
            part.setAutoDefault(False)
            feet.addWidget(part)
        feet.addStretch(1)
        feet.addWidget(close)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(16))
        column.setSpacing(px(10))
        column.addWidget(area, 1)
        column.addLayout(feet)
        close.setFocus()
        room = self.screen().availableSize()
        high = px(540 if self.audited.found.link else 420)
        self.resize(min(px(760), room.width() * 9 // 10), min(high, room.height() * 9 // 10))

    def copy_text(self) -> None:
        """Everything that is to be kept, as text."""
        lines = [self.head.text.text(), *(f"{what}：{value}" for what, value in self.facts.rows)]
        if self.audited.found.link:
            lines.append(_("链值：{value}").format(value=in_groups(self.audited.found.link)))
        QApplication.clipboard().setText("\n".join([*lines, *self.audited.sentences]))
        self.shell.tell(_("已复制核验结果。"))

    def rebuild(self) -> None:
        """Make the plain tables anew from the log."""
        question = _("由台账记录重新生成花名册、成绩和活动各表？记录和成绩单原件不会改动。")
        if not self.shell.ask(question, _("重建")):
            return
        self.accept()
        shell, context = self.shell, self.shell.context

        def done(made: Rebuilt) -> None:
            told = _("已重建：{officers} 人，成绩 {results} 份，活动 {activities} 条。请再核验一次。")
            shell.tell(told.format(officers=made.officers, results=made.results, activities=made.activities))

        shell.run(lambda report: auditing.rebuild(context, report), done, _("重建统计表"))
