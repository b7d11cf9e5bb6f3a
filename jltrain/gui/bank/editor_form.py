"""The fields of the question in hand. One set, filled again for each part of a case."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from jltrain.bank.question import BLANK, Kind
from jltrain.gui.bank.editor_basis import BasisBox
from jltrain.gui.bank.editor_blanks import AcceptBox
from jltrain.gui.bank.editor_case import CaseTabs
from jltrain.gui.bank.editor_checks import Examined, FaultLabel, Place
from jltrain.gui.bank.editor_form_faults import tell, widget_of
from jltrain.gui.bank.editor_form_layout import lay_out
from jltrain.gui.bank.editor_head import HeadFields
from jltrain.gui.bank.editor_keys import keyed
from jltrain.gui.bank.editor_pictures import PicturesBox
from jltrain.gui.bank.editor_work import CHOICE, Part, Spot, Work
from jltrain.gui.hr.parts import label
from jltrain.gui.intake.growing import GrowingText
from jltrain.gui.intake.options_box import OptionsBox
from jltrain.i18n import _

_OURS: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
"""Keys that a text field would take for itself."""


class WorkForm(QWidget):
    """`changed` with the work, where (Spot), and whether that is a step of its own, after each change by the user.

    `pasted` when a picture is to be taken from the clipboard.
    """

    changed = Signal(object, object, bool)
    pasted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.work = Work()
        self._filling = False
        self._examined = Examined((), {})
        self.head, self.case, self.part_kind = HeadFields(), CaseTabs(), QComboBox()
        for kind in Kind:
            if kind is not Kind.CASE:
                self.part_kind.addItem(kind.label, kind.value)
        self.part_kind.setAccessibleName(_("小题题型"))
        self.stem = GrowingText(_("题干"))
        self.blank = keyed(None, _("插入空"), self.insert_blank, _("在题干的光标处插入 ____"), "Ctrl+B")
        self.options, self.accept, self.basis, self.pictures = OptionsBox(), AcceptBox(), BasisBox(), PicturesBox()
        self.right, self.wrong = QPushButton(_("对")), QPushButton(_("错"))
        for made in (self.right, self.wrong):
            made.setCheckable(True)
        self.explanation = GrowingText(_("解析"), hint=_("为什么这样答，错的选项错在哪里"))
        self.unfold = QToolButton()
        self.unfold.setText(_("推导数字（高级）"))
        self.unfold.setCheckable(True)
        self.unfold.setProperty("role", "quiet")
        self.unfold.setToolTip(_("答案里由案情和法条推算出来的数字，核对时不必在法条中找到"))
        self.derived = GrowingText(_("推导数字"), hint=_("每行一个，如：3000元"))
        self.note = QLineEdit()
        self.note.setMaxLength(200)
        self.note.setAccessibleName(_("修改说明"))
        self.note.setPlaceholderText(_("改了什么、为什么，写进这道题的修改记录"))
        self.captions: dict[str, QLabel] = {
            name: label("", "muted") for name in ("stem", "answer", "basis", "explanation", "pictures", "note", "kind")
        }
        self.faults: dict[str, FaultLabel] = {
            name: FaultLabel() for name in ("stem", "options", "answer", "basis", "explanation", "pictures")
        } | self.head.faults
        self._last: GrowingText = self.stem
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self._judge = lay_out(self)
        self._listen()
        self.show_work(self.work)

    # ---- showing

    @property
    def tab(self) -> int:
        """0 for a case's story or the whole of another question, else the part of the case that is shown."""
        return max(0, self.case.tabs.currentIndex()) if self.work.case else 0

    @property
    def kind(self) -> Kind:
        """Of what is shown; a case's story is of kind CASE."""
        return Kind.CASE if self.work.case and not self.tab else self._part().kind

    def show_work(self, work: Work, tab: int | None = None) -> None:
        """Fill all fields. Nothing is told of it."""
        tab = self.tab if tab is None else tab
        self.work = work
        self.case.put(len(work.parts) if work.case else 0, min(tab, len(work.parts)) if work.case else 0)
        self._fill()

    def _part(self) -> Part:
        return self.work.parts[max(0, self.tab - 1)]

    def _fill(self) -> None:
        self._filling = True
        part, story = self._part(), self.kind is Kind.CASE
        self.head.put(self.work)
        with QSignalBlocker(self.part_kind):
            self.part_kind.setCurrentIndex(self.part_kind.findData(part.kind.value))
        _put(self.stem, self.work.story if story else part.stem)
        self.options.put(part.options, part.chosen, single=part.kind is Kind.SINGLE)
        self.accept.put(part.accept, part.blanks)
        self.right.setChecked(part.verdict == "Y")
        self.wrong.setChecked(part.verdict == "N")
        self.basis.put(self.work.basis if story else part.basis)
        _put(self.explanation, self.work.explanation if story else part.explanation)
        _put(self.derived, "\n".join(part.derived))
        if part.derived and not story:
            self.unfold.setChecked(True)
        self._show_fields()
        self._adopt()
        self._filling = False
        self.tell(self._examined)
        self._settling.start()

    def _show_fields(self) -> None:
        kind, case, part = self.kind, self.work.case, bool(self.tab)
        self.head.setVisible(not part)
        self.case.setVisible(case)
        self.part_kind.setVisible(part)
        self.captions["kind"].setVisible(part)
        for widget, kinds in ((self.options, CHOICE), (self._judge, (Kind.JUDGE,)), (self.accept, (Kind.BLANK,))):
            widget.setVisible(kind in kinds)
        self.blank.setVisible(kind is Kind.BLANK)
        self.captions["answer"].setVisible(kind is not Kind.CASE)
        self.captions["answer"].setText(_("选项（点字母选定答案）") if kind in CHOICE else _("答案"))
        self.captions["stem"].setText(_("案情") if kind is Kind.CASE else _("题干"))
        shared = kind is Kind.CASE or part
        self.captions["basis"].setText(
            _("依据（各小题没有自己的依据时用这里的）") if shared and not part else _("依据")
        )
        self.captions["explanation"].setText(_("本案小结（解析）") if shared and not part else _("解析"))
        self.unfold.setVisible(kind is not Kind.CASE)
        self.derived.setVisible(kind is not Kind.CASE and self.unfold.isChecked())

    def _settle(self) -> None:
        """Fields that were filled before they were seen did not know their height."""
        for field in self.findChildren(GrowingText):
            if field.isVisible():
                with QSignalBlocker(field):
                    field.put(field.toPlainText())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settling.start()

    def _adopt(self) -> None:
        """Have every text field leave undoing and pictures to the page."""
        fields: list[QPlainTextEdit | QLineEdit] = [*self.findChildren(QPlainTextEdit), *self.findChildren(QLineEdit)]
        for field in fields:
            if not field.property("ours"):
                field.setProperty("ours", True)
                field.installEventFilter(self)
                field.setAcceptDrops(False)  # a file dropped here is for the page
                if isinstance(field, QPlainTextEdit):
                    field.setUndoRedoEnabled(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and any(event.matches(key) for key in _OURS):
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress and event.matches(QKeySequence.StandardKey.Paste):
                from jltrain.gui.bank.editor_pictures import clipboard_picture

                if clipboard_picture() is not None:
                    self.pasted.emit()
                    return True
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, GrowingText):
            self._last = watched
        return super().eventFilter(watched, event)

    # ---- what is wrong

    def tell(self, examined: Examined) -> None:
        """Say beside each field what was found."""
        self._examined = examined
        tell(self, examined)

    def go_to(self, place: Place) -> None:
        """Put the keyboard where that is."""
        if self.work.case and place.tab != self.tab:
            self.case.tabs.setCurrentIndex(place.tab)
        widget_of(self, place).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what the user does

    def insert_blank(self) -> None:
        """A blank where the stem's cursor is."""
        self.stem.insertPlainText(BLANK)
        self.stem.setFocus()

    def insert_mark(self, at: int) -> None:
        """The mark of a picture where the cursor was last."""
        target = self._last if self._last.isVisible() else self.stem
        target.insertPlainText(f"〔图{at + 1}〕")
        target.setFocus()

    def do(self, work: Work, field: str, tab: int | None = None) -> None:
        """A change that is more than typing."""
        if work != self.work:
            self.show_work(work, tab)
            self.changed.emit(work, Spot(self.tab, field), True)

    def _typed(self, field: str, *, step: bool = False) -> None:
        if self._filling:
            return
        work = self._read()
        if work != self.work:
            self.work = work
            self._adopt()
            self.changed.emit(work, Spot(self.tab, field), step)

    def _read(self) -> Work:
        work, story = self.head.read(self.work), self.kind is Kind.CASE
        stem, basis, explanation = self.stem.text(), self.basis.texts(), self.explanation.text()
        if story:
            return replace(work, story=stem, basis=basis, explanation=explanation)
        part = replace(
            self._part(),
            stem=stem,
            basis=basis,
            explanation=explanation,
            derived=tuple(line.strip() for line in self.derived.text().split("\n") if line.strip()),
        )
        if part.kind in CHOICE:
            texts = tuple(row.text.text() for row in self.options.rows if not row.text.isHidden())
            part = replace(part, options=texts, chosen=self.options.answer())
        elif part.kind is Kind.JUDGE:
            part = replace(part, verdict="Y" if self.right.isChecked() else "N" if self.wrong.isChecked() else "")
        elif part.kind is Kind.BLANK:
            part = replace(part, accept=self.accept.accept())
        return work.with_part(max(0, self.tab - 1), part)

    def _stem_typed(self) -> None:
        if not self._filling and self.kind is Kind.BLANK:
            self.accept.set_blanks(self.stem.toPlainText().count(BLANK))
        self._typed("stem")

    def _options_changed(self) -> None:
        """Typing goes on in one step; rows that moved or answers that were chosen are one each."""
        part = self._part()
        shown = sum(not row.text.isHidden() for row in self.options.rows)
        self._typed("options", step=self.options.answer() != part.chosen or shown != len(part.options))

    def _head_changed(self, field: str) -> None:
        if field == "kind":
            self.do(self.work.of_kind(Kind(self.head.kind.currentData())), "kind", 0)
        else:
            self._typed(field, step=field != "topic")

    def _part_kind_chosen(self) -> None:
        if not self._filling and self.tab:
            self.do(self.work.with_part_kind(self.tab - 1, Kind(self.part_kind.currentData())), "kind")

    def _part_added(self) -> None:
        self.do(replace(self.work, parts=(*self.work.parts, Part())), "stem", len(self.work.parts) + 1)
        self.stem.setFocus()

    def _part_removed(self) -> None:
        at = self.tab - 1
        if at >= 0 and len(self.work.parts) > 1:
            parts = self.work.parts[:at] + self.work.parts[at + 1 :]
            self.do(replace(self.work, parts=parts), "stem", min(self.tab, len(parts)))

    def _part_moved(self, step: int) -> None:
        at, to = self.tab - 1, self.tab - 1 + step
        if at >= 0 and 0 <= to < len(self.work.parts):
            self.do(self.work.moved(at, to), "stem", to + 1)

    def _judged(self, chosen: QPushButton, other: QPushButton) -> None:
        if chosen.isChecked():
            other.setChecked(False)
        self._typed("answer", step=True)

    def _listen(self) -> None:
        self.head.changed.connect(self._head_changed)
        self.case.turned.connect(lambda _tab: self._fill())
        self.case.added.connect(self._part_added)
        self.case.removed.connect(self._part_removed)
        self.case.moved.connect(self._part_moved)
        self.part_kind.currentIndexChanged.connect(lambda _at: self._part_kind_chosen())
        self.stem.textChanged.connect(self._stem_typed)
        self.options.changed.connect(self._options_changed)
        self.accept.changed.connect(lambda: self._typed("answer"))
        self.right.clicked.connect(lambda: self._judged(self.right, self.wrong))
        self.wrong.clicked.connect(lambda: self._judged(self.wrong, self.right))
        self.basis.changed.connect(lambda: self._typed("basis"))
        self.explanation.textChanged.connect(lambda: self._typed("explanation"))
        self.derived.textChanged.connect(lambda: self._typed("derived"))
        self.unfold.toggled.connect(lambda _on: self._show_fields())
        self.pictures.removed.connect(lambda at: self.do(self.work.without_picture(at), "pictures"))
        self.pictures.moved.connect(lambda at, to: self.do(self.work.with_pictures_swapped(at, to), "pictures"))
        self.pictures.marked.connect(self.insert_mark)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.case.turn(step) if self.work.case else None)


def _put(field: GrowingText, text: str) -> None:
    """Another text; one that only has blank space round it stays as typed."""
    if field.text() != text:
        with QSignalBlocker(field):
            field.put(text)
