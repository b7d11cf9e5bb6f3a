"""One thing to be answered, a question's own or one part of a case, and afterwards its verdict."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from jltrain.bank.formula import plain
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Response
from jltrain.gui.exam.option import OptionButton
from jltrain.gui.statutes.links import cited, linked
from jltrain.gui.study.layout import card, label, restyle
from jltrain.gui.study.wording import answer_text, numbered_blanks, response_text
from jltrain.i18n import _

_JUDGE = ("Y", "N")


class AnswerOption(OptionButton):
    """An option that can say in words whether it was right, and leaves Enter and the arrows to the page."""

    def __init__(self, mark: str, text: str) -> None:
        super().__init__()
        self.present(mark, text)
        self._said = label(wrap=False)
        self._said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._said.hide()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._said)

    def say(self, right: bool, words: str) -> None:
        """Show a verdict on this option."""
        restyle(self, verdict="right" if right else "wrong")
        self._said.setText(words)
        restyle(self._said, role="badge-good" if right else "badge-bad")
        self._said.show()
        self.setAccessibleName(f"{self.caption()}，{words}")

    def said(self) -> str:
        """The verdict shown, empty before."""
        return self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ItemBox(QWidget):
    """`changed`: the response is another one. `entered`: the officer works on this part now.

    `cited`: the link of a citation was followed, "《公路法》第五十条第二款".
    """

    changed = Signal()
    entered = Signal()
    cited = Signal(str)

    def __init__(self, key: str, item: Item, number: int = 0) -> None:
        """`number` is that of the part in a case, 0 where there is but one item."""
        super().__init__()
        self.key, self.item, self.locked = key, item, False
        self.right: bool | None = None
        self.options: dict[str, AnswerOption] = {}
        self.blanks: list[QLineEdit] = []
        self.verdict: QFrame | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.fontMetrics().height() // 2)
        self._head = label(role="muted", wrap=False)
        if number:
            self._head.setText(_("第 {number} 小题 · {kind}").format(number=number, kind=item.kind.label))
            row = QHBoxLayout()
            row.addWidget(self._head)
            row.addStretch(1)
            self._column.addLayout(row)
        stem = numbered_blanks(item.stem) if item.kind is Kind.BLANK else item.stem
        self.stem = label(plain(stem), "stem")
        self._column.addWidget(self.stem)
        if item.kind is Kind.BLANK:
            self._add_blanks(item.stem.count(BLANK))
        else:
            self._add_options()

    def _add_options(self) -> None:
        judge = self.item.kind is Kind.JUDGE
        texts = (_("对"), _("错")) if judge else self.item.options
        for letter, text in zip(_JUDGE if judge else LETTERS, texts, strict=False):
            option = AnswerOption(letter, plain(text))
            option.clicked.connect(self._chooser(letter))
            self.options[letter] = option
            self._column.addWidget(option)

    def _add_blanks(self, count: int) -> None:
        grid = QGridLayout()
        for row in range(count):
            edit = QLineEdit()
            edit.setMaxLength(500)
            edit.textEdited.connect(self.changed)
            edit.installEventFilter(self)
            name = label(_("第 {number} 空").format(number=row + 1), wrap=False)
            name.setBuddy(edit)
            edit.setAccessibleName(name.text())
            grid.addWidget(name, row, 0)
            grid.addWidget(edit, row, 1)
            self.blanks.append(edit)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)

    def response(self) -> Response:
        """What is answered so far, () for nothing."""
        if self.blanks:
            texts = tuple(edit.text().strip() for edit in self.blanks)
            return texts if any(texts) else ()
        return tuple(letter for letter, option in self.options.items() if option.isChecked())

    def complete(self) -> bool:
        """Whether nothing is missing."""
        return all(e.text().strip() for e in self.blanks) if self.blanks else bool(self.response())

    def put(self, response: Response) -> None:
        """Show this response."""
        for letter, option in self.options.items():
            option.setChecked(letter in response)
        for edit, text in zip(self.blanks, response, strict=False):
            edit.setText(text)

    def press(self, key: str) -> bool:
        """The letter of an option was typed; whether there is such an option."""
        if self.locked or key not in self.options:
            return False
        self.options[key].click()
        return True

    def mark_current(self, current: bool) -> None:
        """Say whether the keyboard answers this part."""
        restyle(self._head, role="badge-info" if current else "muted")

    def take_focus(self) -> None:
        """Put the keyboard where the answer goes: the first empty blank, else the box itself."""
        empty = next((e for e in self.blanks if not e.text().strip()), None)
        target: QWidget = empty or (self.blanks[0] if self.blanks else self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)

    def reveal(self, response: Response, right: bool) -> None:
        """Lock the item and show what was right and why. `response` is what was answered."""
        self.right = right
        self.put(response)
        self._lock()
        for letter, option in self.options.items():
            self._say(option, letter in self.item.answer, letter in response)
        self.verdict = self._verdict(response, right)
        self._column.addWidget(self.verdict)

    def show_answer(self) -> None:
        """Lock the item and show the right answer, nobody having answered."""
        self._lock()
        for letter in self.item.answer if self.options else ():
            self.options[letter].say(True, _("正确答案"))
        self.verdict = self._verdict((), None)
        self._column.addWidget(self.verdict)

    def _lock(self) -> None:
        self.locked = True
        for widget in (*self.options.values(), *self.blanks):
            widget.setEnabled(False)

    def _say(self, option: AnswerOption, right: bool, chosen: bool) -> None:
        if right and chosen:
            option.say(True, _("√ 你选对了"))
        elif right:
            option.say(True, _("正确，漏选") if self.item.kind is Kind.MULTIPLE else _("正确答案"))
        elif chosen:
            option.say(False, _("× 你选错了"))

    def _verdict(self, response: Response, right: bool | None) -> QFrame:
        frame, column = card()
        row = QHBoxLayout()
        if right is not None:
            badge = label(_("√ 回答正确") if right else _("× 回答错误"), wrap=False)
            badge.setProperty("role", "badge-good" if right else "badge-bad")
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_strong(_("正确答案：{answer}").format(answer=answer_text(self.item))), 1)
        column.addLayout(row)
        if right is False:
            column.addWidget(label(_("你的答案：{answer}").format(answer=response_text(self.item, response))))
        column.addWidget(label(_("解析：{text}").format(text=self.item.explanation)))
        column.addWidget(self._basis())
        return frame

    def _basis(self) -> QLabel:
        """The basis, each citation in it a link to its article."""
        made = label("", "muted")
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        made.setText(_("依据：{text}").format(text=linked(self.item.basis, _("；"))))
        made.setToolTip(_("点引用的法条，看它的条文（Tab 键移到引用上，再按回车）"))
        made.linkActivated.connect(self._follow)
        return made

    def _follow(self, address: str) -> None:
        if citation := cited(address):
            self.cited.emit(citation)

    def _chooser(self, letter: str) -> object:
        def choose() -> None:
            self.entered.emit()
            if self.item.kind is not Kind.MULTIPLE:
                self.put((letter,))  # a second press leaves it chosen
            self.changed.emit()

        return choose


def _strong(text: str) -> QLabel:
    made = label(text)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made
