"""Asks for what unlocks the unit's key before score sheets are signed: once for all sheets of a session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from jltrain.app import keys
from jltrain.gui.keys.codes import PIN_CODES, TOKEN_CODES
from jltrain.gui.keys.secret import SecretField
from jltrain.gui.keys.step import StepDialog
from jltrain.gui.page import Shell
from jltrain.i18n import _


class SignDialog(StepDialog):
    """`needed`: "passphrase" or "pin". What was typed is tried on the key, then handed to `then`, and kept nowhere."""

    def __init__(self, parent: QWidget, shell: Shell, needed: str, then: Callable[[str], None]) -> None:
        self._pin = needed == "pin"
        super().__init__(parent, shell, _("签发成绩单"), _("签发"))
        self._then = then
        name = "PIN" if self._pin else _("口令")
        self.say(
            _("签名密钥在密码硬件里。请插好硬件，输入它的 PIN，连续输错会被锁定。")
            if self._pin
            else _("请输入签名密钥的口令，本场所有成绩单一起签发。"),
            "muted",
        )
        self.secret = SecretField(name)
        codes = (*PIN_CODES, *TOKEN_CODES) if self._pin else ("wrong-passphrase",)
        self._secret = self.field(name, self.secret, codes=codes)
        self.body.addStretch(1)
        self.secret.setFocus()

    def missing(self) -> bool:
        if not self.secret.text():
            self._secret.complain(_("请输入 PIN。") if self._pin else _("请输入口令。"))
        return not self.secret.text()

    def act(self) -> None:
        context, secret = self.context, self.secret.text()

        def work() -> str:
            keys.load_signer(context, secret)
            return secret

        self.start(work, self._unlocked, _("正在打开签名密钥…"))

    def _unlocked(self, secret: str) -> None:
        self.accept()
        self._then(secret)
