"""A found question as it was understood, to be put right in place. One set of fields, filled again for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from jltrain.bank.intake.found import FoundQuestion
from jltrain.bank.question import Kind
from jltrain.gui.hr.parts import label, narrow
from jltrain.gui.intake.blanks_box import BlanksBox
from jltrain.gui.intake.growing import GrowingText
from jltrain.gui.intake.options_box import OptionsBox
from jltrain.gui.intake.work import blanks, fitting
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

_CHOICE: Final = (Kind.SINGLE, Kind.MULTIPLE)


class QuestionForm(QWidget):
    """`changed` with the question after each change by the user; `turned` with the part of a case now shown (0: none)."""

    changed = Signal(object)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._whole = FoundQuestion(Kind.SINGLE, "")
        self._filling = False
        self.parts = QTabBar()
        self.parts.setExpanding(False)
        self.parts.setDrawBase(False)
        self.parts.setAccessibleName(_("案例的各部分"))
        self.parts.currentChanged.connect(self._turn)
        self.kind, self.difficulty, self.topic = QComboBox(), QComboBox(), QComboBox()
        self._choosers()
        self.stem = GrowingText(_("题干"))
        self.options, self.blanks = OptionsBox(), BlanksBox()
        self.right, self.wrong = QPushButton(_("对")), QPushButton(_("错"))
        for made in (self.right, self.wrong):
            made.setCheckable(True)
        self.explanation = GrowingText(_("解析"), hint=_("没有"))
        self.basis = GrowingText(_("依据"), hint=_("一行一条，如：《行政处罚法》第五十一条"))
        self._lay_out()
        self._listen()

    def show_question(self, found: FoundQuestion) -> None:
        """Fill all fields. Nothing is told of it."""
        self._whole = found
        with QSignalBlocker(self.parts):
            while self.parts.count():
                self.parts.removeTab(0)
            if found.parts:
                self.parts.addTab(_("材料"))
                for n in range(1, len(found.parts) + 1):
                    self.parts.addTab(_("第 {n} 问").format(n=n))
            self.parts.setVisible(bool(found.parts))
        self._fill(found)

    def show_topics(self, topics: Sequence[str]) -> None:
        """What the chooser of topics offers; what is typed stays."""
        with QSignalBlocker(self.topic):
            text = self.topic.currentText()
            self.topic.clear()
            self.topic.addItems(list(topics))
            self.topic.setCurrentText(text)

    @property
    def part(self) -> int:
        """The part of a case that is shown, 0 for its story or a question that is none."""
        return max(0, self.parts.currentIndex())

    # ---- filling

    def _turn(self, at: int) -> None:
        if at >= 0:
            self._fill(self._whole.parts[at - 1] if at else self._whole)
            self.turned.emit(at)

    def _fill(self, piece: FoundQuestion) -> None:
        self._filling = True
        story, part = bool(piece.parts), bool(self.part)
        self._offer_kinds(piece.kind)
        self.kind.setEnabled(not story)
        self.kind.setCurrentIndex(self.kind.findData(piece.kind.value))
        for widget in (self.difficulty, self.topic):
            widget.setVisible(not part)
        if not part:
            self.difficulty.setCurrentIndex(self.difficulty.findData(piece.difficulty))
            self.topic.setCurrentText(piece.topic)
        self.stem.put(piece.stem)
        self.options.put(piece.options, piece.answer, single=piece.kind is Kind.SINGLE)
        self.blanks.put(
            (piece.accept or tuple((text,) for text in piece.answer)) if piece.kind is Kind.BLANK else (),
            blanks(piece.stem),
        )
        self.right.setChecked(piece.answer == ("Y",))
        self.wrong.setChecked(piece.answer == ("N",))
        self.explanation.put(piece.explanation)
        self.basis.put("\n".join(piece.basis))
        self._show_answer(piece.kind)
        self._filling = False

    def _offer_kinds(self, kind: Kind) -> None:
        kinds = [Kind.CASE] if kind is Kind.CASE else [k for k in Kind if k is not Kind.CASE]
        if self.kind.count() != len(kinds):
            with QSignalBlocker(self.kind):
                self.kind.clear()
                for one in kinds:
                    self.kind.addItem(one.label, one.value)

    def _show_answer(self, kind: Kind) -> None:
        for widget, kinds in (
            (self.options, _CHOICE),
            (self._judge, (Kind.JUDGE,)),
            (self.blanks, (Kind.BLANK,)),
        ):
            widget.setVisible(kind in kinds)
        self._answer.setVisible(kind is not Kind.CASE)
        self._answer.setText(_("选项和答案") if kind in _CHOICE else _("答案"))

    # ---- reading

    def _read(self) -> FoundQuestion:
        old = self._whole.parts[self.part - 1] if self.part else self._whole
        kind = Kind(self.kind.currentData())
        piece = replace(
            old, kind=kind, stem=self.stem.text(), explanation=self.explanation.text(),
            basis=tuple(line.strip() for line in self.basis.text().split("\n") if line.strip()),
        )  # fmt: skip
        if not self.part:
            piece = replace(
                piece, difficulty=self.difficulty.currentData() or 0, topic=self.topic.currentText().strip()
            )
        if kind in _CHOICE:
            piece = replace(piece, options=self.options.options(), answer=self.options.answer())
        elif kind is Kind.JUDGE:
            answer = ("Y",) if self.right.isChecked() else ("N",) if self.wrong.isChecked() else ()
            piece = replace(piece, answer=answer)
        elif kind is Kind.BLANK:
            accept = self.blanks.accept()
            piece = replace(piece, accept=accept, answer=tuple(texts[0] for texts in accept))
        return fitting(piece)

    def _tell(self) -> None:
        if self._filling:
            return
        piece = self._read()
        if self.part:
            parts = list(self._whole.parts)
            parts[self.part - 1] = piece
            self._whole = replace(self._whole, parts=tuple(parts))
        else:
            self._whole = piece
        self.changed.emit(self._whole)

    def _stem_changed(self) -> None:
        if not self._filling and self.kind.currentData() == Kind.BLANK.value:
            self.blanks.set_blanks(blanks(self.stem.text()))
        self._tell()

    def _kind_chosen(self) -> None:
        if self._filling:
            return
        kind = Kind(self.kind.currentData())
        self.options.set_single(kind is Kind.SINGLE)
        self.blanks.set_blanks(blanks(self.stem.text()))
        if kind is Kind.SINGLE and len(self.options.answer()) > 1:
            self.options.put(self.options.options(), (), single=True)
        if kind in _CHOICE and not self.options.options():
            self.options.put(("", "", "", ""), (), single=kind is Kind.SINGLE)
        self._show_answer(kind)
        self._tell()

    def _judged(self, chosen: QPushButton, other: QPushButton) -> None:
        if chosen.isChecked():
            other.setChecked(False)
        self._tell()

    # ---- the widgets

    def _choosers(self) -> None:
        self.kind.setAccessibleName(_("题型"))
        self.difficulty.setAccessibleName(_("难度"))
        self.topic.setAccessibleName(_("知识点"))
        self.difficulty.addItem(_("难度未注明"), 0)
        for level in range(1, 6):
            self.difficulty.addItem(_("难度 {level}").format(level=level), level)
        self.topic.setEditable(True)
        self.topic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        inside = self.topic.lineEdit()
        if inside is not None:
            inside.setPlaceholderText(_("知识点（没有写明）"))
        narrow(self.topic)
        for chooser in (self.kind, self.difficulty):
            narrow(chooser)
            chooser.setMinimumContentsLength(5)

    def _lay_out(self) -> None:
        self._judge = QWidget()
        row = QHBoxLayout(self._judge)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.right)
        row.addWidget(self.wrong)
        row.addStretch(1)
        self._answer = QLabel()
        kinds = QHBoxLayout()
        kinds.setSpacing(px(6))
        kinds.addWidget(self.kind, 1)
        kinds.addWidget(self.difficulty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.parts)
        column.addLayout(kinds)
        column.addWidget(self.topic)
        for name, field in (
            (label(_("题干"), "muted"), self.stem),
            (self._answer, self.options),
            (label(_("解析"), "muted"), self.explanation),
            (label(_("依据（法条，一行一条）"), "muted"), self.basis),
        ):
            column.addWidget(name)
            column.addWidget(field)
            if field is self.options:
                column.addWidget(self._judge)
                column.addWidget(self.blanks)
        self._answer.setProperty("role", "muted")
        order: list[QWidget] = [self.parts, self.kind, self.difficulty, self.topic, self.stem, self.options.add]
        order += [self.right, self.wrong, self.explanation, self.basis]
        for one, two in pairwise(order):
            QWidget.setTabOrder(one, two)
        self.options.first_after = self.stem

    def _listen(self) -> None:
        def tell(*_ignored: object) -> None:
            self._tell()

        for field in (self.explanation, self.basis):
            field.textChanged.connect(tell)
        self.stem.textChanged.connect(self._stem_changed)
        self.options.changed.connect(tell)
        self.blanks.changed.connect(tell)
        self.difficulty.currentIndexChanged.connect(tell)
        self.topic.currentTextChanged.connect(tell)
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.right.clicked.connect(lambda: self._judged(self.right, self.wrong))
        self.wrong.clicked.connect(lambda: self._judged(self.wrong, self.right))
