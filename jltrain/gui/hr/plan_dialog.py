"""轮训计划: which plan holds and what it says; another file in its place, back to the example, a copy to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jltrain import bundled
from jltrain.app import rotation
from jltrain.errors import JltrainError
from jltrain.gui.hr.parts import button, label
from jltrain.gui.hr.plan_words import batch_text, posts_of, requirement_text, share_text
from jltrain.gui.hr.saved import KINDS, Saved, ask_where
from jltrain.gui.keys.parts import Card, Facts, Headline, empty
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.i18n import _
from jltrain.ledger.cycle import Cycle
from jltrain.ledger.plan import RotationPlan
from jltrain.savefile import save


class PlanDialog(QDialog):
    """`changed`: another plan holds, so that standings have to be made anew."""

    changed = Signal()

    def __init__(self, parent: QWidget, shell: Shell, cycle: Cycle) -> None:
        super().__init__(parent)
        self.shell, self.context, self._cycle = shell, shell.context, cycle
        self.setWindowTitle(_("轮训计划"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.head, self.where = Headline(), label("", "muted")
        self.fault = label("", "badge-bad")
        self.saved = Saved()
        self.take = button(_("换用计划文件(&H)…"), self.choose, _("检查后改用另一份计划（Alt+H）"), role="primary")
        self.back = button(_("恢复示例(&E)"), self.restore, _("不再用自己的计划，改回随程序的示例（Alt+E）"))
        self.copy = button(_("另存示例(&S)…"), self.save_example, _("存一份示例，用记事本改好后再换用（Alt+S）"))
        self.close_button = button(_("关闭"), self.accept, _("关闭本窗口（Esc）"))
        self._inside = QWidget()
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(px(6), px(4), px(12), px(4))
        self._body.setSpacing(px(10))
        self._lay_out()
        self.read()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("轮训计划的内容"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        feet = QHBoxLayout()
        for part in (self.take, self.back, self.copy):
            part.setAutoDefault(False)
            feet.addWidget(part)
        feet.addStretch(1)
        feet.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(16))
        column.setSpacing(px(8))
        for above in (self.head, self.where, self.fault, self.saved):
            column.addWidget(above)
        column.addWidget(area, 1)
        column.addLayout(feet)
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        room = self.screen().availableSize()
        self.resize(min(px(860), room.width() * 9 // 10), min(px(640), room.height() * 9 // 10))

    # ---- what holds

    def read(self) -> None:
        """Show the plan that holds now, or what is wrong with the file."""
        own = rotation.own_plan(self.context, self._cycle)
        self.back.setEnabled(own is not None)
        self.fault.hide()
        empty(self._body)
        try:
            plan = rotation.plan(self.context, self._cycle)
        except JltrainError as error:
            self.head.put(_("轮训计划读不出来"), _("自己的计划"), "bad")
            self.where.setText(str(own))
            self.complain(error)
            return
        self.head.put(plan.title, _("示例") if own is None else _("自己的计划"), "info" if own is None else "good")
        said = _("随程序的示例，目标和批次是拟的，不是下达的数字。可以另存一份，改好后换用。")
        self.where.setText(said if own is None else str(own))
        for part in self._parts(plan):
            self._body.addWidget(part)
            part.show()
        self._body.addStretch(1)

    def _parts(self, plan: RotationPlan) -> Sequence[QWidget]:
        parts: list[QWidget] = [Facts(self._facts(plan))]
        if plan.batches:
            rows = [(batch.name, batch_text(batch), f"{batch.first_day} — {batch.last_day}") for batch in plan.batches]
            parts.append(_table(_("批次"), rows))
        counted = [r for r in plan.requirements if r.counts]
        others = [r for r in plan.requirements if not r.counts]
        for title, some in ((_("计入完成的要求"), counted), (_("单列统计的要求"), others)):
            if some:
                rows = [(_(r.title), requirement_text(r), posts_of(r)) for r in some]
                parts.append(_table(title, rows))
        return parts

    def _facts(self, plan: RotationPlan) -> list[tuple[str, str]]:
        targets = _("，").join(
            _("{year} 年底 {share}").format(year=year, share=share_text(share)) for year, share in plan.targets.items()
        )
        return [
            (_("适用周期"), plan.cycle.label),
            (_("逐年目标"), targets or _("没有设定（计划是给别的周期的，或没有写）")),
            (_("学历目标"), _("{level}以上").format(level=plan.education_target.label)),
            (_("建议表扬"), _("最好成绩不低于满分的 {share}").format(share=share_text(plan.commend_share))),
        ]

    def complain(self, error: JltrainError) -> None:
        """Say what is wrong; the plan of before holds."""
        self.fault.setText(error.sentence())
        self.fault.show()

    # ---- another plan

    def choose(self) -> None:
        """Ask for a file, check it, and make it the one that holds."""
        kinds = f"{_(KINDS['.yaml'])} (*.yaml *.yml)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("换用轮训计划"), "", kinds)
        if chosen:
            self.use(Path(chosen))

    def use(self, file: Path) -> None:
        """Make this file the plan that holds, if it is sound."""
        try:
            rotation.set_plan(self.context, file)
        except JltrainError as error:
            self.complain(error)
            return
        self._took(_("已换用新的轮训计划，各人的完成情况按它重新计算。"))

    def restore(self) -> None:
        """Back to the example."""
        if self.shell.ask(_("改回随程序的示例计划？这次改动会记入台账，以前用过的计划仍可查到。"), _("恢复示例")):
            try:
                rotation.drop_plan(self.context)
            except JltrainError as error:
                self.complain(error)
                return
            self._took(_("已改回示例计划。"))

    def _took(self, told: str) -> None:
        self.read()
        self.shell.tell(told)
        self.changed.emit()

    def save_example(self) -> None:
        """Write the example where the user wants it, to be edited."""
        file = ask_where(self, _("另存示例计划"), _("轮训计划示例"), ".yaml")
        if file is not None:
            try:
                save(file, bundled.resource("rotation", "plan-example.yaml").read_bytes())
            except JltrainError as error:
                self.complain(error)
                return
            self.saved.tell(file)


def _table(title: str, rows: Sequence[tuple[str, str, str]]) -> QWidget:
    """A few rows, each with a name, what it is, and for whom or when."""
    made = Card()
    made.column.addWidget(label(title, "subtitle"))
    for name, text, more in rows:
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addWidget(label(name))
        line.addWidget(label(_("{text}（{more}）").format(text=text, more=more), "muted"))
        made.column.addLayout(line)
    return made
