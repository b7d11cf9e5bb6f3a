"""Fields for passphrases and PINs: hidden with a toggle to show, a word when Caps Lock seems on, never remembered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from jltrain.app.keys import PASSPHRASE_LEAST
from jltrain.gui.hr.parts import label
from jltrain.gui.keys.parts import tint
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

LEAST: Final = PASSPHRASE_LEAST

_LONGEST: Final = 256


class SecretField(QWidget):
    """One passphrase or PIN."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(name)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _text: self.edited.emit())
        self.eye = QToolButton()
        self.eye.setText(_("显示"))
        self.eye.setToolTip(_("显示输入的内容，再按一次隐藏"))
        self.eye.setAccessibleName(_("显示输入的内容"))
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        self.caps = label(_("大写锁定（Caps Lock）似乎开着。"), "badge-warn", wrap=False)
        self.caps.hide()
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self.caps, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def _show(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.eye.setText(_("隐藏") if on else _("显示"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_CapsLock:
                self.caps.hide()  # what it is now shows with the next letter
            elif len(event.text()) == 1 and event.text().isascii() and event.text().isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.caps.setVisible(event.text().isupper() != shift)
        return False


class NewSecret(QWidget):
    """A new passphrase, typed twice, with a word on how hard it is to guess."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = SecretField(_("新口令")), SecretField(_("再输入一次"))
        self.first.line.setPlaceholderText(_("至少 {n} 个字符").format(n=LEAST))
        self.second.line.setPlaceholderText(_("再输入一次"))
        self.hint = label(_("越长越好；几个不相干的词连在一起，比短而怪的口令更好记也更安全。"), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for part in (self.first, self.second, self.hint):
            column.addWidget(part)
        self.first.edited.connect(self._weigh)
        self.second.edited.connect(self._weigh)
        self.setFocusProxy(self.first)

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def fault(self) -> str:
        """A sentence when it cannot be used as it stands."""
        if len(self.text().strip()) < LEAST:
            return _("口令至少要 {n} 个字符。").format(n=LEAST)
        return "" if self.text() == self.second.text() else _("两次输入的口令不一样，请重新输入。")

    def _weigh(self) -> None:
        text, tone = strength(self.text())
        if self.second.text() and not self.text().startswith(self.second.text()):
            text, tone = _("两次输入的口令不一样，请重新输入。"), "badge-bad"
        elif self.text() and self.text() == self.second.text() and tone == "badge-good":
            text = _("两次一致，口令较强。")
        self.hint.setText(text)
        tint(self.hint, tone)
        self.edited.emit()


def strength(text: str) -> tuple[str, str]:
    """(sentence, role): a rough word by length and kinds of characters; no promise."""
    if not text:
        return _("越长越好；几个不相干的词连在一起，比短而怪的口令更好记也更安全。"), "muted"
    if len(text) < LEAST:
        return _("还差 {n} 个字符。").format(n=LEAST - len(text)), "badge-warn"
    kinds = len({_kind(c) for c in text})
    different = len(set(text))
    if different >= 10 and (len(text) >= 16 or (len(text) >= 12 and kinds >= 3)):
        return _("口令较强。"), "badge-good"
    if different >= 6 and (len(text) >= 12 or kinds >= 2):
        return _("口令一般，再长一些更安全。"), "badge-info"
    return _("口令较弱，容易被猜到。"), "badge-warn"


def _kind(character: str) -> str:
    if not character.isascii():
        return "other"
    return (
        "digit"
        if character.isdigit()
        else "upper"
        if character.isupper()
        else "lower"
        if character.isalpha()
        else "sign"
    )
