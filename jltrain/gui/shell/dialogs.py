"""Questions and messages that the user must answer before going on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from jltrain.gui.shell import theme
from jltrain.i18n import _


class Message(QDialog):
    """A text with one button, or two when `yes` and `no` are both given; Esc is no."""

    def __init__(self, parent: QWidget | None, title: str, text: str, yes: str, no: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        scale = theme.current().scale
        self.text = QLabel(text)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text.setMinimumWidth(round(420 * scale / 100))
        self.yes = QPushButton(yes)
        self.yes.clicked.connect(self.accept)
        self.yes.setProperty("role", "primary")
        box = QDialogButtonBox()
        box.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        if no:
            self.no = QPushButton(no)
            self.no.clicked.connect(self.reject)
            box.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
            self.no.setDefault(True)
            self.no.setFocus()
        else:
            self.yes.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(round(20 * scale / 100) for _side in range(4)))
        column.setSpacing(round(18 * scale / 100))
        column.addWidget(self.text)
        column.addWidget(box)


def ask(parent: QWidget | None, question: str, yes: str, no: str = "") -> bool:
    """Wait for the answer; closing the dialog or Esc means no."""
    message = Message(parent, _("请确认"), question, yes, no or _("取消"))
    answer = message.exec()
    message.setParent(None)  # the parent would keep every question ever asked
    message.deleteLater()
    return answer == QDialog.DialogCode.Accepted


def inform(parent: QWidget | None, title: str, text: str) -> Message:
    """Show a message and return at once; it goes away when the user closes it."""
    message = Message(parent, title, text, _("知道了"))
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.open()
    return message
