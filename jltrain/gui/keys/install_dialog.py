"""安装证书: read the province's answer, compare a new root aloud, and take the unit's key into use."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from jltrain.app import keys
from jltrain.app.keys import AnswerFacts, Installed, KeyStatus
from jltrain.gui.keys import kinds
from jltrain.gui.keys.codes import PIN_CODES, TOKEN_CODES
from jltrain.gui.keys.facts import of_answer, of_key
from jltrain.gui.keys.parts import Facts
from jltrain.gui.keys.reading import ReadingDialog
from jltrain.gui.keys.secret import SecretField
from jltrain.gui.page import Shell
from jltrain.i18n import _

ANSWER_CODES = ("file-unreadable", "bad-answer", "answer-differs", "not-in-force", "weak-key", "not-allowed")


class InstallDialog(ReadingDialog[AnswerFacts]):
    """`file`: an answer that was dropped on the page."""

    def __init__(self, parent: QWidget, shell: Shell, status: KeyStatus, file: Path | None = None) -> None:
        super().__init__(parent, shell, _("安装证书"), _("安装"))
        pending = status.pending
        self.say(_("选择省级单位发回的证书文件。安装后，成绩单就用新密钥签名。"), "muted")
        self.ask_file(_("证书文件"), _("选择证书文件"), kinds.pattern(kinds.ANSWER), ANSWER_CODES)
        if pending and pending.token:
            self.secret = SecretField("PIN")
            hint = _("密码硬件“{token}”的 PIN").format(token=pending.token.token)
            self._secret = self.field("PIN", self.secret, hint, (*PIN_CODES, *TOKEN_CODES))
        else:
            self.secret = SecretField(_("口令"))
            self._secret = self.field(_("口令"), self.secret, _("申请证书时设的口令"), ("wrong-passphrase",))
        self._secret.show(bool(pending and (pending.protected or pending.token)))
        self.body.addStretch(1)
        self.ready()
        if file is not None:
            self.file.take(file)

    def look(self, file: Path) -> AnswerFacts:
        return keys.read_answer(self.context, file)

    def show_held(self, held: AnswerFacts) -> bool:
        self.facts.put(of_answer(held))
        if not held.fits:
            self.file_field.complain(_("这份证书不是为本机正在等待的申请签发的，请核对是不是拿错了文件。"))
            return False
        if held.root is not None and not held.root_trusted:
            self.compare.put(
                _("本机还不信任签发它的根证书“{name}”。请打电话给省级单位，逐组核对根证书的指纹：").format(
                    name=held.root.name
                ),
                held.root.fingerprint,
                _("已逐组核对，全部一致，信任这个根证书(&T)"),
            )
        elif self._secret.shown:
            self.secret.setFocus()
        return True

    def missing(self) -> bool:
        if self._secret.shown and not self.secret.text():
            self._secret.complain(_("请输入口令或 PIN。"))
            return True
        return super().missing()

    def act(self) -> None:
        context, file, answer = self.context, self.file.path(), self.held
        assert file is not None and answer is not None
        secret = self.secret.text() if self._secret.shown else None

        def work() -> Installed:
            if not answer.root_trusted and answer.root is not None:
                keys.trust_root(context, file, answer.root.fingerprint)
            return keys.install(context, file, secret)

        self.start(work, self._installed, _("正在安装证书…"))

    def _installed(self, done: Installed) -> None:
        self.finish(_("证书已安装，可以签发成绩单了"), done.next_step, None, Facts(of_key(done.key)))
