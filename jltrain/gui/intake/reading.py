"""The question at hand: why it is doubtful, as it was understood, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from jltrain.bank.intake.found import FoundPicture
from jltrain.bank.pictures import PictureUnfit, content_name
from jltrain.gui.hr.parts import button, label
from jltrain.gui.intake.question_form import QuestionForm
from jltrain.gui.intake.work import Entry, lacks
from jltrain.gui.shell.flow import Flow
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_PICTURES = 6
"""Shown at once."""


class Reading(QWidget):
    """`compare` asks for the questions of the bank that are like it. The desk shows the buttons about lines and the next doubt."""

    compare = Signal()

    def __init__(self, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.form = QuestionForm()
        self.doubts, self.like, self.lacking = label(""), label("", "badge-info"), label("", "muted")
        self.compare_button = button(
            _("与题库对照(&C)"), self.compare.emit, _("看题库中相同或相近的题（Alt+C）"), role="link"
        )
        self._shown = [QLabel() for _n in range(_PICTURES)]
        self._pictures = Flow(px(6), *self._shown)
        self.check = button(
            _("已核对(&K)"),
            acts["check"],
            _("本题的疑点都看过了，可以导入；按 Ctrl+回车 并转到下一道有疑问的题（Alt+K）"),
        )
        self.skip = button(_("跳过(&S)"), acts["skip"], _("不导入本题；再按一次恢复（Ctrl+Delete，Alt+S）"))
        self.merge = button(
            _("合并到上一题(&M)"), acts["merge"], _("本题其实是上一题的一部分，合成一题重新识别（Alt+M）")
        )
        self.split = button(
            _("从光标行拆开(&B)"), acts["split"], _("先在原文中把光标放到后一题的第一行，再拆成两题（Alt+B）")
        )
        self.undo = button(
            _("撤销合并或拆开(&Z)"), acts["undo"], _("退回上一次合并、拆开或“作为试题处理”之前（Alt+Z）")
        )
        self.previous = button("↑", acts["previous"], _("转到上一道有疑问的题（Shift+F8）"))
        self.next = button("↓", acts["next"], _("转到下一道有疑问的题（F8）"))
        for made in (self.previous, self.next):
            made.setAccessibleName(made.toolTip())
        self._lay_out()

    def show_entry(self, entry: Entry, *, fill: bool = True) -> None:
        """Another question; or the same after something was decided about it (`fill` False: leave the fields alone)."""
        self.entry = entry
        if fill:
            self.form.show_question(entry.found)
            self._show_pictures(entry.found.pictures)
            self._scroll.verticalScrollBar().setValue(0)
        self._show_doubts(entry)
        self._show_like(entry)
        missing = lacks(entry.found)
        self.lacking.setText(
            _("还缺：{what}。可以导入为草稿，补齐后才能用于组卷。").format(what=_("、").join(missing))
            if missing
            else ""
        )
        self.lacking.setVisible(bool(missing))
        self.form.setEnabled(not entry.taken)
        self.check.setText(_("恢复疑点(&K)") if entry.checked else _("已核对(&K)"))
        self.check.setEnabled(entry.found.doubtful and not entry.taken)
        self.skip.setText(_("恢复本题(&S)") if entry.skipped else _("跳过(&S)"))
        self.skip.setEnabled(not entry.taken)

    def _show_doubts(self, entry: Entry) -> None:
        texts = [doubt.text for doubt in entry.doubts]
        if entry.taken:
            head, role = _("已导入，编号 {id}。").format(id=entry.taken), "badge-good"
        elif entry.skipped:
            head, role = _("已跳过，不会导入。"), "badge-warn"
        elif texts and entry.checked:
            head, role = _("疑点已核对："), "badge-good"
        else:
            head, role = "", "badge-warn"
        lines = [head] if head else []
        lines += [_("· {doubt}。").format(doubt=text.rstrip("。")) for text in texts]
        self.doubts.setText("\n".join(lines))
        self.doubts.setVisible(bool(lines))
        if self.doubts.property("role") != role:
            self.doubts.setProperty("role", role)
            self.doubts.style().unpolish(self.doubts)
            self.doubts.style().polish(self.doubts)

    def _show_like(self, entry: Entry) -> None:
        self._likeness.setVisible(bool(entry.like) and not entry.taken)
        if entry.same:
            self.like.setText(_("题库中已有同样的题（{id}），默认跳过。").format(id=entry.like[0]))
        elif entry.like:
            self.like.setText(_("题库中有 {n} 道相近的题，请对照后决定。").format(n=len(entry.like)))

    def _show_pictures(self, pictures: tuple[FoundPicture, ...]) -> None:
        for n, made in enumerate(self._shown):
            drawn = _drawn(pictures[n]) if n < len(pictures) else QPixmap()
            if drawn.isNull():
                made.setText(_("〔图{n}〕").format(n=n + 1))
            else:
                made.setPixmap(drawn)
            made.setVisible(n < len(pictures))
        self._pictures.setVisible(bool(pictures))

    def pictures_shown(self) -> int:
        """How many pictures the question at hand shows."""
        return sum(made.isVisibleTo(self) for made in self._shown)

    def _lay_out(self) -> None:
        self._likeness = QWidget()
        row = QHBoxLayout(self._likeness)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.like, 1)
        row.addWidget(self.compare_button)
        for n, made in enumerate(self._shown, 1):
            made.setToolTip(_("〔图{n}〕").format(n=n))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(4), px(4), px(10), px(4))
        column.setSpacing(px(6))
        for part in (self.doubts, self._likeness, self._pictures, self.form, self.lacking):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(6))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(Flow(px(6), self.check, self.skip))


def _drawn(picture: FoundPicture) -> QPixmap:
    """Small enough to stand beside others; empty when it is none that can be drawn here."""
    try:
        content_name(picture.data)
    except PictureUnfit:
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(picture.data))
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid():
        return QPixmap()
    reader.setScaledSize(size.scaled(QSize(px(140), px(90)), Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
