"""The frame of the editor: heading with what can be done, how the question stands, fields on the left, the side on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from jltrain.app.context import Context
from jltrain.bank.alike import Alike
from jltrain.bank.check import CheckFault
from jltrain.bank.state import State
from jltrain.clock import beijing
from jltrain.gui.bank.editor_desk import Subject
from jltrain.gui.bank.editor_form import WorkForm
from jltrain.gui.bank.editor_keys import keyed
from jltrain.gui.bank.editor_side import ALIKE, FAULTS, SidePane
from jltrain.gui.bank.editor_work import History, Work
from jltrain.gui.hr.parts import button, label
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.gui.study.layout import restyle
from jltrain.i18n import _

_FOLDED: Final = 1030
"""A page narrower than so many pixels at 100 % shows fields or preview, not both; in a window of 1250 it is that wide."""
_BADGES: Final = {State.READY: "good", State.DRAFT: "warn", State.REVIEW: "warn", State.WITHDRAWN: "bad"}


class Acts(Protocol):
    """What the buttons do."""

    def save(self, *, new: bool = False) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def throw_away(self) -> None: ...
    def go_back(self) -> None: ...


class EditorFrame(QWidget):
    """`fields` scrolls the form; `side` is folded away where there is no room for both."""

    def __init__(self, acts: Acts, context: Context) -> None:
        super().__init__()
        self.form, self.side = WorkForm(), SidePane(context)
        self._field: QWidget = self.form.stem
        self._make_buttons(acts)
        self.title = label(_("编辑试题"), "title", wrap=False)
        self.ident, self.badge = label("", "muted", wrap=False), label("", wrap=False)
        self.unsaved = label("", "muted", wrap=False)
        self.review = label(_("这道题待复核：所引法条已经修订。按新法条改好后保存，待复核就结束。"), "badge-warn")
        self._lay_out()

    # ---- telling

    def show_head(self, subject: Subject, work: Work, history: History) -> None:
        """How the question stands, and what can be done."""
        new, dirty = not subject.version, subject.changed(work)
        self.title.setText(_("新建试题") if new else _("编辑试题"))
        self.ident.setText("" if new else _("{id} · 第 {n} 版").format(id=subject.ident, n=subject.version))
        self.ident.setVisible(not new)
        self.badge.setVisible(subject.state is not None)
        if subject.state is not None:
            self.badge.setText(subject.state.label)
            restyle(self.badge, role=f"badge-{_BADGES[subject.state]}")
        self.review.setVisible(subject.state is State.REVIEW)
        if not dirty or self.unsaved.isHidden():
            self.unsaved.setText(_("有未保存的修改"))
        self.unsaved.setVisible(dirty)
        self.discard.setEnabled(dirty)
        self.back_step.setEnabled(history.at > 0)
        self.forth_step.setEnabled(history.at + 1 < len(history.states))
        self.form.captions["note"].setVisible(not new)
        self.form.note.setVisible(not new)

    def show_kept(self, at: datetime) -> None:
        """The changes are saved by themselves since then."""
        self.unsaved.setText(_("有未保存的修改（{at} 已留存）").format(at=beijing(at, "%H:%M")))

    def tell(self, faults: Sequence[CheckFault], alike: Sequence[Alike], *, compared: bool) -> None:
        """What is wrong, and what is alike; `compared`: it was looked for."""
        self.side.tell(faults)
        self.side.show_alike(alike, ready=compared)
        blocking = sum(fault.blocking for fault in faults)
        self.lacking.setText(_("{n} 处必须补全").format(n=blocking))
        self.lacking.setVisible(bool(blocking))
        self.likeness.setVisible(bool(alike))
        if alike:
            self.likeness.setText(_("相似 {n} 道，最高 {share}").format(n=len(alike), share=f"{alike[0].share:.0%}"))

    # ---- what is seen

    def turn(self, tab: int) -> None:
        """Bring a part of the side to the front, from wherever it is folded."""
        self.show_side(True)
        self.side.turn(tab)
        target = self.side.faults.list if tab == FAULTS else self.side.alike.list
        target.setFocus()

    def show_side(self, on: bool) -> None:
        """Where there is room for one alone: the side, or the fields."""
        self.view.setChecked(on)
        self.fold()

    def fold(self) -> None:
        """See what there is room for."""
        folded = self.width() < px(_FOLDED)
        self.view.setVisible(folded)
        inside = self.focusWidget()
        if inside is not None and self.form.isAncestorOf(inside):
            self._field = inside
        self.fields.setVisible(not folded or not self.view.isChecked())
        self.side.setVisible(not folded or self.view.isChecked())
        self.side.draw()
        if folded and self.isVisible() and not (inside is not None and inside.isVisible()):
            target = self.view if self.view.isChecked() else self._field
            target.setFocus()  # else Qt would give the keyboard to the navigation

    def keep_in_view(self) -> None:
        """Scroll to where the keyboard is."""
        inside = self.focusWidget()
        if inside is not None and self.form.isAncestorOf(inside):
            self.fields.ensureWidgetVisible(inside, px(8), px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    # ---- the widgets

    def _make_buttons(self, acts: Acts) -> None:
        self.save = keyed(self, _("保存"), acts.save, _("保存为新的一版"), "Ctrl+S", role="primary")
        self.save_new = keyed(
            self, _("保存并新建"), lambda: acts.save(new=True), _("保存，再写同一知识点的下一道"), "Ctrl+Shift+S"
        )
        self.back_step = keyed(self, _("撤销"), acts.undo, _("撤销上一步，任何栏目的都行"), "Ctrl+Z", role="link")
        self.forth_step = keyed(self, _("重做"), acts.redo, _("重做撤销的一步"), "Ctrl+Y", role="link")
        self.discard = button(_("放弃修改"), acts.throw_away, _("回到已保存的内容，按 Ctrl+Z 可以找回"), role="link")
        self.view = button(_("预览(&P)"), self.fold, _("在栏目和预览之间切换（Alt+P）"))
        self.view.setCheckable(True)
        self.leave = button(_("返回题库(&B)"), acts.go_back, _("修改会自动留存（Alt+B）"))
        self.lacking = button("", lambda: self.turn(FAULTS), _("列出全部问题"), role="link")
        self.likeness = button("", lambda: self.turn(ALIKE), _("列出相似的试题"), role="link")
        self.lacking.hide()
        self.likeness.hide()

    def _lay_out(self) -> None:
        gap = self.title.fontMetrics().height() // 3
        heading = Flow(gap, self.title, self.view, self.leave, self.save_new, self.save, apart=True)
        steps = (self.back_step, self.forth_step, self.discard)
        self.fields = QScrollArea()
        self.fields.setWidgetResizable(True)
        self.fields.setFrameShape(QFrame.Shape.NoFrame)
        self.fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields.setWidget(self.form)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(px(3))
        splitter.addWidget(self.fields)
        splitter.addWidget(self.side)
        splitter.setSizes([px(560), px(560)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(heading)
        column.addWidget(Flow(px(8), *steps, self.ident, self.badge, self.unsaved, self.lacking, self.likeness))
        column.addWidget(self.review)
        column.addWidget(splitter, 1)
