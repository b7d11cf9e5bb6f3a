"""One item on the screen: what is asked and where it is answered. Widgets are made once and used again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from jltrain.bank.formula import plain
from jltrain.bank.question import BLANK, LETTERS, Kind, Response
from jltrain.exam.order import Placed
from jltrain.gui.exam.option import OptionButton
from jltrain.gui.shell.pictures import Pictures
from jltrain.i18n import _
from jltrain.paper.marks import marks_text

_JUDGE = ("Y", "N")


class QuestionView(QWidget):
    """`chosen` brings a whole response; `typed` one that is still being typed; `left` says typing stopped.

    Letters in responses are the bank's, whatever order they are shown in.
    """

    chosen = Signal(object)
    typed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._placed: Placed | None = None
        self.head, self.stem, self._hint = QLabel(), QLabel(), QLabel()
        self.pictures = Pictures()
        self.head.setProperty("role", "muted")
        self._hint.setProperty("role", "muted")
        self.stem.setProperty("role", "stem")
        for label in (self.head, self.stem, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.options: list[OptionButton] = []
        self.blanks: list[QLineEdit] = []
        self._blank_box = QWidget()
        self._form = QFormLayout(self._blank_box)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(self.fontMetrics().height() // 2)
        for widget in (self.head, self.stem, self.pictures, self._blank_box):
            self._column.addWidget(widget)
        for _letter in LETTERS[:4]:
            self._add_option()
        self._column.addWidget(self._hint)
        self._column.addStretch(1)

    def present(self, placed: Placed, response: Response, total: int, pictures: Sequence[Path]) -> None:
        """Show an item with the response it has so far."""
        self._placed = placed
        item = placed.item
        self.head.setText(
            _("第 {number} 题（共 {total} 题） · {kind} · {marks} 分").format(
                number=placed.number, total=total, kind=item.kind.label, marks=marks_text(placed.halves)
            )
        )
        self.stem.setText(plain(_numbered_blanks(item.stem) if item.kind is Kind.BLANK else item.stem))
        self.pictures.show_files(pictures)
        self._show_choices(self._choices(placed))
        self._show_blanks(item.stem.count(BLANK) if item.kind is Kind.BLANK else 0)
        self._hint.setText(_hint(item.kind, len(placed.letters)))
        self.put(response)

    def put(self, response: Response) -> None:
        """Show this response."""
        for index, letter in enumerate(self._letters()):
            self.options[index].setChecked(letter in response)
        for index, edit in enumerate(self.blanks):
            if not edit.isHidden():
                edit.blockSignals(True)
                edit.setText(response[index] if index < len(response) else "")
                edit.blockSignals(False)

    def press(self, key: str) -> None:
        """The officer typed a letter: A-H the option shown under it, Y or N the judgement."""
        judge = self._placed is not None and self._placed.item.kind is Kind.JUDGE
        names = _JUDGE if judge else tuple(LETTERS[: len(self._letters())])
        if key in names:
            self.options[names.index(key)].click()

    def typing(self) -> bool:
        """Whether a blank has the focus."""
        return any(edit.hasFocus() for edit in self.blanks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _choices(self, placed: Placed) -> list[tuple[str, str]]:
        if placed.item.kind is Kind.JUDGE:
            return [("Y", _("对")), ("N", _("错"))]
        texts = placed.item.options
        return [(LETTERS[i], plain(texts[LETTERS.index(letter)])) for i, letter in enumerate(placed.letters)]

    def _letters(self) -> tuple[str, ...]:
        """The response's letter of each option shown."""
        if self._placed is None or self._placed.item.kind is Kind.BLANK:
            return ()
        return _JUDGE if self._placed.item.kind is Kind.JUDGE else self._placed.letters

    def _show_choices(self, choices: list[tuple[str, str]]) -> None:
        while len(self.options) < len(choices):
            self._add_option()
        for index, button in enumerate(self.options):
            shown = index < len(choices)
            if shown:
                button.present(*choices[index])
            if button.isHidden() == shown:
                button.setVisible(shown)

    def _show_blanks(self, count: int) -> None:
        while len(self.blanks) < count:
            edit = QLineEdit()
            edit.setMaxLength(500)
            edit.textEdited.connect(self._typed)
            edit.installEventFilter(self)
            self.blanks.append(edit)
            label = QLabel(_("第 {number} 空(&{number})").format(number=len(self.blanks)))
            label.setBuddy(edit)
            self._form.addRow(label, edit)
            self._set_tab_order()
        for index, edit in enumerate(self.blanks):
            if edit.isHidden() == (index < count):
                self._form.setRowVisible(edit, index < count)
        self._blank_box.setVisible(count > 0)

    def _add_option(self) -> None:
        button = OptionButton()
        index = len(self.options)
        self.options.append(button)
        button.clicked.connect(lambda: self._clicked(index))
        self._column.insertWidget(4 + index, button)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Widgets made when first needed would else come last in the window."""
        for before, after in pairwise((self, *self.options, *self.blanks)):
            self.setTabOrder(before, after)

    def _clicked(self, index: int) -> None:
        assert self._placed is not None
        letters = self._letters()
        if self._placed.item.kind is Kind.MULTIPLE:
            response = tuple(sorted(x for i, x in enumerate(letters) if self.options[i].isChecked()))
        else:
            response = (letters[index],)  # a second press leaves it chosen: nobody loses an answer by it
        self.put(response)
        self.chosen.emit(response)

    def _typed(self) -> None:
        texts = tuple(edit.text() for edit in self.blanks if not edit.isHidden())
        self.typed.emit(texts if any(text.strip() for text in texts) else ())


def _numbered_blanks(stem: str) -> str:
    """Each blank with its number, as the fields below are numbered."""
    first, *rest = stem.split(BLANK)
    return first + "".join(f"{BLANK}（{n}）{BLANK}{text}" for n, text in enumerate(rest, 1))


def _hint(kind: Kind, options: int) -> str:
    last = LETTERS[max(options, 1) - 1]
    if kind is Kind.SINGLE:
        return _("选一项，可按 A–{last} 键").format(last=last)
    if kind is Kind.MULTIPLE:
        return _("选一项或多项，可按 A–{last} 键，再按一次取消").format(last=last)
    if kind is Kind.JUDGE:
        return _("判断正误，可按 Y（对）或 N（错）键")
    return _("按 Tab 键进入填空，停止输入后自动保存")
